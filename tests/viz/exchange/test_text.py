"""DOT read back by pydot; Mermaid held against the grammar that its flowcharts use here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pydot

from graph.model import Graph
from viz.export import Options, export
from viz.words import clean_text, shorten


def _unquote(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text.removeprefix('"').removesuffix('"'))


def test_pydot_reads_the_same_graph(small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], "dot", tmp_path / "图.dot")
    (read,) = pydot.graph_from_dot_data((tmp_path / "图.dot").read_text(encoding="utf-8"))
    names = {_unquote(n.get_name()): _unquote(n.get("label")) for n in read.get_nodes() if n.get("class")}
    assert names == {n.id: " ".join(re.split(r"\s+", clean_text(n.name))) for n in small_graph.nodes}
    edges = Counter(
        (_unquote(e.get_source()), _unquote(e.get_destination()), _unquote(e.get("class"))) for e in read.get_edges()
    )
    assert edges == Counter((e.source, e.target, str(e.type)) for e in small_graph.edges)


def test_dot_shows_what_is_not_yet_done_as_dashed(county: Graph, tmp_path: Path) -> None:
    export(county, [], "dot", tmp_path / "g")
    (read,) = pydot.graph_from_dot_data((tmp_path / "g").read_text(encoding="utf-8"))
    styles = Counter(_unquote(e.get("style")) for e in read.get_edges())
    assert styles == Counter(solid=11, dashed=3)


def test_mermaid_has_one_line_for_each_node_and_edge(small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], "mermaid", tmp_path / "图.mmd")
    lines = (tmp_path / "图.mmd").read_text(encoding="utf-8").splitlines()
    nodes = [m for line in lines if (m := re.fullmatch(r'  n\d+[\[({/]+"([^"<>&]*)"[\])}/]+:::\w+', line))]
    edges = [line for line in lines if re.fullmatch(r'  n\d+ (--|-\.) "[^"]*" (-->|---|\.->|\.-x) n\d+', line)]
    assert (len(nodes), len(edges)) == (len(small_graph.nodes), len(small_graph.edges))
    shown = [re.sub(r"#(\d+);", lambda m: chr(int(m[1])), node[1]) for node in nodes]
    assert shown == [shorten(clean_text(node.name), 60) for node in small_graph.nodes]


def test_a_large_graph_is_cut_for_mermaid_and_says_so(tmp_path: Path, county: Graph) -> None:
    from viz.exchange import text

    assert text.MOST_MERMAID == 60
    many = Graph(county.documents, tuple(_copies(county, 100)), ())
    notes = export(many, [], "mermaid", tmp_path / "m", Options())
    assert notes == ["显示前 60 个，共 100 个（按关系多少取）。"]
    assert notes[0] in (tmp_path / "m").read_text(encoding="utf-8")


def _copies(graph: Graph, count: int) -> list:
    from dataclasses import replace

    return [replace(graph.nodes[0], id=f"Organisation:{i:04d}", name=f"单位{i}") for i in range(count)]
