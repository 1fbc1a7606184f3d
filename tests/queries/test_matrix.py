"""Matrices show what is there and leave blank what these documents do not show; duties become a calendar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.vocabulary import Label, RelationType
from queries.matrix import Recurrence, build_matrix, calendar, recurrence, recurring, responsibilities
from tests.queries.small import supplied, town


def test_cells_say_done_and_planned_and_blanks_are_the_gaps() -> None:
    matrix = build_matrix(town(), RelationType.LEADS, Label.Organisation, Label.Base)
    table = matrix.table()
    assert table.columns == ["LEADS", "盐道书屋", "茶马书屋", "雪山书屋"]
    assert table.rows == [["县文旅局", "●", "○", ""]]
    assert [n.name for n in matrix.blanks] == ["雪山书屋"]


def test_columns_without_any_link_can_be_left_out() -> None:
    matrix = build_matrix(town(), RelationType.LEADS, Label.Organisation, Label.Base, lone=False)
    assert [n.name for n in matrix.columns] == ["盐道书屋", "茶马书屋"]


def test_another_division_has_an_empty_matrix() -> None:
    assert build_matrix(town(), RelationType.LEADS, Label.Organisation, Label.Base, jurisdiction="别县").columns == ()


def test_the_sheet_of_responsibilities_by_task() -> None:
    table = responsibilities(town())
    assert table.columns[:5] == ["事项", "类别", "牵头", "配合", "参与"]
    rows = {row[0]: row[1:5] for row in table.rows}
    assert rows["每季度由县文旅局召开例会"] == ["任务", "县文旅局", "", ""]
    assert rows["茶马书屋"] == ["阵地", "县文旅局", "", "县妇联"]
    assert "雪山书屋" not in rows
    assert responsibilities(town(), document="总结").rows == []


def test_a_body_that_is_only_supported_or_acts_itself_is_nobodys_work() -> None:
    graph, joined = town(), next(e for e in town().edges if e.type is RelationType.PARTICIPATES_IN)
    idle = tuple(e for e in graph.edges if e != joined)
    cases = (
        (RelationType.SUPPORTS, idle, False),
        (RelationType.LEADS, idle, True),  # an alliance, of which no work is told
        (RelationType.LEADS, graph.edges, False),  # a bureau under a committee
        (RelationType.ESTABLISHES, graph.edges, True),
    )
    for relation, others, listed in cases:
        edge = replace(joined, type=relation, source="bureau", target="women")
        rows = {row[0] for row in responsibilities(replace(graph, edges=(*others, edge))).rows}
        assert ("县妇联" in rows) is listed


def test_the_sheet_of_responsibilities_by_body() -> None:
    table = responsibilities(town(), by="body")
    assert table.columns[:3] == ["单位", "角色", "事项"]
    rows = [row[:3] for row in table.rows]
    assert ["县妇联", "参与", "茶马书屋"] in rows
    assert ["县文旅局", "牵头", "盐道书屋"] in rows
    assert rows == sorted(rows, key=lambda row: (row[0], ["牵头", "配合", "参与"].index(row[1])))


def test_a_body_that_no_sentence_names_is_marked_on_every_sheet() -> None:
    graph = supplied(town())
    rows = {row[0]: row[2] for row in responsibilities(graph).rows}
    assert (rows["茶马书屋"], rows["盐道书屋"]) == ("县文旅局（代拟）", "县文旅局（代拟）")
    assert {tuple(row[:2]) for row in responsibilities(graph, by="body").rows} == {
        ("县文旅局", "牵头（代拟）"),
        ("县妇联", "参与（代拟）"),
    }
    assert recurring(graph).rows[0][1] == "县文旅局（代拟）"


def test_a_body_that_one_sentence_names_is_not_marked() -> None:
    graph = town()
    named = next(e for e in graph.edges if e.type is RelationType.LEADS and e.target == "tea")
    both = (*supplied(graph).edges, replace(named, type=RelationType.ORGANISES))
    rows = {row[0]: row[2] for row in responsibilities(replace(graph, edges=both)).rows}
    assert rows["茶马书屋"] == "县文旅局"


def test_the_sheet_of_what_recurs() -> None:
    assert recurring(town()).rows == [["每季度", "县文旅局", "每季度由县文旅局召开例会", 2030, "计划.txt"]]
    assert recurring(town(), document="总结").rows == []


@pytest.mark.parametrize(
    ("text", "frequency", "interval"),
    [
        ("每季度召开例会", "MONTHLY", 3),
        ("实行月通报", "MONTHLY", 1),
        ("每两个月会商", "MONTHLY", 2),
        ("每半年督查", "MONTHLY", 6),
        ("每周巡访", "WEEKLY", 1),
        ("每年一届", "YEARLY", 1),
    ],
)
def test_cadences(text: str, frequency: str, interval: int) -> None:
    assert recurrence(text) == Recurrence(frequency, interval)


def test_no_cadence_no_entry() -> None:
    assert recurrence("十月底前完成") is None


def test_recurring_duties_have_the_year_of_their_document_and_their_owners() -> None:
    (due, *_) = calendar(town())
    assert (due.year, due.every) == (2030, Recurrence("MONTHLY", 3))
