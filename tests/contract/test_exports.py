"""What is written for Neo4j is loaded by Neo4j, and is then the graph."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.exchange import write_jsonl
from graph.stores.exports import write_admin, write_cypher
from tests.contract.conftest import PASSWORD
from tests.contract.world import world
from tests.servers.server import Server, Unavailable, classpath


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
    try:
        jars = classpath("neo4j")
    except Unavailable as reason:
        pytest.skip(str(reason))
    write_admin(world(), tmp_path / "tables")
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    command = (tmp_path / "tables" / "import.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    words = shlex.split(command.splitlines()[1])
    assert words[:4] == ["neo4j-admin", "database", "import", "full"]
    java = ["java", "-Xmx512m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", jars, "org.neo4j.cli.AdminTool"]
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        [*java, *words[1:]], cwd=tmp_path / "tables", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    server = Server("neo4j", home)
    try:
        server.start()
        from neo4j import GraphDatabase

        from graph.stores.neo4j import Neo4jStore

        address = f"bolt://127.0.0.1:{server.port}"
        with GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as first:
            first.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD, database_="system"
            )
        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
        store = Neo4jStore(address)
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
