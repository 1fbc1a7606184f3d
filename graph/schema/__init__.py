"""The declaration of the model (model.yaml), read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

COMMON = {
    "id": "string",
    "label": "string",
    "kind": "string",
    "name": "string",
    "aliases": "strings",
    "jurisdiction": "string",
    "redacted": "boolean",
}
"""Properties of every node, and their types."""

EDGE = {
    "id": "string", "type": "string", "source": "string", "target": "string", "status": "string", "inferred": "boolean",
    "confidence": "integer", "date": "string", "from": "string", "to": "string", "year_source": "string", "evidence": "string",
}  # fmt: skip
"""Properties of every edge in a store, and their types; ``evidence`` is JSON text."""


@cache
def declaration() -> dict[str, Any]:
    """Return model.yaml as it stands."""
    text = files("graph.schema").joinpath("model.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def own_properties(label: str) -> dict[str, str]:
    """Return the properties that nodes of a label have beside the common ones: name to type (string, integer, float)."""
    found: dict[str, str] = declaration()["labels"][label].get("properties", {})
    return found


@cache
def allowed_pairs(relation: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of labels that a relation may join, in the order of the declaration.

    Example:
        >>> allowed_pairs("NEAR")
        (('Base', 'Base'),)
    """
    labels = list(declaration()["labels"])
    things = [label for label in labels if label != "Document"]
    ends = declaration()["relations"][relation]
    sources = things if ends["from"] == "any" else ends["from"]
    pairs = []
    for source in sources:
        listed = things if ends["to"] == "any" else ends["to"]
        targets = dict.fromkeys(source if target == "same" else target for target in listed)
        pairs += [(source, target) for target in labels if target in targets]
    return tuple(pairs)
