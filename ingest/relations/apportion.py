"""分别: the first of one list goes with the first of the other, the second with the second; no other two are joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim

_EACH = re.compile(r"分别")
_AHEAD = re.compile(r"等?(?:[两二三四五六七八九十\d]+[个家处所支项件][^,。;、]{0,8})?,?")
"""What may stand between the first list and 分别: 两个教育基地."""
_BEHIND = re.compile(r"[^,。;、:]{0,4}")
_JOINED = re.compile(r"[、和与及]|以及")
_WIDEST = 14
"""Characters between two names at most."""


def apportioned(reading: Reading, mentions: Sequence[Named], claims: Sequence[Claim]) -> list[Claim]:
    """Drop the claims that join what 分别 keeps apart: 甲馆、乙馆分别由丙局、丁镇管理 joins 甲馆 with 丙局 only.

    Args:
        reading: the document.
        mentions: its names, in order of place.
        claims: relations between two of them.
    """
    apart: set[tuple[Named | None, Named]] = set()
    starts, ends = _longest(mentions, "start"), _longest(mentions, "end")
    for word in _EACH.finditer(reading.text):
        ahead = _list(reading.text, starts, ends, word.start(), -1, _AHEAD)[::-1]
        behind = _list(reading.text, starts, ends, word.end(), 1, _BEHIND)
        if len(ahead) == len(behind):
            apart |= {p for k, a in enumerate(ahead) for n, b in enumerate(behind) if k != n for p in ((a, b), (b, a))}
    return [claim for claim in claims if not apart or (claim.source, claim.target) not in apart]


def _longest(mentions: Sequence[Named], edge: str) -> dict[int, Named]:
    """Return by each place where names begin, or end, the longest of them."""
    return {getattr(m, edge): m for m in sorted(mentions, key=lambda m: m.end - m.start)}


def _list(
    text: str, starts: Mapping[int, Named], ends: Mapping[int, Named], at: int, step: int, between: re.Pattern[str]
) -> list[Named]:
    """Return the names side by side, the nearest first, that end (step -1) or begin (step 1) near a place; of 灵山镇六良村 the village."""
    known = starts if step > 0 else ends
    places = (at + step * gap for gap in range(_WIDEST))
    place = next((p for p in places if p in known and between.fullmatch(text, min(p, at), max(p, at))), None)
    if place is None:
        return []
    one = known[place]
    while step > 0 and (lower := starts.get(one.end)) is not None:
        one = lower
    edge = one.end if step > 0 else one.start
    while step < 0 and (upper := ends.get(edge)) is not None:
        edge = upper.start
    return [one, *_list(text, starts, ends, edge, step, _JOINED)]
