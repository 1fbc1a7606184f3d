"""What a step of a gap rule may look at: the graph by id, by end, by place in the documents, and the documents' sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.jurisdiction import segments
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import NAMED, Absence, Label, RelationType
from queries.passages import Passages, Sentence, read_passages

_LOCAL = 2
"""Divisions in the path of a document of one city or county."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gap on its way to becoming a finding.

    Attributes:
        nodes: ids of the nodes it speaks of, the most important first; documents count as nodes.
        evidence: what raises the expectation, at least one piece.
        variant: which of the head's messages tells it.
        values: what fills the other places of the message; the same in every language.
        documents: ids of documents concerned beside those of the evidence.
        depends: how many other things hang on it (members, peers, duties), for the severity.
        names: what fills ``{names}`` in the message; where empty, the names of the nodes.
    """

    nodes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    absence: Absence = Absence.GRAPH
    variant: str = "default"
    values: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    depends: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """The graph as a rule's steps see it; everything is indexed once and only when asked for.

    Attributes:
        graph: what the rule looks at.
        rows: answer of the rule's query, one dictionary a row.
        settings: the head's settings for the step.
    """

    graph: Graph
    rows: list[dict[str, Any]] = field(default_factory=list)
    settings: Mapping[str, Any] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, graph: Graph, texts: Mapping[str, str] | None = None) -> Context:
        """The context of a graph whose documents' texts, by id, are at hand; see `queries.passages`."""
        return cls(graph, shared={"passages": read_passages(graph, texts or {})})

    def _once(self, name: str, make: Any) -> Any:
        if name not in self.shared:
            self.shared[name] = make()
        return self.shared[name]

    @property
    def nodes(self) -> dict[str, Node]:
        """Nodes by id."""
        return self._once("nodes", lambda: {n.id: n for n in self.graph.nodes})  # type: ignore[no-any-return]

    @property
    def documents(self) -> dict[str, Document]:
        """Documents by id."""
        return self._once("documents", lambda: {d.id: d for d in self.graph.documents})  # type: ignore[no-any-return]

    @property
    def passages(self) -> dict[str, Passages]:
        """The sentences of each document."""
        return self._once("passages", lambda: read_passages(self.graph, {}))  # type: ignore[no-any-return]

    @property
    def edges(self) -> dict[str, list[Edge]]:
        """Edges at a node, whichever end it is, in the order of the graph."""

        def make() -> dict[str, list[Edge]]:
            at: dict[str, list[Edge]] = defaultdict(list)
            for edge in self.graph.edges:
                at[edge.source].append(edge)
                at[edge.target].append(edge)
            return at

        return self._once("edges", make)  # type: ignore[no-any-return]

    @property
    def mentions(self) -> dict[str, list[tuple[int, int, str]]]:
        """``(start, end, node)`` of every mention, by document, sorted."""

        def make() -> dict[str, list[tuple[int, int, str]]]:
            at: dict[str, list[tuple[int, int, str]]] = {d.id: [] for d in self.graph.documents}
            for node in self.graph.nodes:
                for m in node.mentions:
                    at[m.document].append((m.start, m.end, node.id))
            for found in at.values():
                found.sort()
            return at

        return self._once("mentions", make)  # type: ignore[no-any-return]

    @property
    def by_document(self) -> dict[str, list[Node]]:
        """Nodes that each document names, in the order of the graph."""

        def make() -> dict[str, list[Node]]:
            named: dict[str, list[Node]] = {d.id: [] for d in self.graph.documents}
            for node in self.graph.nodes:
                for document in sorted({m.document for m in node.mentions}):
                    named[document].append(node)
            return named

        return self._once("by_document", make)  # type: ignore[no-any-return]

    def mentioned(self, document: str, start: int, end: int, labels: Iterable[Label] = NAMED) -> list[str]:
        """Ids of the nodes of some labels that are named between two offsets of a document, in the order of the text."""
        wanted = frozenset(labels)
        named = (node for _, last, node in self.beginning(document, start, end) if last <= end)
        return list(dict.fromkeys(node for node in named if self.nodes[node].label in wanted))

    def beginning(self, document: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Yield ``(start, end, node)`` of the mentions that begin between two offsets of a document, in the order of the text."""
        mentions = self.mentions[document]
        for at in range(
            bisect_left(mentions, (start, 0, "")), len(mentions)
        ):  # a slice would copy the rest of the document
            if mentions[at][0] >= end:
                return
            yield mentions[at]

    def related(self, node: str, types: Iterable[RelationType], *, incoming: bool | None = None) -> list[Edge]:
        """Edges of some types at a node; only those that lead to it, or only those that leave it, where asked."""
        wanted = frozenset(types)
        return [
            e
            for e in self.edges.get(node, [])
            if e.type in wanted and (incoming is None or (e.target == node) == incoming)
        ]

    def is_round_up(self, document: str) -> bool:
        """The document is news of no city or county: it tells outsiders of work in many places, as examples."""
        record = self.documents[document]
        return record.kind == "news" and len(segments(record.jurisdiction or "")) < _LOCAL

    def first_mention(self, node: str, document: str | None = None) -> Mention | None:
        """Where a node is first named, in one document or anywhere."""
        mentions = [m for m in self.nodes[node].mentions if document in (None, m.document)]
        return min(mentions, default=None)

    def sentence_of(self, mention: Mention) -> tuple[Passages, Sentence] | None:
        """The sentence in which a mention stands."""
        passages = self.passages[mention.document]
        sentence = passages.sentence_at(mention.start)
        return (passages, sentence) if sentence else None

    def proof(self, mention: Mention, rule: str) -> Evidence:
        """Evidence for a mention: the known part of its sentence round it."""
        found = self.sentence_of(mention)
        if found is None:
            return Evidence(mention.document, mention.start, mention.end, mention.text, rule, 1000)
        passages, sentence = found
        return passages.proof(sentence.start, sentence.end, rule, mention.start)
