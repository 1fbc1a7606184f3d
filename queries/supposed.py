"""What supposed links change: which gaps they close, make smaller or open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graph.model import Graph
from graph.vocabulary import RelationType, Status
from queries.finding import Finding, Place

_JOINS = (RelationType.CONNECTS, RelationType.COOPERATES_WITH, RelationType.PAIRS_WITH, RelationType.PART_OF)


@dataclass(frozen=True, slots=True)
class Smaller:
    """A gap that stays, and speaks of fewer things.

    Attributes:
        finding: the gap before.
        left: what it still speaks of; of sites, those that are not joined to most of the others.
    """

    finding: Finding
    left: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What supposed links do to the gaps: those that are gone, smaller and new, each in the order of findings."""

    closed: tuple[Finding, ...]
    smaller: tuple[Smaller, ...]
    opened: tuple[Finding, ...]


def compare_gaps(before: Iterable[Finding], after: Iterable[Finding], graphs: tuple[Graph, Graph]) -> Change:
    """Hold the gaps of a graph against those of the same graph with links supposed.

    Args:
        before, after: the findings of the two graphs.
        graphs: the graphs, in the same order.

    Returns:
        A gap whose things are some of those of a gap before is that gap made smaller, and no new one. Of sites that stand apart the same
        gap is smaller where fewer of them are left out.
    """
    old, new = {f.id: f for f in before}, {f.id: f for f in after}
    gone = [f for f in old.values() if f.id not in new]
    fresh = [f for f in new.values() if f.id not in old]
    smaller, opened = [], []
    for finding in fresh:
        whole = next((f for f in gone if f.rule == finding.rule and _ids(finding) < _ids(f)), None)
        if whole is None:
            opened.append(finding)
        else:
            smaller.append(Smaller(whole, finding.nodes))
    for finding in (f for f in old.values() if f.id in new and f.rule == "sites_unlinked"):
        was, left = (_left_out(graph, finding.nodes) for graph in graphs)
        if len(left) < len(was):
            smaller.append(Smaller(finding, left))
    kept = {s.finding.id for s in smaller}
    closed = [f for f in gone if f.id not in kept]
    return Change(tuple(closed), tuple(sorted(smaller, key=lambda s: s.finding.order)), tuple(opened))


def _ids(finding: Finding) -> set[str]:
    return {n.id for n in finding.nodes}


def _left_out(graph: Graph, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The sites that are joined, also through others, to fewer of these sites than the most joined one: all where none is joined."""
    joined = nx.Graph()
    joined.add_nodes_from(place.id for place in places)
    joined.add_edges_from(
        (edge.source, edge.target) for edge in graph.edges if edge.type in _JOINS and edge.status is not Status.MISSING
    )
    sites = {place.id for place in places}
    parts = [frozenset(part & sites) for part in nx.connected_components(joined)]
    most = max(parts, key=lambda part: (len(part), max(part, default="")), default=frozenset[str]())
    return tuple(p for p in places if len(most) == 1 or p.id not in most)
