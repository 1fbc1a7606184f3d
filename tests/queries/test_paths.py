"""The way from one thing to another is the shortest, and every step is told with its literal sentence."""

from __future__ import annotations

from graph.language import speaking
from graph.vocabulary import RelationType
from queries.bridges import Reason, Suggestion
from queries.paths import around, find_paths, tell_path
from tests.queries.small import PLAN, town


def test_the_shortest_way_is_told_sentence_by_sentence() -> None:
    graph = town()
    (way,) = find_paths(graph, "women", "street")
    told = tell_path(way, graph)
    assert [t.words for t in told] == [
        "“县妇联”参与（计划）“茶马书屋”",
        "“县文旅局”牵头（计划）“茶马书屋”",
        "“县文旅局”牵头“盐道书屋”",
        "“盐道书屋”位于“古街”",
    ]
    assert all(PLAN[t.start : t.end] == t.quote and t.file == "计划.txt" for t in told)


def test_the_way_is_told_in_english_too() -> None:
    graph = town()
    with speaking("en"):
        assert tell_path(find_paths(graph, "salt", "street")[0], graph)[0].words == '"盐道书屋" is located in "古街"'


def test_only_the_relations_that_are_asked_for_are_walked() -> None:
    assert find_paths(town(), "women", "street", types=[RelationType.LEADS]) == []


def test_no_way_is_no_error_and_neither_is_staying() -> None:
    assert find_paths(town(), "women", "snow") == []
    assert find_paths(town(), "women", "women") == []


def test_too_long_a_way_is_not_told() -> None:
    assert find_paths(town(), "women", "street", longest=3) == []


def test_what_lies_around_grows_with_the_hops() -> None:
    one, two = around(town(), "salt"), around(town(), "salt", 2)
    assert {n.id for n in one.nodes} == {"salt", "bureau", "street"}
    assert {n.id for n in two.nodes} == {"salt", "bureau", "street", "tea", "duty"}


def test_a_duty_is_reached_and_not_walked_through() -> None:
    assert {n.id for n in around(town(), "duty", 1).nodes} == {"duty", "bureau"}


def test_a_suggested_link_is_walked_only_where_it_is_asked_for_and_is_told_as_one() -> None:
    graph = town()
    reason = Reason("theme", 10, "名称都有“书屋”")
    links = [Suggestion(RelationType.CONNECTS, "salt", "snow", 10, (reason,), "bureau", ("gap:1", "gap:2"))]
    assert find_paths(graph, "women", "snow") == []
    (way,) = find_paths(graph, "women", "snow", suggested=links)
    told = tell_path(way, graph)
    assert [step.suggested for step in told] == [False, False, False, True]
    assert (told[-1].quote, told[-1].file) == ("", "")
    assert told[-1].words == (
        "建议：“盐道书屋”串联“雪山书屋”（依据：名称都有“书屋” +10；共 10 分；须由“县文旅局”办理；可用于 2 处缺口）"
    )
    assert find_paths(graph, "women", "snow", types=[RelationType.LEADS], suggested=links) == []


def test_a_way_of_facts_comes_before_a_suggested_one_of_the_same_length() -> None:
    graph = town()
    link = Suggestion(RelationType.CONNECTS, "salt", "street", 99, (), None, ())
    ways = [tell_path(way, graph) for way in find_paths(graph, "salt", "street", suggested=[link])]
    assert [[step.suggested for step in way] for way in ways] == [[False], [True]]
