"""Whom a thing belongs to: 甲馆归乙局管, 一个归丙局, 甲馆、乙馆分别由丙局、丁镇管理. It holds in a complaint too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.vocabulary import Label, RelationType
from ingest.mentions.either import last_list
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.profile import RUNS, listed
from ingest.relations.sentence import Parsed

_TO = re.compile(
    r"(?:现|目前|仍|还|却|则|又|都|均|一直|长期|统一|日常管理|日常)*(?P<each>分别)?(?:(?P<own>归)|由)(?=[\u4e00-\u9fff*×X])"
)
_ENDS = re.compile(r"(?=[、,;。)\n]|$)")
_THINGS = (Label.Base, Label.Brand, Label.Mechanism, Label.Programme, Label.Organisation)


def read_belonging(text: str, parsed: Parsed, inside: Sequence[Named]) -> list[Claim]:
    """Return who runs what, where a sentence says whom it belongs to.

    Args:
        text: the clean text.
        parsed: the sentence taken apart.
        inside: the mentions in it.
    """
    starts = {n.start: n for n in sorted(inside, key=lambda n: n.end)}
    found = []
    for match in _TO.finditer(text, parsed.start, parsed.end):
        bodies = list(listed(text, starts, match.end(), (Label.Organisation, Label.Place)))
        if not bodies:
            continue
        end = bodies[-1].end
        if not (RUNS.match(text, end) or (match["own"] and _ENDS.match(text, end))):
            continue
        if match["each"]:
            things = last_list(text, inside, match.start())
            told = len(things) == len(bodies) and text[things[0].start - 1] != "在"
            pairs = list(zip(things, bodies, strict=True)) if told else []
        else:
            things = [
                n for n in inside if n.end == match.start() or (n.end + 1 == match.start() and text[n.end] == "”")
            ]
            pairs = [(thing, body) for thing in things for body in bodies]
        clause = parsed.clauses[parsed.clause_at(match.start())]
        found += [
            Claim(RelationType.LEADS, body, thing, *clause, "belong", 800, plain=True)
            for thing, body in pairs
            if thing.label in _THINGS and thing is not body
        ]
    return found
