"""What a plan announces and the report on it does not tell."""

from __future__ import annotations

from collections.abc import Iterator

from graph.vocabulary import Absence
from queries.compare import compare, plan_pairs
from queries.comparison import Item, Outcome
from queries.context import Candidate, Context

_AUTHORITIES = frozenset({"department", "government", "party_committee", "congress_cppcc"})


def unreported(context: Context) -> Iterator[Candidate]:
    """Planned things that the report of the same body, place and year does not mention, or of which it leaves out a part.

    Query: ``document``, ``planned``: documents that plan something. A changed name and a continued item are no gaps.
    """
    plans = {row["document"] for row in context.rows}
    for plan, report in plan_pairs(context):
        if plan.id not in plans:
            continue
        for line in compare(context, plan.id, report.id):
            partly = line.outcome is Outcome.PARTLY and line.missing
            if line.before and (line.outcome is Outcome.DROPPED or partly) and not _acts(context, line):
                yield _candidate(context, line, report.id)


def _acts(context: Context, line: Item) -> bool:
    """An authority that acts in the plan is not what was planned."""
    first = context.nodes.get(line.nodes[0])
    return first is not None and first.kind in _AUTHORITIES


def _candidate(context: Context, line: Item, report: str) -> Candidate:
    evidence = tuple(e for e in (line.before, line.after) if e)
    values = {"report": context.documents[report].title, "missing": "、".join(line.missing)}
    partly = line.outcome is Outcome.PARTLY
    stated = Absence.STATED if partly and "→" in values["missing"] else Absence.GRAPH
    cut = context.documents[report].truncated and not partly
    return Candidate(
        line.nodes,
        evidence,
        Absence.MISREAD if cut else stated,
        "partly" if partly else "default",
        values,
        documents=(report,),
    )
