"""What a store costs: building one beside the bare COPY of the same tables, opening it beside opening the bare file, asking it.

Usage: python -m benchmarks.stores [--nodes 100000] [--edges 1000000] [--neo4j]

All in one run on one machine, so that the ratios mean something; building is CPU seconds, asking milliseconds of the better of two.
With --neo4j the same graph is pushed to the server that NEO4J_URI names, and asked there too.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.schema import COMMON, EDGE, allowed_pairs, own_properties
from graph.stores.base import Store
from graph.stores.ladybug import LadybugStore, arrow_table, build, remove, statements
from graph.stores.records import edge_rows, node_rows
from graph.vocabulary import KINDS, SYMMETRIC, Label, RelationType, Status
from queries.catalogue import check_parameters, load_catalogue
from queries.rules import load_rules

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
            document = draw.choice(documents).id
            proof = Evidence(
                document,
                5,
                5 + len(QUOTE),
                QUOTE,
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


def bare_copy(tables: Mapping[str, Any], path: Path) -> None:
    """Load Arrow tables into a new file: the engine alone, without our conversion and checks."""
    remove(path)
    with (
        ladybug.Database(path, buffer_pool_size=2 << 30, max_db_size=1 << 36, auto_checkpoint=False) as database,
        ladybug.Connection(database) as connection,
    ):
        for statement in statements()[0]:
            connection.execute(statement)
        for target, table in tables.items():
            name, _, option = target.partition(" ")
            connection.execute(f"COPY {name} FROM $rows {option}", {"rows": table})
        connection.execute("CHECKPOINT")


def arrow_tables(graph: Graph) -> dict[str, Any]:
    """Return the tables of a graph by what COPY calls them."""
    nodes = {label: arrow_table(rows, COMMON | own_properties(label)) for label, rows in node_rows(graph).items()}
    edges = {
        f"{r} (from='{a}', to='{b}')": arrow_table(rows, EDGE, ends=True)
        for (r, a, b), rows in edge_rows(graph).items()
    }
    return nodes | edges


def questions() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield name, text and parameters of every question of the catalogue and every gap rule."""
    for query in load_catalogue():
        yield query.name, query.cypher, check_parameters(query, query.example)
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
    return f"{1000 * best:.0f}"


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--neo4j", action="store_true")
    given = parser.parse_args()
    graph = make_graph(given.nodes, given.edges)
    with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
        path = Path(folder, "graph.lbug")
        tables = arrow_tables(graph)
        bare = cpu(partial(bare_copy, tables, Path(folder, "bare.lbug")))
        del tables
        whole = cpu(lambda: build(graph, path))
        print(
            f"build {whole:.1f} s, bare COPY {bare:.1f} s, ratio {whole / bare:.2f}, {path.stat().st_size / 1e6:.0f} MB",
            flush=True,
        )
        opened = cpu(lambda: LadybugStore(path).run("RETURN 1"))
        file = cpu(lambda: ladybug.Database(path, read_only=True, max_db_size=1 << 36).close())
        print(f"open and ask {opened:.3f} s, bare open {file:.3f} s", flush=True)
        stores: dict[str, Store] = {"ladybug": LadybugStore(path)}
        if given.neo4j:
            from graph.stores.neo4j import Neo4jStore

            server = Neo4jStore()
            started = time.perf_counter()
            changes = server.push(graph)
            print(f"push {time.perf_counter() - started:.1f} s, {changes}", flush=True)
            stores["neo4j"] = server
        print("\t".join(["question", *stores]))
        for name, cypher, parameters in questions():
            print(
                "\t".join([name, *(milliseconds(store, cypher, parameters) for store in stores.values())]), flush=True
            )
        for store in stores.values():
            store.close()


if __name__ == "__main__":
    main()
