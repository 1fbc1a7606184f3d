"""Grammar and trained reader together on clauses: what the reader sees stands, put together and stretched to the stops around it; what it is not
sure of stands where the grammar sees something too; what only the grammar sees falls, but for the items of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Protocol, TypeVar

from graph.vocabulary import Label
from ingest.model.reader import ScoredSpan
from ingest.statements.terms import TERM, opens, timed


class Clause(Protocol):
    """A stretch of the clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


One = TypeVar("One", bound=Clause)

_STOP = re.compile(r"[,;:。!?\n]")
_STOPS = re.compile(r"[,;:。!?\n、()]")
_OPEN = re.compile(r"\([^()]*$")
_COLON = re.compile(r"^[^,;。]{2,30}:$")
_ENDS = re.compile(r"。(?!\()")
UNIT = "(?:单位|部门|处室|科室|股室)"
"""What a label of responsibility is of: 责任单位, and within a body 责任科室."""
WIDEST = 30
"""Characters that the reader may have missed inside one clause, within its runs or beside one."""
SHORTEST = 8
"""Characters of the shortest clause that is taken from the reader."""
BEGINS = 900
"""How sure the reader has to be, in thousandths, that a duty begins behind a comma: of those of which it was less sure, in unseen texts, one in six did."""
_TELLS = re.compile(
    rf"\(?(?:(?:责任|牵头|主办|承办|配合){UNIT}?:[^;。]*(?:;(?:(?:责任|配合){UNIT}?|{TERM}):[^;。]*)*;?|(?:{TERM}):[^,;。]*"
    r"|(?:由|[^,;:。]{2,30}?(?:牵头|主办|负责)[,、])[^;。]{0,50}?(?:牵头|主办|承办|协办|配合|实施|参与|参加|落实|跟进|负责(?:组建|落实|实施|推进)?)"
    r"|由[^,;。]{2,20}任(?:副?组长|召集人|总?指挥长?)(?:,[^,;。]{2,24}[任为](?:副组长|成员))*"
    r"|请[^,;。]{2,20}(?:抓紧)?(?:办理|落实|推进))\)?$"
    rf"|\((?:[^()]{{2,40}}(?:牵头|负责)|(?:责任|牵头|主办|承办|配合){UNIT}?:)[^()]*\)?$"
    r"|[^,;:。()]{2,30}(?:承办|协办|为成员单位)$|[^,;:。()]{2,12}(?:贴息|兜底)(?:,|$)|[^,;:。]{0,6}设在[^,;。]+$"
    r"|(?:每[人校村户家镇班场期](?!年)|即|其中|首[批期]|面向|全长|[成队]员\d|年(?:培训|招收|招生|接待|产))"
    r"|[^,;。]{0,4}(?:率|面积|规模|比例)[^,;。]{0,10}\d[^,;。]*。?$"
)
"""A stretch that only tells more of what stands before it: who has to do it (由县妇联牵头,县残联配合), how much each (每校1名), how much a year, for whom,
how many at first, up to what share or size (差错率控制在2%以内)."""
_CASE = re.compile("的,?$")
"""How a case ends in which something has to be done."""
_MUST = re.compile("(?:应当?|须|必须|要|不得|立即|一律)")
"""How goes on what has to be done in it: 发现线索的,应当在24小时内报告."""
_REPORTED = re.compile("每[^,]{1,4}向[^,]{2,20}报")
"""A report that has to be given again and again is a duty of its own."""


def mended(text: str, runs: Sequence[ScoredSpan], bodies: Container[int] = ()) -> list[ScoredSpan]:
    """Put together the runs of the reader that are one clause: those that no stop keeps apart, a body and what stands behind its colon, and what
    only tells more of a duty.

    Args:
        text: the clean text.
        runs: in order.
        bodies: where the names of bodies begin.
    """
    whole = _together(text, runs, bodies)
    stretched = [_to_stops(text, run) if run.end - run.start >= SHORTEST else run for run in whole]
    return _together(text, stretched, bodies)


def _together(text: str, runs: Sequence[ScoredSpan], bodies: Container[int]) -> list[ScoredSpan]:
    whole: list[ScoredSpan] = []
    for run in runs:
        while whole and run.start <= whole[-1].start:  # stretched over what it is one clause with
            run = replace(run, confidence=max(run.confidence, whole.pop().confidence))
        last = whole[-1] if whole else None
        if last is not None and _one(text, last, run, bodies):
            sure = max(last.confidence, run.confidence)
            whole[-1] = replace(last, end=run.end, confidence=sure)
        else:
            whole.append(run)
    return whole


def _to_stops(text: str, run: ScoredSpan) -> ScoredSpan:
    """Stretch a run that the reader cut inside a clause to the stops around it, where they are near."""
    before, behind = text[max(0, run.start - WIDEST) : run.start], text[run.end : run.end + WIDEST]
    head, rest = _STOPS.split(before)[-1], _STOPS.split(behind)[0]
    start = run.start - (len(head) if len(head) < WIDEST else 0)
    end = run.end + (len(rest) if len(rest) < WIDEST and not _STOPS.match(text[run.end - 1]) else 0)
    quote = text.find("”", end, end + WIDEST) if text.count("“", start, end) > text.count("”", start, end) else -1
    return replace(run, start=start, end=max(end, quote + 1))


def _one(text: str, last: ScoredSpan, run: ScoredSpan, bodies: Container[int]) -> bool:
    between = text[last.end : run.start]
    longest = max(last.end - last.start, run.end - run.start)
    if longest >= SHORTEST and len(between) <= WIDEST and not _STOP.search(text[last.end - 1 : run.start]):
        return True
    if _OPEN.search(text[last.start : last.end]) and ")" not in between:
        return True
    near = len(between) < 3 and not _ENDS.search(text[last.end : run.start + 1])
    comma = (
        run.begins < BEGINS
        and last.end - last.start >= SHORTEST
        and text[last.end - 1 : run.start].rstrip(" ").endswith(",")
        and not _REPORTED.match(text, run.start, run.end)
        and not (run.start in bodies and all(timed(text[one.start : one.end]) for one in (last, run)))
    )
    told = (
        near
        and run.label == Label.Commitment
        and (comma or tells(text, run.start, run.end) or _goes_on(text, last, run, bodies))
    )
    return bool(_COLON.search(text[last.start : run.start])) or told


def _goes_on(text: str, last: ScoredSpan, run: ScoredSpan, bodies: Container[int]) -> bool:
    """Whether a stretch says what has to be done in the case before it, or when what stands before it without a time (开展走访活动,春节前慰问300户),
    unless another body does it (年底前县文旅局建书屋9个)."""
    before, behind = text[last.start : last.end], text[run.start : run.end]
    if last.end - last.start < SHORTEST:
        return False
    if _CASE.search(before) and _MUST.match(behind):
        return True
    end = run.start + (size := opens(behind))
    own = end not in bodies and end + text.startswith("由", end) not in bodies
    return (
        size > 0 and own and "," in text[last.end - 1 : run.start] and not _REPORTED.match(behind) and not timed(before)
    )


def tells(text: str, start: int, end: int) -> bool:
    """Whether a stretch, with the bracket that it opens with or that opens right before it, only tells more of what stands before it."""
    return _TELLS.match(text, start - text.startswith("(", start - 1), end) is not None


def joined(
    found: Sequence[One],
    runs: Sequence[ScoredSpan] | None,
    make: Callable[[ScoredSpan], One | None],
    floor: int = 0,
    left: list[tuple[int, int]] | None = None,
    stands: Callable[[One], bool] = lambda _: False,
) -> list[One]:
    """Join the clauses of a sentence.

    Args:
        found: what the grammar finds.
        runs: what the reader finds; None where there is no reader, then the grammar's stand.
        make: makes a clause of a run; None where nothing is left of it.
        floor: least confidence, in thousandths, of a run where the grammar sees nothing.
        left: takes the stretches that only the grammar saw and that fall.
        stands: which of those that only the grammar saw stand.

    Returns:
        The clauses in order.
    """
    if runs is None:
        return list(found)
    long = (run for run in runs if run.end - run.start >= SHORTEST)
    seen = (r for r in long if r.confidence >= floor or any(r.start < one.end and one.start < r.end for one in found))
    joint = [made for run in seen if (made := make(run)) is not None]
    alone = [one for one in found if not any(r.start < one.end and one.start < r.end for r in joint)]
    if left is not None:
        left += [(one.start, one.end) for one in alone if not stands(one)]
    return sorted([*joint, *filter(stands, alone)], key=attrgetter("start"))
