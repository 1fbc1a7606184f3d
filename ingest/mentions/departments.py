"""Departments that a list names by their lines of work alone: 财政、交通运输、应急管理等部门 are three bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named, replaced

RULE = "list.departments"
_MANY = r"(?:等(?:[两三四五六七八九十\d]{1,3}[余多]?[个家])?|[两三四五六七八九十\d]{1,2}[个家]?)(?:多个|相关|有关|职能|成员)?"
ALL = f"{_MANY}部门"
"""What stands behind such a list: 等部门, 等14个成员部门."""
_ALL = re.compile(f"{_MANY}(?:部门|单位)")
_LIST = re.compile(r"[\u4e00-\u9fff、]{5,80}\Z")
_AND = re.compile(r"[和与及]")
_WIDE = 120
"""Characters before a list in which a mention may begin that holds it."""
_LONGEST = 8
"""Characters of a line of work."""


@cache
def lines() -> frozenset[str]:
    """Return the lines of work by which departments are named."""
    return frozenset(words(lexicon("organisations")["lines"]))


def departments(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Make a body of each line of work in a list of departments, unless it is one already.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    starts = [n.start for n in named]
    gone: set[Named] = set()
    new: list[Named] = []
    for match in _ALL.finditer(reading.text):
        members = list(_members(reading.text, match.start()))
        if len(members) < 2:
            continue
        first = min(start for start, _ in members)
        place = next((p for p in reading.places_in(max(0, first - 12), first) if p.end == first and not p.short), None)
        whose = reading.text[place.start : first] if place else ""
        beside = named[bisect_left(starts, first - _WIDE) : bisect_left(starts, match.start())]
        gone |= {n for n in beside if n.start <= first and match.start() < n.end}
        gone |= {n for n in beside if first <= n.start and "、" in reading.text[n.start : n.end]}
        for start, end in members:
            near = [n for n in beside if n.start < end and start < n.end and n not in gone]
            if all(start <= n.start and n.end <= end for n in near):
                name = (whose + reading.text[start:end],)
                body = next((n for n in near if (n.start, n.end, n.label) == (start, end, Label.Organisation)), None)
                gone |= set(near)
                new.append(
                    replace(body, weak=False)
                    if body
                    else Named(start, end, Label.Organisation, "department", RULE, 800, name)
                )
    return replaced(named, gone, new)


def _members(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines of work stand that a list names which ends at an offset; the first may have words before it."""
    listed = _LIST.search(text, max(0, end - 80), end)
    if listed is None or "、" not in listed[0]:
        return
    parts = [(m.start(), m.end()) for m in re.finditer("[^、]+", text[listed.start() : end])]
    spans = [(listed.start() + a, listed.start() + b) for a, b in parts]
    known = lines()
    for at, (a, b) in enumerate(spans):
        part = text[a:b]
        two = _AND.search(part)
        if part in known:
            yield a, b
        elif two and part[: two.start()] in known and part[two.end() :] in known:
            yield a, a + two.start()
            yield a + two.end(), b
        else:
            size = next((n for n in range(min(_LONGEST, len(part)), 1, -1) if part[-n:] in known), 0)
            if size and at == 0:
                yield b - size, b
