"""The embedded engine answers random queries as counting by hand does."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from graph.stores.base import Table
from graph.stores.fuzz import SHAPES, _ByHand, fuzz, fuzz_embedded, random_graph
from graph.stores.memory import MemoryStore


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_random_query_is_answered_wrongly(seed: int) -> None:
    assert fuzz_embedded(seed, 200) == []


def test_the_queries_are_worth_asking() -> None:
    """Half have an answer, and hardly any the same as another."""
    draw = random.Random(1)
    by_hand = _ByHand(random_graph(draw))
    asked = [draw.choice(SHAPES)(draw, by_hand) for _ in range(300)]
    assert len({cypher for cypher, _ in asked}) > 280
    assert sum(bool(expected) for _, expected in asked) > 150


def test_an_engine_that_loses_rows_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = MemoryStore.run

    def careless(self: MemoryStore, cypher: str, *args: object, **named: object) -> Table:
        table = whole(self, cypher, *args, **named)  # type: ignore[arg-type]
        return Table(table.columns, table.rows[1:])

    monkeypatch.setattr(MemoryStore, "run", careless)
    store = MemoryStore()
    wrong = fuzz(store, 3, 40)
    store.close()
    assert len(wrong) > 20
    assert Counter(type(m.cypher) for m in wrong) == {str: len(wrong)}
