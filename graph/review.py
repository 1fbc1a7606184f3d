"""What a person is asked: which things may be one, which may be two, which relations are not sure. Each with a reason made of parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph import rulings
from graph.clusters import Claim, Cluster
from graph.decisions import SAME, Decision, Kind, thing
from graph.facts import DocumentFacts
from graph.identity import Resolution
from graph.likeness import pairs
from graph.model import Edge, Evidence, Graph, Node, digest
from graph.names import fold
from graph.renames import renamings
from graph.vocabulary import NAMED, Label

UNSURE = 500
"""Thousandths of confidence below which a relation is put to a person."""
LEAST = 450
"""Thousandths that the parts of a reason must come to."""
_TOO_ALIKE = (Label.Place, Label.Stakeholder)
"""Labels whose names are alike and two: 董市镇 and 白洋镇, 民营企业 and 民营企业家."""
_TOGETHER, _APART, _KIND, _ALIAS, _REFORM, _RELATED = -250, 100, 50, 500, 600, 700


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that a person may decide.

    Attributes:
        kind: merge, split or accept (a relation).
        nodes: ids of the nodes in question: two for a merge, one for a split, source and target of a relation.
        decision: what accepting it writes into the ledger, without id.
        refusal: what refusing it writes.
        parts: name and thousandths of each part of the reason; they sum to the score.
        proof: sentences that the proposal rests on beside the mentions of the nodes.
    """

    kind: Kind
    nodes: tuple[str, ...]
    decision: Mapping[str, Any]
    refusal: Mapping[str, Any]
    parts: tuple[tuple[str, int], ...]
    proof: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """Hash of what would be decided: 8 hexadecimal digits."""
        return digest(self.kind, sorted(map(str, self.decision.items())))[:8]

    @property
    def question(self) -> str:
        """Type of the relation in question; `SAME` where it is whether things are one."""
        return str(self.refusal["object"]["type"])

    @property
    def score(self) -> int:
        """Sum of the parts, 0 to 1000."""
        return max(0, min(1000, sum(points for _, points in self.parts)))


class Things:
    """Says of each node of a graph how a decision names it."""

    def __init__(self, graph: Graph) -> None:
        self._bearers: dict[tuple[str, str, str | None], int] = defaultdict(int)
        self._told: dict[tuple[str, str, str], int] = defaultdict(int)
        for node in graph.nodes:
            documents = {m.document for m in node.mentions}
            for name in {fold(text) for text in (node.name, *node.aliases)}:
                self._bearers[node.label, name, node.jurisdiction] += 1
                for document in documents:
                    self._told[node.label, name, document] += 1

    def name(self, node: Node, called: str = "") -> dict[str, Any]:
        """Return the node as decisions name it: where name and division are not enough, with its document or by another of its names.

        Args:
            node: of the graph.
            called: the one of its names that a person used. Where a decision that joined it with others is undone, theirs is what bears this name.
        """
        name = next((text for text in (node.name, *node.aliases) if fold(text) == fold(called)), node.name)
        documents = sorted({m.document for m in node.mentions})
        if self._is_alone(node, name):
            return thing(node.label, name, node.jurisdiction)
        if len(documents) == 1 and self._told[node.label, fold(name), documents[0]] <= 1:
            return thing(node.label, name, node.jurisdiction, documents[0])
        if own := next((text for text in node.aliases if self._is_alone(node, text)), None):
            return thing(node.label, own, node.jurisdiction)
        return thing(node.label, name, node.jurisdiction) | {"id": node.id}  # nothing else tells it apart

    def _is_alone(self, node: Node, name: str) -> bool:
        return self._bearers[node.label, fold(name), node.jurisdiction] <= 1


def by_content(graph: Graph, records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return decisions whose things are named by content alone: an ``id`` that a page gave beside label and name is looked up and dropped."""
    things = Things(graph)
    known = {node.id: things.name(node) for node in graph.nodes}
    known |= {d.id: thing(Label.Document, d.title, d.jurisdiction, d.id) for d in graph.documents}

    def named(value: Any) -> Any:
        if isinstance(value, Mapping) and "name" in value and "id" in value:
            return known.get(value["id"]) or {key: item for key, item in value.items() if key != "id"}
        if isinstance(value, Mapping):
            return {key: named(item) for key, item in value.items()}
        return [named(item) for item in value] if isinstance(value, list) else value

    return [
        {key: named(item) if key in ("object", "value") else item for key, item in record.items()} for record in records
    ]


def proposals(batch: Iterable[DocumentFacts], resolution: Resolution, decisions: Sequence[Decision]) -> list[Proposal]:
    """Return what is put to a person, the likeliest first.

    Args:
        batch: the facts that were resolved.
        resolution: what came of them.
        decisions: those that stand; what they settle is not asked again.
    """
    nodes = {node.id: node for node in resolution.graph.nodes}
    things = Things(resolution.graph)
    found = [
        *_merges(resolution, nodes, things),
        *_splits(batch, resolution, nodes, things),
        *_unsure(resolution.graph.edges, nodes, things),
    ]
    settled = rulings.settled(resolution.clusters.values(), decisions, resolution.names)
    open_ = [p for p in found if (p.question, frozenset(p.nodes)) not in settled]
    return sorted(open_, key=lambda p: (-p.score, p.kind.value, p.id))


def _merges(resolution: Resolution, nodes: Mapping[str, Node], things: Things) -> Iterable[Proposal]:
    reasons: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    buckets: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    owners: dict[Claim, set[str]] = defaultdict(set)
    for node_id, cluster in sorted(resolution.clusters.items()):
        if cluster.label in NAMED and not nodes[node_id].redacted:
            for member in cluster.members:
                label, scope, key = member.claims[0]
                buckets[label, scope][key] = node_id
                for claim in member.claims:
                    owners[claim].add(node_id)
    for (label, _), bucket in buckets.items():
        for alike in pairs(bucket) if label not in _TOO_ALIKE else ():
            pair = sorted((bucket[alike.one], bucket[alike.other]))
            if pair[0] != pair[1] and not reasons[pair[0], pair[1]]:
                reasons[pair[0], pair[1]] += alike.parts
    for ids in owners.values():
        ordered = sorted(ids)
        for n, one in enumerate(ordered):
            for other in ordered[n + 1 :]:
                reasons[one, other].append(("alias", _ALIAS))
    for one, other in _reformed(buckets):
        reasons[one, other].append(("reform", _REFORM))
    for (one, other), parts in sorted(reasons.items()):
        if parts:
            made = _merge(resolution.clusters[one], resolution.clusters[other], nodes[one], nodes[other], parts, things)
            if made.score >= LEAST:
                yield made


def _reformed(buckets: Mapping[tuple[str, str], Mapping[str, str]]) -> set[tuple[str, str]]:
    """Old and new name of one division that identity did not join: their dates do not say enough."""
    found = set()
    for (label, _), bucket in buckets.items():
        if label == Label.Organisation:
            for r in renamings():
                if r.old in bucket and r.new in bucket and bucket[r.old] != bucket[r.new]:
                    one, other = sorted((bucket[r.old], bucket[r.new]))
                    found.add((one, other))
    return found


def _merge(
    one: Cluster, other: Cluster, first: Node, second: Node, parts: Sequence[tuple[str, int]], things: Things
) -> Proposal:
    reason = [*parts, ("together", _TOGETHER) if one.documents & other.documents else ("apart", _APART)]
    if first.kind and first.kind == second.kind:
        reason.append(("kind", _KIND))
    # the name that is used more often stands for both
    if len(second.mentions) > len(first.mentions):
        first, second = second, first
    a, b = things.name(first), things.name(second)
    return Proposal(
        Kind.MERGE, (first.id, second.id), {"kind": "merge", "object": a, "value": b},
        {"kind": "reject", "object": {"type": SAME, "source": a, "target": b}}, tuple(reason),
    )  # fmt: skip


def _splits(
    batch: Iterable[DocumentFacts], resolution: Resolution, nodes: Mapping[str, Node], things: Things
) -> Iterable[Proposal]:
    """Things of which one text speaks as two: it states a relation between them."""
    of = {m.order: (i, m.entity) for i, c in resolution.clusters.items() for m in c.members}
    proofs: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
    for facts in batch:
        for relation in facts.relations:
            ends = [of.get((facts.document.id, end)) for end in (relation.source, relation.target)]
            if ends[0] and ends[1] and ends[0][0] == ends[1][0] and ends[0][1].name != ends[1][1].name:
                called = {ends[0][1].name, ends[1][1].name}
                if any(
                    f"{mark}{name}" in relation.evidence.quote
                    for name in called
                    for mark in ("（", "(", "简称", "简称“")
                ):
                    continue  # the text itself says that it is one name for the other
                leaving = max(called - {nodes[ends[0][0]].name}, key=lambda name: (len(name), name))
                proofs[ends[0][0], leaving].add(relation.evidence)
    for (node_id, leaving), found in sorted(proofs.items()):
        whole = things.name(nodes[node_id])
        yield Proposal(
            Kind.SPLIT, (node_id,), {"kind": "split", "object": whole, "value": [leaving]},
            {"kind": "accept", "object": {"type": SAME, "source": whole, "target": whole | {"name": leaving}}},
            (("related", _RELATED),), tuple(sorted(found, key=lambda e: e.order)),
        )  # fmt: skip


def _unsure(edges: Iterable[Edge], nodes: Mapping[str, Node], things: Things) -> Iterable[Proposal]:
    for edge in edges:
        if edge.confidence < UNSURE:
            source, target = (things.name(nodes[end]) for end in (edge.source, edge.target))
            what = {"type": edge.type.value, "source": source, "target": target, "status": edge.status.value}
            parts = [("unsure", 1000 - edge.confidence - 100 * edge.inferred)]
            if edge.inferred:
                parts.append(("inferred", 100))
            yield Proposal(
                Kind.ACCEPT, (edge.source, edge.target), {"kind": "accept", "object": what}, {"kind": "reject", "object": what},
                tuple(parts), edge.evidence,
            )  # fmt: skip
