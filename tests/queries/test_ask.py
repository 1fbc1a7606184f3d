"""A typed question finds its query by words, synonyms and pinyin; when unsure it lists candidates and never guesses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Graph, Node
from graph.vocabulary import Label
from queries.ask import understand
from queries.catalogue import Query, load_catalogue
from tests.queries.small import town


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("没有牵头单位的品牌", "brands_without_lead"),
        ("哪些品牌缺少主管单位？", "brands_without_lead"),
        ("meiyou qiantou danwei de pinpai", "brands_without_lead"),
        ("which brands have no leading body", "brands_without_lead"),
        ("brands without a lead", "brands_without_lead"),
        ("duties without an owner", "duties_without_owner"),
        ("who leads 茶马书屋", "who_leads"),
        ("what does 县文旅局 lead", "led_by"),
        ("茶马书屋由谁负责？", "who_leads"),
        ("问题没有对策", "problems_without_measure"),
        ("有哪些联席会议", "joint_meetings"),
        ("哪些任务没有责任单位", "duties_without_owner"),
        ("“盐道书屋”谁来牵头？", "who_leads"),
        ("which brnads have no laeding bdoy", "brands_without_lead"),
        ("dutys without an owmer", "duties_without_owner"),
        ("what is planned against the problem “讲解员不够”", "measures_for"),
    ],
)
def test_the_question_is_found(question: str, name: str) -> None:
    understood = understand(question, town())
    assert understood.chosen is not None and understood.chosen.query.name == name


def test_a_name_in_the_question_becomes_the_value() -> None:
    chosen = understand("盐道书屋由谁牵头", town()).chosen
    assert chosen is not None and chosen.parameters["name"] == "盐道书屋"


def test_a_body_called_with_its_place_is_that_of_the_place() -> None:
    bodies = [
        Node(key, Label.Organisation, f"中共{city}委统战部", aliases=("市委统战部",), jurisdiction=f"江南省{city}")
        for key, city in (("x", "梅岭市"), ("y", "桑园市"))
    ]
    graph = replace(town(), nodes=(*town().nodes, *bodies))
    chosen = understand("桑园市委统战部牵头哪些工作？", graph).chosen
    assert chosen is not None
    assert (chosen.query.name, chosen.parameters["name"]) == ("led_by", "中共桑园市委统战部")


def test_the_class_noun_behind_a_name_is_no_part_of_the_question() -> None:
    brand = Node("x", Label.Brand, "山花里", jurisdiction="案例省案例县")
    graph = replace(town(), nodes=(*town().nodes, brand))
    chosen = understand("“山花里”服务品牌由谁牵头？", graph).chosen
    assert chosen is not None and (chosen.query.name, chosen.parameters["name"]) == ("who_leads", "山花里")


@pytest.mark.parametrize("query", load_catalogue(), ids=lambda query: query.name)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_question_of_the_bank_is_found_by_its_own_words(query: Query, spoken: str) -> None:
    values = {"name": "茶马书屋", "first": "茶马书屋", "second": "盐道书屋", "place": "案例县", "document": "书屋工作计划",
              "word": "“讲解员”", "year": "2030", "cadence": "每季度"}  # fmt: skip
    needed = [
        values[p.name] if not p.labels or "Base" in p.labels else "县文旅局"
        for p in query.parameters
        if p.default is None
    ]
    place = Node("x", Label.Place, "案例县", jurisdiction="案例省案例县")
    graph = replace(town(), nodes=(*town().nodes, place))
    chosen = understand(" ".join([query.question[spoken], *needed]), graph).chosen
    assert chosen is not None and chosen.query.name == query.name


@pytest.mark.parametrize("question", ["今天天气怎么样", "how is the weaather", "", "书屋"])
def test_what_is_not_understood_is_not_guessed(question: str) -> None:
    assert understand(question, town()).chosen is None


def test_an_unclear_question_lists_what_it_may_mean() -> None:
    understood = understand("谁牵头", town())
    assert understood.chosen is None
    assert "who_leads" in [m.query.name for m in understood.candidates]
    assert "sites_near_unlinked" in [m.query.name for m in understand("sites not connected", town()).candidates]


def test_a_question_that_leaves_a_typed_name_out_is_not_taken_where_another_is_near() -> None:
    group = Node("x", Label.Stakeholder, "返乡创业青年", jurisdiction="案例省案例县")
    graph = replace(town(), nodes=(*town().nodes, group))
    understood = understand("返乡创业青年工作联席会议由谁牵头？", graph)
    assert understood.chosen is None
    assert {"joint_meetings", "who_leads"} <= {m.query.name for m in understood.candidates}


def city() -> Graph:
    """A small town whose documents are of a prefecture with a short name."""
    plan, *others = town().documents
    return replace(town(), documents=(replace(plan, jurisdiction="云南省大理白族自治州"), *others))


@pytest.mark.parametrize(
    ("question", "name", "values", "unused"),
    [
        ("大理州有哪些问题没有措施", "problems_without_measure", {"document": "云南省大理白族自治州"}, ()),
        ("茶马书屋是谁成立的", "established_when", {"name": "茶马书屋"}, ()),
        ("县文旅局的任务", "duties_of", {"name": "县文旅局"}, ()),
        ("县文旅局有哪些任务", "duties_of", {"name": "县文旅局"}, ()),
        ("谁和谁结对", "pairings", {}, ()),
        ("谁得了奖", "honours", {}, ()),
        ("防火的哪些任务没有责任单位", "duties_without_owner", {}, ("防火",)),
        ("县文旅局的茶马书屋由谁牵头", "who_leads", {"name": "茶马书屋"}, ("县文旅局",)),
        ("brands without a lead in Lincang", "brands_without_lead", {}, ("lincang",)),
    ],
)
def test_an_answer_heeds_every_word_or_tells_which_it_does_not(
    question: str, name: str, values: dict[str, str], unused: tuple[str, ...]
) -> None:
    chosen = understand(question, city()).chosen
    assert chosen is not None
    assert (chosen.query.name, chosen.parameters, chosen.unused) == (name, values, unused)


def test_nobody_leads_a_place() -> None:
    place = Node("x", Label.Place, "案例县", jurisdiction="案例省案例县")
    assert understand("案例县谁负责", replace(town(), nodes=(*town().nodes, place))).chosen is None
