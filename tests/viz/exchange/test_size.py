"""100,000 nodes: exchange formats hold them all, and are read as a stream."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree

from graph.model import Graph
from viz.export import export

pytestmark = pytest.mark.slow


def _count(path: Path, *names: str) -> tuple[int, ...]:
    found = dict.fromkeys(names, 0)
    for _, element in etree.iterparse(path, tag=[f"{{*}}{name}" for name in names]):
        found[etree.QName(element).localname] += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return tuple(found.values())


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_formats_hold_every_node_and_edge(name: str, huge: Graph, tmp_path: Path) -> None:
    export(huge, [], name, tmp_path / "g")
    assert _count(tmp_path / "g", "node", "edge") == (len(huge.nodes), len(huge.edges))


def test_tables_hold_every_node_and_edge(huge: Graph, tmp_path: Path) -> None:
    export(huge, [], "csv", tmp_path / "out")
    for name, expected in (("nodes", len(huge.nodes)), ("edges", len(huge.edges))):
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.reader(file)) == expected + 1


@pytest.mark.parametrize(("name", "line"), [("ftm", '"schema": "UnknownLink"'), ("dot", " -> ")], ids=["ftm", "dot"])
def test_formats_of_lines_hold_every_edge(name: str, line: str, huge: Graph, tmp_path: Path) -> None:
    export(huge, [], name, tmp_path / "g")
    with (tmp_path / "g").open(encoding="utf-8") as file:
        assert sum(line in text for text in file) >= len(huge.edges)
