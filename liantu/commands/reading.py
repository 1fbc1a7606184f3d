"""Reading documents, and looking at what was read: ingest, show, demo, version."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version as installed
from pathlib import Path

import click

from graph.errors import LiantuError, message
from graph.language import language, say
from graph.model import Document, Edge, Graph, Node, to_record
from graph.schema import declaration
from graph.workspace import Workspace
from ingest.pipeline import READERS
from liantu import build
from liantu.choices import word_of
from liantu.cli import json_option, workspace_option
from liantu.commands.explaining import explain as explained
from liantu.commands.summary import follow, report
from liantu.output import answers, print_json, print_table, sentence


@click.command(
    help=say(
        "读文件和文件夹，建成图谱。再次运行只读有变化的文件。\n\n例：liantu ingest 工作文档/",
        "Read files and folders and build the graph. Run again, it reads only what has changed.\n\nExample: liantu ingest documents/",
    )
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--jobs",
    default=0,
    type=click.IntRange(0),
    help=say("进程数（默认：处理器核数）", "processes (default: one a core)"),
)
@click.option(
    "--reader",
    type=click.Choice(READERS),
    default=READERS[0],
    help=say(
        "谁来读：trained 语法加训练模型；rules 只用语法，快约二十倍，漏得多；bare 连找人名的 LAC 也不用，人名不遮盖",
        "who reads: trained, grammar and networks; rules, grammar alone, twenty times as fast and missing more; "
        "bare, without LAC too, which finds names: they are not masked",
    ),
)
@click.option(
    "--remove",
    is_flag=True,
    help=say(
        "去掉以前从这些文件夹、文件读到的，不再读；它们可以已不存在",
        "take out what was read from these folders and files, which need not be there any more",
    ),
)
@click.option(
    "--explain",
    is_flag=True,
    help=say(
        "每条事实据何规则、次选为何，舍弃的候选为何舍弃",
        "of each fact its rule and the runner-up; of what was dropped, why",
    ),
)
@workspace_option
@json_option
def ingest(
    paths: tuple[Path, ...], workspace: Workspace, jobs: int, reader: str, remove: bool, explain: bool, as_json: bool
) -> None:
    """Read, build, publish; list by document what was found, and at the end what could not be read."""
    started = time.perf_counter()
    outcome = build.forget(workspace, paths) if remove else follow(workspace, paths, jobs, reader=reader)
    if as_json:
        print_json({
            "snapshot": outcome.snapshot, "built": outcome.built, "read": outcome.read, "kept": outcome.kept, "removed": outcome.removed,
            "documents": [to_record(document) for document in workspace.documents()],
            "errors": [{k: v for k, v in asdict(row).items() if k != "read_with"} for row in outcome.failures],
        } | ({"stopped": workspace.snapshot().stopped} if outcome.snapshot and workspace.snapshot().stopped else {}))  # fmt: skip
    else:
        report(workspace, outcome, time.perf_counter() - started)
    if explain:
        explained(workspace.facts())
    if outcome.snapshot is None:
        raise LiantuError("nothing_read", str(workspace.path), exit_code=3)


@click.command(
    help=say(
        "一个节点（或文档）及其全部关系，条条附原句。\n\n例：liantu show 市委统战部",
        "A node or document with every edge and its sentence.\n\nExample: liantu show NAME",
    )
)
@click.argument("name")
@click.option(
    "--label",
    type=word_of("labels", declaration()["labels"]),
    metavar=say("类", "LABEL"),
    help=say("只看这一类节点", "only nodes of this label"),
)
@click.option(
    "--jurisdiction", metavar=say("地区", "PLACE"), help=say("只看这个地区的节点", "only nodes of this place")
)
@click.option(
    "--history",
    "by_year",
    is_flag=True,
    help=say("逐年：最早、最近和每年的原句", "year by year: first, last, and the sentences"),
)
@click.option(
    "--cleaned",
    is_flag=True,
    help=say("一份文档：没有读的部分和原因", "of a document: what was not read, and why"),
)
@workspace_option
@json_option
def show(
    name: str,
    label: str | None,
    jurisdiction: str | None,
    by_year: bool,
    cleaned: bool,
    workspace: Workspace,
    as_json: bool,
) -> None:
    """Print nodes by name or alias; a document by file name, title or id."""
    from liantu import history  # here, like what it needs, so that reading begins without it
    from liantu.comparing import decisions_of
    from queries.context import Context
    from queries.lookup import edges_of, find_document, find_nodes, issued_by

    graph = workspace.snapshot().graph()
    document = find_document(graph.documents, name) if label is None else None
    if document is not None and cleaned:
        _show_cuts(workspace, document, as_json)
        return
    if document is not None:
        nodes = [node for node in graph.nodes if any(m.document == document.id for m in node.mentions)]
        edges = [edge for edge in graph.edges if any(e.document == document.id for e in edge.evidence)]
        if as_json:
            print_json(
                [
                    {
                        "document": to_record(document),
                        "nodes": [*map(to_record, nodes)],
                        "edges": [*map(to_record, edges)],
                    }
                ]
            )
        else:
            answers.print(
                f"{document.title}  {document.file}  {document.jurisdiction or ''} {document.year or ''}",
                style="bold",
                markup=False,
            )
            _print_edges(graph, edges, None)
        return
    try:
        nodes = find_nodes(graph, name, label, jurisdiction)
    except LiantuError:
        issued = issued_by(graph.documents, name)
        if not issued:
            raise
        _print_issued(issued, as_json)
        return
    found = edges_of(graph, nodes)
    context, standing = Context(graph), decisions_of(workspace) if by_year else []
    if as_json:
        print_json(
            [
                {"node": to_record(node), "edges": [to_record(edge) for edge in found[node.id]]}
                | ({"history": history.to_json(node, found[node.id], context, standing)} if by_year else {})
                for node in nodes
            ]
        )
        return
    for node in nodes:
        _print_node(node)
        if by_year:
            history.print_history(node, found[node.id], context, standing)
        else:
            _print_edges(graph, found[node.id], node.id)


def _print_issued(documents: Sequence[Document], as_json: bool) -> None:
    """Print the documents of an issuer that is no node."""
    if as_json:
        print_json([{"document": to_record(document)} for document in documents])
        return
    said = say("不是图谱中的节点；是这些文档的发文单位：", "No node of the graph; it issues these documents:")
    answers.print(said)
    for document in documents:
        answers.print(f"  {document.title}  {document.file}  {document.year or ''}", markup=False)


def _print_node(node: Node) -> None:
    model = declaration()["labels"][node.label]
    kind = model["kinds"].get(node.kind, "") if language() == "zh" else node.kind or ""
    called = f"  {say('又称', 'also')} {'、'.join(node.aliases)}" if node.aliases else ""
    head = f"{say(model['zh'], node.label)}{' · ' + kind if kind else ''} · {node.jurisdiction or '-'}{called}"
    answers.print(f"\n■ {node.name}", style="bold", markup=False)
    answers.print(head, style="dim", markup=False)
    for name, value in sorted(node.properties.items()):
        if value is not None:
            answers.print(f"  {name}: {value}", markup=False)


def _print_edges(graph: Graph, edges: Sequence[Edge], centre: str | None) -> None:
    names = {node.id: node.name for node in graph.nodes}
    files = {document.id: document.file for document in graph.documents}
    model = declaration()
    for edge in edges:
        words = model["relations"][edge.type]
        status = "" if edge.status == "done" else f"（{model['statuses'][edge.status][language()]}）"
        verb = say(words["zh"], words["en"])
        subject = say("（主语为文档代拟）", " (subject supplied)") if edge.inferred else ""
        if centre == edge.target and edge.source != centre:
            line = f"  ← {names[edge.source]} {verb}{status}{subject}"
        elif centre:
            line = f"  → {verb}{status}{subject} {names[edge.target]}"
        else:
            line = f"  {names[edge.source]} → {verb}{status}{subject} → {names[edge.target]}"
        answers.print(line, style="cyan", markup=False)
        for proof in edge.evidence:
            section = f" · {proof.section}" if proof.section else ""
            answers.print(f"      “{sentence(proof.quote, files[proof.document])}”", markup=False)
            answers.print(
                f"      {files[proof.document]}{section} [{proof.start}–{proof.end}] {proof.confidence / 10:.0f}%",
                style="dim",
                markup=False,
            )


_SHOWN = 200
"""Characters of a cut that are shown: what is no prose may be megabytes."""


def _show_cuts(workspace: Workspace, document: Document, as_json: bool) -> None:
    """Print what the rules did not read of a document, and why: first what the file holds around its text; credits without the names in them."""
    from ingest.clean import clean  # here, so that other commands need not load it
    from ingest.text import Source

    text = workspace.masked_text(document.id)
    kind = "text/markdown" if document.file.endswith((".md", ".markdown")) else "text/plain"
    around = next(facts.left_out for facts in workspace.facts() if facts.document.id == document.id)
    rows: list[list[int | str | None]] = [[None, None, _why(reason), line] for reason, line in around]
    for cut in clean(Source(document.file, document.id, kind, text)).cuts:
        words = " ".join(text[cut.start : cut.end].split())
        shown = message("cut_hidden_names", "what") if cut.reason == "credit" else words
        rows.append([cut.start, cut.end, _why(cut.reason), shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"])
    if as_json:
        print_json([dict(zip(("start", "end", "reason", "text"), row, strict=True)) for row in rows])
    elif not rows:
        answers.print(message("cut_nothing", "what", where=document.file), markup=False)
    else:
        print_table([say("起", "start"), say("止", "end"), say("原因", "reason"), say("文字", "text")], rows)


def _why(reason: str) -> str:
    return message(f"cut_{reason.replace(' ', '_')}", "what")


@click.command(
    help=say(
        "读样例文档，走一遍全程。\n\n例：liantu demo",
        "Read the sample documents and go the whole way.\n\nExample: liantu demo",
    )
)
@click.option(
    "--samples", type=click.Path(path_type=Path), default=Path("samples"), help=say("样例文件夹", "folder of samples")
)
@click.option("-w", "--workspace", type=click.Path(path_type=Path), default=Path("demo-workspace"))
def demo(samples: Path, workspace: Path) -> None:
    """Read the samples, print what was read and the gaps, write the page, say where to look."""
    from liantu.commands.gaps import print_findings, print_stopped
    from viz.export import FORMATS, Options
    from viz.luggage import pack

    started = time.perf_counter()
    space = Workspace(workspace)
    outcome = follow(space, [samples], 0)
    report(space, outcome, time.perf_counter() - started)
    snapshot = space.snapshot()
    print_findings(snapshot.findings())
    print_stopped(snapshot.stopped)
    page = workspace / "liantu.html"
    options = Options(snapshot=snapshot.name, **pack(space, snapshot))
    FORMATS["html"].write(snapshot.graph(), snapshot.findings(), page, options)
    answers.print(
        say(
            f"\n看图：用浏览器打开 {page.resolve()}\n问图：.venv/bin/liantu query -w {workspace}；"
            f"看节点：.venv/bin/liantu show 名称 -w {workspace}；缺口：.venv/bin/liantu gaps -w {workspace}",
            f"\nLook: open {page.resolve()} in a browser\nAsk: .venv/bin/liantu query -w {workspace}; "
            f"a node: .venv/bin/liantu show NAME -w {workspace}; gaps: .venv/bin/liantu gaps -w {workspace}",
        ),
        markup=False,
        soft_wrap=True,
    )


@click.command(help=say("版本", "the version"))
def version() -> None:
    """Print the version."""
    answers.print(f"liantu {installed('liantu')}")
