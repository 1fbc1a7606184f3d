"""Names that only point: 该馆, 本方案, 此次会议. They mean a thing that the document names elsewhere; by themselves they name nothing.

Source: the ontology counts what can be found again by its name; 该馆 is the same word for another house in the next document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.vocabulary import Label
from ingest.mentions.span import Named

_POINTING = re.compile(
    r"(?:(?P<own>本(?![溪地土身色市县省区州旗])|我(?=(?:[局部办委会院校厅馆社站园场]|中心|公司|集团|医院|学院|协会|学校)$))|该|此|(?:今天)?这|那|上述|[今当]天的|当日的)"
    r"[次届项个家所座支处条]?(?P<noun>[\u4e00-\u9fff]{1,4})"
)
_ACT = re.compile(r"(?:参加|主持|出席|召开)")
"""A verb with its object (参加调研, 主持会议), taken for the event."""
_POINTING_ON = re.compile(r"(?:该|此|上述)[次届项个家所座支处条]?(?P<noun>[\u4e00-\u9fff]{5,14})")
"""Longer words that point where a thing named before ends in them: 该专项监督活动."""
_INSIDE = re.compile(r"(?P<own>(?=.))(?P<noun>[局院校馆厂场])(?:里|方|机关)")
"""局里, 院方, 局机关: those of one's own body."""
_BARE = {
    "学校": re.compile(r"(?:[小中大]学|学院|学校|幼儿园|[职技]校|附[中小])$"),
    "公司": re.compile(r"(?:公司|集团)$"),
    "医院": re.compile(r"(?:医院|卫生院)$"),
}
"""Nouns by which a text calls a body whose name may end otherwise: 学校 of a 小学."""
_HOUSES = (Label.Organisation, Label.Base)
"""Either is 该馆: a hall is a site to one sentence and a body to the next."""
_NAMING = {Label.Place, Label.Stakeholder}
"""Labels of which 我市 and 本土企业 are counted as they stand."""
_THAT = re.compile(r"该(?:[省市县区州旗盟镇乡村]|街道|社区)")
"""A division named before."""
_SOMEWHERE = re.compile(r"[省市县区旗州镇乡村]里|[这那]里|[当本各外两三四]地")


_ISSUED = re.compile(r"(?:印发|发布|下发|出台|发出|公布)了?$")


def announced(text: str, one: Named) -> bool:
    """Whether a paper without a name is told of for the first time (联合印发通知): it is none that the text names elsewhere (13 of 13)."""
    if one.label is not Label.Policy or len(one.names[0]) != 2 or text[one.end : one.end + 1] not in (*",。;\n", ""):
        return False
    return _ISSUED.search(text, max(0, one.start - 4), one.start) is not None


def points(one: Named) -> bool:
    """Whether a mention only points at something."""
    name = one.names[0]
    if one.label is Label.Place:
        return (_SOMEWHERE.fullmatch(name) or _THAT.fullmatch(name)) is not None
    if one.label is Label.Campaign and _ACT.match(name):
        return True
    return one.label not in _NAMING and _pointing(one) is not None


def _pointing(one: Named) -> re.Match[str] | None:
    inside = _INSIDE.fullmatch(one.names[0]) if one.label is Label.Organisation else None
    return inside or _POINTING.fullmatch(one.names[0])


def pointing(named: Sequence[Named]) -> list[Named]:
    """Return the mentions that only point.

    Args:
        named: the mentions of a document, in order of place.
    """
    found = []
    for at, one in enumerate(named):
        long = _POINTING_ON.fullmatch(one.names[0]) if one.label not in _NAMING else None
        ahead = [n for m in named[:at] if m.label is one.label for n in m.names] if long else []
        told = long and any(n.endswith(long["noun"]) and n != one.names[0] for n in ahead)
        if points(one) or told or bare_of(one, named):
            found.append(one)
    return found


def pointed_at(one: Named, before: Sequence[tuple[Named, Sequence[str]]]) -> Named | None:
    """Find what a mention points at.

    Args:
        one: a mention that points.
        before: mentions that stand before it, in order of place, each with the names of its thing.

    Returns:
        A mention of the thing of the same label whose name ends in the same class noun: the first of the document for 本 and 我, the last one
        for 该 and 此; None where there is none.
    """
    found = _pointing(one) or _POINTING_ON.fullmatch(one.names[0])
    if found is None:
        return bare_of(one, [m for m, _ in before])
    noun = found["noun"]
    own = found.groupdict().get("own") is not None
    labels = _HOUSES if one.label in _HOUSES else (one.label,)
    ends = _BARE["学校"] if noun == "校" and not own else re.compile(f"(?<=.){re.escape(noun)}$")
    same = [m for m, names in before if m.label in labels and any(ends.search(n) for n in names)]
    return (same[0] if own else same[-1]) if same else None


def bare_of(one: Named, others: Sequence[Named]) -> Named | None:
    """Find the one body before a mention that a bare noun means (学校 after 石桥镇小学); None where it is no such noun, or two may be meant."""
    ends = _BARE.get(one.names[0]) if one.label is Label.Organisation else None
    if ends is None:
        return None
    same = [
        m
        for m in others
        if m.label is one.label and m.start < one.start and m.names[0] not in _BARE and ends.search(m.names[0])
    ]
    return same[-1] if len({m.names[0] for m in same}) == 1 else None
