"""The stores that the one contract is run on, and the count of what ran where."""

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

NAMES = ("memory", "ladybug")


def _address(name: str, folder: Path) -> str:
    return {"memory": "memory:", "ladybug": f"ladybug:{folder / '图 库.lbug'}"}[name]


@pytest.fixture(scope="session", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """Name of a store."""
    return str(request.param)


@pytest.fixture(scope="session")
def fresh(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Graph], Store]]:
    """A function that loads a graph into a store of its own."""
    opened: list[Store] = []

    def load(graph: Graph) -> Store:
        store = open_store(_address(name, tmp_path_factory.mktemp(name)))
        opened.append(store)
        store.load(graph)
        return store

    yield load
    for store in opened:
        store.close()


@pytest.fixture(scope="session")
def loaded(fresh: Callable[[Graph], Store]) -> Store:
    """A store that holds the world; tests only read it."""
    return fresh(world())


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
