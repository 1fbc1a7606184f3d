"""Where a thing belongs, as far as the gazetteer settles it: the division that its name begins with, or is."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.vocabulary import Label
from ingest.gazetteer import Division, gazetteer, short_name

_FORE = re.compile(
    r"^(?:中国共产党|中共|共青团|国家税务总局|中国人民政治协商会议|政协|中国国民党革命委员会|中国民主同盟|中国民主建国会|中国民主促进会"
    r"|中国农工民主党|中国致公党|台湾民主自治同盟|民[革盟建进]|农工党|致公党|九三学社|台盟)"
)
_OUTWARD = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:大学|学院)|海关|[日晚]报|(?:广播)?电视台")
"""Bodies that are called by their city's short name, where the reader cannot take it for a word."""
_OFFICE = re.compile(r"(?<=街道)办事处$")
_SAID = "和代应成随开兴单涉"
"""Counties of two characters that other words begin like: 和|县公安局, 代县|长."""
_COMMON = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "东区",
        "西区",
        "新城区",
        "老城区",
        "新市区",
        "郊区乡",
        "城郊乡",
        "港口区",
        "高新区",
        "开发区",
        "会同县",
        "合作市",
    ]
)
"""Divisions that are called by a common noun or a verb: believed only at home or behind a larger division."""


class Settled(NamedTuple):
    """A division.

    Attributes:
        path: full, for example ``江苏省泰州市``.
        code: of the Ministry of Civil Affairs where the name is the division's own; None where it only begins with it.
    """

    path: str
    code: str | None


def settle(label: Label, name: str, area: str | None) -> Settled | None:
    """Return the division that a thing belongs to where its name says it; None where it says none, or that of the document.

    Args:
        label: of the thing.
        name: its best name, in simplified characters.
        area: full path of the document's own division.

    Returns:
        Of a place that is a division its own path and code; of other things the path of the county or wider division in front of the name, where
        the document is neither from there nor from a division of it.

    Example:
        >>> settle(Label.Place, "泰兴市", "江苏省泰州市")
        Settled(path='江苏省泰州市泰兴市', code='321283')
        >>> settle(Label.Organisation, "中共无锡市委统战部", "江苏省泰州市")
        Settled(path='江苏省无锡市', code=None)
        >>> settle(Label.Organisation, "泰州市委统战部", "江苏省泰州市") is None
        True
    """
    place = label is Label.Place
    division, rest = _leading((_OFFICE if place else _FORE).sub("", name), area, 4 if place else 3)
    if division is None:
        return None
    path = gazetteer().path(division)
    if place:
        return None if rest else Settled(path, division.code)
    return Settled(path, None) if rest and not (area or "").startswith(path) else None


def _leading(name: str, area: str | None, lowest: int) -> tuple[Division | None, str]:
    """Take the divisions off the front of a name, one inside the other, down to a level; return the last of them and the rest.

    A short name is believed where it is the whole of the rest, or right before a division that lies in it (广西崇左市).
    """
    found: Division | None = None
    short: tuple[Division | None, str] | None = None
    while gazetteer().begins(name):
        for size in range(len(name), 1, -1):
            said, alone = name[:size], size == len(name)
            if size == 2 and name[2:3] in ("级", "长"):
                continue  # 代县长, 代县级
            division = _called(said, found, area, alone=alone)
            if division is not None and division.level <= lowest:
                bare = said == short_name(division.name) != division.name and not alone
                short = (short or (found, name)) if bare else None
                found, name = division, name[size:]
                break
        else:
            break
    return (found, name) if short and found and found.level == 2 and _OUTWARD.match(name) else short or (found, name)


def _called(name: str, above: Division | None, area: str | None, *, alone: bool) -> Division | None:
    """Return the division that bears a name: in full, or for short where that is no word of its own."""
    book = gazetteer()
    divisions = book.by_name(name) or _successors(name)
    if not divisions:
        return None
    named = [
        d
        for d in divisions
        if (above is None or book.inside(d, above))
        and _whole(d, name, joined=above is not None or name[0] not in _SAID or _beside(d, area), alone=alone)
    ]
    return _one(named, name, area, joined=above is not None) if named else None


def _beside(division: Division, area: str | None) -> bool:
    """Whether a county lies in the prefecture of a document: there 费县 in front of a name is that county, and not the beginning of a word."""
    return area is not None and any(
        above.level == 2 and area.startswith(gazetteer().path(above)) for above in gazetteer().lineage(division)
    )


def _whole(division: Division, name: str, *, joined: bool, alone: bool) -> bool:
    """Whether a name is one in full; 代县, which begins other words too, only alone; of short ones those of provinces and prefectures, and long ones alone."""
    if name == division.name:
        return len(name) > 2 or alone or joined
    if short_name(division.name) != name:
        return True
    return division.level < 3 or (alone and len(name) > 3)


def _successors(name: str) -> list[Division]:
    """Return the counties that a county of the past became: 密云县 is 密云区 today."""
    if len(name) < 3 or name[-1] not in "县市区":
        return []
    return [d for last in "区市县" for d in gazetteer().by_name(name[:-1] + last) if d.level == 3]


def _one(named: list[Division], name: str, area: str | None, *, joined: bool) -> Division | None:
    """Choose among divisions of one name the one at home, else in the document's city or province, else the only one there is.

    A township is believed only in the document's own city or behind the division that holds it: the gazetteer knows no villages and no
    townships of the past, which bear the same names.
    """
    book = gazetteer()
    own = area or ""
    wide = [d for d in named if joined or (d.level < 4 and name not in _COMMON)]
    for near in (
        [d for d in named if own and (book.path(d).startswith(own) or own.startswith(book.path(d)))],
        [d for d in named if own and any(own.startswith(book.path(above)) for above in book.lineage(d)[1:-1])],
        [d for d in wide if own and own.startswith(book.path(book.lineage(d)[0]))],
        wide,
    ):
        if near:
            highest = [d for d in near if d.level == min(x.level for x in near)]
            return highest[0] if len(highest) == 1 else None
    return None
