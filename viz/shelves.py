"""Rectangles packed under a skyline."""

from __future__ import annotations

GAP = 40.0
"""Room between two rectangles, in points."""


class Shelves:
    """Places for rectangles under a skyline: each goes where its top is highest, leftmost among equals."""

    def __init__(self, limit: float) -> None:
        self.limit, self.bottom = limit, 0.0
        self._skyline: list[tuple[float, float, float]] = [(0.0, limit, 0.0)]

    def put(self, wide: float, high: float) -> tuple[float, float]:
        """Return the top left corner of the place for a rectangle of that size."""
        best = min(
            ((self._top(x, wide), x) for x, _, _ in self._skyline if x + wide <= self.limit + 1),
            default=(self.bottom, 0.0),
        )
        y, x = best
        after = [(x, x + wide + GAP, y + high + GAP)]
        for left, right, top in self._skyline:
            if left < x:
                after.append((left, min(right, x), top))
            if right > x + wide + GAP:
                after.append((max(left, x + wide + GAP), right, top))
        self._skyline = sorted(after)
        self.bottom = max(self.bottom, y + high + GAP)
        return x, y

    def _top(self, x: float, wide: float) -> float:
        return max((top for left, right, top in self._skyline if left < x + wide and right > x), default=0.0)
