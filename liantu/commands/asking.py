"""Questions: the catalogue, and a person's own Cypher."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import click
from rich.console import Console

from graph.errors import LiantuError
from graph.language import in_language, say
from graph.model import Graph
from graph.schema import declaration
from graph.snapshot import Snapshot
from graph.stores.base import Table
from graph.workspace import Workspace
from liantu.cli import confidence_option, form_option, workspace_option
from liantu.output import answers, notes, print_answer, print_json, print_table, sentence
from queries.ask import Match, understand
from queries.catalogue import Query, find_query, kinds_of, load_catalogue, run_query
from queries.lookup import find_nodes
from queries.rules import load_rules
from viz.words import kind_word, label_word, relation_word, state_word


@click.command(
    help=say(
        "问图谱：目录中的问题（不给名称则列出），或自己写的 Cypher，只读。\n\n例：echo 'MATCH (b:Brand) RETURN b.name' | liantu query -",
        "Ask the graph: a question of the catalogue (without a name they are listed) or Cypher of your own, read-only.\n\n"
        "Example: echo 'MATCH (b:Brand) RETURN b.name' | liantu query -",
    )
)
@click.argument("name", required=False)
@click.option(
    "-p", "--param", multiple=True, metavar="KEY=VALUE", help=say("参数，可重复", "a parameter, may be repeated")
)
@click.option("--cypher", metavar="TEXT", help=say("自己写的 Cypher", "Cypher of your own"))
@click.option("--limit", type=click.IntRange(1), help=say("最多行数", "rows at most"))
@form_option
@confidence_option
@workspace_option
def query(
    name: str | None,
    param: tuple[str, ...],
    cypher: str | None,
    limit: int | None,
    form: str | None,
    min_confidence: float,
    workspace: Workspace,
) -> None:
    """Run a query and print its answer."""
    if name is None and cypher is None:
        listed = [[q.name, in_language(q.question)] for q in load_catalogue()]
        if form:
            print_answer(Table(["name", "question"], listed), form)
        else:
            print_table((say("名称", "name"), say("问题", "question")), listed)
        return
    text = sys.stdin.read() if name == "-" else cypher
    snapshot = workspace.snapshot()
    store = snapshot.store()
    try:
        values = _parameters(param)
        if text is not None:
            answer = store.ask(text, values, limit=limit)
        else:
            answer = run_query(store, str(name), values, limit=limit)
            if not answer.rows and (meant := _as_named(snapshot.graph(), values)) != values:
                answer = run_query(store, str(name), meant, limit=limit)
    finally:
        store.close()
    if text is None and not form:
        question = find_query(str(name))
        print_found(question, answer, {d.id: d.file for d in snapshot.graph().documents})
        print_rule(question, snapshot)
    else:
        print_answer(answer, form or "table")


def _as_named(graph: Graph, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a query with the names of nodes as the graph has them, where one node is meant by another form of its name."""
    found = dict(values)
    for parameter in {"name", "first", "second"} & values.keys():
        with suppress(LiantuError):
            nodes = find_nodes(graph, values[parameter])
            if len(nodes) == 1:
                found[parameter] = nodes[0].name
    return found


def print_found(question: Query, found: Table, files: Mapping[str, str]) -> None:
    """Print the answer to a question of the catalogue for a person: columns, words of the model and sentences as they are read.

    Args:
        question: of the catalogue.
        found: its answer.
        files: names of the files of documents by id.
    """
    if not found.rows:
        answers.print(say("本批文档未见。", "These documents show none."))
        return
    heads = [in_language(question.columns[name]) for name in found.columns]
    of_kinds = kinds_of(question)
    rows = [
        [_in_words(name, value, row.get("label", of_kinds), files) for name, value in row.items()]
        for row in found.records()
    ]
    print_table(heads, rows)
    if found.truncated:
        answers.print(say("还有更多行，未列出。", "There are more rows, which are not listed."), style="dim")


def print_rule(question: Query, snapshot: Snapshot) -> None:
    """Point to the gap rule that holds the same against the text, and to what it found; a question sees relations only."""
    if question.rule is None:
        return
    title = in_language(load_rules()[question.rule].title)
    count = sum(finding["rule"] == question.rule for finding in snapshot.findings())
    told = say(
        f"以上只看图中的关系。对照原文的缺口“{title}”：{count} 处，见 liantu gaps --rule {question.rule}",
        f"This sees relations only. Gaps by the text ({title}): {count}, see liantu gaps --rule {question.rule}",
    )
    answers.print(told, style="dim", markup=False)


def _in_words(column: str, value: Any, label: str | None, files: Mapping[str, str]) -> Any:
    """Return a word of the model in the user's language, evidence as its sentences; all else as it is."""
    if not isinstance(value, str):
        return value
    match column:
        case "label" if value in declaration()["labels"]:
            return label_word(value)
        case "relation" if value in declaration()["relations"]:
            return relation_word(value)
        case "status":
            return state_word("statuses", value)
        case "kind":
            return kind_word(label, value) if label else value
        case "direction":
            return {"out": "→", "in": "←"}.get(value, value)
        case "evidence":
            return "\n".join(
                f"“{sentence(e['quote'], files[e['document']])}” —— {files[e['document']]}" for e in json.loads(value)
            )
        case _:
            return value


@click.command(
    help=say(
        "用一句话提问，不用大模型：按词语和拼音找到目录中的问题。\n\n例：liantu ask 没有牵头单位的品牌",
        "Ask in plain words, without a language model: a question of the catalogue is found by words and pinyin.\n\nExample: liantu ask brands without a lead",
    )
)
@click.argument("words", nargs=-1, required=True, metavar=say("问题", "QUESTION"))
@click.option("--cypher", "shown", is_flag=True, help=say("也显示所用的 Cypher", "show the Cypher text too"))
@form_option
@workspace_option
def ask(words: tuple[str, ...], shown: bool, form: str | None, workspace: Workspace) -> None:
    """Find the question that is meant and answer it; list the nearest where it is not clear."""
    snapshot = workspace.snapshot()
    meant = understand(" ".join(words), snapshot.graph())
    if meant.chosen is None:
        _print_candidates(" ".join(words), meant.candidates, form)
        return
    query, values = meant.chosen.query, dict(meant.chosen.parameters)
    store = snapshot.store()
    try:
        found = run_query(store, query.name, values)
    finally:
        store.close()
    if form == "json":
        head = {"question": in_language(query.question), "name": query.name, "parameters": values}
        answer = {"columns": found.columns, "rows": found.rows, "truncated": found.truncated}
        print_json(head | {"unused": meant.chosen.unused} | answer)
        return
    out = notes if form else answers
    _print_understood(meant.chosen, out)
    if form:
        print_answer(found, form)
        return
    if shown:
        answers.print(query.cypher.strip(), style="dim", markup=False)
    print_found(query, found, {d.id: d.file for d in snapshot.graph().documents})
    print_rule(query, snapshot)


def _command(match: Match) -> str:
    """Return the command that asks a question of the catalogue with the values that were typed; … stands for one that it lacks."""
    given = {p.name: match.parameters.get(p.name, "…" if p.default is None else "") for p in match.query.parameters}
    words = [f"{name}={value}" for name, value in given.items() if value]
    return " -p ".join([f"liantu query {match.query.name}", *(shlex.quote(w) if " " in w else w for w in words)])


def _print_understood(chosen: Match, out: Console) -> None:
    """Say which question of the catalogue is answered, for what, and what of the typed one it leaves out."""
    query = chosen.query
    told = "  ".join(str(value) for value in chosen.parameters.values())
    out.print(f"{in_language(query.question)}  {told}".rstrip(), style="bold", markup=False)
    out.print(_command(chosen), style="dim", markup=False)
    if chosen.unused:
        left = say("、", ", ").join(chosen.unused)
        warning = say(
            f"！这里回答的是上面这个问题；你的话里没有用到的：{left}",
            f"! This answers the question above; of your words it leaves out: {left}",
        )
        out.print(warning, style="yellow", markup=False)


def _print_candidates(typed: str, candidates: Sequence[Match], form: str | None) -> None:
    """Print the nearest questions instead of an answer, in the form that the answer would have.

    Raises:
        LiantuError: no question is near.
    """
    if not candidates:
        raise LiantuError("question_unknown", typed)
    rows = [[m.query.name, in_language(m.query.question)] for m in candidates]
    if form == "json":
        print_json({"candidates": [{"name": name, "question": question} for name, question in rows]})
    elif form == "csv":
        print_answer(Table(["candidate", "question"], rows), form)
    else:
        answers.print(say("没有把握。相近的问题：", "Not sure. The nearest questions:"))
        told = [(in_language(m.query.question), _command(m)) for m in candidates]
        print_table((say("问题", "question"), say("直接问其中一个", "to ask one of them")), told)


@click.command(
    help=say(
        "用 SPARQL 问图谱，只读（需附加项 rdf）。\n\n例：echo 'SELECT * {?s ?p ?o} LIMIT 5' | liantu sparql -",
        "Ask the graph in SPARQL, read-only (needs the extra rdf).\n\nExample: echo 'SELECT * {?s ?p ?o} LIMIT 5' | liantu sparql -",
    )
)
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), help=say("最多行数", "rows at most"))
@form_option
@workspace_option
def sparql(text: str, limit: int | None, form: str | None, workspace: Workspace) -> None:
    """Run a SPARQL query and print its answer."""
    from graph.stores.sparql import ask_sparql, sparql_worker  # their engine is an extra

    snapshot = workspace.snapshot()
    worker = sparql_worker(snapshot.graph(), snapshot.name)
    try:
        answer = ask_sparql(worker, sys.stdin.read() if text == "-" else text, limit=limit)
    finally:
        worker.close()
    print_answer(answer, form or "table")


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not key:
            raise LiantuError("parameter_form", item)
        values[key] = value
    return values
