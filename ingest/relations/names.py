"""What a name says by itself: the place that it begins with, the people that it is for, the body that it belongs to."""

from __future__ import annotations

import itertools
import re
from itertools import pairwise

from graph.vocabulary import Label, RelationType
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.sentence import Parsed

_SERVING = {Label.Base, Label.Programme, Label.Campaign, Label.Mechanism, Label.Brand}
_BODIES = frozenset(words(lexicon("stakeholders")["bodies"]))
_LOCATED = {Label.Organisation, Label.Base}


def read_names(reading: Reading, parsed: Parsed) -> list[Claim]:
    """Return what the names of a sentence say by themselves and by standing one right behind the other."""
    claims = []
    for outer, within in parsed.inner.items():
        for inner in within:
            if (
                inner.label is Label.Place
                and outer.label in _LOCATED
                and inner.start <= outer.start + 2
                and (inner.rule != "place.short" or inner.kind == "province")
            ):
                claims.append(_claim(RelationType.LOCATED_IN, outer, inner, outer.start, outer.end, "name.place", 850))
            if (
                inner.label is Label.Stakeholder
                and outer.label in _SERVING
                and inner.end < outer.end
                and inner.start <= outer.start + 1
                and inner.names[0] not in _BODIES
            ):
                claims.append(_claim(RelationType.SERVES, outer, inner, outer.start, outer.end, "name.group", 650))
        places = [n for n in within if n.label is Label.Place]
        for left, right in pairwise(places):
            if left.end == right.start and _below(left, right):
                claims.append(_claim(RelationType.LOCATED_IN, right, left, left.start, right.end, "name.chain", 800))
    tops = parsed.tops
    for left, right in itertools.pairwise(tops):
        if (
            left.label is Label.Place
            and _JOIN.fullmatch(reading.text[left.end : right.start])
            and right.label in {*_LOCATED, Label.Place}
        ):
            if right.label is Label.Place and not _below(left, right):
                continue
            claims.append(_claim(RelationType.LOCATED_IN, right, left, left.start, right.end, "name.chain", 800))
    return claims


_JOIN = re.compile(r"的?(?:\d+(?:个|家|处|所|座))?")
_ORDER = ("province", "prefecture", "county", "township", "village")


def _below(upper: Named, lower: Named) -> bool:
    if lower.kind not in _ORDER or upper.kind not in _ORDER:
        return True
    return _ORDER.index(upper.kind) < _ORDER.index(lower.kind)


def _claim(kind: RelationType, source: Named, target: Named, start: int, end: int, rule: str, sure: int) -> Claim:
    return Claim(kind, source, target, start, end, rule, sure)
