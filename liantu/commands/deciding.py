"""What people decide: review. What changed between two snapshots: diff. Tables that people bring: import."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.decisions import STATUSES, Kind, Record, thing
from graph.difference import difference
from graph.errors import LiantuError
from graph.language import say
from graph.review import Things
from graph.schema import declaration
from graph.vocabulary import NAMED, Label, RelationType
from graph.workspace import Workspace
from liantu import bringing
from liantu.changes import print_difference, to_json
from liantu.choices import find_word, listed, word_of
from liantu.cli import json_option, workspace_option
from liantu.commands.gaps import print_stopped
from liantu.output import answers, print_json
from liantu.review import (
    KINDS,
    carry_out,
    open_proposals,
    print_log,
    print_proposals,
    read_records,
    undos,
    unique,
)
from liantu.view import named
from queries.lookup import find_nodes
from viz.words import label_word

_F = TypeVar("_F", bound=Callable[..., Any])


@click.group(
    invoke_without_command=True,
    help=say(
        "待决定的提议：可能是同一事物的、可能是两个事物的、把握不大的关系，各附两边的原句和理由；决定写入 decisions.jsonl，随时可撤。\n\n"
        "例：liantu review；liantu review accept 3f2a91c0；liantu review merge 市侨联 侨联会；liantu review undo 编号",
        "What a person is asked: what may be one, what may be two, which relations are not sure, with the sentences of both sides and the reason. "
        "Decisions go to decisions.jsonl and can be undone.\n\nExample: liantu review; liantu review accept 3f2a91c0; liantu review undo ID",
    ),
)
@click.option("--kind", type=click.Choice(list(KINDS)), help=say("只看这一种提议", "only proposals of this kind"))
@click.option(
    "--limit", default=20, type=click.IntRange(1), help=say("最多列几条（默认 20）", "list at most (default 20)")
)
@click.option(
    "--import", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=say("并入网页下载的决定（jsonl）", "take in decisions that the page downloaded (jsonl)"),
)  # fmt: skip
@click.option("--log", is_flag=True, help=say("列出已有的决定", "list the decisions"))
@click.option("--dry-run", is_flag=True, help=say("只看会有什么变化", "only show what would change"))
@workspace_option
@json_option
@click.pass_context
def review(
    context: click.Context,
    kind: str | None,
    limit: int,
    source: Path | None,
    log: bool,
    dry_run: bool,
    workspace: Workspace,
    as_json: bool,
) -> None:
    """List proposals, or the ledger, or take in decisions from a file."""
    if context.invoked_subcommand:
        return
    if source:
        carry_out(workspace, read_records(source), dry_run=dry_run, as_json=as_json, idle=True)
    elif log:
        print_log(workspace, as_json)
    else:
        print_proposals(workspace, kind, limit, as_json)


def deciding(command: _F) -> _F:
    """Add what all decisions share: ``-w``, ``--note``, ``--by``, ``--dry-run``, ``--json``."""
    options: tuple[Callable[[Any], Any], ...] = (
        click.option(
            "-w", "--workspace", "given", type=lambda text: Workspace(Path(text)), help=say("工作区", "workspace")
        ),
        click.option("--note", default="", help=say("理由", "why")),
        click.option("--by", default="", help=say("决定人（可不填）", "who decides (may be left out)")),
        click.option("--dry-run", is_flag=True, help=say("只看会有什么变化", "only show what would change")),
        click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON")),
        click.pass_context,
    )
    for option in options:
        command = option(command)
    return command


def narrowing(command: _F) -> _F:
    """Add ``--label`` and ``--jurisdiction``, which tell things of one name apart."""
    for option in (
        click.option(
            "--label",
            type=word_of("labels", [label.value for label in Label]),
            metavar=say("类", "LABEL"),
            help=say("节点的类", "label of the node"),
        ),
        click.option("--jurisdiction", metavar=say("地区", "PLACE"), help=say("节点的地区", "place of the node")),
    ):
        command = option(command)
    return command


def _space(context: click.Context, given: Workspace | None) -> Workspace:
    above = context.parent.params["workspace"] if context.parent else None
    chosen = given or above
    assert chosen is not None  # the group always has one
    return chosen


class _Namer:
    """Finds the one node that a person means, and names it for the ledger."""

    def __init__(self, workspace: Workspace, label: str | None, jurisdiction: str | None) -> None:
        self.graph = workspace.snapshot().graph()
        self._things = Things(self.graph)
        self._label, self._jurisdiction = label, jurisdiction

    def __call__(self, name: str) -> dict[str, Any]:
        found = find_nodes(self.graph, name, self._label, self._jurisdiction)
        if len(found) > 1:
            listed = "；".join(f"{label_word(n.label)} {n.name} {n.jurisdiction or '-'} {n.id}" for n in found)
            raise LiantuError("name_ambiguous", name, found=listed)
        return self._things.name(found[0], name)


def _chosen(workspace: Workspace, ids: Sequence[str], *, refused: bool) -> list[Record]:
    """Return what accepting or refusing proposals writes."""
    found = {p.id: p for p in open_proposals(workspace)[0]}
    chosen = [found[unique(start, found, "proposal_unknown")] for start in ids]
    return [one.refusal if refused else one.decision for one in chosen]


def _noted(records: Iterable[Record], note: str, by: str) -> list[Record]:
    return [{**record, "note": note, "by": by} for record in records]


def _relation(workspace: Workspace, words: Sequence[str], label: str | None, jurisdiction: str | None) -> Record | None:
    """Read ``A REL B`` as a relation; None where the words are ids of proposals."""
    relation = find_word("relations", words[1], [t.value for t in RelationType]) if len(words) == 3 else None
    if relation is None:
        return None
    called = _Namer(workspace, label, jurisdiction)
    return {"type": relation, "source": called(words[0]), "target": called(words[2])}


def _decide(
    kind: Kind, context: click.Context, given: Workspace | None, words: Sequence[str], rest: Mapping[str, Any]
) -> None:
    workspace = _space(context, given)
    relation = _relation(workspace, words, rest["label"], rest["jurisdiction"])
    if relation is not None:
        records: list[Record] = [{"kind": kind.value, "object": relation}]
    else:
        records = _chosen(workspace, words, refused=kind is Kind.REJECT)
    carry_out(workspace, _noted(records, rest["note"], rest["by"]), dry_run=rest["dry_run"], as_json=rest["as_json"])


@review.command(help=say("接受提议，或确认一条关系", "take proposals, or confirm a relation"))  # fmt: skip
@click.argument("words", nargs=-1, required=True, metavar=say("编号… | 甲 关系 乙", "ID... | A REL B"))
@narrowing
@deciding
def accept(context: click.Context, given: Workspace | None, words: tuple[str, ...], **rest: Any) -> None:
    """Carry out proposals, or make a relation sure."""
    _decide(Kind.ACCEPT, context, given, words, rest)


@review.command(help=say("否决提议，或删去一条关系", "refuse proposals, or drop a relation"))  # fmt: skip
@click.argument("words", nargs=-1, required=True, metavar=say("编号… | 甲 关系 乙", "ID... | A REL B"))
@narrowing
@deciding
def reject(context: click.Context, given: Workspace | None, words: tuple[str, ...], **rest: Any) -> None:
    """Refuse proposals for good, or drop a relation."""
    _decide(Kind.REJECT, context, given, words, rest)


def _on_thing(
    kind: Kind, context: click.Context, given: Workspace | None, name: str, rest: Mapping[str, Any], value: Callable[[_Namer], Any]
) -> None:  # fmt: skip
    workspace = _space(context, given)
    called = _Namer(workspace, rest["label"], rest["jurisdiction"])
    records = [{"kind": kind.value, "object": called(name), "value": value(called)}]
    carry_out(workspace, _noted(records, rest["note"], rest["by"]), dry_run=rest["dry_run"], as_json=rest["as_json"])


@review.command(help=say("几个节点是同一事物：merge 名称 另一名称…", "nodes are one thing: merge NAME OTHER..."))
@click.argument("name")
@click.argument("others", nargs=-1, required=True)
@narrowing
@deciding
def merge(context: click.Context, given: Workspace | None, name: str, others: tuple[str, ...], **rest: Any) -> None:
    """Make one node of several."""
    _on_thing(Kind.MERGE, context, given, name, rest, lambda called: [called(other) for other in others])


@review.command(help=say("把一个名称从节点中拆出：split 节点 名称…", "take names out of a node: split NODE NAME..."))
@click.argument("name")
@click.argument("leaving", nargs=-1, required=True)
@narrowing
@deciding
def split(context: click.Context, given: Workspace | None, name: str, leaving: tuple[str, ...], **rest: Any) -> None:
    """Make a node of its own of some names."""
    _on_thing(Kind.SPLIT, context, given, name, rest, lambda _: list(leaving))


@review.command(help=say("改名：rename 节点 新名称", "give a new name: rename NODE NAME"))
@click.argument("name")
@click.argument("new", metavar=say("新名称", "NEW"))
@narrowing
@deciding
def rename(context: click.Context, given: Workspace | None, name: str, new: str, **rest: Any) -> None:
    """Give a node the name that it is shown by."""
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in new):
        raise LiantuError("name_not_one_line")
    _on_thing(Kind.RENAME, context, given, name, rest, lambda _: new)


_NAMED = sorted(label.value for label in NAMED)


@review.command(
    help=say(
        f"改类：relabel 节点 类。类：{listed('labels', _NAMED)}",
        f"give another label: relabel NODE LABEL. Labels: {listed('labels', _NAMED)}",
    ),
    short_help=say("改类：relabel 节点 类", "give another label: relabel NODE LABEL"),
)
@click.argument("name")
@click.argument("new", type=word_of("labels", _NAMED), metavar=say("类", "LABEL"))
@narrowing
@deciding
def relabel(context: click.Context, given: Workspace | None, name: str, new: str, **rest: Any) -> None:
    """Give a node another label."""
    _on_thing(Kind.RELABEL, context, given, name, rest, lambda _: new)


@review.command(help=say("隐去一个节点及其关系：hide 节点", "hide a node and its relations: hide NODE"))
@click.argument("name")
@narrowing
@deciding
def hide(context: click.Context, given: Workspace | None, name: str, **rest: Any) -> None:
    """Leave a node out of the graph."""
    _on_thing(Kind.HIDE, context, given, name, rest, lambda _: None)


@review.command(help=say("缺口的状态：gap 编号 状态", "status of a gap: gap ID STATUS"))
@click.argument("finding")
@click.argument("status", type=click.Choice(STATUSES))
@deciding
def gap(context: click.Context, given: Workspace | None, finding: str, status: str, **rest: Any) -> None:
    """Say what is known of a gap."""
    workspace = _space(context, given)
    snapshot = workspace.snapshot()
    findings = {f["id"]: f for f in snapshot.findings()}
    found = findings[unique(finding, findings, "finding_unknown")]
    graph = snapshot.graph()
    nodes, named = {node.id: node for node in graph.nodes}, Things(graph)
    things = [
        named.name(nodes[n["id"]]) if n["id"] in nodes else thing(n["label"], n["name"], None, n["id"])
        for n in found["nodes"]
    ]
    record = {"kind": "gap", "object": {"rule": found["rule"], "nodes": things}, "value": status}
    carry_out(workspace, _noted([record], rest["note"], rest["by"]), dry_run=rest["dry_run"], as_json=rest["as_json"])


@review.command(
    help=say(
        "撤销决定：undo 编号…（编号的开头几位即可；撤销也可撤销）",
        "undo decisions: undo ID... (its beginning will do; an undo can be undone)",
    )
)
@click.argument("ids", nargs=-1, required=True)
@deciding
def undo(context: click.Context, given: Workspace | None, ids: tuple[str, ...], **rest: Any) -> None:
    """Take decisions back, exactly."""
    workspace = _space(context, given)
    records = _noted(undos(workspace, ids), rest["note"], rest["by"])
    carry_out(workspace, records, dry_run=rest["dry_run"], as_json=rest["as_json"])


@click.command(
    help=say(
        "两个快照之间的变化：新增、去掉、改变的文档、节点、关系和缺口。\n\n例：liantu diff 旧快照 新快照（名称的前几位即可；current 指当前）",
        "What changed between two snapshots: documents, nodes, relations and gaps.\n\n"
        "Example: liantu diff OLD NEW (the first characters will do; current is the live one)",
    )
)
@click.argument("before")
@click.argument("after", default="current")
@workspace_option
@json_option
def diff(before: str, after: str, workspace: Workspace, as_json: bool) -> None:
    """Compare two snapshots."""
    old, new = (named(workspace, name) for name in (before, after))
    changed = difference(old.graph(), new.graph())
    stopped = old.stopped | new.stopped  # of their gaps nobody can say whether they came or went
    gaps = _gaps(*([f for f in one.findings() if f["rule"] not in stopped] for one in (old, new)))
    if as_json:
        print_json({"before": old.name, "after": new.name, **to_json(changed), "findings": gaps})
        return
    print_difference(changed, old.graph(), new.graph())
    titles = declaration()["gap_rules"]
    for kind, sign in (("added", "+"), ("removed", "−"), ("changed", "±")):
        for finding in gaps[kind]:
            title = titles.get(finding["rule"], {}).get(say("zh", "en"), finding["rule"])
            called = "、".join(n["name"] for n in finding["nodes"][:4])
            answers.print(f"{sign} {say('缺口', 'gap')} {title}：{called} [{finding['status']}]", markup=False)
    if not changed and not any(gaps.values()):
        answers.print(say("没有变化。", "Nothing has changed."))
    print_stopped(stopped)


def _gaps(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    before, after = ({f["id"]: f for f in found} for found in (old, new))
    return {
        "added": [f for i, f in after.items() if i not in before],
        "removed": [f for i, f in before.items() if i not in after],
        "changed": [f for i, f in after.items() if i in before and before[i]["status"] != f["status"]],
    }


@click.command(
    "import",
    help=say(
        "导入自备的表：节点、关系、别名、坐标（csv、xlsx），或三个 jsonl 文件的文件夹。每一行都留作出处；有一行有错就什么都不导入。\n\n"
        "例：liantu import 坐标.csv --preview；liantu import 台账.xlsx --jurisdiction 江苏省泰州市",
        "Take in tables that you have: nodes, edges, aliases, places (csv, xlsx), or a folder of the three jsonl files. Each row is kept as evidence; "
        "with one bad row nothing is imported.\n\nExample: liantu import places.csv --preview",
    ),
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["nodes", "edges", "aliases", "places"]),
    help=say("表的内容（默认按列名判断）", "what the table holds (default: by its columns)"),
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar=say("列=字段", "COLUMN=FIELD"),
    help=say("某列是什么，可重复", "what a column means, may be repeated"),
)
@click.option(
    "--jurisdiction",
    metavar=say("地区全称", "PATH"),
    help=say(
        "没有写地区的行属于哪里（默认：文档都属同一地区时即该地区）",
        "division of rows without one (default: that of the documents, where they share one)",
    ),
)
@click.option(
    "--preview", is_flag=True, help=say("只看各列的含义和前几行", "only show what the columns mean, and the first rows")
)
@click.option("--skip-bad", is_flag=True, help=say("跳过有错的行", "leave faulty rows out"))
@click.option("--remove", is_flag=True, help=say("去掉以前导入的这个文件", "forget this file"))
@workspace_option
@json_option
def take_in(
    source: Path,
    kind: str | None,
    mapping: tuple[str, ...],
    jurisdiction: str | None,
    preview: bool,
    skip_bad: bool,
    remove: bool,
    workspace: Workspace,
    as_json: bool,
) -> None:
    """Read tables or a graph, and join them with what is there."""
    if remove:
        bringing.forget(workspace, source.name)
        return
    if source.is_dir():
        bringing.bring_graph(workspace, source, as_json)
        return
    table = bringing.Table.read(source, kind, mapping, jurisdiction, workspace)
    if preview:
        table.show(as_json)
    else:
        table.bring(workspace, as_json, skip_bad=skip_bad)


globals()["import"] = take_in  # the command's name is a word that Python keeps for itself
