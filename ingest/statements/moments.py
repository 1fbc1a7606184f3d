"""When what a relation tells happened: the date of its clause, else the year with which its paragraph opens, or, of what is planned, of its heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from graph.vocabulary import Label, RelationType, Status
from ingest.relations.claim import UNDATED, Claim
from ingest.statements.dates import Dated, find_dates, find_moments
from ingest.text import Page

_LASTING = ("under",)
"""Rules that tell of a standing order of bodies: 在县委领导下 says nothing of when."""
_BARE = re.compile(r"[\d一二三四五六七八九十]{1,2}月")
_OPENS = re.compile(r"[,:要将拟]")
_PAST = re.compile(r"(?:刚刚|即将)?过去的?这?一年")


def year_over(page: Page, section: int) -> tuple[str, str] | None:
    """Return the year that a heading over a section names, the nearest first: 四、2024年打算.

    Args:
        page: the document.
        section: index of the section.
    """
    while section > 0:
        found = page.outline.sections[section]
        dates = find_dates(found.title, page.context.year)
        if len(dates) == 1 and len(dates[0].value) == 4:
            return dates[0].value, "heading"
        section = found.parent
    return None


def year_said(text: str, year: int | None, kind: str | None = None) -> tuple[str, str] | None:
    """Return the year with which a sentence opens: 2024年,要…; 明年,…; 过去一年,….

    Args:
        text: the sentence.
        year: that of the document.
        kind: that of the document; a speech looks back on the year before its own, a summary on its own.
    """
    if year is not None and _PAST.match(text):
        return str(year - (kind == "speech")), "document"
    first = next(iter(find_dates(text[:12], year)), None)
    if first is None or first.start or len(first.value) != 4 or not _OPENS.match(text, first.end):
        return None
    return first.value, first.year_source


def moments_under(text: str, year: int | None, over: tuple[str, str] | None) -> list[Dated]:
    """Find the dates at which something happens; a month without a year is of the year that stands over it.

    Args:
        text: the sentence.
        year: that of the document, from which 今年 and 明年 count.
        over: the year that stands over the sentence, with what it rests on.
    """
    found = find_moments(text, year)
    if over is None or not found:
        return found
    bare = {
        d.start: replace(d, year_source=over[1]) for d in find_moments(text, int(over[0])) if _BARE.match(text, d.start)
    }
    return [bare.get(d.start, d) if d.year_source == "document" else d for d in found]


def dated(claims: Sequence[Claim], times: Sequence[Dated], years: Sequence[Dated]) -> list[Claim]:
    """Give the claims that have no date the one of their clause, else the year that stands over their sentence; of what is done, only a year with
    which its paragraph opens.

    Args:
        claims: what a document claims.
        times: clauses with the date at which what they tell happened, in order.
        years: sentences with the year that stands over them, in order.
    """

    starts = [one.start for one in times], [one.start for one in years]

    def when(claim: Claim) -> Dated | None:
        if claim.date is not None and claim.year_source is not None:
            return Dated(claim.start, claim.end, claim.date, claim.year_source)
        happens = claim.source is not None and claim.source.label is Label.Campaign
        over = _over(claim, _at(years, starts[1], claim.target.start))
        if claim.type is RelationType.LOCATED_IN and not happens:
            return over  # what stands is somewhere for good, what is to be built will be
        if claim.type in UNDATED and claim.type is not RelationType.LOCATED_IN:
            return None
        return _at(times, starts[0], claim.target.start) or over

    found = ((claim, when(claim) if claim.rule not in _LASTING else None) for claim in claims)
    return [
        c
        if d is None and c.date is None
        else replace(c, date=d.value if d else None, year_source=d.year_source if d else None)
        for c, d in found
    ]


def _over(claim: Claim, year: Dated | None) -> Dated | None:
    """Return the year that stands over a claim where it is its own: of what is done, that with which the paragraph opens alone."""
    if year is None or claim.status is Status.PLANNED:
        return year
    return None if year.year_source == "heading" or claim.type is RelationType.LOCATED_IN else year


def _at(spans: Sequence[Dated], starts: Sequence[int], offset: int) -> Dated | None:
    number = bisect_right(starts, offset) - 1
    return spans[number] if number >= 0 and offset < spans[number].end else None
