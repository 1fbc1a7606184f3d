"""What an analyst types for Neo4j runs on the embedded store, or the error names the construct and a form that works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LiantuError
from graph.stores import dialect
from graph.stores.ladybug import LadybugStore, build
from tests.contract.world import world

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(dialect.__file__).with_name("dialect.yaml").read_text(encoding="utf-8")
)

AS_IT_STANDS = {
    "RETURN toString(1.5), toString(2.0), toString(true), toString(7), toString('2.50')": [
        "1.5",
        "2.0",
        "true",
        "7",
        "2.50",
    ],
    "RETURN toInteger('5'), toFloat('1.5'), toBoolean('true')": [5, 1.5, True],
    "RETURN head([1, 2]), last([1, 2]), tail([1, 2, 3]), head([]), isEmpty([])": [1, 2, [2, 3], None, True],
    "RETURN split('甲,乙', ','), char_length('联图'), character_length('联图'), size('𠮷')": [["甲", "乙"], 2, 2, 1],
    "RETURN haversin(0.0), rand() < 1, size(randomUUID()), e() > 2.7, round(exp(2.0), 4)": [0, True, 36, True, 7.3891],
    "MATCH (a)-[r:LEADS]->(b:Brand) RETURN type(r), startNode(r).id, endNode(r).id": ["LEADS", "org:tz", "brand:tx"],
    "MATCH (n:Brand {id: 'brand:tx'}) RETURN elementId(n) = elementId(n)": [True],
    "MATCH (a)-[r:NEAR|:CONNECTS]->(b) RETURN count(r)": [3],
    "MATCH (a:Base)-[:NEAR*]-(b:Base) RETURN count(b)": [6],
    "MATCH (i:Indicator) RETURN sum(i.value) > 1, avg(i.value) > 1, collect(i.id) <> []": [True, True, True],
    "RETURN 'a' + 'b', [1] + [2], 5 / 2, 5 % 2, 2 ^ 3, NOT true XOR false": ["ab", [1, 2], 2, 1, 8, False],
    "RETURN date('2024-02-29') < date('2024-03-01'), coalesce(null, 'x'), null = null": [True, "x", None],
    "RETURN CASE 1 WHEN 1 THEN '甲' ELSE '乙' END, range(1, 3), 1 IN [1, 2]": ["甲", [1, 2, 3], True],
}
"""Queries of Neo4j that need no other form, and their one row."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    """The world in the embedded store."""
    path = tmp_path_factory.mktemp("dialect") / "graph.lbug"
    build(world(), path)
    opened = LadybugStore(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_construct_is_named_and_its_form_works(row: dict[str, Any], store: LadybugStore) -> None:
    for ask in (store.run, store.ask):
        with pytest.raises(LiantuError) as caught:
            ask(row["example"])
        assert caught.value.code == "query_unsupported"
        assert row["name"] in caught.value.what and row["form"] in caught.value.try_next
    assert store.ask(row["works"]).columns


@pytest.mark.parametrize("cypher", AS_IT_STANDS)
def test_this_runs_as_it_stands(cypher: str, store: LadybugStore) -> None:
    assert store.ask(cypher).rows == [AS_IT_STANDS[cypher]]


def test_a_path_of_several_steps_is_a_trail() -> None:
    assert dialect.translate("MATCH (a)-[:NEAR*1..3]-(b) RETURN b") == "MATCH (a)-[:NEAR* TRAIL 1..3]-(b) RETURN b"
    assert (
        dialect.translate("MATCH p = (a)-[* SHORTEST 1..3]-(b) RETURN p")
        == "MATCH p = (a)-[* SHORTEST 1..3]-(b) RETURN p"
    )
    assert dialect.translate("RETURN [1 * 2, 3 * 4]") == "RETURN [1 * 2, 3 * 4]"


def test_words_inside_strings_are_no_constructs(store: LadybugStore) -> None:
    assert store.ask("RETURN 'labels(n)[0], substring(s, 1, 2), shortestPath(x)' AS words").rows


def test_the_engines_own_words_reach_the_user_where_nothing_better_is_known(store: LadybugStore) -> None:
    with pytest.raises(LiantuError, match="Parser exception") as caught:
        store.run("MATCH (n:Base) RETUR n")
    assert caught.value.code == "query_faulty"
    assert "expecting" not in str(caught.value)
