"""A thing over the years, on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.decisions import Decision
from graph.history import History, history
from graph.language import say
from graph.model import Document, Edge, Mention, Node, to_record
from graph.schema import declaration
from liantu.comparing import print_item, records
from liantu.output import answers, sentence
from queries.context import Context
from queries.years import other_names


def to_json(node: Node, edges: Sequence[Edge], context: Context, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return ``{"first", "last", "years": [{"year", "documents", "mentions", "statements"}], "other_names"}``.

    A statement is an evidence with file and edge; other names are items of a comparison.
    """
    graph = context.graph
    told = history(node, edges, graph.documents)
    files = {document.id: document.file for document in graph.documents}

    def place(at: tuple[Document, Mention] | None) -> dict[str, Any] | None:
        return at and {"year": at[0].year, "file": at[0].file, **to_record(at[1])}

    return {
        "first": place(told.first),
        "last": place(told.last),
        "years": [
            {
                "year": year.year, "documents": [d.file for d in year.documents], "mentions": year.mentions,
                "statements": [
                    to_record(s.proof) | {"file": files[s.proof.document], "edge": s.edge.id, "type": s.edge.type, "source": s.edge.source,
                                          "target": s.edge.target, "status": s.edge.status, "year_source": s.source}
                    for s in year.statements
                ],
            }
            for year in told.years
        ],
        "other_names": records(other_names(context, node, decisions), context),
    }  # fmt: skip


def print_history(node: Node, edges: Sequence[Edge], context: Context, decisions: Sequence[Decision]) -> None:
    """Print first and last mention, what it may have been called before and after, then each year with what is said of the thing, and the sentences."""
    graph = context.graph
    told: History = history(node, edges, graph.documents)
    for word, at in ((say("最早", "first"), told.first), (say("最近", "last"), told.last)):
        if at:
            answers.print(
                f"  {word}：{at[0].year} “{at[1].text}” —— {at[0].file} [{at[1].start}–{at[1].end}]", markup=False
            )
    for item in other_names(context, node, decisions):
        print_item(item, context, say("可能改名延续", "may continue under another name"))
    names = {other.id: other.name for other in graph.nodes}
    files = {document.id: document.file for document in graph.documents}
    model = declaration()
    for year in told.years:
        head = say(
            f"{year.year or '年份不详'}：{len(year.documents)} 份文档提到 {year.mentions} 次",
            f"{year.year or 'no year'}: named {year.mentions} times in {len(year.documents)} documents",
        )
        answers.print(f"\n  {head}", style="bold", markup=False)
        for one in year.statements:
            words = model["relations"][one.edge.type]
            status = "" if one.edge.status == "done" else f"（{say(*_words(model['statuses'][one.edge.status]))}）"
            verb = say(words["zh"], words["en"])
            answers.print(
                f"    {names[one.edge.source]} {verb}{status} {names[one.edge.target]}", style="cyan", markup=False
            )
            file = files[one.proof.document]
            answers.print(f"      “{sentence(one.proof.quote, file)}” —— {file}", markup=False)


def _words(texts: dict[str, str]) -> tuple[str, str]:
    return texts["zh"], texts["en"]
