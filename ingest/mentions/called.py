"""What a mention is called before the mentions of one thing are put together: 县文旅局(县文物局) is either, 原县国土局 is 县国土局, 此次座谈会 is 座谈会."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from graph.vocabulary import Label
from ingest.mentions.aliases import Home, fold
from ingest.mentions.departments import ALL, RULE
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_LEAD = re.compile(r"(?:[此这本]次|新一轮|我[省市县区州旗镇乡校])(?=.{4})")
_OWN_PART = re.compile(
    r"(?:(?:我|本)(?:局|馆|院|校|委|办|会|站|中心|公司|集团)|公司|集团|学院|学校|医院)(?!党|[团纪工]委|统战|组织|宣传)(?=[\u4e00-\u9fff]{2,10}[部处科室]$)"
)
"""The speaker's own body before the name of a part of it."""
_TWO_NAMES = re.compile(r"(?P<first>[^()（）]{2,})[(（](?P<second>[^()（）]{2,}[局办委会部院校社室馆厅])[)）]$")
_LINES = re.compile(rf"(?P<more>(?:[、和及与][\u4e00-\u9fff]{{2,6}}){{0,8}})(?P<all>{ALL})")
"""How 教育、卫健、体育三部门 goes on: each line of work is a department."""
_BODY_TAIL = tuple("局委办部会院所站联协校馆社厅署门处科室")
_INSIDE = re.compile(r"(?<=[^省市县区旗镇乡村])(?:[县区旗镇乡村]|街道|社区)(?=[^市县区旗镇乡村街])")
"""A level inside a body's name."""
_BUREAU = re.compile(r"([省市县区州旗])[\u4e00-\u9fff]{2,}局")
_ALIKE = (Label.Organisation, Label.Base)
_BUILT = frozenset({Label.Base, Label.Organisation, Label.Mechanism})
"""Labels of what is built on a brand and called by it."""
_SESSION = re.compile(r"第[一二三四五六七八九十百\d]+[届次]")


def apart(names: Sequence[str], one: Named) -> bool:
    """Say whether a mention that shares a name with a thing means another: a session of its own (第二届 and 第三届), or what shares no more than a
    quoted brand (“映山红”驿站 and “映山红”讲堂)."""
    full, other = fold(one.names[0]), fold(names[0])
    if len({session[0] for session in map(_SESSION.search, (full, other)) if session}) > 1:
        return True
    shared = [
        core for core in map(fold, one.names[1:]) if len(core) >= 2 and full.startswith(core) and other.startswith(core)
    ]
    return one.label in _BUILT and full not in map(fold, names) and any(core not in (full, other) for core in shared)


def called(reading: Reading, home: Home, one: Named) -> Named:
    """Name the place that 我县 is, call one behind a wider one by both and a body by each of its two names; leave out what is no part of a name.

    Args:
        reading: the document.
        home: the names of bodies at home.
        one: a mention.
    """
    if one.label is Label.Place:
        own, wider = home.place(one.names[0]), reading.place_at.get(one.start)
        both = (reading.text[wider.start : one.end],) if wider else ()
        return replace(one, names=(own,) if own else (*one.names, *both))
    if one.label is Label.Organisation and (line := _line(reading, one)):
        names = (f"{line}部门", *home.bureau(line))
        return replace(one, names=tuple(sorted(names, key=lambda name: name not in reading.text)))
    lead = _lead(reading, one)
    names = tuple(n[len(lead) :] if n.startswith(lead) else n for n in one.names)
    if one.label is Label.Organisation and (two := _TWO_NAMES.match(names[0])):
        names = (two["first"], *names, two["second"])
    return one if names == one.names else replace(one, names=names)


def told(named: Sequence[Named], home: Home) -> list[Named]:
    """Name the body of a lower level that a short name means: in a city's text 县侨联 is that of the county whose was named last (青禾县侨联).

    Where another county was named since, nobody knows whose it is. 县局 is the one bureau of the county that the text names, where it is not the speaker's.

    Args:
        named: all mentions of a document, in order of place.
        home: the names of bodies at home.
    """
    found: list[Named] = []
    last: dict[str, Named] = {}
    there: dict[str, Named] = {}
    bureaus: dict[str, dict[str, Named]] = defaultdict(dict)
    for one in named:
        if one.label is Label.Organisation and (bureau := _BUREAU.fullmatch(home.owned(one.names[0]))):
            bureaus[bureau[1]].setdefault(bureau[0], one)
    for one in named:
        name = one.names[0]
        if one.label is Label.Place:
            there[name[-1]] = one
        elif name[1:] == "局" and len(bureaus[name[0]]) == 1 and home.owned(name) == name:
            one = replace(one, names=next(iter(bureaus[name[0]].values())).names[:1], rule="alias.lower")
        elif one.label in _ALIKE and home.below(name):
            whole, place = last.get(name), there.get(name[0])
            if whole and (place is None or place.start <= whole.start or whole.names[0].startswith(place.names[0])):
                one = replace(one, names=whole.names[:1], rule="alias.lower")
        elif one.label in _ALIKE:
            last |= {name[level.start() :]: one for level in _INSIDE.finditer(name)}
        found.append(one)
    return found


def _line(reading: Reading, one: Named) -> str | None:
    """Return the line of work (教育) by which one of several departments is named; None where a body is."""
    name = one.names[0]
    inside = _LINES.search(name)
    if inside and inside.end() == len(name):
        return name[: inside.start()] or None
    if name.endswith(_BODY_TAIL):
        return None
    return name if one.rule == RULE or (len(name) < 5 and _LINES.match(reading.text, one.end)) else None


def _lead(reading: Reading, one: Named) -> str:
    """Return what stands before a name and is no part of it: 此次, 我市, 原 before a body that was renamed or merged."""
    name = one.names[0]
    if one.label is not Label.Organisation:
        lead = _LEAD.match(name)
        return lead[0] if lead else ""
    own = _OWN_PART.match(name)
    if own:
        return own[0]
    places = reading.place_from
    former = name.startswith("原") and one.start not in places
    return "原" if former and (name[1:2] in "省市县区" or one.start + 1 in places) else ""


def agreed(named: Sequence[Named], key: Callable[[str], str]) -> list[Named]:
    """Take what is called a body in one place and a site in another (富源县茶史馆, 县茶史馆) for the surer of the two throughout.

    Args:
        named: all mentions of a document.
        key: writes all names of one body alike.
    """
    keys = {one: key(one.names[0]) for one in named if one.label in _ALIKE}
    said: dict[str, dict[Label, int]] = defaultdict(lambda: defaultdict(int))
    for one, name in keys.items():
        said[name][one.label] += one.confidence
    meant = {name: max(_ALIKE, key=lambda label: said[name][label]) for name in said}
    return [
        replace(n, label=meant[keys[n]], kind=None) if n in keys and meant[keys[n]] is not n.label else n for n in named
    ]


_LINK = re.compile("[、和与及]|以及|》(?:[、和与及]|以及)?《")


def listed_together(text: str, some: Sequence[Named], others: Sequence[Named]) -> bool:
    """Say whether a list names the two things of these mentions side by side: 《档案法》《浙江省档案法》 are two papers."""
    return any(
        (link := _LINK.match(text, one.end)) is not None and link.end() in starts
        for named, starts in ((some, {n.start for n in others}), (others, {n.start for n in some}))
        for one in named
    )


def recurring(text: str, names: Collection[str]) -> dict[str, list[int]]:
    """Find in one pass where names stand, those of three characters and more."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:3]].add(len(name))
    found: dict[str, list[int]] = defaultdict(list)
    for start in range(len(text) - 2):
        for length in lengths.get(text[start : start + 3], ()):
            name = text[start : start + length]
            if name in names:
                found[name].append(start)
    return found
