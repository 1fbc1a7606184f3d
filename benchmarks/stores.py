"""What a store costs: building one beside the bare COPY of the same tables, opening it beside opening the bare file, asking it.

Usage: python -m benchmarks.stores [--nodes 100000] [--edges 1000000] [--neo4j push|import] [--seconds 20]

All in one run on one machine, so that the ratios mean something; building is CPU seconds, asking milliseconds of the better of two
(of one, where it took five seconds). With --neo4j the same graph is pushed to the server that NEO4J_URI names, or imported by neo4j-admin from
our own export into a server that lives as long as this run; each question is asked there right after the embedded store. A question that takes
longer than --seconds is ended.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.schema import allowed_pairs
from graph.snapshot import STORE, Snapshot, seal
from graph.stores.base import Store, Table
from graph.stores.exports import AFTER, write_admin
from graph.stores.ladybug import LadybugStore, build, copies, remove, statements
from graph.stores.neo4j import Neo4jStore
from graph.tables import to_tables
from graph.vocabulary import KINDS, SYMMETRIC, Label, RelationType, Status
from queries.catalogue import check_parameters, load_catalogue
from queries.rules import load_rules
from tests.servers.server import Server

GIVEN = {
    "name": "名称777",
    "first": "名称777",
    "second": "名称888",
    "place": "泰州",
    "word": "77",
    "document": "标题77",
}
"""What questions are asked about: things of `make_graph`."""
QUOTE = "某县某单位牵头推进某项工作，并会同有关单位开展活动，取得明显成效。"


def make_graph(nodes: int, edges: int) -> Graph:
    """Return a random graph of the model, every relation and label in it, each node mentioned once."""
    draw = random.Random(1)  # noqa: S311 - a benchmark
    labels = [label for label in Label if label != Label.Document]
    documents = tuple(
        Document(f"d{i:05}", f"{i}.txt", f"标题{i}", "summary", 2020 + i % 5) for i in range(max(1, nodes // 100))
    )
    made: list[Node] = []
    at: dict[Label, list[str]] = {label: [] for label in Label}
    for number in range(nodes):
        label, name = draw.choice(labels), f"名称{number}"
        mention = Mention(documents[number % len(documents)].id, number, number + len(name), name)
        kind = draw.choice((None, *KINDS[label]))
        made.append(Node(f"n{number:07}", label, name, kind, (f"别名{number}",), "江苏省泰州市", mentions=(mention,)))
        at[label].append(made[-1].id)
    relations = [relation for relation in RelationType if relation != RelationType.MENTIONED_IN]
    found: dict[tuple[str, str, str], Edge] = {}
    while len(found) < edges:
        relation = draw.choice(relations)
        source, target = draw.choice(allowed_pairs(relation))
        a, b = draw.choice(at[Label(source)]), draw.choice(at[Label(target)])
        if relation in SYMMETRIC and a > b:
            a, b = b, a
        if a != b:
            document, quote = draw.choice(documents).id, f"（{len(found)}）{QUOTE}"
            proof = Evidence(
                document,
                5,
                5 + len(quote),
                quote,
                "benchmark",
                draw.randrange(1001),
                "一、工作",
                date="2024-05",
                year_source="stated",
            )
            found[relation, a, b] = Edge(relation, a, b, draw.choice(list(Status)), (proof,))
    return Graph(documents, tuple(made), tuple(found.values()))


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def bare_copy(tables: Sequence[tuple[str, str, Any]], path: Path) -> None:
    """Load Arrow tables into a new file: the engine alone, without our conversion and checks."""
    remove(path)
    with (
        ladybug.Database(path, buffer_pool_size=2 << 30, max_db_size=1 << 36, auto_checkpoint=False) as database,
        ladybug.Connection(database) as connection,
    ):
        for statement in statements()[0]:
            connection.execute(statement)
        for name, option, table in tables:
            connection.execute(f"COPY {name} FROM $rows {option}", {"rows": table})
        connection.execute("CHECKPOINT")


def questions() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield name, text and parameters of every question of the catalogue and every gap rule."""
    for query in load_catalogue():
        yield (
            query.name,
            query.cypher,
            check_parameters(query, {**query.example, **{k: GIVEN[k] for k in query.example if k in GIVEN}}),
        )
    for name, rule in load_rules().items():
        yield f"gap {name}", rule.cypher, {}


def milliseconds(store: Store, cypher: str, parameters: Mapping[str, Any]) -> str:
    """Return the better of two runs, or what the store says against it."""
    best = float("inf")
    for _ in range(2):
        started = time.perf_counter()
        try:
            store.run(cypher, parameters)
        except LiantuError as error:
            return error.code
        best = min(best, time.perf_counter() - started)
        if best > 5:
            break
    return f"{1000 * best:.0f}"


def compare_builds(graph: Graph, folder: Path) -> None:
    """Build a store beside the bare COPY of the same tables."""
    tables: dict[str, Any] = {}
    made = cpu(lambda: tables.update(to_tables(graph)))
    bare = cpu(partial(bare_copy, list(copies(graph, tables)), folder / "bare.lbug"))
    whole = cpu(partial(build, graph, folder / STORE, tables))
    size = (folder / STORE).stat().st_size / 1e6
    print(f"tables of the snapshot {made:.1f} s, {size:.0f} MB", flush=True)
    print(f"build {whole:.1f} s, bare COPY {bare:.1f} s, ratio {whole / bare:.2f}", flush=True)


def compare_opening(folder: Path) -> None:
    """Open a snapshot, whose file is hashed first, beside its bare file."""
    seal(folder, {}, {})

    def ask() -> None:
        store = Snapshot(folder).store()
        store.run("RETURN 1")
        store.close()

    def bare() -> None:
        with (
            ladybug.Database(folder / STORE, read_only=True, max_db_size=1 << 36) as database,
            ladybug.Connection(database) as connection,
        ):
            connection.execute("RETURN 1")

    opened, file = cpu(ask), cpu(bare)
    print(f"open a snapshot and ask {opened:.3f} s, the bare file {file:.3f} s", flush=True)


def bounded_ladybug(path: Path, seconds: int) -> Store:
    """Open a file; this thread's questions end after so many seconds."""
    store = LadybugStore(path)
    store._connection().set_query_timeout(1000 * seconds)
    return store


class BoundedNeo4j(Neo4jStore):
    """The server's store; its questions end after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self._seconds = seconds

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Table:
        """Ask a query, for so many seconds at most."""
        return self._read(cypher, parameters, limit, self._seconds)


def wall(what: str, work: Callable[[], object]) -> None:
    """Print how long work takes, in which another process has its part."""
    started = time.perf_counter()
    told = work()
    print(f"{what} {time.perf_counter() - started:.1f} s{'' if told is None else f', {told}'}", flush=True)


def start_imported(graph: Graph, folder: Path) -> Server:
    """Return a new server that holds the graph, imported; its cache has as much memory as the bare COPY."""
    server = Server("neo4j", folder / "server", heap=2048, cache=2048)
    wall("tables for neo4j-admin", lambda: write_admin(graph, folder / "tables"))
    wall("neo4j-admin database import", lambda: server.import_tables(folder / "tables"))
    server.start()
    server.set_password(password := "benchmark")
    address = f"bolt://127.0.0.1:{server.port}"
    os.environ.update(NEO4J_URI=address, NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=password)
    return server


def fill(store: Neo4jStore, graph: Graph, how: str) -> None:
    """Push the graph to the server, twice, or finish its import by what the export's after.cypher holds."""
    if how == "push":
        wall("push", lambda: store.push(graph))
        wall("push of the same again", lambda: store.push(graph))
        return

    def finish() -> None:
        with store._driver.session() as session:
            for statement in AFTER:
                session.run(statement).consume()

    wall("after.cypher", finish)


def compare_answers(stores: Mapping[str, Store]) -> None:
    """Ask every question of each store; they have to hold the same."""
    first, *others = [store.counts() for store in stores.values()]
    if any(counts != first for counts in others):
        raise SystemExit("the stores do not hold the same graph")
    print("\t".join(["question", *stores]))
    for question, cypher, parameters in questions():
        told = [milliseconds(store, cypher, parameters) for store in stores.values()]
        print("\t".join([question, *told]), flush=True)


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--neo4j", choices=["push", "import"])
    parser.add_argument("--seconds", type=int, default=20)
    given = parser.parse_args()
    graph = make_graph(given.nodes, given.edges)
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="liantu-")))
        compare_builds(graph, folder)
        compare_opening(folder)
        stores = {"ladybug": bounded_ladybug(folder / STORE, given.seconds)}
        if given.neo4j == "import":
            ending.callback(start_imported(graph, folder).stop)
        if given.neo4j:
            server = BoundedNeo4j(given.seconds)
            fill(server, graph, given.neo4j)
            stores["neo4j"] = server
        for store in stores.values():
            ending.callback(store.close)
        compare_answers(stores)


if __name__ == "__main__":
    main()
