"""Who has a duty and who helps: one labelled case for each way of saying it."""

from __future__ import annotations

from typing import Any

import pytest

CASES = [
    (
        "who assists somebody at work helps, the other has it",
        "县司法局配合县妇联每季度普法2场",
        ["县妇联"],
        ["县司法局"],
    ),
    ("who assists unnamed has it", "配合县妇联每季度普法2场", ["县发改局"], ["县妇联"]),
    ("who is asked from below has nothing to do", "对排名末位的3个乡镇，提请县政府约谈", ["县发改局"], []),
    ("what a body has is not the body", "县文旅局的讲解队年内扩充到30人", ["县发改局"], []),
    ("who acts in a later clause", "落实联络员制度，县检察院每月接访2次", ["县检察院"], []),
    (
        "where an office is set up says nothing of who acts",
        "成立防汛专班，县水务局设办公室，每月会商1次",
        ["县发改局"],
        [],
    ),
    (
        "nor is a group the one who acts where its office is set up",
        "成立县防汛工作领导小组，领导小组办公室设在县水务局，每月会商1次",
        ["县发改局"],
        [],
    ),
    (
        "of two that take the lead the first",
        "推广“金果”行动，年内建园20个（县农业农村局、县妇联牵头）",
        ["县农业农村局"],
        ["县妇联"],
    ),
    (
        "a town helps too",
        "年内建成书屋12个，由县文旅局牵头，县财政局和后所镇配合",
        ["县文旅局"],
        ["县财政局", "后所镇"],
    ),
    ("who hosts before who runs it", "年内举办茶会3场，县供销社主办、县茶业协会承办", ["县供销社"], ["县茶业协会"]),
    ("会同 names who helps", "县司法局会同县妇联每季度开展普法2场", ["县司法局"], ["县妇联"]),
    ("a subject at the head, though a verb follows at once", "县财政局每年安排经费60万元", ["县财政局"], []),
    ("a time before the subject", "9月底前，县水务局清淤河道20公里", ["县水务局"], []),
    ("a part of it only", "年内建成康复站8个，由县医院负责业务指导", ["县发改局"], ["县医院"]),
    ("who is supported in what it does for others helps", "支持县作协年内开展诗会2场", ["县发改局"], ["县作协"]),
    ("who is supported for its own good does not", "支持县作协年内创建示范协会2家", ["县发改局"], []),
    ("who is asked to do it has it", "请县水务局抓紧清淤，年内完成20公里", ["县水务局"], []),
    ("who is asked besides helps", "年内办书展2场，请县作协到场签售", ["县发改局"], ["县作协"]),
    ("who is asked besides to see to it has it", "年内办书展2场，请县作协统筹", ["县作协"], []),
    ("who is asked besides to get it done has it", "年内建书屋9个，请县文旅局按时完成", ["县文旅局"], []),
    ("who is asked on some ground has it", "针对借书不便问题，请县文旅局年内建书屋9个", ["县文旅局"], []),
    ("who is asked for next year has it", "请县文旅局来年建书屋9个", ["县文旅局"], []),
    ("who pays for another's work helps", "年内建书屋9个，县财政局拿出30万元", ["县发改局"], ["县财政局"]),
    ("who pays as its own work has it", "县财政局每年拿出30万元购书", ["县财政局"], []),
    ("who has to pay has it", "6月底前由县财政局拨付资金60万元", ["县财政局"], []),
    ("who is asked to come helps", "请县作协每季度来办1场书展", ["县发改局"], ["县作协"]),
    ("who is invited helps", "年内办书展2场，邀请县作协、县美协到场", ["县发改局"], ["县作协", "县美协"]),
    ("hand in hand with another", "牵手县文旅局,年内建书屋9个", ["县发改局"], ["县文旅局"]),
    ("who holds it too helps", "年内办书展2场,每场300人,县作协联办", ["县发改局"], ["县作协"]),
    ("who holds it together has it", "年内办书展2场,县作协、县美协联办", ["县作协"], ["县美协"]),
    ("who guides helps", "年内建书屋9个，由县图书馆派人指导", ["县发改局"], ["县图书馆"]),
    ("who guides at the head has nothing to do", "由县文旅局指导、各乡镇年内建书屋9个", ["县发改局"], ["县文旅局"]),
    ("who sends people or takes turns helps", "年内建成调解室3间，县妇联派人进驻", ["县发改局"], ["县妇联"]),
    ("so does who guides in a later clause", "实施“带徒”计划，年内结对9对，县妇联予以指导", ["县发改局"], ["县妇联"]),
    ("who puts it into the budget helps", "9月底前建成管护制度，经费由县财政局列入预算", ["县发改局"], ["县财政局"]),
    ("who has the site built as a gift helps", "9月底前建成展馆，由县茶业公司捐建陈列柜", ["县发改局"], ["县茶业公司"]),
    (
        "who is to convene has it, members help",
        "年内建成会商制度，县水务局为召集单位，县文联、县作协等9个部门为成员单位",
        ["县水务局"],
        ["县文联", "县作协"],
    ),
    ("who convenes has it", "由县水务局召集，年内会商9次，县文联为成员", ["县水务局"], ["县文联"]),
    ("a label may be told with 为", "年内建书屋9个，责任单位为县文旅局、县妇联", ["县文旅局"], ["县妇联"]),
    (
        "who pays helps where another works",
        "县水务局年内清淤20公里，资金缺口由县财政局调剂解决",
        ["县水务局"],
        ["县财政局"],
    ),
    ("who hands out the money helps", "年内培训馆员300人，县人社局发放补贴", ["县发改局"], ["县人社局"]),
    ("who secures the money helps", "年内培训馆员300人，县文旅局牵头、县财政局保障资金", ["县文旅局"], ["县财政局"]),
    ("who insures helps", "年内参保率达到40%，县保险公司承保", ["县发改局"], ["县保险公司"]),
    ("who lectures in turns helps", "每季度办讲堂1期，县作协、县文联轮流主讲", ["县发改局"], ["县作协", "县文联"]),
    ("who sends teachers helps", "每年办班两期，县作协派师资", ["县发改局"], ["县作协"]),
    ("who secures the technique helps", "年内上线平台1个，县数据局负责技术保障", ["县发改局"], ["县数据局"]),
    ("who is charged with it helps", "县水务局委托县职校，于5月、9月办班2期", ["县水务局"], ["县职校"]),
    ("who builds it for another helps", "县政府明年建场馆2座，由县城投公司承建", ["县政府"], ["县城投公司"]),
    (
        "who runs it for another, who is named first, does not have it",
        "县政府明年开公交2条，由县城投公司运营",
        ["县政府"],
        ["县城投公司"],
    ),
    ("what a body has is done by another", "县图书馆改造项目，由县文旅局组织实施，年内改造书屋2个", ["县文旅局"], []),
    ("what a body has found is mended by another", "县审计局提出的问题9个，由县财政局6月底前整改", ["县财政局"], []),
    ("who gives help helps", "年内办书展2场，县作协、县美协予以协助", ["县发改局"], ["县作协", "县美协"]),
    ("who is fostered does not have it", "年内建冷库2座，扶持县茶业公司扩大订单", ["县发改局"], []),
    ("who drafts it has it", "年内出台办法2个，由县司法局负责起草", ["县司法局"], []),
    ("for whom it is done does not help", "面向重度残疾人提供上门服务，每周不少于2次", ["县发改局"], []),
    ("who looks at it has nothing to do", "力争富源县年内通过省水利厅验收，建成示范渠2条", ["县发改局"], []),
    ("what is built beside is no help", "县供电公司负责配套建设线路20公里", ["县供电公司"], []),
    (
        "who guides before another leads helps",
        "县委组织部、县委社会工作部指导，县住建局牵头，年内组建协会9个",
        ["县住建局"],
        ["县委组织部", "县委社会工作部"],
    ),
    ("who gives by a time has it", "9月底前，县茶业公司捐赠茶苗500株", ["县茶业公司"], []),
    ("who pays once a thing is settled has it", "清单确定后，县财政局列入年度预算60万元", ["县财政局"], []),
    ("by whom one is guided has no part of it", "县作协每年组织采风2次，并接受县文旅局指导", ["县作协"], []),
    ("who looks over those that do it helps", "年内建立办理机制，由县妇联对承办单位开展督查", ["县发改局"], ["县妇联"]),
    ("who gives money helps", "年内建书屋9个，争取县文旅局奖补资金30万元", ["县发改局"], ["县文旅局"]),
    ("whose say is sought gives no help", "年内建书屋9个，争取县文旅局认可", ["县发改局"], []),
    ("what is set up does not owe its own setting up", "成立县防汛工作专班，每月会商1次", ["县发改局"], []),
    ("a leader takes the lead, not the body", "每月会商1次，由县政府分管负责同志牵头", ["县发改局"], []),
    ("a subject goes on to the next duty of the sentence", "县妇联每月巡访10户，每季度汇报1次", ["县妇联"], []),
    ("a post that somebody of a body has", "每月会商1次，由县政府副县长任组长", ["县发改局"], []),
    ("for whom it is done does not help", "年内放贷600万元，为县合作社提供周转", ["县发改局"], []),
    (
        "lines of responsibility behind semicolons",
        "推行巡访制度，每月巡访20户，牵头单位：县妇联；配合单位：县残联；完成时限：10月底",
        ["县妇联"],
        ["县残联"],
    ),
    ("a town to which it is given is no owner, nor is the stand-in", "四月办歌会2场，由后所镇承办", [], []),
    ("a part of it in a bracket", "年内建成康复站8个（县卫健局负责选址）", ["县发改局"], ["县卫健局"]),
    ("towns in general have it, says a bracket", "推行巡访制度，每周巡访1次（各乡镇负责）", [], ["各乡镇"]),
    ("of many bodies none is meant", "各县妇联每月巡访10户", [], []),
    ("nor of a number", "十三个县妇联要在年底前成立石榴籽工作室10个、组织“三送”行动", [], []),
    ("others who are told to", "要求各学堂每月开讲2次", [], []),
    ("a kind of body that is charged", "民族事务部门负责每月开讲2次", [], []),
    ("an unknown body on the line of responsibility", "推行巡访制度，每月巡访20户，责任单位：林站", [], []),
    ("stations of towns have to", "乡镇服务站须在3月底前全部建成", [], []),
    (
        "the committees of towns help",
        "年内达标12家，由县文旅局牵头（后所镇、松园镇等镇党委配合）",
        ["县文旅局"],
        ["后所镇", "松园镇", "镇党委"],
    ),
    ("a neighbour that one does it with", "与相邻的麒麟区每半年会商1次", ["县发改局"], ["麒麟区"]),
    ("a body alone in the bracket has it", "年内建成书屋12个（县文旅局，10月底前）", ["县文旅局"], []),
    (
        "a body and a town side by side",
        "年内建成书屋12个（县文旅局、后所镇牵头）",
        ["县文旅局"],
        ["后所镇"],
    ),
    (
        "a group in a bracket helps like the bodies beside it",
        "推行巡访制度，每月巡访20户（县妇联牵头，县残联、各镇街配合）",
        ["县妇联"],
        ["县残联", "各镇街"],
    ),
    (
        "a bracket tells who helps, not the words before it",
        "每季度与县作协座谈1次（责任单位：县文旅局、县教育局）",
        ["县文旅局"],
        ["县教育局"],
    ),
    ("whom one helps along has a part in it", "配合县水务局年内清淤20公里", ["县发改局"], ["县水务局"]),
    ("those who take the lead somewhere have to", "两项行动牵头单位每月要通报2次", [], []),
    ("towns in general are no owner, nor is the stand-in", "各乡镇每季度开展排查2次", [], []),
    ("a town that acts is no owner, nor is the stand-in", "后所镇年内新建书屋2个", [], []),
    ("a group that a bracket names is no owner, nor is the stand-in", "年内建书屋9个（责任单位：各镇街）", [], []),
    ("nor is one that something is given to", "巡访台账由各牵头单位自行建立，3月10日前报送", [], []),
    ("an office behind its body", "年内改造老屋9处，由县政府分管负责同志任总指挥", ["县发改局"], []),
    (
        "members of a body help with what it has to do",
        "专班由县教育局、县司法局等9家单位组成，每月会商1次",
        ["县发改局"],
        ["县司法局", "县教育局"],
    ),
    ("a body in a saying", "围绕“党委领导、县妇联牵头、各方参与”的思路，年内建成驿站9个", ["县发改局"], []),
    (
        "a labelled list goes on behind a comma",
        "年内建成书屋12个，责任单位：县文旅局（牵头），县教育局、后所镇",
        ["县文旅局"],
        ["后所镇", "县教育局"],
    ),
    (
        "sections of a body answer too",
        "每月巡访20户，责任股室：县妇联；配合科室：县残联",
        ["县妇联"],
        ["县残联"],
    ),
    (
        "those whose heads sit in a group help",
        "成立整治专班，每月会商1次，县教育局、县司法局主要负责人为成员",
        ["县发改局"],
        ["县司法局", "县教育局"],
    ),
    (
        "a head of a body leads the group, not the body",
        "成立整治专班，每月会商1次，由县教育局局长任组长",
        ["县发改局"],
        [],
    ),
    ("a time and what it is about before 由", "9月底前，第二期骨干培训由县妇联开办", ["县妇联"], []),
    ("bodies before a colon", "县妇联、县残联：每月巡访20户", ["县妇联"], ["县残联"]),
    (
        "who is paired with whom does not tell who has it",
        "组织5个民主党派支部与7个村结对，每季走访1次",
        ["县发改局"],
        [],
    ),
    ("what is only foreseen is nobody's", "预计年内建成书屋20个", [], []),
    ("persons are no body", "每名县级领导联系3家企业，每月走访不少于1次", [], []),
    ("a town that a route passes", "年内打通果香走廊，途经后所镇", ["县发改局"], []),
]


@pytest.mark.parametrize(("text", "owners", "helpers"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_bearers(text: str, owners: list[str], helpers: list[str], told: Any) -> None:
    found = told(f"县发改局工作计划\n一、工作安排\n{text}。\n", kind="plan", issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    duties = [e.key for e in found.entities if e.label == "Commitment"]

    def ends(kind: str) -> list[str]:
        return sorted({names[r.target] for r in found.relations if r.type == kind and r.source in duties})

    assert duties
    assert ends("OWNED_BY") == sorted(owners)
    assert ends("SUPPORTED_BY") == sorted(helpers)


def test_a_body_and_a_colon_at_the_head_of_a_line_have_all_its_duties(told: Any) -> None:
    text = (
        "县发改局工作计划\n一、工作安排\n县妇联：在全县各镇街推行巡访制度；每月巡访20户困难家庭。每季度公布进展1次。\n"
        "县残联：对康复站每年评议1次。\n全县每年通报1次。\n"
    )
    found = told(text, kind="plan", issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    duties = {e.key: e.name for e in found.entities if e.label == "Commitment"}
    assert [(duties[r.source][-6:], names[r.target]) for r in found.relations if r.type == "OWNED_BY"] == [
        ("0户困难家庭", "县妇联"),
        ("公布进展1次", "县妇联"),
        ("每年评议1次", "县残联"),
        ("每年通报1次", "县发改局"),
    ]


def test_a_line_of_responsible_bodies_is_for_all_duties_of_the_sentence_before(told: Any) -> None:
    text = (
        "一、工作安排\n在各村新建农家书屋6个；培训图书馆员30名。\n责任单位：县文旅局、县教育局；完成时限：10月底前。\n"
    )
    found = told(text, kind="plan")
    names = {e.key: e.name for e in found.entities}
    duties = {e.key: e for e in found.entities if e.label == "Commitment"}
    assert len(duties) == 2
    for key, duty in duties.items():
        ends = {(r.type, names[r.target]) for r in found.relations if r.source == key}
        assert {("OWNED_BY", "县文旅局"), ("SUPPORTED_BY", "县教育局")} <= ends
        assert duty.properties["deadline"] == "10月底前"


def test_a_bracket_of_bodies_behind_the_stop_answers_for_what_stands_before_it(told: Any) -> None:
    found = told("一、工作安排\n年内新建农家书屋6个。(县文旅局、县教育局)\n", kind="plan", issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    (duty,) = (e for e in found.entities if e.label == "Commitment")
    ends = {(str(r.type), names[r.target]) for r in found.relations if r.source == duty.key}
    assert {("OWNED_BY", "县文旅局"), ("SUPPORTED_BY", "县教育局")} <= ends


def test_lines_that_tell_who_and_by_when_are_for_the_duties_before_them(told: Any) -> None:
    text = (
        "一、工作安排\n在各村新建农家书屋6个；培训图书馆员30名。责任科室：县文旅局，配合科室：县教育局。\n"
        "负责人：分管领导\n整改时限：2024年9月底前\n"
    )
    found = told(text, kind="plan", issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    duties = {e.key: e for e in found.entities if e.label == "Commitment"}
    assert [duty.name for duty in duties.values()] == ["在各村新建农家书屋6个", "培训图书馆员30名"]
    for key, duty in duties.items():
        ends = {(str(r.type), names[r.target]) for r in found.relations if r.source == key}
        assert {("OWNED_BY", "县文旅局"), ("SUPPORTED_BY", "县教育局")} <= ends
        assert duty.properties["deadline"] == "2024年9月底前"


@pytest.mark.parametrize(
    ("items", "owners"),
    [
        (
            "1.年内新建农家书屋6个。\n2.每月培训图书馆员30名。\n责任股室：县文旅局\n整改时限：9月底前\n",
            ["县文旅局", "县文旅局"],
        ),
        (
            "1.年内新建农家书屋6个，县教育局牵头。\n2.每月培训图书馆员30名。\n责任股室：县文旅局\n",
            ["县教育局", "县文旅局"],
        ),
        (
            "1.年内新建农家书屋6个。\n2.每月培训图书馆员30名。\n责任股室：县文旅局\n3.每季度举办书展9场。\n",
            ["县发改局", "县文旅局", "县发改局"],
        ),
    ],
)
def test_a_line_that_closes_a_list_answers_for_the_items_that_do_not_say_it(
    items: str, owners: list[str], told: Any
) -> None:
    found = told(f"县发改局工作计划\n一、工作安排\n(一)文化惠民\n{items}(二)其他\n", kind="plan", issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    duties = [e for e in found.entities if e.label == "Commitment"]
    answer = {r.source: names[r.target] for r in found.relations if r.type == "OWNED_BY"}
    assert [answer[duty.key] for duty in duties] == owners
