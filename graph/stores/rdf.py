"""The graph on the semantic web: named graphs of quads, one for each document, and back.

Bodies are W3C ORG, evidence and documents PROV-O, kinds and names SKOS, the rest DCTERMS, schema.org and, where these have no word, the
vocabulary of graph/schema/liantu.ttl. Every edge is a reified statement with its quotes; the plain triple stands beside it only where the
documents report it as done. An ordinary RDF 1.1 form was preferred to RDF 1.2's triple terms, which rdflib and JSON-LD do not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from graph.errors import LiantuError
from graph.model import Edge, Evidence, Graph, Mention, Node, digest
from graph.schema import declaration, own_properties
from graph.schema.terms import BASE, CLASSES, NAMESPACE, PREFIXES, RELATIONS, camel, expand, property_term
from graph.stores.oxigraph import ox
from graph.stores.records import Row, document_node, edge_groups, edge_row, mention_edges, node_rows, to_graph
from graph.vocabulary import SYMMETRIC, Label, RelationType, Status

FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
}
SNAPSHOTS = BASE + "snapshot/"


@cache
def _named(term: str) -> ox.NamedNode:
    return ox.NamedNode(expand(term))


def _under(kind: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}{kind}/{quote(key, safe='')}")


def _key(iri: Any) -> str:
    return unquote(str(iri.value).rpartition("/")[2])


TYPE = _named("rdf:type")


def quads(graph: Graph, snapshot: str) -> Iterator[ox.Quad]:
    """Yield the quads of a graph, without order; a thing named in several documents is described in the graph of each.

    Args:
        snapshot: its name; the IRI of a document's graph lies under the snapshot's.
    """
    node_rows(graph), edge_groups(graph)  # what contradicts the model is refused
    whole = ox.NamedNode(SNAPSHOTS + quote(snapshot, safe=""))
    yield ox.Quad(whole, TYPE, _named("lt:Snapshot"), whole)

    def graph_of(document: str) -> ox.NamedNode:
        return ox.NamedNode(f"{whole.value}/document/{quote(document, safe='')}")

    for document in graph.documents:
        node = document_node(document)
        yield ox.Quad(whole, _named("prov:hadMember"), _under("node", document.id), whole)
        yield from (ox.Quad(*triple, graph_of(document.id)) for triple in _node(node))
    for node in graph.nodes:
        places = {m.document for m in node.mentions}
        for document_id in places:
            yield from (ox.Quad(*triple, graph_of(document_id)) for triple in _mentions(node, document_id))
        for home in map(graph_of, places) if places else (whole,):
            yield from (ox.Quad(*triple, home) for triple in _node(node))
    for edge in graph.edges:
        for number, proof in enumerate(edge.evidence):
            yield from (
                ox.Quad(*triple, graph_of(proof.document))
                for triple in (*_statement(edge), *_proof(edge, proof, number))
            )


def _node(node: Node) -> Iterator[tuple[Any, Any, Any]]:
    this = _under("node", node.id)
    yield this, TYPE, _named(f"lt:{node.label}")
    if node.label in CLASSES:
        yield this, TYPE, _named(CLASSES[node.label])
    yield this, _named("dcterms:identifier"), ox.Literal(node.id)
    yield this, _named("skos:prefLabel"), ox.Literal(node.name, language="zh")
    for alias in node.aliases:
        yield this, _named("skos:altLabel"), ox.Literal(alias, language="zh")
    if node.kind:
        concept = _named(f"lt:{node.label}-{node.kind}")
        yield this, _named("dcterms:type"), concept
        if node.label == Label.Organisation:
            yield this, _named("org:classification"), concept
    if node.jurisdiction is not None:
        yield this, _named("lt:jurisdiction"), ox.Literal(node.jurisdiction)
    yield this, _named("lt:redacted"), ox.Literal(node.redacted)
    for name, kind in own_properties(node.label).items():
        if (value := node.properties.get(name)) is not None:
            yield this, _named(property_term(name)), ox.Literal(float(value) if kind == "float" else value)


def _mentions(node: Node, document: str) -> Iterator[tuple[Any, Any, Any]]:
    this = _under("node", node.id)
    yield this, _named("lt:mentionedIn"), _under("node", document)
    yield this, _named(RELATIONS["MENTIONED_IN"]), _under("node", document)
    for m in node.mentions:
        if m.document == document:
            at = _under("mention", digest(node.id, m.document, m.start, m.end))
            yield this, _named("lt:mention"), at
            yield from _place(at, "lt:Mention", m.document, m.start, m.end, m.text)


def _place(at: Any, kind: str, document: str, start: int, end: int, text: str) -> Iterator[tuple[Any, Any, Any]]:
    yield at, TYPE, _named(kind)
    yield at, _named("prov:wasQuotedFrom"), _under("node", document)
    yield at, _named("lt:start"), ox.Literal(start)
    yield at, _named("lt:end"), ox.Literal(end)
    yield at, _named("prov:value"), ox.Literal(text)


def _statement(edge: Edge) -> Iterator[tuple[Any, Any, Any]]:
    this = _under("edge", edge.id)
    source, relation, target = (
        _under("node", edge.source),
        _named(f"lt:{camel(edge.type)}"),
        _under("node", edge.target),
    )
    for kind in ("lt:Statement", "rdf:Statement"):
        yield this, TYPE, _named(kind)
    yield this, _named("rdf:subject"), source
    yield this, _named("rdf:predicate"), relation
    yield this, _named("rdf:object"), target
    yield this, _named("lt:status"), _named(f"lt:status-{edge.status}")
    yield this, _named("lt:inferred"), ox.Literal(edge.inferred)
    yield this, _named("lt:confidence"), ox.Literal(edge.confidence)
    date, first, last, _ = edge.when
    for term, value in (("dcterms:date", date), ("schema:startDate", first), ("schema:endDate", last)):
        if value:
            yield this, _named(term), ox.Literal(value)
    if edge.status == Status.DONE:
        yield source, relation, target
        if edge.type in RELATIONS:
            yield source, _named(RELATIONS[edge.type]), target
        if edge.type in SYMMETRIC:
            yield target, relation, source


def _proof(edge: Edge, proof: Evidence, number: int) -> Iterator[tuple[Any, Any, Any]]:
    at = _under("evidence", f"{edge.id.rpartition(':')[2]}-{number:04}")
    yield _under("edge", edge.id), _named("lt:evidence"), at
    yield _under("edge", edge.id), _named("prov:wasDerivedFrom"), _under("node", proof.document)
    yield from _place(at, "lt:Evidence", proof.document, proof.start, proof.end, proof.quote)
    yield at, _named("lt:rule"), ox.Literal(proof.rule)
    yield at, _named("lt:confidence"), ox.Literal(proof.confidence)
    yield at, _named("lt:inferred"), ox.Literal(proof.inferred)
    yield at, _named("lt:section"), ox.Literal(proof.section)
    for name, value in (("lt:date", proof.date), ("lt:yearSource", proof.year_source)):
        if value is not None:
            yield at, _named(name), ox.Literal(value)


def serialise(graph: Graph, form: str, snapshot: str) -> bytes:
    """Return a graph as a file of RDF, the same bytes for the same graph.

    Args:
        form: ``turtle`` (the union of all documents' graphs), ``trig``, ``jsonld`` or ``nquads`` (one named graph for each document).
        snapshot: name of the snapshot.
    """
    every = sorted(set(quads(graph, snapshot)), key=str)
    items: list[Any] = every
    if form == "turtle":
        items = [ox.Triple(q.subject, q.predicate, q.object) for q in every]
        items = sorted(set(items), key=str)
    elif form in ("trig", "jsonld"):
        items = sorted(every, key=lambda q: (str(q.graph_name), str(q)))
    body = ox.serialize(
        items, format=FORMATS[form], prefixes={n: i for n, i in PREFIXES.items() if n not in ("owl", "sh", "rdfs")}
    )
    assert body is not None
    return body


class RdfStore:
    """The quads of a graph in an embedded store, for SPARQL and for reading back; in memory."""

    def __init__(self) -> None:
        self.quads = ox.Store()

    def load(self, graph: Graph, snapshot: str = "current") -> None:
        """Replace what the store holds by the graph."""
        every = list(quads(graph, snapshot))
        self.quads = ox.Store()
        self.quads.bulk_extend(every)

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""
        return counts(self.quads)

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""
        return read_quads(self.quads)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Any:
        """Refuse: this store speaks SPARQL."""
        raise LiantuError("store_no_cypher")

    def ask(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None, seconds: float = 30
    ) -> Any:
        """Refuse: this store speaks SPARQL."""
        raise LiantuError("store_no_cypher")

    def close(self) -> None:
        """Let go of the quads."""
        self.quads = ox.Store()


def counts(store: ox.Store) -> dict[str, int]:
    """Number of nodes by label and of edges by relation type in a store of quads."""
    found: dict[str, int] = {}
    for label in declaration()["labels"]:
        found[label] = len({q.subject for q in store.quads_for_pattern(None, TYPE, _named(f"lt:{label}"))})
    for relation in declaration()["relations"]:
        subject = _named("rdf:predicate")
        found[relation] = len(
            {q.subject for q in store.quads_for_pattern(None, subject, _named(f"lt:{camel(relation)}"))}
        )
    mentioned = store.quads_for_pattern(None, _named("lt:mentionedIn"), None)
    found[RelationType.MENTIONED_IN] = len({(q.subject, q.object) for q in mentioned})
    return {str(name): many for name, many in found.items() if many}


def read_quads(store: ox.Store) -> Graph:
    """Return the graph that quads hold: what `quads` made of it, read back."""
    about: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        values = about[quad.subject][quad.predicate.value]
        if quad.object not in values:
            values.append(quad.object)
    reader = _Reader(about)
    return to_graph(reader.nodes(), reader.edges())


class _Reader:
    """Subjects with their predicates' values, read as rows of a store."""

    def __init__(self, about: Mapping[Any, Mapping[str, list[Any]]]) -> None:
        self._about = about
        self._labels = {_named(f"lt:{label}"): label for label in declaration()["labels"]}
        self._relations = {_named(f"lt:{camel(relation)}"): relation for relation in declaration()["relations"]}

    def _one(self, subject: Any, term: str, kind: str = "string") -> Any:
        values = self._about[subject].get(expand(term), ())
        if not values:
            return None
        text = values[0].value
        return text == "true" if kind == "boolean" else {"string": str, "integer": int, "float": float}[kind](text)

    def nodes(self) -> Iterator[Row]:
        for subject, values in self._about.items():
            label = next((self._labels[t] for t in values.get(TYPE.value, ()) if t in self._labels), None)
            if label:
                kind = values.get(expand("dcterms:type"), [None])[0]
                own = {
                    name: self._one(subject, property_term(name), kind) for name, kind in own_properties(label).items()
                }
                yield own | {
                    "id": self._one(subject, "dcterms:identifier"),
                    "label": label,
                    "name": self._one(subject, "skos:prefLabel"),
                    "kind": kind.value.removeprefix(f"{NAMESPACE}{label}-") if kind else None,
                    "aliases": sorted(a.value for a in values.get(expand("skos:altLabel"), ())),
                    "jurisdiction": self._one(subject, "lt:jurisdiction"),
                    "redacted": self._one(subject, "lt:redacted", "boolean"),
                }

    def edges(self) -> Iterator[Row]:
        for subject, values in self._about.items():
            if _named("lt:Statement") in values.get(TYPE.value, ()):
                source, target = (_key(values[expand(f"rdf:{end}")][0]) for end in ("subject", "object"))
                proofs = sorted(values[expand("lt:evidence")], key=lambda at: str(at.value))
                edge = Edge(
                    RelationType(self._relations[values[expand("rdf:predicate")][0]]),
                    source,
                    target,
                    Status(values[expand("lt:status")][0].value.removeprefix(NAMESPACE + "status-")),
                    tuple(map(self._evidence, proofs)),
                )
                yield edge_row(edge)
            elif found := values.get(expand("lt:mention")):
                mentions = tuple(Mention(*self._place(at)) for at in found)
                node = Node(self._one(subject, "dcterms:identifier"), Label.Base, "", mentions=mentions)
                yield from map(edge_row, mention_edges(node))

    def _place(self, at: Any) -> tuple[str, int, int, str]:
        document = _key(self._about[at][expand("prov:wasQuotedFrom")][0])
        return (
            document,
            self._one(at, "lt:start", "integer"),
            self._one(at, "lt:end", "integer"),
            self._one(at, "prov:value"),
        )

    def _evidence(self, at: Any) -> Evidence:
        return Evidence(
            *self._place(at),
            rule=self._one(at, "lt:rule"),
            confidence=self._one(at, "lt:confidence", "integer"),
            section=self._one(at, "lt:section"),
            inferred=self._one(at, "lt:inferred", "boolean"),
            date=self._one(at, "lt:date"),
            year_source=self._one(at, "lt:yearSource"),
        )
