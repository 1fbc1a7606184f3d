"""How a sheet of the workbook looks on paper and where no program finds the heights of its rows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

LINE, MOST_LINES = 15, 24
"""Height of a line of a row in points, and how many a row has at most: Excel takes 409 points."""
MOST_CHARACTERS = 32_767
"""Characters of a cell. Source: Excel specifications and limits."""
A4 = 9
"""The number that ECMA-376 (18.3.1.63) gives to that paper."""


def lines_of(texts: Iterable[str], widths: Sequence[int]) -> int:
    """Return how many lines the longest text of a row takes; only Excel finds that out by itself.

    In UTF-8 a Chinese character has three bytes for its width of two, a letter one for one: half of bytes and characters is the width.

    Args:
        texts: of the cells.
        widths: of the columns, in characters.
    """
    most = 1
    for text, width in zip(texts, widths, strict=True):
        if len(text) * 2 > width:
            most = max(most, -(-(len(text.encode("utf-8", "replace")) + len(text)) // (2 * width)))
    return min(most, MOST_LINES)


def on_wide_pages(sheet: Any, heads: int = 1) -> None:
    """Print a table one page wide, its head of so many rows on every page, each page with its sheet and its number."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&A  &P / &N")


def fit(text: str, most: int = MOST_CHARACTERS) -> str:
    """Cut to what a cell can hold; Excel counts UTF-16 units."""
    units = text.encode("utf-16-le", "replace")
    return text if len(units) <= 2 * most else units[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"
