"""Two figures of a document that may be one, written down twice and once wrongly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from graph.lookup import Holders
from graph.model import Node
from queries.context import Context
from queries.likeness import likeness, pairs, weight

_NEAR = 0.7
"""Of two values the smaller is at least this part of the larger where one may be a slip for the other."""
_SERIES = 4
"""So many values of one name and period are rows of a register, each right by itself; a slip gives a second value, seldom a third."""
_LEAST = 9
"""Small numbers differ by one for many reasons."""
_ALIKE = 0.95
"""Share of a name's weight that a name has to hold which means the same."""
_WORD = 4
"""Characters of a name that another may hold by chance."""
_APART = 40
"""Characters between two figures within which a sentence sets them beside each other."""
_AHEAD = re.compile(r"力争|计划|目标|拟|将|预计|确保|争取|规划|明年|来年|下一年|底前|(?:到|至)20\d\d年|任务[是为]")
_TIME = re.compile(
    r"(?:19|20)\d\d年?|去年|上年|前年|明年|来年|上半年|下半年|[一二三四]季度|截至[^，。；]{1,6}|同期|累计|[一二三]年来"
)


class _Value(NamedTuple):
    """A value as it was told: the figure, and the least and most that it allows."""

    figure: float
    low: float
    high: float

    def contradicts(self, other: _Value) -> bool:
        """Both cannot hold, and one may be a slip for the other."""
        least, most = sorted((self.figure, other.figure))
        return _LEAST < least < most and least >= _NEAR * most and (self.high < other.low or other.high < self.low)


class _Told(NamedTuple):
    """Where a document tells a figure."""

    start: int
    node: Node


_Group = dict[str, dict[_Value, list[_Told]]]
"""Of one document, unit and period: by name the values, each with where it is told, in the order of the text."""


def slips(context: Context) -> Iterator[tuple[Node, Node]]:
    """Yield two indicators that contradict each other, in order of id: the first two that tell two values of one thing.

    Query: ``figure``, ``document``: all indicators with their documents.
    """
    groups = _groups(context)
    for key in sorted(groups):
        named = {name: values for name, values in groups[key].items() if len(values) < _SERIES}
        for short, long in _alike(named):
            for one, other in product(named[short].items(), named[long].items()):
                # of one name both orders come up
                if one[0].contradicts(other[0]) and (short != long or one[0] < other[0]):
                    yield from _first_apart(one[1], other[1])


def _groups(context: Context) -> dict[tuple[object, ...], _Group]:
    groups: dict[tuple[object, ...], _Group] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in context.rows:
        node = context.nodes[row["figure"]]
        unit, value = node.properties.get("unit"), number(node)
        mention = context.first_mention(node.id)
        if unit and value > _LEAST and mention:
            key = (row["document"], str(unit), *_period(context, node))
            groups[key][node.name][_Value(value, *_bounds(node, value))].append(_Told(mention.start, node))
    for told in (told for group in groups.values() for values in group.values() for told in values.values()):
        told.sort(key=lambda one: (one.start, one.node.id))
    return groups


def number(node: Node) -> float:
    """Return the value of an indicator; 0 where it has none."""
    value = node.properties.get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _bounds(node: Node, value: float) -> tuple[float, float]:
    """What a figure allows: itself, a tenth round it where it is rounded, all above or below it."""
    match node.properties.get("comparator"):
        case None | "=":
            return value, value
        case "≈":
            return 0.9 * value, 1.1 * value
        case "≤" | "<":
            return 0.0, value
        case _:
            return value, float("inf")


def _period(context: Context, node: Node) -> tuple[str, bool]:
    """When a figure holds, by its own period or the last words of time before it in its sentence; and whether it is aimed at."""
    mention = context.first_mention(node.id)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None:
        return "", False
    passages, sentence = found
    before = passages.text[sentence.start : passages.position(mention.end - 1) + 1]
    times = _TIME.findall(before)
    year = context.documents[mention.document].year
    own = _TIME.match(str(node.properties.get("period") or ""))
    given = (own[0] if own else times[-1] if times else "").rstrip("年")
    # a report tells of its own year where it names none
    return "" if given == str(year) else given, _AHEAD.search(before) is not None


def _first_apart(some: Sequence[_Told], others: Sequence[_Told]) -> Iterator[tuple[Node, Node]]:
    """The first figure of one value and of another that no sentence sets beside each other; none where all stand so."""
    for one in some:
        for other in others:
            if abs(one.start - other.start) >= _APART:
                first, second = sorted((one.node, other.node), key=lambda node: node.id)
                yield first, second
                return


def _alike(named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Two names of one thing, the shorter first; each name also with itself.

    A name is compared only with those that hold all that a like one must hold: a register has thousands of them.
    """
    names = sorted(named, key=lambda name: (len(name), name))
    words = list(map(pairs, names))
    holders = Holders((*name, *parts) for name, parts in zip(names, words, strict=True))
    for at, short in enumerate(names):
        if len(words[at]) < 2:
            continue
        near = {n for parts in _needed(short, words[at], holders) for n in holders.of(parts) if n >= at}
        yield from ((short, names[n]) for n in sorted(near) if _same(short, words[at], names[n], words[n]))


def _needed(name: str, words: frozenset[str], holders: Holders) -> Iterator[Iterable[str]]:
    """What a name like this one must hold, either of them: its telling pairs, where it has none its rarest character; or all its characters."""
    whole = sum(weight(pair) for pair in words)
    telling = [pair for pair in words if weight(pair) > (1 - _ALIKE) * whole]
    yield telling or [min(name, key=lambda part: (holders.count(part), part))]
    if len(name) > _WORD:
        yield set(name)


def _same(short: str, words: frozenset[str], long: str, others: frozenset[str]) -> bool:
    """The longer name says the same, or is the shorter one with a qualifier put in: 来访团组, 来访的外地团组."""
    rest = iter(long)
    return likeness(words, others) > _ALIKE or (len(short) > _WORD and all(character in rest for character in short))
