"""The facts of one document as records of the exchange format, before identity: what score.py compares with the gold."""

from __future__ import annotations

from typing import Any

from graph.facts import DocumentFacts
from graph.model import Edge, to_record


def document(name: str, facts: DocumentFacts) -> dict[str, Any]:
    """The document's record; its id is the name, so that nothing depends on bytes."""
    found = facts.document
    return {
        "id": name, "file": f"{name}.txt", "title": found.title, "kind": found.kind, "year": found.year,
        "jurisdiction": found.jurisdiction, "issuer": found.issuer,
    }  # fmt: skip


def nodes(name: str, facts: DocumentFacts) -> list[dict[str, Any]]:
    """The entities and statements, in the order of the facts."""
    return [
        {
            "id": f"{name}:{e.key}", "label": str(e.label), "kind": e.kind, "name": e.name, "aliases": list(e.aliases), "redacted": e.redacted,
            **e.properties, "mentions": [{**to_record(m), "document": name} for m in e.mentions],
        }
        for e in facts.entities
    ]  # fmt: skip


def edges(name: str, facts: DocumentFacts) -> list[dict[str, Any]]:
    """The relations, one record for each."""
    records = []
    for r in facts.relations:
        record = to_record(Edge(r.type, f"{name}:{r.source}", f"{name}:{r.target}", r.status, (r.evidence,)))
        records.append({**record, "evidence": [{**to_record(r.evidence), "document": name}]})
    return records
