"""Within one MATCH no edge is used twice."""

from __future__ import annotations

import pytest

from graph.errors import LiantuError
from graph.stores.trail import use_no_edge_twice

UNTOUCHED = [
    "MATCH (a)-[r:NEAR]-(b) RETURN r",
    "MATCH (a)-[:LEADS]->(b)<-[:PART_OF]-(c) RETURN c",  # no edge is of both types
    "MATCH (a)-->(b)-->(c) RETURN c",  # only an edge to itself could be both
    "MATCH (a)-[r]-(b) MATCH (b)-[s]-(c) RETURN c",  # two MATCH
    "MATCH (a)-[*1..3]-(b)--(c) RETURN c",
    "MATCH (n) WHERE n.name = '(a)--(b)--(c)' RETURN n",
    "MATCH (n) WHERE n.name STARTS WITH 'a' RETURN n -- 1",
    "RETURN 1 - 2 - 3",
]
CHANGED = {
    "MATCH (a)--(b)--(c) RETURN c": "MATCH (a)-[_edge1]-(b)-[_edge2]-(c) WHERE id(_edge1) <> id(_edge2) RETURN c",
    "MATCH (a)-[x]->(b)<-[y]-(c) WHERE a.id = 1 OR c.id = 2 RETURN b": (
        "MATCH (a)-[x]->(b)<-[y]-(c) WHERE id(x) <> id(y) AND (a.id = 1 OR c.id = 2) RETURN b"
    ),
    "MATCH (a)-[:A|B {x: 1}]->(b), (c)<-[:B]-(d) RETURN a": (
        "MATCH (a)-[_edge1:A|B {x: 1}]->(b), (c)<-[_edge2:B]-(d) WHERE id(_edge1) <> id(_edge2) RETURN a"
    ),
    "MATCH (n) WHERE NOT EXISTS { MATCH (n)--(x)--(m) WHERE m.id > 1 } RETURN n": (
        "MATCH (n) WHERE NOT EXISTS { MATCH (n)-[_edge1]-(x)-[_edge2]-(m) WHERE id(_edge1) <> id(_edge2) AND (m.id > 1) } RETURN n"
    ),
    "MATCH (a)-->(b)-->(c)-->(d) RETURN d": (
        "MATCH (a)-[_edge1]->(b)-->(c)-[_edge2]->(d) WHERE id(_edge1) <> id(_edge2) RETURN d"
    ),
    "MATCH (a)--(b)--(c) // note\nRETURN c": (
        "MATCH (a)-[_edge1]-(b)-[_edge2]-(c) WHERE id(_edge1) <> id(_edge2) // note\nRETURN c"
    ),
}


@pytest.mark.parametrize("cypher", UNTOUCHED)
def test_where_no_edge_can_repeat_the_query_stays(cypher: str) -> None:
    assert use_no_edge_twice(cypher) == cypher


@pytest.mark.parametrize("cypher", CHANGED)
def test_where_one_can_a_condition_forbids_it(cypher: str) -> None:
    assert use_no_edge_twice(cypher) == CHANGED[cypher]


def test_a_star_would_show_the_names_of_the_conditions() -> None:
    assert use_no_edge_twice("MATCH (a)-[r]-(b)-[s]-(c) RETURN *").endswith("WHERE id(r) <> id(s) RETURN *")
    with pytest.raises(LiantuError, match=r"RETURN \*"):
        use_no_edge_twice("MATCH (a)--(b)--(c) RETURN *")
