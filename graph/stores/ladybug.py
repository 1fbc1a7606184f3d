"""The embedded store: one Ladybug file, built beside the old one, verified, published by replacing it, and then only read."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import LiantuError
from graph.model import Graph
from graph.schema import COMMON, EDGE, declaration, own_properties
from graph.stores import dialect, front
from graph.stores.base import Table
from graph.stores.cypher import columns
from graph.stores.engine import BUFFER, MOST_BYTES, connect, cypher_worker, open_database, read
from graph.stores.records import Row, edge_groups, node_rows, to_graph
from graph.stores.worker import Worker

PATIENCE = 900
"""Seconds that a query of the program's own may take: one that a huge graph makes endless is stopped, so that all else goes on."""


@cache
def statements() -> tuple[list[str], list[str]]:
    """Return what creates the tables, and what is left to do when they are full."""
    text = files("graph.schema").joinpath("ladybug.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("//")]
    return [line for line in lines if not line.startswith("ALTER")], [
        line for line in lines if line.startswith("ALTER")
    ]


def build(graph: Graph, path: Path, tables: Mapping[str, Any] | None = None) -> None:
    """Write the graph as a Ladybug file; a file of that name is replaced only by one that was read back and counted.

    Args:
        tables: what `graph.tables.to_tables` made of the graph, where that was done already.

    Raises:
        LiantuError: the graph contradicts the model, or the file could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    remove(draft)
    try:
        with _collector_at_rest():
            written = _write(draft, copies(graph, tables))
        _verify(draft, written)
        draft.replace(path)
    except (RuntimeError, OSError) as error:
        raise LiantuError("store_not_built", str(path), exit_code=3, why=error) from error
    finally:
        remove(draft)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A million new rows hold no cycle, and looking for one costs as much as making them."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def remove(path: Path) -> None:
    """Delete a graph file and what an interrupted build leaves beside it."""
    for suffix in ("", ".wal", ".shadow", ".wal.checkpoint", ".tmp"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _write(path: Path, rows: Iterable[tuple[str, str, Any]]) -> Counter[str]:
    """Fill a new file; return the number of rows by table."""
    create, finish = statements()
    written: Counter[str] = Counter()
    with (
        ladybug.Database(path, buffer_pool_size=BUFFER, max_db_size=MOST_BYTES, auto_checkpoint=False) as database,
        ladybug.Connection(database) as connection,
    ):
        for statement in create:
            connection.execute(statement)
        for name, option, table in rows:
            connection.execute(f"COPY {name} FROM $rows {option}", {"rows": table})
            written[name] += table.num_rows
        for statement in (*finish, "CHECKPOINT"):
            connection.execute(statement)
    return written


def copies(graph: Graph, tables: Mapping[str, Any] | None = None) -> Iterator[tuple[str, str, Any]]:
    """Yield what COPY is given to load a graph: name of a table, option, and an Arrow table of columns by position.

    Args:
        tables: as `build` takes them.

    Raises:
        LiantuError: the graph contradicts the model.
    """
    from graph.stores import columns  # who only reads needs no Arrow
    from graph.tables import to_tables

    labels: dict[str, str] = {}
    for label, rows in sorted(node_rows(graph).items()):
        labels.update((row["id"], label) for row in rows)
        yield label, "", columns.node_table(rows, COMMON | own_properties(label))
    tables = tables or to_tables(graph)
    try:
        for edges, evidence in ((tables["edges"], tables["evidence"]), columns.mention_tables(graph.nodes)):
            for (relation, source, target), table in columns.edge_groups(edges, evidence, labels):
                yield relation, f"(from='{source}', to='{target}')", table
    except columns.Fault as fault:
        edge_groups(graph)  # says where
        raise AssertionError from fault


def _verify(path: Path, expected: Mapping[str, int]) -> None:
    """After a full disk the engine reports success and keeps a part of the rows: only what was counted is published."""
    store = LadybugStore(path)
    try:
        found = store.counts()
    finally:
        store.close()
    if found != expected:
        raise OSError(f"{sum(found.values())} of {sum(expected.values())} rows are in the file")
    for suffix in (".wal", ".shadow"):
        if path.with_name(path.name + suffix).exists():
            raise OSError(f"{path.name}{suffix} was left")


def _named(cypher: str, table: Table) -> Table:
    """The engine names a column without alias after its own form of the expression."""
    names = columns(cypher)
    return Table(names, table.rows, table.truncated) if len(names) == len(table.columns) else table


class LadybugStore:
    """A graph file, opened read-only. One connection for each thread; a person's queries go to a process of their own.

    Args:
        path: of the file.
        buffer: bytes that the program's own queries may take; one that needs more is stopped.
    """

    def __init__(self, path: Path, buffer: int = BUFFER) -> None:
        self._path, self._buffer = path, buffer
        self._local = threading.local()
        self._connections: list[Any] = []
        self._database: Any = None
        self._worker: Worker | None = None

    def load(self, graph: Graph) -> None:
        """Replace the file by one that holds the graph."""
        self.close()
        build(graph, self._path)

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""
        model = declaration()
        texts = [f"MATCH (n:{label}) RETURN '{label}' AS what, count(n) AS many" for label in model["labels"]]
        texts += [
            f"MATCH ()-[r:{relation}]->() RETURN '{relation}' AS what, count(r) AS many"
            for relation in model["relations"]
        ]
        rows = [row for text in texts for row in self.run(text).rows]
        return {what: many for what, many in rows if many}

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""
        nodes: list[Row] = []
        edges: list[Row] = []
        for label in declaration()["labels"]:
            wanted = ", ".join(f"n.`{name}` AS `{name}`" for name in COMMON | own_properties(label))
            nodes += self.run(f"MATCH (n:{label}) RETURN {wanted}").records()
        for relation in declaration()["relations"]:
            wanted = ", ".join(f"r.`{name}` AS `{name}`" for name in EDGE)
            edges += self.run(f"MATCH ()-[r:{relation}]->() RETURN {wanted}").records()
        return to_graph(nodes, edges)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Table:
        """Ask a query of the program's own, in this process."""
        dialect.require(cypher, parameters or {})
        text = dialect.translate(cypher)
        try:
            result = self._connection().execute(text, dict(parameters or {}))
        except RuntimeError as error:
            raise dialect.explain(cypher, str(error), PATIENCE) from error
        if isinstance(result, list):
            raise LiantuError("query_many_statements")
        return _named(cypher, Table(*read(result, limit)))

    def ask(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None, seconds: float = 30
    ) -> Table:
        """Ask a query that a person typed, in a process that can neither write nor open a file."""
        try:
            front.admit(cypher)
        except LiantuError as error:
            raise dialect.refused(cypher, error) from error
        dialect.require(cypher, parameters or {})
        text = dialect.translate(cypher)
        if self._worker is None:
            self._worker = cypher_worker(self._path)
        answer = self._worker.ask(text, parameters or {}, limit, seconds)
        if isinstance(answer, str):
            raise dialect.explain(cypher, answer)
        return _named(cypher, answer)

    def close(self) -> None:
        """Release the file and end the process."""
        if self._worker:
            self._worker.close()
        for connection in self._connections:
            connection.close()
        if self._database:
            self._database.close()
        self._local, self._connections, self._database, self._worker = threading.local(), [], None, None

    def _connection(self) -> Any:
        if self._database is None:
            self._database = open_database(self._path, buffer=self._buffer)
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._database)
            self._local.connection.set_query_timeout(int(PATIENCE * 1000))
            self._connections.append(self._local.connection)
        return self._local.connection
