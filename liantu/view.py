"""The part of a snapshot that a command works on: all of it, or only what is sure enough."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from graph.errors import LiantuError
from graph.language import say
from graph.model import Graph
from graph.snapshot import Snapshot
from graph.stores import ladybug
from graph.stores.base import Store
from graph.workspace import Workspace

_LISTED = 8
"""Snapshots that an error lists."""


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
        LiantuError: there is none of that name, or several; those that there are are listed, the latest first.
    """
    if given == "current":
        return workspace.snapshot()
    made = sorted((workspace.path / "snapshots").glob("*/manifest.json"), key=lambda file: -file.stat().st_mtime)
    found = [file.parent.name for file in made if given and file.parent.name.startswith(given)]
    if len(found) != 1:
        if workspace.current is None:
            return workspace.snapshot()
        shown = found or [file.parent.name for file in made]
        known = [_called(workspace, name) for name in shown[:_LISTED]] + ["…"] * (len(shown) > _LISTED)
        code = "snapshots_alike" if found else "snapshot_not_there"
        raise LiantuError(code, str(workspace.path), name=given, known=say("；", "; ").join(known))
    return workspace.snapshot(found[0])


def _called(workspace: Workspace, name: str) -> str:
    """Say of a snapshot what tells it from others: how much it holds, when it was made, whether it is the live one."""
    snapshot = workspace.snapshot(name)
    counts = snapshot.manifest
    day = datetime.fromtimestamp((snapshot.folder / "manifest.json").stat().st_mtime).strftime("%Y-%m-%d %H:%M")
    live = say("，当前 current", ", current") if name == workspace.current else ""
    return say(
        f"{name}（{day}，{counts['documents']} 份文档，{counts['findings']} 处缺口{live}）",
        f"{name} ({day}, {counts['documents']} documents, {counts['findings']} gaps{live})",
    )


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
