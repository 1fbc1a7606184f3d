"""Spreadsheets: xlsx and csv, each row a line, its cells separated by tabs."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import LiantuError, message
from ingest.read.decode import decode
from ingest.read.loaded import Loaded
from ingest.read.packed import open_packed
from ingest.read.tables import cell

_MOST_ROWS = 50_000


def load(data: bytes, file: str) -> Loaded:
    """Read all sheets of a workbook, a blank line between them; formulas give their stored values, macros are not looked at."""
    open_packed(data, file).close()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        lines: list[str] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                lines += [*_lines(sheet.iter_rows(values_only=True)), ""]
        title = book.properties.title
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return _bounded(lines, title or None)


def load_csv(data: bytes, file: str) -> Loaded:
    """Read comma-separated, semicolon-separated or tab-separated values."""
    text = decode(data)
    separator = max(",\t;", key=text.split("\n", 1)[0].count)
    try:
        return _bounded(_lines(csv.reader(io.StringIO(text, newline=""), delimiter=separator)), None)
    except csv.Error as error:
        raise LiantuError("file_broken", file, exit_code=3) from error


def _bounded(lines: list[str], title: str | None) -> Loaded:
    warnings = (message("table_cut", "what", limit=_MOST_ROWS),) if len(lines) > _MOST_ROWS else ()
    return Loaded("\n".join(lines[:_MOST_ROWS]), title, warnings=warnings)


def _lines(rows: Iterable[Iterable[object]]) -> list[str]:
    lines = []
    for number, row in enumerate(rows):
        if number > _MOST_ROWS:
            break
        cells = [_value(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            lines.append("\t".join(cells))
    return lines


def _value(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return cell(value)
