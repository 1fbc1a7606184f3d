"""The least change that makes a Neo4j database hold a graph.

Each batch is a transaction that is not repeated by itself: whatever interrupts a push, the next one finds what is missing and what is
too much, for it compares every property of every node and edge of ours with the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.schema import declaration
from graph.stores.records import Row

MARK = "Liantu"
BATCH = 1000
SCHEMA = (
    f"CREATE CONSTRAINT liantu_id IF NOT EXISTS FOR (n:{MARK}) REQUIRE n.id IS UNIQUE",
    *(
        f"CREATE {kind} INDEX liantu_{label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label in declaration()["labels"]
        for name, kind in (("id", "RANGE"), ("name", "TEXT"))
    ),
    "CALL db.awaitIndexes(300)",
)
"""Names are found by a part of them: a TEXT index is the one that serves CONTAINS, and Neo4j 5.26.0 and .1 may plan CONTAINS with ORDER BY
on a RANGE index and then refuse to run it."""
OURS = f"(a:{MARK})-[r]->(b:{MARK}) WHERE r.id STARTS WITH 'edge:'"

Report: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a push did."""

    nodes_written: int
    nodes_removed: int
    edges_written: int
    edges_removed: int

    def __bool__(self) -> bool:
        return any((self.nodes_written, self.nodes_removed, self.edges_written, self.edges_removed))


def converge(
    session: Any, nodes: Mapping[str, list[Row]], edges: Mapping[tuple[str, str, str], list[Row]], report: Report
) -> Changes:
    """Bring a database to the rows of a graph.

    Args:
        session: of the Neo4j driver, open for writing.
        report: called with the number of rows written and their total.
    """
    for statement in SCHEMA:
        session.run(statement).consume()
    surplus, changed = _compare_nodes(session, nodes)
    _remove(session, f"MATCH (n:{MARK}) WHERE elementId(n) = element DETACH DELETE n", surplus)
    written = _Progress(report, sum(map(len, changed.values())) + sum(map(len, edges.values())))
    for label, rows in changed.items():
        text = f"UNWIND $rows AS row MERGE (n:{MARK} {{id: row.id}}) SET n = row, n:{label}"
        _write(session, text, rows, written)
    loose, wanted = _compare_edges(session, edges)
    _remove(session, "MATCH ()-[r]->() WHERE elementId(r) = element DELETE r", loose)
    written.skip(sum(map(len, edges.values())) - sum(map(len, wanted.values())))
    for relation, rows in wanted.items():
        text = (
            f"UNWIND $rows AS row MATCH (a:{MARK} {{id: row.source}}) MATCH (b:{MARK} {{id: row.target}}) "
            f"CREATE (a)-[r:{relation}]->(b) SET r = row"
        )
        _write(session, text, rows, written)
    return Changes(sum(map(len, changed.values())), len(surplus), sum(map(len, wanted.values())), len(loose))


class _Progress:
    def __init__(self, report: Report, total: int) -> None:
        self._report, self._done, self._total = report, 0, total

    def skip(self, rows: int) -> None:
        """Count rows that need no writing."""
        self._done += rows
        self._report(self._done, self._total)


def _known(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _compare_nodes(session: Any, nodes: Mapping[str, list[Row]]) -> tuple[list[str], dict[str, list[Row]]]:
    """Return elements to remove, and rows by label to write."""
    wanted = {row["id"]: _known(row) for rows in nodes.values() for row in rows}
    surplus: list[str] = []
    for element, labels, properties in session.run(f"MATCH (n:{MARK}) RETURN elementId(n), labels(n), properties(n)"):
        row = wanted.get(properties.get("id"))
        if row is None or row["label"] not in labels:
            surplus.append(element)
        elif row == properties:
            del wanted[row["id"]]
    changed: dict[str, list[Row]] = defaultdict(list)
    for row in wanted.values():
        changed[row["label"]].append(row)
    return surplus, dict(changed)


def _compare_edges(
    session: Any, edges: Mapping[tuple[str, str, str], list[Row]]
) -> tuple[list[str], dict[str, list[Row]]]:
    """Return elements to remove, and rows by relation to write; a changed edge is both."""
    wanted = {row["id"]: _known(row) for rows in edges.values() for row in rows}
    loose: list[str] = []
    for element, relation, source, target, properties in session.run(
        f"MATCH {OURS} RETURN elementId(r), type(r), a.id, b.id, properties(r)"
    ):
        row = wanted.get(properties["id"])
        if row and row == properties and (row["type"], row["source"], row["target"]) == (relation, source, target):
            del wanted[row["id"]]
        else:
            loose.append(element)
    missing: dict[str, list[Row]] = defaultdict(list)
    for row in wanted.values():
        missing[row["type"]].append(row)
    return loose, dict(missing)


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _remove(session: Any, text: str, elements: Iterable[str]) -> None:
    for batch in _batches(list(elements)):
        with session.begin_transaction() as transaction:
            transaction.run(f"UNWIND $elements AS element {text}", elements=batch).consume()
            transaction.commit()


def _write(session: Any, text: str, rows: list[Row], progress: _Progress) -> None:
    for batch in _batches(rows):
        with session.begin_transaction() as transaction:
            transaction.run(text, rows=batch).consume()
            transaction.commit()
        progress.skip(len(batch))
