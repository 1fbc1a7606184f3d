"""A graph as Arrow tables, the form in which a snapshot keeps it: documents, nodes, edges, evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status

_TEXT, _COUNT = pa.string(), pa.int64()
_MENTION = pa.struct([("document", _TEXT), ("start", _COUNT), ("end", _COUNT), ("text", _TEXT)])
SCHEMAS = {
    "documents": pa.schema(
        [("id", _TEXT), ("file", _TEXT), ("title", _TEXT), ("kind", _TEXT), ("year", _COUNT), ("year_title", _COUNT),
         ("year_stated", _COUNT), ("year_inferred", _COUNT), ("jurisdiction", _TEXT), ("issuer", _TEXT), ("truncated", pa.bool_())]
    ),
    "nodes": pa.schema(
        [("id", _TEXT), ("label", _TEXT), ("name", _TEXT), ("kind", _TEXT), ("aliases", pa.list_(_TEXT)), ("jurisdiction", _TEXT),
         ("redacted", pa.bool_()), ("mentions", pa.list_(_MENTION)), ("properties", _TEXT)]
    ),
    "edges": pa.schema([("id", _TEXT), ("type", _TEXT), ("source", _TEXT), ("target", _TEXT), ("status", _TEXT)]),
    "evidence": pa.schema(
        [("edge", _TEXT), ("document", _TEXT), ("start", _COUNT), ("end", _COUNT), ("quote", _TEXT), ("rule", _TEXT),
         ("confidence", _COUNT), ("section", _TEXT), ("inferred", pa.bool_()), ("date", _TEXT), ("year_source", _TEXT)]
    ),
}  # fmt: skip
"""Columns of the four tables. ``properties`` is JSON text; ``evidence.edge`` is the edge's id."""


def _fields(item: Document | Node | Evidence | Mention) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}


def _rows(graph: Graph, table: str) -> Iterator[dict[str, Any]]:
    match table:
        case "documents":
            yield from map(_fields, graph.documents)
        case "nodes":
            for node in graph.nodes:
                properties = json.dumps(dict(node.properties), ensure_ascii=False, sort_keys=True)
                yield _fields(node) | {"mentions": [_fields(m) for m in node.mentions], "properties": properties}
        case "edges":
            for edge in graph.edges:
                yield {
                    "id": edge.id,
                    "type": edge.type,
                    "source": edge.source,
                    "target": edge.target,
                    "status": edge.status,
                }
        case _:
            for edge in graph.edges:
                yield from ({"edge": edge.id, **_fields(evidence)} for evidence in edge.evidence)


def write(graph: Graph, folder: Path) -> None:
    """Write the four tables as ``<name>.parquet`` into a folder."""
    for name, schema in SCHEMAS.items():
        pq.write_table(
            pa.Table.from_pylist(list(_rows(graph, name)), schema=schema),
            folder / f"{name}.parquet",
            compression="zstd",
        )


def read(folder: Path) -> Graph:
    """Read back what `write` wrote.

    Raises:
        OSError, pa.ArrowException: a table is missing or damaged.
    """
    tables = {name: pq.read_table(folder / f"{name}.parquet", schema=SCHEMAS[name]).to_pylist() for name in SCHEMAS}
    proofs: dict[str, list[Evidence]] = defaultdict(list)
    for row in tables["evidence"]:
        proofs[row.pop("edge")].append(Evidence(**row))
    return Graph(
        documents=tuple(Document(**row) for row in tables["documents"]),
        nodes=tuple(_nodes(tables["nodes"])),
        edges=tuple(
            Edge(RelationType(r["type"]), r["source"], r["target"], Status(r["status"]), tuple(proofs[r["id"]]))
            for r in tables["edges"]
        ),
    )


def _nodes(rows: Iterable[dict[str, Any]]) -> Iterator[Node]:
    for row in rows:
        changed = {
            "label": Label(row["label"]),
            "aliases": tuple(row["aliases"]),
            "mentions": tuple(Mention(**m) for m in row["mentions"]),
            "properties": json.loads(row["properties"]),
        }
        yield Node(**(row | changed))
