"""A matrix handed on as a file: the same signs in all three forms, blank columns set off, text never taken for a formula."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest

from graph.errors import LiantuError
from graph.model import Edge, Evidence, Graph, Node
from graph.stores.base import Table
from graph.vocabulary import Label, RelationType, Status
from queries.matrix import Matrix, build_matrix
from viz.matrix import WRITERS, write_matrix, write_table


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


def test_csv_has_the_rows_that_were_asked_for_and_no_formula(made: Matrix, tmp_path: Path) -> None:
    write_matrix(made, tmp_path / "new" / "m.CSV")
    rows = list(csv.reader((tmp_path / "new" / "m.CSV").open(encoding="utf-8-sig")))
    cells = dict(zip(rows[0], rows[1], strict=True))
    assert cells == {"LEADS": "县林业局", "'=护林<哨>": "○", "山花里": ""}


def test_a_name_is_no_formula_and_a_blank_column_is_shaded(made: Matrix, tmp_path: Path) -> None:
    write_matrix(made, tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    assert sheet.cell(3, 1).value == "县林业局"
    heads = {cell.value: cell for cell in sheet[2][1:]}
    assert heads["=护林<哨>"].data_type == "s"
    shaded = [cell.value for cell in sheet[2] if cell.fill.fgColor.rgb == "FFFDE8D7"]
    assert shaded == ["山花里"]
    column = heads["山花里"].column
    assert sheet.cell(3, column).fill.fgColor.rgb == "FFFDE8D7"


def test_html_is_escaped_and_marks_the_blank_column(made: Matrix, tmp_path: Path) -> None:
    write_matrix(made, tmp_path / "m.html")
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "=护林&lt;哨&gt;" in page
    assert "<th scope=row>县林业局</th>" in page
    assert re.findall(r"class=blank>([^<]*)", page) == ["山花里", ""]


def test_a_matrix_that_cannot_be_written_is_told(made: Matrix, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for out, code in (
        (tmp_path / "m.pdf", "export_unknown_format"),
        (tmp_path / "file" / "m.csv", "export_cannot_write"),
    ):
        with pytest.raises(LiantuError) as caught:
            write_matrix(made, out)
        assert caught.value.code == code


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_the_same_bytes_twice(form: str, made: Matrix, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_matrix(made, tmp_path / f"{name}{form}")
    assert (tmp_path / f"a{form}").read_bytes() == (tmp_path / f"b{form}").read_bytes()


def test_a_sheet_prints_one_page_wide_with_its_head_on_every_page_and_rows_as_high_as_their_text(
    tmp_path: Path,
) -> None:
    write_table(Table(["单位", "事项"], [["县林业局", "长" * 60], ["乙局", "短"]]), "责任表", tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["B3"].alignment.wrap_text
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[4].height) == (60, None)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_any_table_is_written_with_its_heads(form: str, tmp_path: Path) -> None:
    table = Table(["事项", "牵头", "年份"], [["=开会", None, 2030]])
    write_table(table, "责任表", tmp_path / f"t{form}")
    if form == ".xlsx":
        sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
        assert [cell.value for cell in sheet[2]] == ["事项", "牵头", "年份"]
        assert [cell.value for cell in sheet[3]] == ["=开会", None, 2030]
        assert sheet["A3"].data_type == "s"
    else:
        text = (tmp_path / f"t{form}").read_text(encoding="utf-8-sig")
        assert all(word in text for word in ("事项", "牵头", "年份", "2030"))
        assert "None" not in text
        assert ("'=开会" in text) is (form == ".csv")
