"""Finding a node by what people call it, and everything that is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from graph.errors import LiantuError
from graph.masking import agree
from graph.model import Document, Edge, Graph, Node
from graph.names import Names, fold
from graph.vocabulary import NAMED


def find_nodes(graph: Graph, name: str, label: str | None = None, jurisdiction: str | None = None) -> list[Node]:
    """Return the nodes that bear a name or alias, or have it as id, else those that it means, as identity reads names, in order of id.

    枝江市委统战部, as a document's issuer is told, is 中共枝江市委统战部.

    Args:
        name: as a person types it; quotation marks and spaces do not matter.
        label: only nodes of this label.
        jurisdiction: only nodes whose division's path contains this text.

    Raises:
        LiantuError: the name is empty, or no node bears it; the message lists the nearest names.
    """
    wanted = fold(name)
    if not wanted:
        raise LiantuError("name_missing")
    found = [
        node for node in graph.nodes if node.id == name or wanted in {fold(text) for text in (node.name, *node.aliases)}
    ] or _meant(graph, name)
    found = [node for node in found if label is None or node.label == label]
    found = [node for node in found if jurisdiction is None or jurisdiction in (node.jurisdiction or "")]
    if not found:
        raise LiantuError("name_unknown", name, near="、".join(near_names(graph, name)) or "-")
    return found


def _meant(graph: Graph, name: str) -> list[Node]:
    """Return the nodes that a name means in their own division."""
    divisions = {node.jurisdiction for node in graph.nodes} | {document.jurisdiction for document in graph.documents}
    names, wanted = Names(path for path in divisions if path), fold(name)
    found = []
    for node in graph.nodes:
        if node.label in NAMED:
            scope, key = names.read(node.label, wanted, node.jurisdiction)
            own = {names.read(node.label, text, node.jurisdiction) for text in (node.name, *node.aliases)}
            if scope is not None and key and (scope, key) in own:
                found.append(node)
    return found


def near_names(graph: Graph, name: str, count: int = 5) -> list[str]:
    """Return names of the graph that look like or contain ``name``, the nearest first."""
    names = sorted({node.name for node in graph.nodes if node.label in NAMED})
    holding = [text for text in names if len(name) >= 2 and name in text]
    return list(dict.fromkeys([*holding, *get_close_matches(name, names, count, 0.5)]))[:count]


def find_division(graph: Graph, name: str) -> str:
    """Return the full path of the division that a name means: 贵州省遵义市红花岗区 is 红花岗区 for short.

    Args:
        name: the path, its beginning, or the division's own name.

    Raises:
        LiantuError: nothing in the graph is of a division of this name, or of several.
    """
    own = Counter(document.jurisdiction for document in graph.documents if document.jurisdiction)
    known = sorted(own.keys() | {node.jurisdiction for node in graph.nodes if node.jurisdiction})
    if any(path.startswith(name) for path in known):
        return name
    found = sorted({path[: path.index(name) + len(name)] for path in known if len(name) > 1 and name in path})
    if len(found) == 1:
        return found[0]
    if found:
        raise LiantuError("division_ambiguous", name, found="、".join(found))
    near = dict.fromkeys([*get_close_matches(name, known, 5, 0.5), *(path for path, _ in own.most_common()), *known])
    raise LiantuError("division_unknown", name, near="、".join([*near][:5]) or "-")


def issued_by(documents: Sequence[Document], name: str) -> list[Document]:
    """Return the documents whose issuer is told by this name: one that is hidden or named nowhere else is no node."""
    wanted = fold(name)
    return [document for document in documents if document.issuer and fold(document.issuer) == wanted]


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
