"""Rows of the stores: the record of the exchange format, with its evidence as JSON text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graph.model import to_record
from graph.schema import EDGE
from graph.stores.records import edge_row, edge_rows, node_rows, to_graph
from tests.contract.world import HOSTILE, proof, world


@pytest.mark.parametrize("edge", world().edges, ids=[e.id for e in world().edges])
def test_a_row_is_the_record_with_evidence_as_text(edge: object) -> None:
    record, row = to_record(edge), edge_row(edge)  # type: ignore[arg-type]
    assert list(row) == list(EDGE) == list(record)
    assert row == record | {"evidence": json.dumps(record["evidence"], ensure_ascii=False, separators=(",", ":"))}


@pytest.mark.parametrize("text", [*HOSTILE, "\0\x1f\x7f", "\u2028"], ids=range(len(HOSTILE) + 2))
def test_evidence_is_the_json_that_the_standard_library_writes(text: str) -> None:
    edge = replace(
        world().edges[0], evidence=(proof("d", 0, text, section=text, rule=text, date=text, year_source=text),)
    )
    assert json.loads(edge_row(edge)["evidence"]) == to_record(edge)["evidence"]
    assert edge_row(edge)["evidence"] == json.dumps(
        to_record(edge)["evidence"], ensure_ascii=False, separators=(",", ":")
    )


def test_rows_read_back_are_the_graph() -> None:
    graph = world()
    nodes = [row for rows in node_rows(graph).values() for row in rows]
    edges = [row for rows in edge_rows(graph).values() for row in rows]
    back = to_graph(reversed(nodes), reversed(edges))
    assert back.documents == graph.documents
    assert back.edges == graph.edges
    assert [n.id for n in back.nodes] == [n.id for n in graph.nodes]
    assert [n.mentions for n in back.nodes] == [tuple(sorted(n.mentions)) for n in graph.nodes]
