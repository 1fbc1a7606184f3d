"""The part of a snapshot that a command works on: all of it, or only what is sure enough."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from graph.model import Graph
from graph.snapshot import Snapshot
from graph.stores import ladybug
from graph.stores.base import Store
from graph.workspace import Workspace


def sure(graph: Graph, min_confidence: float) -> Graph:
    """Return the graph without the evidence less sure than ``min_confidence`` (0 to 1), and without the edges that then have none.

    Nodes stay: what is named is not less there because its relations are doubtful.
    """
    least = round(min_confidence * 1000)
    edges = []
    for edge in graph.edges:
        proofs = tuple(proof for proof in edge.evidence if proof.confidence >= least)
        if proofs:
            edges.append(replace(edge, evidence=proofs))
    return replace(graph, edges=tuple(edges))


def named(workspace: Workspace, given: str) -> Snapshot:
    """Return a snapshot by the first characters of its name; ``current`` is the live one.

    Raises:
        LiantuError: there is none of that name.
    """
    if given == "current":
        return workspace.snapshot()
    folders = (workspace.path / "snapshots").glob(f"{given}*")
    found = sorted(path.name for path in folders if (path / "manifest.json").exists())
    return workspace.snapshot(found[0] if len(found) == 1 else given)


@contextmanager
def opened(snapshot: Snapshot, min_confidence: float) -> Iterator[tuple[Store, Graph]]:
    """Open a snapshot's store and graph; narrowed to what is sure enough, they are built for the occasion."""
    if not min_confidence:
        store, graph = snapshot.store(), snapshot.graph()
        try:
            yield store, graph
        finally:
            store.close()
        return
    with tempfile.TemporaryDirectory() as folder:
        graph = sure(snapshot.graph(), min_confidence)
        path = Path(folder, "graph.lbug")
        ladybug.build(graph, path)
        store = ladybug.LadybugStore(path)
        try:
            yield store, graph
        finally:
            store.close()
