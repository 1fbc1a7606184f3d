"""A graph as Arrow tables, the form in which a snapshot keeps it: documents, nodes, edges, evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter
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


_BATCH = 10_000
"""Rows of a table that are held as Arrow and Python values at once."""


Damaged = pa.ArrowException
"""What reading a damaged table raises."""


def check(folder: Path) -> None:
    """Read the tables that `write` wrote, without making anything of them.

    Raises:
        OSError, Damaged: a table is missing or damaged.
    """
    for name in SCHEMAS:
        with pq.ParquetFile(folder / f"{name}.parquet") as file:
            for _ in file.iter_batches(_BATCH):
                pass


def read(folder: Path) -> Graph:
    """Read back what `write` wrote, table by table; every id, name and quote is one string, however often the tables have it.

    Raises:
        OSError, Damaged: a table is missing or damaged.
    """
    known: dict[Any, Any] = {}
    documents = tuple(Document(*row) for row in _rows(folder, "documents", known))
    nodes = tuple(_node(row, known) for row in _rows(folder, "nodes", known))
    return Graph(documents, nodes, tuple(_edges(folder, known)))


def _rows(folder: Path, name: str, known: dict[Any, Any]) -> Iterator[list[Any]]:
    """Yield the rows of a table, its texts and numbers taken from ``known`` where they were met before."""
    schema = SCHEMAS[name]
    with pq.ParquetFile(folder / f"{name}.parquet") as file:
        if not file.schema_arrow.equals(schema):
            raise pa.ArrowInvalid(f"the columns of {name} are not those of this version")
        plain = [pa.types.is_string(field.type) or pa.types.is_integer(field.type) for field in schema]
        for batch in file.iter_batches(_BATCH):
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                yield [known.setdefault(v, v) if p else v for v, p in zip(row, plain, strict=True)]


def _node(row: Sequence[Any], known: dict[Any, Any]) -> Node:
    key, label, name, kind, aliases, jurisdiction, redacted, mentions, properties = row
    return Node(
        key,
        Label(label),
        name,
        kind,
        tuple(known.setdefault(a, a) for a in aliases),
        jurisdiction,
        redacted,
        tuple(Mention(**{field: known.setdefault(v, v) for field, v in m.items()}) for m in mentions),
        {known.setdefault(k, k): v for k, v in json.loads(properties).items()},
    )


def _edges(folder: Path, known: dict[Any, Any]) -> Iterator[Edge]:
    """Yield the edges; their evidence stands in the same order."""
    proofs = groupby(_rows(folder, "evidence", known), key=itemgetter(0))
    for key, kind, source, target, status in _rows(folder, "edges", known):
        of_edge, rows = next(proofs, (None, ()))
        if of_edge != key:
            raise pa.ArrowInvalid(f"the evidence of {key} is missing or out of order")
        evidence = tuple(Evidence(*row[1:]) for row in rows)
        yield Edge(RelationType(kind), source, target, Status(status), evidence)
