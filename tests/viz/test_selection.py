"""What an export is about: a node and its neighbours, a jurisdiction, the things that gaps name."""

from __future__ import annotations

from dataclasses import replace

from graph.model import Graph
from viz import selection


def _names(graph: Graph) -> set[str]:
    return {node.name for node in graph.nodes}


def test_around_a_node_stand_its_neighbours_and_its_gaps(county: Graph, findings: list) -> None:
    brand = next(node for node in county.nodes if node.name == "溪畔石榴")
    part, gaps = selection.around(county, findings, [brand.id])
    assert _names(part) == {"溪畔石榴", "县委统战部", "民族宗教事务局", "少数民族群众"}
    assert [gap["rule"] for gap in gaps] == ["brand_without_base"]
    assert [document.file for document in part.documents] == ["调研/云溪县调研报告.txt"]


def test_a_jurisdiction_holds_those_inside_it(county: Graph, findings: list) -> None:
    elsewhere = replace(county.nodes[0], jurisdiction="江苏省")
    graph = Graph(county.documents, (elsewhere, *county.nodes[1:]), county.edges)
    part, gaps = selection.within(graph, findings, "浙江省")
    assert len(part.nodes) == len(county.nodes) - 1
    assert all(elsewhere.id not in (edge.source, edge.target) for edge in part.edges)
    assert len(gaps) == 2
    assert selection.within(graph, findings, "广东省")[0].nodes == ()


def test_gaps_keep_what_they_name(county: Graph, findings: list) -> None:
    part, gaps = selection.concerned(county, findings)
    assert _names(part) == {"渡口旧址", "染坊旧址", "织布馆", "溪畔石榴"}
    assert {str(edge.type) for edge in part.edges} == {"NEAR"}
    assert gaps == findings
