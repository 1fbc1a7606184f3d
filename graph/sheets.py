"""The sheets of CSV and Excel files that people bring, and what their columns mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml
from openpyxl import load_workbook

from graph.errors import LiantuError, message
from graph.language import say
from graph.schema import own_properties
from graph.vocabulary import NAMED

_KIND_OF = (
    ("edges", {"type", "source", "target"}), ("places", {"name", "lat", "lon"}), ("aliases", {"name", "alias"}), ("nodes", {"name"}),
)  # fmt: skip
"""What a table holds, by the columns it has; the first that fits."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet (the head is row 1), the text of its cells by column, and that of cells behind the last column."""

    number: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. ``fields`` maps columns to fields; ``ignored`` columns mean nothing to the program."""

    name: str
    kind: str
    columns: tuple[str, ...]
    fields: Mapping[str, str]
    rows: tuple[Row, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that are kept as evidence only."""
        return tuple(column for column in self.columns if column not in self.fields)


def read_sheets(path: Path, mapping: Mapping[str, str] | None = None, kind: str | None = None) -> list[Sheet]:
    """Read a CSV or Excel file and say what its columns mean.

    Args:
        path: ``.csv`` (UTF-8 or GB 18030) or ``.xlsx``; the first row of each sheet is its head, empty sheets are passed over.
        mapping: field of a column, in place of what its name says.
        kind: nodes, edges, aliases or places; by the columns where it is not given.

    Raises:
        LiantuError: the file cannot be read, is empty, or a sheet has not the columns that it needs, or two of one name or meaning.
    """
    found = []
    for name, rows in _tables(path):
        columns = _columns(rows)
        if not columns:
            continue
        where = f"{path.name} {name}".strip()
        fields = _meaning(columns, mapping or {})
        _refuse_twins(where, columns, fields)
        held = set(fields.values())
        fits = [one for one, needed in _KIND_OF if needed <= held and kind in (None, one)]
        if not fits:
            raise LiantuError("import_columns", where, columns="、".join(columns))
        kept = tuple(row for number, cells in enumerate(rows[1:], 2) if (row := _row(number, columns, cells)))
        found.append(Sheet(name, fits[0], columns, fields, kept))
    if not any(sheet.rows for sheet in found):
        raise LiantuError("import_empty", str(path), exit_code=3)
    return found


def _columns(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of the columns; one without a name whose cells hold something is called by its number."""
    if not rows or not any(cell.strip() for cell in rows[0]):
        return ()
    head = [cell.strip() for cell in rows[0]]
    while not head[-1]:
        head.pop()
    used = {n for row in rows[1:] for n, cell in enumerate(row) if cell.strip()}
    numbered = (name or (say(f"第{n}列", f"column {n}") if n - 1 in used else "") for n, name in enumerate(head, 1))
    return tuple(numbered)


def _refuse_twins(where: str, columns: Sequence[str], fields: Mapping[str, str]) -> None:
    """Raise where one of two columns would be lost behind the other: they have one name, or mean one field."""
    if twins := [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]:
        raise LiantuError("import_column_twice", where, columns="、".join(twins))
    for meant in fields.values():
        if len(named := [column for column, name in fields.items() if name == meant]) > 1:
            raise LiantuError("import_field_twice", where, columns="、".join(named), field=meant)


def _row(number: int, columns: Sequence[str], cells: Sequence[str]) -> Row | None:
    """Return a row, None where it is empty."""
    clean = [_CONTROL.sub("", cell).strip() for cell in cells]
    row = Row(
        number, {c: v for c, v in zip(columns, clean, strict=False) if c}, tuple(filter(None, clean[len(columns) :]))
    )
    return row if any(row.cells.values()) or row.surplus else None


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that stand for nothing and that XML cannot hold."""


@cache
def columns_known() -> dict[str, list[str]]:
    """Return columns.yaml: field to the names that its column may have."""
    loaded: dict[str, list[str]] = yaml.safe_load(files("graph").joinpath("columns.yaml").read_text(encoding="utf-8"))
    return loaded


def _meaning(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each column that has one; what a person said comes before what a name suggests."""
    own = {name for label in NAMED for name in own_properties(label)}
    known = {word: name for name, words in columns_known().items() for word in words} | {name: name for name in own}
    told = {column: mapping[column] for column in columns if column in mapping}
    guessed = {column: known.get(column.lower(), "") for column in columns if column not in told}
    meant = told | {column: name for column, name in guessed.items() if name not in told.values()}
    return {column: meant[column] for column in columns if meant.get(column)}


def _tables(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            yield from _excel(path)
        else:
            yield "", _rows(_decoded(path.read_bytes()))
    except FileNotFoundError:
        raise LiantuError("file_missing", str(path), exit_code=3) from None
    except (OSError, ValueError, csv.Error, BadZipFile, KeyError) as error:
        raise LiantuError("import_unreadable", str(path), exit_code=3, reason=error) from None


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise ValueError(message("import_quote", "what")) from None
    return list(csv.reader(io.StringIO(text)))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _excel(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield sheet.title, [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if hasattr(value, "date") else str(value)
