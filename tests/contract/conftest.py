"""The stores that the one contract is run on, and the count of what ran where.

Servers are started here, on the loopback interface, each with a data folder of its own, and ended by their process id; where they
cannot run (no Java, no Maven, nothing to fetch) their cases skip, counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.model import Graph
from graph.stores import open_store
from graph.stores.base import Store
from tests.contract.world import world
from tests.servers.server import Server, Unavailable

NAMES = ("memory", "ladybug", "neo4j")
PASSWORD = "同心-secret-42"


class Stage:
    """Where stores of one kind are opened. A server has one database: what is loaded last is what it holds."""

    def __init__(self, name: str, folder: Callable[[], Path]) -> None:
        self.name, self._folder = name, folder
        self._opened: list[Store] = []
        self._world: Store | None = None
        self._holds_world = False

    def fresh(self, graph: Graph) -> Store:
        """Return a store that holds the graph and that the test may change."""
        self._holds_world = False
        if self.name == "neo4j" and self._opened:
            store = self._opened[0]
        else:
            addresses = {"memory": "memory:", "ladybug": f"ladybug:{self._folder() / '图 库.lbug'}", "neo4j": ""}
            store = open_store(addresses[self.name] or "neo4j:")
            self._opened.append(store)
        store.load(graph)
        return store

    def loaded(self) -> Store:
        """Return a store that holds the world; tests only read it."""
        if self._world is None or (self.name == "neo4j" and not self._holds_world):
            self._world = self.fresh(world())
            self._holds_world = True
        return self._world

    def close(self) -> None:
        """Close every store."""
        for store in self._opened:
            store.close()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j server whose address and password stand in the environment."""
    driver = pytest.importorskip("neo4j")
    try:
        server = Server("neo4j", tmp_path_factory.mktemp("neo4j"))
        server.start()
    except Unavailable as reason:
        pytest.skip(str(reason))
    address = f"bolt://127.0.0.1:{server.port}"
    with (
        driver.GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as first,
        first.session(database="system") as session,
    ):
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_URI", address)
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", PASSWORD)
        patch.delenv("NEO4J_DATABASE", raising=False)
        yield server
    server.stop()


@pytest.fixture(scope="session", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name of a store."""
    if request.param == "neo4j":
        request.getfixturevalue("neo4j_server")
    return str(request.param)


@pytest.fixture(scope="session")
def stage(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where stores of one kind are opened."""
    made = Stage(name, lambda: tmp_path_factory.mktemp(name))
    yield made
    made.close()


@pytest.fixture(scope="session")
def fresh(stage: Stage) -> Callable[[Graph], Store]:
    """A function that loads a graph into a store."""
    return stage.fresh


@pytest.fixture
def loaded(stage: Stage) -> Store:
    """A store that holds the world; tests only read it."""
    return stage.loaded()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cases of the contract ran on which store."""
    counts: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed", "skipped", "xfailed"):
        for report in terminalreporter.getreports(outcome):
            found = re.search(r"tests/contract/.*\[(memory|ladybug|neo4j|rdf|fuseki)\b", getattr(report, "nodeid", ""))
            if found and (report.when == "call" or outcome == "skipped"):
                counts.setdefault(found[1], Counter())[outcome] += 1
    if counts:
        terminalreporter.write_sep("-", "contract: cases by store")
        for store, tally in sorted(counts.items()):
            terminalreporter.write_line(f"{store:10} " + ", ".join(f"{n} {o}" for o, n in sorted(tally.items())))
