"""Done, planned or missing: by negation, by what the verb's surroundings say, by section and by kind of document."""

from __future__ import annotations

import re
from functools import cache

from graph.spans import Spans
from graph.vocabulary import RelationType, Status
from ingest.lexicon import alternation, lexicon
from ingest.mentions.reading import Reading
from ingest.relations.claim import Claim

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_BY_DAY = re.compile(r"(?<=[\d一二三四五六七八九十])日(?:之前|以前|前(?!后))")
"""A day by which something is to be done (9月1日前), and no 日前 that reports."""
_WHERE = {RelationType.NEAR, RelationType.CONNECTS, RelationType.LOCATED_IN, RelationType.PART_OF}
"""What a problem may tell by the way: where things are and what they belong to."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternation(lexicon("status")[name]))


def negated(text: str) -> bool:
    """Say whether the stretch before a verb denies it."""
    return bool(_pattern("negation").search(_pattern("no_negation").sub("", text)))


def promises(text: str) -> bool:
    """Say whether a stretch holds a word that promises or demands."""
    return bool(_pattern("planned").search(_pattern("no_plan").sub("", text)))


def reports(text: str) -> bool:
    """Say whether a stretch holds a word that reports."""
    return bool(_pattern("done").search(_calm(text)))


def _calm(text: str) -> str:
    """Return a text without the words that only look as if they told of time."""
    return _BY_DAY.sub("", _pattern("no_plan").sub("", text))


def _past(clause: str, year: int | None) -> bool:
    """Say whether the only years that a clause names were over when its document was written: 2022年被列入…名录."""
    named = [int(one) for one in _YEAR.findall(clause)]
    return year is not None and bool(named) and max(named) < year


def status_of(reading: Reading, role: str, clause: str, before: str) -> Status:
    """Judge a clause.

    Args:
        reading: the document.
        role: of the section: done, problem, plan or background.
        clause: the clause's text.
        before: the sentence up to the clause.
    """
    calm = _calm(clause)
    if _pattern("done").search(calm) or _past(calm, reading.page.context.year):
        return Status.DONE
    if _pattern("planned").search(calm) or _pattern("planned_before").search(_pattern("no_plan").sub("", before)):
        return Status.PLANNED
    if role != "done" and _BY_DAY.search(clause):
        return Status.PLANNED
    if role == "plan" or (reading.page.context.kind == "plan" and role != "done"):
        return Status.PLANNED
    return Status.DONE


_STANDING = ("name.", "belong")
"""Rules of what holds whatever is lacking: 妇女之家 is for women, and one hall may belong to this office, the other to that."""


def holds(claim: Claim, problems: Spans) -> bool:
    """Say whether a claim may stand beside the problems of its document: what a problem complains of has not happened (运营单位至今未明确)."""
    complained = problems.meet(claim.start, claim.end)
    standing = claim.rule.startswith(_STANDING)
    return standing or claim.type in _WHERE or claim.status is Status.MISSING or not complained
