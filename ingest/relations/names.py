"""What a name says by itself: the place that it begins with, the people that it is for, the body that it belongs to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.vocabulary import Label, RelationType
from ingest.gazetteer import gazetteer
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.resolve import WAY
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.sentence import NOTED, Parsed

_SERVING = {Label.Base, Label.Programme, Label.Campaign, Label.Mechanism, Label.Brand}
_BODIES = frozenset(words(lexicon("stakeholders")["bodies"]))
_LOCATED = {Label.Organisation, Label.Base}
_PLACED = {*_LOCATED, Label.Place}
_ACTS = re.compile(
    r"”?(?:联系|帮扶|担任|包[保联]?(?!装)|挂[钩联]|下沉|蹲点|驻点|轮值|述职|(?:年度|联席|代表)(?:会议|大会)|例会)"
)
"""What stands behind a group in a name where the group acts or meets itself: 院领导联系学生制度 is for others."""


def read_names(reading: Reading, parsed: Parsed) -> list[Claim]:
    """Return what the names of a sentence say by themselves and by standing one right behind the other."""
    claims = []
    for outer, within in parsed.inner.items():
        if not within:
            continue
        place = _begins(outer, within) if outer.label in _LOCATED else None
        if (
            place is not None
            and (place.rule != "place.short" or place.kind == "province")
            and reading.text[place.start : place.end] not in _LEVELS
            and not _GOVERNS.search(outer.names[0])
        ):
            claims.append(_claim(RelationType.LOCATED_IN, outer, place, outer.start, outer.end, "name.place", 850))
        for inner in within:
            if (
                inner.label is Label.Stakeholder
                and outer.label in _SERVING
                and inner.end < outer.end
                and inner.start <= outer.start + 1
                and inner.names[0] not in _BODIES
            ):
                acts = outer.label is not Label.Brand and _ACTS.match(reading.text, inner.end, outer.end)
                if acts:
                    kind = RelationType.PARTICIPATES_IN
                    claims.append(_claim(kind, inner, outer, outer.start, outer.end, "name.member", 650))
                else:
                    one = _claim(RelationType.SERVES, outer, inner, outer.start, outer.end, "name.group", 650)
                    claims.append(replace(one, plain=outer.label is Label.Programme))
        places = [n for n in within if n.label is Label.Place]
        for left, right in pairwise(places):
            if left.end == right.start and _below(left, right):
                claims.append(_claim(RelationType.LOCATED_IN, right, left, left.start, right.end, "name.chain", 800))
            if reading.text[left.end : right.start] == "至" and WAY.search(reading.text, right.end, outer.end):
                ends = (
                    _claim(RelationType.CONNECTS, outer, n, outer.start, outer.end, "link.route", 800)
                    for n in (left, right)
                )
                claims += [replace(claim, plain=True) for claim in ends if outer.label in _CONNECTORS]
    for group in parsed.groups:
        noted = [n for n in group.of(Label.Place) if group.cue == NOTED]
        inside = noted and reading.text.rfind("(", parsed.start, group.start)
        owner = next((n for n in parsed.tops if noted and n.end == inside and n.label in _PLACED), None)
        if owner is not None:  # 南岭寺(坐落于凤鸣街道)
            claims += [
                _claim(RelationType.LOCATED_IN, owner, n, owner.start, group.end, "venue.place", 850) for n in noted
            ]
    tops = parsed.tops
    for left, right in itertools.pairwise(tops):
        if (
            left.label is Label.Place
            and _JOIN.fullmatch(reading.text[left.end : right.start])
            and right.label in _PLACED
        ):
            if right.label is Label.Place and not _below(left, right):
                continue
            own = next((n for n in parsed.inner[right] if n.label is Label.Place and n.start == right.start), None)
            if right.label is not Label.Place and own is not None and _below(left, own):
                claims.append(_claim(RelationType.LOCATED_IN, own, left, left.start, own.end, "name.chain", 800))
                continue
            claims.append(_claim(RelationType.LOCATED_IN, right, left, left.start, right.end, "name.chain", 800))
            claims += [
                replace(_claim(RelationType.LOCATED_IN, n, left, left.start, n.end, "name.chain", 800), plain=True)
                for n in _beside(reading, left, right, tops)
            ]
    return claims


def _beside(reading: Reading, left: Named, right: Named, tops: list[Named]) -> Iterator[Named]:
    """Yield the places that are listed behind the lower one of a chain and lie in the upper one too: 河北保定、邢台、廊坊 (13 of 13)."""
    upper = reading.place_from.get(left.start)
    last = right
    if upper is None or right.label is not Label.Place:
        return
    for one in tops[tops.index(right) + 1 :]:
        found = gazetteer().by_name(one.names[0])
        inside = any(gazetteer().inside(d, a) for d in found for a in upper.divisions)
        if one.label is not Label.Place or not inside or not _AND.fullmatch(reading.text, last.end, one.start):
            return
        yield one
        last = one


_CONNECTORS = (Label.Base, Label.Programme)
_AND = re.compile("[、和与及至到]|以及")


def _begins(outer: Named, within: list[Named]) -> Named | None:
    """Return the last of the places with which a name begins: of 富源县营上镇卫生院 the town."""
    found = None
    for one in sorted((n for n in within if n.label is Label.Place), key=lambda n: (n.start, n.end)):
        if one.start == found.end if found else one.start <= outer.start + 2:
            found = one
    return found


_JOIN = re.compile(r"的?(?:\d+(?:个|家|处|所|座))?")
_LEVELS = ("街道", "乡镇", "社区")
"""What a body's name begins with that is of the division meant: 街道党工委 tells its rank, and not where it is (1 of 22)."""
_GOVERNS = re.compile(r"人民政府$")
"""A division's government is the division itself acting, and not a body in it."""
_ORDER = ("province", "prefecture", "county", "township", "village")


def _below(upper: Named, lower: Named) -> bool:
    if lower.kind not in _ORDER or upper.kind not in _ORDER:
        return True
    return _ORDER.index(upper.kind) < _ORDER.index(lower.kind)


def _claim(kind: RelationType, source: Named, target: Named, start: int, end: int, rule: str, sure: int) -> Claim:
    return Claim(kind, source, target, start, end, rule, sure)
