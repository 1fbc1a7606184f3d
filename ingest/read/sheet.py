"""Spreadsheets: xlsx and csv, each row a line, its cells separated by tabs; a cell merged over several rows stands in each of them."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import LiantuError, message
from ingest.read.decode import MOST_BYTES, decode
from ingest.read.loaded import Loaded, cell
from ingest.read.packed import open_packed

_MOST_ROWS = 50_000
_HIGHEST = 200
"""Rows; a merged cell that is higher is no part of a table of tasks."""
_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def load(data: bytes, file: str) -> Loaded:
    """Read all sheets of a workbook, from the second on under their names; formulas give their stored values, macros are not looked at."""
    open_packed(data, file).close()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        lines: list[str] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # some programs write that the sheet is its first cell
                merged = _merged(data, file, sheet._worksheet_path)
                rows = _lines(sheet.iter_rows(values_only=True), merged)
                lines += ["", sheet.title, *rows] if lines and rows else rows
        title = book.properties.title
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return _bounded(lines, title or None)


def load_csv(data: bytes, file: str) -> Loaded:
    """Read comma-separated, semicolon-separated or tab-separated values.

    Raises:
        LiantuError: a quotation mark that opens a cell does not close it: then nobody can tell where the cell ends.
    """
    text = decode(data[:MOST_BYTES])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=len(data) <= MOST_BYTES)
    begun = [1]

    def rows() -> Iterator[list[str]]:
        for row in reader:
            begun[0] = reader.line_num + 1
            yield row

    try:
        return _bounded(_lines(rows(), {}), None)
    except csv.Error as error:
        raise LiantuError("csv_quote_open", file, exit_code=3, row=begun[0]) from error


def _bounded(lines: list[str], title: str | None) -> Loaded:
    warnings = (message("table_cut", "what", limit=_MOST_ROWS),) if len(lines) > _MOST_ROWS else ()
    return Loaded("\n".join(lines[:_MOST_ROWS]), title, warnings=warnings)


def _separator(text: str) -> str:
    """The mark that stands equally often in the most lines; titles above the table have none, and a comma may stand in its cells."""
    lines = text[:20_000].split("\n")[:50]
    return max(
        "\t,;", key=lambda mark: max(Counter(n for line in lines if (n := line.count(mark))).values(), default=0)
    )


def _merged(data: bytes, file: str, path: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Tell of each cell that is merged with one above, by row and column from 0, which one that is.

    Openpyxl keeps merged ranges only where it keeps the whole sheet in memory, so they are read from the sheet (ECMA-376 part 1, 18.3.1.55).
    """
    with open_packed(data, file) as archive:
        ranges = _RANGE.findall(archive.read(path.lstrip("/")))
    above: dict[tuple[int, int], tuple[int, int]] = {}
    for found in ranges[:_MOST_ROWS]:
        left, top, _, bottom = range_boundaries(found.decode("ascii"))
        for row in range(top, min(bottom, top + _HIGHEST)):
            above[row, left - 1] = (top - 1, left - 1)
    return above


def _lines(rows: Iterable[Iterable[object]], merged: Mapping[tuple[int, int], tuple[int, int]]) -> list[str]:
    lines = []
    spanning: dict[tuple[int, int], str] = {}
    sources = set(merged.values())
    widths: dict[int, int] = {}
    for number, column in merged:
        widths[number] = max(widths.get(number, 0), column + 1)
    for number, row in enumerate(rows):
        if number > _MOST_ROWS:
            break
        cells = [_value(value) for value in row]
        cells += [""] * (widths.get(number, 0) - len(cells))  # some programs leave out what a merged cell covers
        for column, text in enumerate(cells):
            if (number, column) in sources:
                spanning[number, column] = text
            elif (number, column) in merged:
                cells[column] = spanning.get(merged[number, column], "")
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
