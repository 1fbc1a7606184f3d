"""Every entity keeps to FollowTheMoney's own schemata, and the program itself, where it is installed, reads it and finds it valid."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model import Graph
from viz.export import Options, export
from viz.words import clean_text, shorten

SCHEMATA = Path(__file__).parent / "followthemoney"
FORMS = {
    "entity": re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]{0,198}[0-9a-zA-Z])?"),
    "date": re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?"),
    "country": re.compile("[a-z]{2}"),
    "name": re.compile(".{1,384}"),
    "text": re.compile("(?s:.{1,65000})"),
    "string": re.compile("(?s:.{1,1024})"),
    "address": re.compile("(?s:.{1,250})"),
}
"""What a value of each type of property may be, as `followthemoney.types` has it."""


@cache
def _schema(name: str) -> dict[str, Any]:
    """A schema with all that it inherits: its ancestors' names, its properties, which of them it needs."""
    own = yaml.safe_load((SCHEMATA / f"{name}.yaml").read_text(encoding="utf-8"))[name]
    parents = [_schema(parent) for parent in own.get("extends", [])]
    return {
        "abstract": own.get("abstract", False),
        "is": {name}.union(*(parent["is"] for parent in parents)),
        "properties": {k: v for p in parents for k, v in p["properties"].items()} | (own.get("properties") or {}),
        "required": {*own.get("required", []), *(k for p in parents for k in p["required"])},
    }


def _faults(entities: list[dict[str, Any]]) -> Iterator[str]:
    """Tell where a file of entities breaks their schemata."""
    schema_of = {entity["id"]: _schema(entity["schema"]) for entity in entities}
    for entity in entities:
        schema, given = schema_of[entity["id"]], entity["properties"]
        if schema["abstract"] or not FORMS["entity"].fullmatch(entity["id"]):
            yield f"{entity['id']} cannot be a {entity['schema']}"
        for name in {*given} - {*schema["properties"]} | schema["required"] - {*given}:
            yield f"{entity['schema']} has no {name}"
        for name, values in given.items():
            wanted = schema["properties"].get(name, {})
            kind = wanted.get("type", "string")
            yield from (f"{name}: {v[:40]} is no {kind}" for v in values if not FORMS[kind].fullmatch(v))
            if kind == "entity":
                ends = [schema_of.get(value, {"is": ()})["is"] for value in values]
                yield from (f"{name} is no {wanted['range']}" for end in ends if wanted["range"] not in end)


def _read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _id(identity: str) -> str:
    return identity.replace(":", "-")


def test_every_entity_keeps_to_its_schema(graph: Graph, tmp_path: Path) -> None:
    export(graph, [], "ftm", tmp_path / "实体.json", Options(snapshot="abc", date="2026-03-01"))
    entities = _read(tmp_path / "实体.json")
    assert list(_faults(entities)) == []
    assert len(entities) == len(graph.documents) + len(graph.nodes) + len(graph.edges)


@pytest.mark.parametrize(
    ("property_", "values", "fault"),
    [
        ("startDate", ["2024年"], "startDate: 2024年 is no date"),
        ("object", [], "UnknownLink has no object"),
        ("object", ["nobody"], "object is no Thing"),
        ("since", ["2024"], "UnknownLink has no since"),
    ],
)
def test_a_fault_is_told(property_: str, values: list[str], fault: str, county: Graph, tmp_path: Path) -> None:
    export(county, [], "ftm", tmp_path / "e")
    entities = _read(tmp_path / "e")
    link = next(e for e in entities if e["schema"] == "UnknownLink")
    link["properties"] |= {property_: values}
    link["properties"] = {k: v for k, v in link["properties"].items() if v}
    assert list(_faults(entities)) == [fault]


def test_followthemoney_accepts_every_entity(graph: Graph, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed (it needs ICU to build)")
    export(graph, [], "ftm", tmp_path / "实体.json", Options(snapshot="abc", date="2026-03-01"))
    entities = [ftm.model.get_proxy(record, cleaned=True) for record in _read(tmp_path / "实体.json")]
    for entity in entities:
        entity.schema.validate(entity.to_dict())
    things = {e.id: e.first("name") for e in entities if e.schema.name not in {"UnknownLink", "Document"}}
    assert things == {_id(n.id): shorten(clean_text(n.name), 384) for n in graph.nodes}
    links = [e for e in entities if e.schema.name == "UnknownLink"]
    ends = Counter((e.first("subject"), e.first("object"), e.first("recordId")) for e in links)
    assert ends == Counter((_id(e.source), _id(e.target), str(e.type)) for e in graph.edges)


def test_every_link_is_proved_by_a_document_of_the_file(county: Graph, tmp_path: Path) -> None:
    export(county, [], "ftm", tmp_path / "e")
    records = _read(tmp_path / "e")
    documents = {r["id"] for r in records if r["schema"] == "Document"}
    links = [r["properties"] for r in records if r["schema"] == "UnknownLink"]
    assert len(links) == len(county.edges)
    assert all(set(link["proof"]) <= documents and link["summary"] for link in links)


def test_bodies_of_the_state_are_public_bodies(county: Graph, tmp_path: Path) -> None:
    export(county, [], "ftm", tmp_path / "e")
    schemata = {r["properties"]["name"][0]: r["schema"] for r in _read(tmp_path / "e") if "name" in r["properties"]}
    assert (schemata["县委统战部"], schemata["工商联"], schemata["溪畔石榴"]) == (
        "PublicBody",
        "Organization",
        "Project",
    )
    assert schemata["渡口旧址"] == "RealEstate"
