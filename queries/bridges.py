"""Links that would close a gap, suggested with reasons; never facts. What a link would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import Any

import yaml

from graph.language import in_language
from graph.model import Edge, Graph, Node
from graph.schema import allowed_pairs, declaration
from graph.vocabulary import NAMED, SYMMETRIC, Label, RelationType, Status
from queries.context import Context
from queries.finding import Finding
from queries.likeness import pairs, weight

_CLOSES: Mapping[str, tuple[tuple[RelationType, str], ...]] = {
    "sites_unlinked": ((RelationType.CONNECTS, "source"),),
    "no_lead": ((RelationType.LEADS, "target"),),
    "no_host": ((RelationType.HOSTS, "target"), (RelationType.LOCATED_IN, "source")),
    "mechanism_without_members": ((RelationType.PARTICIPATES_IN, "target"),),
    "members_missing": ((RelationType.PARTICIPATES_IN, "target"),),
    "pairing_without_members": ((RelationType.PAIRS_WITH, "source"),),
    "problem_without_measure": ((RelationType.ADDRESSES, "target"),),
    "commitment_without_owner": ((RelationType.OWNED_BY, "source"),),
    "brand_without_base": ((RelationType.PART_OF, "target"), (RelationType.SUPPORTS, "target")),
    "isolated": ((RelationType.LEADS, "target"), (RelationType.LOCATED_IN, "source")),
}
"""For each rule the relations that would close its gaps, and which end of them the gap's first node is."""
_CARRIERS = frozenset({Label.Base, Label.Programme, Label.Campaign})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a link is suggested: one part of its score, in the user's language."""

    name: str
    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that nobody states. It never enters a graph or an export as a fact.

    Attributes:
        relation, source, target: the typed link, ends by id.
        score: sum of the points of its reasons.
        reasons: in falling order of points.
        actor: id of the body that would have to act; None where none is seen.
        closes: ids of the findings that it would close.
    """

    relation: RelationType
    source: str
    target: str
    score: int
    reasons: tuple[Reason, ...]
    actor: str | None = None
    closes: tuple[str, ...] = ()


@cache
def _points() -> dict[str, Any]:
    points: dict[str, Any] = yaml.safe_load(files("queries").joinpath("bridges.yaml").read_text(encoding="utf-8"))
    return points


class Bridges:
    """Scores possible links of one graph.

    Args:
        graph: what is known; links that a text calls missing do not count as known.
    """

    def __init__(self, graph: Graph) -> None:
        self.context = Context(graph)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._linked: set[tuple[RelationType, str, str]] = set()
        self._out: dict[tuple[RelationType, str | None], int] = defaultdict(int)
        self._kinds: dict[str | None, int] = defaultdict(int)
        self._sentences: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._index(graph)

    def _index(self, graph: Graph) -> None:
        for node in graph.nodes:
            self._kinds[self._kind(node)] += 1
            for m in node.mentions:
                if (found := self.context.passages[m.document].sentence_at(m.start)) is not None:
                    self._sentences[node.id].add((m.document, found.start))
        for edge in graph.edges:
            if edge.type is RelationType.MENTIONED_IN or edge.status is Status.MISSING:
                continue
            self._near[edge.source].add(edge.target)
            self._near[edge.target].add(edge.source)
            self._linked.add((edge.type, edge.source, edge.target))
            self._out[edge.type, self._kind(self.context.nodes[edge.source])] += 1

    @staticmethod
    def _kind(node: Node) -> str:
        return f"{node.label}/{node.kind}"

    def suggest(
        self, relation: RelationType, *, source: str | None = None, target: str | None = None, count: int = 10
    ) -> list[Suggestion]:
        """Return the best links of a type that are not known yet, with one end given.

        Args:
            source, target: id of the end that is given; exactly one.
            count: suggestions at most; those without any reason are left out.
        """
        given = source or target
        if given is None or (source and target):
            raise ValueError("give exactly one end")
        scored = []
        for other in self._candidates(relation, given, source is not None):
            first, second = (given, other) if source else (other, given)
            reasons = self._reasons(relation, first, second)
            score = sum(r.points for r in reasons)
            if score > 0:
                scored.append(Suggestion(relation, first, second, score, reasons, self._actor(first, second)))
        return sorted(scored, key=lambda s: (-s.score, s.source, s.target))[:count]

    def _candidates(self, relation: RelationType, given: str, outgoing: bool) -> Iterator[str]:
        node = self.context.nodes[given]
        ends = {p[1] if outgoing else p[0] for p in allowed_pairs(relation) if p[0 if outgoing else 1] == node.label}
        scope = {m.document for m in node.mentions}
        for other in self.context.graph.nodes:
            if other.label not in ends or other.id == given:
                continue
            first, second = (given, other.id) if outgoing else (other.id, given)
            known = (relation, first, second) in self._linked
            known = known or (relation in SYMMETRIC and (relation, second, first) in self._linked)
            same = other.jurisdiction == node.jurisdiction or any(m.document in scope for m in other.mentions)
            if same and not known:
                yield other.id

    def _reasons(self, relation: RelationType, source: str, target: str) -> tuple[Reason, ...]:
        weights = _points()
        found = []
        for name, (amount, shown) in {
            "sentence": self._in_one_sentence(source, target),
            "close": self._close_by(source, target),
            "shared": self._shared(source, target),
            "theme": self._theme(source, target),
            "peers": self._peers(relation, source, target),
            "role": self._role(relation, source),
        }.items():
            points = min(weights[name]["most"], round(weights[name]["points"] * amount))
            if points:
                found.append(Reason(name, points, in_language(weights[name]).format(shown=shown)))
        return tuple(sorted(found, key=lambda r: (-r.points, r.name)))

    def _in_one_sentence(self, a: str, b: str) -> tuple[float, str]:
        return float(len(self._sentences[a] & self._sentences[b])), ""

    def _close_by(self, a: str, b: str) -> tuple[float, str]:
        """1 where they are named next to each other, a half at 200 characters, 0 beyond."""
        best = 400
        for document in {m.document for m in self.context.nodes[a].mentions}:
            places = sorted(
                (m.start, end)
                for end, node in ((0, a), (1, b))
                for m in self.context.nodes[node].mentions
                if m.document == document
            )
            best = min([best, *(y - x for (x, i), (y, j) in pairwise(places) if i != j)])
        return (1 - best / 400 if best < 200 else 0.0), ""

    def _shared(self, a: str, b: str) -> tuple[float, str]:
        """Common neighbours, each counting less the more links it has. Source: Adamic and Adar 2003."""
        common = sorted(self._near[a] & self._near[b])
        named = [self.context.nodes[c] for c in common]
        names = "、".join(n.name for n in [n for n in named if n.label in NAMED][:3] or named[:1])
        return sum(1 / log(2 + len(self._near[c])) for c in common), names

    def _theme(self, a: str, b: str) -> tuple[float, str]:
        shared = pairs(self.context.nodes[a].name) & pairs(self.context.nodes[b].name)
        telling = sorted(p for p in shared if weight(p) > 0.5)
        return sum(weight(p) for p in telling), "、".join(telling[:3])

    def _peers(self, relation: RelationType, source: str, target: str) -> tuple[float, str]:
        """Things like the target to which the source has this relation already."""
        like = self.context.nodes[target]
        found = sorted(
            self.context.nodes[t].name
            for t in self._near[source]
            if (relation, source, t) in self._linked and self.context.nodes[t].label is like.label
        )
        return float(len(found)), "、".join(found[:3])

    def _role(self, relation: RelationType, source: str) -> tuple[float, str]:
        kind = self._kind(self.context.nodes[source])
        label, _, name = kind.partition("/")
        shown = declaration()["labels"][label].get("kinds", {}).get(name, declaration()["labels"][label]["zh"])
        return self._out[relation, kind] / self._kinds[kind], shown

    def _actor(self, source: str, target: str) -> str | None:
        """The body that would have to act: the source itself, else whoever leads an end, the better linked first."""
        if self.context.nodes[source].label is Label.Organisation:
            return source
        leading = (RelationType.LEADS, RelationType.ESTABLISHES, RelationType.HOSTS, RelationType.OWNED_BY)
        bodies = {
            e.source
            for end in (source, target)
            for e in self.context.related(end, leading, incoming=True)
            if self.context.nodes[e.source].label is Label.Organisation
        }
        return max(bodies, key=lambda b: (len(self._near[b]), b), default=None)

    def close(self, findings: Iterable[Finding], count: int = 3) -> dict[str, list[Suggestion]]:
        """Suggest for every gap that a link could close at most ``count`` links, by the finding's id."""
        closed: dict[tuple[RelationType, str, str], list[str]] = defaultdict(list)
        found: dict[str, list[Suggestion]] = {}
        for finding in findings:
            best = self._for(finding, count)
            if best:
                found[finding.id] = best
            for s in best:
                closed[s.relation, s.source, s.target].append(finding.id)
        return {
            identity: [
                Suggestion(s.relation, s.source, s.target, s.score, s.reasons, s.actor, tuple(sorted(closed[s.relation, s.source, s.target])))
                for s in best
            ]
            for identity, best in found.items()
        }  # fmt: skip

    def _for(self, finding: Finding, count: int) -> list[Suggestion]:
        nodes = [n.id for n in finding.nodes if n.id in self.context.nodes]
        if not nodes:
            return []
        found = []
        for relation, end in _CLOSES.get(finding.rule, ()):
            likely = self.suggest(relation, **{end: nodes[0]}, count=20)
            # that two things stand close in the text is a reason beside others, and none alone
            told = (s for s in likely if any(r.name != "close" for r in s.reasons))
            found += [s for s in told if self._fits(finding, s)]
        return sorted(found, key=lambda s: (-s.score, s.source, s.target))[:count]

    def _fits(self, finding: Finding, suggestion: Suggestion) -> bool:
        """The link closes this gap: sites with each other, brands with what can carry them, things with bodies and not with places."""
        source, target = (self.context.nodes[x] for x in (suggestion.source, suggestion.target))
        match finding.rule:
            case "sites_unlinked":
                return target.id in {n.id for n in finding.nodes}
            case "brand_without_base":
                return source.label in _CARRIERS
            case "no_lead" | "isolated" | "mechanism_without_members" | "members_missing":
                return source.label is Label.Organisation or suggestion.relation is RelationType.LOCATED_IN
            case _:
                return source.label in NAMED or target.label in NAMED


def with_links(graph: Graph, links: Iterable[tuple[str, RelationType, str]]) -> Graph:
    """Return a graph with links supposed: to look at what they would change, never to keep.

    Raises:
        ValueError: the model does not allow such a link, or an end is named nowhere.
    """
    nodes = {n.id: n for n in graph.nodes}
    edges = {e.id: e for e in graph.edges}
    for source, relation, target in links:
        labels = (nodes[source].label.value, nodes[target].label.value)
        if labels not in allowed_pairs(relation):
            raise ValueError(f"{relation} does not lead from {labels[0]} to {labels[1]}")
        first, second = sorted((source, target)) if relation in SYMMETRIC else (source, target)
        proof = Context(graph).proof(nodes[source].mentions[0], "supposed")
        edge = Edge(relation, first, second, Status.DONE, (proof,))
        edges[edge.id] = edge
    return Graph(graph.documents, graph.nodes, tuple(edges[i] for i in sorted(edges)))


def reach(graph: Graph, start: str, hops: int = 3) -> int:
    """Number of nodes within some steps of a node, over stated links."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        if edge.type is not RelationType.MENTIONED_IN and edge.status is not Status.MISSING:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)
    reached, ring = {start}, {start}
    for _ in range(hops):
        ring = {n for node in ring for n in near[node]} - reached
        reached |= ring
    return len(reached) - 1
