"""What a document's own words make one: the end of a name, a name that the text gives, a quoted name with one class noun or another."""

from __future__ import annotations

import random
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts import DocumentFacts, Entity, Relation
from graph.identity import resolve, resolve_with
from graph.language import speaking
from graph.model import Document, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from tests.graph.build import facts

CITY, OTHER_CITY = "江南省梅岭市", "岭西省白沙市"
NOUNS = {
    "统战工作品牌": Label.Brand, "服务品牌": Label.Brand, "工程": Label.Programme, "行动": Label.Programme, "活动": Label.Campaign,
    "主题活动": Label.Campaign,
}  # fmt: skip


def told(letter: str, *nouns: str, core: str = "映山红", city: str | None = CITY, marks: str = "“”") -> DocumentFacts:
    """A document that names a thing with each class noun, as a reader finds it: the quoted words are the name, the whole is an alias."""
    text, entities, numbers = "", [], count(1)
    for noun in nouns:
        said = f"{marks[:1]}{core}{marks[1:]}{noun}"
        place = Mention(letter * 64, len(text), len(text) + len(said), said)
        text += said + "。"
        label = NOUNS.get(noun, Label.Base)
        name = core if noun in NOUNS else core + noun
        entities.append(Entity(f"e{next(numbers)}", label, name, (place,), aliases=(core + noun,) * (noun in NOUNS)))
    return DocumentFacts(
        Document(letter * 64, f"{letter}.txt", "标题", "summary", jurisdiction=city), text, tuple(entities)
    )


def called(graph: Graph) -> list[tuple[str, str]]:
    return sorted((node.label.value, node.name) for node in graph.nodes)


def only(graph: Graph) -> Node:
    (node,) = graph.nodes
    return node


def test_a_quoted_name_with_three_class_nouns_is_one_brand_and_keeps_the_others_as_aliases() -> None:
    node = only(resolve([told("a", "统战工作品牌", "工程", "活动", city=None)]))
    assert (node.label, node.name) == (Label.Brand, "映山红")
    assert node.aliases == ("映山红工程", "映山红活动", "映山红统战工作品牌")


def test_without_a_brand_it_is_the_programme_that_goes_on() -> None:
    assert called(resolve([told("a", "主题活动", "行动")])) == [("Programme", "映山红")]


def test_documents_of_one_division_mean_one_thing_and_those_of_two_divisions_two() -> None:
    assert called(resolve([told("a", "工程"), told("b", "服务品牌")])) == [("Brand", "映山红")]
    apart = resolve([told("a", "工程"), told("b", "服务品牌", city=OTHER_CITY)])
    assert called(apart) == [("Brand", "映山红"), ("Programme", "映山红")]


def test_what_is_built_on_a_brand_stays_a_thing_of_its_own() -> None:
    graph = resolve([told("a", "服务品牌", "活动", "驿站", "教育基地")])
    assert called(graph) == [("Base", "映山红教育基地"), ("Base", "映山红驿站"), ("Brand", "映山红")]


def test_words_without_quotation_marks_are_no_name_of_their_own() -> None:
    graph = resolve([told("a", "工程", "活动", core="民族团结进步创建", marks="")])
    assert len(graph.nodes) == 2


def test_a_number_is_a_name_in_its_own_document_only() -> None:
    assert len(resolve([told("a", "工程", "活动", core="五个一", city=None)]).nodes) == 1
    assert len(resolve([told("a", "工程", core="五个一"), told("b", "活动", core="五个一")]).nodes) == 2


def test_who_carries_out_the_programme_leads_the_brand_that_it_is() -> None:
    one = told("a", "服务品牌", "工程")
    body = Entity("o", Label.Organisation, "市侨联", (Mention("a" * 64, 0, 3, "市侨联"),))
    proof = Evidence("a" * 64, 0, len(one.text), one.text, "test", 900)
    stated = (
        Relation(RelationType.ORGANISES, "o", "e2", Status.DONE, proof),
        Relation(RelationType.ESTABLISHES, "o", "e1", Status.DONE, proof),
    )
    graph = resolve([DocumentFacts(one.document, one.text, (*one.entities, body), stated)])
    assert sorted(edge.type.value for edge in graph.edges) == ["ESTABLISHES", "LEADS"]


def test_a_relation_that_the_brand_cannot_have_is_told_with_its_file_and_the_reason() -> None:
    one = told("a", "服务品牌", "活动")
    body = Entity("o", Label.Organisation, "市妇联", (Mention("a" * 64, 0, 3, "市妇联"),))
    proof = Evidence("a" * 64, 0, len(one.text), one.text, "test", 900)
    stated = (Relation(RelationType.PARTICIPATES_IN, "o", "e2", Status.DONE, proof),)
    found = resolve_with([DocumentFacts(one.document, one.text, (*one.entities, body), stated)], ())
    assert not found.graph.edges
    with speaking("zh"):
        assert found.losses() == [
            "市妇联 参与 映山红 (a.txt)：“映山红活动”在此是活动，因 a.txt 有“映山红服务品牌”归为品牌，品牌没有这种关系"
        ]


@settings(max_examples=80, deadline=None)
@given(
    said=st.lists(st.lists(st.sampled_from(sorted(NOUNS)), min_size=1, max_size=4), min_size=1, max_size=5),
    chance=st.randoms(use_true_random=False),
)
def test_one_name_of_a_division_is_one_thing_whatever_the_class_nouns_and_their_order(
    said: list[list[str]], chance: random.Random
) -> None:
    batch = [told(f"{n}", *nouns) for n, nouns in enumerate(said)]
    node = only(resolve(batch))
    labels = {NOUNS[noun] for nouns in said for noun in nouns}
    assert node.label == next(label for label in (Label.Brand, Label.Programme, Label.Campaign) if label in labels)
    assert {"映山红" + noun for nouns in said for noun in nouns} == set(node.aliases)
    assert resolve(chance.sample(batch, len(batch))) == resolve(batch)


@pytest.mark.parametrize(
    ("label", "whole", "end"),
    [
        (Label.Base, "云台山—梅溪乡村振兴示范带", "示范带"),
        (Label.Campaign, "茶产业发展座谈会", "座谈会"),
        (Label.Mechanism, "独居老人关爱数据库", "数据库"),
        (Label.Programme, "外贸扬帆出海计划", "扬帆出海计划"),
        (Label.Policy, "《云台县宗教工作责任书》", "《责任书》"),
    ],
)
def test_the_end_of_a_name_is_the_thing_in_that_document_and_no_name_of_it_elsewhere(
    label: Label, whole: str, end: str
) -> None:
    node = only(resolve([facts("a" * 64, f"{whole}。{end}，{end}。", {whole: label, end: label}, jurisdiction=CITY)]))
    assert (node.name, len(node.mentions)) == (whole, 2)
    both = [facts("a" * 64, f"{whole}。{end}。", {whole: label, end: label}, jurisdiction=CITY)]
    if label is not Label.Programme:
        assert end not in node.aliases
        assert len(resolve([*both, facts("b" * 64, f"{end}。", {end: label}, jurisdiction=CITY)]).nodes) == 2


@pytest.mark.parametrize(
    ("label", "names"),
    [
        (Label.Base, ("侨心服务站", "红枫服务站", "服务站")),
        (Label.Campaign, ("第三届甜橙节", "甜橙节开幕式", "甜橙节会")),
        (Label.Base, ("石桥镇养老服务中心", "养老服务中心")),
        (Label.Base, ("梅溪民族团结示范点", "民族团结示范点")),
        (Label.Organisation, ("县中医医院", "医院")),
        (Label.Stakeholder, ("民营企业家", "企业家")),
        (Label.Base, ("**纪念馆", "念馆")),
    ],
)
def test_an_end_that_several_names_have_or_that_another_thing_bears_joins_none(
    label: Label, names: tuple[str, ...]
) -> None:
    graph = resolve([facts("a" * 64, "、".join(names), dict.fromkeys(names, label), jurisdiction=CITY)])
    assert len(graph.nodes) == len(names)


def test_a_name_that_the_text_gives_means_the_thing_there_however_general_it_is() -> None:
    names = {"云台县特色产业工作专班": Label.Organisation, "专班": Label.Organisation}
    given_here = facts(
        "a" * 64, "云台县特色产业工作专班（以下简称“专班”）。", names, jurisdiction=CITY, aliases={"云台县特色产业工作专班": ("专班",)},
    )  # fmt: skip
    elsewhere = facts("b" * 64, "专班。", {"专班": Label.Organisation}, jurisdiction=CITY)
    assert only(resolve([given_here])).name == "云台县特色产业工作专班"
    assert len(resolve([given_here, elsewhere]).nodes) == 2


def test_two_things_that_are_given_each_other_s_name_are_one() -> None:
    names = {"侨心书屋": Label.Base, "侨心驿栈": Label.Base, "侨心小院": Label.Base}
    aliases = {"侨心书屋": ("侨心驿栈",), "侨心驿栈": ("侨心小院",), "侨心小院": ("侨心书屋",)}
    assert len(resolve([facts("a" * 64, "、".join(names), names, jurisdiction=CITY, aliases=aliases)]).nodes) == 1


@pytest.mark.parametrize(
    ("label", "one", "other", "expected"),
    [
        (Label.Organisation, "云台县民政局", "县民政局", 1),
        (Label.Organisation, "市教育局", "市教育部门", 1),
        (Label.Organisation, "映山红生态农业发展有限公司", "映山红公司", 1),
        (Label.Base, "梅岭国际机场", "梅岭机场", 1),
        (Label.Base, "侨心公共服务中心", "侨心服务中心", 2),
        (Label.Organisation, "县中医医院", "县医院", 2),
        (Label.Mechanism, "残疾人康复辅助器具共享借用平台系统", "残疾人辅具借用系统", 1),
    ],
)
def test_one_document_says_a_name_again_for_short(label: Label, one: str, other: str, expected: int) -> None:
    settled: dict[str, tuple[str, str | None]] = {"云台县民政局": (f"{CITY}云台县", None)}
    graph = resolve(
        [facts("a" * 64, f"{one}，{other}", {one: label, other: label}, jurisdiction=CITY, settled=settled)]
    )
    assert len(graph.nodes) == expected


def test_a_division_is_meant_by_its_short_name_where_the_text_names_it_in_full() -> None:
    settled: dict[str, tuple[str, str | None]] = {"石桥县": ("岭西省白沙市石桥县", "990101")}
    names = {"石桥县": Label.Place, "石桥": Label.Place}
    assert len(resolve([facts("a" * 64, "石桥县。石桥。", names, jurisdiction=CITY, settled=settled)]).nodes) == 1
    assert len(resolve([facts("a" * 64, "石桥。", {"石桥": Label.Place}, jurisdiction=CITY), facts(
        "b" * 64, "石桥县。", {"石桥县": Label.Place}, jurisdiction=CITY, settled=settled)]).nodes) == 2  # fmt: skip
