"""What is new, gone or changed between two graphs, told by content: a thing whose id changed because another name became known is the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model import Document, Edge, Graph, Node
from graph.names import fold
from graph.vocabulary import SYMMETRIC, RelationType


@dataclass(frozen=True, slots=True)
class Change:
    """A thing or relation before and after; None on the side where it is not. ``parts`` names what differs where it is on both."""

    before: Node | Edge | Document | None
    after: Node | Edge | Document | None
    parts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, each list in the order of the later graph, what is gone last."""

    documents: tuple[Change, ...]
    nodes: tuple[Change, ...]
    edges: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.documents or self.nodes or self.edges)


def difference(before: Graph, after: Graph) -> Difference:
    """Compare two graphs."""
    now = match(before, after)
    return Difference(_documents(before, after), tuple(_nodes(before, after, now)), tuple(_edges(before, after, now)))


def match(before: Graph, after: Graph) -> dict[str, str]:
    """Return for ids of nodes of the earlier graph the id that the same thing has in the later one.

    The same id, else the only thing of the same label and division that shares a name.
    """
    later = {node.id for node in after.nodes}
    now = {node.id: node.id for node in before.nodes if node.id in later}
    taken = set(now.values())
    free: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for node in after.nodes:
        if node.id not in taken:
            for name in _names(node):
                free[node.label, node.jurisdiction, name].append(node.id)
    for node in before.nodes:
        if node.id not in now:
            found = {
                i
                for name in _names(node)
                for i in free.get((node.label, node.jurisdiction, name), ())
                if i not in taken
            }
            if len(found) == 1:
                now[node.id] = found.pop()
                taken.add(now[node.id])
    return now


def _names(node: Node) -> set[str]:
    return {fold(name) for name in (node.name, *node.aliases)}


def _documents(before: Graph, after: Graph) -> tuple[Change, ...]:
    old, new = ({d.id: d for d in graph.documents} for graph in (before, after))
    parts = {i: _differing(old[i], new[i], ("file", "title", "kind", "year", "jurisdiction", "issuer")) for i in old.keys() & new.keys()}  # fmt: skip
    changed = [Change(old[i], new[i], parts[i]) for i in new if parts.get(i)]
    added, removed = ([Change(None, new[i]) for i in new if i not in old], [Change(old[i], None) for i in old if i not in new])  # fmt: skip
    return tuple(added + changed + removed)


def _differing(one: object, other: object, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _nodes(before: Graph, after: Graph, now: Mapping[str, str]) -> list[Change]:
    earlier = {now[node.id]: node for node in before.nodes if node.id in now}
    found = []
    for node in after.nodes:
        old = earlier.get(node.id)
        if old is None:
            found.append(Change(None, node))
        elif parts := _differing(old, node, ("label", "name", "kind", "aliases", "jurisdiction", "redacted", "mentions", "properties")):  # fmt: skip
            found.append(Change(old, node, parts))
    return found + [Change(node, None) for node in before.nodes if node.id not in now]


def _edges(before: Graph, after: Graph, now: Mapping[str, str]) -> list[Change]:
    earlier: dict[tuple[RelationType, str, str, str], Edge] = {}
    gone = []
    for edge in before.edges:
        if edge.source in now and edge.target in now:
            earlier[_key(edge, now[edge.source], now[edge.target])] = edge
        else:
            gone.append(edge)
    found = []
    for edge in after.edges:
        old = earlier.pop(_key(edge, edge.source, edge.target), None)
        if old is None:
            found.append(Change(None, edge))
        elif old.evidence != edge.evidence:
            found.append(Change(old, edge, ("evidence",)))
    left = sorted((*gone, *earlier.values()), key=lambda edge: edge.id)
    return found + [Change(edge, None) for edge in left]


def _key(edge: Edge, source: str, target: str) -> tuple[RelationType, str, str, str]:
    if edge.type in SYMMETRIC:
        source, target = sorted((source, target))
    return edge.type, source, target, edge.status
