"""Duties side by side in one sentence, each with its own body: 县交通局负责修通公路,县文旅局负责推出联票."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.vocabulary import Label
from ingest.model.reader import ScoredSpan
from ingest.relations.sentence import Parsed
from ingest.statements.clauses import SHORTEST
from ingest.statements.terms import cadence, opens

ITS_OWN = re.compile(r"(?:要|具体)?(?:负责|承担)(?!落实|实施|推进)(?=[\u4e00-\u9fff“]{2})")
"""Behind a body, what it has to do by itself."""
_BEFORE = re.compile("(?:(?:每[\u4e00-\u9fff]{1,3})?由)?")
"""What may stand between the start of a clause and the body that has its own time: 每季度由县委督查室督查."""
_KEPT = re.compile("(?:制度|机制|台账|办法),?$")
"""What ends what is set up, of which the next clause tells how it is kept: 建立双月评比制度,市总工会每两个月通报一次."""


_SUMS = re.compile("[全今]年")
"""How a clause opens that only sums up what is done again and again: 每季度办班1期,全年培训200人次."""


def apart(text: str, parsed: Parsed, runs: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """Cut the runs that begin with what one body has to do before what the next has to do; where a measure comes first, they share that. A clause
    with a body and a time of its own (县妇联每半年通报一次) is another duty than what stands before it, unless that sets up what it keeps; so is one that
    opens with another time than what has to be done again and again before it (每月报送信息3篇,每半年报送经验材料1篇).

    Args:
        text: the clean text.
        parsed: the sentence taken apart.
        runs: what the trained reader takes for duties, in order.
    """
    heads = [
        parsed.clauses[group.clause][0]
        for group in parsed.groups
        if group.of(Label.Organisation)
        and text[parsed.clauses[group.clause][0] : group.start] in ("", "由")
        and ITS_OWN.match(text, group.end)
    ]
    timed = [
        start
        for group in parsed.groups
        if (start := parsed.clauses[group.clause][0]) not in heads
        and group.of(Label.Organisation)
        and _BEFORE.fullmatch(text, start, group.start)
        and any(opens(text[at : at + 12]) for at in (start, group.end))
    ]
    found: list[ScoredSpan] = []
    for run in _cut(text, runs, timed, [start for start, _ in parsed.clauses]):
        places = [max(head, run.start) for head in heads if run.start - 1 <= head < run.end]
        bounds = [*places, run.end]
        whole = not places or places[0] > run.start or min(b - a for a, b in pairwise(bounds)) <= SHORTEST
        found += [run] if whole else [ScoredSpan(a, b, run.label, run.confidence) for a, b in pairwise(bounds)]
    return found


def _again(text: str, run: ScoredSpan, at: int) -> bool:
    before = text[run.start : at - 1]
    return (
        "," not in before
        and cadence(before) is not None
        and opens(text[at : run.end]) > 0
        and not _SUMS.match(text, at)
    )


def _cut(text: str, runs: Sequence[ScoredSpan], heads: Sequence[int], clauses: Sequence[int]) -> list[ScoredSpan]:
    found: list[ScoredSpan] = []
    for run in runs:
        within = [at for at in clauses if run.start + SHORTEST <= at <= run.end - SHORTEST]
        places = [
            at for at in within if (at in heads and not _KEPT.search(text, run.start, at)) or _again(text, run, at)
        ]
        bounds = [run.start, *places, run.end]
        found += [ScoredSpan(a, b, run.label, run.confidence) for a, b in pairwise(bounds)] if places else [run]
    return found
