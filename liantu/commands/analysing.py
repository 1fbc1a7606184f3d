"""Ways, neighbourhoods, matrices, comparisons, suggestions: what an analyst asks beyond the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from graph.errors import LiantuError
from graph.language import say
from graph.model import Document, Edge, Graph, Node, to_record
from graph.schema import allowed_pairs, declaration
from graph.stores.memory import MemoryStore
from graph.vocabulary import Label, RelationType
from graph.workspace import Workspace
from liantu.choices import find_word, listed, word_of
from liantu.cli import form_option, json_option, sheet_option, workspace_option
from liantu.comparing import print_plan, print_years
from liantu.output import answers, print_answer, print_json, print_matrix, print_table, print_written, sentence
from queries.bridges import Bridges, Suggestion, reach, with_links
from queries.finding import from_json
from queries.gaps import find_gaps
from queries.lookup import find_division, find_document, find_nodes
from queries.matrix import build_matrix
from queries.paths import around as neighbourhood
from queries.paths import find_paths, tell_path
from queries.supposed import Smaller, compare_gaps
from viz.matrix import write_matrix
from viz.words import edge_said, label_word, relation_word


def one_node(graph: Graph, name: str, jurisdiction: str | None = None) -> Node:
    """Return the node that a name means.

    Raises:
        LiantuError: none bears the name, or several do.
    """
    found = find_nodes(graph, name, None, jurisdiction)
    if len(found) > 1:
        listed = "；".join(
            f"{node.name} {label_word(node.label)} {node.jurisdiction or '-'}（{node.id}）" for node in found
        )
        raise LiantuError("name_ambiguous", name, found=listed)
    return found[0]


def pair_refused(relation: str, source: str, target: str) -> LiantuError:
    """Return the error of a relation that cannot lead from one label to another, with where it can lead."""
    pairs = allowed_pairs(relation)
    known = (
        listed("labels", dict.fromkeys(end for end, _ in pairs)),
        listed("labels", dict.fromkeys(end for _, end in pairs)),
    )
    return LiantuError(
        "pair_not_allowed", relation_word(relation), source=label_word(source), target=label_word(target),
        sources=known[0], targets=known[1],
    )  # fmt: skip


def _types(names: tuple[str, ...]) -> list[RelationType] | None:
    return [RelationType(name) for name in names] or None


_RELATIONS = [name for name in declaration()["relations"] if name != "MENTIONED_IN"]
_relations, _labels = word_of("relations", _RELATIONS), word_of("labels", declaration()["labels"])


@click.command(
    help=say(
        "两个节点之间的路径，一步一句，附原文。\n\n例：liantu path 甲 乙",
        "The way between two nodes, told step by step with the sentences.\n\nExample: liantu path A B",
    )
)
@click.argument("start")
@click.argument("end")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=_relations,
    metavar=say("关系", "RELATION"),
    help=say("只走这种关系，可重复", "walk only this relation, may be repeated"),
)
@click.option("--count", default=3, type=click.IntRange(1), help=say("最多几条", "ways at most"))
@click.option(
    "--suggested",
    is_flag=True,
    help=say("也走建议的衔接（非事实，另有标记）", "walk suggested links too (no facts, and marked)"),
)
@workspace_option
@json_option
def path(
    start: str, end: str, types: tuple[str, ...], count: int, suggested: bool, workspace: Workspace, as_json: bool
) -> None:
    """Tell the shortest ways between two nodes."""
    snapshot = workspace.snapshot()
    graph = snapshot.graph()
    ends = [one_node(graph, name) for name in (start, end)]
    links = _suggestions(graph, snapshot.findings()) if suggested else ()
    found = find_paths(graph, ends[0].id, ends[1].id, types=_types(types), count=count, suggested=links)
    ways = [tell_path(way, graph) for way in found]
    if as_json:
        print_json([[asdict(step) for step in way] for way in ways])
        return
    if ends[0] == ends[1]:
        answers.print(say("这是同一个节点。", "This is one and the same node."))
    elif not ways:
        answers.print(say("本批文档未见两者之间的路径。", "These documents show no way between the two."))
    for number, way in enumerate(ways, 1):
        answers.print(f"\n{number}.", style="bold")
        for step in way:
            answers.print(f"  {step.words}", style="yellow" if step.suggested else "cyan", markup=False)
            if not step.suggested:
                answers.print(f"      “{sentence(step.quote, step.file)}” —— {step.file}", style="dim", markup=False)


def _suggestions(graph: Graph, findings: Iterable[Mapping[str, Any]]) -> list[Suggestion]:
    """The links that would close the open gaps, each once."""
    closing = Bridges(graph).close([from_json(f) for f in findings if f["status"] == "open"])
    each = {(s.relation, s.source, s.target): s for found in closing.values() for s in found}
    return [each[key] for key in sorted(each)]


@click.command(
    help=say(
        "一个节点周围几步之内的一切。\n\n例：liantu around 市委统战部 --hops 2",
        "Everything within some steps of a node.\n\nExample: liantu around NAME --hops 2",
    )
)
@click.argument("name")
@click.option("--hops", default=1, type=click.IntRange(1, 4), help=say("步数", "steps"))
@click.option(
    "--type",
    "types",
    multiple=True,
    type=_relations,
    metavar=say("关系", "RELATION"),
    help=say("只走这种关系，可重复", "walk only this relation, may be repeated"),
)
@workspace_option
@json_option
def around(name: str, hops: int, types: tuple[str, ...], workspace: Workspace, as_json: bool) -> None:
    """Print the neighbourhood of a node."""
    graph = workspace.snapshot().graph()
    near = neighbourhood(graph, one_node(graph, name).id, hops, _types(types))
    if as_json:
        print_json({"nodes": [*map(to_record, near.nodes)], "edges": [*map(to_record, near.edges)]})
        return
    names = {node.id: node.name for node in near.nodes}
    files = {document.id: document.file for document in near.documents}
    words = declaration()["relations"]
    columns = (say("主体", "from"), say("关系", "relation"), say("客体", "to"), say("原句", "sentence"))
    print_table(columns, [_row(edge, names, files, words) for edge in near.edges])


def _row(edge: Edge, names: dict[str, str], files: dict[str, str], words: dict[str, Any]) -> tuple[str, ...]:
    verb = say(words[edge.type]["zh"], words[edge.type]["en"])
    proof = edge.evidence[0]
    return names[edge.source], verb + edge_said(edge), names[edge.target], sentence(proof.quote, files[proof.document])


@click.command(
    help=say(
        "谁对什么的矩阵；空白处是本批文档未见，不等于没有。\n\n"
        f"关系：{listed('relations', _RELATIONS)}。类：{listed('labels', declaration()['labels'])}。\n\n"
        "例：liantu matrix 牵头 --rows 组织机构 --columns 品牌",
        "A matrix of who does what; of its blanks these documents show nothing, which is not to say that there is nothing.\n\n"
        f"Relations: {listed('relations', _RELATIONS)}. Labels: {listed('labels', declaration()['labels'])}.\n\n"
        "Example: liantu matrix LEADS --rows Organisation --columns Brand",
    )
)
@click.argument("relation", type=_relations, metavar=say("关系", "RELATION"))
@click.option(
    "--rows",
    "row_label",
    required=True,
    type=_labels,
    metavar=say("类", "LABEL"),
    help=say("行的类型", "label of the rows"),
)
@click.option(
    "--columns",
    "column_label",
    required=True,
    type=_labels,
    metavar=say("类", "LABEL"),
    help=say("列的类型", "label of the columns"),
)
@click.option("--jurisdiction", default="", metavar=say("地区", "PLACE"), help=say("只看这个地区", "only this place"))
@form_option
@sheet_option
@workspace_option
def matrix(
    relation: str,
    row_label: str,
    column_label: str,
    jurisdiction: str,
    form: str | None,
    out: Path | None,
    workspace: Workspace,
) -> None:
    """Print the matrix of a relation, its rows as rows in every form."""
    if (row_label, column_label) not in allowed_pairs(relation):
        raise pair_refused(relation, row_label, column_label)
    graph = workspace.snapshot().graph()
    made = build_matrix(
        graph,
        RelationType(relation),
        Label(row_label),
        Label(column_label),
        jurisdiction=find_division(graph, jurisdiction) if jurisdiction else "",
    )
    if out:
        write_matrix(made, out)
        print_written(out)
        return
    if form:
        print_answer(made.table(), form)
        return
    print_matrix(made.table())
    blanks = "、".join(node.name for node in made.blanks)
    answers.print(
        say(
            f"● 已做  ○ 计划  × 原文指出缺失。本批文档未见：{blanks or '无'}",
            f"● done  ○ planned  × missing by the text. These documents show none for: {blanks or '-'}",
        ),
        markup=False,
    )


def _documents(graph: Graph, names: tuple[str, ...]) -> list[Document]:
    """The two documents to compare, as they are called."""
    found = [find_document(graph.documents, name) for name in names]
    if None in found:
        missing = names[found.index(None)]
        files = {d.file.rpartition("/")[2]: d.file for d in graph.documents}
        near = [
            files[n] for n in get_close_matches(missing.rpartition("/")[2], sorted(files), 5, 0.3) or sorted(files)[:5]
        ]
        raise LiantuError("name_unknown", missing, near="、".join(near))
    return [document for document in found if document is not None]


@click.command(
    help=say(
        "计划与总结逐项对照；或一个地区的两年：延续、改名、新增、未见。\n\n"
        "例：liantu compare 计划.txt 总结.txt；liantu compare --jurisdiction 枝江市 2023 2024",
        "A plan against a report, item by item; or two years of a place: what goes on, under another name too, is new, is no more seen.\n\n"
        "Example: liantu compare PLAN REPORT; liantu compare --jurisdiction PLACE 2023 2024",
    )
)
@click.argument("names", nargs=2, metavar=say("计划 总结", "PLAN REPORT"))
@click.option(
    "--jurisdiction", metavar=say("地区", "PLACE"), help=say("这时给出的是两个年份", "the two names are then years")
)
@workspace_option
@json_option
def compare(names: tuple[str, ...], jurisdiction: str | None, workspace: Workspace, as_json: bool) -> None:
    """Say of each planned item what became of it, with both sentences."""
    if jurisdiction is not None:
        print_years(workspace, jurisdiction, names, as_json=as_json)
        return
    graph = workspace.snapshot().graph()
    plan, report = _documents(graph, names)
    print_plan(workspace, graph, plan, report, as_json=as_json)


@click.command(
    help=say(
        "假如连上会怎样：缺口和可达范围的变化，不写入图谱。\n\n例：liantu whatif --link 甲 串联 乙",
        "What a link would change in gaps and reach; nothing is written.\n\nExample: liantu whatif --link A CONNECTS B",
    )
)
@click.option("--link", "links", nargs=3, multiple=True, required=True, metavar=say("甲 关系 乙", "A REL B"))
@workspace_option
@json_option
def whatif(links: tuple[tuple[str, str, str], ...], workspace: Workspace, as_json: bool) -> None:
    """Suppose links and tell which gaps they close or open, and how far the first end then reaches."""
    graph = workspace.snapshot().graph()
    texts = {document.id: workspace.masked_text(document.id) for document in graph.documents}
    supposed = [_supposed(graph, *link) for link in links]
    after = with_links(graph, supposed)
    change = compare_gaps(_gaps(graph, texts), _gaps(after, texts), (graph, after))
    start = supposed[0][0]
    reached = [reach(g, start) for g in (graph, after)]
    if as_json:
        smaller = [
            {"gap": s.finding.message, "before": len(s.finding.nodes), "left": [n.name for n in s.left]}
            for s in change.smaller
        ]
        closed, opened = ([f.message for f in found] for found in (change.closed, change.opened))
        print_json({"closed": closed, "smaller": smaller, "new": opened, "reach": reached})
        return
    answers.print(
        say(f"三步之内可达节点：{reached[0]} → {reached[1]}", f"nodes within three steps: {reached[0]} → {reached[1]}")
    )
    told = (
        (say("将消除的缺口", "gaps closed"), [f.message for f in change.closed]),
        (say("将缩小的缺口", "gaps made smaller"), [_smaller(s) for s in change.smaller]),
        (say("将出现的缺口", "gaps opened"), [f.message for f in change.opened]),
    )
    for title, found in told:
        answers.print(f"{title}：{len(found)}", style="bold")
        for message in found:
            answers.print(f"  {message}", markup=False)


def _supposed(graph: Graph, first: str, word: str, second: str) -> tuple[str, RelationType, str]:
    """Return a link as it is typed by its ends' ids.

    Raises:
        LiantuError: there is no such relation, it cannot lead from the one to the other, or both are one.
    """
    relation = find_word("relations", word, _RELATIONS)
    if relation is None:
        raise LiantuError("relation_unknown", word, known=listed("relations", _RELATIONS))
    source, target = one_node(graph, first), one_node(graph, second)
    if source == target:
        raise LiantuError("link_to_itself", source.name)
    if (source.label, target.label) not in allowed_pairs(relation):
        raise pair_refused(relation, source.label, target.label)
    return source.id, RelationType(relation), target.id


def _smaller(gap: Smaller) -> str:
    before, left = len(gap.finding.nodes), "、".join(n.name for n in gap.left)
    return say(
        f"{gap.finding.message}涉及 {before} 处 → 还剩 {len(gap.left)} 处：{left}。",
        f"{gap.finding.message} It spoke of {before}; {len(gap.left)} left: {left}.",
    )


def _gaps(graph: Graph, texts: dict[str, str]) -> list[Any]:
    store = MemoryStore()
    store.load(graph)
    try:
        return find_gaps(store, graph, texts=texts)
    finally:
        store.close()


@click.command(
    help=say(
        "在浏览器里看图谱（只在本机 127.0.0.1）。\n\n例：liantu explore",
        "Look at the graph in a browser (127.0.0.1 only).\n\nExample: liantu explore",
    )
)
@click.option(
    "--port",
    default=8765,
    type=click.IntRange(0, 65535),
    help=say("端口，被占用时另选", "port; another is taken where it is in use"),
)
@click.option("--no-browser", is_flag=True, help=say("不打开浏览器", "do not open the browser"))
@workspace_option
def explore(port: int, no_browser: bool, workspace: Workspace) -> None:
    """Serve the explorer until interrupted."""
    from liantu import build
    from viz.explorer import serve

    def keep(record: Mapping[str, Any]) -> None:
        build.decide(workspace, [record])

    def tell(address: str) -> None:
        answers.print(
            say(f"图谱在 {address}，按 Ctrl+C 结束。", f"The graph is at {address}; Ctrl+C ends it."), markup=False
        )

    serve(workspace, port=port, open_browser=not no_browser, decide=keep, ready=tell)
