"""In a notebook a snapshot is a picture, a networkx graph and a pyvis network."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx
import pytest
from lxml import html

import liantu
from graph.model import Graph
from graph.workspace import Workspace
from viz import notebook
from viz.notebook import Notebook


def test_networkx_gets_every_node_and_every_edge(graph: Graph) -> None:
    made = Notebook(graph, snapshot="abc").graph()
    assert isinstance(made, networkx.MultiDiGraph)
    assert {i: data["label"] for i, data in made.nodes(data=True)} == {node.id: node.name for node in graph.nodes}
    assert {key for _, _, key in made.edges(keys=True)} == {edge.id for edge in graph.edges}


def test_a_cell_shows_the_map_without_a_script(small_graph: Graph, findings: list) -> None:
    shown = html.fromstring(Notebook(small_graph, findings)._repr_html_())
    assert len(shown.findall('.//g[@class="node"]')) == len(small_graph.nodes)
    assert shown.findall(".//script") == []
    assert shown.findall(".//img") == []


def test_a_large_graph_shows_its_best_linked_part(county: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "SHOWN", 4)
    body = Notebook(county)._repr_html_()
    assert body.startswith('<p style="font-size:12px">显示前 4 个，共 15 个')
    assert body.count('class="node"') == 4


def test_around_a_name_or_alias_stand_its_neighbours(county: Graph) -> None:
    by_alias = Notebook(county).around("统战部").graph()
    assert {"县委统战部", "溪畔石榴", "石榴节", "工商联"} <= {data["label"] for _, data in by_alias.nodes(data=True)}
    assert Notebook(county).around("无此名").graph().number_of_nodes() == 0


def test_pyvis_takes_over_from_there(county: Graph, findings: list) -> None:
    network = Notebook(county, findings).network()
    assert network.num_nodes() == len(county.nodes)
    labels = Counter(edge["label"] for edge in network.edges)
    assert labels["场馆未串联"] == 3


def test_an_open_workspace_is_a_notebook_of_its_snapshot(sample_workspace: Workspace, tmp_path: Path) -> None:
    book = liantu.open(sample_workspace.path)
    made, read = book.graph(), sample_workspace.snapshot().graph()
    assert isinstance(made, networkx.MultiDiGraph)
    assert (len(made), made.number_of_edges()) == (len(read.nodes), len(read.edges))
    assert made.graph["snapshot"] == book.snapshot == sample_workspace.current
    assert book.export("csv", tmp_path / "表") == []
    assert (
        (tmp_path / "表" / "about.csv").read_text(encoding="utf-8").startswith(f"key,value\nsnapshot,{book.snapshot}")
    )
