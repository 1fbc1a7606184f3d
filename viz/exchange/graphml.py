"""GraphML that Gephi, yEd, igraph and networkx open with names and colours.

Gephi reads the attributes ``label, r, g, b, x, y``; yEd shows nothing but a ``y:ShapeNode`` with a ``y:NodeLabel``, so both are written.

Source: http://graphml.graphdrawing.org/specification.html; yEd's own extension, http://www.yworks.com/xml/graphml
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from graph.model import Graph, Node, Value, to_record
from graph.schema import declaration, own_properties
from viz.export import Options
from viz.tables import mention_files, property_columns
from viz.theme import load_theme
from viz.words import Finding, clean_text, relation_word, source_titles

GRAPHML, YED = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"
TYPES = {"string": "string", "integer": "int", "float": "double", "boolean": "boolean", "int": "int"}
GRAPH_KEYS = {"snapshot": "string", "date": "string", "sources": "string"}
NODE_KEYS = {
    "label": "string", "type": "string", "kind": "string", "aliases": "string", "jurisdiction": "string", "redacted": "boolean",
    "files": "string", "r": "int", "g": "int", "b": "int",
}  # fmt: skip
EDGE_KEYS = {
    "label": "string", "type": "string", "status": "string", "inferred": "boolean", "confidence": "int", "date": "string",
    "from": "string", "to": "string", "year_source": "string", "evidence": "string",
}  # fmt: skip
YED_SHAPES = {
    "rectangle": "rectangle", "octagon": "octagon", "round-rectangle": "roundrectangle", "ellipse": "ellipse",
    "hexagon": "hexagon", "diamond": "diamond", "triangle": "triangle", "star": "star5", "rhomboid": "parallelogram",
}  # fmt: skip


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the graph as GraphML: nodes and edges with all their properties, evidence as JSON text."""
    node_keys = NODE_KEYS | _property_types()
    with etree.xmlfile(str(out), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML, "y": YED}):
            for target, keys in (("graph", GRAPH_KEYS), ("node", node_keys), ("edge", EDGE_KEYS)):
                for name, kind in keys.items():
                    attributes = {"id": f"{target}_{name}", "for": target, "attr.name": name, "attr.type": TYPES[kind]}
                    file.write(etree.Element("key", attributes))
            file.write(etree.Element("key", {"id": "yed_node", "for": "node", "yfiles.type": "nodegraphics"}))
            with file.element("graph", id="liantu", edgedefault="directed"):
                about = {
                    "snapshot": options.snapshot,
                    "date": options.date,
                    "sources": " | ".join(source_titles(graph)),
                }
                for element in _data("graph", about):
                    file.write(element)
                for node in _nodes(graph):
                    file.write(node)
                for edge in _edges(graph):
                    file.write(edge)
    return []


def _property_types() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for label in declaration()["labels"]:
        kinds |= own_properties(label)
    return {name: kinds[name] for name in property_columns()}


def _data(target: str, values: Mapping[str, Value]) -> Iterable[Any]:
    for name, value in values.items():
        if value is not None:
            element = etree.Element("data", key=f"{target}_{name}")
            element.text = clean_text(json.dumps(value) if isinstance(value, bool) else str(value))
            yield element


def _nodes(graph: Graph) -> Iterable[Any]:
    theme, files = load_theme(), {document.id: document.file for document in graph.documents}
    for node in graph.nodes:
        mark = theme.mark(node.label)
        red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
        element = etree.Element("node", id=clean_text(node.id))
        values: dict[str, Value] = {
            "label": node.name, "type": node.label, "kind": node.kind, "aliases": " | ".join(node.aliases) or None,
            "jurisdiction": node.jurisdiction, "redacted": node.redacted, "files": " | ".join(mention_files(node, files)),
            "r": red, "g": green, "b": blue,
        }  # fmt: skip
        element.extend(_data("node", values | dict(node.properties)))
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
        date, first, last, year_source = edge.when
        ends = {"id": edge.id, "source": clean_text(edge.source), "target": clean_text(edge.target)}
        element = etree.Element("edge", ends)
        values: dict[str, Value] = {
            "label": relation_word(edge.type), "type": edge.type, "status": edge.status, "inferred": edge.inferred,
            "confidence": edge.confidence, "date": date, "from": first, "to": last, "year_source": year_source,
            "evidence": json.dumps([to_record(e) for e in edge.evidence], ensure_ascii=False),
        }  # fmt: skip
        element.extend(_data("edge", values))
        yield element
