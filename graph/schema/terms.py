"""Names of the model on the semantic web: one stable namespace of our own, and the standard words that say the same.

Sources: W3C ORG (https://www.w3.org/TR/vocab-org/), PROV-O, SKOS, DCMI Metadata Terms, schema.org.
"""

from __future__ import annotations

from types import MappingProxyType

BASE = "https://w3id.org/liantu/"
NAMESPACE = BASE + "ns#"
PREFIXES = MappingProxyType(
    {
        "lt": NAMESPACE,
        "org": "http://www.w3.org/ns/org#",
        "prov": "http://www.w3.org/ns/prov#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "sh": "http://www.w3.org/ns/shacl#",
    }
)

CLASSES = MappingProxyType(
    {
        "Organisation": "org:Organization",
        "Brand": "schema:Brand",
        "Programme": "schema:Project",
        "Campaign": "schema:Event",
        "Base": "schema:Place",
        "Mechanism": "prov:Plan",
        "Policy": "schema:CreativeWork",
        "Place": "schema:AdministrativeArea",
        "Stakeholder": "schema:Audience",
        "Indicator": "schema:QuantitativeValue",
        "Commitment": "schema:Action",
        "Document": "prov:Entity",
    }
)
"""The standard class that each node of a label is an instance of, where there is one."""

RELATIONS = MappingProxyType(
    {
        "REPORTS_TO": "org:reportsTo",
        "LOCATED_IN": "schema:location",
        "PART_OF": "dcterms:isPartOf",
        "AWARDED": "schema:award",
        "MENTIONED_IN": "dcterms:isReferencedBy",
    }
)
"""The standard property that holds beside ours, where there is one."""

PROPERTIES = MappingProxyType(
    {
        "lat": "schema:latitude",
        "lon": "schema:longitude",
        "value": "schema:value",
        "unit": "schema:unitText",
        "title": "dcterms:title",
        "file": "dcterms:source",
    }
)
"""The standard property instead of ours."""


def camel(name: str) -> str:
    """Return a name of the model as RDF writes properties.

    Example:
        >>> camel("PARTICIPATES_IN"), camel("year_stated")
        ('participatesIn', 'yearStated')
    """
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def property_term(name: str) -> str:
    """Return the prefixed name of a node's property.

    Example:
        >>> property_term("unit"), property_term("cadence")
        ('schema:unitText', 'lt:cadence')
    """
    return PROPERTIES.get(name, f"lt:{camel(name)}")


def expand(term: str) -> str:
    """Return the IRI of a prefixed name."""
    prefix, _, local = term.partition(":")
    return PREFIXES[prefix] + local
