"""A matrix as a file that a planner passes on: csv, a sheet, a page; the columns in which nothing stands are set off."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import xlsxwriter

from graph.errors import LiantuError
from graph.language import language, say
from queries.matrix import Matrix
from viz.export import writing
from viz.tables import guarded
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


def _blank_columns(matrix: Matrix) -> list[bool]:
    """Which columns of the table show nothing; the first holds the names of the rows."""
    blanks = {node.id for node in matrix.blanks}
    return [False, *(node.id in blanks for node in matrix.columns)]


def _csv(matrix: Matrix, out: Path) -> None:
    table = matrix.table()
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        lines = [table.columns, *table.rows]
        csv.writer(file, lineterminator="\n").writerows([guarded(str(value)) for value in line] for line in lines)


def _xlsx(matrix: Matrix, out: Path) -> None:
    table, blanks = matrix.table(), _blank_columns(matrix)
    book = xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": heading(matrix), "created": datetime(1980, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet(relation_word(matrix.relation)[:31])
    head = {"bold": True, "text_wrap": True, "valign": "top"}
    heads = {blank: book.add_format(head | ({"bg_color": _BLANK} if blank else {})) for blank in (False, True)}
    shaded = book.add_format({"bg_color": _BLANK})
    sheet.write_string(0, 0, heading(matrix))
    for column, (name, blank) in enumerate(zip(["", *table.columns[1:]], blanks, strict=True)):
        sheet.write_string(1, column, name, heads[blank])
    for number, row in enumerate(table.rows, 2):
        for column, (value, blank) in enumerate(zip(row, blanks, strict=True)):
            sheet.write(number, column, value, shaded if blank else None)
    sheet.freeze_panes(2, 1)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, max(1, len(blanks) - 1), 12)
    book.close()


def _html(matrix: Matrix, out: Path) -> None:
    table, blanks = matrix.table(), _blank_columns(matrix)
    marks = [" class=blank" if blank else "" for blank in blanks]
    heads = zip(marks[1:], table.columns[1:], strict=True)
    head = "".join(f'<th scope="col"{mark}>{escape(name)}</th>' for mark, name in heads)
    lines = [
        f"<tr><th scope=row>{escape(str(row[0]))}</th>"
        + "".join(f"<td{mark}>{escape(str(cell))}</td>" for mark, cell in zip(marks[1:], row[1:], strict=True))
        + "</tr>"
        for row in table.rows
    ]
    style = (
        "body{font:14px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.3em .6em}"
        f"td{{text-align:center}}th{{text-align:left;font-weight:normal}}.blank{{background:{_BLANK}}}"
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


def write_matrix(matrix: Matrix, out: Path) -> None:
    """Write a matrix as a file to pass on, its rows as rows.

    Args:
        out: its ending, one of `WRITERS`, says how.

    Raises:
        LiantuError: nothing writes that ending, or ``out`` cannot be written.
    """
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise LiantuError("export_unknown_format", str(out), formats=" ".join(WRITERS))
    with writing(out):
        write(matrix, out)
