"""Bodies and sites that a counted list names without the noun that they share."""

import pytest

from graph.vocabulary import Label
from ingest.mentions.counted import counted
from ingest.mentions.lists import halved
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.text import Source


def read(text: str) -> Reading:
    return Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("指挥部下设协调、保障、宣传三个工作组。", ["协调工作组", "保障工作组", "宣传工作组"]),
        ("商会设立建材、“青禾”和物流3个分会。", ["建材分会", "青禾分会", "物流分会"]),
        ("由石桥、温圳两家农民专业合作社组建。", ["石桥农民专业合作社", "温圳农民专业合作社"]),
        ("改造石桥、温圳两所敬老院。", ["石桥敬老院", "温圳敬老院"]),
        ("建成影像、检验两大共享中心。", ["影像共享中心", "检验共享中心"]),
        ("青禾镇、石桥镇两个派出所值守。", ["青禾镇派出所", "石桥镇派出所"]),
        ("指挥部下设协调组、保障组、宣传组三个工作组。", ["协调组", "保障组", "宣传组"]),
        ("商会建立会长轮值、监事列席、财务公开三项制度。", ["会长轮值制度", "监事列席制度", "财务公开制度"]),
        ("推行干部包户、红黄牌预警等机制,走访8村。", ["干部包户机制", "红黄牌预警机制"]),
        ("完善消防、财务、来访三项制度。", []),
        ("“红伞”品牌旗下的助餐、助浴两支小队。", ["助餐小队", "助浴小队"]),
        ("同步建好园区、商圈两个实践点。", ["园区实践点", "商圈实践点"]),
        ("县医院包石桥、温圳两所敬老院。", ["石桥敬老院", "温圳敬老院"]),
        ("指挥部下设协调组、保障、宣传组三个工作组。", []),
        ("下设协调、保障等5个工作组。", []),
        ("县妇联、县侨联两个分会。", []),
        ("下设协调、保障两个工作组组长。", []),
        ("覆盖小区、街区两个维度。", []),
        ("成立三个工作组。", []),
    ],
)
def test_each_member_has_the_noun_where_as_many_are_named_as_counted(text: str, names: list[str]) -> None:
    assert [one.names[0] for one in counted(read(text), [])] == names


def test_a_mention_tells_where_the_first_begins_and_what_lies_in_the_list_gives_way() -> None:
    reading = read("年内扩容石桥、温圳两所敬老院。")
    named = [
        Named(4, 6, Label.Place, None, "reader", 700, ("石桥",)),
        Named(7, 14, Label.Base, None, "reader", 700, ("温圳两所敬老院",)),
    ]
    assert [(n.names[0], n.label) for n in counted(reading, named)] == [
        ("石桥敬老院", Label.Base),
        ("温圳敬老院", Label.Base),
    ]


def test_a_named_set_stands_beside_its_members() -> None:
    reading = read("建成影像、检验两大共享中心。")
    named = [Named(7, 13, Label.Base, None, "set", 800, ("两大共享中心",))]
    assert [n.names[0] for n in counted(reading, named)] == ["影像共享中心", "检验共享中心", "两大共享中心"]


def test_a_body_that_stands_before_the_first_member_leaves_its_beginning_open() -> None:
    reading = read("县医院看石桥、温圳两所敬老院。")
    body = Named(0, 3, Label.Organisation, None, "reader", 800, ("县医院",))
    assert counted(reading, [body]) == [body]


@pytest.mark.parametrize(
    ("name", "label", "names"),
    [
        ("卒中中心和创伤中心", Label.Base, ["卒中中心", "创伤中心"]),
        ("石桥小学与温圳小学", Label.Organisation, ["石桥小学", "温圳小学"]),
        ("文化和旅游服务中心", Label.Organisation, ["文化和旅游服务中心"]),
        ("屋顶绿化和墙面绿化", Label.Programme, ["屋顶绿化和墙面绿化"]),
    ],
)
def test_two_of_one_sort_are_two(name: str, label: Label, names: list[str]) -> None:
    named = [Named(2, 2 + len(name), label, None, "reader", 700, (name,))]
    assert [one.names[0] for one in halved(read(f"建设{name}。"), named)] == names


def test_of_whole_names_those_that_stand_stay_and_a_verb_before_the_first_is_no_part_of_it() -> None:
    reading = read("石桥镇派出所、温圳镇派出所两个派出所值守。")
    places = [Named(k, k + 3, Label.Place, None, "place", 900, (n,)) for k, n in ((0, "石桥镇"), (7, "温圳镇"))]
    bodies = [
        Named(k, k + 6, Label.Organisation, None, "reader", 700, (n,))
        for k, n in ((0, "石桥镇派出所"), (7, "温圳镇派出所"))
    ]
    named = [places[0], bodies[0], places[1], bodies[1]]
    assert set(counted(reading, named)) == set(named)
    assert counted(read("召集协调组、保障组两个工作组。"), []) == []
