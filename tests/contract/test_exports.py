"""What is written for Neo4j is loaded by Neo4j, and is then the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.exchange import write_jsonl
from graph.stores.exports import write_admin, write_cypher
from tests.contract.conftest import PASSWORD
from tests.contract.world import world
from tests.servers.server import Server, Unavailable


def _same(store: Any, tmp_path: Path) -> bool:
    write_jsonl(world(), tmp_path / "given")
    write_jsonl(store.graph(), tmp_path / "returned")
    names = ("documents.jsonl", "nodes.jsonl", "edges.jsonl")
    return all((tmp_path / "given" / n).read_bytes() == (tmp_path / "returned" / n).read_bytes() for n in names)


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Any]:
    """A store on an empty database."""
    from graph.stores.neo4j import Neo4jStore

    opened = Neo4jStore()
    with opened._driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    yield opened
    opened.close()


def test_the_script_makes_the_graph_and_may_be_run_again(store: Any, tmp_path: Path) -> None:
    write_cypher(world(), tmp_path / "graph.cypher")
    statements = (tmp_path / "graph.cypher").read_text(encoding="utf-8").split(";\n")
    assert statements.pop() == ""
    for _ in range(2):
        with store._driver.session() as session:
            for statement in statements:
                session.run(statement).consume()
        assert _same(store, tmp_path)
    assert not store.push(world())


@pytest.mark.slow
def test_the_tables_are_imported_by_the_admin_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("neo4j")
    write_admin(world(), tmp_path / "tables")
    try:
        server = Server("neo4j", tmp_path / "home")
    except Unavailable as reason:
        pytest.skip(str(reason))
    server.import_tables(tmp_path / "tables")
    try:
        server.start()
        server.set_password(PASSWORD)
        from graph.stores.neo4j import Neo4jStore

        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
        store = Neo4jStore(f"bolt://127.0.0.1:{server.port}")
        with store._driver.session() as session:
            for statement in (tmp_path / "tables" / "after.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
                session.run(statement).consume()
        assert _same(store, tmp_path)
        assert not store.push(world())
        store.close()
    finally:
        server.stop()


def test_the_files_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_admin(world(), tmp_path / name)
        write_cypher(world(), tmp_path / name / "graph.cypher")
    files = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert "nodes_Organisation.csv" in files and "edges_MENTIONED_IN.csv" in files
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
