"""What every store promises, whatever its engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import LiantuError
from graph.exchange import read_jsonl, write_jsonl
from graph.model import Edge, Graph
from graph.stores.base import Store
from graph.stores.records import edge_rows, node_rows
from graph.vocabulary import Label, RelationType
from tests.contract.world import HOSTILE, changed, link, proof, thing, world


def test_counts_are_those_of_the_graph_and_one_mentioned_in_for_each_node_and_document(loaded: Store) -> None:
    graph = world()
    expected = Counter(str(n.label) for n in graph.nodes) + Counter(str(e.type) for e in graph.edges)
    expected["Document"] = len(graph.documents)
    expected["MENTIONED_IN"] = sum(len({m.document for m in n.mentions}) for n in graph.nodes)
    assert loaded.counts() == dict(expected)


def test_the_graph_comes_back_byte_for_byte(loaded: Store, tmp_path: Path) -> None:
    write_jsonl(world(), tmp_path / "given")
    write_jsonl(loaded.graph(), tmp_path / "returned")
    write_jsonl(read_jsonl(tmp_path / "returned"), tmp_path / "read")
    for name in ("documents", "nodes", "edges"):
        given = (tmp_path / "given" / f"{name}.jsonl").read_bytes()
        assert given == (tmp_path / "returned" / f"{name}.jsonl").read_bytes()
        assert given == (tmp_path / "read" / f"{name}.jsonl").read_bytes()


@pytest.mark.cypher
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_found_by_itself_and_by_its_alias(loaded: Store, hostile: str) -> None:
    by_name = loaded.run("MATCH (n:Base) WHERE n.name = $name RETURN n.name, n.aliases", {"name": hostile})
    assert by_name.rows == [[hostile, sorted((hostile + "别名", "馆"))]]
    by_alias = loaded.run("MATCH (n) WHERE $name IN n.aliases RETURN n.name", {"name": hostile + "别名"})
    assert by_alias.rows == [[hostile]]


@pytest.mark.cypher
def test_a_document_node_is_named_in_simplified_characters(loaded: Store) -> None:
    rows = loaded.run("MATCH (d:Document) RETURN d.name, d.title, d.year_stated, d.truncated ORDER BY d.id").rows
    assert rows == [
        ["安溪县统战工作总结", "安溪縣統戰工作總結", None, False],
        ["2025年工作要点", "2025年工作要点", 2024, True],
    ]


@pytest.mark.cypher
def test_what_is_not_known_is_null(loaded: Store) -> None:
    rows = loaded.run(
        "MATCH (n:Base) WHERE n.id IN ['base:a', 'base:b', 'base:c'] RETURN n.lat, n.lon, n.jurisdiction ORDER BY n.id"
    ).rows
    assert rows == [[25.05, 118.19, None], [None, None, None], [25, None, None]]


@pytest.mark.cypher
def test_a_day_and_a_span_keep_their_places_and_disagreeing_dates_give_none(loaded: Store) -> None:
    text = "MATCH (a)-[r:ORGANISES|HOSTS]->(b) WHERE r.status = 'done' RETURN a.id, r.date, r.`from`, r.`to`, r.year_source ORDER BY a.id, b.id"
    assert loaded.run(text).rows == [
        ["base:a", None, None, None, None],
        ["org:gs", None, "2024-04", "2024-05", "document"],
        ["org:tz", "2024-03-01", None, None, "stated"],
    ]


@pytest.mark.cypher
def test_one_relation_may_be_done_and_planned(loaded: Store) -> None:
    text = "MATCH (:Organisation {id: 'org:gs'})-[r:ORGANISES]->(p:Programme) RETURN r.status ORDER BY r.status"
    assert loaded.run(text).rows == [["done"], ["planned"]]


@pytest.mark.cypher
def test_a_symmetric_edge_is_stored_once_and_met_from_both_ends(loaded: Store) -> None:
    assert loaded.run("MATCH (a:Base)-[r:NEAR]->(b:Base) WHERE a.id > b.id RETURN count(r)").rows == [[0]]
    assert loaded.run("MATCH (a:Base {id: 'base:b'})-[:NEAR]-(b) RETURN b.id ORDER BY b.id").rows == [
        ["base:a"],
        ["base:c"],
    ]


@pytest.mark.cypher
def test_no_pattern_uses_an_edge_twice(loaded: Store) -> None:
    assert loaded.run("MATCH (a:Base {id: 'base:a'})-[:NEAR]-(x)-[:NEAR]-(b) RETURN b.id").rows == [["base:c"]]
    assert loaded.run("MATCH (a:Base {id: 'base:a'})-[:NEAR*2]-(b) RETURN b.id").rows == [["base:c"]]
    assert loaded.run("MATCH (a:Base {id: 'base:a'})-[:NEAR*1..3]-(b) RETURN b.id ORDER BY b.id").rows == [
        ["base:b"],
        ["base:c"],
    ]


@pytest.mark.cypher
@pytest.mark.parametrize("label", ["Organisation", "Brand", "Place", "Document"])
def test_a_label_holds_inside_a_subquery(loaded: Store, label: str) -> None:
    """NEAR, REPORTS_TO and OWNED_BY join one pair of labels only."""
    beside = f"MATCH (n:{label}) WHERE EXISTS {{ MATCH (n)-[:NEAR|REPORTS_TO]-(m) }} RETURN n.id"
    assert loaded.run(beside).rows == []
    assert loaded.run(f"MATCH (n:{label}) OPTIONAL MATCH (n)<-[:NEAR]-(m) RETURN count(m)").rows == [[0]]
    assert loaded.run(
        f"MATCH (n:{label}) WHERE NOT EXISTS {{ MATCH (n)-[:OWNED_BY]->() }} RETURN count(n) > 0"
    ).rows == [[True]]


@pytest.mark.cypher
def test_nodes_edges_and_paths_are_told_alike(loaded: Store) -> None:
    rows = loaded.run("MATCH p = (o:Organisation)-[r:LEADS]->(b:Brand) RETURN o, r, p").rows
    o, b = (
        {"id": "org:tz", "label": "Organisation", "name": "县委统战部"},
        {"id": "brand:tx", "label": "Brand", "name": "茶乡同心"},
    )
    edge = next(e for e in world().edges if (e.source, e.target) == ("org:tz", "brand:tx"))
    r = {"id": edge.id, "type": "LEADS", "source": "org:tz", "target": "brand:tx", "status": "done"}
    assert rows == [[o, r, {"nodes": [o, b], "edges": [r]}]]


@pytest.mark.cypher
def test_the_properties_are_those_that_are_set(loaded: Store) -> None:
    [[node, edge]] = loaded.run("MATCH (o {id: 'org:tz'})-[r:LEADS]->(:Brand) RETURN properties(o), properties(r)").rows
    rows = [row for rows in (*node_rows(world()).values(), *edge_rows(world()).values()) for row in rows]
    wanted = {row["id"]: {k: v for k, v in row.items() if v is not None} for row in rows}
    assert node == wanted[node["id"]] and "kind" in node and "lat" not in node
    assert edge == wanted[edge["id"]] and "confidence" in edge


@pytest.mark.cypher
def test_figures_stay_figures(loaded: Store) -> None:
    assert loaded.run("MATCH (i:Indicator) RETURN i.value ORDER BY i.value").rows == [[0.475], [150]]
    assert loaded.run("MATCH (i:Indicator) RETURN sum(i.value) AS s, count(i) AS n").records() == [
        {"s": 150.475, "n": 2}
    ]
    assert loaded.run("UNWIND [1, 2] AS x RETURN sum(x)").rows == [[3]]


@pytest.mark.cypher
def test_a_limit_cuts_and_says_so(loaded: Store) -> None:
    for ask in (loaded.run, loaded.ask):
        some = ask("MATCH (n:Organisation) RETURN n.id ORDER BY n.id", limit=2)
        assert (some.rows, some.truncated) == ([["org:fl"], ["org:gs"]], True)
        every = ask("MATCH (n:Organisation) RETURN n.id ORDER BY n.id", limit=3)
        assert (len(every.rows), every.truncated) == (3, False)


@pytest.mark.cypher
def test_a_missing_parameter_is_named(loaded: Store) -> None:
    with pytest.raises(LiantuError, match="where"):
        loaded.run("MATCH (n) WHERE n.id = $where RETURN n")


@pytest.mark.cypher
def test_what_the_model_does_not_know_is_an_error_with_near_names(loaded: Store) -> None:
    with pytest.raises(LiantuError, match="Organisation"):
        loaded.ask("MATCH (n:Organization) RETURN n")
    with pytest.raises(LiantuError, match="jurisdiction"):
        loaded.ask("MATCH (n:Base) RETURN n.jurisdictions")


@pytest.mark.cypher
def test_a_faulty_query_is_the_users_error(loaded: Store) -> None:
    for ask in (loaded.run, loaded.ask):
        with pytest.raises(LiantuError) as caught:
            ask("MATCH (n:Base RETURN n")
        assert (caught.value.code, caught.value.exit_code) == ("query_faulty", 2)


@pytest.mark.cypher
def test_queries_see_the_graph_that_was_loaded_last(fresh: Callable[[Graph], Store]) -> None:
    store = fresh(world())
    assert store.run("MATCH (n:Base {id: 'base:c'}) RETURN n.name").rows == [["同心茶室"]]
    store.load(changed(world()))
    assert store.run("MATCH (n:Base {id: 'base:c'}) RETURN n.name").rows == []
    rows = store.ask("MATCH (n:Organisation {id: 'org:fl'})-[:LEADS]->(b) RETURN n.name, b.name").rows
    assert rows == [["县妇女联合会", "侨乡归舟"]]


def test_loading_another_graph_replaces_the_first(fresh: Callable[[Graph], Store], tmp_path: Path) -> None:
    store, later = fresh(world()), changed(world())
    store.load(later)
    write_jsonl(later, tmp_path / "given")
    write_jsonl(store.graph(), tmp_path / "returned")
    assert (tmp_path / "given/edges.jsonl").read_bytes() == (tmp_path / "returned/edges.jsonl").read_bytes()
    assert (tmp_path / "given/nodes.jsonl").read_bytes() == (tmp_path / "returned/nodes.jsonl").read_bytes()


def test_an_empty_graph_is_a_graph(fresh: Callable[[Graph], Store]) -> None:
    store = fresh(Graph((), (), ()))
    assert store.counts() == {}
    assert store.graph() == Graph((), (), ())


@pytest.mark.cypher
def test_an_empty_graph_can_be_asked(fresh: Callable[[Graph], Store]) -> None:
    store = fresh(Graph((), (), ()))
    assert store.run("MATCH (n) RETURN n").rows == []
    assert store.ask("MATCH (a)-[r]->(b) RETURN count(r)").rows == [[0]]


def test_what_contradicts_the_model_is_refused(fresh: Callable[[Graph], Store]) -> None:
    body, place = thing("o", Label.Organisation, "某会"), thing("p", Label.Place, "某县")
    policy = thing("q", Label.Policy, "某办法")

    def refused(nodes: list[object], edges: list[Edge]) -> str:
        with pytest.raises(LiantuError) as caught:
            fresh(Graph((), tuple(nodes), tuple(edges)))  # type: ignore[arg-type]
        return caught.value.code

    assert refused([body, body], []) == "store_id_twice"
    assert refused([body], [link("o", RelationType.LEADS, "nobody")]) == "store_end_missing"
    assert refused([policy, body], [link("q", RelationType.LEADS, "o")]) == "store_pair_not_allowed"
    assert refused([place, body], [link("o", RelationType.LOCATED_IN, "p")] * 2) == "store_id_twice"
    wrong = replace(thing("i", Label.Indicator, "数"), properties={"value": "许多"})
    assert refused([wrong], []) == "store_wrong_type"


def test_an_edge_to_itself_cannot_even_be_made() -> None:
    with pytest.raises(ValueError, match="itself"):
        link("o", RelationType.COOPERATES_WITH, "o", proof("d1", 0, "自己"))
