"""Departments that a list names by their lines of work alone."""

import pytest

from graph.vocabulary import Label
from ingest.mentions.departments import departments
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.page import page_of
from ingest.text import Source


def read(text: str) -> Reading:
    return Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由财政、水务、农业农村等部门共同参与。", ["财政", "水务", "农业农村"]),
        ("整合民政、人社、残联三个部门的资源。", ["民政", "人社", "残联"]),
        ("协调住房和城乡建设、气象和消防等相关部门值守。", ["住房和城乡建设", "气象", "消防"]),
        ("民政、财政、卫健等14个部门为成员。", ["民政", "财政", "卫健"]),
        ("教育、公安、民政等12家成员单位按月会商。", ["教育", "公安", "民政"]),
        ("学校、医院等单位参加。", []),
        ("各乡镇、财政部门。", []),
        ("会同生产、销售等部门。", []),
        ("财政等部门参与。", []),
        ("财政、水务等项目。", []),
    ],
)
def test_each_line_of_work_in_a_list_is_a_body(text: str, names: list[str]) -> None:
    assert [one.names[0] for one in departments(read(text), [])] == names


def test_a_group_that_holds_the_list_and_what_lies_inside_a_line_give_way() -> None:
    reading = read("由林业、退役军人事务等部门参与。")
    whole = Named(1, 14, Label.Stakeholder, None, "reader", 300, ("林业、退役军人事务等部门",), weak=True)
    part = Named(4, 8, Label.Stakeholder, None, "group", 700, ("退役军人",))
    body = Named(1, 3, Label.Organisation, None, "reader", 400, ("林业",), weak=True)
    found = departments(reading, [body, whole, part])
    assert [(n.names[0], n.label, n.weak) for n in found] == [
        ("林业", Label.Organisation, False),
        ("退役军人事务", Label.Organisation, False),
    ]


def test_a_name_that_goes_on_before_a_line_stands() -> None:
    reading = read("由县农业、水务等部门参与。")
    body = Named(1, 4, Label.Organisation, None, "reader", 700, ("县农业",))
    assert [n.names[0] for n in departments(reading, [body])] == ["县农业", "水务"]


def test_a_place_before_the_list_is_each_one_s() -> None:
    assert [n.names[0] for n in departments(read("云南省财政、水务等部门参与。"), [])] == ["云南省财政", "云南省水务"]


def test_a_department_is_the_bureau_of_the_own_level() -> None:
    reading = read("富源县总工会2024年工作总结\n县财政局拨款，由财政、水务等部门监督。")
    at = reading.text.index("县财政局")
    mentions = departments(reading, [Named(at, at + 4, Label.Organisation, None, "reader", 800, ("县财政局",))])
    assert [thing.names for thing in Grouping(reading, mentions).things] == [
        ["县财政局", "财政部门"],
        ["水务部门", "县水务局"],
    ]


def test_two_lines_read_as_one_body_are_two() -> None:
    reading = read("由民政、财政、医保等部门参与。")
    both = Named(1, 6, Label.Organisation, None, "reader", 900, ("民政、财政",))
    assert [n.names[0] for n in departments(reading, [both])] == ["民政", "财政", "医保"]
