"""Shows two years of a place side by side."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graph.decisions import Ledger, standing
from graph.errors import LiantuError, message
from graph.language import in_language, say
from graph.model import Graph, to_record
from graph.workspace import Workspace
from liantu.output import answers, print_json
from queries.context import Context
from queries.years import Course, Step, compare_years, documents_of

_COURSES = {
    Course.CONTINUED: {"zh": "延续", "en": "continued"},
    Course.RENAMED: {"zh": "可能改名延续", "en": "may continue under another name"},
    Course.NEW: {"zh": "新增", "en": "new"},
    Course.DROPPED: {"zh": "后一年未见", "en": "not seen in the later year"},
}


def print_years(workspace: Workspace, jurisdiction: str, given: tuple[str, ...], *, as_json: bool) -> None:
    """Compare two years of a place.

    Raises:
        LiantuError: what is given are no years, or the place has no document of one.
    """
    graph = workspace.snapshot().graph()
    years = _years(graph, jurisdiction, given)
    here = documents_of(graph.documents, jurisdiction, years)
    context = Context.read(graph, {i: workspace.masked_text(i) for i, d in here.items() if d.year in years})
    steps = compare_years(context, jurisdiction, years, standing(Ledger.of(workspace.path).read()))
    if as_json:
        print_json([_record(step, context) for step in steps])
        return
    answers.print(f"{jurisdiction} {years[0]} → {years[1]}", style="bold", markup=False)
    for step in steps:
        _print(step, context)
    counts = Counter(step.course for step in steps)
    answers.print(say("，", ", ").join(f"{in_language(_COURSES[c])} {counts[c]}" for c in Course if counts[c]))
    answers.print(say("“未见”只就本批文档而言。", "Not seen means: in these documents."), style="dim")


def _years(graph: Graph, jurisdiction: str, given: tuple[str, ...]) -> tuple[int, int]:
    told = {str(d.year) for d in graph.documents if jurisdiction in (d.jurisdiction or "")}
    for year in given:
        if not year.isdecimal() or year not in told:
            raise LiantuError("year_unknown", f"{jurisdiction} {year}")
    return int(given[0]), int(given[1])


def _print(step: Step, context: Context) -> None:
    names = " → ".join(context.nodes[i].name for i in step.nodes)
    label = context.nodes[step.nodes[0]].label
    answers.print(f"● {in_language(_COURSES[step.course])}  {label} {names}", markup=False)
    if step.parts:
        told = "；".join(f"{message(f'why_{name}', 'what')} {points / 10:+.0f}%" for name, points in step.parts)
        accept = f"liantu review merge {step.nodes[0]} {step.nodes[1]}"
        answers.print(f"    {say('理由：', 'because: ')}{told}    {accept}", markup=False)
    for proof in (step.before, step.after):
        if proof is not None:
            file = context.documents[proof.document].file
            answers.print(f"      “{' '.join(proof.quote.split())}” —— {file}", style="dim", markup=False)


def _record(step: Step, context: Context) -> dict[str, Any]:
    def quoted(proof: Any) -> dict[str, Any] | None:
        return to_record(proof) | {"file": context.documents[proof.document].file} if proof else None

    nodes = [context.nodes[i] for i in step.nodes]
    return {
        "outcome": step.course.value,
        "nodes": [{"id": n.id, "label": n.label, "name": n.name} for n in nodes],
        "before": quoted(step.before),
        "after": quoted(step.after),
        "score": step.score,
        "parts": [
            {"name": name, "points": points, "reason": message(f"why_{name}", "what")} for name, points in step.parts
        ],
    }
