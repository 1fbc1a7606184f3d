"""One name longer and shorter: 后所镇石桥, 石桥; 2024年“青禾”培训计划, “青禾”培训计划; 包村联户等机制, 包村联户."""

from __future__ import annotations

import re
from collections.abc import Collection

from graph.vocabulary import Label
from ingest.mentions.heads import acts, heads
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_APART = frozenset({Label.Place, Label.Stakeholder})
"""Labels of which a longer name means another thing: 后所镇, 后所镇庆云村; 老人, 独居老人."""
_LEAST = 4
"""Characters of a name without its place: fewer may be no more than a class noun (文化广场)."""
_NO_QUALIFIER = frozenset({"v", "p", "c", "d", "uj", "ul"})
"""Parts of speech that no longer name begins with: 走进青禾工作坊."""
_LINKS = _NO_QUALIFIER - {"v"}
"""Those that none has before the shorter one; a verb may tell what it is about (教师企业实践“百人工程”), unless it sets up or holds something."""

_BEFORE_MARKS = re.compile(r"[^“”]+(“[^“”]+”[^“”]{2,})")
_AND_SO_ON = re.compile(r"(.{2,})(?<![高平中同初优对均])等(?![级次候待额边])([^等]{2,})")
_OF_IT = re.compile(r"(.{4,})(?:建设|资金)")


def differs_in_front(reading: Reading, kept: Named, other: Named) -> bool:
    """Say whether two candidates of which one stands are longer and shorter writings of one name: same label and end, a qualifier before it."""
    if other.label is not kept.label or other.end != kept.end or other.label in _APART:
        return False
    low, high = sorted((kept.start, other.start))
    if re.search(r"[,、;:()]", reading.text[low:high]):
        return False
    before = reading.words[reading.index(low) : reading.index(high - 1) + 1]
    if other.start > kept.start:
        return True
    return before[0].tag not in _NO_QUALIFIER and not any(w.tag in _LINKS or w.text in acts() for w in before)


def with_and_without_place(reading: Reading, one: Named, places: Collection[int]) -> list[str]:
    """Return what a name is without the divisions that it begins with, and with the one right before it.

    A body keeps its own place, since bodies of one kind are told apart by nothing else; a wider one before that may go.

    Args:
        reading: the document.
        one: a mention.
        places: where the document's places begin.
    """
    if one.label in _APART:
        return []
    found, at = [], one.start
    while (place := reading.place_from.get(at)) and not place.short and place.end + _LEAST <= one.end:
        at = place.end
        if one.label is not Label.Organisation or at in places:
            found.append(reading.text[at : one.end])
    before = reading.place_at.get(one.start)
    if before and not before.short and one.label is not Label.Organisation:
        found.append(reading.text[before.start : one.end])
    return list(map(_unmarked, found))


def within(name: str, label: Label) -> list[str]:
    """Return the shorter writings that a name holds, and with 等 the longer one.

    Example:
        >>> within("护林“三巡”机制", Label.Mechanism), within("包村联户等机制", Label.Mechanism)
        (['三巡机制'], ['包村联户', '包村联户机制'])
        >>> within("覆盖全县的护林网络", Label.Mechanism), within("古茶园修复项目建设", Label.Programme)
        (['护林网络'], ['古茶园修复项目'])
    """
    if label is Label.Place:
        return []
    found = []
    if marked := _BEFORE_MARKS.fullmatch(name):
        found.append(marked[1])
    of, _, last = name.rpartition("的")
    if of and of.count("“") == of.count("”") and len(last) >= (2 if label is Label.Stakeholder else _LEAST):
        found.append(last)
    if listed := _AND_SO_ON.fullmatch(name):
        first, head = listed.groups()
        found += [head] if re.search("[、和]", first) else [first, first + head]
    if (part := _OF_IT.fullmatch(name)) and part[1].endswith(tuple(heads(False))):
        found.append(part[1])
    return list(map(_unmarked, found))


def _unmarked(name: str) -> str:
    return re.sub("[“”《》]", "", name)
