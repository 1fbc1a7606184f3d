"""The catalogue: every question is whole, asked in both languages, runs, and refuses wrong values in plain words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.stores.base import Store
from graph.stores.memory import MemoryStore
from graph.vocabulary import Label, RelationType, Status
from queries.catalogue import Query, check_parameters, find_query, load_catalogue, run_query
from queries.rules import load_rules

NAMES = [q.name for q in load_catalogue()]


def test_there_are_enough_questions() -> None:
    assert len(NAMES) >= 40
    assert sorted(NAMES) == NAMES


@pytest.mark.parametrize("query", load_catalogue(), ids=NAMES)
def test_a_head_is_whole(query: Query) -> None:
    for texts in (query.question, query.why, *(p.meaning for p in query.parameters), *query.columns.values()):
        assert texts["zh"].strip() and texts["en"].strip()
    assert re.search("[一-龥]", query.question["zh"]) and not re.search("[一-龥]{4}", query.why["en"])
    assert {p.name for p in query.parameters} == set(re.findall(r"\$(\w+)", query.cypher))
    assert set(query.example) <= {p.name for p in query.parameters}
    assert query.rule is None or query.rule in load_rules()
    assert all(label in set(Label) for p in query.parameters for label in p.labels)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_runs_and_answers_in_the_declared_columns(cases_store: Store, name: str) -> None:
    query = find_query(name)
    given = {p.name: "案例" for p in query.parameters if p.default is None} | dict(query.example)
    assert run_query(cases_store, name, given).columns == list(query.columns)


@pytest.fixture(scope="module")
def memory(cases_graph: Graph) -> MemoryStore:
    store = MemoryStore()
    store.load(cases_graph)
    return store


@pytest.mark.parametrize("name", NAMES)
def test_every_store_gives_the_same_answer(cases_store: Store, memory: MemoryStore, name: str) -> None:
    query = find_query(name)
    given = {p.name: "工程" for p in query.parameters if p.default is None}
    answers = [run_query(store, name, given) for store in (cases_store, memory)]
    assert answers[0].columns == answers[1].columns
    # a tie in the order leaves the engines free
    assert sorted(map(repr, answers[0].rows)) == sorted(map(repr, answers[1].rows))


def test_answers_are_right_on_a_known_graph(cases_store: Store) -> None:
    answer = run_query(cases_store, "members_of_set", {"name": "五大工程"})
    assert [row[0] for row in answer.rows] == ["引水工程", "照明工程", "路网工程"]
    answer = run_query(cases_store, "sites_near_unlinked")
    assert ["农耕馆", "水利馆"] in [row[:2] for row in answer.rows]


def test_a_site_that_a_plan_only_sees_to_is_not_waited_for() -> None:
    nodes = (
        Node("hall", Label.Base, "湖广会馆"),
        Node("new", Label.Base, "新馆"),
        Node("body", Label.Organisation, "县文旅局"),
        Node("way", Label.Programme, "步道"),
    )
    text = "县文旅局牵头建设步道，串联湖广会馆，建设新馆。"
    proof = (Evidence("p", 0, len(text), text, "case", 900),)
    edges = (
        Edge(RelationType.LEADS, "body", "hall", Status.PLANNED, proof),
        Edge(RelationType.CONNECTS, "way", "hall", Status.PLANNED, proof),
        Edge(RelationType.ESTABLISHES, "body", "new", Status.PLANNED, proof),
    )
    named = tuple(replace(n, mentions=(Mention("p", 0, len(n.name), n.name),)) for n in nodes)
    store = MemoryStore()
    store.load(Graph((Document("p", "p.txt", "要点", "plan"),), named, edges))
    assert [row[0] for row in run_query(store, "planned_not_done").rows] == ["新馆"]


def test_a_limit_says_that_more_is_there(cases_store: Store) -> None:
    answer = run_query(cases_store, "documents", limit=2)
    assert len(answer.rows) == 2 and answer.truncated


def test_an_unknown_name_lists_the_nearest() -> None:
    with pytest.raises(LiantuError, match="who_leads"):
        find_query("who_lead")


def test_a_name_like_none_is_answered_without_the_whole_catalogue() -> None:
    with pytest.raises(LiantuError, match="liantu ask") as told:
        find_query("xyz")
    assert "who_leads" not in str(told.value)


def test_an_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(LiantuError, match="name"):
        check_parameters(find_query("who_leads"), {"nmae": "甲"})


def test_a_missing_value_is_asked_for_with_an_example() -> None:
    with pytest.raises(LiantuError, match="-p name="):
        check_parameters(find_query("who_leads"), {})


def test_defaults_stand_in_for_what_is_left_out() -> None:
    assert check_parameters(find_query("problems"), {}) == {"document": ""}
