"""A matrix as a file that a planner passes on: csv, a sheet, a page; the columns in which nothing stands are set off."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import xlsxwriter

from graph.language import language, say
from graph.stores.base import Table
from queries.matrix import Matrix
from viz.words import label_word, relation_word

_BLANK = "#fde8d7"
"""Ground of a column in which nothing stands: the gap."""


def heading(matrix: Matrix) -> str:
    """Return what the matrix shows and what its signs mean."""
    rows, columns = (label_word(nodes[0].label) if nodes else "" for nodes in (matrix.rows, matrix.columns))
    return say(
        f"{rows}{relation_word(matrix.relation)}{columns}（● 已做，○ 计划，× 原文指出缺失；底色为本批文档未见者）",
        f"{rows} {relation_word(matrix.relation)} {columns} (● done, ○ planned, × missing by the text; shaded: none in these documents)",
    )


def _turned(matrix: Matrix) -> tuple[Table, list[bool]]:
    """The matrix with a line for each of its columns, since it is wider than long, and which of the lines are blank."""
    table = matrix.table()
    blanks = {node.id for node in matrix.blanks}
    lines = [list(line) for line in zip(*([table.columns, *table.rows]), strict=True)]
    return Table([str(name) for name in lines[0]], lines[1:]), [node.id in blanks for node in matrix.columns]


def _csv(matrix: Matrix, out: Path) -> None:
    table, _ = _turned(matrix)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([table.columns, *table.rows])


def _xlsx(matrix: Matrix, out: Path) -> None:
    table, blanks = _turned(matrix)
    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": heading(matrix), "created": datetime(1980, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(relation_word(matrix.relation)[:31])
    head, blank = (
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        book.add_format({"bg_color": _BLANK}),
    )
    sheet.write_string(0, 0, heading(matrix))
    sheet.write_row(1, 0, ["", *table.columns[1:]], head)
    for number, (row, empty) in enumerate(zip(table.rows, blanks, strict=True), 2):
        sheet.write_row(number, 0, row, blank if empty else None)
    sheet.freeze_panes(2, 1)
    sheet.set_column(0, 0, 32)
    book.close()


def _html(matrix: Matrix, out: Path) -> None:
    table, blanks = _turned(matrix)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.columns[1:])
    lines = [
        f"<tr{' class=blank' if empty else ''}><th scope=row>{escape(str(row[0]))}</th>"
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in row[1:])
        + "</tr>"
        for row, empty in zip(table.rows, blanks, strict=True)
    ]
    style = (
        "body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.3em .6em}"
        f"td{{text-align:center}}th{{text-align:left;font-weight:normal}}.blank>*{{background:{_BLANK}}}"
    )
    title = escape(heading(matrix))
    out.write_text(
        f'<!doctype html>\n<html lang="{language()}"><meta charset="utf-8"><title>{title}</title><style>{style}</style>\n'
        f"<p>{title}</p>\n<table><thead><tr><td></td>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(lines)
        + "\n</tbody></table></html>\n",
        encoding="utf-8",
    )


WRITERS: Mapping[str, Callable[[Matrix, Path], None]] = {".csv": _csv, ".html": _html, ".xlsx": _xlsx}
"""What writes a matrix, by the ending of the file."""
