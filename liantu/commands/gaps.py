"""The gap report on the command line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from graph.errors import LiantuError
from graph.language import language, say
from graph.model import Graph
from graph.schema import declaration
from graph.workspace import Workspace, write_atomically
from liantu.choices import find_word, listed, word_of
from liantu.cli import confidence_option, json_option, workspace_option
from liantu.output import answers, notes, print_json, print_written, sentence
from liantu.view import named, opened
from queries.bridges import Bridges
from queries.finding import from_json, to_json
from queries.gaps import Gaps, run_rules, tell_stopped
from queries.report import Report, apart, build_report, tell_suggestion, to_html, to_markdown
from viz.export import writing
from viz.report import write_gap_report
from viz.words import word

_COLOURS = {"high": "bold red", "medium": "yellow", "low": "dim"}
_RANK = {"high": 0, "medium": 1, "low": 2}


def _rule(text: str) -> str:
    """Return the rule that is called by its name or title."""
    rules = declaration()["gap_rules"]
    found = find_word("gap_rules", text, rules)
    if found is None:
        raise LiantuError("rule_unknown", text, known=listed("gap_rules", rules))
    return found


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
    "--severity",
    type=word_of("severities", _RANK),
    metavar=say("高|中|低", "[high|medium|low]"),
    help=say("只看不低于此级的缺口", "only gaps at least this grave"),
)
@click.option(
    "--fail-on",
    type=word_of("severities", _RANK),
    metavar=say("高|中|低", "[high|medium|low]"),
    help=say("有不低于此级的未结缺口时以 1 退出", "exit with 1 on open gaps at least this grave"),
)
@click.option(
    "--since",
    metavar=say("快照", "SNAPSHOT"),
    help=say(
        "只看这个快照之后新出现的缺口（名称的前几位即可）",
        "only gaps that this snapshot did not have (its first characters will do)",
    ),
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help=say(
        "写成报告：.docx、.md 或 .html；与 --since 合用时标出新出现的",
        "write a report: .docx, .md or .html; with --since new gaps are marked",
    ),
)
@click.option(
    "--suggest",
    is_flag=True,
    help=say(
        "每处缺口列出可以补上它的衔接（建议，非事实）", "list links that would close each gap (suggestions, no facts)"
    ),
)
@confidence_option
@workspace_option
@json_option
def gaps(
    rule: tuple[str, ...],
    severity: str | None,
    fail_on: str | None,
    since: str | None,
    report: Path | None,
    suggest: bool,
    min_confidence: float,
    workspace: Workspace,
    as_json: bool,
) -> None:
    """Print the findings of the live snapshot, the gravest first."""
    rule = tuple(_rule(name) for name in rule)

    def asked(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        least = _RANK[severity or "low"]
        return [f for f in findings if (not rule or f["rule"] in rule) and _RANK[f["severity"]] <= least]

    snapshot = workspace.snapshot()
    everything, unchecked = _findings(workspace, min_confidence)
    stopped = {name: why for name, why in unchecked.items() if not rule or name in rule}
    earlier = None if since is None else named(workspace, since)
    before = None if earlier is None else {f["id"] for f in asked(earlier.findings()) if f["rule"] not in stopped}
    chosen = asked(everything)
    if report:
        _write_report(workspace, report, min_confidence, chosen, before)
    shown = [f for f in chosen if before is None or f["id"] not in before]
    if suggest:
        shown = _with_suggestions(shown, snapshot.graph())
    if as_json:
        print_json(shown)
    else:
        print_findings(shown)
        if earlier is not None and before is not None:
            _print_change(earlier.name, before, {f["id"] for f in chosen})
        elif not shown:
            _print_none(len(everything), whole=not stopped)
    print_stopped(stopped)
    if fail_on and (stopped or any(_RANK[f["severity"]] <= _RANK[fail_on] and f["status"] == "open" for f in shown)):
        raise SystemExit(1)


def _with_suggestions(findings: Sequence[Mapping[str, Any]], graph: Graph) -> list[dict[str, Any]]:
    """Return the findings, each with the links that would close it, the likeliest first: ``words`` for people, the rest for programs."""
    closing = Bridges(graph).close([from_json(finding) for finding in findings])
    names = {node.id: node.name for node in graph.nodes}
    return [
        finding
        | {"suggestions": [asdict(s) | {"words": tell_suggestion(s, names)} for s in closing.get(finding["id"], ())]}
        for finding in map(dict, findings)
    ]


def print_stopped(stopped: Mapping[str, str]) -> None:
    """Say beside the answer which rules were not checked; a file or a program that takes the answer is not disturbed."""
    for line in tell_stopped(stopped):
        notes.print(f"✗ {line}", style="yellow", markup=False)


def _print_none(others: int, *, whole: bool) -> None:
    """Say that there are no gaps, or none such; ``whole``: all rules that were asked for have been checked."""
    if not whole:
        said = say("查过的规则没有发现这样的缺口。", "The rules that were checked found no such gap.")
    elif others:
        said = say(f"没有这样的缺口；全部缺口 {others} 处。", f"There is no such gap; all gaps: {others}.")
    else:
        said = say("本批文档中未发现缺口。", "No gaps were found in these documents.")
    answers.print(said)


def _print_change(since: str, before: Collection[str], now: Collection[str]) -> None:
    """Say how the gaps of today differ from those of an earlier snapshot."""
    new, stay, gone = len(set(now) - set(before)), len(set(now) & set(before)), len(set(before) - set(now))
    if new:
        said = say(
            f"与快照 {since} 相比：新出现 {new} 处，已消除 {gone} 处，原有的还有 {stay} 处。",
            f"Since the snapshot {since}: {new} new, {gone} gone, {stay} as before.",
        )
    else:
        said = say(
            f"自快照 {since} 以来没有新的缺口；已消除 {gone} 处，原有的还有 {stay} 处。",
            f"No gap is new since the snapshot {since}; {gone} gone, {stay} as before.",
        )
    answers.print(said, style="dim" if new else None, markup=False)


def _findings(workspace: Workspace, min_confidence: float) -> tuple[list[dict[str, Any]], Mapping[str, str]]:
    """The findings kept with the snapshot and the rules that were stopped, or, narrowed to what is sure enough, those of the rules run anew."""
    kept = workspace.snapshot().findings()
    if not min_confidence:
        return kept, workspace.snapshot().stopped
    anew, graph = _found_anew(workspace, min_confidence)
    found = anew.told(_statuses(kept))
    said = {f["id"]: {key: f[key] for key in ("note", "by") if key in f} for f in kept}
    records = to_json(found, {document.id: document.file for document in graph.documents})
    return [record | said.get(record["id"], {}) for record in records], anew.stopped


def _found_anew(workspace: Workspace, min_confidence: float) -> tuple[Gaps, Graph]:
    """Run the rules over the live snapshot, narrowed to what is sure enough."""
    with opened(workspace.snapshot(), min_confidence) as (store, graph):
        texts = {document.id: workspace.masked_text(document.id) for document in graph.documents}
        return run_rules(store, graph, texts=texts), graph


def _statuses(kept: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What people said of gaps stays said."""
    return {f["id"]: f["status"] for f in kept}


def _write_report(
    workspace: Workspace,
    out: Path,
    min_confidence: float,
    chosen: Sequence[Mapping[str, Any]],
    before: Collection[str] | None,
) -> None:
    """Write gaps of the live snapshot, each with its sentence and what would close it, as a document to hand on."""
    writers = {".docx": write_gap_report, ".md": _as_text(to_markdown), ".html": _as_text(to_html)}
    write = writers.get(out.suffix.lower())
    if write is None:
        raise LiantuError("report_form", str(out), known="、".join(writers))
    anew, graph = _found_anew(workspace, min_confidence)
    said = {f["id"]: f.get("note", "") for f in chosen}
    findings = [f for f in anew.told(_statuses(workspace.snapshot().findings())) if f.id in said]
    stopped = tell_stopped(anew.stopped)
    files = {document.id: document.file for document in graph.documents}
    suggestions = Bridges(graph).close(findings)
    made = build_report(findings, graph, suggestions=suggestions, before=before, notes=said, stopped=stopped)
    with writing(out):
        write(made, files, out)
    print_written(out)


def _as_text(form: Callable[[Report, Mapping[str, str]], str]) -> Callable[[Report, Mapping[str, str], Path], None]:
    return lambda report, files, out: write_atomically(out, form(report, files).encode())


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
            status = "" if finding["status"] == "open" else f"  [{word('state_' + finding['status'])}]"
            names = "、".join(node["name"] for node in finding["nodes"][:6])
            answers.print(f"  [{absence}]{status}  {names}", markup=False)
            answers.print(f"   {finding['message']}", markup=False)
            said = {sentence(proof["quote"], proof["file"]): proof["file"] for proof in reversed(finding["evidence"])}
            for quote in apart(reversed(said))[:2]:
                answers.print(f"   “{quote}” —— {said[quote]}", style="dim", markup=False)
            answers.print(f"   {say('下一步：', 'next: ')}{finding['next_step']}", markup=False)
            for suggestion in finding.get("suggestions", ()):
                answers.print(f"   ┄ {suggestion['words']}", style="yellow", markup=False)
            if finding.get("note"):
                answers.print(f"   {say('说明：', 'note: ')}{finding['note']}", markup=False)
