"""The stores that the one contract is run on, and the count of what ran where.

Servers are started here, on the loopback interface, each with a data folder of its own, and ended by their process id; where they
cannot run (no Java, no Maven, nothing to fetch) their cases skip, counted.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.errors import LiantuError
from graph.model import Graph
from graph.stores import open_store
from graph.stores.base import Store
from tests.contract.world import world
from tests.servers.server import Server, Unavailable

NAMES = ("memory", "ladybug", "neo4j", "rdf", "fuseki")
SERVERS = ("neo4j", "fuseki")
SPARQL_ONLY = ("rdf", "fuseki")
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
        if self.name in SERVERS and self._opened:
            store = self._opened[0]
        else:
            store = self._open()
            self._opened.append(store)
        store.load(graph)
        return store

    def _open(self) -> Store:
        match self.name:
            case "ladybug":
                return open_store(f"ladybug:{self._folder() / '图 库.lbug'}")
            case "fuseki":
                return open_store(f"sparql:{os.environ['LIANTU_TEST_FUSEKI']}")
            case _:
                return open_store(f"{self.name}:")

    def loaded(self) -> Store:
        """Return a store that holds the world; tests only read it."""
        if self._world is None or (self.name in SERVERS and not self._holds_world):
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
    pytest.importorskip("neo4j")
    try:
        server = Server("neo4j", tmp_path_factory.mktemp("neo4j"))
        server.start()
    except Unavailable as reason:
        pytest.skip(str(reason))
    server.set_password(PASSWORD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{server.port}")
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", PASSWORD)
        patch.delenv("NEO4J_DATABASE", raising=False)
        yield server
    server.stop()


@pytest.fixture(scope="session")
def fuseki_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Fuseki server with an empty dataset in memory."""
    try:
        server = Server("fuseki", tmp_path_factory.mktemp("fuseki"))
        server.start()
    except Unavailable as reason:
        pytest.skip(str(reason))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANTU_TEST_FUSEKI", f"http://127.0.0.1:{server.port}/kg/data")
        yield server
    server.stop()


@pytest.fixture(scope="session", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name of a store."""
    if request.param in SERVERS:
        request.getfixturevalue(f"{request.param}_server")
    return str(request.param)


@pytest.fixture(autouse=True)
def ability(request: pytest.FixtureRequest) -> None:
    """A store of RDF answers no Cypher: what asks it has to fail there, and for that reason."""
    if request.node.get_closest_marker("cypher") and request.getfixturevalue("name") in SPARQL_ONLY:
        reason = "a store of RDF answers SPARQL (test_sparql.py asks the same of it)"
        request.applymarker(pytest.mark.xfail(raises=(LiantuError, AssertionError), reason=reason, strict=True))


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


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark of what needs Cypher."""
    config.addinivalue_line("markers", "cypher: asks the store in Cypher")


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
