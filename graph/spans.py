"""Stretches of a text that can be asked whether another one meets them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Stretches of one text, however they overlap.

    Args:
        found: ``(start, end)`` of each.

    Example:
        >>> told = Spans([(0, 9), (2, 4), (20, 30)])
        >>> told.meet(8, 12), told.meet(9, 20)
        (True, False)
    """

    def __init__(self, found: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(found)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with a stretch."""
        before = bisect_left(self._starts, end)  # so many begin before it ends
        return before > 0 and start < self._reach[before - 1]
