"""The gap report on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from graph.errors import LiantuError
from graph.language import language, say
from graph.schema import declaration
from graph.workspace import Workspace, write_atomically
from liantu.cli import confidence_option, json_option, workspace_option
from liantu.output import answers, print_json
from liantu.view import opened
from queries.bridges import Bridges
from queries.finding import to_json
from queries.gaps import find_gaps
from queries.report import build_report, to_html, to_markdown

_COLOURS = {"high": "bold red", "medium": "yellow", "low": "dim"}
_RANK = {"high": 0, "medium": 1, "low": 2}


@click.command(
    help=say(
        "没有连上的地方：缺什么、凭哪句话、下一步做什么。\n\n例：liantu gaps --severity high",
        "What is not linked: what is missing, by which sentence, what to do next.\n\nExample: liantu gaps --severity high",
    )
)
@click.option(
    "--rule",
    multiple=True,
    metavar=say("规则", "RULE"),
    help=say("只看这条规则，可重复", "only this rule, may be repeated"),
)
@click.option(
    "--severity", type=click.Choice(list(_RANK)), help=say("只看不低于此级的缺口", "only gaps at least this grave")
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_RANK)),
    help=say("有不低于此级的未结缺口时以 1 退出", "exit with 1 on open gaps at least this grave"),
)
@click.option(
    "--report", type=click.Path(path_type=Path), help=say("写成报告：.md 或 .html", "write a report: .md or .html")
)
@confidence_option
@workspace_option
@json_option
def gaps(
    rule: tuple[str, ...],
    severity: str | None,
    fail_on: str | None,
    report: Path | None,
    min_confidence: float,
    workspace: Workspace,
    as_json: bool,
) -> None:
    """Print the findings of the live snapshot, the gravest first."""
    rules = declaration()["gap_rules"]
    for name in rule:
        if name not in rules:
            raise LiantuError("rule_unknown", name, known="、".join(rules))
    if report:
        _write_report(workspace, report)
    found = _findings(workspace, min_confidence)
    shown = [
        f
        for f in found
        if (not rule or f["rule"] in rule) and (not severity or _RANK[f["severity"]] <= _RANK[severity])
    ]
    print_json(shown) if as_json else print_findings(shown)
    if fail_on and any(_RANK[f["severity"]] <= _RANK[fail_on] and f["status"] == "open" for f in found):
        raise SystemExit(1)


def _findings(workspace: Workspace, min_confidence: float) -> list[dict[str, Any]]:
    """The findings kept with the snapshot, or, narrowed to what is sure enough, those of the rules run anew."""
    snapshot = workspace.snapshot()
    if not min_confidence:
        return snapshot.findings()
    with opened(snapshot, min_confidence) as (store, graph):
        texts = {document.id: workspace.masked_text(document.id) for document in graph.documents}
        files = {document.id: document.file for document in graph.documents}
        return to_json(find_gaps(store, graph, texts=texts), files)


def _write_report(workspace: Workspace, out: Path) -> None:
    """Write all gaps of the live snapshot, each with its sentence and what would close it, as a page to hand on."""
    writers = {".md": to_markdown, ".html": to_html}
    if out.suffix not in writers:
        raise LiantuError("report_form", str(out), known="、".join(writers))
    with opened(workspace.snapshot(), 0) as (store, graph):
        texts = {document.id: workspace.masked_text(document.id) for document in graph.documents}
        findings = find_gaps(store, graph, texts=texts)
    files = {document.id: document.file for document in graph.documents}
    made = build_report(findings, graph, suggestions=Bridges(graph).close(findings))
    write_atomically(out, writers[out.suffix](made, files).encode())


def print_findings(findings: Sequence[dict[str, Any]]) -> None:
    """Print findings for a person, grouped by severity."""
    model = declaration()
    for grade in _RANK:
        group = [f for f in findings if f["severity"] == grade]
        if group:
            answers.print(
                f"\n{say('严重程度', 'severity')} {model['severities'][grade][language()]}（{len(group)}）",
                style="bold",
            )
        for finding in group:
            title = model["gap_rules"].get(finding["rule"], {}).get(language(), finding["rule"])
            absence = model["absences"][finding["absence"]][language()]
            answers.print(f"● {title}", style=_COLOURS[grade], end="", markup=False)
            answers.print(f"  [{absence}]  {'、'.join(node['name'] for node in finding['nodes'][:6])}", markup=False)
            answers.print(f"   {finding['message']}", markup=False)
            for proof in finding["evidence"][:2]:
                answers.print(f"   “{' '.join(proof['quote'].split())}” —— {proof['file']}", style="dim", markup=False)
            answers.print(f"   {say('下一步：', 'next: ')}{finding['next_step']}", markup=False)
    if not findings:
        answers.print(say("本批文档中未发现缺口。", "No gaps were found in these documents."))
