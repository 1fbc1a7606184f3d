"""Names in order: those that a shorter one may stand for are found without holding each against all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile


class Holders:
    """What holds several parts at once, by the parts: of long registers of names that are all alike only a few are looked at.

    Args:
        things: the parts of each, in the order of their numbers.

    Example:
        >>> sorted(Holders(["县教育局", "市教育局", "县教体局"]).of("县局"))
        [0, 2]
    """

    def __init__(self, things: Iterable[Iterable[str]]) -> None:
        self._holding: dict[str, set[int]] = defaultdict(set)
        for number, parts in enumerate(things):
            for part in parts:
                self._holding[part].add(number)

    def count(self, part: str) -> int:
        """Return how many hold a part."""
        return len(self._holding.get(part, ()))

    def of(self, parts: Iterable[str]) -> set[int]:
        """Return the numbers of those that hold all parts, of which there is at least one."""
        rare, *others = sorted((self._holding.get(part, set()) for part in parts), key=len)
        return rare.intersection(*others)


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
    def _longest_first(self) -> list[str]:
        return sorted(self._names, key=len, reverse=True)

    @cached_property
    def _holders(self) -> Holders:
        return Holders((*name, _ends(name)) for name in self._longest_first)

    def beginning(self, start: str) -> Iterator[str]:
        """Yield the names that begin so, in order."""
        return _beginning(self._names, start)

    def ending(self, end: str) -> Iterator[str]:
        """Yield the names that end so, in the order of how they end."""
        return (name[::-1] for name in _beginning(self._turned, end[::-1]))

    def between(self, short: str, more: int) -> Iterator[str]:
        """Yield the names with all characters of a short one, its first and last where they are, and at least ``more`` others, the longest first."""
        found = (self._longest_first[n] for n in sorted(self._holders.of({*short, _ends(short)})))
        return takewhile(lambda name: len(name) >= len(short) + more, found)


def _ends(name: str) -> str:
    return f"{name[:1]}…{name[-1:]}"


def _beginning(names: Sequence[str], start: str) -> Iterator[str]:
    for at in range(bisect_left(names, start), len(names)):
        if not names[at].startswith(start):
            return
        yield names[at]
