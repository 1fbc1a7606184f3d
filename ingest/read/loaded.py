"""What a loader returns."""

from __future__ import annotations

import re
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


_TAILS = "局委部办会联院厅处科室司署行府社团镇乡道村校园馆所站心队组"
"""Last characters of bodies: behind one a line end parts it from the next."""
_BREAK = re.compile(r"[^\S\n]*\n\s*")
_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![{_TAILS}])\n(?=[\u4e00-\u9fff]{{1,2}}(?:\n|$)|[\u4e00-\u9fff]{{0,12}}[{_TAILS[:11]}](?:[\n、,，;；]|$))"
)


def cell(text: object) -> str:
    """Make a cell fit for a line: white space, line ends and tabs in it become single spaces; a line end inside a name goes.

    Example:
        >>> cell("县妇\\n联"), cell("县妇联\\n县文旅局"), cell("建书屋\\n建驿站")
        ('县妇联', '县妇联 县文旅局', '建书屋 建驿站')
    """
    return "" if text is None else " ".join(_INSIDE.sub("", _BREAK.sub("\n", str(text).strip())).split())
