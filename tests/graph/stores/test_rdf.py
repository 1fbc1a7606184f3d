"""RDF that others can use: standard words, one graph for each document, every statement with its quotes, valid by its own shapes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import LiantuError
from graph.model import Graph
from graph.schema import declaration
from graph.schema.terms import NAMESPACE
from tests.contract.world import world

rdf = pytest.importorskip("graph.stores.rdf", exc_type=LiantuError)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
rdflib = pytest.importorskip("rdflib")
SCHEMA = Path(rdf.__file__).parents[1] / "schema"
NODE = "https://w3id.org/liantu/node/"


@pytest.fixture(scope="module")
def union() -> object:
    """The world's Turtle as another library reads it."""
    return rdflib.Graph().parse(data=rdf.serialise(world(), "turtle", "s"), format="turtle")


@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("jsonld", "json-ld"), ("nquads", "nquads")])
def test_another_library_reads_one_graph_for_each_document(form: str, parser: str) -> None:
    dataset = rdflib.Dataset().parse(data=rdf.serialise(world(), form, "s"), format=parser)
    names = {str(quad[3]) for quad in dataset.quads()}
    root = "https://w3id.org/liantu/snapshot/s"
    assert names == {root, f"{root}/document/d1", f"{root}/document/d2"}
    assert len(list(dataset.quads())) == len(set(rdf.quads(world(), "s")))


def test_turtle_is_their_union(union: object) -> None:
    assert len(union) == len({(q.subject, q.predicate, q.object) for q in rdf.quads(world(), "s")})  # type: ignore[arg-type]


def test_the_same_bytes_in_any_order_and_any_process() -> None:
    graph = world()
    turned = Graph(graph.documents[::-1], graph.nodes[::-1], graph.edges[::-1])
    code = (
        "import hashlib; from graph.stores.rdf import serialise; from tests.contract.world import world;"
        "print([hashlib.sha256(serialise(world(), f, 's')).hexdigest() for f in ('turtle', 'trig', 'jsonld')])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    for form in ("turtle", "trig", "jsonld"):
        assert rdf.serialise(graph, form, "s") == rdf.serialise(turned, form, "s")


def test_bodies_are_org_organizations_evidence_and_documents_are_prov(union: object) -> None:
    asked = union.query(  # type: ignore[attr-defined]
        """PREFIX org: <http://www.w3.org/ns/org#> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name ?quote ?title { ?body a org:Organization ; org:classification ?kind ; skos:prefLabel ?name .
          ?statement a rdf:Statement ; rdf:subject ?body ; rdf:predicate <https://w3id.org/liantu/ns#leads> ;
            <https://w3id.org/liantu/ns#evidence> [ prov:value ?quote ; prov:wasQuotedFrom ?document ] ; prov:wasDerivedFrom ?document .
          ?document a prov:Entity ; <http://purl.org/dc/terms/title> ?title }"""
    )
    rows = {tuple(map(str, row)) for row in asked}
    assert ("县委统战部", "由县委统战部牵头", "安溪縣統戰工作總結") in rows
    assert ("县委统战部", "统战部牵头", "2025年工作要点") in rows


def test_what_is_planned_or_missing_is_stated_but_does_not_hold(union: object) -> None:
    base_b, base_a = rdflib.URIRef(NODE + "base%3Ab"), rdflib.URIRef(NODE + "base%3Aa")
    connects = rdflib.URIRef(NAMESPACE + "connects")
    assert (base_b, connects, base_a) not in union  # type: ignore[operator]
    statements = set(union.subjects(rdflib.RDF.predicate, connects))  # type: ignore[attr-defined]
    assert [union.value(s, rdflib.URIRef(NAMESPACE + "status")) for s in statements] == [
        rdflib.URIRef(NAMESPACE + "status-missing")
    ]  # type: ignore[attr-defined]


def test_a_symmetric_relation_holds_both_ways(union: object) -> None:
    near = rdflib.URIRef(NAMESPACE + "near")
    pairs = set(union.subject_objects(near))  # type: ignore[attr-defined]
    assert pairs and all((b, a) in pairs for a, b in pairs)


def test_every_word_of_ours_is_in_the_vocabulary_with_labels_in_both_languages(union: object) -> None:
    vocabulary = rdflib.Graph().parse(SCHEMA / "liantu.ttl")
    used = {t for triple in union for t in triple if str(t).startswith(NAMESPACE)}  # type: ignore[attr-defined]
    assert len(used) > 40
    for term in used | set(vocabulary.subjects(rdflib.RDFS.isDefinedBy)):
        languages = {label.language for label in vocabulary.objects(term, rdflib.RDFS.label)}
        assert languages == {"zh", "en"}, term
    for name in [*declaration()["labels"], *(f"status-{s}" for s in declaration()["statuses"])]:
        assert (rdflib.URIRef(NAMESPACE + name), rdflib.RDF.type, None) in vocabulary


@pytest.fixture(scope="module")
def conforms() -> object:
    """Whether a graph fulfils the shapes, and what is wrong."""
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(SCHEMA / "shapes.ttl")

    def check(graph: object) -> tuple[bool, str]:
        fine, _, text = pyshacl.validate(graph, shacl_graph=shapes)
        return bool(fine), str(text)

    return check


def test_the_export_is_valid(union: object, conforms: object) -> None:
    fine, text = conforms(union)  # type: ignore[operator]
    assert fine, text[:2000]


@pytest.mark.parametrize(
    ("find", "put", "path"),
    [
        ('skos:prefLabel "县工商联"@zh', 'skos:prefLabel "县工商联"', "prefLabel"),
        ('skos:prefLabel "县工商联"@zh', 'skos:prefLabel "一"@zh, "二"@zh', "prefLabel"),
        ("lt:confidence 600", "lt:confidence 1600", "confidence"),
        ("lt:status lt:status-missing", "lt:status lt:status-perhaps", "status"),
        ("dcterms:type lt:Brand-work", "dcterms:type lt:Base-museum", "type"),
        ("rdf:predicate lt:reports|rdf:predicate lt:addresses|rdf:predicate lt:concerns", "rdf:predicate lt:loves", "predicate"),
        ("schema:value 1.5E2|schema:value 150|schema:value \"150\"", 'schema:value "many"', "value"),
        (r'prov:value "两馆相距很近" ;', "", "value"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_not_valid(find: str, put: str, path: str, conforms: object) -> None:
    whole = rdf.serialise(world(), "turtle", "s").decode()
    broken, times = re.subn(find, put, whole)
    assert times
    fine, text = conforms(rdflib.Graph().parse(data=broken, format="turtle"))  # type: ignore[operator]
    assert not fine
    assert re.search(rf"Result Path: \w+:{path}\b", text)


def test_an_end_of_the_wrong_label_is_not_valid(union: object, conforms: object) -> None:
    broken = rdflib.Graph()
    broken += union  # type: ignore[operator]
    broken.add(
        (rdflib.URIRef(NODE + "place%3Aax"), rdflib.URIRef(NAMESPACE + "reportsTo"), rdflib.URIRef(NODE + "org%3Atz"))
    )
    fine, text = conforms(broken)  # type: ignore[operator]
    assert not fine and "reportsTo" in text
