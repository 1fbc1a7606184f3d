"""What a gap rule reports: one gap, proved, ranked, with the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Evidence, Node, digest, to_record
from graph.vocabulary import Absence, Severity

RANK = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
"""Order of the severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a severity: what counted, how many points it gave, and why, in the user's language."""

    name: str
    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A thing that a finding speaks of. A document is one too, with the label Document."""

    id: str
    label: str
    name: str

    @staticmethod
    def of(node: Node) -> Place:
        """The place of a node of the graph."""
        return Place(node.id, node.label.value, node.name)


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap.

    Attributes:
        id: hash of the rule and the ids of the nodes, so that a decision on it survives the next build.
        rule: name of the rule, one of `graph.vocabulary.GapRule` or of a rule file added later.
        severity: what the sum of ``parts`` comes to.
        absence: stated, graph or misread.
        nodes: what is not linked, the most important first.
        evidence: literal sentences that raise the expectation, each with its document.
        documents: files of the documents concerned, sorted.
        message: what is missing, in the user's language; speaks of "these documents" only.
        next_step: what to do about it.
        status: open, known, wrong, in_progress or closed, from decisions.
        parts: what the severity is the sum of.
    """

    id: str
    rule: str
    severity: Severity
    absence: Absence
    nodes: tuple[Place, ...]
    evidence: tuple[Evidence, ...]
    documents: tuple[str, ...]
    message: str
    next_step: str
    status: str = "open"
    parts: tuple[Part, ...] = ()

    @property
    def order(self) -> tuple[int, str, str]:
        """Gravest first, then by rule and id."""
        return RANK[self.severity], self.rule, self.id


def finding_id(rule: str, nodes: Iterable[str]) -> str:
    """Return the id of a finding: it depends on the rule and the set of nodes alone.

    Example:
        >>> finding_id("no_lead", ["b", "a"]) == finding_id("no_lead", ["a", "b"])
        True
    """
    return f"gap:{digest(rule, *sorted(set(nodes)))}"


def from_json(record: Mapping[str, Any]) -> Finding:
    """Return the finding of a record of `to_json`, without its evidence and the parts of its severity: enough to say what would close it."""
    return Finding(
        record["id"], record["rule"], Severity(record["severity"]), Absence(record["absence"]),
        tuple(Place(n["id"], n["label"], n["name"]) for n in record["nodes"]), (), tuple(record["documents"]), record["message"],
        record["next_step"], record["status"],
    )  # fmt: skip


def to_json(findings: Iterable[Finding], files: dict[str, str], *, explain: bool = False) -> list[dict[str, Any]]:
    """Return findings as ``liantu gaps --json`` prints them.

    Args:
        files: file of each document id; it stands beside every piece of evidence.
        explain: add ``severity_parts``.

    Returns:
        Records sorted by severity, rule and id, keys in the order of docs/formats.md.
    """
    records = []
    for finding in sorted(findings, key=lambda f: f.order):
        record: dict[str, Any] = {
            "id": finding.id,
            "rule": finding.rule,
            "severity": finding.severity.value,
            "absence": finding.absence.value,
            "nodes": [{"id": n.id, "label": n.label, "name": n.name} for n in finding.nodes],
            "evidence": [to_record(e) | {"file": files[e.document]} for e in finding.evidence],
            "documents": list(finding.documents),
            "message": finding.message,
            "next_step": finding.next_step,
            "status": finding.status,
        }
        if explain:
            record["severity_parts"] = [{"name": p.name, "points": p.points, "reason": p.reason} for p in finding.parts]
        records.append(record)
    return records
