"""Proposals and decisions on the command line: carried out, listed, told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph import rulings
from graph.decisions import SAME, Decision, Kind, Ledger, Record, Unmet, standing, undone
from graph.difference import difference
from graph.errors import LiantuError, message
from graph.identity import Resolution, resolve_with
from graph.language import say
from graph.model import Evidence, Graph, Node, to_record
from graph.review import Proposal, by_content, proposals
from graph.workspace import Workspace
from liantu import build, output
from liantu.changes import print_difference, to_json
from liantu.copies import distinct
from liantu.output import answers, notes, print_json
from viz.words import label_word, relation_word

KINDS = {"merge": ("合并？", "one?"), "split": ("拆开？", "two?"), "accept": ("成立？", "true?")}
"""Kinds of proposals, and what each asks."""
_SHOWN = 5
"""Ids that an error lists."""


def carry_out(
    workspace: Workspace, records: Sequence[Record], *, dry_run: bool, as_json: bool, idle: bool = False
) -> None:
    """Write decisions and publish what follows, or only show what would change.

    Args:
        workspace: where.
        records: decisions without id.
        dry_run: write nothing.
        as_json: print JSON.
        idle: write also what finds nothing to work on or changes nothing: decisions that another hand took.

    Raises:
        LiantuError: they would change nothing, and ``idle`` is not set.
    """
    ledger = Ledger.of(workspace.path)
    facts = list(distinct(workspace))
    before = ledger.read()
    records = by_content(workspace.snapshot().graph(), records)
    drafted = ledger.draft(records)
    old = resolve_with(facts, _on_graph(before))
    later = _on_graph([*before, *drafted])
    new = old if later == _on_graph(before) else resolve_with(facts, later)
    changed = difference(old.graph, new.graph)
    unmet = _unmet(workspace, new, standing([*before, *drafted]), {d.id for d in drafted})
    if not idle:
        if not drafted:
            raise LiantuError("decision_idle", "", reasons=message("idle_said", "what"))
        _refuse_idle(drafted, unmet, changes=bool(changed))
    if not dry_run:
        drafted = build.decide(workspace, records)
    if as_json:
        print_json({
            "dry_run": dry_run, "decisions": [_decision(d) for d in drafted], "difference": to_json(changed),
            "unmet": [{"decision": u.decision.id, "reason": u.reason, "what": u.what} for u in unmet],
        })  # fmt: skip
        return
    for decision in drafted:
        answers.print(f"{decision.id}  {_told(decision)}", markup=False)
    print_difference(changed, old.graph, new.graph)
    for one in unmet:
        answers.print(f"! {rulings.tell(one)}", style="yellow", markup=False)
    said = say("已写入 decisions.jsonl", "written to decisions.jsonl")
    if not drafted:
        said = say("这些决定都已在 decisions.jsonl 中", "decisions.jsonl holds these decisions already")
    notes.print(say("（只是预演，没有写入）", "(a dry run: nothing was written)") if dry_run else said, markup=False)


def _refuse_idle(drafted: Sequence[Decision], unmet: Sequence[Unmet], *, changes: bool) -> None:
    """Raise where decisions find nothing to work on, or leave a graph that they are meant to change as it is."""
    reasons = [message(f"idle_{one.reason}", "what", name=one.what) for one in unmet]
    if not reasons and not changes and all(_acts(d) for d in drafted):
        reasons = [message("idle_no_effect", "what", name=_told(d)) for d in drafted]
    if reasons:
        raise LiantuError("decision_idle", "", reasons=" ".join(reasons))


def _acts(decision: Decision) -> bool:
    """Whether a decision is there to change nodes or edges; an answer to whether two are one may leave them as they are."""
    return decision.kind not in (Kind.GAP, Kind.UNDO) and decision.object.get("type") != SAME


def unique(start: str, known: Iterable[str], code: str) -> str:
    """Return the one id that begins so.

    Args:
        start: the id or its beginning.
        known: all ids.
        code: of the error where there is none.

    Raises:
        LiantuError: there is none, or several.
    """
    found = sorted({one for one in known if one.startswith(start)})
    if start in found:
        return start
    if len(found) != 1:
        raise LiantuError("id_ambiguous" if found else code, start, found="、".join(found[:_SHOWN]))
    return found[0]


def undos(workspace: Workspace, starts: Iterable[str]) -> list[Record]:
    """Return what undoing decisions writes, each named by its id or the beginning of it.

    Raises:
        LiantuError: there is no such decision, or it is undone already.
    """
    ledger = Ledger.of(workspace.path).read()
    gone = undone(ledger)
    ids = list(dict.fromkeys(unique(start, (d.id for d in ledger), "decision_unknown") for start in starts))
    for one in ids:
        if one in gone:
            by = next(d.id for d in ledger if d.undoes == one and d.id not in gone)
            raise LiantuError("decision_undone", one, by=by)
    return [{"kind": "undo", "undoes": one} for one in ids]


def _on_graph(ledger: Sequence[Decision]) -> list[Decision]:
    return [d for d in standing(ledger) if d.kind is not Kind.GAP]


def _unmet(workspace: Workspace, new: Resolution, ledger: Sequence[Decision], fresh: set[str]) -> list[Unmet]:
    gaps = [d for d in ledger if d.kind is Kind.GAP]
    of_gaps = rulings.on_findings(workspace.snapshot().findings(), new.graph, gaps)[1] if gaps else []
    return [u for u in (*new.unmet, *of_gaps) if u.decision.id in fresh]


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id, "kind": decision.kind.value, "object": decision.object, "value": decision.value,
        "note": decision.note, "by": decision.by, "undoes": decision.undoes,
    }  # fmt: skip


def _told(decision: Decision) -> str:
    what = decision.object
    if "rule" in what:
        about = f"{what['rule']} {'、'.join(node['name'] for node in what['nodes'])}"
    elif "type" in what:
        about = f"{what['source']['name']} {_relation(what['type'])} {what['target']['name']}"
    else:
        about = what.get("name", decision.undoes or "")
    value = decision.value
    if decision.kind is Kind.RELABEL:
        value = label_word(str(value))
    others = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else []
    shown = "、".join(str(o["name"] if isinstance(o, Mapping) and "name" in o else o) for o in others) or value or ""
    note, by = f"  “{decision.note}”" if decision.note else "", f"  {decision.by}" if decision.by else ""
    line = f"{decision.kind} {about}{' → ' if shown else ''}{shown}{note}{by}"
    return "".join(sign if sign.isprintable() else " " for sign in line)  # what another hand wrote steers no terminal


def _relation(kind: str) -> str:
    return "=" if kind == SAME else relation_word(kind)


def print_log(workspace: Workspace, as_json: bool) -> None:
    """List all decisions, those undone and those that find nothing marked."""
    ledger = Ledger.of(workspace.path).read()
    valid = {d.id for d in standing(ledger)}
    state = resolve_with(distinct(workspace), standing(ledger))
    unmet = {u.decision.id: u for u in _unmet(workspace, state, standing(ledger), valid)}
    if as_json:
        print_json([_decision(d) | {"standing": d.id in valid, "unmet": unmet[d.id].reason if d.id in unmet else None} for d in ledger])  # fmt: skip
        return
    for decision in ledger:
        undone = "" if decision.id in valid or decision.kind is Kind.UNDO else say("（已撤销）", " (undone)")
        answers.print(f"{decision.id}  {_told(decision)}{undone}", markup=False)
        if decision.id in unmet:
            answers.print(f"! {rulings.tell(unmet[decision.id])}", style="yellow", markup=False)


def open_proposals(workspace: Workspace) -> tuple[list[Proposal], Graph]:
    """Return what is open to decide, and the graph as decided so far."""
    facts = list(distinct(workspace))
    stand = standing(Ledger.of(workspace.path).read())
    resolution = resolve_with(facts, stand)
    return proposals(facts, resolution, stand), resolution.graph


def print_proposals(workspace: Workspace, kind: str | None, limit: int, as_json: bool) -> None:
    """List what is open to decide, what is the likeliest to need it first, with the sentences of both sides and the reason."""
    found, graph = open_proposals(workspace)
    shown = [p for p in found if kind is None or p.kind == kind]
    nodes = {node.id: node for node in graph.nodes}
    files = {document.id: document.file for document in graph.documents}
    if as_json:
        print_json([_proposal(p, nodes, graph, files) for p in shown])
        return
    for one in shown[:limit]:
        head = f"\n[{one.id}] {say(*KINDS[one.kind])} {_question(one, nodes)}  {_weight(one)}"
        answers.print(head, style="bold", markup=False)
        answers.print(f"    {say('理由：', 'because: ')}{_reasons(one)}", markup=False)
        for proof in [
            *one.proof[:2],
            *(p for i in one.nodes[: 2 if not one.proof else 0] for p in sentences(nodes[i], graph)),
        ]:
            answers.print(
                f"    “{output.sentence(proof.quote, files[proof.document])}” —— {files[proof.document]}",
                style="dim",
                markup=False,
            )
    more = len(shown) - limit
    answers.print(
        say(f"\n{len(shown)} 条提议{f'，另有 {more} 条未列出' if more > 0 else ''}。接受：liantu review accept 编号；否决：liantu review reject 编号",
            f"\n{len(shown)} proposals{f', {more} not listed' if more > 0 else ''}. liantu review accept ID, or reject ID")
    )  # fmt: skip


def _sure(one: Proposal) -> float:
    """Return how sure a relation is, in hundredths: the score of its proposal is what is lacking."""
    return (1000 - one.score) / 10


def _weight(one: Proposal) -> str:
    """Say how sure the relation is that is asked about; of two things how much speaks for the answer yes."""
    if one.kind is Kind.ACCEPT:
        return say(f"把握 {_sure(one):.0f}%", f"{_sure(one):.0f}% sure")
    return f"{one.score / 10:.0f}%"


def _reasons(one: Proposal) -> str:
    told = ((message(f"why_{name}", "what"), points) for name, points in one.parts)
    if one.kind is Kind.ACCEPT:  # what makes a relation doubtful adds nothing to it
        return say("；", "; ").join(reason for reason, _ in told)
    return say("；", "; ").join(f"{reason} {points / 10:+.0f}%" for reason, points in told)


def _question(one: Proposal, nodes: Mapping[str, Node]) -> str:
    called = [f"{nodes[i].name}（{nodes[i].jurisdiction or '-'}）" for i in one.nodes]
    if one.kind is Kind.SPLIT:
        return f"{called[0]} | {'、'.join(one.decision['value'])}"
    return f" {'≟' if one.kind is Kind.MERGE else relation_word(one.question)} ".join(called)


def _proposal(one: Proposal, nodes: Mapping[str, Node], graph: Graph, files: Mapping[str, str]) -> dict[str, Any]:
    def quoted(proofs: Iterable[Evidence]) -> list[dict[str, Any]]:
        return [to_record(proof) | {"file": files[proof.document]} for proof in proofs]

    return {
        "id": one.id, "kind": one.kind.value, "score": one.score, "confidence": 1000 - one.score if one.kind is Kind.ACCEPT else None,
        "parts": [{"name": name, "points": points, "reason": message(f"why_{name}", "what")} for name, points in one.parts],
        "nodes": [{"id": i, "label": nodes[i].label, "name": nodes[i].name, "jurisdiction": nodes[i].jurisdiction} for i in one.nodes],
        "sentences": [quoted(sentences(nodes[i], graph)) for i in one.nodes], "evidence": quoted(one.proof),
        "decision": one.decision, "refusal": one.refusal,
    }  # fmt: skip


def sentences(node: Node, graph: Graph, most: int = 1) -> list[Evidence]:
    """Return sentences that name a node: evidence around its mentions, private names masked as in all evidence; else the mention alone."""
    around = [e for edge in graph.edges if node.id in (edge.source, edge.target) for e in edge.evidence]
    naming = {
        e for m in node.mentions for e in around if e.document == m.document and e.start <= m.start and m.end <= e.end
    }
    found = sorted(naming, key=lambda e: e.order)
    bare = [Evidence(m.document, m.start, m.end, m.text, "mention", 1000) for m in node.mentions[:most]]
    return found[:most] or bare


def read_records(source: Path) -> list[Record]:
    """Read decisions from a file, one JSON object a line; nodes of a gap may be named by label, name and id."""
    found: list[Record] = []
    for number, line in enumerate(source.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except ValueError as error:
                raise LiantuError("decisions_faulty", str(source), faults=f"{number}: {error}") from None
    if not found:
        raise LiantuError("nothing_decided", str(source))
    return found
