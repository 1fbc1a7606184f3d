"""The part of a graph that an export is about: a node and its neighbours, a jurisdiction, what gaps name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model import Graph
from viz.scene import part
from viz.words import Finding


def around(graph: Graph, findings: Sequence[Finding], nodes: Iterable[str]) -> tuple[Graph, list[Finding]]:
    """Return the nodes with those ids, their neighbours and the edges among all of them, and the findings on the nodes themselves."""
    centre = set(nodes)
    near = {end for edge in graph.edges if centre & {edge.source, edge.target} for end in (edge.source, edge.target)}
    concerned = [f for f in findings if centre & {node["id"] for node in f["nodes"]}]
    return _with_sources(part(graph, centre | near)), concerned


def within(graph: Graph, findings: Sequence[Finding], jurisdiction: str) -> tuple[Graph, list[Finding]]:
    """Return what belongs to a jurisdiction or to one inside it, by full path: 江苏省 holds 江苏省泰州市."""
    kept = part(graph, {node.id for node in graph.nodes if (node.jurisdiction or "").startswith(jurisdiction)})
    return _with_sources(kept), _naming(findings, kept)


def concerned(graph: Graph, findings: Sequence[Finding]) -> tuple[Graph, list[Finding]]:
    """Return the nodes that findings name, and the edges among them."""
    kept = part(graph, {node["id"] for finding in findings for node in finding["nodes"]})
    return _with_sources(kept), list(findings)


def _naming(findings: Sequence[Finding], graph: Graph) -> list[Finding]:
    ids = {node.id for node in graph.nodes}
    return [finding for finding in findings if any(node["id"] in ids for node in finding["nodes"])]


def _with_sources(graph: Graph) -> Graph:
    """Return the graph with only the documents that its nodes and edges rest on."""
    used = {mention.document for node in graph.nodes for mention in node.mentions}
    used |= {evidence.document for edge in graph.edges for evidence in edge.evidence}
    return Graph(tuple(d for d in graph.documents if d.id in used), graph.nodes, graph.edges)
