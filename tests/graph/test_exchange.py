"""Three files of JSON lines: out and in again byte for byte, and every faulty line is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import LiantuError
from graph.exchange import read_jsonl, write_jsonl
from graph.model import Graph
from graph.vocabulary import RelationType, Status
from tests.contract.world import world

DOCUMENT = {"id": "d", "file": "d.txt", "title": "标题", "kind": "summary"}
BASE = {
    "id": "b",
    "label": "Base",
    "name": "甲馆",
    "mentions": [{"document": "d", "start": 0, "end": 2, "text": "甲馆"}],
}
OTHER = {"id": "c", "label": "Base", "name": "乙馆"}
NEAR = {
    "type": "NEAR",
    "source": "c",
    "target": "b",
    "evidence": [{"document": "d", "start": 0, "end": 5, "quote": "甲馆近乙馆"}],
}


def folder(tmp_path: Path, documents: list[Any], nodes: list[Any], edges: list[Any]) -> Path:
    """Write records (or raw lines) as the three files."""
    for name, records in (("documents", documents), ("nodes", nodes), ("edges", edges)):
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_graph_goes_out_and_in_byte_for_byte(tmp_path: Path) -> None:
    write_jsonl(world(), tmp_path / "a")
    write_jsonl(read_jsonl(tmp_path / "a"), tmp_path / "b")
    for name in ("documents", "nodes", "edges"):
        body = (tmp_path / "a" / f"{name}.jsonl").read_bytes()
        assert body == (tmp_path / "b" / f"{name}.jsonl").read_bytes()
        assert body.endswith(b"}\n")


def test_the_order_of_the_graph_does_not_show(tmp_path: Path) -> None:
    graph = world()
    write_jsonl(graph, tmp_path / "a")
    write_jsonl(Graph(graph.documents[::-1], graph.nodes[::-1], graph.edges[::-1]), tmp_path / "b")
    assert (tmp_path / "a/nodes.jsonl").read_bytes() == (tmp_path / "b/nodes.jsonl").read_bytes()


def test_each_node_has_all_properties_of_its_label_and_whole_numbers_no_point(tmp_path: Path) -> None:
    write_jsonl(world(), tmp_path)
    nodes = {n["id"]: n for n in map(json.loads, (tmp_path / "nodes.jsonl").read_text(encoding="utf-8").splitlines())}
    assert list(nodes["ind:px"]) == [
        "id", "label", "kind", "name", "aliases", "jurisdiction", "redacted", "metric", "value", "unit", "comparator", "period", "mentions",
    ]  # fmt: skip
    assert '"value": 150,' in (tmp_path / "nodes.jsonl").read_text(encoding="utf-8")
    assert nodes["base:b"]["lat"] is None


def test_what_others_leave_out_is_filled(tmp_path: Path) -> None:
    graph = read_jsonl(folder(tmp_path, [DOCUMENT], [BASE, OTHER], [NEAR | {"date": "2024-05", "inferred": True}, ""]))
    (edge,) = graph.edges
    assert (edge.source, edge.target) == ("b", "c")  # symmetric: from the lower id
    assert edge.status == Status.DONE
    assert edge.when == ("2024-05", None, None, None)
    (proof,) = edge.evidence
    assert (proof.rule, proof.confidence, proof.inferred) == ("import", 1000, True)


def test_edges_that_agree_become_one_with_all_evidence(tmp_path: Path) -> None:
    again = NEAR | {
        "source": "b",
        "target": "c",
        "evidence": [{"document": "d", "start": 9, "end": 11, "quote": "相近"}],
    }
    graph = read_jsonl(folder(tmp_path, [DOCUMENT], [BASE, OTHER], [NEAR, again]))
    assert [len(e.evidence) for e in graph.edges] == [2]
    assert graph.edges[0].type == RelationType.NEAR


@pytest.mark.parametrize(
    ("file", "record", "words"),
    [
        ("nodes", "{not json", "nodes.jsonl:3"),
        ("nodes", BASE, "twice"),
        ("nodes", OTHER | {"id": "x", "label": "Person"}, "Person"),
        ("nodes", OTHER | {"id": "x", "kind": "castle"}, "castle"),
        ("nodes", OTHER | {"id": "x", "salary": 3}, "salary"),
        ("nodes", OTHER | {"id": "x", "lat": "north"}, "north"),
        ("nodes", {"id": "x", "label": "Base"}, "name"),
        ("documents", DOCUMENT | {"id": "x", "colour": "red"}, "colour"),
        ("documents", DOCUMENT | {"id": "x", "kind": "poem"}, "poem"),
        ("edges", NEAR | {"target": "nobody"}, "nobody"),
        ("edges", NEAR | {"target": "c"}, "itself"),
        ("edges", NEAR | {"type": "LEADS"}, "LEADS"),
        ("edges", NEAR | {"type": "LOVES"}, "LOVES"),
        ("edges", NEAR | {"status": "maybe"}, "maybe"),
        ("edges", NEAR | {"evidence": []}, "no evidence"),
        ("edges", NEAR | {"evidence": [{"document": "d", "start": 0, "end": 9, "quote": "短"}]}, "span"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, file: str, record: Any, words: str) -> None:
    parts: dict[str, list[Any]] = {"documents": [DOCUMENT], "nodes": [BASE, OTHER], "edges": [NEAR]}
    parts[file].append(record)
    with pytest.raises(LiantuError) as caught:
        read_jsonl(folder(tmp_path, **parts))
    assert caught.value.code == "store_exchange_faulty"
    assert f"{file}.jsonl:{len(parts[file])}" in str(caught.value)
    assert words in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        read_jsonl(folder(tmp_path, [{}], [BASE | {"label": "X"}, OTHER], [NEAR, NEAR | {"type": "Y"}]))
    for place in ("documents.jsonl:1", "nodes.jsonl:1", "edges.jsonl:1", "edges.jsonl:2"):
        assert place in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LiantuError, match=r"documents\.jsonl"):
        read_jsonl(tmp_path)


@pytest.mark.parametrize(("start", "end"), [(0, 10**6), (10**12, 10**12 + 2), (-1, 1), ("0", "2"), (5, 3)])
def test_a_mention_stands_where_its_words_can(tmp_path: Path, start: object, end: object) -> None:
    base = BASE | {"mentions": [{"document": "d", "start": start, "end": end, "text": "相近"}]}
    with pytest.raises(LiantuError) as caught:
        read_jsonl(folder(tmp_path, [DOCUMENT], [base, OTHER], []))
    assert "nodes.jsonl:1" in str(caught.value)
