"""Names in order: those that a shorter one may stand for are found without holding each against all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile


class Names:
    """Names by how they begin and end.

    Args:
        names: what is looked up; twice the same is once.

    Example:
        >>> names = Names(["县教育局", "市教育局", "县教体局"])
        >>> list(names.beginning("县教")), list(names.ending("教育局")), list(names.between("县局", 2))
        (['县教体局', '县教育局'], ['县教育局', '市教育局'], ['县教体局', '县教育局'])
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))

    @cached_property
    def _turned(self) -> list[str]:
        return sorted(name[::-1] for name in self._names)

    @cached_property
    def _ends(self) -> dict[tuple[str, str], list[str]]:
        ends: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(self._names, key=len, reverse=True):
            ends[name[:1], name[-1:]].append(name)
        return ends

    def beginning(self, start: str) -> Iterator[str]:
        """Yield the names that begin so, in order."""
        return _beginning(self._names, start)

    def ending(self, end: str) -> Iterator[str]:
        """Yield the names that end so, in the order of how they end."""
        return (name[::-1] for name in _beginning(self._turned, end[::-1]))

    def between(self, short: str, more: int) -> Iterator[str]:
        """Yield the names with the first and the last character of a short one, and at least ``more`` others beside its own, the longest first."""
        least = len(short) + more
        return takewhile(lambda name: len(name) >= least, self._ends.get((short[:1], short[-1:]), ()))


def _beginning(names: Sequence[str], start: str) -> Iterator[str]:
    for at in range(bisect_left(names, start), len(names)):
        if not names[at].startswith(start):
            return
        yield names[at]
