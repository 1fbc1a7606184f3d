"""Documents, evidence, nodes and edges: the graph as every other part of the program sees it.

The field names are those of the exchange format (docs/formats.md); offsets count Unicode code points in the document's kept text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graph.vocabulary import Label, RelationType, Status

Value: TypeAlias = str | int | float | bool | None


def digest(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts alone, never on the run.

    Example:
        >>> digest("Brand", "凤城石榴红") == digest("Brand", "凤城石榴红")
        True
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One source, known by the SHA-256 of its bytes.

    Attributes:
        id: SHA-256 of the bytes, 64 hexadecimal digits.
        file: path below the folder that was read, with ``/``.
        title: title in the document's own characters; ``name`` in the stores is its simplified form.
        kind: one of the kinds of the label Document.
        year: the year that dates are completed with; the three it was chosen from follow, each None where the text is silent.
        jurisdiction: full path of the administrative division, for example ``江苏省泰州市``; None where not settled.
        issuer: the body that speaks; None where not settled.
        truncated: the text breaks off.
    """

    id: str
    file: str
    title: str
    kind: str
    year: int | None = None
    year_title: int | None = None
    year_stated: int | None = None
    year_inferred: int | None = None
    jurisdiction: str | None = None
    issuer: str | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Where a document names a thing: ``text`` is the document's text from ``start`` to ``end``, private names masked."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proof of an edge: a literal stretch of a document, what drew the conclusion, and how sure it is.

    Attributes:
        quote: the document's text from ``start`` to ``end``; a private name keeps its length, each masked character is 某.
        section: headings above the sentence, outermost first, joined by `` › ``.
        rule: name of the rule or model that spoke.
        confidence: 0 to 1000.
        inferred: the subject is not in the quote; the document's stand-in fills it.
        date: what the sentence says of time, ISO 8601: a day, month or year, or two joined by ``/``; None where it says nothing.
        year_source: stated, heading or document; None without a date.

    Raises:
        ValueError: the quote does not have the length of its span, or the confidence is out of range.
    """

    document: str
    start: int
    end: int
    quote: str
    rule: str
    confidence: int
    section: str = ""
    inferred: bool = False
    date: str | None = None
    year_source: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueError(
                f"evidence {self.start}-{self.end} does not span its quote of {len(self.quote)} characters"
            )
        if not 0 <= self.confidence <= 1000:
            raise ValueError(f"confidence {self.confidence} is not in thousandths")

    @property
    def order(self) -> tuple[object, ...]:
        """A total order: surest first, then by place."""
        return (-self.confidence, self.document, self.start, self.end, self.rule, self.inferred, self.date or "")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the graph. ``properties`` holds the label's own properties (graph/schema/model.yaml)."""

    id: str
    label: Label
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    jurisdiction: str | None = None
    redacted: bool = False
    mentions: tuple[Mention, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, with all of its evidence, the surest first.

    Attributes:
        id: hash of what makes the edge unique: type, ends and status.

    Raises:
        ValueError: there is no evidence, or both ends are the same node.
    """

    type: RelationType
    source: str
    target: str
    status: Status
    evidence: tuple[Evidence, ...]
    id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.type} {self.source} -> {self.target} has no evidence")
        if self.source == self.target:
            raise ValueError(f"{self.type} {self.source} leads to itself")
        object.__setattr__(self, "id", f"edge:{digest(self.type, self.source, self.target, self.status)}")

    @property
    def inferred(self) -> bool:
        """True where no evidence names the subject."""
        return all(e.inferred for e in self.evidence)

    @property
    def confidence(self) -> int:
        """Confidence of the surest evidence, in thousandths."""
        return max(e.confidence for e in self.evidence)

    @property
    def when(self) -> tuple[str | None, str | None, str | None, str | None]:
        """``(date, from, to, year_source)``: only where all dated evidence agrees, else four times None."""
        dated = [e for e in self.evidence if e.date]
        if not dated or (len(dated) > 1 and len({e.date for e in dated}) > 1):
            return None, None, None, None
        source = min([e.year_source or "" for e in dated]) or None
        first, _, last = (dated[0].date or "").partition("/")
        return (None, first, last, source) if last else (first, None, None, source)


@dataclass(frozen=True, slots=True)
class Graph:
    """Documents, nodes and edges, each sorted by id."""

    documents: tuple[Document, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def to_record(item: Document | Node | Edge | Evidence | Mention) -> dict[str, Any]:
    """Return the item as the exchange format writes it: one JSON object, keys in the format's order."""
    match item:
        case Node():
            return {
                "id": item.id, "label": item.label, "kind": item.kind, "name": item.name, "aliases": list(item.aliases),
                "jurisdiction": item.jurisdiction, "redacted": item.redacted, **item.properties,
                "mentions": [to_record(m) for m in item.mentions],
            }  # fmt: skip
        case Edge():
            date, first, last, year_source = item.when
            return {
                "id": item.id, "type": item.type, "source": item.source, "target": item.target, "status": item.status,
                "inferred": item.inferred, "confidence": item.confidence, "date": date, "from": first, "to": last,
                "year_source": year_source, "evidence": [to_record(e) for e in item.evidence],
            }  # fmt: skip
        case _:
            return {name: getattr(item, name) for name in item.__slots__}
