"""Suggestions are typed, explained and ranked, and never become facts."""

from __future__ import annotations

import pytest

from graph.model import Graph
from graph.stores.base import Store
from graph.vocabulary import RelationType
from queries.bridges import Bridges, reach, with_links
from queries.gaps import find_gaps
from tests.queries.small import town


def test_the_body_that_leads_the_like_is_suggested_first_with_its_reasons() -> None:
    first = Bridges(town()).suggest(RelationType.LEADS, target="snow")[0]
    assert (first.source, first.target) == ("bureau", "snow")
    assert "盐道书屋、茶马书屋" in " ".join(r.words for r in first.reasons)
    assert first.score == sum(r.points for r in first.reasons)
    assert first.actor == "bureau"


def test_what_is_known_is_not_suggested() -> None:
    assert all(s.source != "bureau" for s in Bridges(town()).suggest(RelationType.LEADS, target="tea"))


def test_only_links_that_the_model_allows_are_suggested() -> None:
    graph = town()
    labels = {n.id: n.label for n in graph.nodes}
    for s in Bridges(graph).suggest(RelationType.LOCATED_IN, source="tea"):
        assert labels[s.target] == "Place"


def test_exactly_one_end_is_given() -> None:
    with pytest.raises(ValueError, match="one end"):
        Bridges(town()).suggest(RelationType.LEADS)


def test_a_supposed_link_changes_reach_and_not_the_graph() -> None:
    graph = town()
    supposed = with_links(graph, [("bureau", RelationType.LEADS, "snow")])
    assert reach(graph, "snow") == 0 < reach(supposed, "snow")
    assert len(graph.edges) == len(town().edges)


def test_a_link_against_the_model_is_refused() -> None:
    with pytest.raises(ValueError, match="NEAR"):
        with_links(town(), [("bureau", RelationType.NEAR, "tea")])


def test_gaps_are_answered_by_links_that_would_close_them(cases_store: Store, cases_graph: Graph) -> None:
    findings = find_gaps(cases_store, cases_graph, rules=["sites_unlinked"])
    suggested = Bridges(cases_graph).close(findings)
    for finding in findings:
        if len(finding.nodes) > 1:
            best = suggested[finding.id][0]
            assert best.relation is RelationType.CONNECTS
            assert {best.source, best.target} <= {n.id for n in finding.nodes}
            assert finding.id in best.closes
