"""GraphML that Gephi, yEd, igraph and networkx open with names and colours.

Gephi reads the attributes ``label, r, g, b``; yEd shows nothing but a ``y:ShapeNode`` with a ``y:NodeLabel``: both are written.

Source: http://graphml.graphdrawing.org/specification.html; yEd's own extension, http://www.yworks.com/xml/graphml
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from graph.model import Graph, Node, Value
from viz.exchange.values import EDGE_TYPES, as_text, edge_values, node_types, node_values
from viz.export import Options
from viz.theme import load_theme
from viz.words import Finding, clean_text, source_titles

GRAPHML, YED = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"
TYPES = {"string": "string", "integer": "int", "float": "double", "boolean": "boolean"}
GRAPH_TYPES = {"snapshot": "string", "date": "string", "sources": "string"}
COLOUR_TYPES = {"r": "integer", "g": "integer", "b": "integer"}
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
    """Write the graph as GraphML: nodes and edges with all their properties, evidence as JSON text."""
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
            with file.element("graph", id="liantu", edgedefault="directed"):
                for elements in (_data("graph", about), _nodes(graph), _edges(graph)):
                    for element in elements:
                        file.write(element)
    return []


def _data(target: str, values: Mapping[str, Value]) -> Iterable[Any]:
    for name, value in values.items():
        if value is not None:
            element = etree.Element("data", key=f"{target}_{name}")
            element.text = clean_text(as_text(value))
            yield element


def _nodes(graph: Graph) -> Iterable[Any]:
    theme, files = load_theme(), {document.id: document.file for document in graph.documents}
    for node in graph.nodes:
        mark = theme.mark(node.label)
        red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
        element = etree.Element("node", id=clean_text(node.id))
        element.extend(_data("node", node_values(node, files) | {"r": red, "g": green, "b": blue}))
        element.append(_yed_node(node, mark.colour, YED_SHAPES.get(mark.shape, "rectangle")))
        yield element


def _yed_node(node: Node, colour: str, shape: str) -> Any:
    data = etree.Element("data", key="yed_node")
    drawn = etree.SubElement(data, f"{{{YED}}}ShapeNode", nsmap={"y": YED})
    etree.SubElement(drawn, f"{{{YED}}}Geometry", width="32", height="32")
    etree.SubElement(drawn, f"{{{YED}}}Fill", color=colour, transparent="false")
    label = etree.SubElement(drawn, f"{{{YED}}}NodeLabel", modelName="sides", modelPosition="s")
    label.text = clean_text(node.name)
    etree.SubElement(drawn, f"{{{YED}}}Shape", type=shape)
    return data


def _edges(graph: Graph) -> Iterable[Any]:
    for edge in graph.edges:
        ends = {"id": edge.id, "source": clean_text(edge.source), "target": clean_text(edge.target)}
        element = etree.Element("edge", ends)
        element.extend(_data("edge", edge_values(edge)))
        yield element
