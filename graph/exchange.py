"""A graph as a folder of three JSON Lines files: documents, nodes, edges; one object a line, UTF-8, sorted by id.

MENTIONED_IN is not among the edges: the mentions of the nodes say it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Mention, Node, Value, to_record
from graph.schema import COMMON, allowed_pairs, own_properties
from graph.vocabulary import KINDS, SYMMETRIC, Label, RelationType, Status

Record: TypeAlias = dict[str, Any]
Item = TypeVar("Item", Document, Node, Edge)
NAMES = ("documents", "nodes", "edges")
_Placed = TypeVar("_Placed", Mention, Evidence)
_LONGEST = 10_000_000
"""Characters of a text that an offset may count."""
SHOWN = 10
"""Faults that a message names; it counts the others."""


def to_line(item: Document | Node | Edge) -> str:
    """Return the item as one line, without its end.

    A node has all properties of its label, null where they are not known; mentions go by place; a whole number has no point.
    """
    record = to_record(item)
    if isinstance(item, Node):
        own = {name: _plain(item.properties.get(name)) for name in own_properties(item.label)}
        record = (
            {name: record[name] for name in COMMON} | own | {"mentions": [to_record(m) for m in sorted(item.mentions)]}
        )
    return json.dumps(record, ensure_ascii=False)


def _plain(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def write_jsonl(graph: Graph, folder: Path) -> None:
    """Write documents.jsonl, nodes.jsonl and edges.jsonl into the folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    edges = [e for e in graph.edges if e.type != RelationType.MENTIONED_IN]
    parts: tuple[Iterable[Document | Node | Edge], ...] = (graph.documents, graph.nodes, edges)
    for name, items in zip(NAMES, parts, strict=True):
        lines = [to_line(item) + "\n" for item in sorted(items, key=lambda item: item.id)]
        (folder / f"{name}.jsonl").write_bytes("".join(lines).encode())


def read_jsonl(folder: Path) -> Graph:
    """Read what `write_jsonl` wrote, or files of that form by other hands.

    Where they are missing, the id of an edge follows from its content, a confidence is 1000, a rule ``import``; edges that agree in
    type, ends and status become one with all the evidence; a symmetric one leads from the lower id.

    Raises:
        LiantuError: a file is missing, or lines are faulty; the message names file and line of each.
    """
    reader = _Reader(folder)
    documents = {d.id: d for d in reader.items("documents", _document)}
    nodes = {n.id: n for n in reader.items("nodes", _node)}
    edges: dict[str, Edge] = {}
    for edge in reader.items("edges", lambda record: _edge(record, nodes)):
        former = edges.get(edge.id)
        edges[edge.id] = replace(former, evidence=former.evidence + edge.evidence) if former else edge
    if reader.faults:
        more = len(reader.faults) - SHOWN
        shown = reader.faults[:SHOWN] + ([f"+{more}"] if more > 0 else [])
        raise LiantuError("store_exchange_faulty", str(folder), faults="; ".join(shown))
    return Graph(_sorted(documents), _sorted(nodes), _sorted(edges))


def _sorted(items: Mapping[str, Item]) -> tuple[Item, ...]:
    return tuple(items[key] for key in sorted(items))


@dataclass
class _Reader:
    folder: Path
    faults: list[str] = field(default_factory=list)

    def items(self, name: str, make: Callable[[Record], Any]) -> Iterator[Any]:
        path = self.folder / f"{name}.jsonl"
        if not path.is_file():
            raise LiantuError("store_exchange_missing", str(path), exit_code=3)
        seen: set[str] = set()
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                item = make(json.loads(line))
                if name != "edges" and item.id in seen:
                    raise ValueError(f"id {item.id} occurs twice")
            except KeyError as error:
                self.faults.append(f"{name}.jsonl:{number}: no {error}")
            except (ValueError, TypeError, AttributeError) as error:
                self.faults.append(f"{name}.jsonl:{number}: {error}")
            else:
                seen.add(item.id)
                yield item


def _document(record: Record) -> Document:
    _kind(Label.Document, record.get("kind"))
    return Document(**record)


def _kind(label: Label, kind: str | None) -> None:
    if kind is not None and kind not in KINDS[label]:
        raise ValueError(f"{label} has no kind {kind}")


def _node(record: Record) -> Node:
    label = Label(record["label"])
    if label is Label.Document:
        raise ValueError("documents stand in documents.jsonl")
    _kind(label, record.get("kind"))
    types = own_properties(label)
    own = {name: value for name, value in record.items() if name not in COMMON and name != "mentions"}
    for name, value in own.items():
        if not isinstance(value, (*_TYPES[types[name]], type(None)) if name in types else ()):
            raise ValueError(f"{label} cannot have {name} = {value!r}")
    mentions = tuple(
        sorted(_placed(Mention(m["document"], m["start"], m["end"], m["text"])) for m in record.get("mentions", ()))
    )
    return Node(
        record["id"], label, record["name"], record.get("kind"), tuple(sorted(set(record.get("aliases") or ()))), record.get("jurisdiction"),
        bool(record.get("redacted")), mentions, own,
    )  # fmt: skip


_TYPES: Mapping[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "float": (int, float)}


def _placed(found: _Placed) -> _Placed:
    """Return a mention or an evidence whose place can be one of the words that it shows."""
    words = found.text if isinstance(found, Mention) else found.quote
    if not (isinstance(found.start, int) and isinstance(found.end, int) and isinstance(words, str)):
        raise TypeError(f"{found.start}-{found.end} is no place of a text")
    if not 0 <= found.start < found.end <= _LONGEST or found.end - found.start != len(words):
        raise ValueError(f"{found.start}-{found.end} is no place of {words[:20]!r}")
    return found


def _edge(record: Record, nodes: Mapping[str, Node]) -> Edge:
    relation, status = RelationType(record["type"]), Status(record.get("status", Status.DONE))
    source, target = record["source"], record["target"]
    if relation in SYMMETRIC and source > target:
        source, target = target, source
    pair = nodes[source].label, nodes[target].label
    if pair not in allowed_pairs(relation):
        raise ValueError(f"{relation} cannot lead from {pair[0]} to {pair[1]}")
    date = record.get("date") or (f"{record['from']}/{record['to']}" if record.get("from") else None)
    proofs = (
        _placed(Evidence(**({
            "rule": "import", "confidence": 1000, "inferred": bool(record.get("inferred")),
            "date": date, "year_source": record.get("year_source"),
        } | proof)))
        for proof in record["evidence"]
    )  # fmt: skip
    return Edge(relation, source, target, status, tuple(proofs))
