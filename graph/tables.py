"""A graph as Arrow tables, the form in which a snapshot keeps it: documents, nodes, edges, evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
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


def to_tables(graph: Graph) -> dict[str, pa.Table]:
    """Return the four tables of a graph by name; evidence stands in the order of the edges that it proves."""
    properties = [json.dumps(dict(node.properties), ensure_ascii=False, sort_keys=True) for node in graph.nodes]
    nodes = _table("nodes", graph.nodes, mentions=_mentions(graph.nodes), properties=pa.array(properties, _TEXT))
    return {"documents": _table("documents", graph.documents), "nodes": nodes, **edge_tables(graph.edges)}


def edge_tables(edges: Sequence[Edge]) -> dict[str, pa.Table]:
    """Return the tables ``edges`` and ``evidence`` of some edges."""
    proofs = [proof for edge in edges for proof in edge.evidence]
    of_edge = [edge.id for edge in edges for _ in edge.evidence]
    return {"edges": _table("edges", edges), "evidence": _table("evidence", proofs, edge=pa.array(of_edge, _TEXT))}


def _table(name: str, items: Sequence[Document | Node | Edge | Evidence], **given: pa.Array) -> pa.Table:
    """A column for each field of the schema: as given, or the items' attribute of that name. Rows as dictionaries cost five times as much."""
    schema = SCHEMAS[name]
    columns = [given[field.name] if field.name in given else _attribute(items, field) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _attribute(items: Sequence[Any], field: pa.Field) -> pa.Array:
    return pa.array(list(map(attrgetter(field.name), items)), field.type)


def _mentions(nodes: Sequence[Node]) -> pa.Array:
    found = [mention for node in nodes for mention in node.mentions]
    ends = accumulate((len(node.mentions) for node in nodes), initial=0)
    structs = pa.StructArray.from_arrays([_attribute(found, field) for field in _MENTION], fields=list(_MENTION))
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), structs)


def write(graph: Graph, folder: Path) -> dict[str, pa.Table]:
    """Write the four tables as ``<name>.parquet`` into a folder, and return them."""
    tables = to_tables(graph)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    return tables


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
