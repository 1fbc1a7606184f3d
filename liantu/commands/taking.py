"""Taking results along: export to files, push to servers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from graph.errors import LiantuError
from graph.language import say
from graph.model import Graph
from graph.workspace import Workspace
from liantu.cli import confidence_option, workspace_option
from liantu.output import answers, notes, print_written
from liantu.view import sure
from queries.lookup import find_division, find_nodes
from viz.export import FORMATS, Options, build_date
from viz.luggage import pack, stopped_in
from viz.selection import around, concerned, within
from viz.words import Finding


@click.command(
    help=say("把图谱带走。格式：", "Take the graph along. Formats: ")
    + "; ".join(f"{item.name} {item.purpose}" for item in FORMATS.values())
    + say("\n\n例：liantu export html -o 图谱.html", "\n\nExample: liantu export html -o graph.html")
)
@click.argument("format_name", metavar=say("格式", "FORMAT"))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=say("写到哪里", "where to write"))
@click.option(
    "--node", metavar=say("名称", "NAME"), help=say("只取这个节点及其周围", "only this node and what is around it")
)
@click.option(
    "--jurisdiction",
    metavar=say("地区", "PLACE"),
    help=say("只取这个地区，全称或简称", "only this place, by its path or its own name"),
)
@click.option("--gaps", "only_gaps", is_flag=True, help=say("只取有缺口的节点", "only what gaps speak of"))
@click.option("--date", help=say("印在页面上的日期，如 2026-01-31", "date to print, like 2026-01-31"))
@click.option("--title", help=say("标题", "title"))
@click.option("--bom", is_flag=True, help=say("CSV 带 BOM，供 Excel 打开", "CSV with BOM, for Excel"))
@click.option(
    "--template",
    type=click.Path(path_type=Path, exists=True),
    help=say("自己的幻灯片模板", "a slide template of your own"),
)
@click.option("--size", type=click.Choice(["16:9", "4:3"]), default="16:9", help=say("幻灯片比例", "shape of slides"))
@click.option("--transparent", is_flag=True, help=say("图片透明底", "pictures without ground"))
@confidence_option
@workspace_option
def export(
    format_name: str, out: Path, node: str | None, jurisdiction: str | None, only_gaps: bool, date: str | None, title: str | None,
    bom: bool, template: Path | None, size: str, transparent: bool, min_confidence: float, workspace: Workspace,
) -> None:  # fmt: skip
    """Write the live snapshot, or a part of it, in one of the formats."""
    chosen = FORMATS.get(format_name)
    if chosen is None:
        raise LiantuError("format_unknown", format_name, known="、".join(FORMATS))
    snapshot = workspace.snapshot()
    graph = snapshot.graph()
    findings: Sequence[Finding] = snapshot.findings()
    if min_confidence:
        graph = sure(graph, min_confidence)
    if jurisdiction:
        graph, findings = within(graph, findings, find_division(graph, jurisdiction))
    centre = find_nodes(graph, node)[0].id if node else None
    if centre:
        graph, findings = around(graph, findings, [centre])
    if only_gaps:
        graph, findings = concerned(graph, findings)
    part = bool(min_confidence or jurisdiction or centre or only_gaps)
    options = Options(
        snapshot=snapshot.name, date=build_date(date), title=title, bom=bom, template=template, size=size, transparent=transparent,
        node=centre, **(pack(workspace, snapshot, whole=not part) if format_name == "html" else {"stopped": stopped_in(snapshot)}),
    )  # fmt: skip
    for line in (*chosen.write(graph, findings, out, options), *options.unchecked):
        notes.print(line, markup=False)
    print_written(out)


@click.command(
    help=say(
        "把图谱推送到服务器，反复推送结果相同。\n\n例：liantu push neo4j（地址和密码取自 NEO4J_URI、NEO4J_USERNAME、NEO4J_PASSWORD）；liantu push sparql http://127.0.0.1:3030/kg/data",
        "Make a server hold the graph; pushing again changes nothing.\n\n"
        "Example: liantu push neo4j (address and password from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD); liantu push sparql URL",
    )
)
@click.argument("target", type=click.Choice(["neo4j", "sparql"]))
@click.argument("url", required=False)
@workspace_option
def push(target: str, url: str | None, workspace: Workspace) -> None:
    """Converge a server to the live snapshot."""
    snapshot = workspace.snapshot()
    graph = snapshot.graph()
    columns = (TextColumn(say("推送", "pushing")), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        told = (
            _push_neo4j(graph, url or "", tell) if target == "neo4j" else _push_sparql(graph, url, snapshot.name, tell)
        )
    answers.print(told, markup=False)


def _push_neo4j(graph: Graph, url: str, tell: Callable[[int, int], None]) -> str:
    from graph.stores.neo4j import Neo4jStore  # its driver is an extra

    store = Neo4jStore(url)
    try:
        done = store.push(graph, tell)
    finally:
        store.close()
    if not done:
        return say("服务器上已是同样的图谱，没有改动。", "The server held the same graph; nothing was changed.")
    return say(
        f"写入节点 {done.nodes_written} 个、关系 {done.edges_written} 条，移除节点 {done.nodes_removed} 个、关系 {done.edges_removed} 条。",
        f"{done.nodes_written} nodes and {done.edges_written} edges written, {done.nodes_removed} nodes and {done.edges_removed} edges removed.",
    )


def _push_sparql(graph: Graph, url: str | None, name: str, tell: Callable[[int, int], None]) -> str:
    from graph.stores.graphstore import GraphStore  # its engine is an extra

    if not url:
        raise LiantuError("push_url_missing")
    store = GraphStore(url)
    try:
        put, deleted = store.push(graph, name, tell)
    finally:
        store.close()
    return say(f"写入命名图 {put} 个，删除 {deleted} 个。", f"{put} named graphs put, {deleted} deleted.")
