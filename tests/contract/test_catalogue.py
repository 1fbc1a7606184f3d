"""Every question of the catalogue and every gap rule has the same answer on every store, on the samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.model import Graph
from graph.snapshot import Snapshot
from graph.stores.base import Store
from queries.catalogue import Query, load_catalogue, run_query
from queries.finding import to_json
from queries.gaps import find_gaps
from queries.rules import load_rules

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def reference(snapshot: Snapshot) -> Iterator[Store]:
    """The snapshot's own store."""
    store = snapshot.store()
    yield store
    store.close()


@pytest.fixture(scope="module")
def samples(snapshot: Snapshot, fresh: Callable[[Graph], Store]) -> Store:
    """The samples in a store of each kind."""
    return fresh(snapshot.graph())


def _sorted(rows: list[list[Any]]) -> list[list[Any]]:
    return sorted(rows, key=repr)


@pytest.mark.cypher
@pytest.mark.parametrize("query", CATALOGUE, ids=[q.name for q in CATALOGUE])
def test_a_question_has_one_answer(query: Query, samples: Store, reference: Store) -> None:
    expected = run_query(reference, query.name, dict(query.example))
    got = run_query(samples, query.name, dict(query.example))
    assert got.columns == expected.columns == list(query.columns)
    assert _sorted(got.rows) == _sorted(expected.rows)


@pytest.mark.cypher
@pytest.mark.parametrize("rule", load_rules())
def test_a_gap_rule_has_one_list_of_findings(rule: str, samples: Store, reference: Store, snapshot: Snapshot) -> None:
    graph = snapshot.graph()
    files = {document.id: document.file for document in graph.documents}
    expected = to_json(find_gaps(reference, graph, rules=[rule]), files)
    assert to_json(find_gaps(samples, graph, rules=[rule]), files) == expected


def test_the_samples_are_worth_asking(reference: Store) -> None:
    answered = [query.name for query in CATALOGUE if run_query(reference, query.name, dict(query.example)).rows]
    assert len(answered) >= len(CATALOGUE) * 0.8
