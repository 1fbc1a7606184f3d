"""分别: the first of one list goes with the first of the other, the second with the second; no other two are joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from ingest.mentions.either import RULE, find_each, last_list, next_list
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim

_EACH = re.compile(r"分别")
_STOP = re.compile(r"[,。;\n]")


def apportioned(reading: Reading, mentions: Sequence[Named], claims: Sequence[Claim]) -> list[Claim]:
    """Drop the claims that join what 分别 keeps apart: 甲馆、乙馆分别由丙局、丁镇管理 joins 甲馆 with 丙局 only; 前者由丙局管理 tells nothing of 乙馆.

    Args:
        reading: the document.
        mentions: its names, in order of place.
        claims: relations between two of them.
    """
    text = reading.text
    apart: set[tuple[Named | None, Named]] = set()
    for word in _EACH.finditer(text):
        ahead, behind = last_list(text, mentions, word.start()), next_list(text, mentions, word.end())
        if len(ahead) == len(behind):
            apart |= {p for k, a in enumerate(ahead) for n, b in enumerate(behind) if k != n for p in ((a, b), (b, a))}
    for one in find_each(text, [m for m in mentions if m.rule != RULE]):
        stop = _STOP.search(text, one.end)
        ends = (one.end, stop.start() if stop else len(text))
        first, last = (bisect_left(mentions, at, key=attrgetter("start")) for at in ends)
        apart |= {p for a in one.others for b in mentions[first:last] for p in ((a, b), (b, a))}
    return [claim for claim in claims if (claim.source, claim.target) not in apart]
