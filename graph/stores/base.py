"""The contract of every store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph.errors import LiantuError
from graph.model import Graph


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query. A cell is None, a bool, number or text, a list of cells, a node ``{"id", "label", "name"}``,
    an edge ``{"id", "type", "source", "target", "status"}`` or a path ``{"nodes": […], "edges": […]}``. Dates are ISO text."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = False

    def records(self) -> list[dict[str, Any]]:
        """Rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Store(Protocol):
    """A graph that can be loaded and asked. Nodes carry their label, all properties of the exchange format but mentions, and
    MENTIONED_IN edges to their Document nodes, whose ``name`` is the title in simplified characters; ``evidence`` of an edge is JSON text."""

    def load(self, graph: Graph) -> None:
        """Replace what the store holds by the graph."""

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Table:
        """Ask a read-only query of the program's own (catalogue, gap rules).

        Args:
            cypher: text in the subset of docs/design/002-stores.md.
            limit: rows to return at most; the table says whether more were there.

        Raises:
            LiantuError: the query is faulty, or would write.
        """

    def ask(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None, seconds: float = 30
    ) -> Table:
        """Ask a query that a person typed: never trusted, run apart, with limits of time, memory and size."""

    def close(self) -> None:
        """Release files and connections."""


def without_secret(url: str, variables: str) -> str:
    """Return the address of a server, unless it holds a name or a password: messages and lists of processes would show them.

    Args:
        variables: of the environment, where they belong.

    Raises:
        LiantuError: it does; the message leaves them out.

    Example:
        >>> without_secret("bolt://localhost:7687", "NEO4J_PASSWORD")
        'bolt://localhost:7687'
    """
    scheme, slashes, rest = url.partition("//")
    _, at, host = rest.partition("/")[0].rpartition("@")
    if at:
        raise LiantuError("store_address_secret", f"{scheme}{slashes}{host}", variables=variables)
    return url
