"""Private names are masked in what leaves the program, and never become names of things."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.mask.persons import find_founders, find_persons, mask, may_name


def names(text: str, tagged: bool = True) -> list[str]:
    return [text[a:b] for a, b, _ in find_persons(text, [(0, len(text))], tagged)]


def test_a_mask_keeps_the_first_character_and_the_length() -> None:
    assert mask("欧阳小明") == "欧某某某"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("院长陈建国走访了困难家庭。", "陈建国"),
        ("“路修好了，”村民赵玉兰说。", "赵玉兰"),
        ("志愿者马晓红把书送到学生手里。", "马晓红"),
    ],
)
def test_private_persons(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("县领导裴志强、姚红梅和于海波陪同。", ["裴志强", "姚红梅", "于海波"]),
        ("民警骆成出警,村民项大勇帮忙。", ["骆成", "项大勇"]),
        ("侨商关志宏投资建设茶厂。", ["关志宏"]),
        ("责任人:高峰", ["高峰"]),
        ("由温和平副县长牵头。", ["温和平"]),
        ("调解员赵大勇、钱进、孙立平到场。", ["赵大勇", "钱进", "孙立平"]),
        ("“老书记”单德贵带头拆了围墙。", ["单德贵"]),
        ("政协副主席上官婉清走访了企业。", ["上官婉清"]),
        ("记录:普秀芬", ["普秀芬"]),
        ("仲崇山、连胜文两位老人获表彰。", ["仲崇山", "连胜文"]),
        ("资料员单立文做登记,农艺师尚志强蹲点。", ["单立文", "尚志强"]),
        ("林长唐朝晖、水利员常胜利巡山。", ["唐朝晖", "常胜利"]),
        ("妻子乐芳经营民宿。", ["乐芳"]),
        ("农民杨忠勇种了三亩茶。", ["杨忠勇"]),
        ("企业家李双喜、老师周任芳和书记王开元到会。", ["李双喜", "周任芳", "王开元"]),
        ("村民李花英、林农生和传承人黎锦华到会。", ["李花英", "林农生", "黎锦华"]),
        ("记者 申屠洁 摄于茶园。", ["申屠洁"]),
    ],
)
def test_a_name_is_found_by_what_stands_beside_it(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("买买提·艾力是服务队的队员。", ["买买提·艾力"]),
        ("古丽娜尔·阿不都热合曼获评模范。", ["古丽娜尔·阿不都热合曼"]),
        ("迪丽努尔·艾合买提·吐尔逊老师来了。", ["迪丽努尔·艾合买提·吐尔逊"]),
        ("牧民其其格说,收奶价高了。", ["其其格"]),
        ("乌兰图雅主任带领妇女做刺绣。", ["乌兰图雅"]),
        ("旦增曲珍副书记到县城参加培训。", ["旦增曲珍"]),
        ("教师格日乐图教孩子们马头琴。", ["格日乐图"]),
        ("村里的医生阿依古丽·买买提来了。", ["阿依古丽·买买提"]),
        ("村民卓玛说,日子越来越好。", ["卓玛"]),
        ("志愿者马晓东、穆罕默德·阿里布置展台。", ["马晓东", "穆罕默德·阿里"]),
        ("牧民才让卓玛家盖了新房。", ["才让卓玛"]),
        ("居民旺堆、巴图孟克夫妇获评模范家庭。", ["旺堆", "巴图孟克"]),
        ("实施同心·共富工程,打造石榴红·民族情品牌。", []),
        ("来自马来西亚的侨胞参观尼玛县帕米尔·高原展。", []),
    ],
)
def test_names_of_other_languages_are_found_whole(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "坚持严管和厚爱相结合,严查严管。",
        "健全县领导包联、干部包保机制,办好柳荫家长学校,银龄专家进村。",
        "举办企业家沙龙,建教师周转房,组织黎锦传承人,由村书记任址长,林农每年分红,培训2万名团干部。",
        "推进文旅融合,深化苏陕协作,建立林长制。",
        "安全生产责任、温暖工程、平安建设、文明实践、和谐社区。",
        "文旅局长、金融办主任、党总支书记到会,安全员、高龄老人参加。",
        "县长任组长,王副县长任副组长,县侨联任首届理事长单位。",
        "李老师、吴女士和王大妈参加,老李说好,邱某介绍。",
        "大成律师事务所、康达诊所和马兰花工作室参加。",
        "古丽刺绣合作社挂牌,馆内收藏、研究、陈展一体。",
        "教师节慰问,志愿者协会和青年宣讲团到场。",
        "建成残疾人康复托养中心。",
        "设立青年康乐家园和老人康养中心。",
        "江苏凤梅书店捐书。",
        "安宁志愿者联合会和安宁志愿者小队到场。",
        "老人安心、孩子放心,村民富裕、乡村和谐。",
        "黄桃果农说价钱好,货车师傅主动让座。",
        "施工人员方可进场,动员万家参与。",
    ],
)
def test_common_words_and_surnames_alone_are_no_names(text: str) -> None:
    assert names(text) == []
    assert not list(find_founders(text))


def test_a_sentence_without_a_stop_is_read_to_its_end() -> None:
    assert names("扎实推进各项工作" * 80 + "书记王建军到会") == ["王建军"]


def test_without_the_tagger_a_title_still_tells() -> None:
    assert names("会上,李卫东局长作了部署。", tagged=False) == ["李卫东"]


@pytest.mark.parametrize(
    "text",
    [
        "参观周恩来纪念馆。",
        "学习雷锋精神。",
        "荣获先进集体。",
        "到焦裕禄干部学院培训,参观赵一曼纪念馆。",
        "李白文化节、徐霞客旅游节和陶行知实验学校开放。",
        "库尔班·吐鲁木纪念馆接待2000人。",
        "陈树生同志故居和刘大川烈士陵园开放。",
    ],
)
def test_those_who_are_remembered_stay(text: str) -> None:
    assert names(text) == []


def test_quotes_and_mentions_are_masked_and_offsets_stay(told: Any) -> None:
    text = "县医院院长陈建国带队，县医院举办“光明”义诊活动，服务村民赵玉兰等120人。"
    found = told(text)
    assert found.text == text
    told_quotes = [r.evidence.quote for r in found.relations] + [m.text for e in found.entities for m in e.mentions]
    assert any("赵某某" in quote for quote in told_quotes)
    assert not any("赵玉兰" in quote or "陈建国" in quote for quote in told_quotes)
    assert not any("赵玉兰" in n for e in found.entities for n in (e.name, *e.aliases))
    for relation in found.relations:
        start, end = relation.evidence.start, relation.evidence.end
        assert all(a in (b, "某") for a, b in zip(relation.evidence.quote, text[start:end], strict=True))


def test_a_title_masks_whom_the_text_masks(told: Any) -> None:
    text = "陈建国院长带队到云溪县义诊\n\n县医院院长陈建国带队，县医院举办“光明”义诊活动，服务村民120人。\n"
    assert told(text).document.title == "陈某某院长带队到云溪县义诊"


def test_a_telephone_s_number_is_masked(told: Any) -> None:
    facts = told("县妇联举办“巧手”技能大赛，报名找县妇联，电话13800000000。\n")
    assert not any("13800000000" in m.text for e in facts.entities for m in e.mentions)
    assert {facts.text[k] for k in facts.hidden} == {"3", "8", "0"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("联系人:陈建国局长,电话:0599-8123456。", "0599-8123456"),
        ("请陈建国局长(电话(0599)8123456)负责报名。", "(0599)8123456"),
        ("咨询电话010-65432100转802,请陈建国局长接听。", "010-65432100转802"),
        ("请陈建国局长,座机:8123456", "8123456"),
        ("请陈建国局长 05998123456", "05998123456"),
        ("报名可找联系人,电话0599-8123456。", "0599-8123456"),
        ("报名可找陈某某,电话0599-8123456。", "0599-8123456"),
    ],
)
def test_a_fixed_telephone_beside_a_person_is_masked(text: str, number: str) -> None:
    assert [found for found in names(text, tagged=False) if found != "陈建国"] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "县妇联咨询电话0599-8123456。请陈建国局长介绍了情况。",
        "请陈建国局长公布服务热线12345和12338。",
        "会长陈建国局长介绍,协会有会员8123456人,2023-2025年服务20231105人次。",
        "热线400-810-1234由县妇联开通。",
    ],
)
def test_an_office_s_telephone_a_hotline_and_a_figure_stay(text: str) -> None:
    assert [found for found in names(text, tagged=False) if found != "陈建国"] == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([("村民", "n"), ("赵", "nr"), ("玉兰", "nr"), ("说", "v")], True),
        ([("陈建国", "nr"), ("带队", "v")], True),
        ([("发展", "v"), ("茶", "n"), ("产业", "n")], False),
        ([("侨商", "n"), ("关", "v"), ("志", "n")], True),
        ([("开", "v"), ("关", "v"), ("门", "n")], False),
        ([("艾力", "nr"), ("·", "x"), ("买买提", "n")], True),
    ],
)
def test_the_tagger_reads_only_sentences_that_may_name_a_person(words: list[tuple[str, str]], named: bool) -> None:
    assert may_name(words) is named


def test_a_workshop_called_by_a_private_person_shows_one_character_of_the_name(told: Any) -> None:
    found = told("王建国工作室揭牌。县妇联依托王建国工作室开展培训。“马兰花”工作室同日揭牌。")
    names = {e.name for e in found.entities}
    assert any("王某某工作室" in name for name in names) and not any("王建国" in name for name in names)
    assert all("王建国" not in m.text for e in found.entities for m in e.mentions)
    assert not any("马某某" in name for name in names)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("赵德明律师事务所与县侨联签约。", "赵某某律师事务所"),
        ("李桂兰调解工作室揭牌。", "李某某调解工作室"),
    ],
)
def test_a_practice_is_no_way_to_its_founder_s_name(told: Any, text: str, thing: str) -> None:
    found = told(text)
    assert any(thing in e.name for e in found.entities)
    assert not any(text[:3] in name for e in found.entities for name in (e.name, *e.aliases))


def test_a_short_name_is_masked_wherever_it_stands_but_not_inside_a_division(told: Any) -> None:
    text = "书记凌云到敬老院服务。凌云又到学校。县妇联到凌云县考察。"
    found = told(text)
    assert [text[k - 1 : k + 1] for k in found.hidden] == ["凌云", "凌云"]
    assert "凌云县" in {e.name for e in found.entities}


def test_who_wrote_a_text_is_masked_in_lines_that_are_not_read(told: Any) -> None:
    text = "县妇联举办“巧手”技能大赛。\n(通讯员 李建华 张梅)\n"
    assert [text[k - 1 : k + 1] for k in told(text).hidden] == ["李建", "建华", "张梅"]
    text = "县妇联工作动态\n首页 > 王建国工作室 > 正文\n县妇联举办“巧手”技能大赛。\n上一篇:企业家李双喜捐书\n"
    assert [text[k - 1 : k + 1] for k in told(text).hidden] == ["王建", "建国", "李双", "双喜"]


def test_a_name_that_is_masked_by_itself_is_masked_inside_names_but_not_in_memorials(told: Any) -> None:
    found = told("“路修好了，”村民陈建国说。陈建国文化馆挂牌。陈建国纪念馆开放。")
    assert {"陈某某文化馆", "陈建国纪念馆"} <= {e.name for e in found.entities}


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("志愿者马晓红电话138-1234-5678。", "138-1234-5678"),
        ("志愿者马晓红电话138 1234 5678。", "138 1234 5678"),
        ("村民赵玉兰的银行卡6222021234567890123。", "6222021234567890123"),
        ("村民赵玉兰的车牌鄂E12345。", "鄂E12345"),
        ("村民赵玉兰的护照E12345678。", "E12345678"),
        ("村民赵玉兰的邮箱lyz@example.com。", "lyz@example.com"),
        ("村民赵玉兰的微信号yunzhou_88。", "yunzhou_88"),
        ("村民赵玉兰家住东山街道12号3单元。", "东山街道12号3单元"),
    ],
)
def test_what_leads_to_a_person_is_masked(text: str, hidden: str) -> None:
    assert hidden in names(text)


@pytest.mark.parametrize("text", ["稿件请发县残联邮箱clgz@example.com。", "村民赵玉兰住院12天。", "全程G6012345米。"])
def test_an_office_s_mail_and_other_figures_stay(text: str) -> None:
    assert not [name for name in names(text) if name != "赵玉兰"]


@pytest.mark.parametrize("thing", ["王建国爱心车队", "王建国爱心小屋", "王建国先进事迹报告会", "王建国奖学金"])
def test_what_is_called_by_a_private_person_shows_one_character_of_the_name(thing: str) -> None:
    assert [thing[a:b] for a, b in find_founders(thing)] == ["王建国"]


def test_who_is_called_like_a_division_is_no_place(told: Any) -> None:
    found = told("村民安康、党员黄山参加“同心圆”读书节。黄山市妇联参加“同心圆”读书节。")
    assert not {"安康", "黄山", "安康市"} & {name for e in found.entities for name in (e.name, *e.aliases)}


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("乡贤王建国捐建同心书屋。", False),
        ("由王建国牵头成立同心商会。", False),
        ("副局长王建国带队举办“同心圆”读书节。", True),
        ("组织村民王建国等人举办“同心圆”读书节。", True),
    ],
)
def test_nobody_stands_in_for_a_person_who_acts(text: str, supposed: bool, told: Any) -> None:
    found = told(f"富源县妇联工作总结\n县妇联召开会议。\n{text}", issuer="富源县妇联")
    assert any(r.evidence.inferred for r in found.relations) is supposed
