"""GraphML read back by networkx, and what yEd and Gephi look for in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx
from lxml import etree

from graph.model import Graph
from viz.export import Options, export
from viz.words import clean_text, relation_word

YED = "{http://www.yworks.com/xml/graphml}"


def test_networkx_reads_the_same_graph(graph: Graph, tmp_path: Path) -> None:
    export(graph, [], "graphml", tmp_path / "图.graphml")
    read = networkx.read_graphml(tmp_path / "图.graphml", force_multigraph=True)
    assert {i: data["label"] for i, data in read.nodes(data=True)} == {n.id: clean_text(n.name) for n in graph.nodes}
    assert {data["type"] for _, data in read.nodes(data=True)} == {str(n.label) for n in graph.nodes}
    ends = Counter((a, b, data["type"], data["status"]) for a, b, data in read.edges(data=True))
    assert ends == Counter((e.source, e.target, str(e.type), str(e.status)) for e in graph.edges)


def test_values_keep_their_types(county: Graph, tmp_path: Path) -> None:
    export(county, [], "graphml", tmp_path / "g", Options(snapshot="abc"))
    read = networkx.read_graphml(tmp_path / "g", force_multigraph=True)
    indicator = next(data for _, data in read.nodes(data=True) if data["type"] == "Indicator")
    assert (indicator["value"], indicator["unit"], indicator["redacted"]) == (120.0, "人次", False)
    edge = next(data for _, _, data in read.edges(data=True) if data["type"] == "SERVES")
    assert (edge["confidence"], edge["label"]) == (900, "服务")
    assert "“溪畔石榴”品牌面向少数民族群众开展服务。" in edge["evidence"]
    assert read.graph["snapshot"] == "abc"


def test_yed_finds_a_label_a_colour_and_a_shape_in_every_node(county: Graph, tmp_path: Path) -> None:
    export(county, [], "graphml", tmp_path / "g")
    drawn = etree.parse(tmp_path / "g").findall(f".//{YED}ShapeNode")
    assert [d.findtext(f"{YED}NodeLabel") for d in drawn] == [n.name for n in county.nodes]
    fills = {d.find(f"{YED}Fill").get("color") for d in drawn}
    assert len(fills) == len({n.label for n in county.nodes})


def test_yed_finds_places_that_do_not_cover_and_lines_that_tell_facts_from_plans(county: Graph, tmp_path: Path) -> None:
    export(county, [], "graphml", tmp_path / "g")
    tree = etree.parse(tmp_path / "g")
    places = {(float(g.get("x")), float(g.get("y"))) for g in tree.iter(f"{YED}Geometry")}
    assert len(places) == len(county.nodes)
    lines = tree.findall(f".//{YED}PolyLineEdge")
    looks = Counter(line.find(f"{YED}LineStyle").get("type") for line in lines)
    assert looks == Counter(line=11, dashed=3)
    assert [line.findtext(f"{YED}EdgeLabel") for line in lines] == [relation_word(e.type) for e in county.edges]
    assert sum(line.find(f"{YED}Arrows").get("target") == "none" for line in lines) == 3


def test_gephi_finds_red_green_and_blue(county: Graph, tmp_path: Path) -> None:
    export(county, [], "graphml", tmp_path / "g")
    read = networkx.read_graphml(tmp_path / "g", force_multigraph=True)
    brand = next(data for _, data in read.nodes(data=True) if data["type"] == "Brand")
    assert (brand["r"], brand["g"], brand["b"]) == (0xB3, 0x26, 0x1E)
