"""Finding a node by what people call it, and everything that is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from graph.errors import LiantuError
from graph.masking import agree
from graph.model import Document, Edge, Graph, Node
from graph.names import fold


def find_nodes(graph: Graph, name: str, label: str | None = None, jurisdiction: str | None = None) -> list[Node]:
    """Return the nodes that bear a name or alias, or have it as id, in order of id.

    Args:
        name: as a person types it; quotation marks and spaces do not matter.
        label: only nodes of this label.
        jurisdiction: only nodes whose division's path contains this text.

    Raises:
        LiantuError: no node bears the name; the message lists the nearest names.
    """
    wanted = fold(name)
    found = [
        node for node in graph.nodes if node.id == name or wanted in {fold(text) for text in (node.name, *node.aliases)}
    ]
    found = [node for node in found if label is None or node.label == label]
    found = [node for node in found if jurisdiction is None or jurisdiction in (node.jurisdiction or "")]
    if not found:
        raise LiantuError("name_unknown", name, near="、".join(near_names(graph, name)) or "-")
    return found


def near_names(graph: Graph, name: str, count: int = 5) -> list[str]:
    """Return names of the graph that look like or contain ``name``, the nearest first."""
    names = sorted({node.name for node in graph.nodes})
    holding = [text for text in names if len(name) >= 2 and name in text]
    return list(dict.fromkeys([*holding, *get_close_matches(name, names, count, 0.5)]))[:count]


def edges_of(graph: Graph, nodes: Sequence[Node]) -> dict[str, list[Edge]]:
    """Return for each node's id the edges that touch it, by type and other end."""
    found: dict[str, list[Edge]] = {node.id: [] for node in nodes}
    for edge in graph.edges:
        for end in {edge.source, edge.target} & found.keys():
            found[end].append(edge)
    return {
        end: sorted(edges, key=lambda edge: (edge.type, edge.source != end, edge.source, edge.target))
        for end, edges in found.items()
    }


def find_document(documents: Sequence[Document], name: str) -> Document | None:
    """Return the document with this file name, title, id, or path on this computer; None where there is none."""
    wanted = fold(name)
    for document in documents:
        called = (document.file, document.file.rpartition("/")[2])
        if name == document.id or any(agree(name, c) for c in called) or agree(wanted, fold(document.title)):
            return document
    # a path as a shell completes it: its end is the file as the workspace calls it
    steps = [s for s in name.replace("\\", "/").split("/") if s not in ("", ".", "..")]
    for document in documents if len(steps) > 1 or steps != [name] else ():
        parts = document.file.split("/")
        shared = min(len(steps), len(parts))
        if shared and agree("/".join(steps[-shared:]), "/".join(parts[-shared:])):
            return document
    return None
