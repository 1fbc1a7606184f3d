"""How answers are printed: tables for people, JSON and CSV for programs. Answers go to stdout, all the rest to stderr."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graph.language import say
from graph.stores.base import Table
from queries.report import as_read
from viz.tables import guarded
from viz.words import flow

WIDE = 160
"""Columns where the answer goes to a file or a pipe: there nothing needs to be folded."""


class _Piped(Console):
    """A console whose reader may have had enough: that is no failure, and exit code 1 has its own meaning."""

    def on_broken_pipe(self) -> None:
        """End well; rich itself ends with 1."""
        try:
            super().on_broken_pipe()
        except SystemExit:
            raise SystemExit(0) from None


notes = Console(stderr=True, highlight=False)
answers = _Piped(highlight=False, width=None if sys.stdout.isatty() else WIDE)


@contextmanager
def _piped() -> Iterator[None]:
    """Write to a reader who may have had enough: that ends the program well."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def print_json(value: object) -> None:
    """Print a value as JSON, Chinese as it stands."""
    with _piped():
        json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")


def print_written(out: Path) -> None:
    """Say where a file was written."""
    notes.print(say(f"已写到 {out}", f"written to {out}"), markup=False)


def cell(value: Any) -> str:
    """Return a cell as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "✓" if value else "✗"
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return "、".join(map(cell, value))
        case {"nodes": list(nodes)}:
            return " → ".join(map(cell, nodes))
        case {"name": str(name)}:
            return name
        case {"type": str(kind)}:
            return kind
        case _:
            return str(value)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None, console: Console = answers
) -> None:
    """Print rows as a table; text from documents is never read as markup."""
    table = RichTable(title=title, title_justify="left", header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    console.print(table)


def sentence(quote: str, file: str) -> str:
    """Return a quote as a terminal shows it: on one line, without marks that are form and no words."""
    return flow(as_read(quote, file))


def print_matrix(table: Table) -> None:
    """Print a matrix, its rows as rows; where it is wider than the screen, some columns below the others."""
    room = answers.width - _width(str(row[0]) for row in table.rows) - 3
    blocks: list[list[int]] = [[]]
    used = 0
    for number, name in enumerate(table.columns[1:], 1):
        wide = _width([name]) + 3
        if blocks[-1] and used + wide > room:
            blocks.append([])
            used = 0
        blocks[-1].append(number)
        used += wide
    for block in blocks:
        console = RichTable(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
        console.add_column("", overflow="fold", max_width=_BROAD)
        for number in block:
            console.add_column(Text(table.columns[number]), overflow="fold", justify="center", max_width=_BROAD)
        for row in table.rows:
            console.add_row(*(Text(str(row[number])) for number in (0, *block)))
        answers.print(console)


_NARROW, _BROAD = 6, 24
"""Cells of a screen that the name of a column or a row may take before it is folded: the least and the most."""


def _width(texts: Iterable[str]) -> int:
    """Return how many cells of the screen names take, folded."""
    return min(_BROAD, max((cell_len(text) for text in texts), default=_NARROW))


def print_csv(table: Table) -> None:
    """Print an answer as CSV (RFC 4180); a text that a spreadsheet would take for a formula is set off with an apostrophe."""
    writer = csv.writer(sys.stdout)
    with _piped():
        writer.writerow(map(guarded, table.columns))
        for row in table.rows:
            writer.writerow([guarded(cell(value)) if not isinstance(value, int | float) else value for value in row])


def print_answer(table: Table, form: str) -> None:
    """Print an answer as ``json`` (``{"columns", "rows", "truncated"}``), ``csv`` or ``table``."""
    if form == "json":
        print_json({"columns": table.columns, "rows": table.rows, "truncated": table.truncated})
    elif form == "csv":
        print_csv(table)
    else:
        print_table(table.columns, table.rows)
