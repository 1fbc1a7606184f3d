"""Shows comparisons: a plan beside its report, two years of a place, what a thing was called before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph.decisions import Decision, Ledger, standing
from graph.errors import LiantuError, message
from graph.language import in_language, say
from graph.model import Document, Evidence, Graph, to_record
from graph.schema import declaration
from graph.workspace import Workspace
from liantu.output import answers, print_json, sentence
from queries.compare import compare
from queries.comparison import Item, Outcome
from queries.context import Context
from queries.years import compare_years, documents_of

_Words = Mapping[Outcome, Mapping[str, str]]
_PLANS: _Words = {
    Outcome.CONTINUED: {"zh": "已报告", "en": "reported"},
    Outcome.RENAMED: {"zh": "改名接续", "en": "continued under another name"},
    Outcome.PARTLY: {"zh": "部分完成", "en": "partly"},
    Outcome.DROPPED: {"zh": "未见结果", "en": "not reported"},
    Outcome.NEW: {"zh": "新增", "en": "new"},
}
_YEARS: _Words = {
    Outcome.CONTINUED: {"zh": "延续", "en": "continued"},
    Outcome.RENAMED: {"zh": "可能改名延续", "en": "may continue under another name"},
    Outcome.DROPPED: {"zh": "后一年未见", "en": "not seen in the later year"},
    Outcome.NEW: {"zh": "新增", "en": "new"},
}


def decisions_of(workspace: Workspace) -> list[Decision]:
    """Return the decisions that stand."""
    return standing(Ledger.of(workspace.path).read())


def print_plan(workspace: Workspace, graph: Graph, plan: Document, report: Document, *, as_json: bool) -> None:
    """Compare a plan with a report."""
    context = Context.read(graph, {d.id: workspace.masked_text(d.id) for d in (plan, report)})
    items = compare(context, plan.id, report.id, decisions_of(workspace))
    _print(items, context, _PLANS, f"{plan.title} → {report.title}", as_json=as_json)


def print_years(workspace: Workspace, jurisdiction: str, given: tuple[str, ...], *, as_json: bool) -> None:
    """Compare two years of a place.

    Raises:
        LiantuError: what is given are no years, or the place has no document of one.
    """
    graph = workspace.snapshot().graph()
    years = _years(graph, jurisdiction, given)
    here = documents_of(graph.documents, jurisdiction, years)
    context = Context.read(graph, {i: workspace.masked_text(i) for i, d in here.items() if d.year in years})
    items = compare_years(context, jurisdiction, years, decisions_of(workspace))
    _print(items, context, _YEARS, f"{jurisdiction} {years[0]} → {years[1]}", as_json=as_json)


def _years(graph: Graph, jurisdiction: str, given: tuple[str, ...]) -> tuple[int, int]:
    told = {str(d.year) for d in graph.documents if jurisdiction in (d.jurisdiction or "")}
    for year in given:
        if not year.isdecimal() or year not in told:
            raise LiantuError("year_unknown", f"{jurisdiction} {year}")
    earlier, later = map(int, given)
    if earlier >= later:
        known = "、".join(sorted(filter(str.isdecimal, told)))
        raise LiantuError("years_order", " ".join(given), jurisdiction=jurisdiction, known=known)
    return earlier, later


def _print(items: list[Item], context: Context, words: _Words, title: str, *, as_json: bool) -> None:
    if as_json:
        print_json(records(items, context))
        return
    answers.print(title, style="bold", markup=False)
    for item in items:
        print_item(item, context, in_language(words[item.outcome]))
    counts = Counter(item.outcome for item in items)
    answers.print(say("，", ", ").join(f"{in_language(words[o])} {counts[o]}" for o in words if counts[o]))
    answers.print(say("“未见”只就本批文档而言。", "Not seen means: in these documents."), style="dim")


def print_item(item: Item, context: Context, word: str) -> None:
    """Print one item: what became of it, why it is thought to go on under another name, and both sentences."""
    names = " → ".join(context.nodes[i].name for i in item.nodes)
    missing = f"（{'、'.join(item.missing)}）" if item.missing else ""
    label = context.nodes[item.nodes[0]].label
    called = say(declaration()["labels"][label]["zh"], label)
    answers.print(f"● {word}  {called} {names}{missing}", markup=False)
    if item.parts:
        told = "；".join(f"{message(f'why_{name}', 'what')} {points / 10:+.0f}%" for name, points in item.parts)
        accept = f"liantu review merge {item.nodes[0]} {item.nodes[1]}"
        answers.print(f"    {say('理由：', 'because: ')}{told}    {accept}", markup=False)
    for proof in (item.before, item.after):
        if proof is not None:
            file = context.documents[proof.document].file
            answers.print(f"      “{sentence(proof.quote, file)}” —— {file}", style="dim", markup=False)


def records(items: Iterable[Item], context: Context) -> list[dict[str, Any]]:
    """Return items as ``--json`` prints them."""

    def quoted(proof: Evidence | None) -> dict[str, Any] | None:
        return to_record(proof) | {"file": context.documents[proof.document].file} if proof else None

    return [
        {
            "outcome": item.outcome.value,
            "nodes": [
                {"id": n.id, "label": n.label, "name": n.name} for n in map(context.nodes.__getitem__, item.nodes)
            ],
            "before": quoted(item.before),
            "after": quoted(item.after),
            "missing": list(item.missing),
            "score": item.score,
            "parts": [
                {"name": name, "points": points, "reason": message(f"why_{name}", "what")}
                for name, points in item.parts
            ],
        }
        for item in items
    ]
