"""A Neo4j server as a store. What is ours carries the label Liantu; what is not is never touched.

Address, name and password come from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE; the password is never written anywhere.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from graph.errors import LiantuError
from graph.model import Graph
from graph.stores import dialect, front
from graph.stores.base import Table, without_secret
from graph.stores.converge import Changes, converge
from graph.stores.records import edge_rows, node_rows, to_graph
from graph.stores.values import cell
from graph.stores.worker import ANSWER

try:
    import neo4j
    from neo4j import exceptions, graph
except ImportError as missing:
    raise LiantuError("store_not_installed", engine="neo4j", extra="neo4j") from missing

PROCEDURES = frozenset(["db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization"])
_ADDRESS = re.compile(r"(?:neo4j|bolt)(?:\+s(?:sc)?)?://[^\s/?]+/?(?:\?\S*)?$")
"""What Bolt is spoken at; the server's page at http://HOST:7474 is not it."""
WAIT = 15.0
"""Seconds to wait for a connection."""


class Neo4jStore:
    """A database of a Neo4j server, opened by its address.

    Args:
        url: ``neo4j://HOST[:PORT]`` or ``bolt://``, with ``+s`` for encryption; empty for NEO4J_URI.
    """

    def __init__(self, url: str = "") -> None:
        self._url = url or os.environ.get("NEO4J_URI", "")
        if not self._url:
            raise LiantuError("store_neo4j_address")
        without_secret(self._url, "NEO4J_USERNAME, NEO4J_PASSWORD")
        if not _ADDRESS.match(self._url):
            raise LiantuError("store_neo4j_no_address", self._url)
        name, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        self._database = os.environ.get("NEO4J_DATABASE") or None
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # the driver's warnings repeat what our errors say
        with self._told():
            self._driver = neo4j.GraphDatabase.driver(self._url, auth=(name, password), connection_timeout=WAIT)

    def load(self, graph: Graph) -> None:
        """Make the server's part that is ours the same as the graph."""
        self.push(graph)

    def push(self, graph: Graph, report: Callable[[int, int], None] | None = None) -> Changes:
        """Make the server's part that is ours the same as the graph, by the least change; repeat it after an interruption.

        Args:
            report: called with the number of rows written and their total.

        Returns:
            How many nodes and edges were written and removed; none where the server held the graph already.
        """
        nodes, edges = node_rows(graph), edge_rows(graph)
        with self._told(), self._driver.session(database=self._database) as session:
            return converge(session, nodes, edges, report or (lambda done, total: None))

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""
        nodes = self._read("MATCH (n:Liantu) RETURN n.label AS what, count(n) AS many").rows
        edges = self._read(
            "MATCH (:Liantu)-[r]->(:Liantu) WHERE r.id STARTS WITH 'edge:' RETURN type(r) AS what, count(r) AS many"
        ).rows
        return dict(sorted((what, many) for what, many in nodes + edges))

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""
        nodes = self._read("MATCH (n:Liantu) RETURN properties(n)").rows
        edges = self._read(
            "MATCH (:Liantu)-[r]->(:Liantu) WHERE r.id STARTS WITH 'edge:' RETURN r.type, r.source, r.target, r.status, r.evidence"
        ).rows
        keys = ("type", "source", "target", "status", "evidence")
        blank = dict.fromkeys(("kind", "jurisdiction", "redacted", "aliases"))
        return to_graph((blank | row[0] for row in nodes), (dict(zip(keys, row, strict=True)) for row in edges))

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Table:
        """Ask a query of the program's own, in a transaction that can only read."""
        return self._read(cypher, parameters, limit)

    def ask(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None, seconds: float = 30
    ) -> Table:
        """Ask a query that a person typed, in a transaction that can only read and is ended by the server after so many seconds."""
        front.admit(cypher, PROCEDURES, subqueries=True)
        return self._read(cypher, parameters, limit, seconds)

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def _read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        limit: int | None = None,
        seconds: float | None = None,
    ) -> Table:
        dialect.require(cypher, parameters or {})
        with (
            self._told(seconds),
            self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            query = neo4j.Query(cypher, timeout=seconds)
            result = session.run(query, dict(parameters or {}))
            rows: list[list[Any]] = []
            size = 0
            for record in result:
                if size > ANSWER or (limit is not None and len(rows) == limit):
                    result.consume()
                    return Table(list(result.keys()), rows, truncated=True)
                rows.append([_cell(value) for value in record.values()])
                size += len(str(rows[-1])) if seconds else 0  # what a person asks may have no end
            _unknown(result.consume().gql_status_objects)
            return Table(list(result.keys()), rows)

    @contextmanager
    def _told(self, seconds: float | None = None) -> Iterator[None]:
        """Say in our words what the driver throws."""
        try:
            yield
        except exceptions.AuthError as error:
            raise LiantuError("store_neo4j_password", self._url, exit_code=3) from error
        except (
            exceptions.ServiceUnavailable,
            exceptions.SessionExpired,
            exceptions.ConfigurationError,
            ValueError,
            OSError,
        ) as error:
            raise LiantuError(
                "store_neo4j_unreachable", self._url, exit_code=3, why=str(error).partition("\n")[0]
            ) from error
        except exceptions.Neo4jError as error:
            raise _meaning(error, self._url, self._database or "", seconds) from error


def _meaning(error: exceptions.Neo4jError, url: str, database: str, seconds: float | None) -> LiantuError:
    code, said = error.code or "", error.message or str(error)
    if code.endswith("DatabaseNotFound"):
        return LiantuError("store_neo4j_database", url, exit_code=3, database=database)
    if "ReadOnly" in code or "read-only" in said or "WriteOnReadOnly" in code:
        return LiantuError("store_neo4j_read_only", url, exit_code=3)
    if code.endswith("AccessMode"):
        return LiantuError("query_writes")
    if "TransactionTimedOut" in code:
        return LiantuError("query_too_slow", seconds=f"{seconds or 0:g}")
    if "OutOfMemory" in code or "MemoryPool" in code:
        return LiantuError("query_too_large")
    if code.startswith("Neo.TransientError") or "Terminated" in code or "Unavailable" in code:
        return LiantuError("store_neo4j_unreachable", url, exit_code=3, why=said.partition("\n")[0])
    return LiantuError("query_faulty", problem=said.partition("\n")[0])


def _unknown(told: Iterable[Any]) -> None:
    """Neo4j finds nothing for a name that it does not know; a name that the model does not know either is a mistake.

    Source: Neo4j status codes 01N50, 01N51, 01N52 (label, relationship type, property key does not exist).
    """
    for status in told:
        if status.gql_status in ("01N50", "01N51", "01N52") and (
            name := re.search("`([^`]+)`", status.status_description)
        ):
            dialect.known(name[1])


def _cell(value: Any) -> Any:
    match value:
        case graph.Node():
            label = value.get("label") or next(iter(sorted(value.labels)), None)
            return {"id": value.get("id", value.element_id), "label": label, "name": value.get("name")}
        case graph.Relationship():
            ends = [end.get("id", end.element_id) if end else None for end in (value.start_node, value.end_node)]
            source, target = value.get("source", ends[0]), value.get("target", ends[1])
            return {
                "id": value.get("id", value.element_id),
                "type": value.type,
                "source": source,
                "target": target,
                "status": value.get("status"),
            }
        case graph.Path():
            return {"nodes": [_cell(n) for n in value.nodes], "edges": [_cell(r) for r in value.relationships]}
        case list() | tuple():
            return [_cell(item) for item in value]
        case dict():
            return {key: _cell(item) for key, item in value.items()}
        case timedelta():
            return cell(value)
        case _ if hasattr(value, "iso_format"):
            return value.iso_format()
        case _:
            return cell(value)
