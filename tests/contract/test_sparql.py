"""SPARQL asks what Cypher asks, and gets the same; it reads, and only here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import LiantuError
from graph.stores.base import Store
from graph.stores.memory import MemoryStore
from tests.contract.world import world

sparql = pytest.importorskip("graph.stores.sparql", exc_type=LiantuError)

PAIRS = {
    "brands": (
        "MATCH (b:Brand) RETURN b.name",
        "SELECT ?l { ?b a lt:Brand ; skos:prefLabel ?l }",
    ),
    "brand without lead": (
        "MATCH (b:Brand) WHERE NOT EXISTS { MATCH (o)-[r:LEADS]->(b) WHERE r.status = 'done' } RETURN b.name",
        "SELECT ?l { ?b a lt:Brand ; skos:prefLabel ?l FILTER NOT EXISTS { ?o lt:leads ?b } }",
    ),
    "near and not connected": (
        """MATCH (a:Base)-[:NEAR]-(b:Base) WHERE a.id < b.id
           AND NOT EXISTS { MATCH (a)-[c:CONNECTS]-(b) WHERE c.status <> 'missing' } RETURN a.name, b.name""",
        """SELECT ?m ?n { ?a lt:near ?b ; dcterms:identifier ?i ; skos:prefLabel ?m . ?b dcterms:identifier ?j ; skos:prefLabel ?n
           FILTER(?i < ?j) FILTER NOT EXISTS { ?a lt:connects ?b } FILTER NOT EXISTS { ?b lt:connects ?a } }""",
    ),
    "what the text says is missing": (
        "MATCH (a)-[r]->(b) WHERE r.status = 'missing' RETURN a.id, r.type, b.id",
        """SELECT ?a (UCASE(REPLACE(STR(?p), "^.*#", "")) AS ?t) ?b { ?e rdf:subject/dcterms:identifier ?a ; rdf:predicate ?p ;
           rdf:object/dcterms:identifier ?b ; lt:status lt:status-missing }""",
    ),
    "members": (
        "MATCH (o)-[:PARTICIPATES_IN]->(m:Mechanism) RETURN m.name, count(o)",
        "SELECT ?l (COUNT(?o) AS ?n) { ?o lt:participatesIn ?m . ?m a lt:Mechanism ; skos:prefLabel ?l } GROUP BY ?l",
    ),
    "levels": (
        "MATCH (c:Campaign)-[:PART_OF*1..5]->(x) RETURN DISTINCT x.name",
        "SELECT DISTINCT ?l { ?c a lt:Campaign ; dcterms:isPartOf+ ?x . ?x skos:prefLabel ?l }",
    ),
    "by alias": (
        "MATCH (n) WHERE '统战部' IN n.aliases RETURN n.id",
        "SELECT ?i { ?n skos:altLabel '统战部'@zh ; dcterms:identifier ?i }",
    ),
    "figures": (
        "MATCH (i:Indicator) WHERE i.value > 1 RETURN i.name, i.value, i.unit",
        "SELECT ?l ?v ?u { ?i a lt:Indicator ; skos:prefLabel ?l ; schema:value ?v ; schema:unitText ?u FILTER(?v > 1) }",
    ),
    "planned": (
        "MATCH (o:Organisation)-[r:ORGANISES]->(p) WHERE r.status = 'planned' RETURN o.name, p.name",
        """SELECT ?n ?m { ?e a rdf:Statement ; rdf:subject/skos:prefLabel ?n ; rdf:predicate lt:organises ;
           rdf:object/skos:prefLabel ?m ; lt:status lt:status-planned }""",
    ),
    "documents of a thing": (
        "MATCH (n {id: 'org:tz'})-[:MENTIONED_IN]->(d:Document) RETURN d.name, d.year",
        """SELECT ?l ?y { ?n dcterms:identifier 'org:tz' ; dcterms:isReferencedBy ?d . ?d skos:prefLabel ?l ; lt:year ?y }""",
    ),
    "kinds": (
        "MATCH (n:Base) WHERE n.kind IS NOT NULL RETURN n.kind, count(n)",
        "SELECT (REPLACE(STR(?k), '^.*#Base-', '') AS ?kind) (COUNT(?n) AS ?c) { ?n a lt:Base ; dcterms:type ?k } GROUP BY ?k",
    ),
}

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . SERVICE ?s { ?a ?b ?c } }",
    "LOAD <file:///etc/passwd>",
    "PREFIX a: <b:> LOAD <http://127.0.0.1:9/> INTO GRAPH a:g",
    "INSERT DATA { <a:b> <a:c> <a:d> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <a:b>",
    "CREATE GRAPH <a:b>",
    "COPY DEFAULT TO <a:b>",
    "MOVE DEFAULT TO <a:b>",
    "ADD DEFAULT TO <a:b>",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ＳＥＲＶＩＣＥ <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SER\u200bVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '\\u0027 } DROP ALL #' }",
    "SELECT * { ?s ?p 'x } SERVICE <a:b> { ?s ?p ?o }",
    "SELECT * # '\n{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } # '",
    "SELECT * " + "{" * 200 + "}" * 200,
    "SELECT * { " + "?s ?p ?o . " * 2000 + "}",
    "MATCH (n) RETURN n",
    "",
]


@pytest.fixture(scope="module")
def worker() -> Iterator[object]:
    """The process that answers SPARQL on the world."""
    started = sparql.sparql_worker(world(), "test")
    yield started
    started.close()


@pytest.fixture(scope="module")
def other() -> Iterator[Store]:
    """The same world for Cypher."""
    store = MemoryStore()
    store.load(world())
    yield store
    store.close()


@pytest.mark.parametrize("question", PAIRS)
def test_both_languages_give_one_answer(question: str, worker: object, other: Store) -> None:
    cypher, query = PAIRS[question]
    expected, got = other.run(cypher).rows, sparql.ask_sparql(worker, query).rows
    assert got and sorted(got, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("query", REFUSED, ids=range(len(REFUSED)))
def test_what_writes_or_leaves_the_house_is_refused(query: str) -> None:
    with pytest.raises(LiantuError) as caught:
        sparql.admit_sparql(query)
    assert caught.value.exit_code == 2


def test_past_the_front_the_process_reaches_nobody(worker: object) -> None:
    """It has no file left to open a connection with; SILENT leaves every variable unbound."""
    from graph.stores.worker import Worker

    assert isinstance(worker, Worker)
    for query in REFUSED[:3]:
        answer = worker.ask(query, {}, None, 5)
        assert isinstance(answer, str) or answer.rows == [[None] * len(answer.columns)]


def test_words_in_names_strings_and_comments_do_no_harm(worker: object) -> None:
    text = "PREFIX load: <https://w3id.org/liantu/ns#> # DROP ALL\nSELECT ?delete { ?delete a load:Brand ; skos:prefLabel ?l FILTER(?l != 'INSERT') }"
    assert len(sparql.ask_sparql(worker, text).rows) == 2


def test_every_form_of_query_has_a_table(worker: object) -> None:
    assert sparql.ask_sparql(worker, "ASK { ?a lt:leads ?b }").rows == [[True]]
    assert sparql.ask_sparql(worker, "CONSTRUCT WHERE { ?a lt:leads ?b }").columns == ["subject", "predicate", "object"]
    assert sparql.ask_sparql(worker, "DESCRIBE <https://w3id.org/liantu/node/brand%3Atx>").rows
    some = sparql.ask_sparql(worker, "SELECT ?s { ?s a lt:Base } ORDER BY ?s", limit=2)
    assert (len(some.rows), some.truncated) == (2, True)
    assert sparql.ask_sparql(worker, "SELECT ?x { OPTIONAL { ?s a lt:Nothing ; rdfs:label ?x } }").rows == [[None]]
    graphs = sparql.ask_sparql(worker, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
    root = "https://w3id.org/liantu/snapshot/test"
    assert graphs == [[root], [f"{root}/document/d1"], [f"{root}/document/d2"]]


def test_one_query_may_have_a_process_for_itself() -> None:
    table = sparql.query_sparql(world(), "SELECT ?l { ?b a lt:Brand ; skos:prefLabel ?l } ORDER BY ?l")
    assert table.rows == [["侨乡归舟"], ["茶乡同心"]]
    with pytest.raises(LiantuError):
        sparql.query_sparql(world(), "DROP ALL")


def test_a_query_without_end_is_ended(worker: object) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?a)) + STRLEN(STR(?d)) + STRLEN(STR(?g)) < 0) }"
    with pytest.raises(LiantuError) as caught:
        sparql.ask_sparql(worker, text, seconds=1)
    assert caught.value.code == "query_too_slow"
    assert sparql.ask_sparql(worker, "ASK { ?a lt:leads ?b }").rows == [[True]]


def test_a_faulty_query_says_where(worker: object, tmp_path: Path) -> None:
    with pytest.raises(LiantuError, match="1:1") as caught:
        sparql.ask_sparql(worker, "SELECT * { ?s ?p ")
    assert caught.value.code == "query_faulty"
    assert len(str(caught.value)) < 200
