"""联图 Liantu: documents of public bodies as a graph in which every edge has its sentence."""

from __future__ import annotations

from pathlib import Path

from graph.snapshot import Snapshot
from graph.workspace import Workspace


def open(workspace: str | Path) -> Snapshot:
    """Open the live snapshot of a workspace.

    Raises:
        LiantuError: there is no workspace or nothing has been read into it.

    Example:
        >>> import liantu
        >>> liantu.open("nowhere")
        Traceback (most recent call last):
        ...
        graph.errors.LiantuError: nowhere: no documents have been read here yet. Run first: liantu ingest FOLDER
    """
    return Workspace(Path(workspace)).snapshot()
