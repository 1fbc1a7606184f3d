"""Where a graph is kept. `open_store` chooses by URL; every store answers the same questions alike (tests/contract)."""

from __future__ import annotations

from pathlib import Path

from graph.errors import LiantuError
from graph.stores.base import Store


def open_store(url: str) -> Store:
    """Open a store: ``ladybug:PATH`` (a file, read-only), ``memory:`` (empty), ``neo4j://HOST`` (with
    NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE from the environment; ``neo4j:`` for NEO4J_URI), ``rdf:`` (empty,
    in memory), ``sparql:URL`` (of a Graph Store Protocol).

    An engine is imported only when it is asked for.

    Raises:
        LiantuError: no store has such an address, or its engine is not installed.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "ladybug" and rest:
        from graph.stores.ladybug import LadybugStore

        return LadybugStore(Path(rest))
    if url == "memory:":
        from graph.stores.memory import MemoryStore

        return MemoryStore()
    if scheme.partition("+")[0] in ("neo4j", "bolt"):
        from graph.stores.neo4j import Neo4jStore

        return Neo4jStore(url if "//" in url else "")
    if url == "rdf:":
        from graph.stores.rdf import RdfStore

        return RdfStore()
    if scheme == "sparql":
        from graph.stores.graphstore import GraphStore

        return GraphStore(rest)
    raise LiantuError("store_url_unknown", url)
