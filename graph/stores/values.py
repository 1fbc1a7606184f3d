"""Engine values made into the cells of a `Table`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from graph.schema import COMMON, EDGE


def cell(value: Any) -> Any:
    """Return a value of the embedded engine as a cell.

    Whole decimals become integers (the engine adds up integers in 128 bits), NaN and infinities None, dates ISO 8601 text,
    a duration seconds; a map keeps its keys, the properties of a node or edge are those that are set.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case list() | tuple():
            return [cell(item) for item in value]
        case bytes():
            return value.hex()
        case dict():
            return _mapping(value)
        case _:
            return str(value)


def _mapping(value: Mapping[str, Any]) -> Any:
    if "_NODES" in value:
        return {"nodes": [node(n) for n in value["_NODES"]], "edges": [edge(e) for e in value["_RELS"]]}
    if "_SRC" in value and "_LABEL" in value:
        return edge(value)
    if "_ID" in value and "_LABEL" in value:
        return node(value)
    if value.keys() == {"offset", "table"}:
        return f"{value['table']}:{value['offset']}"
    whole = value.keys() >= COMMON.keys() or value.keys() >= EDGE.keys()  # properties(n): of all labels, set or not
    return {str(key): cell(item) for key, item in value.items() if item is not None or not whole}


def node(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cell of a node from its properties."""
    return {name: properties.get(name) for name in ("id", "label", "name")}


def edge(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cell of an edge from its properties."""
    return {name: properties.get(name) for name in ("id", "type", "source", "target", "status")}
