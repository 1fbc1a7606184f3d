"""A table of a web page on its way to rows: a cell that spans rows stands in each of them, so that every row is whole."""

from __future__ import annotations

from ingest.read.loaded import cell

_WIDEST_SPAN = 60
"""Columns or rows; a page that claims more of a cell would cost more than its length."""
_LONGEST_REPEATED = 500
"""Characters; what is longer is no heading of a group of rows, and stands once."""
_MOST_REPEATED = 1_000_000
"""Characters that one table may repeat in all."""
_WIDEST = 300
"""Columns that are filled from the rows above."""
_LAYOUT = 1_000
"""Characters; a cell of several lines that is longer holds an article: its table only lays out a page."""


def span(given: str | None) -> int:
    """Return how many rows or columns a cell spans, by the value of its attribute."""
    text = (given or "").strip()
    return min(int(text), _WIDEST_SPAN) if text.isascii() and text.isdecimal() and len(text) < 9 and int(text) else 1


class Grid:
    """Takes the cells of a table as they come and gives whole rows; the place of a cell in a row is its column."""

    def __init__(self) -> None:
        self._row: list[str] = []
        self._own = self._open = False
        self._left = _MOST_REPEATED
        self._above: dict[int, tuple[int, str]] = {}
        self._below: dict[int, tuple[int, str]] = {}

    def begin_row(self) -> list[str]:
        """Begin a row; return the lines of one that nothing has ended."""
        lines = self.end_row()
        self._open = True
        return lines

    def put(self, text: str, wide: int, high: int) -> None:
        """Take a cell; one that spans columns is followed by empty ones."""
        self._open = self._own = True
        while len(self._row) in self._above and len(self._row) < _WIDEST:
            self._row.append(self._repeated())
        column = len(self._row)
        self._row += [text, *[""] * (wide - 1)]
        for at in range(wide if high > 1 and column < _WIDEST else 0):
            self._below[column + at] = (high - 1, "" if at or len(text) > _LONGEST_REPEATED else text)

    def end_row(self) -> list[str]:
        """Return the lines that the open row makes: one, its cells separated by tabs; of a row that only lays out a page those of each cell."""
        if not self._open:
            return []
        reach = min(max(self._above, default=-1), _WIDEST)
        while self._own and len(self._row) <= reach:
            self._row.append(self._repeated())
        row, own = self._row, self._own
        going_on = {at: (left - 1, text) for at, (left, text) in self._above.items() if left > 1}
        self._above = going_on | self._below
        self._row, self._own, self._open, self._below = [], False, False, {}
        return _lines(row) if own else []

    def _repeated(self) -> str:
        """What reaches down to the next place of the row."""
        _, text = self._above.get(len(self._row), (0, ""))
        self._left -= len(text)
        return text if self._left > 0 else ""


def _lines(row: list[str]) -> list[str]:
    filled = [text for text in row if text.strip()]
    if len(filled) < 2 or any("\t" in text or (len(text) > _LAYOUT and "\n" in text) for text in filled):
        return [line for text in filled for line in text.split("\n")]
    return ["\t".join(map(cell, row))]
