"""GEXF 1.3 for Gephi: names, types, colours, shapes and, for graphs of a map's size, the places of our own layout.

Source: https://gexf.net/1.3 (gexf.rnc, dynamics.rnc, viz.rnc, which jing finds every file to keep to), https://gexf.net/viz.html. The
official XSD (github.com/gephi/gexf) rejects every viz element, also those of the format's own examples; a file stripped of them keeps to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from graph.model import Graph, Value
from graph.vocabulary import Status
from viz.exchange.values import EDGE_TYPES, as_text, edge_values, node_types, node_values
from viz.export import Options
from viz.network import MOST_NODES
from viz.scene import Scene, make_scene
from viz.theme import load_theme
from viz.words import Finding, clean_text, source_line

GEXF, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
TYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean"}
SHAPES = {"triangle": "triangle", "diamond": "diamond", "rectangle": "square"}
"""What the schema has of our shapes; the others become discs, and colours and types tell them apart."""
LINES = {Status.DONE: "solid", Status.PLANNED: "dashed", Status.MISSING: "dotted"}


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the graph as GEXF 1.3; parallel edges are told apart by ``kind``, their relation.

    All edges are directed, also those of symmetric relations: networkx reads no file that mixes both.
    """
    scene = make_scene(graph, findings) if len(graph.nodes) <= MOST_NODES else None
    with etree.xmlfile(str(out), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{GEXF}}}gexf", nsmap={None: GEXF, "viz": VIZ}, version="1.3"):
            file.write(_meta(graph, options))
            with file.element(_tag("graph"), defaultedgetype="directed", idtype="string", mode="static"):
                file.write(_attributes("node", _without_label(node_types())))
                file.write(_attributes("edge", _without_label(EDGE_TYPES)))
                with file.element(_tag("nodes"), count=str(len(graph.nodes))):
                    for element in _nodes(graph, scene):
                        file.write(element)
                with file.element(_tag("edges"), count=str(len(graph.edges))):
                    for element in _edges(graph):
                        file.write(element)
    return []


def _tag(name: str) -> str:
    return f"{{{GEXF}}}{name}"


def _without_label(types: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for name, kind in types.items() if name != "label"}


def _meta(graph: Graph, options: Options) -> Any:
    # The schema knows the date as an attribute of the type xs:date only; a date of another form stands in the description alone.
    meta = etree.Element(_tag("meta"), nsmap={None: GEXF})
    etree.SubElement(meta, _tag("creator")).text = "Liantu"
    line = source_line(graph, options, most=len(graph.documents))
    etree.SubElement(meta, _tag("description")).text = clean_text(line)
    return meta


def _attributes(target: str, types: Mapping[str, str]) -> Any:
    listed = etree.Element(_tag("attributes"), {"class": target}, nsmap={None: GEXF})
    for name, kind in types.items():
        etree.SubElement(listed, _tag("attribute"), id=name, title=name, type=TYPES[kind])
    return listed


def _attvalues(values: Mapping[str, Value]) -> Any:
    listed = etree.Element(_tag("attvalues"), nsmap={None: GEXF})
    for name, value in values.items():
        if value is not None and name != "label":
            etree.SubElement(listed, _tag("attvalue"), {"for": name, "value": clean_text(as_text(value))})
    return listed


def _nodes(graph: Graph, scene: Scene | None) -> Iterable[Any]:
    theme, files = load_theme(), {document.id: document.file for document in graph.documents}
    for node in graph.nodes:
        mark = theme.mark(node.label)
        red, green, blue = bytes.fromhex(mark.colour.removeprefix("#"))
        names = {"id": clean_text(node.id), "label": clean_text(node.name)}
        element = etree.Element(_tag("node"), names, nsmap={None: GEXF, "viz": VIZ})
        element.append(_attvalues(node_values(node, files)))
        etree.SubElement(element, f"{{{VIZ}}}color", r=str(red), g=str(green), b=str(blue))
        if scene:
            spot = scene.spots[node.id]
            etree.SubElement(element, f"{{{VIZ}}}position", x=f"{spot.x:.1f}", y=f"{-spot.y:.1f}", z="0.0")
            etree.SubElement(element, f"{{{VIZ}}}size", value=f"{spot.size:.1f}")
        etree.SubElement(element, f"{{{VIZ}}}shape", value=SHAPES.get(mark.shape, "disc"))
        yield element


def _edges(graph: Graph) -> Iterable[Any]:
    for edge in graph.edges:
        values = edge_values(edge)
        names = {
            "id": edge.id,
            "source": clean_text(edge.source),
            "target": clean_text(edge.target),
            "kind": edge.type.value,
            "label": str(values["label"]),
        }
        element = etree.Element(_tag("edge"), names, nsmap={None: GEXF, "viz": VIZ})
        element.append(_attvalues(values))
        etree.SubElement(element, f"{{{VIZ}}}shape", value=LINES[edge.status])
        yield element
