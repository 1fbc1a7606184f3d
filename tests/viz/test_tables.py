"""CSV: what a foreign reader finds in the folder is the graph, name for name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.model import Graph
from viz.export import Options, export


def _read(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_reading_the_folder_back_gives_the_graph(graph: Graph, tmp_path: Path) -> None:
    export(graph, [], "csv", tmp_path / "表")
    nodes, edges = _read(tmp_path / "表" / "nodes.csv"), _read(tmp_path / "表" / "edges.csv")
    assert [(n["id"], n["name"]) for n in nodes] == [(n.id, n.name) for n in graph.nodes]
    assert [(e["type"], e["source"], e["target"]) for e in edges] == [(e.type, e.source, e.target) for e in graph.edges]
    proofs = _read(tmp_path / "表" / "evidence.csv")
    assert [p["quote"] for p in proofs] == [e.quote for edge in graph.edges for e in edge.evidence]
    assert all(int(p["end"]) - int(p["start"]) == len(p["quote"]) for p in proofs)
    assert [d["file"] for d in _read(tmp_path / "表" / "documents.csv")] == [d.file for d in graph.documents]


def test_own_properties_have_columns(county: Graph, tmp_path: Path) -> None:
    export(county, [], "csv", tmp_path / "out")
    row = next(n for n in _read(tmp_path / "out" / "nodes.csv") if n["label"] == "Indicator")
    assert (row["metric"], row["value"], row["unit"], row["cadence"]) == ("培训骨干", "120.0", "人次", "")
    assert row["files"] == "调研/云溪县调研报告.txt"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@A"])
def test_tables_for_excel_carry_a_mark_and_no_formula(name: str, small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], "csv", tmp_path / "out", Options(bom=True))
    body = (tmp_path / "out" / "nodes.csv").read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(body.decode("utf-8-sig").splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
