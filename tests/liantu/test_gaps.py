"""Gaps on the command line: what is new since a snapshot, and what people said of a gap, which narrowing does not forget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.vocabulary import Label, RelationType
from graph.workspace import Registered, Workspace
from liantu import build
from tests.graph.build import facts
from tests.liantu.test_ingest import run

CITY = "江南省梅岭市"
FIRST = "清溪馆、石桥馆相距很近，但未能串联。"
SECOND = "桑园馆、茧站馆相距很近，却没有串联起来。"


def _add(workspace: Workspace, letter: str, text: str) -> None:
    """Read one more document: two sites that the text calls unconnected."""
    one, two = text[:3], text[4:7]
    made = facts(letter * 64, text, {one: Label.Base, two: Label.Base}, [(one, RelationType.NEAR, two)], jurisdiction=CITY)  # fmt: skip
    with workspace.locked():
        workspace.write_facts(made)
        row = Registered("/r", made.document.file, made.document.id, "v")
        workspace.register([*workspace.registered(), row], [])
        build.build(workspace)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "w")
    _add(made, "a", FIRST)
    return made


def _gaps(workspace: Workspace, capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    assert run("gaps", "-w", workspace.path, "--json", *words) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_only_what_the_earlier_snapshot_did_not_have(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    before = workspace.snapshot().name
    assert _gaps(workspace, capsys, "--since", before) == []
    _add(workspace, "b", SECOND)
    new = _gaps(workspace, capsys, "--since", before[:6])
    assert new
    assert {n["name"] for f in new for n in f["nodes"]} == {"桑园馆", "茧站馆"}
    assert run("gaps", "-w", workspace.path, "--since", before, "--fail-on", "high") == 1
    assert run("gaps", "-w", workspace.path, "--since", "current", "--fail-on", "high") == 0


def test_the_report_marks_what_is_new(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.snapshot().name
    _add(workspace, "b", SECOND)
    assert run("gaps", "-w", workspace.path, "--since", before, "--report", tmp_path / "r.md") == 0
    heads = [line for line in (tmp_path / "r.md").read_text(encoding="utf-8").splitlines() if line.startswith("### ")]
    assert {("（新）" in line) for line in heads if "桑园馆" in line} == {True}
    assert {("（新）" in line) for line in heads if "清溪馆" in line} == {False}


def test_what_people_said_of_a_gap_stays_said(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = _gaps(workspace, capsys)[0]
    assert run("review", "gap", gap["id"], "known", "-w", workspace.path) == 0
    capsys.readouterr()
    for narrowed in ((), ("--min-confidence", "0.1")):
        assert {f["id"]: f["status"] for f in _gaps(workspace, capsys, *narrowed)}[gap["id"]] == "known"
    assert run("gaps", "-w", workspace.path, "--report", tmp_path / "r.md") == 0
    assert "已知" in (tmp_path / "r.md").read_text(encoding="utf-8")


def test_a_snapshot_that_is_not_there_is_told(workspace: Workspace) -> None:
    assert run("gaps", "-w", workspace.path, "--since", "ffff") == 2
