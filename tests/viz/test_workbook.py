"""The spreadsheet read back by openpyxl: names, no formula, links that hit their sentence, tables longer than a sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from graph.model import Graph
from graph.vocabulary import RelationType, Status
from tests.queries.small import supplied
from viz import workbook
from viz.export import Options, export
from viz.sheets import fit, lines_of
from viz.words import clean_text


def _book(graph: Graph, findings: list, out: Path) -> openpyxl.Workbook:
    export(graph, findings, "xlsx", out, Options(snapshot="abc"))
    return openpyxl.load_workbook(out)


def _unescape(text: str) -> str:
    return text.replace("_x0000_", "\ufffd").replace("_x000B_", "\ufffd")


def test_every_node_and_edge_has_its_row(small_graph: Graph, tmp_path: Path) -> None:
    book = _book(small_graph, [], tmp_path / "表.xlsx")
    assert book.sheetnames == ["说明", "对象", "关系", "责任", "缺口", "指标", "任务", "原文依据", "来源"]
    names = [_unescape(str(row[0].value)) for row in book["对象"].iter_rows(min_row=2) if row[0].value is not None]
    assert names == [clean_text(node.name) for node in small_graph.nodes]
    rows = [row for row in book["关系"].iter_rows(min_row=2) if row[0].value is not None]
    assert len(rows) == len(small_graph.edges)


def test_no_cell_is_a_formula(small_graph: Graph, findings: list, tmp_path: Path) -> None:
    book = _book(small_graph, findings, tmp_path / "b.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 50
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_a_relation_leads_to_its_sentence(county: Graph, tmp_path: Path) -> None:
    book = _book(county, [], tmp_path / "b.xlsx")
    for row, edge in zip(book["关系"].iter_rows(min_row=2), county.edges, strict=True):
        sheet, place = row[4].hyperlink.location.rsplit("!", 1)
        assert sheet.strip("'") == "原文依据"
        assert book["原文依据"][place].value == edge.evidence[0].quote == row[4].value


def test_heads_are_frozen_and_every_table_filters(county: Graph, findings: list, tmp_path: Path) -> None:
    book = _book(county, findings, tmp_path / "b.xlsx")
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref
        assert book[name].column_dimensions["A"].width >= 8


def test_responsibility_names_who_leads_and_who_carries(county: Graph, tmp_path: Path) -> None:
    book = _book(county, [], tmp_path / "b.xlsx")
    rows = {row[0]: row[3:6] for row in book["责任"].iter_rows(min_row=2, values_only=True)}
    assert rows["溪畔石榴"] == ("县委统战部", "县委统战部、民族宗教事务局", None)
    assert rows["每季度召开统战工作例会"] == ("县委统战部", None, None)
    assert rows["渡口旧址"] == (None, None, None)


def test_a_body_that_no_sentence_names_is_marked(county: Graph, tmp_path: Path) -> None:
    book = _book(supplied(county), [], tmp_path / "b.xlsx")
    rows = {row[0]: row[3:6] for row in book["责任"].iter_rows(min_row=2, values_only=True)}
    assert rows["溪畔石榴"] == ("县委统战部（代拟）", "县委统战部（代拟）、民族宗教事务局（代拟）", None)
    duties = [row[:2] for row in book["任务"].iter_rows(min_row=2, values_only=True)]
    assert duties == [("每季度召开统战工作例会", "县委统战部（代拟）")]


def test_gaps_indicators_and_duties_have_their_own_tables(county: Graph, findings: list, tmp_path: Path) -> None:
    book = _book(county, findings, tmp_path / "b.xlsx")
    gaps = list(book["缺口"].iter_rows(min_row=2, values_only=True))
    assert [(g[0], g[1], g[4], g[6]) for g in gaps] == [
        ("高", "场馆未串联", "原文指出", "待核实"),
        ("中", "品牌无载体", "本批文档未见", "待核实"),
    ]
    indicator = next(book["指标"].iter_rows(min_row=2, values_only=True))
    assert indicator[:4] == ("培训骨干", "=", 120, "人次")
    duty = next(book["任务"].iter_rows(min_row=2, values_only=True))
    assert duty[:4] == ("每季度召开统战工作例会", "县委统战部", None, "每季度")


def test_who_has_a_duty_is_not_said_to_be_done_and_its_target_is_no_thing(county: Graph, tmp_path: Path) -> None:
    edges = tuple(replace(e, status=Status.DONE) if e.type is RelationType.OWNED_BY else e for e in county.edges)
    book = _book(replace(county, edges=edges), [], tmp_path / "b.xlsx")
    said = {row[1]: row[3] for row in book["关系"].iter_rows(min_row=2, values_only=True)}
    assert (said["责任单位"], said["设立"]) == (None, "已做")
    heads = [cell.value for cell in book["任务"][1]]
    assert heads[3:6] == ["频次", "期限", "指标"]


def test_a_table_longer_than_a_sheet_goes_on_and_says_so(
    county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 9)
    notes = export(county, [], "xlsx", tmp_path / "b.xlsx")
    assert "“对象”超出一张工作表的行数，已分为 2 张。" in notes
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    names = [book[sheet].cell(row, 1).value for sheet in ("对象", "对象 (2)") for row in range(2, 10)]
    assert [n for n in names if n] == [node.name for node in county.nodes]
    last = book["关系 (2)"].cell(7, 5)
    sheet, place = last.hyperlink.location.rsplit("!", 1)
    assert book[sheet.strip("'")][place].value == last.value


def test_relations_beyond_the_limit_of_links_show_their_quote_only(
    county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_LINKS", 5)
    assert export(county, [], "xlsx", tmp_path / "b.xlsx") == ["工作表最多容纳 5 个链接，其后的关系只写引文。"]
    cells = [row[4] for row in openpyxl.load_workbook(tmp_path / "b.xlsx")["关系"].iter_rows(min_row=2)]
    assert [bool(cell.hyperlink) for cell in cells] == [True] * 5 + [False] * (len(county.edges) - 5)
    assert all(cell.value for cell in cells)


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    assert fit("长" * 40_000) == "长" * 32_766 + "…"
    assert fit("😀" * 20_000) == "😀" * 16_383 + "…"


def test_every_sheet_prints_one_page_wide_with_its_head_on_every_page(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    for sheet in _book(county, findings, tmp_path / "b.xlsx"):
        setup = sheet.page_setup
        assert (setup.orientation, str(setup.paperSize), setup.fitToHeight) == ("landscape", "9", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_a_row_is_as_high_as_its_longest_text(county: Graph, findings: list, tmp_path: Path) -> None:
    sheet = _book(county, findings, tmp_path / "b.xlsx")["缺口"]
    assert sheet.row_dimensions[2].height == 30  # a message of 31 characters, 62 wide, in a column of 50
    assert lines_of(["短", "长" * 31, ""], [10, 20, 5]) == 4
    assert lines_of(["长" * 100_000], [20]) == 24
