"""Duties side by side in one sentence, each with its own body: 县交通局负责修通公路,县文旅局负责推出联票."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from graph.vocabulary import Label
from ingest.model.reader import ScoredSpan
from ingest.relations.sentence import Parsed
from ingest.statements.clauses import SHORTEST

ITS_OWN = re.compile(r"(?:要|具体)?(?:负责|承担)(?!落实|实施|推进)(?=[\u4e00-\u9fff“]{2})")
"""Behind a body, what it has to do by itself."""


def apart(text: str, parsed: Parsed, runs: Sequence[ScoredSpan]) -> list[ScoredSpan]:
    """Cut the runs that begin with what one body has to do before what the next has to do; where a measure comes first, they share that.

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
    found: list[ScoredSpan] = []
    for run in runs:
        places = [max(head, run.start) for head in heads if run.start - 1 <= head < run.end]
        bounds = [*places, run.end]
        whole = not places or places[0] > run.start or min(b - a for a, b in pairwise(bounds)) <= SHORTEST
        found += [run] if whole else [ScoredSpan(a, b, run.label, run.confidence) for a, b in pairwise(bounds)]
    return found
