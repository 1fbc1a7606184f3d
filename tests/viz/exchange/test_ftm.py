"""FollowTheMoney reads every entity and finds it valid."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from graph.model import Graph
from viz.export import Options, export
from viz.words import clean_text, shorten


def _read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _id(identity: str) -> str:
    return identity.replace(":", "-")


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
