"""A matrix handed on as a file: the same signs in all three forms, blank columns set off, text never taken for a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from graph.model import Edge, Evidence, Graph, Node
from graph.vocabulary import Label, RelationType, Status
from queries.matrix import Matrix, build_matrix
from viz.matrix import WRITERS


@pytest.fixture
def made() -> Matrix:
    bodies = [
        Node("o1", Label.Organisation, "县林业局"),
        Node("b1", Label.Brand, "=护林<哨>"),
        Node("b2", Label.Brand, "山花里"),
    ]
    proof = Evidence("d", 0, 2, "牵头", "case", 900)
    lead = Edge(RelationType.LEADS, "o1", "b1", Status.PLANNED, (proof,))
    return build_matrix(Graph((), tuple(bodies), (lead,)), RelationType.LEADS, Label.Organisation, Label.Brand)


def test_csv(made: Matrix, tmp_path: Path) -> None:
    WRITERS[".csv"](made, tmp_path / "m.csv")
    rows = list(csv.reader((tmp_path / "m.csv").open(encoding="utf-8-sig")))
    assert rows[0][1:] == ["县林业局"]
    assert sorted(rows[1:]) == [["=护林<哨>", "○"], ["山花里", ""]]


def test_a_name_is_no_formula_and_a_blank_line_is_shaded(made: Matrix, tmp_path: Path) -> None:
    WRITERS[".xlsx"](made, tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    lines = {sheet.cell(row, 1).value: sheet.cell(row, 1) for row in (3, 4)}
    assert lines["=护林<哨>"].data_type == "s"
    assert [name for name, cell in lines.items() if cell.fill.fgColor.rgb == "FFFDE8D7"] == ["山花里"]


def test_html_is_escaped_and_marks_the_blank_line(made: Matrix, tmp_path: Path) -> None:
    WRITERS[".html"](made, tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "=护林&lt;哨&gt;" in page
    assert page.count("class=blank") == 1


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_the_same_bytes_twice(form: str, made: Matrix, tmp_path: Path) -> None:
    for name in ("a", "b"):
        WRITERS[form](made, tmp_path / f"{name}{form}")
    assert (tmp_path / f"a{form}").read_bytes() == (tmp_path / f"b{form}").read_bytes()
