"""Questions: the catalogue, and a person's own Cypher."""

from __future__ import annotations

import sys

import click

from graph.errors import LiantuError
from graph.language import say
from graph.workspace import Workspace
from liantu.cli import confidence_option, workspace_option
from liantu.output import print_answer, print_table
from queries.catalogue import load_catalogue, run_query


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
@click.option("--json", "form", flag_value="json", help=say("输出 JSON", "print JSON"))
@click.option("--csv", "form", flag_value="csv", help=say("输出 CSV", "print CSV"))
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
        print_table(
            (say("名称", "name"), say("问题", "question")),
            [(q.name, say(q.question["zh"], q.question["en"])) for q in load_catalogue()],
        )
        return
    text = sys.stdin.read() if name == "-" else cypher
    store = workspace.snapshot().store()
    try:
        values = _parameters(param)
        answer = (
            store.ask(text, values, limit=limit)
            if text is not None
            else run_query(store, str(name), values, limit=limit)
        )
    finally:
        store.close()
    print_answer(answer, form or "table")


@click.command(
    help=say(
        "用 SPARQL 问图谱，只读（需附加项 rdf）。\n\n例：echo 'SELECT * {?s ?p ?o} LIMIT 5' | liantu sparql -",
        "Ask the graph in SPARQL, read-only (needs the extra rdf).\n\nExample: echo 'SELECT * {?s ?p ?o} LIMIT 5' | liantu sparql -",
    )
)
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), help=say("最多行数", "rows at most"))
@click.option("--json", "form", flag_value="json", help=say("输出 JSON", "print JSON"))
@click.option("--csv", "form", flag_value="csv", help=say("输出 CSV", "print CSV"))
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
