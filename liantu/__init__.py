"""联图 Liantu: documents of public bodies as a graph in which every edge has its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.workspace import Workspace

if TYPE_CHECKING:
    from viz.notebook import Notebook


def open(workspace: str | Path) -> Notebook:
    """Open the live snapshot of a workspace.

    Returns:
        An object that shows itself in a notebook; its ``graph()`` is a networkx ``MultiDiGraph``, its ``findings`` are the gaps.

    Raises:
        LiantuError: there is no workspace or nothing has been read into it.

    Example:
        >>> import liantu
        >>> liantu.open("nowhere")
        Traceback (most recent call last):
        ...
        graph.errors.LiantuError: nowhere: no documents have been read here yet. Run first: liantu ingest FOLDER
    """
    from viz.luggage import stopped_in
    from viz.notebook import Notebook  # pyvis takes a second, which no command should wait for

    snapshot = Workspace(Path(workspace)).snapshot()
    return Notebook(snapshot.graph(), snapshot.findings(), snapshot.name, stopped_in(snapshot))
