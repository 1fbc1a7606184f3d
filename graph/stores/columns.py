"""Arrow tables for the embedded engine's COPY. Edges are made column by column: a build has a million of them, and a row of Python costs
more than the engine's own loading of it. What comes out is what `graph.stores.records.edge_row` says of each edge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.model import Node, digest
from graph.schema import EDGE, allowed_pairs
from graph.stores.records import Row, Triple
from graph.tables import SCHEMAS
from graph.vocabulary import RelationType, Status

_TEXT = pa.string()
_ARROW = {
    "string": _TEXT, "strings": pa.list_(_TEXT), "boolean": pa.bool_(), "integer": pa.int64(), "float": pa.float64(),
}  # fmt: skip
Places: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


class Fault(Exception):
    """The tables contradict the model; `graph.stores.records.edge_groups` says where."""


def node_table(rows: Sequence[Row], types: Mapping[str, str]) -> pa.Table:
    """Return rows of nodes as a table, its columns in the order of the types."""
    return _by_place([pa.array([row[name] for row in rows], _ARROW[kind]) for name, kind in types.items()])


def edge_groups(edges: pa.Table, evidence: pa.Table, labels: Mapping[str, str]) -> Iterator[tuple[Triple, pa.Table]]:
    """Yield the edges of each relation, label of the source and label of the target, sorted by these.

    Args:
        edges: as `graph.tables.SCHEMAS` has them.
        evidence: theirs, in their order.
        labels: of every node, by id.

    Returns:
        Tables whose columns are the keys of both ends and those of `graph.schema.EDGE`.

    Raises:
        Fault: an end is missing, the ontology does not allow the pair, or two edges have one id.
    """
    if not edges.num_rows:
        return
    [edges], [evidence] = edges.combine_chunks().to_batches(), evidence.combine_chunks().to_batches()
    proved = evidence["edge"].dictionary_encode()
    if len(proved.dictionary) < edges.num_rows:
        raise Fault
    counts = np.bincount(proved.indices.to_numpy(), minlength=edges.num_rows)
    first = np.cumsum(counts) - counts
    triples, which = _triples(edges, labels)
    facts, cells = _facts(edges, evidence, first), _json_cells(evidence)
    order = np.argsort(which, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(which[order])) + 1):
        relation, source, target = triples[which[part[0]]]
        if (source, target) not in allowed_pairs(relation):
            raise Fault
        many = counts[part]
        places = np.repeat(first[part] - np.cumsum(many) + many, many) + np.arange(many.sum())
        some = facts.take(pa.array(part))
        columns = [*map(_as_text, some.columns), _json(cells.take(pa.array(places)), many)]
        yield (relation, source, target), _by_place([some["source"], some["target"], *columns])


def mention_tables(nodes: Sequence[Node]) -> tuple[pa.Table, pa.Table]:
    """Return the edges of `graph.stores.records.mention_edges`, and their evidence, as tables."""
    edges: list[tuple[str, ...]] = []
    evidence: list[tuple[Any, ...]] = []
    for node in nodes:
        for document, group in groupby(sorted(node.mentions, key=attrgetter("document")), attrgetter("document")):
            unique = (RelationType.MENTIONED_IN, node.id, document, Status.DONE)
            edges.append((f"edge:{digest(*unique)}", *unique))
            evidence += [(edges[-1][0], document, m.start, m.end, m.text) for m in group]
    same = ("mention", 1000, "", False, None, None)
    return _from_rows("edges", edges), _from_rows("evidence", [(*row, *same) for row in evidence])


def _from_rows(name: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _by_place(columns: Sequence[pa.Array]) -> pa.Table:
    """COPY goes by the columns' places; by the names ``from`` and ``to`` it would mean the ends."""
    return pa.table(list(columns), names=[f"c{place}" for place in range(len(columns))])


def _triples(edges: pa.RecordBatch, labels: Mapping[str, str]) -> tuple[list[Triple], Places]:
    """Return the triples that occur, sorted, and the place of each edge's among them."""
    ids, words = pa.array(labels, _TEXT), sorted(set(labels.values()))
    label = pc.index_in(pa.array(labels.values(), _TEXT), pa.array(words, _TEXT)).to_numpy()
    relations = sorted(edges["type"].unique().to_pylist())
    parts = [pc.index_in(edges["type"], pa.array(relations, _TEXT)).to_numpy()]
    for end in ("source", "target"):
        place = pc.index_in(edges[end], ids)
        if place.null_count:
            raise Fault
        parts.append(label[place.to_numpy()])
    shape = (len(relations), len(words), len(words))
    codes, which = np.unique(np.ravel_multi_index(parts, shape), return_inverse=True)
    found = zip(*np.unravel_index(codes, shape), strict=True)
    return [(relations[relation], words[source], words[target]) for relation, source, target in found], which


def _facts(edges: pa.RecordBatch, evidence: pa.RecordBatch, first: Places) -> pa.RecordBatch:
    """The properties of edges but their evidence, in the order of the declaration."""
    found = {
        **{name: edges[name] for name in edges.schema.names},
        "type": edges["type"].dictionary_encode(),
        "status": edges["status"].dictionary_encode(),
        "inferred": pa.array(np.minimum.reduceat(evidence["inferred"].to_numpy(zero_copy_only=False), first)),
        "confidence": pa.array(np.maximum.reduceat(evidence["confidence"].to_numpy(), first)),
        **_when(evidence, first),
    }
    names = [name for name in EDGE if name != "evidence"]
    return pa.RecordBatch.from_arrays([found[name] for name in names], names=names)


def _when(evidence: pa.RecordBatch, first: Places) -> dict[str, pa.Array]:
    """``Edge.when`` of each edge: the one date that all of its dated evidence agrees on, and the first of their sources in order."""
    date, dates = _codes(evidence["date"])
    source, sources = _codes(evidence["year_source"])
    latest = np.maximum.reduceat(date, first)
    earliest = np.minimum.reduceat(np.where(date < 0, len(dates), date), first)
    at = np.where(latest == earliest, latest, -1)
    dated = np.where(date < 0, len(sources), source)
    year_source = np.where(at < 0, -1, np.minimum.reduceat(dated, first))
    parts = [date.partition("/") for date in dates]
    return {
        "date": _taken([None if last else day for day, _, last in parts], at),
        "from": _taken([day if last else None for day, _, last in parts], at),
        "to": _taken([last or None for _, _, last in parts], at),
        "year_source": _taken(sources, year_source),
    }


def _codes(column: pa.Array) -> tuple[Places, list[str]]:
    """Return the place of each text among the distinct ones in order, -1 for none; and these."""
    words = sorted(set(column.unique().to_pylist()) - {None, ""})
    return pc.index_in(column, pa.array(words, _TEXT)).fill_null(-1).to_numpy().astype(np.int64), words


def _taken(words: Sequence[str | None], places: Places) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32(), mask=places < 0), pa.array(words, _TEXT))


def _json_cells(evidence: pa.RecordBatch) -> pa.RecordBatch:
    """Evidence in pieces of JSON: of most columns each distinct value is written once; places and quotes are seldom alike."""
    names = evidence.schema.names[1:]
    written: dict[str, Callable[[pa.Array], pa.Array]] = {"start": _figures, "end": _figures, "quote": _escaped}
    cells = [written[n](evidence[n]) if n in written else _distinct(f'"{n}":', evidence[n]) for n in names]
    return pa.RecordBatch.from_arrays(cells, names=names)


def _distinct(key: str, column: pa.Array) -> pa.Array:
    known = column.dictionary_encode(null_encoding="encode")
    texts = [key + json.dumps(value, ensure_ascii=False) for value in known.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(known.indices, pa.array(texts, _TEXT))


def _figures(column: pa.Array) -> pa.Array:
    return column.cast(_TEXT)


def _escaped(column: pa.Array) -> pa.Array:
    odd = pc.match_substring_regex(column, r'["\\\x00-\x1f]')
    written = [encode_basestring(text)[1:-1] for text in column.filter(odd).to_pylist()]
    return pc.replace_with_mask(column, odd, pa.array(written, _TEXT)) if written else column


def _json(cells: pa.RecordBatch, counts: Places) -> pa.Array:
    """The evidence of each edge as JSON text, from so many rows each."""
    c = {name: _as_text(cells[name]) for name in cells.schema.names}
    place = (c["document"], ',"start":', c["start"], ',"end":', c["end"], ',"quote":"', c["quote"])
    others = [piece for name in cells.schema.names[4:] for piece in (c[name], ",")][:-1]
    texts = pc.binary_join_element_wise("{", *place, '",', *others, "}", "")
    if len(texts) > len(counts):
        ends = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
        texts = pc.binary_join(pa.ListArray.from_arrays(ends, texts), ",")
    return pc.binary_join_element_wise("[", texts, "]", "")


def _as_text(column: pa.Array) -> pa.Array:
    return column.cast(_TEXT) if pa.types.is_dictionary(column.type) else column
