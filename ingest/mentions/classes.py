"""Class nouns that name no thing, though one is called by them: 全县建成村史馆33个 is not 石桥村村史馆."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graph.vocabulary import Label
from ingest.mentions.span import Named

_HOUSES = (Label.Organisation, Label.Base)
_LONGEST = 6
_MANY = re.compile(r"(?:全部|多数|所有|许多|不少|一批|(?<![一二三])各|[\d一二三四五六七八九十余多][个家座所处间])$")
_COUNT = re.compile(r"\d+余?[个家座所处间](?!月)")
_OFTEN = 2
"""Of so many places in which a noun means many, it means the class in all."""


def class_nouns(text: str, named: Sequence[Named]) -> list[Named]:
    """Return the nouns with which longer names end (村史馆 beside 石桥村村史馆) where they are counted or said of many; where that comes again, all.

    Args:
        text: the clean text.
        named: the mentions that stand.
    """
    houses = [(n, text[n.start : n.end]) for n in named if n.label in _HOUSES]
    told = {words for _, words in houses}
    nouns = {t for t in told if len(t) <= _LONGEST and "“" not in t and any(o != t and o.endswith(t) for o in told)}
    many = {
        match.start(): noun
        for noun in nouns
        for match in re.finditer(re.escape(noun), text)
        if _MANY.search(text, max(0, match.start() - 4), match.start()) or _COUNT.match(text, match.end())
    }
    often = {noun for noun, times in Counter(many.values()).items() if times >= _OFTEN}
    return [n for n, words in houses if words in (many.get(n.start), *often)]
