"""Pushing to Neo4j converges, touches nothing of others, and says what is wrong and what to do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import LiantuError
from graph.exchange import write_jsonl
from graph.model import Graph
from graph.stores.converge import Changes
from tests.contract.conftest import PASSWORD
from tests.contract.world import changed, world
from tests.servers.server import Server, Unavailable, free_port

FOREIGN = {
    "nodes": "CREATE (a:Organisation {id: 'org:tz', name: '别人的'})-[:KNOWS {since: 1}]->(b:Person {name: '某某某'})",
    "edge to ours": "MATCH (a:Liantu {id: 'org:gs'}) CREATE (a)-[:NOTE {text: '批注'}]->(:Note {text: '别人的'})",
}


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Any]:
    """A store on an empty database."""
    from graph.stores.neo4j import Neo4jStore

    opened = Neo4jStore()
    _write(opened, "MATCH (n) DETACH DELETE n")
    yield opened
    opened.close()


def _write(store: Any, cypher: str) -> None:
    with store._driver.session() as session:
        session.run(cypher).consume()


def _same(store: Any, graph: Graph, tmp_path: Path) -> bool:
    write_jsonl(graph, tmp_path / "given")
    write_jsonl(store.graph(), tmp_path / "returned")
    names = ("documents.jsonl", "nodes.jsonl", "edges.jsonl")
    return all((tmp_path / "given" / n).read_bytes() == (tmp_path / "returned" / n).read_bytes() for n in names)


def test_a_second_push_changes_nothing(store: Any, tmp_path: Path) -> None:
    first = store.push(world())
    assert (first.nodes_removed, first.edges_removed) == (0, 0)
    assert first.nodes_written == len(world().nodes) + len(world().documents)
    assert not store.push(world())
    assert _same(store, world(), tmp_path)


def test_a_push_after_a_change_does_only_the_change(store: Any, tmp_path: Path) -> None:
    store.push(world())
    done = store.push(changed(world()))
    # renamed: org:fl; gone: base:c; its edges (2, and its mention) go with it; SERVES has more evidence; LEADS is new
    assert done == Changes(nodes_written=1, nodes_removed=1, edges_written=2, edges_removed=1)
    assert _same(store, changed(world()), tmp_path)


def test_progress_ends_with_all(store: Any) -> None:
    told: list[tuple[int, int]] = []
    store.push(world(), lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH (n:Liantu) WHERE n.label = 'Base' DETACH DELETE n",
        "MATCH (n:Liantu {id: 'org:tz'}) SET n.name = '改', n.more = 1",
        "MATCH (n:Liantu {id: 'org:tz'}) REMOVE n:Organisation SET n:Brand",
        "MATCH (:Liantu)-[r:LEADS]->(:Liantu) DELETE r",
        "MATCH (:Liantu)-[r:LEADS]->(:Liantu) SET r.status = 'planned'",
        "MATCH (a:Liantu)-[r:NEAR]->(b:Liantu) CREATE (a)-[s:NEAR]->(b) SET s = properties(r)",
        "CREATE (:Liantu:Base {id: 'surplus', label: 'Base', name: '多'})",
        "MATCH (a:Liantu {id: 'base:a'}), (b:Liantu {id: 'org:tz'}) CREATE (a)-[:HOSTS {id: 'edge:surplus'}]->(b)",
    ],
)
def test_whatever_became_of_it_the_next_push_repairs_it(store: Any, damage: str, tmp_path: Path) -> None:
    store.push(world())
    _write(store, damage)
    assert store.push(world())
    assert _same(store, world(), tmp_path)
    assert not store.push(world())


def test_what_belongs_to_others_stays(store: Any, tmp_path: Path) -> None:
    _write(store, FOREIGN["nodes"])
    store.push(world())
    _write(store, FOREIGN["edge to ours"])
    store.push(changed(world()))
    assert _same(store, changed(world()), tmp_path)
    with store._driver.session() as session:
        assert session.run("MATCH (a)-[r:KNOWS]->(b) RETURN a.name, r.since, b.name").values() == [
            ["别人的", 1, "某某某"]
        ]
        assert session.run("MATCH (:Liantu {id: 'org:gs'})-[r:NOTE]->(b) RETURN r.text, b.text").values() == [
            ["批注", "别人的"]
        ]
        assert session.run("MATCH (n) WHERE NOT n:Liantu RETURN count(n)").single()[0] == 3


def test_each_id_is_constrained_and_each_label_indexed(store: Any) -> None:
    store.push(world())
    with store._driver.session() as session:
        indexes = {row["name"]: row["type"] for row in session.run("SHOW INDEXES YIELD name, type")}
    assert {
        "liantu_id": "RANGE",
        "liantu_organisation_id": "RANGE",
        "liantu_base_name": "TEXT",
    }.items() <= indexes.items()


@pytest.mark.parametrize("batches", [0, 1, 3, 6])
def test_an_interrupted_push_is_completed_by_the_next(
    store: Any, batches: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.stores.converge.BATCH", 7)
    store.push(changed(world()))

    def interrupt(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) > batches:
            raise KeyboardInterrupt

    calls: list[int] = []
    graph = world()
    nodes = tuple(replace(n, name=n.name + "新") for n in graph.nodes)
    with pytest.raises(KeyboardInterrupt):
        store.push(Graph(graph.documents, nodes, graph.edges), interrupt)
    store.push(Graph(graph.documents, nodes, graph.edges))
    assert _same(store, Graph(graph.documents, nodes, graph.edges), tmp_path)


def test_a_wrong_password_says_so_and_is_told_to_nobody(
    store: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from graph.stores.neo4j import Neo4jStore

    monkeypatch.setenv("NEO4J_PASSWORD", "falsch-und-geheim")
    wrong = Neo4jStore()
    with pytest.raises(LiantuError, match="NEO4J_PASSWORD") as caught:
        wrong.push(world())
    wrong.close()
    assert caught.value.code == "store_neo4j_password"
    told = str(caught.value) + repr(caught.value) + "".join(capfd.readouterr())
    assert "geheim" not in told and PASSWORD not in told


def test_an_unreachable_server_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j = pytest.importorskip("graph.stores.neo4j")
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    store = neo4j.Neo4jStore()
    with pytest.raises(LiantuError) as caught:
        store.push(world())
    store.close()
    assert (caught.value.code, caught.value.exit_code) == ("store_neo4j_unreachable", 3)


@pytest.mark.parametrize("address", ["", "ftp://x", "neo4j://", "bolt://a b:c", "127.0.0.1", "http://localhost:7474"])
def test_an_address_that_is_none_says_so(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    neo4j = pytest.importorskip("graph.stores.neo4j")
    monkeypatch.setenv("NEO4J_URI", address)
    with pytest.raises(LiantuError) as caught:
        neo4j.Neo4jStore().push(world())
    assert caught.value.code == ("store_neo4j_no_address" if address else "store_neo4j_address")


@pytest.mark.parametrize("address", ["bolt://neo4j:geheim@127.0.0.1:7687", "neo4j://geheim@host/x@y"])
def test_a_password_in_the_address_is_refused_and_not_repeated(address: str) -> None:
    neo4j = pytest.importorskip("graph.stores.neo4j")
    with pytest.raises(LiantuError, match="NEO4J_PASSWORD") as caught:
        neo4j.Neo4jStore(address)
    assert caught.value.code == "store_address_secret"
    assert "geheim" not in str(caught.value)


def test_a_database_that_is_not_there_says_so(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.stores.neo4j import Neo4jStore

    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
    store = Neo4jStore()
    with pytest.raises(LiantuError, match="nowhere") as caught:
        store.push(world())
    store.close()
    assert caught.value.code == "store_neo4j_database"


def test_a_persons_query_cannot_write(store: Any) -> None:
    """Past the front, the server itself refuses."""
    store.push(world())
    for cypher in (
        "MATCH (n:Liantu) SET n.name = 'x'",
        "CREATE (:Base)",
        "MATCH (n) DETACH DELETE n",
        "CREATE INDEX i FOR (n:Base) ON (n.kind)",
    ):
        with pytest.raises(LiantuError) as caught:
            store.run(cypher)
        assert caught.value.code == "query_writes"
    assert not store.push(world())


def test_a_query_that_takes_too_long_is_ended(store: Any) -> None:
    with pytest.raises(LiantuError) as caught:
        store.ask("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS x RETURN max(x)", seconds=1)
    assert caught.value.code == "query_too_slow"


def test_an_answer_without_end_is_cut(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.stores.neo4j.ANSWER", 10_000)
    table = store.ask("UNWIND range(1, 1000000000) AS x RETURN x, 'xxxxxxxxxxxxxxxx'")
    assert table.truncated and 100 < len(table.rows) < 1000


def test_subqueries_pass_the_front_on_neo4j(store: Any) -> None:
    store.push(world())
    text = "MATCH (b:Brand) CALL { WITH b MATCH (o)-[:LEADS]->(b) RETURN count(o) AS n } RETURN b.id, n ORDER BY b.id"
    assert store.ask(text).rows == [["brand:gz", 0], ["brand:tx", 1]]
    assert "Base" in {row[0] for row in store.ask("CALL db.labels() YIELD label RETURN label").rows}


@pytest.mark.slow
def test_a_server_that_goes_away_in_the_middle_and_one_that_cannot_be_written(
    neo4j_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.stores.neo4j import Neo4jStore

    monkeypatch.setattr("graph.stores.converge.BATCH", 5)
    server = Server("neo4j", tmp_path / "data")
    try:
        server.start()
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{server.port}")
        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
        server.set_password(PASSWORD)
        store = Neo4jStore()

        def power_cut(done: int, total: int) -> None:
            if done > total // 2:
                server.kill()

        with pytest.raises(LiantuError) as caught:
            store.push(world(), power_cut)
        assert caught.value.code == "store_neo4j_unreachable"
        server.start()
        store.push(world())
        assert _same(store, world(), tmp_path)
        server.stop()
        server.start("read-only")
        assert store.run("MATCH (b:Brand) RETURN count(b)").rows == [[2]]
        with pytest.raises(LiantuError) as caught:
            store.push(changed(world()))
        assert caught.value.code == "store_neo4j_read_only"
        store.close()
    except Unavailable as reason:
        pytest.skip(str(reason))
    finally:
        server.stop()


def test_the_password_is_in_no_process_list(neo4j_server: Server, store: Any) -> None:
    store.push(world())
    listed = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert PASSWORD not in listed
    assert re.search("Neo4jServer", listed)


@pytest.mark.slow
def test_random_queries_are_answered_as_counting_by_hand_does(store: Any) -> None:
    """The oracle of the embedded engine's fuzz agrees with Neo4j."""
    from graph.stores.fuzz import fuzz

    assert fuzz(store, 7, 60) == []


def test_none_of_the_attacks_passes_the_front(store: Any) -> None:
    """The same front stands before the server, but for subqueries."""
    from tests.contract.test_attacks import BLIND, text

    store.push(world())
    for attack in BLIND:
        with pytest.raises(LiantuError) as caught:
            store.ask(text(attack), seconds=5)
        assert caught.value.exit_code == 2, attack["why"]
    assert not store.push(world())
