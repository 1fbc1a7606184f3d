"""What the page knows: graph, proof, gaps, layout, legend and theme as one JSON value, for the served and the offline page alike.

Rows are lists in a fixed order and refer to each other by position: half the size of objects with names, which counts at 50,000 nodes.
``viz/web/src/data.ts`` reads it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from graph.language import language
from graph.model import Edge, Evidence, Graph, Node
from graph.vocabulary import Label
from viz.labels import label_box, label_lines, visible
from viz.layout import Layout, make_layout
from viz.luggage import said_of
from viz.theme import load_theme, theme_record

FORMAT = 1
LONGEST_PINYIN = 40
GROUPED = 12
CLAUSES = (Label.Commitment, Label.Indicator)
"""Labels whose names are clauses or figures: the map starts without them where there is much else to see."""
UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


@cache
def legend() -> dict[str, Any]:
    """Return the words of the schema in both languages (``graph/schema/legend.json``)."""
    record: dict[str, Any] = json.loads(files("graph.schema").joinpath("legend.json").read_text(encoding="utf-8"))
    return record


def graph_layout(graph: Graph, findings: Sequence[Mapping[str, Any]] = (), cache_folder: Path | None = None) -> Layout:
    """Place the nodes of a graph, those of one gap near each other.

    Args:
        cache_folder: where layouts are kept by content.
    """
    sizes = load_theme().sizes
    degree = Counter(end for edge in graph.edges for end in {edge.source, edge.target})
    boxes = {n.id: label_box(label_lines(n.name, sizes), degree[n.id], sizes) for n in graph.nodes}
    groups = [[n["id"] for n in f["nodes"]] for f in findings if 1 < len(f["nodes"]) <= GROUPED]
    return make_layout(boxes, [(e.source, e.target) for e in graph.edges], groups, cache_folder)


def make_payload(
    graph: Graph,
    findings: Sequence[Mapping[str, Any]],
    *,
    snapshot: str,
    title: str = "",
    texts: Mapping[str, str] | None = None,
    spoken: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    suggestions: Sequence[Mapping[str, Any]] = (),
    questions: Sequence[Mapping[str, Any]] = (),
    stopped: Mapping[str, Sequence[str]] | None = None,
    cache_folder: Path | None = None,
) -> dict[str, Any]:
    """Return everything the page shows.

    Args:
        findings: as ``gaps --json`` prints them.
        snapshot: name of the snapshot; notes of the reader are kept in the browser under it.
        texts: text of each document by id, for the reading view.
        spoken: the findings in each language, for a reader who switches.
        suggestions: links worth making, ``{"source", "target", "reason", "closes"}`` as `viz.luggage.suggested` makes them; never counted as facts.
        questions: ``{"name", "question", "why", "parameters", "cypher"}`` and, where it was asked already, ``"table"``.
        stopped: what is to be said, by language, of gap rules that were not checked, as `viz.luggage.stopped_in` makes it.
        cache_folder: where layouts are kept by content.
    """
    layout = graph_layout(graph, findings, cache_folder)
    core = _core_places(graph, findings, cache_folder)
    said = said_of(spoken or {})
    documents = {d.id: k for k, d in enumerate(graph.documents)}
    nodes = {n.id: k for k, n in enumerate(graph.nodes)}
    return {
        "format": FORMAT,
        "snapshot": snapshot,
        "title": title or _title(graph),
        "language": language(),
        "legend": legend(),
        "theme": theme_record(),
        "documents": [
            [d.id, d.file, d.title, d.kind, d.year, d.jurisdiction, d.issuer, d.truncated] for d in graph.documents
        ],
        "nodes": [_node_row(n, layout, core, documents) for n in graph.nodes],
        "edges": [_edge_row(e, nodes, documents) for e in graph.edges],
        "findings": [dict(f) | ({"said": said[f["id"]]} if f["id"] in said else {}) for f in findings],
        "suggestions": [
            [nodes[s["source"]], nodes[s["target"]], s["reason"], s["closes"]]
            for s in suggestions
            if s["source"] in nodes and s["target"] in nodes
        ],
        "regions": [[r.id, r.x, r.y, r.radius, [nodes[i] for i in r.members]] for r in layout.regions],
        "tray": [nodes[i] for i in layout.tray],
        "texts": None if texts is None else [texts.get(d.id) for d in graph.documents],
        "questions": [dict(q) for q in questions],
        **({"stopped": dict(stopped)} if stopped else {}),
    }


def _core_places(
    graph: Graph, findings: Sequence[Mapping[str, Any]], cache_folder: Path | None
) -> dict[str, tuple[int, int]]:
    """Place a map without figures and tasks closer together: most readers begin with it."""
    kept = tuple(n for n in graph.nodes if n.label not in CLAUSES)
    if not kept or len(kept) == len(graph.nodes):
        return {}
    ids = {n.id for n in kept}
    edges = tuple(e for e in graph.edges if e.source in ids and e.target in ids)
    return graph_layout(replace(graph, nodes=kept, edges=edges), findings, cache_folder).positions


def _title(graph: Graph) -> str:
    if len(graph.documents) == 1:
        return visible(graph.documents[0].title)
    places = sorted({d.jurisdiction for d in graph.documents if d.jurisdiction})
    return places[0] if len(places) == 1 else ""


def _node_row(
    node: Node, layout: Layout, core: Mapping[str, tuple[int, int]], documents: Mapping[str, int]
) -> list[Any]:
    x, y = layout.positions[node.id]
    return [
        node.id, node.label.value, node.kind, node.name, list(node.aliases), node.jurisdiction, node.redacted, pinyin(node.name),
        label_lines(node.name, load_theme().sizes), x, y, core.get(node.id), {k: v for k, v in sorted(node.properties.items()) if v is not None},
        [[documents[m.document], m.start, m.end] for m in node.mentions if m.document in documents],
    ]  # fmt: skip


def _edge_row(edge: Edge, nodes: Mapping[str, int], documents: Mapping[str, int]) -> list[Any]:
    date, first, last, _ = edge.when
    return [
        edge.type.value, nodes[edge.source], nodes[edge.target], edge.status.value, edge.inferred, edge.confidence, date or first, last,
        [_evidence_row(e, documents) for e in edge.evidence],
    ]  # fmt: skip


def _evidence_row(evidence: Evidence, documents: Mapping[str, int]) -> list[Any]:
    return [
        documents.get(evidence.document, -1), evidence.start, evidence.end, evidence.quote, evidence.section, evidence.rule,
        evidence.confidence, evidence.inferred, evidence.date,
    ]  # fmt: skip


def pinyin(name: str) -> str:
    """Return the syllables of a name without tones, parted by spaces; other characters stand as they are, in lower case.

    Example:
        >>> pinyin("同心桥")
        'tong xin qiao'
    """
    return " ".join(s.strip().lower() for s in lazy_pinyin(name[:LONGEST_PINYIN]) if s.strip())


def to_script(payload: Mapping[str, Any]) -> str:
    """Return the payload as JSON that is safe inside a script element: no ``<``, no line that JavaScript would break, no half character."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", body)
