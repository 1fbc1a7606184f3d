"""What a loader returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content of a file: its text as evidence will quote it (cells of tables separated by tabs), declared title, warnings, how sure
    the characters are, in thousandths, and the lines that hang around the text, each with the reason why it is none of it (as in
    :class:`ingest.text.Cut`)."""

    text: str
    title: str | None = None
    warnings: tuple[str, ...] = ()
    confidence: int = 1000
    left_out: tuple[tuple[str, str], ...] = ()


Loader = Callable[[bytes, str], Loaded]
"""Takes a file's bytes and its name (for messages)."""


def cell(text: object) -> str:
    """Make a cell fit for a line: white space, line ends and tabs in it become single spaces."""
    return "" if text is None else " ".join(str(text).split())
