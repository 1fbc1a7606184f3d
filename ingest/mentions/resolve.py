"""Which of the candidates stand: the surer and longer one, and inside it only what may be nested."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from graph.facts import Dropped
from graph.vocabulary import Label
from ingest.mentions.join import ALONE, BELIEVED, passing
from ingest.mentions.qualified import differs_in_front
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_NESTED = {
    Label.Place: {Label.Organisation, Label.Base, Label.Campaign, Label.Programme, Label.Mechanism, Label.Honour, Label.Brand, Label.Policy, Label.Place},
    Label.Stakeholder: {Label.Campaign, Label.Programme, Label.Mechanism, Label.Base, Label.Brand},
    Label.Organisation: {Label.Base, Label.Campaign, Label.Mechanism, Label.Programme},
    Label.Policy: {Label.Campaign, Label.Policy},
}  # fmt: skip
_GROWN = frozenset({Label.Organisation, Label.Place})
"""Labels of which a longer name may begin with a surer short one (县委巡察办, 后所镇庆云村)."""
_BUILT_ON = {
    Label.Base: {Label.Programme, Label.Mechanism, Label.Organisation},
    Label.Organisation: {Label.Policy},
    Label.Campaign: {Label.Policy},
}
"""Labels of what is called after a thing that the text is surer of: 石桥茶史馆改造工程, 县委年度督查计划."""
_SURE = 700
"""In thousandths: what such a name needs to stand beside the shorter one."""
_RANK = (
    "set", "title.marks", "title.passed_on", "title.own", "honour.quoted", "quote.head", "quote.inside", "organisation.issuer", "organisation.level",
    "honour.verb", "place.redacted", "place.counted", "place.beside", "list.shared", "place.division", "quote.verb", "organisation.bare", "head.firm",
    "organisation.tail", "place.form", "title.bare", "place.short", "head.bare", "group",
)  # fmt: skip
WAY = re.compile("(?:高铁|铁路|公路|高速|城际|航线|专线|快[速线]路?|线|段)$")
"""How a way's name ends, which may tell where it begins and ends: 延安至榆林高速铁路."""
_CHAIN = re.compile(r"(?<=[\u4e00-\u9fff])[—–-](?=[\u4e00-\u9fff])")
"""A single dash, by which a corridor, belt or line strings its places together."""
_BRANCH = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:分(?:行|院|校|馆|局|所|公司|中心|会|社|店|站|队)|支(?:行|公司|队)|供电所|营业部|院区)|驻[\u4e00-\u9fff]{2,12}(?:工作队|工作组|帮扶队|办事处|联络处|联络室|记者站)"
)
"""What a body's name goes on with where a branch of it is meant."""
_BOTH = "暨"
"""Joins the two halves of what one event or body is called: “初心日”暨政治生日会."""
_APART = re.compile(r"[,、;。]")
_NOUN = re.compile(r"(?:我|本)?(?:公司|集团|学院|学校|医院|中心)")
_UNIT = re.compile(r"(?!各|党|[团纪工]委|统战|组织|宣传)[\u4e00-\u9fff]{2,10}[部处科室]")
"""What such a noun goes on with where a part of the speaker's own body is meant: 公司运维检修部."""
_STOP = re.compile(r"[,;:。]")
_LEVEL = re.compile(r"(?:[省市县区旗州盟镇乡村]|街道|社区)$")
_STEM = 5
"""Characters of a place's name without its level, and one more: 归柳鼓楼 is called after the 归柳村 that the text names."""
_BLOCK = 32
"""Characters."""


class _Kept:
    """What stands so far, by place: a candidate is held only against what stands near it."""

    def __init__(self) -> None:
        self._all: list[Named] = []
        self._at: dict[int, list[int]] = defaultdict(list)

    def rival(self, one: Named) -> Named | None:
        """The first of those that stand with which a candidate cannot."""
        near = {number for block in _blocks(one) for number in self._at.get(block, ())}
        against = [n for n in near if (k := self._all[n]).touches(one) and not _both(k, one)]
        return self._all[min(against)] if against else None

    def add(self, one: Named) -> None:
        for block in _blocks(one):
            self._at[block].append(len(self._all))
        self._all.append(one)

    def in_order(self) -> list[Named]:
        return sorted(self._all, key=lambda n: n.order)


def _blocks(one: Named) -> range:
    return range(one.start // _BLOCK, max(one.end - 1, one.start) // _BLOCK + 1)


def resolve(reading: Reading, candidates: list[Named]) -> tuple[list[Named], list[Dropped]]:
    """Choose among overlapping candidates.

    Returns:
        Those that stand, in order of place, and the others with the reason.
    """
    kept = _Kept()
    dropped: list[Dropped] = []
    for one in _nested_first(candidates):
        rival = kept.rival(one)
        if rival is None:
            kept.add(one)
        else:
            what = f"{one.label} {reading.text[one.start : one.end]}"
            dropped.append(Dropped(what, one.start, one.end, _beaten(reading, rival)))
    return kept.in_order(), dropped


def choose(reading: Reading, rated: list[Named]) -> tuple[list[Named], list[Dropped]]:
    """Choose among candidates that have a probability, the most probable first.

    Returns:
        Those that stand, in order of place, and the others with the reason.
    """
    kept = _Kept()
    whole, parts = _without_parts(reading, rated)
    dropped = [
        Dropped(f"{one.label} {reading.text[one.start : one.end]}", one.start, one.end, _beaten(reading, other))
        for one, other in parts
    ]
    also: dict[Named, tuple[str, ...]] = defaultdict(tuple)
    for one in sorted(whole, key=lambda n: (-n.confidence, n.order)):
        what = f"{one.label} {reading.text[one.start : one.end]}"
        if one.confidence < BELIEVED:
            dropped.append(Dropped(what, one.start, one.end, f"below:{one.rule}:{one.confidence}:{BELIEVED}"))
            continue
        rival = kept.rival(one)
        if rival is None:
            kept.add(one)
        else:
            dropped.append(Dropped(what, one.start, one.end, _beaten(reading, rival)))
            if differs_in_front(reading, rival, one):
                also[rival] += one.names
    return [replace(one, also=also[one]) if one in also else one for one in kept.in_order()], dropped


def _without_parts(reading: Reading, rated: list[Named]) -> tuple[list[Named], list[tuple[Named, Named]]]:
    """Part those off whose bounds another candidate shows to be none: that one is as sure as they are.

    Returns:
        The others, and each that gives way with the one that it gives way to.
    """
    beside: dict[tuple[Label, bool, int], list[Named]] = defaultdict(list)
    for one in sorted(rated, key=lambda n: n.order):
        if one.confidence >= BELIEVED:
            beside[one.label, True, one.start].append(one)
            beside[one.label, False, one.end].append(one)
    places = [n for n in rated if n.label is Label.Place and n.confidence >= ALONE]
    inside = {at: place for place in places for at in range(place.start + 1, place.end)}
    stems = {_LEVEL.sub("", reading.text[place.start : place.end]) for place in places}
    parts: list[tuple[Named, Named]] = []
    sure: dict[Named, int] = {}
    for one in sorted(rated, key=lambda n: n.order):
        near = (*beside[one.label, False, one.end], *beside[one.label, True, one.start])
        other = next(
            (other for other in near if other is not one and _is_part(reading, one, other, inside, stems)), None
        )
        if other is not None:
            parts.append((one, other))
            sure[other] = max(one.confidence, sure.get(other, other.confidence))
    cut = {one for one, _ in parts}
    standing = (one for one in rated if one not in cut)
    return [replace(n, confidence=c, weak=passing(n.label, c)) if (c := sure.get(n)) else n for n in standing], parts


def _is_part(reading: Reading, one: Named, whole: Named, inside: Mapping[int, Named], stems: set[str]) -> bool:
    """Whether another candidate shows that this one's bounds are none.

    They cut a division, a sure place or a chain of places (长治—襄垣交通走廊), are one half of what 暨 joins, leave out whose branch a body is
    (县供电公司桥头供电所), or reach over a stop.
    """
    text = reading.text
    half = text[one.start - 1] if whole.start < one.start else text[one.end : one.end + 1]
    if (
        half == _BOTH
        and whole.end - whole.start > one.end - one.start
        and not _APART.search(text, whole.start, whole.end)
    ):
        return True
    if whole.end == one.end and whole.start < one.start:
        if one.label is Label.Organisation and text[one.start - 1] == "驻":
            return True
        cut = inside.get(one.start)
        if one.label is Label.Organisation and cut is not None and whole.start <= cut.start and cut.end < one.end:
            return True
        if any(text[whole.start : at] in stems for at in range(one.start + 1, min(one.end, whole.start + _STEM))):
            return True
        begun = reading.place_at.get(one.start - 1) if text[one.start - 1] == "至" else None
        if begun is not None and whole.start <= begun.start and WAY.search(text, one.start, one.end):
            return True
        return _halves(reading, one, whole.start) or bool(_CHAIN.search(text, whole.start, one.start + 1))
    if whole.start != one.start or one.label is not Label.Organisation:
        return False
    if whole.end > one.end:
        own = _NOUN.fullmatch(text, one.start, one.end) and _UNIT.fullmatch(text, one.end, whole.end)
        return own is not None or _BRANCH.fullmatch(text, one.end, whole.end) is not None
    return _STOP.match(text, whole.end) is not None


def _halves(reading: Reading, one: Named, start: int) -> bool:
    """Whether a name begins inside a division's name that a longer one, which begins at ``start``, holds: 市委统战部 in 枝江市委统战部."""
    places = reading.places_in(start, one.start)
    return any(not p.short and p.start < one.start < p.end < one.end for p in places)


def _beaten(reading: Reading, rival: Named) -> str:
    return f"beaten:{rival.rule}:{rival.confidence}:{rival.label} {reading.text[rival.start : rival.end]}"


def _nested_first(candidates: list[Named]) -> list[Named]:
    rank = {rule: place for place, rule in enumerate(_RANK)}
    return sorted(
        candidates, key=lambda n: (-(n.end - n.start) if n.confidence >= 700 else 0, rank.get(n.rule, 99), n.order)
    )


def _both(kept: Named, one: Named) -> bool:
    """Whether the two can stand together: one inside the other, and of labels that nest."""
    outer, inner = (kept, one) if kept.covers(one) else (one, kept)
    if not outer.covers(inner) or (outer.start, outer.end) == (inner.start, inner.end):
        return False
    if outer.label is inner.label and inner is kept:
        return outer.label in _GROWN and outer.start == inner.start and outer.confidence >= ALONE
    if inner is kept and inner.start == outer.start and outer.label in _BUILT_ON.get(inner.label, ()):
        return outer.confidence >= _SURE
    if outer.label not in _NESTED.get(inner.label, ()):
        return False
    return inner.label is not Label.Organisation or inner.start == outer.start
