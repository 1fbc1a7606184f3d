"""Tokens of Cypher: what is a word, and what strings, comments and back-quotes hide."""

from __future__ import annotations

import pytest

from graph.errors import LiantuError
from graph.stores.cypher import bare, columns, tokens


@pytest.mark.parametrize(
    ("cypher", "texts"),
    [
        ("RETURN 'DELETE // x'", ["RETURN", "'DELETE // x'"]),
        (r"RETURN 'it\'s' + \"x\"".replace('\\"', '"'), ["RETURN", r"'it\'s'", "+", '"x"']),
        ("RETURN `a``b`", ["RETURN", "`a``b`"]),
        ("RETURN 1..3, $a_1", ["RETURN", "1", ".", ".", "3", ",", "$a_1"]),
        ("RETURN 1.5e3 /* SET */ // DELETE", ["RETURN", "1.5e3"]),
        ("MATCH (品牌:Brand)", ["MATCH", "(", "品牌", ":", "Brand", ")"]),
    ],
)
def test_tokens(cypher: str, texts: list[str]) -> None:
    assert [token.text for token in tokens(cypher)] == texts


@pytest.mark.parametrize("cypher", ["RETURN 'a", 'RETURN "a', "RETURN `a", "RETURN 1 /* a", r"RETURN 'a\'"])
def test_what_does_not_end_is_refused(cypher: str) -> None:
    with pytest.raises(LiantuError) as caught:
        tokens(cypher)
    assert caught.value.code == "query_unclosed"


def test_bare_keeps_every_offset() -> None:
    text = "MATCH (n {name: 'a:b'}) /* c */ RETURN n.`x y`"
    assert len(bare(text)) == len(text)
    assert bare(text).split() == ["MATCH", "(n", "{name:", "'", "'})", "RETURN", "n.`", "`"]


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("MATCH (n) RETURN n", ["n"]),
        ("MATCH (n) RETURN DISTINCT n.name, count( * ) AS 数 ORDER BY 数 LIMIT 3", ["n.name", "数"]),
        ("RETURN coalesce(a, 'x, y') AS `a b`, [1, 2]", ["a b", "[1, 2]"]),
        ("MATCH (n) RETURN n.name UNION MATCH (m) RETURN m.name AS other", ["n.name"]),
        ("MATCH (n) WHERE EXISTS { MATCH (n)-->(m) RETURN m } RETURN n.id", ["n.id"]),
        ("MATCH (n) RETURN *", []),
        ("MATCH (n) RETURN {a: 1, b: 2};", ["{a: 1, b: 2}"]),
    ],
)
def test_columns_are_named_as_neo4j_names_them(cypher: str, names: list[str]) -> None:
    assert columns(cypher) == names
