"""How answers are printed: tables for people, JSON and CSV for programs. Answers go to stdout, all the rest to stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graph.stores.base import Table

WIDE = 160
"""Columns where the answer goes to a file or a pipe: there nothing needs to be folded."""
notes = Console(stderr=True, highlight=False)
answers = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)


def print_json(value: object) -> None:
    """Print a value as JSON, Chinese as it stands."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


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


def print_csv(table: Table) -> None:
    """Print an answer as CSV (RFC 4180); a text that a spreadsheet would take for a formula is set off with an apostrophe."""
    writer = csv.writer(sys.stdout)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_harmless(cell(value)) if not isinstance(value, int | float) else value for value in row])


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def print_answer(table: Table, form: str) -> None:
    """Print an answer as ``json`` (``{"columns", "rows", "truncated"}``), ``csv`` or ``table``."""
    if form == "json":
        print_json({"columns": table.columns, "rows": table.rows, "truncated": table.truncated})
    elif form == "csv":
        print_csv(table)
    else:
        print_table(table.columns, table.rows)
