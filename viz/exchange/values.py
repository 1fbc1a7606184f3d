"""What a node and an edge say in formats that know flat attributes only: one value a name, with its type."""

from __future__ import annotations

import json
from collections.abc import Mapping

from graph.model import Edge, Node, Value, to_record
from graph.schema import declaration, own_properties
from viz.tables import mention_files, property_columns
from viz.words import relation_word

NODE_TYPES = {
    "label": "string",
    "type": "string",
    "kind": "string",
    "aliases": "string",
    "jurisdiction": "string",
    "redacted": "boolean",
    "files": "string",
}
EDGE_TYPES = {
    "label": "string",
    "type": "string",
    "status": "string",
    "inferred": "boolean",
    "confidence": "integer",
    "date": "string",
    "from": "string",
    "to": "string",
    "year_source": "string",
    "evidence": "string",
}


def node_types() -> dict[str, str]:
    """Return the attributes of nodes in order, each with its type: string, integer, float or boolean."""
    own: dict[str, str] = {}
    for label in declaration()["labels"]:
        own |= own_properties(label)
    return NODE_TYPES | {name: own[name] for name in property_columns()}


def node_values(node: Node, files: Mapping[str, str]) -> dict[str, Value]:
    """Return the attributes of a node; None where it has no such value.

    Args:
        files: file of each document by id; ``files`` of the node names those that mention it.
    """
    common: dict[str, Value] = {
        "label": node.name,
        "type": node.label.value,
        "kind": node.kind,
        "aliases": " | ".join(node.aliases) or None,
        "jurisdiction": node.jurisdiction,
        "redacted": node.redacted,
        "files": " | ".join(mention_files(node, files)) or None,
    }
    return common | dict(node.properties)


def edge_values(edge: Edge) -> dict[str, Value]:
    """Return the attributes of an edge; ``evidence`` is JSON text, the surest first."""
    date, first, last, year_source = edge.when
    return {
        "label": relation_word(edge.type),
        "type": edge.type.value,
        "status": edge.status.value,
        "inferred": edge.inferred,
        "confidence": edge.confidence,
        "date": date,
        "from": first,
        "to": last,
        "year_source": year_source,
        "evidence": json.dumps([to_record(e) for e in edge.evidence], ensure_ascii=False),
    }


def as_text(value: Value) -> str:
    """Return a value as XML formats write it: ``true`` and ``false``, numbers without a locale."""
    return json.dumps(value) if isinstance(value, bool) else str(value)
