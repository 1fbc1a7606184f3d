"""What every store holds of a graph: rows by label, rows by relation, in the types of the declaration."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeAlias

import opencc

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.schema import allowed_pairs, own_properties
from graph.vocabulary import Label, RelationType, Status

Row: TypeAlias = dict[str, Any]
Triple: TypeAlias = tuple[str, str, str]
"""Relation, label of the source, label of the target."""
_quote = encode_basestring
CASTS = {"string": str, "integer": int, "float": float, "boolean": bool}


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")


def document_node(document: Document) -> Node:
    """Return the node that stands for a document; its name is the title in simplified characters.

    The conversion stands here and not in ``ingest`` because a graph that was imported was never read there.
    """
    own = {name: getattr(document, name) for name in own_properties(Label.Document)}
    name = _converter().convert(document.title)
    return Node(document.id, Label.Document, name, document.kind, jurisdiction=document.jurisdiction, properties=own)


def mention_edges(node: Node) -> Iterator[Edge]:
    """Yield one MENTIONED_IN edge for each document that names the node; its evidence are the mentions."""
    places: dict[str, list[Evidence]] = defaultdict(list)
    for mention in node.mentions:
        proof = Evidence(mention.document, mention.start, mention.end, mention.text, rule="mention", confidence=1000)
        places[mention.document].append(proof)
    for document in sorted(places):
        yield Edge(RelationType.MENTIONED_IN, node.id, document, Status.DONE, tuple(places[document]))


def node_rows(graph: Graph) -> dict[str, list[Row]]:
    """Return the rows of every label that occurs, documents included; columns in the order of the declaration.

    Raises:
        LiantuError: two nodes have one id, or a property has the wrong type.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    seen: set[str] = set()
    for node in (*map(document_node, graph.documents), *graph.nodes):
        if node.id in seen:
            raise LiantuError("store_id_twice", node.id, name=node.name)
        seen.add(node.id)
        rows[node.label].append(_node_row(node))
    return dict(rows)


def edge_groups(graph: Graph) -> dict[Triple, list[Edge]]:
    """Return the edges of every (relation, source label, target label) that occurs, MENTIONED_IN included.

    Raises:
        LiantuError: an end is missing, the ontology does not allow the pair, or two edges are the same.
    """
    labels = {node.id: str(node.label) for node in graph.nodes} | {d.id: str(Label.Document) for d in graph.documents}
    groups: dict[Triple, list[Edge]] = defaultdict(list)
    for edge in (*graph.edges, *(edge for node in graph.nodes for edge in mention_edges(node))):
        try:
            groups[edge.type, labels[edge.source], labels[edge.target]].append(edge)
        except KeyError as error:
            raise LiantuError("store_end_missing", edge.id, type=edge.type, end=error.args[0]) from error
    for (relation, source, target), edges in groups.items():
        if (source, target) not in allowed_pairs(relation):
            raise LiantuError("store_pair_not_allowed", edges[0].id, type=relation, source=source, target=target)
        if len({edge.id for edge in edges}) < len(edges):
            twice, _ = Counter(edge.id for edge in edges).most_common(1)[0]
            raise LiantuError("store_id_twice", twice, name=relation)
    return dict(groups)


def edge_rows(graph: Graph) -> dict[Triple, list[Row]]:
    """Return the rows of `edge_groups`.

    Raises:
        LiantuError: as there.
    """
    return {triple: list(map(edge_row, edges)) for triple, edges in edge_groups(graph).items()}


def edge_row(edge: Edge) -> Row:
    """Return the properties of an edge as a store keeps them; ``evidence`` is JSON text."""
    date, first, last, year_source = edge.when
    return {
        "id": edge.id, "type": str(edge.type), "source": edge.source, "target": edge.target, "status": str(edge.status),
        "inferred": edge.inferred, "confidence": edge.confidence, "date": date, "from": first, "to": last, "year_source": year_source,
        "evidence": f"[{','.join(map(_proof, edge.evidence))}]",
    }  # fmt: skip


def _proof(proof: Evidence) -> str:
    """The evidence as JSON text: what `json.dumps` writes of its record, but a build has a million of them."""
    return (
        f'{{"document":{_quote(proof.document)},"start":{proof.start},"end":{proof.end},"quote":{_quote(proof.quote)},'
        f'"rule":{_quote(proof.rule)},"confidence":{proof.confidence},"section":{_quote(proof.section)},'
        f'"inferred":{"true" if proof.inferred else "false"},"date":{_maybe(proof.date)},"year_source":{_maybe(proof.year_source)}}}'
    )


def _maybe(text: str | None) -> str:
    return "null" if text is None else _quote(text)


def _node_row(node: Node) -> Row:
    row: Row = {
        "id": node.id, "label": str(node.label), "kind": node.kind, "name": node.name, "aliases": list(node.aliases),
        "jurisdiction": node.jurisdiction, "redacted": node.redacted,
    }  # fmt: skip
    for name, kind in own_properties(node.label).items():
        value = node.properties.get(name)
        try:
            row[name] = None if value is None else CASTS[kind](value)
        except ValueError as error:
            raise LiantuError("store_wrong_type", node.id, property=name, value=value, type=kind) from error
    return row


def to_graph(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]) -> Graph:
    """Return the graph that rows of a store hold: what `node_rows` and `edge_rows` made of it, read back.

    Args:
        nodes: rows of all labels; a row may hold properties of other labels, which are left out.
        edges: rows of all relations, MENTIONED_IN included.
    """
    mentions: dict[str, list[Mention]] = defaultdict(list)
    found: list[Edge] = []
    for row in edges:
        proofs = [Evidence(**proof) for proof in json.loads(row["evidence"])]
        if row["type"] == RelationType.MENTIONED_IN:
            mentions[row["source"]] += [Mention(p.document, p.start, p.end, p.quote) for p in proofs]
        else:
            found.append(
                Edge(RelationType(row["type"]), row["source"], row["target"], Status(row["status"]), tuple(proofs))
            )
    documents: list[Document] = []
    things: list[Node] = []
    for row in nodes:
        own = {name: _plain(row.get(name)) for name in own_properties(row["label"])}
        if row["label"] == Label.Document:
            documents.append(Document(row["id"], kind=row["kind"], jurisdiction=row["jurisdiction"], **own))
        else:
            head = (
                row["id"],
                Label(row["label"]),
                row["name"],
                row["kind"],
                tuple(row["aliases"] or ()),
                row["jurisdiction"],
                bool(row["redacted"]),
            )
            things.append(Node(*head, mentions=tuple(sorted(mentions[row["id"]])), properties=own))
    by_id = attrgetter("id")
    return Graph(tuple(sorted(documents, key=by_id)), tuple(sorted(things, key=by_id)), tuple(sorted(found, key=by_id)))


def _plain(value: Any) -> Any:
    """Stores keep every figure as a floating-point number; a whole one is written without its point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
