"""A thing over the years: where it is first and last spoken of, and what is said of it year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Document, Edge, Evidence, Mention, Node


@dataclass(frozen=True, slots=True)
class Statement:
    """One proof of an edge of the thing, in the year that it speaks of. ``source`` says where that year is from: stated, heading or document."""

    edge: Edge
    proof: Evidence
    source: str


@dataclass(frozen=True, slots=True)
class Year:
    """What one year holds of a thing; ``year`` is None for documents without one.

    Attributes:
        year: the year, None where neither sentence nor document has one.
        documents: documents of that year that name the thing.
        mentions: how often they name it.
        statements: what is said of it with that year, by type, other end and place.
    """

    year: int | None
    documents: tuple[Document, ...]
    mentions: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A thing over the years, in order, the year that is not known last.

    Attributes:
        first: the first mention in a document of the earliest year; None where no document has a year.
        last: the last mention in a document of the latest year.
        years: all years.
    """

    first: tuple[Document, Mention] | None
    last: tuple[Document, Mention] | None
    years: tuple[Year, ...]


def year_of(proof: Evidence, document: Document) -> tuple[int | None, str]:
    """Return the year that a proof speaks of, and where it is from: the sentence or heading where that has one, else the document."""
    if proof.date and proof.date[:4].isdigit():
        return int(proof.date[:4]), proof.year_source or "stated"
    return document.year, "document"


def history(node: Node, edges: Iterable[Edge], documents: Iterable[Document]) -> History:
    """Follow a thing over the years.

    Args:
        node: the thing.
        edges: those that touch it.
        documents: all documents of the graph.
    """
    known = {document.id: document for document in documents}
    said: dict[int | None, list[Statement]] = defaultdict(list)
    for edge in edges:
        for proof in edge.evidence:
            year, source = year_of(proof, known[proof.document])
            said[year].append(Statement(edge, proof, source))
    named: dict[int | None, list[Mention]] = defaultdict(list)
    for mention in node.mentions:
        named[known[mention.document].year].append(mention)
    years = sorted(said.keys() | named.keys(), key=lambda year: (year is None, year or 0))
    dated = [year for year in years if year is not None and named.get(year)]
    return History(
        _at(named[dated[0]], known, 0) if dated else None,
        _at(named[dated[-1]], known, -1) if dated else None,
        tuple(_year(year, named.get(year, []), said.get(year, []), known) for year in years),
    )


def _at(mentions: list[Mention], known: dict[str, Document], place: int) -> tuple[Document, Mention]:
    found = sorted(mentions, key=lambda m: (known[m.document].file, m))[place]
    return known[found.document], found


def _year(year: int | None, mentions: list[Mention], said: list[Statement], known: dict[str, Document]) -> Year:
    documents = sorted({m.document for m in mentions}, key=lambda i: (known[i].file, i))
    statements = sorted(said, key=lambda s: (s.edge.type, s.edge.source, s.edge.target, s.edge.status, s.proof.order))
    return Year(year, tuple(known[i] for i in documents), len(mentions), tuple(statements))
