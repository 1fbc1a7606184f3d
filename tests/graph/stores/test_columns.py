"""Edges made column by column are those that are made row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Edge, Evidence
from graph.schema import EDGE
from graph.stores import columns
from graph.stores.records import edge_row, mention_edges
from graph.tables import edge_tables
from graph.vocabulary import RelationType, Status
from tests.contract.world import HOSTILE, link, world

LABELS = {node.id: str(node.label) for node in world().nodes} | {d.id: "Document" for d in world().documents}
TEXTS = st.sampled_from(["", "一、工作", *HOSTILE, "\0\x1f\x7f", "\u2028"])
PROOFS = st.builds(
    lambda start, quote, **more: Evidence("d1", start, start + len(quote), quote, **more),
    start=st.integers(0, 9),
    quote=TEXTS.filter(bool),
    rule=TEXTS,
    confidence=st.integers(0, 1000),
    section=TEXTS,
    inferred=st.booleans(),
    date=st.sampled_from([None, "", "2024", "2024-05", "2024-05/2024-06", "2025/"]),
    year_source=st.sampled_from([None, "stated", "heading", "document"]),
)
ENDS = [
    ("org:tz", RelationType.LEADS, "brand:tx"),
    ("org:gs", RelationType.LEADS, "brand:gz"),
    ("base:a", RelationType.NEAR, "base:b"),
]


def _rows(edges: Sequence[Edge]) -> list[list[object]]:
    tables = edge_tables(edges)
    found = columns.edge_groups(tables["edges"], tables["evidence"], LABELS)
    return [list(row.values()) for _, table in found for row in table.to_pylist()]


def _expected(edges: Sequence[Edge]) -> list[list[object]]:
    triple = {e.id: (e.type, LABELS[e.source], LABELS[e.target]) for e in edges}
    rows = [edge_row(edge) for edge in sorted(edges, key=lambda e: triple[e.id])]
    return [[row["source"], row["target"], *(row[name] for name in EDGE)] for row in rows]


def test_the_world_is_the_same_either_way() -> None:
    assert _rows(world().edges) == _expected(world().edges)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(ENDS), st.sampled_from(list(Status)), st.lists(PROOFS, min_size=1, max_size=4)),
        max_size=6,
    )
)
def test_any_evidence_is_summed_up_alike(
    drawn: list[tuple[tuple[str, RelationType, str], Status, list[Evidence]]],
) -> None:
    edges = {(*ends, status): Edge(ends[1], ends[0], ends[2], status, tuple(proofs)) for ends, status, proofs in drawn}
    assert _rows(list(edges.values())) == _expected(list(edges.values()))


def test_mentions_are_the_edges_that_other_stores_have() -> None:
    made = columns.mention_tables(world().nodes)
    rows = [list(row.values()) for _, table in columns.edge_groups(*made, LABELS) for row in table.to_pylist()]
    assert rows == _expected([edge for node in world().nodes for edge in mention_edges(node)])


def test_of_nothing_there_are_no_rows() -> None:
    assert [table.num_rows for table in columns.mention_tables([])] == [0, 0]
    assert _rows([]) == []


@pytest.mark.parametrize(
    "faulty",
    [
        [link("org:tz", RelationType.LEADS, "nobody")],
        [link("brand:tx", RelationType.LEADS, "org:tz")],
        [world().edges[0], replace(world().edges[0])],
    ],
)
def test_what_contradicts_the_model_is_noticed(faulty: list[Edge]) -> None:
    with pytest.raises(columns.Fault):
        _rows(faulty)
