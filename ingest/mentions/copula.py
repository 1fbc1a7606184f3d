"""“溪望”是县残联2021年打造的助残服务品牌: what stands before 是 was brought about, and what stands behind 的 only says what it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.span import Named

ACTIONS = ("establish", "organise", "run", "lead")
"""The actions of which such a sentence tells."""
_THINGS = (Label.Base, Label.Brand, Label.Campaign, Label.Mechanism, Label.Organisation, Label.Programme)


@cache
def _is() -> re.Pattern[str]:
    verbs = [word for one in lexicon("triggers")["actions"] if one["name"] in ACTIONS for word in words(one["words"])]
    return re.compile(
        rf"(?:也|就|正|都|均|便)?[是系](?:由)?(?P<who>[^,。;:是的]{{2,40}}?)(?P<verb>{alternation(verbs)})的"
        r"(?P<what>[^,。;:“”的]{2,18})(?=[,。;\n]|$)"
    )


@dataclass(frozen=True, slots=True)
class Copula:
    """A thing, where its clause says who brought it about, by which verb, and what it is said to be."""

    thing: Named
    start: int
    who: tuple[int, int]
    verb: str
    what: tuple[int, int]


def find_copulas(text: str, named: Sequence[Named], start: int = 0, end: int | None = None) -> Iterator[Copula]:
    """Find where a text says of a thing whose work it is.

    Args:
        text: the clean text.
        named: mentions in order of place.
        start: where to begin.
        end: where to end; None at the end of the text.
    """
    for match in _is().finditer(text, start, len(text) if end is None else end):
        last = bisect_left(named, match.start(), key=attrgetter("start"))
        before = [n for n in named[max(0, last - 4) : last] if match.start() - n.end in (0, 1) and n.label in _THINGS]
        if before and (before[0].end == match.start() or text[before[0].end] in "”》"):
            yield Copula(before[0], match.start(), match.span("who"), match["verb"], match.span("what"))


def without_predicates(text: str, named: list[Named]) -> list[Named]:
    """Leave out what only says what a thing is: it is no second one."""
    gone: set[Named] = set()
    for one in find_copulas(text, named):
        first, last = one.what
        at = bisect_left(named, first, key=attrgetter("start"))
        gone |= {n for n in named[at : bisect_right(named, last, key=attrgetter("start"))] if n.end == last}
    return [n for n in named if n not in gone or n.label not in _THINGS] if gone else named
