"""A snapshot in a notebook: it shows itself, and gives its graph to networkx and pyvis."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import networkx
from pyvis.network import Network

from graph.model import Graph
from viz import selection
from viz.exchange.values import edge_values, node_values
from viz.export import Options
from viz.network import MOST_NODES, build
from viz.pictures import draw
from viz.scene import most_related
from viz.words import Finding

SHOWN = 150
"""Nodes that a cell of a notebook still names legibly."""


class Notebook:
    """A graph with its findings, for people who work in a notebook.

    Example:
        >>> from graph.model import Graph
        >>> Notebook(Graph((), (), ())).graph().number_of_nodes()
        0
    """

    def __init__(self, graph: Graph, findings: Sequence[Finding] = (), snapshot: str = "") -> None:
        self._graph, self.findings, self.snapshot = graph, list(findings), snapshot

    def graph(self) -> networkx.MultiDiGraph[Any]:
        """Return the graph as networkx has it: attributes as in GraphML, the id of an edge as its key."""
        made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(snapshot=self.snapshot)
        files = {document.id: document.file for document in self._graph.documents}
        for node in self._graph.nodes:
            made.add_node(node.id, **node_values(node, files))
        for edge in self._graph.edges:
            made.add_edge(edge.source, edge.target, key=edge.id, **edge_values(edge))
        return made

    def around(self, name: str) -> Notebook:
        """Return the things of that name or alias with their neighbours, as a notebook of its own."""
        ids = [node.id for node in self._graph.nodes if name == node.name or name in node.aliases]
        part, findings = selection.around(self._graph, self.findings, ids)
        return Notebook(part, findings, self.snapshot)

    def network(self) -> Network:
        """Return a pyvis network of the nodes with most relations, to change further."""
        return build(most_related(self._graph, MOST_NODES)[0], self.findings)

    def _repr_html_(self) -> str:
        """Show the map without any script, so that it is seen in every viewer of notebooks."""
        shown, notes = most_related(self._graph, SHOWN)
        picture = draw(shown, self.findings, Options(snapshot=self.snapshot), notes)
        said = f'<p style="font-size:12px">{escape(notes[0])}</p>' if notes else ""
        return f'{said}<div style="max-width:100%;overflow:auto">{picture.text}</div>'
