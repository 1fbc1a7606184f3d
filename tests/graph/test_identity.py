"""One body is one node: inside a division names are joined, across divisions never."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import resolve
from graph.model import Graph
from graph.names import Names
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

TAIZHOU, LISHUI = "江苏省泰州市", "浙江省丽水市"


def names(graph: Graph, label: Label = Label.Organisation) -> list[str]:
    return sorted(node.name for node in graph.nodes if node.label is label)


def test_the_same_role_in_two_cities_is_two_bodies() -> None:
    graph = resolve(
        [
            facts("d1", "市委统战部牵头。", {"市委统战部": Label.Organisation}, jurisdiction=TAIZHOU),
            facts("d2", "市委统战部负责。", {"市委统战部": Label.Organisation}, jurisdiction=LISHUI),
        ]
    )
    assert [(n.name, n.jurisdiction) for n in graph.nodes] == [("市委统战部", n.jurisdiction) for n in graph.nodes]
    assert sorted(str(n.jurisdiction) for n in graph.nodes) == [TAIZHOU, LISHUI]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市委统战部", "中共泰州市委统战部"),
        ("泰州市妇联", "市妇女联合会"),
        ("市人社局", "泰州市人力资源和社会保障局"),
        ("市新联会", "市新的社会阶层人士联谊会"),
    ],
)
def test_place_level_and_short_form_do_not_make_another_body(one: str, other: str) -> None:
    graph = resolve(
        [
            facts("d1", f"{one}牵头。", {one: Label.Organisation}, jurisdiction=TAIZHOU),
            facts("d2", f"{other}负责。", {other: Label.Organisation}, jurisdiction=TAIZHOU),
        ]
    )
    assert len(graph.nodes) == 1
    assert {graph.nodes[0].name, *graph.nodes[0].aliases} == {one, other}


def test_a_body_goes_by_its_whole_name_though_the_short_one_is_said_more_often() -> None:
    graph = resolve(
        [
            facts("d1", "市委统战部牵头，市委统战部督办。", {"市委统战部": Label.Organisation}, jurisdiction=TAIZHOU),
            facts("d2", "中共泰州市委统战部负责。", {"中共泰州市委统战部": Label.Organisation}, jurisdiction=TAIZHOU),
        ]
    )
    assert names(graph) == ["中共泰州市委统战部"]


def test_a_renamed_body_goes_by_its_new_name() -> None:
    found = []
    for year, name in ((2017, "泰州市卫生和计划生育委员会"), (2020, "市卫生健康委员会")):
        one = facts(f"d{year}", f"{name}牵头。", {name: Label.Organisation}, jurisdiction=TAIZHOU)
        found.append(replace(one, document=replace(one.document, year=year)))
    assert names(resolve(found)) == ["市卫生健康委员会"]


def test_a_higher_body_is_the_same_for_all_below_it() -> None:
    things = {"省委统战部": Label.Organisation}
    graph = resolve(
        [
            facts("d1", "省委统战部指导。", things, jurisdiction="江苏省泰州市"),
            facts("d2", "省委统战部调研。", things, jurisdiction="江苏省南通市"),
            facts("d3", "省委统战部调研。", things, jurisdiction="浙江省丽水市"),
        ]
    )
    assert sorted(str(n.jurisdiction) for n in graph.nodes) == ["江苏省", "浙江省"]


def test_without_a_known_division_a_role_stays_in_its_document() -> None:
    things = {"市委统战部": Label.Organisation}
    assert len(resolve([facts("d1", "市委统战部。", things), facts("d2", "市委统战部。", things)]).nodes) == 2


def test_national_bodies_and_policies_are_one_everywhere() -> None:
    things = {"全国妇联": Label.Organisation, "中国共产党统一战线工作条例": Label.Policy}
    text = "全国妇联学习中国共产党统一战线工作条例。"
    graph = resolve(
        [
            facts("d1", text, things, jurisdiction=TAIZHOU),
            facts("d2", text, things, jurisdiction=LISHUI),
            facts("d3", text, things),
        ]
    )
    assert len(graph.nodes) == 2
    assert all(len(node.mentions) == 3 for node in graph.nodes)


def test_redacted_names_never_merge_across_documents() -> None:
    things = {"XX镇": Label.Place}
    one = facts("d1", "在XX镇。", things, jurisdiction=TAIZHOU, redacted=("XX镇",))
    two = facts("d2", "在XX镇。", things, jurisdiction=TAIZHOU, redacted=("XX镇",))
    graph = resolve([one, two])
    assert [node.redacted for node in graph.nodes] == [True, True]


def test_an_alias_given_in_one_document_joins_the_name_in_another() -> None:
    full = "同心圆志愿服务总队"
    graph = resolve(
        [
            facts(
                "d1",
                f"成立{full}（以下简称同心总队）。",
                {full: Label.Organisation},
                jurisdiction=TAIZHOU,
                aliases={full: ("同心总队",)},
            ),
            facts("d2", "同心总队开展服务。", {"同心总队": Label.Organisation}, jurisdiction=TAIZHOU),
        ]
    )
    assert len(graph.nodes) == 1


def test_an_alias_that_is_only_the_tail_of_a_name_joins_nothing() -> None:
    graph = resolve(
        [
            facts(
                "d1",
                "侨界联谊会开会。",
                {"侨界联谊会": Label.Organisation},
                jurisdiction=TAIZHOU,
                aliases={"侨界联谊会": ("联谊会",)},
            ),
            facts(
                "d2",
                "乡贤联谊会开会。",
                {"乡贤联谊会": Label.Organisation},
                jurisdiction=TAIZHOU,
                aliases={"乡贤联谊会": ("联谊会",)},
            ),
        ]
    )
    assert names(graph) == ["乡贤联谊会", "侨界联谊会"]


def test_the_same_name_under_two_labels_is_two_things() -> None:
    graph = resolve(
        [
            facts("d1", "红石榴广场", {"红石榴": Label.Brand}, jurisdiction=TAIZHOU),
            facts("d2", "红石榴站点", {"红石榴": Label.Base}, jurisdiction=TAIZHOU),
        ]
    )
    assert len(graph.nodes) == 2


def test_evidence_of_all_documents_stands_on_one_edge_and_order_does_not_matter() -> None:
    things = {"市妇联": Label.Organisation, "凤栖": Label.Brand}
    relation = [("市妇联", RelationType.LEADS, "凤栖")]
    batch = [facts(f"d{n}", f"市妇联牵头凤栖品牌{n}。", things, relation, jurisdiction=TAIZHOU) for n in range(3)]
    graphs = {repr(resolve(order)) for order in permutations(batch)}
    assert len(graphs) == 1
    (edge,) = resolve(batch).edges
    assert len(edge.evidence) == 3


def test_symmetric_relations_are_one_edge_whichever_end_comes_first() -> None:
    things = {"市文旅局": Label.Organisation, "市妇联": Label.Organisation}
    graph = resolve(
        [
            facts(
                "d1",
                "市文旅局联合市妇联。",
                things,
                [("市文旅局", RelationType.COOPERATES_WITH, "市妇联")],
                jurisdiction=TAIZHOU,
            ),
            facts(
                "d2",
                "市妇联联合市文旅局。",
                things,
                [("市妇联", RelationType.COOPERATES_WITH, "市文旅局")],
                jurisdiction=TAIZHOU,
            ),
        ]
    )
    (edge,) = graph.edges
    assert edge.source < edge.target
    assert len(edge.evidence) == 2


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("市场监管局", TAIZHOU, (TAIZHOU, "市场监管局")),
        ("市市场监管局", TAIZHOU, (TAIZHOU, "市场监管局")),
        ("县委统战部", "浙江省丽水市云和县", ("浙江省丽水市云和县", "统战部")),
        ("市委统战部", "浙江省丽水市云和县", (LISHUI, "统战部")),
        ("丽水市妇联", "浙江省丽水市云和县", (LISHUI, "妇联")),
    ],
)
def test_level_letters_are_read_against_the_document_s_division(
    name: str, path: str, expected: tuple[str, str]
) -> None:
    assert Names().read(Label.Organisation, name, path) == expected


@pytest.mark.parametrize(("name", "path"), [("泰州市", TAIZHOU), ("泰州", TAIZHOU), ("泰州市", f"{TAIZHOU}靖江市")])
def test_a_place_is_known_by_its_path(name: str, path: str) -> None:
    assert Names().read(Label.Place, name, path) == ("", TAIZHOU)


def nodes(
    label: Label, *forms: tuple[str, str | None], settled: dict[str, tuple[str, str | None]] | None = None
) -> int:
    """How many nodes come of names that a document each gives."""
    batch = [
        facts(f"d{n}", f"{name}。", {name: label}, jurisdiction=path, settled=settled or {})
        for n, (name, path) in enumerate(forms)
    ]
    return len(resolve(batch).nodes)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.Brand, "凤栖", "凤栖校园文化品牌"),
        (Label.Brand, "红色文化", "红色文化品牌"),
        (Label.Campaign, "映山红有约", "映山红有约读书沙龙"),
        (Label.Programme, "雏燕", "雏燕计划"),
        (Label.Programme, "侨心回归", "侨心回归培育项目"),
        (Label.Mechanism, "一键通", "一键通小程序"),
        (Label.Mechanism, "大统战工作格局", "大统战工作机制"),
        (Label.Mechanism, "市统战工作联席会议制度", "统战工作联席会议"),
        (Label.Base, "慧心塔", "慧心塔景区"),
        (Label.Policy, "泰州市侨务工作三年行动计划", "泰州市侨务工作三年行动计划（2023—2025年）"),
        (Label.Programme, "统一战线同心圆行动", "统战同心圆行动"),
        (Label.Programme, "常态化助残送医", "助残送医服务"),
        (Label.Programme, "5个一侨心工程", "五个一侨心工程"),
        (Label.Campaign, "法律义诊", "法律义诊进百企"),
        (Label.Campaign, "诗词传承与推广", "诗词传承推广"),
        (Label.Mechanism, "三级侨务工作网络", "侨务工作三级网络"),
        (Label.Mechanism, "宗教工作联系会议制度", "宗教工作联席会议制度"),
        (Label.Stakeholder, "归国留学青年", "留学归国青年"),
        (Label.Stakeholder, "各级医疗机构", "医疗机构"),
    ],
)
def test_a_class_noun_or_a_description_makes_no_other_thing(label: Label, one: str, other: str) -> None:
    assert nodes(label, (one, TAIZHOU), (other, TAIZHOU)) == 1
    assert nodes(label, (one, TAIZHOU), (other, LISHUI)) == 2 or label is Label.Policy


def test_a_brand_is_one_under_all_its_fields() -> None:
    forms = ("凤栖石榴红", "凤栖石榴红品牌", "凤栖石榴红校园文化品牌", "凤栖石榴红医疗服务品牌")
    assert nodes(Label.Brand, *((form, TAIZHOU) for form in forms)) == 1


def test_a_second_name_after_a_point_is_a_thing_of_its_own() -> None:
    assert nodes(Label.Brand, ("映山红", TAIZHOU), ("映山红·侨心讲堂品牌", TAIZHOU)) == 2
    assert nodes(Label.Base, ("老鹰山", TAIZHOU), ("老鹰山景区", TAIZHOU), ("老鹰山—青湖示范带", TAIZHOU)) == 2
    assert nodes(Label.Brand, ("彩虹故乡·动感云台", TAIZHOU), ("彩虹故乡·动感云台赛事品牌", TAIZHOU)) == 1


def test_a_name_that_two_longer_ones_could_mean_is_neither() -> None:
    forms = ("映山红有约", "映山红有约读书沙龙", "映山红有约知识大赛")
    assert nodes(Label.Campaign, *((form, TAIZHOU) for form in forms)) == 3


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.Base, "园区", "园区实践点"),
        (Label.Campaign, "全民读书活动", "全民读书活动周"),
        (Label.Mechanism, "市场监测机制", "监测机制"),
        (Label.Policy, "侨务计划（2021—2023年）", "侨务计划（2024—2026年）"),
        (Label.Organisation, "凤栖博文小学", "凤栖文博小学"),
        (Label.Campaign, "第三届侨商大会", "侨商大会"),
        (Label.Campaign, "五个一走访", "六个一走访"),
    ],
)
def test_what_only_looks_alike_stays_two(label: Label, one: str, other: str) -> None:
    assert nodes(label, (one, TAIZHOU), (other, TAIZHOU)) == 2


@pytest.mark.parametrize(
    ("label", "one", "other", "expected"),
    [
        (Label.Organisation, "凤栖博文小学", "凤栖文博小学", 1),
        (Label.Campaign, "第三届侨商大会", "侨商大会", 1),
        (Label.Campaign, "第三届侨商大会", "第二届侨商大会", 2),
        (Label.Base, "梅岭侨乡文化馆", "侨乡文化馆", 1),
        (Label.Base, "梅岭团结示范点", "团结示范点", 2),
    ],
)
def test_in_one_document_a_slip_an_edition_and_a_place_in_front_make_no_other_thing(
    label: Label, one: str, other: str, expected: int
) -> None:
    text = f"梅岭市。{one}。此后{other}。"
    graph = resolve([facts("d1", text, {"梅岭市": Label.Place, one: label, other: label})])
    assert len(names(graph, label)) == expected


def test_a_level_in_an_adjective_names_no_division() -> None:
    assert nodes(Label.Base, ("镇级养老中心", TAIZHOU), ("镇级养老中心", TAIZHOU)) == 1
    assert nodes(Label.Base, ("镇养老中心", TAIZHOU), ("镇养老中心", TAIZHOU)) == 2


def test_a_division_is_one_place_under_all_names_and_bears_its_code() -> None:
    path = "江苏省泰州市泰兴市"
    graph = resolve(
        [
            facts(
                "d1", "泰兴市。", {"泰兴市": Label.Place}, jurisdiction=TAIZHOU, settled={"泰兴市": (path, "321283")}
            ),
            facts("d2", "江苏省泰兴市。", {"江苏省泰兴市": Label.Place}, settled={"江苏省泰兴市": (path, "321283")}),
        ]
    )
    (node,) = graph.nodes
    assert (node.jurisdiction, node.properties["code"]) == (path, "321283")


def test_a_village_is_one_with_and_without_its_township_unless_two_townships_have_it() -> None:
    assert nodes(Label.Place, ("石榴村", f"{TAIZHOU}泰兴市"), ("长桥镇石榴村", f"{TAIZHOU}泰兴市")) == 1
    forms = ("石榴村", "长桥镇石榴村", "白石镇石榴村")
    assert nodes(Label.Place, *((form, f"{TAIZHOU}泰兴市") for form in forms)) == 3


def test_a_body_of_another_place_belongs_there() -> None:
    settled: dict[str, tuple[str, str | None]] = {"丽水市工商联": (LISHUI, None)}
    assert nodes(Label.Organisation, ("丽水市工商联", TAIZHOU), ("市工商联", LISHUI), settled=settled) == 1
    assert nodes(Label.Organisation, ("丽水市工商联", TAIZHOU), ("市工商联", TAIZHOU), settled=settled) == 2


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        (Label.Base, "映山红展示馆", 1),
        (Label.Organisation, "南闸中学", 1),
        (Label.Organisation, "工商联", 2),
        (Label.Base, "展示馆", 2),
    ],
)
def test_a_document_that_gives_a_place_once_need_not_give_it_again(label: Label, name: str, expected: int) -> None:
    placed = f"泰兴市{name}"
    settled: dict[str, tuple[str, str | None]] = {placed: (f"{TAIZHOU}泰兴市", None)}
    graph = resolve(
        [facts("d1", f"走访{placed}，{name}。", {placed: label, name: label}, jurisdiction=TAIZHOU, settled=settled)]
    )
    assert len(graph.nodes) == expected


WORKS = (
    (Label.Brand, "凤栖石榴红"), (Label.Brand, "凤栖石榴红校园文化品牌"), (Label.Campaign, "映山红有约"), (Label.Campaign, "映山红有约读书沙龙"),
    (Label.Campaign, "映山红有约知识大赛"), (Label.Base, "映山红展示馆"), (Label.Base, "泰兴市映山红展示馆"), (Label.Place, "石榴村"),
    (Label.Place, "长桥镇石榴村"), (Label.Place, "泰兴市"), (Label.Place, "白雀园"), (Label.Place, "白雀园镇"),
    (Label.Organisation, "泰兴市侨联"), (Label.Organisation, "市侨联"), (Label.Base, "展示馆"), (Label.Base, "泰兴馆"), (Label.Campaign, "读书沙龙"),
    (Label.Campaign, "知识大赛"), (Label.Place, "泰兴"), (Label.Organisation, "侨联部门"),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    said=st.lists(st.tuples(st.sampled_from((TAIZHOU, f"{TAIZHOU}泰兴市", None)), st.sets(st.sampled_from(WORKS), min_size=1)), min_size=1, max_size=5),
    chance=st.randoms(use_true_random=False),
)  # fmt: skip
def test_no_order_of_documents_shows_whatever_is_joined(
    said: list[tuple[str | None, set[tuple[Label, str]]]], chance: random.Random
) -> None:
    own = f"{TAIZHOU}泰兴市"
    settled: dict[str, tuple[str, str | None]] = {
        "泰兴市": (own, "321283"),
        "泰兴市映山红展示馆": (own, None),
        "泰兴市侨联": (own, None),
    }
    batch = [
        facts(f"{n}" * 64, "、".join(name for _, name in sorted(things)), {name: label for label, name in sorted(things)}, jurisdiction=path, settled=settled)
        for n, (path, things) in enumerate(said)
    ]  # fmt: skip
    shuffled = [
        replace(f, entities=tuple(chance.sample(f.entities, len(f.entities)))) for f in chance.sample(batch, len(batch))
    ]
    assert resolve(shuffled) == resolve(batch)
