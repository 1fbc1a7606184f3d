"""GraphML that Gephi, yEd, igraph and networkx open with names and colours.

Gephi reads the attributes ``label, r, g, b``; yEd shows nothing but a ``y:ShapeNode`` with a ``y:NodeLabel``: both are written.

Source: http://graphml.graphdrawing.org/specification.html; yEd's own extension, http://www.yworks.com/xml/graphml
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from graph.model import Edge, Graph, Node, Value
from graph.vocabulary import SYMMETRIC
from viz.exchange.values import EDGE_TYPES, as_text, edge_values, node_types, node_values
from viz.export import Options
from viz.network import MOST_NODES
from viz.scene import Scene, Spot, make_scene
from viz.theme import load_theme
from viz.words import Finding, clean_text, relation_word, source_titles

GRAPHML, YED = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"
TYPES = {"string": "string", "integer": "int", "float": "double", "boolean": "boolean"}
GRAPH_TYPES = {"snapshot": "string", "date": "string", "sources": "string"}
COLOUR_TYPES = {"r": "integer", "g": "integer", "b": "integer"}
SIZE = 32
"""Width and height of a node in yEd, in points."""
YED_SHAPES = {
    "rectangle": "rectangle",
    "octagon": "octagon",
    "round-rectangle": "roundrectangle",
    "ellipse": "ellipse",
    "hexagon": "hexagon",
    "diamond": "diamond",
    "triangle": "triangle",
    "star": "star5",
    "rhomboid": "parallelogram",
}


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the graph as GraphML: nodes and edges with all their properties, evidence as JSON text.

    For yEd every node has its shape, colour and label; up to the size of a map also its place, and every edge its look and label.
    """
    scene = make_scene(graph, findings) if len(graph.nodes) <= MOST_NODES else None
    declared = (("graph", GRAPH_TYPES), ("node", node_types() | COLOUR_TYPES), ("edge", EDGE_TYPES))
    about = {"snapshot": options.snapshot, "date": options.date, "sources": " | ".join(source_titles(graph))}
    with etree.xmlfile(str(out), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML, "y": YED}):
            for target, types in declared:
                for name, kind in types.items():
                    attributes = {"id": f"{target}_{name}", "for": target, "attr.name": name, "attr.type": TYPES[kind]}
                    file.write(etree.Element("key", attributes))
            file.write(etree.Element("key", {"id": "yed_node", "for": "node", "yfiles.type": "nodegraphics"}))
            file.write(etree.Element("key", {"id": "yed_edge", "for": "edge", "yfiles.type": "edgegraphics"}))
            with file.element("graph", id="liantu", edgedefault="directed"):
                for elements in (_data("graph", about), _nodes(graph, scene), _edges(graph, drawn=scene is not None)):
                    for element in elements:
                        file.write(element)
    return []


def _data(target: str, values: Mapping[str, Value]) -> Iterable[Any]:
    for name, value in values.items():
        if value is not None:
            element = etree.Element("data", key=f"{target}_{name}")
            element.text = clean_text(as_text(value))
            yield element


def _nodes(graph: Graph, scene: Scene | None) -> Iterable[Any]:
    theme, files = load_theme(), {document.id: document.file for document in graph.documents}
    for node in graph.nodes:
        mark = theme.mark(node.label)
        red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
        element = etree.Element("node", id=clean_text(node.id))
        element.extend(_data("node", node_values(node, files) | {"r": red, "g": green, "b": blue}))
        spot = scene.spots[node.id] if scene else None
        element.append(_yed_node(node, mark.colour, YED_SHAPES.get(mark.shape, "rectangle"), spot))
        yield element


def _yed_node(node: Node, colour: str, shape: str, spot: Spot | None) -> Any:
    data = etree.Element("data", key="yed_node")
    drawn = etree.SubElement(data, f"{{{YED}}}ShapeNode", nsmap={"y": YED})
    place = {"x": f"{spot.x - SIZE / 2:.1f}", "y": f"{spot.y - SIZE / 2:.1f}"} if spot else {}
    etree.SubElement(drawn, f"{{{YED}}}Geometry", width=str(SIZE), height=str(SIZE), **place)
    etree.SubElement(drawn, f"{{{YED}}}Fill", color=colour, transparent="false")
    label = etree.SubElement(drawn, f"{{{YED}}}NodeLabel", modelName="sides", modelPosition="s")
    label.text = clean_text(node.name)
    etree.SubElement(drawn, f"{{{YED}}}Shape", type=shape)
    return data


def _edges(graph: Graph, *, drawn: bool) -> Iterable[Any]:
    for edge in graph.edges:
        ends = {"id": edge.id, "source": clean_text(edge.source), "target": clean_text(edge.target)}
        element = etree.Element("edge", ends)
        element.extend(_data("edge", edge_values(edge)))
        if drawn:
            element.append(_yed_edge(edge))
        yield element


def _yed_edge(edge: Edge) -> Any:
    line = load_theme().line(edge.status)
    data = etree.Element("data", key="yed_edge")
    drawn = etree.SubElement(data, f"{{{YED}}}PolyLineEdge", nsmap={"y": YED})
    look = "dashed" if line.dash else "line"
    etree.SubElement(drawn, f"{{{YED}}}LineStyle", color=line.colour, type=look, width=str(line.width))
    head = "none" if edge.type in SYMMETRIC else "standard"
    etree.SubElement(drawn, f"{{{YED}}}Arrows", source="none", target=head)
    etree.SubElement(drawn, f"{{{YED}}}EdgeLabel").text = relation_word(edge.type)
    return data
