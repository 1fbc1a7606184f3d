"""Entities of FollowTheMoney, one JSON object a line, for Aleph and the tools around it.

Bodies become PublicBody, Company or Organization; what they do becomes Project or Event; where it lives RealEstate and Address; the rest
is kept as Note. Every edge is an UnknownLink with its reading as ``role``, its quotes as ``summary`` and its documents as ``proof``.

Source: https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from graph.model import Document, Edge, Graph, Node
from graph.vocabulary import Label
from viz.export import Options
from viz.words import Finding, clean_text, kind_word, label_word, relation_word, shorten, state_word, word

LONGEST_NAME = 384
"""What FollowTheMoney takes for a name; a longer one stands in full in the description."""

BODIES = {
    "party_committee": "PublicBody",
    "department": "PublicBody",
    "government": "PublicBody",
    "congress_cppcc": "PublicBody",
    "coordinating_body": "PublicBody",
    "enterprise": "Company",
}
SCHEMATA = {
    Label.Brand: "Project",
    Label.Programme: "Project",
    Label.Mechanism: "Project",
    Label.Campaign: "Event",
    Label.Base: "RealEstate",
    Label.Place: "Address",
    Label.Stakeholder: "LegalEntity",
}


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write documents, nodes and edges as FollowTheMoney entities."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for entity in _entities(graph, options):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return []


def _entities(graph: Graph, options: Options) -> Iterable[dict[str, Any]]:
    origin = [word("snapshot", name=options.snapshot)] if options.snapshot else []
    for document in graph.documents:
        yield _document(document, [*origin, *([options.date] if options.date else [])])
    for node in graph.nodes:
        yield _node(node)
    for edge in graph.edges:
        yield _edge(edge)


def _entity(identity: str, schema: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    kept = {name: [clean_text(v) for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": _id(identity), "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def _id(identity: str) -> str:
    """Return an id as FollowTheMoney allows it: without a colon."""
    return clean_text(identity).replace(":", "-")


def _document(document: Document, notes: list[str]) -> dict[str, Any]:
    return _entity(
        document.id,
        "Document",
        name=[document.title or document.file],
        title=[document.title],
        fileName=[document.file],
        author=[document.issuer],
        date=[str(document.year) if document.year else None],
        country=["cn"],
        keywords=[kind_word("Document", document.kind)],
        notes=notes,
    )


def _node(node: Node) -> dict[str, Any]:
    schema = (
        BODIES.get(node.kind or "", "Organization") if node.label == Label.Organisation else SCHEMATA.get(node.label)
    )
    own = (f"{name}: {value}" for name, value in node.properties.items() if value is not None)
    return _entity(
        node.id,
        schema or "Note",
        name=[shorten(clean_text(node.name), LONGEST_NAME)],
        description=[node.name if len(node.name) > LONGEST_NAME else None],
        alias=node.aliases,
        country=["cn"],
        address=[node.jurisdiction],
        keywords=[label_word(node.label), kind_word(node.label, node.kind)],
        notes=own,
        proof=sorted({_id(mention.document) for mention in node.mentions}),
    )


def _edge(edge: Edge) -> dict[str, Any]:
    date, first, last, _ = edge.when
    return _entity(
        edge.id,
        "UnknownLink",
        subject=[_id(edge.source)],
        object=[_id(edge.target)],
        role=[relation_word(edge.type)],
        status=[state_word("statuses", edge.status)],
        summary=[e.quote for e in edge.evidence],
        proof=sorted({_id(e.document) for e in edge.evidence}),
        date=[date],
        startDate=[first],
        endDate=[last],
        recordId=[edge.type.value],
    )
