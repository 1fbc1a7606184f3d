"""Supposing a link: which gaps it would close, and how far one would get; the graph itself stays as it is."""

from __future__ import annotations

import pytest

from graph.errors import LiantuError
from graph.vocabulary import RelationType
from queries.whatif import read_link, whatif
from tests.queries.small import PLAN, town


def test_a_supposed_link_closes_the_gap_it_is_meant_for() -> None:
    graph = town()
    link = read_link(graph, "bureau", "LEADS", "snow")
    change = whatif(graph, [link], texts={"p" * 64: PLAN})
    assert [f.rule for f in change.closed] == ["isolated"]
    assert change.opened == ()
    assert change.reach["snow"][0] == 0 < change.reach["snow"][1]
    assert graph == town()


def test_a_link_that_is_there_already_changes_nothing() -> None:
    graph = town()
    change = whatif(graph, [("salt", RelationType.LOCATED_IN, "street")])
    assert (change.closed, change.opened) == ((), ())


def test_a_relation_that_the_model_does_not_know_or_allow() -> None:
    with pytest.raises(LiantuError, match="LEADS"):
        read_link(town(), "bureau", "LEAD", "snow")
    with pytest.raises(LiantuError, match="CONNECTS"):
        read_link(town(), "tea", "LEADS", "snow")
