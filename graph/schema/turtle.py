"""The vocabulary of our own and the shapes that every export fulfils, as Turtle, made from the declaration."""

from __future__ import annotations

import json
from collections.abc import Iterator

from graph.schema import declaration, own_properties
from graph.schema.terms import CLASSES, NAMESPACE, PREFIXES, RELATIONS, camel, property_term

XSD = {"string": "xsd:string", "integer": "xsd:integer", "float": "xsd:double", "boolean": "xsd:boolean"}
STATEMENT = {
    "status": ("状态", "status", "lt:Status"), "inferred": ("主语为文档代拟", "subject is supplied", "xsd:boolean"),
    "confidence": ("可信度（千分）", "confidence in thousandths", "xsd:integer"), "evidence": ("证据", "evidence", "lt:Evidence"),
}  # fmt: skip
EVIDENCE = {
    "start": ("起", "offset of the first character", "xsd:integer"), "end": ("止", "offset after the last character", "xsd:integer"),
    "section": ("章节", "headings above it", "xsd:string"), "rule": ("规则", "rule that spoke", "xsd:string"),
    "date": ("时间", "what it says of time, ISO 8601", "xsd:string"), "yearSource": ("年份来源", "where the year comes from", "xsd:string"),
}  # fmt: skip
COMMON = {
    "mention": ("提及", "mention", "lt:Mention"), "jurisdiction": ("辖区", "administrative division", "xsd:string"),
    "redacted": ("名称被隐去", "the text hides the name", "xsd:boolean"),
}  # fmt: skip


def _text(text: str, language: str) -> str:
    return f"{json.dumps(text, ensure_ascii=False)}@{language}"


def _head(title: str) -> list[str]:
    return [f"# {title}", *(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()), ""]


def _term(name: str, kind: str, zh: str, en: str, *more: str) -> str:
    return f"lt:{name} a {kind} ; rdfs:label {_text(zh, 'zh')}, {_text(en, 'en')}{''.join(f' ; {m}' for m in more)} ; rdfs:isDefinedBy <{NAMESPACE}> ."


def vocabulary(head: str) -> str:
    """Return graph/schema/liantu.ttl: classes, properties and kinds, each with labels in both languages."""
    model = declaration()
    lines = [
        *_head(head),
        f"<{NAMESPACE}> a owl:Ontology ; dcterms:title {_text('联图词汇', 'zh')}, {_text('Liantu vocabulary', 'en')} .",
        "",
    ]
    for label, d in model["labels"].items():
        parent = [f"rdfs:subClassOf {CLASSES[label]}"] if label in CLASSES else []
        meaning = f"rdfs:comment {_text(d['meaning']['zh'], 'zh')}, {_text(d['meaning']['en'], 'en')}"
        lines.append(_term(label, "rdfs:Class", d["zh"], label, *parent, meaning))
    for name, zh, en, parent_class in (
        ("Statement", "陈述", "statement", "rdf:Statement"), ("Evidence", "证据", "evidence", "prov:Entity"),
        ("Mention", "提及", "mention", "prov:Entity"), ("Snapshot", "快照", "snapshot", "prov:Collection"), ("Status", "状态", "status", "skos:Concept"),
    ):  # fmt: skip
        lines.append(_term(name, "rdfs:Class", zh, en, f"rdfs:subClassOf {parent_class}"))
    lines += ["", *_relations(), "", *_properties(), "", *_concepts()]
    return "\n".join(lines) + "\n"


def _relations() -> Iterator[str]:
    for relation, d in declaration()["relations"].items():
        parent = [f"rdfs:subPropertyOf {RELATIONS[relation]}"] if relation in RELATIONS else []
        kind = "rdf:Property, owl:SymmetricProperty" if d.get("symmetric") else "rdf:Property"
        backward = (
            f"skos:scopeNote {_text('反读：' + d['zh_reverse'], 'zh')}, {_text('backward: ' + d['en_reverse'], 'en')}"
        )
        yield _term(camel(relation), kind, d["zh"], d["en"], *parent, backward)


def _properties() -> Iterator[str]:
    seen: set[str] = set()
    for label in declaration()["labels"]:
        for name, kind in own_properties(label).items():
            term = property_term(name)
            if term.startswith("lt:") and term not in seen:
                seen.add(term)
                words = name.replace("_", " ")
                yield _term(
                    camel(name), "rdf:Property", declaration()["properties"][name], words, f"rdfs:range {XSD[kind]}"
                )
    for name, (zh, en, reach) in (STATEMENT | EVIDENCE | COMMON).items():
        yield _term(name, "rdf:Property", zh, en, f"rdfs:range {reach}")


def _concepts() -> Iterator[str]:
    model = declaration()
    for status, d in model["statuses"].items():
        yield _term(
            f"status-{status}", "lt:Status, skos:Concept", d["zh"], d["en"], f"skos:notation {json.dumps(status)}"
        )
    for label, d in model["labels"].items():
        for kind, zh in d["kinds"].items():
            scheme = (
                f"skos:notation {json.dumps(kind)} ; skos:inScheme lt:kinds-{label} ; skos:prefLabel {_text(zh, 'zh')}"
            )
            yield _term(f"{label}-{kind}", "skos:Concept", zh, kind.replace("_", " "), scheme)
        if d["kinds"]:
            yield _term(f"kinds-{label}", "skos:ConceptScheme", d["zh"] + "的类型", f"kinds of {label}")


def shapes(head: str) -> str:
    """Return graph/schema/shapes.ttl: SHACL shapes of nodes, statements, evidence and relations."""
    return "\n".join([*_head(head), *_node_shapes(), *_relation_shapes(), *_proof_shapes()]) + "\n"


def _shape(name: str, target: str, constraints: list[str]) -> str:
    return f"lt:{name}Shape a sh:NodeShape ; {target} ;\n  " + " ;\n  ".join(constraints) + " ."


def _path(path: str, *constraints: str) -> str:
    return f"sh:property [ sh:path {path} ; {' ; '.join(constraints)} ]"


ONE = ("sh:minCount 1", "sh:maxCount 1")


def _node_shapes() -> Iterator[str]:
    for label, d in declaration()["labels"].items():
        kinds = " ".join(f"lt:{label}-{kind}" for kind in d["kinds"])
        constraints = [
            _path("skos:prefLabel", *ONE, "sh:datatype rdf:langString"),
            _path("skos:altLabel", "sh:datatype rdf:langString"),
            _path("dcterms:identifier", *ONE, "sh:datatype xsd:string"),
            _path("lt:jurisdiction", "sh:maxCount 1", "sh:datatype xsd:string"),
            _path("lt:redacted", *ONE, "sh:datatype xsd:boolean"),
            _path("dcterms:type", "sh:maxCount 1", f"sh:in ( {kinds} )")
            if kinds
            else _path("dcterms:type", "sh:maxCount 0"),
        ]
        for name, kind in own_properties(label).items():
            least = "sh:minCount 1 ; " if (label, name) in (("Document", "title"), ("Document", "file")) else ""
            constraints.append(_path(property_term(name), f"{least}sh:maxCount 1", f"sh:datatype {XSD[kind]}"))
        yield _shape(label, f"sh:targetClass lt:{label}", constraints)


def _relation_shapes() -> Iterator[str]:
    things = [label for label in declaration()["labels"] if label != "Document"]
    for relation, d in declaration()["relations"].items():
        sources = things if d["from"] == "any" else d["from"]
        targets = things if d["to"] == "any" or "same" in d["to"] else d["to"]
        if d.get("symmetric"):
            sources = targets = list(dict.fromkeys([*sources, *targets]))
        name = camel(relation)
        yield _shape(f"{name}-subject", f"sh:targetSubjectsOf lt:{name}", [_one_of(sources)])
        yield _shape(f"{name}-object", f"sh:targetObjectsOf lt:{name}", [_one_of(targets)])


def _one_of(labels: list[str]) -> str:
    return f"sh:or ( {' '.join(f'[ sh:class lt:{label} ]' for label in labels)} )"


def _proof_shapes() -> Iterator[str]:
    relations = " ".join(f"lt:{camel(relation)}" for relation in declaration()["relations"])
    statuses = " ".join(f"lt:status-{status}" for status in declaration()["statuses"])
    yield _shape("Statement", "sh:targetClass lt:Statement", [
        _path("rdf:subject", *ONE, "sh:nodeKind sh:IRI"),
        _path("rdf:predicate", *ONE, f"sh:in ( {relations} )"),
        _path("rdf:object", *ONE, "sh:nodeKind sh:IRI"),
        _path("lt:status", *ONE, f"sh:in ( {statuses} )"),
        _path("lt:inferred", *ONE, "sh:datatype xsd:boolean"),
        _path("lt:confidence", *ONE, "sh:datatype xsd:integer", "sh:minInclusive 0", "sh:maxInclusive 1000"),
        _path("lt:evidence", "sh:minCount 1", "sh:class lt:Evidence"),
    ])  # fmt: skip
    place = [
        _path("prov:wasQuotedFrom", *ONE, "sh:nodeKind sh:IRI"),
        _path("prov:value", *ONE, "sh:datatype xsd:string", "sh:minLength 1"),
        _path("lt:start", *ONE, "sh:datatype xsd:integer", "sh:minInclusive 0", "sh:lessThan lt:end"),
        _path("lt:end", *ONE, "sh:datatype xsd:integer"),
    ]
    more = [
        _path("lt:rule", *ONE, "sh:datatype xsd:string"),
        _path("lt:confidence", *ONE, "sh:datatype xsd:integer", "sh:minInclusive 0", "sh:maxInclusive 1000"),
        _path("lt:date", "sh:maxCount 1", "sh:datatype xsd:string"),
    ]
    yield _shape("Evidence", "sh:targetClass lt:Evidence", [*place, *more])
    yield _shape("Mention", "sh:targetClass lt:Mention", place)
