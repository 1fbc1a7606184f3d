"""A snapshot in a notebook: it shows itself, and gives its graph to networkx and pyvis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import networkx
from pyvis.network import Network

from graph.model import Graph
from viz import selection
from viz.exchange.values import edge_values, node_values
from viz.export import Options, export
from viz.network import MOST_NODES, build
from viz.pictures import draw
from viz.scene import most_related
from viz.words import Finding

SHOWN = 150
"""Nodes that a cell of a notebook still names legibly."""


class Notebook:
    """A graph with its findings, for people who work in a notebook; `liantu.open` returns it.

    Attributes:
        contents: documents, nodes and edges with all their proofs, in the types of `graph.model`.
        findings: objects of ``gaps --json``.
        snapshot: name of the snapshot.
        stopped: as in `viz.export.Options`: gap rules that were not checked, of whose gaps ``findings`` knows nothing.

    Example:
        >>> from graph.model import Graph
        >>> Notebook(Graph((), (), ())).graph().number_of_nodes()
        0
    """

    def __init__(
        self,
        graph: Graph,
        findings: Sequence[Finding] = (),
        snapshot: str = "",
        stopped: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.contents, self.findings, self.snapshot = graph, list(findings), snapshot
        self.stopped = stopped or {}

    def graph(self) -> networkx.MultiDiGraph[Any]:
        """Return the graph as networkx has it: attributes as in GraphML, the id of an edge as its key."""
        made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph(snapshot=self.snapshot)
        files = {document.id: document.file for document in self.contents.documents}
        for node in self.contents.nodes:
            made.add_node(node.id, **node_values(node, files))
        for edge in self.contents.edges:
            made.add_edge(edge.source, edge.target, key=edge.id, **edge_values(edge))
        return made

    def around(self, name: str) -> Notebook:
        """Return the things of that name or alias with their neighbours, as a notebook of its own."""
        ids = [node.id for node in self.contents.nodes if name == node.name or name in node.aliases]
        part, findings = selection.around(self.contents, self.findings, ids)
        return Notebook(part, findings, self.snapshot, self.stopped)

    def network(self) -> Network:
        """Return a pyvis network of the nodes with most relations, to change further."""
        return build(most_related(self.contents, MOST_NODES)[0], self.findings)

    def export(self, name: str, out: str | Path, options: Options | None = None) -> list[str]:
        """Write in a format of `viz.export.FORMATS`; see `viz.export.export`."""
        return export(self.contents, self.findings, name, Path(out), options or self._options)

    @property
    def _options(self) -> Options:
        return Options(snapshot=self.snapshot, stopped=self.stopped)

    def _repr_html_(self) -> str:
        """Show the map without any script, so that it is seen in every viewer of notebooks."""
        shown, notes = most_related(self.contents, SHOWN)
        picture = draw(shown, self.findings, self._options, notes)
        said = "".join(f'<p style="font-size:12px">{escape(line)}</p>' for line in (*notes, *self._options.unchecked))
        return f'{said}<div style="max-width:100%;overflow:auto">{picture.text}</div>'
