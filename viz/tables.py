"""Tables for office programs and databases: a folder of CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from graph.model import Document, Edge, Graph, Node, Value
from graph.schema import declaration, own_properties
from viz.export import Options
from viz.words import Finding

Row = Sequence[Value]

NODE_COLUMNS = ("id", "label", "kind", "name", "aliases", "jurisdiction", "redacted")
EDGE_COLUMNS = (
    "id", "type", "source", "source_name", "target", "target_name", "status", "inferred", "confidence", "date", "from", "to",
    "year_source", "evidence",
)  # fmt: skip
EVIDENCE_COLUMNS = (
    "edge", "document", "file", "start", "end", "quote", "section", "rule", "confidence", "inferred", "date", "year_source",
)  # fmt: skip
DOCUMENT_COLUMNS = tuple(Document.__slots__)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take text for a formula. Source: OWASP, CSV Injection."""


def write_csv(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write nodes.csv, edges.csv, evidence.csv, documents.csv and about.csv into the folder ``out`` (RFC 4180, UTF-8).

    Several values in one cell (aliases, files) are joined by `` | ``. The text of a cell is the text of the graph, unless
    ``options.bom`` asks for files that Excel opens: then a cell that looks like a formula begins with an apostrophe.
    """
    about = [("snapshot", options.snapshot), ("date", options.date), ("documents", len(graph.documents))]
    about += [("nodes", len(graph.nodes)), ("edges", len(graph.edges))]
    _write(out / "nodes.csv", node_columns(), node_rows(graph), options)
    _write(out / "edges.csv", EDGE_COLUMNS, edge_rows(graph), options)
    _write(out / "evidence.csv", EVIDENCE_COLUMNS, evidence_rows(graph), options)
    _write(out / "documents.csv", DOCUMENT_COLUMNS, document_rows(graph), options)
    _write(out / "about.csv", ("key", "value"), about, options)
    return []


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row], options: Options) -> None:
    encoding = "utf-8-sig" if options.bom else "utf-8"
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        for row in rows:
            table.writerow([_cell(value, guard=options.bom) for value in row])


def _cell(value: Value, *, guard: bool) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if guard and isinstance(value, str) else value


def guarded(text: str) -> str:
    """Return a text for a spreadsheet's cell: one that looks like a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA) else text


@cache
def property_columns() -> tuple[str, ...]:
    """Return the own properties of all labels of things, each once, in the order of the model."""
    labels = [label for label in declaration()["labels"] if label != "Document"]
    return tuple(dict.fromkeys(name for label in labels for name in own_properties(label)))


def node_columns() -> tuple[str, ...]:
    """Return the columns of the table of nodes."""
    return (*NODE_COLUMNS, *property_columns(), "mentions", "files")


def node_rows(graph: Graph) -> Iterator[Row]:
    """Yield one row for each node, in the columns of `node_columns`; ``mentions`` counts, ``files`` names the documents."""
    files = {document.id: document.file for document in graph.documents}
    for node in graph.nodes:
        common = (node.id, node.label, node.kind, node.name, " | ".join(node.aliases), node.jurisdiction, node.redacted)
        own = (node.properties.get(name) for name in property_columns())
        yield (*common, *own, len(node.mentions), " | ".join(mention_files(node, files)))


def mention_files(node: Node, files: Mapping[str, str]) -> list[str]:
    """Return the files of the documents that mention a node, sorted."""
    return sorted({files.get(mention.document, mention.document) for mention in node.mentions})


def edge_rows(graph: Graph) -> Iterator[Row]:
    """Yield one row for each edge, in `EDGE_COLUMNS`; ``evidence`` counts its proofs."""
    names = {node.id: node.name for node in graph.nodes}
    for edge in graph.edges:
        ends = (edge.source, names.get(edge.source), edge.target, names.get(edge.target))
        yield (edge.id, edge.type, *ends, edge.status, edge.inferred, edge.confidence, *edge.when, len(edge.evidence))


def evidence_rows(graph: Graph) -> Iterator[Row]:
    """Yield one row for each proof of each edge, in `EVIDENCE_COLUMNS`."""
    files = {document.id: document.file for document in graph.documents}
    for edge in graph.edges:
        yield from _proofs(edge, files)


def _proofs(edge: Edge, files: Mapping[str, str]) -> Iterator[Row]:
    for e in edge.evidence:
        place = (edge.id, e.document, files.get(e.document), e.start, e.end)
        yield (*place, e.quote, e.section, e.rule, e.confidence, e.inferred, e.date, e.year_source)


def document_rows(graph: Graph) -> Iterator[Row]:
    """Yield one row for each document, in `DOCUMENT_COLUMNS`."""
    for document in graph.documents:
        yield tuple(getattr(document, name) for name in DOCUMENT_COLUMNS)
