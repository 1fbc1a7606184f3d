"""What a loader returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.text import TableRow


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of a file: its text as evidence will quote it, declared title, table rows by offsets of the text, warnings."""

    text: str
    title: str | None = None
    rows: tuple[TableRow, ...] = ()
    warnings: tuple[str, ...] = ()


Loader = Callable[[bytes, str], Loaded]
"""Takes a file's bytes and its name (for messages)."""
