"""Names in quotation marks side by side before the noun that says what they all are: “甲”“乙”两项机制, “甲”、“乙”等活动.

Each is a thing of that noun's label, whatever it would be by itself; the whole is none, unless it is a named set (三项机制).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from graph.vocabulary import Label
from ingest.mentions.heads import Head, head_after
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named, replaced

RULE = "list.marked"
_LIST = re.compile(
    r"(?:“[^“”\n]{2,16}”(?:[、和与及]|以及)?){2,8}(?P<open>等)?(?P<count>(?:[两二三四五六七八九十]|\d{1,2})[大项个家类条支])?(?<![”、和与及])"
)
_QUOTED = re.compile(r"“[^“”\n]{2,16}”")
_KEPT = frozenset({Label.Honour, Label.Policy, Label.Place, Label.Stakeholder})
"""Labels that a noun behind a list says of what it names now and then: “甲”“乙”两个试点 may be programmes."""
_OTHER = re.compile(r"评选|推选|推荐|创建|表彰|申报|征集|线路$")
"""What is done about what is named (“先进集体”等评选活动), and lines of travel, which may be what is offered on them."""
_WIDE = 90


def marked(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Take each of several names in quotation marks for what the noun behind them says.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    starts = [n.start for n in named]
    gone: set[Named] = set()
    new: list[Named] = []
    for match in _LIST.finditer(reading.text) if "”" in reading.text else ():
        head, end = head_after(reading, match.end())
        behind = reading.text[match.end() : end]
        if head is None or head.label in _KEPT or _OTHER.search(behind):
            continue
        if "品牌" in behind:
            head = Head(Label.Brand, None, True)
        beside = named[bisect_left(starts, match.start() - _WIDE) : bisect_left(starts, end)]
        near = [n for n in beside if match.start() < n.end]
        spans = [quote.span() for quote in _QUOTED.finditer(reading.text, match.start(), match.end())]
        whole = [n for n in near if sum(n.start < b and a < n.end for a, b in spans) > 1]
        gone |= set(whole)
        if match["count"] and any(n.end == end for n in whole):
            start = match.start("count")
            sure = max(n.confidence for n in whole)
            new.append(Named(start, end, head.label, head.kind, RULE, sure, (reading.text[start:end],)))
        for start, stop in spans:
            own = [n for n in near if n not in gone and n.start < stop and start < n.end]
            one = next((n for n in own if n.start <= start and n.end == stop), None)
            gone |= {n for n in own if one is None or n is one or n.label is head.label}
            if one is not None:
                same = one.label is head.label
                new.append(one if same else replace(one, label=head.label, kind=head.kind, weak=False))
            else:
                name = reading.text[start + 1 : stop - 1]
                new.append(Named(start, stop, head.label, head.kind, RULE, 700, (name,)))
    return replaced(named, gone, new)
