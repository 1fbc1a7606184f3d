"""A matrix, or another table, as a file that a planner passes on: csv, a sheet, a page."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from graph.errors import LiantuError
from graph.language import language, say
from graph.stores.base import Table
from queries.matrix import Matrix
from viz.export import writing
from viz.sheets import LINE, lines_of, on_wide_pages
from viz.tables import guarded
from viz.words import label_word, relation_word

_BLANK = "#fde8d7"
"""Ground of a column in which nothing stands: the gap."""


_WIDEST = 36
"""Characters of the widest column of a table: so a sheet of responsibilities is read on a page of A4."""


def heading(matrix: Matrix) -> str:
    """Return what the matrix shows and what its signs mean."""
    rows, columns = (label_word(nodes[0].label) if nodes else "" for nodes in (matrix.rows, matrix.columns))
    return say(
        f"{rows}{relation_word(matrix.relation)}{columns}（● 已做，○ 计划，× 原文指出缺失；底色为本批文档未见者）",
        f"{rows} {relation_word(matrix.relation)} {columns} (● done, ○ planned, × missing by the text; shaded: none in these documents)",
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A table as a page or sheet of its own.

    Attributes:
        title: what it shows.
        tab: name of its sheet.
        corner: what stands over the first column.
        blank: for each column whether nothing stands in it, which is then set off.
        widths: of the columns, in characters.
    """

    title: str
    tab: str
    table: Table
    corner: str
    blank: Sequence[bool]
    widths: Sequence[int]


def _csv(page: _Page, out: Path) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        lines = [page.table.columns, *page.table.rows]
        csv.writer(file, lineterminator="\n").writerows([guarded(_text(value)) for value in line] for line in lines)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _xlsx(page: _Page, out: Path) -> None:
    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": page.title, "author": "Liantu", "created": datetime(1980, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(page.tab[:31])
    on_wide_pages(sheet, heads=2)
    form = {"text_wrap": True, "valign": "top"}
    shade = {True: {"bg_color": _BLANK}, False: {}}
    heads = {blank: book.add_format({"bold": True, **form, **shade[blank]}) for blank in shade}
    cells = {blank: book.add_format({**form, **shade[blank]}) for blank in shade}
    sheet.write_string(0, 0, page.title)
    for column, (name, blank) in enumerate(zip([page.corner, *page.table.columns[1:]], page.blank, strict=True)):
        sheet.write_string(1, column, name, heads[blank])
        sheet.set_column(column, column, page.widths[column])
    for number, row in enumerate(page.table.rows, 2):
        if (lines := lines_of(map(_text, row), page.widths)) > 1:
            sheet.set_row(number, lines * LINE)
        for column, (value, blank) in enumerate(zip(row, page.blank, strict=True)):
            sheet.write(number, column, value, cells[blank])
    sheet.freeze_panes(2, 1)
    book.close()


def _html(page: _Page, out: Path) -> None:
    marks = [" class=blank" if blank else "" for blank in page.blank]
    heads = zip(marks[1:], page.table.columns[1:], strict=True)
    head = "".join(f'<th scope="col"{mark}>{escape(name)}</th>' for mark, name in heads)
    lines = [
        f"<tr><th scope=row>{escape(_text(row[0]))}</th>"
        + "".join(f"<td{mark}>{escape(_text(cell))}</td>" for mark, cell in zip(marks[1:], row[1:], strict=True))
        + "</tr>"
        for row in page.table.rows
    ]
    style = (
        "body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.3em .6em}"
        f"th,td{{text-align:left;font-weight:normal;vertical-align:top}}.blank{{background:{_BLANK}}}"
    )
    title = escape(page.title)
    out.write_text(
        f'<!doctype html>\n<html lang="{language()}"><meta charset="utf-8"><title>{title}</title><style>{style}</style>\n'
        f"<p>{title}</p>\n<table><thead><tr><td>{escape(page.corner)}</td>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(lines)
        + "\n</tbody></table></html>\n",
        encoding="utf-8",
    )


WRITERS: Mapping[str, Callable[[_Page, Path], None]] = {".csv": _csv, ".html": _html, ".xlsx": _xlsx}
"""What writes a table, by the ending of the file."""


def write_matrix(matrix: Matrix, out: Path) -> None:
    """Write a matrix as a file to pass on, its rows as rows, the columns in which nothing stands set off.

    Args:
        out: its ending, one of `WRITERS`, says how.

    Raises:
        LiantuError: nothing writes that ending, or ``out`` cannot be written.
    """
    blanks = {node.id for node in matrix.blanks}
    blank = [False, *(node.id in blanks for node in matrix.columns)]
    widths = [32, *(12 for _ in matrix.columns)]
    _write(_Page(heading(matrix), relation_word(matrix.relation), matrix.table(), "", blank, widths), out)


def write_table(table: Table, title: str, out: Path) -> None:
    """Write any table, as `write_matrix` writes a matrix.

    Args:
        title: what it shows.
    """
    texts = [[name, *(_text(row[at]) for row in table.rows)] for at, name in enumerate(table.columns)]
    widths = [min(_WIDEST, max(2 + 2 * len(text) for text in column)) for column in texts]
    _write(_Page(title, title, table, table.columns[0], [False for _ in texts], widths), out)


def _write(page: _Page, out: Path) -> None:
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise LiantuError("export_unknown_format", str(out), formats=" ".join(WRITERS))
    with writing(out):
        write(page, out)
