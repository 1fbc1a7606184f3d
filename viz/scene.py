"""A graph laid out: what pictures, the pyvis page and slides draw, with the geometry of the explorer's map."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Edge, Graph, Node
from viz.labels import Box, label_box, label_lines
from viz.payload import graph_layout
from viz.theme import Line, load_theme
from viz.words import Finding, relation_word, state_word, word


@dataclass(frozen=True, slots=True)
class Spot:
    """A node on the map: centre and size in points, y downwards.

    Attributes:
        lines: its label, broken into lines.
        in_gap: a finding names it.
    """

    node: Node
    x: float
    y: float
    size: float
    box: Box
    lines: list[str]
    in_gap: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the map: a proved relation with its edge, or what a finding misses, without one."""

    source: str
    target: str
    line: Line
    reading: str
    edge: Edge | None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything to draw; ``width`` and ``height`` in points, the first spot's box at 0, 0."""

    spots: dict[str, Spot]
    links: list[Link]
    width: float
    height: float


def most_related(graph: Graph, most: int) -> tuple[Graph, list[str]]:
    """Return the graph cut to the nodes with most relations, and a sentence that says so where something was cut."""
    if len(graph.nodes) <= most:
        return graph, []
    degree = degrees(graph)
    kept = {node.id for node in sorted(graph.nodes, key=lambda node: (-degree[node.id], node.id))[:most]}
    return part(graph, kept), [word("capped", shown=most, all=len(graph.nodes))]


def part(graph: Graph, kept: set[str]) -> Graph:
    """Return the nodes with those ids and the edges among them; all documents stay."""
    nodes = tuple(node for node in graph.nodes if node.id in kept)
    edges = tuple(edge for edge in graph.edges if edge.source in kept and edge.target in kept)
    return Graph(graph.documents, nodes, edges)


def degrees(graph: Graph) -> Counter[str]:
    """Return the number of relations of each node by id."""
    return Counter(end for edge in graph.edges for end in (edge.source, edge.target))


def make_scene(graph: Graph, findings: Sequence[Finding] = ()) -> Scene:
    """Lay out a graph with its findings.

    Complexity: that of `viz.layout.make_layout`; a second or two for 1,500 nodes.
    """
    sizes, degree = load_theme().sizes, degrees(graph)
    lines = {node.id: label_lines(node.name, sizes) for node in graph.nodes}
    boxes = {i: label_box(broken, degree[i], sizes) for i, broken in lines.items()}
    places = graph_layout(graph, findings).positions
    left = min((places[i][0] - box.width / 2 for i, box in boxes.items()), default=0.0)
    top = min((places[i][1] - box.above for i, box in boxes.items()), default=0.0)
    named = {node["id"] for finding in findings for node in finding["nodes"]}
    spots = {
        node.id: Spot(
            node=node,
            x=places[node.id][0] - left,
            y=places[node.id][1] - top,
            size=sizes.hub if degree[node.id] >= sizes.hub_degree else sizes.node,
            box=boxes[node.id],
            lines=lines[node.id],
            in_gap=node.id in named,
        )
        for node in graph.nodes
    }
    width = max((spot.x + spot.box.width / 2 for spot in spots.values()), default=0.0)
    height = max((spot.y - spot.box.above + spot.box.height for spot in spots.values()), default=0.0)
    return Scene(spots, _links(graph, findings), width, height)


def _links(graph: Graph, findings: Sequence[Finding]) -> list[Link]:
    theme, known = load_theme(), {node.id for node in graph.nodes}
    links = [
        Link(edge.source, edge.target, theme.line(edge.status), relation_word(edge.type), edge) for edge in graph.edges
    ]
    for finding in findings:
        reading = state_word("gap_rules", finding["rule"])
        for source, target in missing_links(finding):
            if source in known and target in known:
                links.append(Link(source, target, theme.lines["gap"], reading, None, finding))
    return links


def missing_links(finding: Finding) -> list[tuple[str, str]]:
    """Return the pairs of nodes between which a finding misses a link: a ring of the sites that nothing connects."""
    ids = [node["id"] for node in finding["nodes"] if node["label"] == "Base"]
    if finding["rule"] != "sites_unlinked" or len(ids) < 2:
        return []
    ring = [(ids[-1], ids[0])] if len(ids) > 2 else []
    return [*itertools.pairwise(ids), *ring]
