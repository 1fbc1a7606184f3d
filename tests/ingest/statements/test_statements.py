"""Numbers, dates, shortcomings and duties: a labelled case for each rule."""

from __future__ import annotations

from typing import Any

import pytest

from graph.vocabulary import Label
from ingest.statements.dates import find_dates
from ingest.statements.numbers import read_number


def of(found: Any, label: Label) -> list[Any]:
    return [e for e in found.entities if e.label is label]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,500", 2500),
        ("3.2", 3.2),
        ("1.5亿", 150_000_000),
        ("二百三十", 230),
        ("十五", 15),
        ("两千", 2000),
        ("三万六千", 36000),
        ("五四", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年5月8日", "2021-05-08"),
        ("5月8日", "2023-05-08"),
        ("5月8日-10日", "2023-05-08/2023-05-10"),
        ("去年10月", "2022-10"),
        ("2019年至2021年", "2019/2021"),
        ("七月初", "2023-07"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert [d.value for d in find_dates(text, 2023)] == [value]


@pytest.mark.parametrize("text", ["2021级新生", "3个月", "六月花神的传说第5期"][:2])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, 2023) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("培训绣娘120人次", 120, "人次", "="),
        ("发放补助资金2500余万元", 25_000_000, "元", "≥"),
        ("建成书屋近三十个", 30, "个", "≈"),
        ("群众满意率达到95%以上", 95, "%", "≥"),
        ("建会率不足四成", 40, "%", "≤"),
        ("诉求在5个工作日内答复", 5, "个工作日", "≤"),
        ("种植花椒1.2万亩", 12_000, "亩", "="),
        ("每户至少补栽果树6株", 6, "株", "≥"),
        ("单户贷款最高可达8万元", 80_000, "元", "≤"),
        ("试点推行两年有余", 2, "年", "≥"),
        ("带回签约9个", 9, "个", "="),
    ],
)
def test_indicators(text: str, value: float, unit: str, comparator: str, told: Any) -> None:
    found = [e.properties for e in of(told(f"一年来，全县{text}。"), Label.Indicator)]
    assert [(p["value"], p["unit"], p["comparator"]) for p in found] == [(value, unit, comparator)]


def test_a_heading_that_sets_a_body_up_does_not_charge_it(told: Any) -> None:
    text = "县工商联工作要点\n\n一、成立古驿商会联盟。\n年内举办恳谈会2场。\n二、县妇联\n年内举办读书会3场。\n"
    found = told(text, issuer="县工商联", kind="plan")
    names = {e.key: e.name for e in found.entities}
    owners = {names[r.source][:8]: names[r.target] for r in found.relations if r.type == "OWNED_BY"}
    assert owners["年内举办恳谈会2"] == "县工商联"
    assert owners["年内举办读书会3"] == "县妇联"


def test_the_proof_of_a_figure_is_not_cut_at_its_thousands(told: Any) -> None:
    (one,) = of(told("一年来，收到来信1,850件，一一答复。"), Label.Indicator)
    assert (one.properties["value"], one.mentions[0].text) == (1850, "收到来信1,850件，")


@pytest.mark.parametrize("text", ["2021年", "第3期", "首批", "“两个维护”", "一个都不能少"])
def test_what_is_no_indicator(text: str, told: Any) -> None:
    assert of(told(f"会议学习了{text}有关内容。"), Label.Indicator) == []


def test_period(told: Any) -> None:
    (one,) = of(told("全年走访困难家庭86户。"), Label.Indicator)
    assert one.properties["period"] == "2023"
    (two,) = of(told("每月走访困难家庭8户。"), Label.Indicator)
    assert two.properties["period"] == "每月"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2021年，新修水渠7公里，改造旧泵，清淤塘坝12座。", ["2021", "2021"]),  # said once for all that follows
        ("2021年，新修水渠7公里；改造旧泵，清淤塘坝，更换闸门12座。", ["2021", None]),  # but not behind a semicolon
        ("每月巡渠2次，更换闸门12座。", ["每月", None]),
        ("日均放水300吨。", [None]),
        ("截至6月8日17时，转移群众300人。", ["截至6月8日17时"]),
        ("“十四五”期间，新建泵站5座。", ["“十四五”期间"]),
    ],
)
def test_which_time_a_figure_is_of(text: str, periods: list[str | None], told: Any) -> None:
    found = [e.properties.get("period") for e in of(told(text, year=None), Label.Indicator)]
    assert found == periods


@pytest.mark.parametrize(("kind", "period"), [("summary", "2022"), ("speech", "2022"), ("plan", None)])
def test_a_heading_dates_the_figures_of_a_report(kind: str, period: str | None, told: Any) -> None:
    text = "水利站工作\n一、2022年工作情况\n新修水渠7公里。\n"
    assert [e.properties.get("period") for e in of(told(text, kind=kind), Label.Indicator)] == [period]


def test_problems_stand_in_a_section_of_problems(told: Any) -> None:
    text = "一、存在的问题\n村级阵地管护力量薄弱，讲解员队伍断档。各项工作有序推进。\n"
    (one,) = of(told(text, kind="survey"), Label.Problem)
    assert one.name == "村级阵地管护力量薄弱，讲解员队伍断档"


def test_a_solved_problem_is_none(told: Any) -> None:
    assert of(told("一年来，解决了群众吃水难问题。"), Label.Problem) == []


def test_commitments(told: Any) -> None:
    text = "一、工作安排\n县水务局牵头实施“清泉”行动，每季度调度一次，10月底前完成，县财政局配合。\n"
    found = told(text, kind="plan")
    (duty,) = of(found, Label.Commitment)
    assert duty.properties["cadence"] == "每季度"
    assert duty.properties["deadline"] == "10月底前"
    names = {e.key: e.name for e in found.entities}
    owners = [names[r.target] for r in found.relations if r.type == "OWNED_BY" and r.source == duty.key]
    helpers = [names[r.target] for r in found.relations if r.type == "SUPPORTED_BY" and r.source == duty.key]
    assert owners == ["县水务局"]
    assert helpers == ["县财政局"]


def test_a_report_promises_nothing(told: Any) -> None:
    assert of(told("去年，县水务局实施了“清泉”行动。"), Label.Commitment) == []


def test_a_bracket_after_the_sentence_names_who_has_to_do_it(told: Any) -> None:
    text = "一、工作安排\n实施“清泉”行动，年内治理河道20公里。（牵头单位：县水务局；配合单位：县财政局）\n"
    found = told(text, kind="plan")
    (duty,) = of(found, Label.Commitment)
    names = {e.key: e.name for e in found.entities}
    ends = {(r.type, names[r.target]) for r in found.relations if r.source == duty.key}
    assert {("OWNED_BY", "县水务局"), ("SUPPORTED_BY", "县财政局")} <= ends


def test_a_measure_that_takes_up_the_words_of_a_problem_addresses_it(told: Any) -> None:
    text = (
        "一、存在的问题\n村级阵地管护力量薄弱。讲解员队伍断档。\n"
        "二、下一步打算\n选聘30名公益岗位人员，充实村级阵地管护力量。举办“花海”论坛。\n"
    )
    found = told(text, kind="survey")
    names = {e.key: e.name for e in found.entities}
    (answer,) = [r for r in found.relations if r.type == "ADDRESSES"]
    assert "充实村级阵地管护力量" in names[answer.source]
    assert names[answer.target] == "村级阵地管护力量薄弱"


def answers(found: Any) -> dict[str, str]:
    names = {e.key: e.name for e in found.entities}
    return {names[r.source]: names[r.target] for r in found.relations if r.type == "ADDRESSES"}


def test_measures_behind_a_label_are_against_the_problem_before_it(told: Any) -> None:
    text = (
        "一、存在问题\n问题1:渡口值守力量薄弱。\n整改措施:年内新购救生艇2艘;每月开展演练1次。\n"
        "问题2:堤防台账不健全。\n整改措施:年内修订堤防手册3册。\n责任单位:县水务局\n"
        "问题3:泵站老化。渠系老化。闸门老化。涵管老化。\n整改措施:年内争取资金90万元。\n"
    )
    found = answers(told(text, kind="plan"))
    assert found == {
        "年内新购救生艇2艘": "渡口值守力量薄弱",
        "每月开展演练1次": "渡口值守力量薄弱",
        "年内修订堤防手册3册": "堤防台账不健全",
    }


@pytest.mark.parametrize(
    "measure",
    ["针对渡口值守人员短缺问题,年内招聘9名退役水手", "年内招聘9名退役水手,切实解决渡口值守人员短缺难题"],
)
def test_a_measure_says_itself_what_it_is_against(measure: str, told: Any) -> None:
    text = f"一、存在的问题\n泵站设备老化。渡口值守人员薄弱。\n二、下一步打算\n{measure}。\n"
    assert list(answers(told(text, kind="survey")).values()) == ["渡口值守人员薄弱"]


def test_each_figure_comes_again_as_is_said_right_before_it(told: Any) -> None:
    found = of(told("县水务局每周调度一次、每月通报两次。"), Label.Indicator)
    assert [e.properties["period"] for e in found] == ["每周", "每月"]


def test_a_verb_in_quotation_marks_ends_no_name(told: Any) -> None:
    found = of(told("两次“护渠养成季”活动共评出标兵60名。"), Label.Indicator)
    assert found[0].properties["metric"] == "“护渠养成季”活动共"


def test_a_month_is_of_the_year_that_a_heading_sets_over_it(told: Any) -> None:
    found = told("一、2024年工作安排\n9月底前清淤渠道20公里。\n", kind="summary", year=2023)
    assert [e.properties["period"] for e in of(found, Label.Indicator)] == ["2024-09"]


def test_what_was_done_before_a_problem_is_told_does_not_address_it(told: Any) -> None:
    text = (
        "一、今年工作\n选聘30名公益岗位人员，充实村级阵地管护力量。\n"
        "二、存在的问题\n村级阵地管护力量薄弱。\n三、下一步打算\n年底前举办“花海”论坛。\n"
    )
    found = told(text, kind="survey")
    assert of(found, Label.Problem)
    assert not [r for r in found.relations if r.type == "ADDRESSES"]


def owners(found: Any, words: str) -> list[str]:
    names = {e.key: e.name for e in found.entities}
    duty = next(e for e in found.entities if e.label == "Commitment" and words in e.name)
    return [names[r.target] for r in found.relations if r.type == "OWNED_BY" and r.source == duty.key]


def test_a_body_that_is_a_heading_of_its_own_has_the_duties_below(told: Any) -> None:
    text = "二、任务分工\n（一）县统计局：\n7月底前完成入户登记1200户。\n（二）县税务局：\n每季度报送名录不少于1次。\n"
    found = told(text, kind="plan", issuer="县人民政府办公室")
    assert owners(found, "入户登记") == ["县统计局"]
    assert owners(found, "报送名录") == ["县税务局"]


def test_who_takes_the_lead_by_the_texts_own_word_has_the_duty(told: Any) -> None:
    found = told("县文旅局牵头，县妇联、县科协参加，年内开展“清风”研学10场。", kind="plan")
    assert owners(found, "研学") == ["县文旅局"]


def test_who_is_moved_to_act_has_no_duty(told: Any) -> None:
    found = told("三、下步打算\n支持县作协举办“马帮”诗会，年内2场。", kind="plan")
    assert owners(found, "诗会") == []


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("62家商户提供摊位180个", ["商户", "商户提供摊位"]),
        ("12名学徒与工坊签约", ["学徒与工坊签约"]),
        ("全县干部与3万户牧民结为亲戚", ["全县干部与牧民结为亲戚"]),
        ("发展会员9户31人", ["发展会员", "发展会员"]),
        ("水利站组织4个抢险小组下乡", ["水利站组织抢险小组"]),
        ("再建1个“渠长之家”服务点", ["再建“渠长之家”服务点"]),
        ("其中浇水的2300多亩林地", ["浇水的林地"]),
        ("渠水漏损率由15.1%降至9.4%", ["渠水漏损率", "渠水漏损率"]),
        ("灌区会员增至93人", ["灌区会员"]),
        ("举办渠长夜校，每月2期", ["举办渠长夜校"]),
        ("每年4次", ["4次"]),
        ("巡渠示范户分别发展到13家和9家", ["巡渠示范户分别", "巡渠示范户分别"]),
        ("每人联系2至3名", ["每人联系"]),
        ("2024年9月底前修缮渠闸9处", ["修缮渠闸"]),
        ("**水利站修缮渠闸9处", ["**水利站修缮渠闸"]),
        ("在河西走廊一带沿着旧水渠两侧补栽白杨、红柳4千株", ["河西走廊一带沿着旧水渠两侧补栽白杨、红柳"]),
        ("“黑河两岸绿起来”植树行动已经先后带动沿河群众40人", ["植树行动已经先后带动沿河群众"]),
    ],
)
def test_what_is_measured_ends_where_another_figure_begins(text: str, metrics: list[str], told: Any) -> None:
    assert [e.properties["metric"] for e in of(told(f"{text}。"), Label.Indicator)] == metrics


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("每两个月巡渠3次", [(3, "次")]),
        ("未来10天有雨", []),
        ("打造十分钟取水圈", []),
        ("三年培训渠长60人", [(60, "人")]),
        ("灌区连办两届", [(2, "届")]),
        ("水利站连续三届获评先进", []),
        ("渠首二期开工", []),
        ("渠首工程（二期）开工", []),
        ("集训两期", [(2, "期")]),
        ("两处互不相通", []),
        ("新建水窖两处", [(2, "处")]),
        ("渠长平均年龄47岁", [(47, "岁")]),
        ("渠长老李63岁", []),
        ("漏损率下降两成", [(20, "%")]),
        ("三分之一的渠长是妇女", [(33.3, "%")]),
        ("险情3日内处置", [(3, "日")]),
        ("6月3日内部测试", []),
        ("灌区投资13万亿元", [(13_000_000_000_000, "元")]),
        ("沿渠步行十来分钟", [(10, "分钟")]),
    ],
)
def test_what_is_a_figure(text: str, figures: list[tuple[float, str]], told: Any) -> None:
    found = [e.properties for e in of(told(f"{text}。"), Label.Indicator)]
    assert [(p["value"], p["unit"]) for p in found] == figures


def test_neither_a_title_nor_a_heading_without_verb_is_a_duty(told: Any) -> None:
    text = "县水务局2023年清渠护水\n一、2023年重点任务\n二、编制2023年灌区规划\n年内清淤渠道20公里。\n"
    found = told(text, kind="plan")
    assert [e.name for e in of(found, Label.Commitment)] == ["编制2023年灌区规划", "年内清淤渠道20公里"]


def test_the_whole_year_is_that_of_the_heading(told: Any) -> None:
    text = "水利站工作\n一、2022年工作情况\n全年新修水渠7公里。\n"
    assert [e.properties.get("period") for e in of(told(text, kind="survey"), Label.Indicator)] == ["2022"]
