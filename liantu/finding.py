"""The gap rules over a snapshot that is being built."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph import snapshot
from graph.language import LANGUAGES, speaking
from graph.model import Graph
from graph.stores.ladybug import LadybugStore
from graph.workspace import Workspace


def gaps_of(
    workspace: Workspace, graph: Graph, folder: Path
) -> tuple[dict[str, list[dict[str, Any]]], Mapping[str, str]]:
    """Run all gap rules, once.

    Args:
        workspace: has the documents' texts.
        graph: of the snapshot.
        folder: of the snapshot; its store is there already.

    Returns:
        What they found, in each language; and the rules that the engine stopped, each with the code of the reason.
    """
    texts = {document.id: workspace.masked_text(document.id) for document in graph.documents}
    files = {document.id: document.file for document in graph.documents}
    from queries.finding import to_json  # here, so that reading begins before what comes after it is loaded
    from queries.gaps import run_rules

    store = LadybugStore(folder / snapshot.STORE)
    try:
        gaps = run_rules(store, graph, texts=texts)
    finally:
        store.close()
    found = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            found[spoken] = to_json(gaps.told(), files)
    return found, gaps.stopped
