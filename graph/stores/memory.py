"""A graph held in memory: networkx for its neighbourhoods and as the other stores' second opinion.

A Cypher text is answered by the embedded engine, on a file in a temporary folder that is written when the first one is asked: a second
implementation of the language would be a second set of answers.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx

from graph.model import Graph
from graph.stores.base import Store, Table
from graph.stores.records import edge_rows, node_rows, to_graph


class MemoryStore:
    """A store without a file; empty until something is loaded."""

    def __init__(self) -> None:
        self._graph = Graph((), (), ())
        self._network: networkx.MultiDiGraph = networkx.MultiDiGraph()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._store: Store | None = None

    def load(self, graph: Graph) -> None:
        """Replace what the store holds by the graph."""
        network = networkx.MultiDiGraph()
        for rows in node_rows(graph).values():
            network.add_nodes_from((row["id"], row) for row in rows)
        for rows in edge_rows(graph).values():
            network.add_edges_from((row["source"], row["target"], row["id"], row) for row in rows)
        self.close()
        self._graph, self._network = graph, network

    @property
    def network(self) -> networkx.MultiDiGraph:
        """The graph itself: nodes by id, edges by id, with the properties that every store keeps."""
        return self._network

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""
        labels = Counter(label for _, label in self._network.nodes(data="label"))
        relations = Counter(relation for *_, relation in self._network.edges(data="type"))
        return dict(labels + relations)

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""
        return to_graph(
            (row for _, row in self._network.nodes(data=True)), (row for *_, row in self._network.edges(data=True))
        )

    def neighbours(self, node: str, steps: int = 1) -> list[str]:
        """Return the ids of all nodes within so many steps of a node, either way, itself left out; sorted."""
        reached = networkx.single_source_shortest_path_length(
            self._network.to_undirected(as_view=True), node, cutoff=steps
        )
        return sorted(set(reached) - {node})

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Table:
        """Ask a query of the program's own."""
        return self._engine().run(cypher, parameters, limit=limit)

    def ask(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None, seconds: float = 30
    ) -> Table:
        """Ask a query that a person typed, in a process that can neither write nor open a file."""
        return self._engine().ask(cypher, parameters, limit=limit, seconds=seconds)

    def close(self) -> None:
        """End the engine and remove its file; the graph stays."""
        if self._store:
            self._store.close()
        if self._folder:
            self._folder.cleanup()
        self._store = self._folder = None

    def _engine(self) -> Store:
        if self._store is None:
            from graph.stores.ladybug import LadybugStore

            self._folder = tempfile.TemporaryDirectory(prefix="liantu-")
            self._store = LadybugStore(Path(self._folder.name, "graph.lbug"))
            self._store.load(self._graph)
        return self._store
