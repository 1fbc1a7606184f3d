"""Lists with a shared head: 甲镇、乙镇、丙镇养老服务中心 are three sites, 东乡、西乡两镇 two places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.vocabulary import Label
from ingest.gazetteer import gazetteer
from ingest.mentions.reading import Reading, level_name
from ingest.mentions.span import Named

_COUNTED = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,8}、){0,8}[\u4e00-\u9fff]{2,8}[、和与][\u4e00-\u9fff]{2,4})等?(?:[两二三四五六七八九十]|\d{1,2})个?(?P<level>镇街|街镇|乡镇(?:\(街道\))?|镇\(街道?\)|省|市|县|区|旗|镇|乡|街道)(?![级委])"
)
_COUNT = re.compile(r"[两二三四五六七八九十\d]个?(?:省|市|县|区|旗|镇|乡|街道)")
"""What such a list ends in, which is sooner looked for."""
_PART = re.compile("[、和与及][\u4e00-\u9fff]{2,12}")
_AFTER = re.compile(r"[、和与及至到等的,。;:()\n]|[两二三四五六七八九十\d]+个?(?:市|州|县|区|旗|地)|$")
"""What may stand behind a member of a list of divisions."""
_OF_THEM = re.compile(r"的?[\u4e00-\u9fff\d]{0,5}?(?:院|校|中心|企业)")
"""What stands behind such a list of which not the towns are told, but what is theirs: 东林、西林两乡卫生院."""
_HEADED = (Label.Organisation, Label.Base)
_LINK = re.compile(r"[、和与及]")
_MEMBERS = frozenset({Label.Organisation, Label.Base, Label.Campaign, Label.Programme, Label.Mechanism, Label.Brand})
_HOUSES = {Label.Organisation, Label.Base}
"""A hall is a body to one reader and a site to the next."""
_BETWEEN = frozenset({"、", "和", "与", "及", "以及"})
_TWO = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,14}?(?P<noun>[\u4e00-\u9fff]{2}))[和与及](?P<second>[\u4e00-\u9fff]{2,14}(?P=noun))"
)
"""Two names that end alike: no thing of the labelled texts is called so."""
_LIKELY = 400
"""In thousandths: what a member of a list needs that stands beside surer ones."""


def find_counted(reading: Reading) -> list[Named]:
    """Find divisions that are named without their level, which is counted behind the list (砖桥、文殊两镇)."""
    found = []
    for match in _COUNTED.finditer(reading.text) if _COUNT.search(reading.text) else ():
        level = match["level"]
        levels = ("镇", "街道", "乡") if "镇" in level and level != "镇" else (level,)
        for part in re.finditer(r"[\u4e00-\u9fff]+?(?=[、和与]|$)", match["list"]):
            for size in range(min(4, len(part[0])), 1, -1):
                stem = part[0][-size:]
                divisions = [d for one in levels for d in gazetteer().by_name(stem + one)[:1] if d.name == stem + one]
                if len(levels) > 1 and gazetteer().by_name(f"{stem}市"):
                    break  # 保定、涿州4个乡镇
                if divisions:
                    end = match.start("list") + part.end()
                    kind = level_name(divisions[0].level)
                    names = (divisions[0].name, stem)
                    sure = 600 if _OF_THEM.match(reading.text, match.end()) else 850
                    found.append(Named(end - size, end, Label.Place, kind, "place.counted", sure, names))
                    break
    return found


def find_beside(reading: Reading) -> list[Named]:
    """Find the divisions that are listed behind one which stands right behind the larger that all lie in: 河北保定、邢台、廊坊."""
    found: list[Named] = []
    book = gazetteer()
    for upper in reading.places:
        first = reading.place_from.get(upper.end)
        at = first.end if first and any(book.inside(a, b) for a in first.divisions for b in upper.divisions) else 0
        while at and (part := _PART.match(reading.text, at)):
            at = 0
            for size in range(len(part[0]), 2, -1):
                name = part[0][1:size]
                lower = [d for area in upper.divisions for d in book.below(area, name)]
                if lower and _AFTER.match(reading.text, part.start() + size):
                    kind, names = level_name(lower[0].level), tuple(dict.fromkeys((lower[0].name, name)))
                    at = part.start() + size
                    found.append(Named(at - size + 1, at, Label.Place, kind, "place.beside", 850, names))
                    break
    return found


def find_shared(reading: Reading, named: list[Named]) -> list[Named]:
    """Give the members of a list of places before a body or site its head, each for itself.

    Args:
        reading: the document.
        named: bodies and sites found so far.
    """
    found = []
    ends = {place.end: place for place in reading.places if not place.short}
    for one in named:
        if one.label not in _HEADED:
            continue
        first = reading.place_from.get(one.start)
        if first is None or first.end >= one.end or first.short:
            continue
        head = reading.text[first.end : one.end]
        at = one.start
        while _LINK.fullmatch(reading.text[at - 1 : at] or " ") and at - 1 in ends:
            place = ends[at - 1]
            name = reading.text[place.start : place.end] + head
            found.append(Named(place.start, place.end, one.label, one.kind, "list.shared", 800, (name,)))
            at = place.start
    return found


def stand_together(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Let the members of a list of three and more stand by themselves where one does (采编部、借阅部、少儿部): who lists them names them all alike.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    lists: list[list[Named]] = []
    for one in named:
        last = next((li for li in lists[-3:] if _goes_on(reading, li[-1], one)), None)
        if last is not None:
            last.append(one)
        elif one.label in _MEMBERS:
            lists.append([one])
    sure = {n for li in lists if len(li) > 2 and not all(m.weak for m in li) for n in li if n.confidence >= _LIKELY}
    return [replace(n, weak=False) if n in sure else n for n in named]


def halved(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Take what names two bodies or sites of one sort (胸痛中心和卒中中心) for two.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    found: list[Named] = []
    for one in named:
        two = _TWO.fullmatch(reading.text, one.start, one.end) if one.label in _HOUSES else None
        if two is None:
            found.append(one)
            continue
        for start, end in (two.span("first"), two.span("second")):
            found.append(replace(one, start=start, end=end, names=(reading.text[start:end],), also=()))
    return found


def _goes_on(reading: Reading, last: Named, one: Named) -> bool:
    alike = last.label is one.label or {last.label, one.label} <= _HOUSES
    return alike and reading.text[last.end : one.start] in _BETWEEN
