"""A graph taken apart into facts by document, so that a graph by other hands is joined with what was read here."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from graph.clusters import DOCUMENT
from graph.errors import LiantuError
from graph.facts import DocumentFacts, Entity, Relation
from graph.model import Evidence, Graph, Mention, Node

_Placed = TypeVar("_Placed", Mention, Evidence)
UNKNOWN = "□"
"""Stands in the text of such a document for every character that no quote and no mention shows."""


def unpack(graph: Graph) -> list[DocumentFacts]:
    """Return the facts of each document of a graph.

    A document that is not known by the hash of its bytes gets the hash of its id. A text is what quotes and mentions show of it, each at its
    place, and `UNKNOWN` elsewhere; so every quote stays the text that it points at.

    Raises:
        LiantuError: a mention or quote is of a document that the graph does not hold.
    """
    graph = _hashed(graph)
    nodes = {node.id: node for node in graph.nodes}
    mentions: dict[str, dict[str, set[Mention]]] = defaultdict(lambda: defaultdict(set))
    relations: dict[str, list[Relation]] = defaultdict(list)
    for node in graph.nodes:
        for mention in node.mentions:
            mentions[mention.document][node.id].add(mention)
    for edge in graph.edges:
        for proof in edge.evidence:
            relations[proof.document].append(Relation(edge.type, edge.source, edge.target, edge.status, proof))
            for end in (edge.source, edge.target):
                if not mentions[proof.document][end]:  # the quote names it, in words that nobody marked
                    mentions[proof.document][end].add(Mention(proof.document, proof.start, proof.end, proof.quote))
    return [
        DocumentFacts(
            document,
            _text(mentions[document.id].values(), (r.evidence for r in relations[document.id])),
            tuple(_entity(nodes[i], found) for i, found in sorted(mentions[document.id].items())),
            tuple(
                sorted(relations[document.id], key=lambda r: (r.type, r.source, r.target, r.status, r.evidence.order))
            ),
        )
        for document in graph.documents
    ]


def _hashed(graph: Graph) -> Graph:
    ids = {
        d.id: d.id if DOCUMENT.fullmatch(d.id) else hashlib.sha256(d.id.encode()).hexdigest() for d in graph.documents
    }

    named = {m.document for node in graph.nodes for m in node.mentions} | {
        e.document for edge in graph.edges for e in edge.evidence
    }
    if lost := sorted(named - ids.keys()):
        raise LiantuError("store_exchange_faulty", "", faults=", ".join(lost[:10]))

    def moved(found: Sequence[_Placed]) -> tuple[_Placed, ...]:
        return tuple(replace(one, document=ids[one.document]) for one in found)

    return Graph(
        tuple(sorted((replace(d, id=ids[d.id]) for d in graph.documents), key=lambda d: d.id)),
        tuple(replace(node, mentions=moved(node.mentions)) for node in graph.nodes),
        tuple(replace(edge, evidence=moved(edge.evidence)) for edge in graph.edges),
    )


def _entity(node: Node, found: Iterable[Mention]) -> Entity:
    return Entity(
        key=node.id, label=node.label, name=node.name, mentions=tuple(sorted(found)), kind=node.kind, aliases=node.aliases,
        jurisdiction=node.jurisdiction, redacted=node.redacted, properties={name: value for name, value in node.properties.items() if value is not None},
    )  # fmt: skip


def _text(mentions: Iterable[Iterable[Mention]], proofs: Iterable[Evidence]) -> str:
    shown = [(m.start, m.text) for found in mentions for m in found] + [(e.start, e.quote) for e in proofs]
    text = [UNKNOWN] * max((start + len(words) for start, words in shown), default=0)
    for start, words in sorted(shown, key=lambda pair: (len(pair[1]), pair)):
        text[start : start + len(words)] = words  # the longest last: a sentence is read as a whole
    return "".join(text)
