"""Gaps on the command line: what is new since a snapshot, and what people said of a gap, which narrowing does not forget."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from graph.vocabulary import Label, RelationType
from graph.workspace import Registered, Workspace
from liantu import build
from liantu.commands.gaps import print_findings
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


def test_nothing_new_is_not_said_as_if_there_were_no_gaps(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    known = len(_gaps(workspace, capsys))
    name = workspace.snapshot().name
    assert run("gaps", "-w", workspace.path, "--since", "current") == 0
    said = capsys.readouterr().out
    assert f"自快照 {name} 以来没有新的缺口；已消除 0 处，原有的还有 {known} 处。" in said
    assert "未发现缺口" not in said


def test_no_such_gap_is_not_no_gap(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    known = len(_gaps(workspace, capsys))
    assert run("gaps", "-w", workspace.path, "--rule", "year_conflict") == 0
    assert f"没有这样的缺口；全部缺口 {known} 处。" in capsys.readouterr().out


def test_status_and_note_of_a_decision_stand_beside_the_gap(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = _gaps(workspace, capsys)[0]
    assert run("review", "gap", gap["id"], "in_progress", "--note", "已列入明年计划", "-w", workspace.path) == 0
    capsys.readouterr()
    assert run("gaps", "-w", workspace.path) == 0
    shown = capsys.readouterr().out
    assert "[办理中]" in shown and "说明：已列入明年计划" in shown
    assert _gaps(workspace, capsys, "--min-confidence", "0.1")[0]["note"] == "已列入明年计划"
    for form in ("md", "html", "docx"):
        out = tmp_path / "新文件夹" / f"r.{form}"
        assert run("gaps", "-w", workspace.path, "--report", out) == 0
        text = (
            "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
            if form == "docx"
            else out.read_text(encoding="utf-8")
        )
        assert "办理中" in text and "已列入明年计划" in text


def test_a_report_that_cannot_be_written_is_told(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert run("gaps", "-w", workspace.path, "--report", tmp_path / "file" / "r.md") == 2
    assert "无法写入" in capsys.readouterr().err


def test_a_snapshot_that_is_not_there_is_told_with_those_that_are(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    first = workspace.snapshot().name
    _add(workspace, "b", SECOND)
    for command in (("gaps", "--since", "ffff"), ("diff", "ffff"), ("gaps", "--since", "")):
        assert run(*command, "-w", workspace.path) == 2
        said = capsys.readouterr().err
        assert first in said and f"{workspace.snapshot().name}（" in said and said.count("当前") == 1


def test_links_that_would_close_a_gap_are_listed_where_they_are_asked_for(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all("suggestions" not in gap for gap in _gaps(workspace, capsys))
    (gap,) = [gap for gap in _gaps(workspace, capsys, "--suggest") if gap["rule"] == "sites_unlinked"]
    (best, *_) = gap["suggestions"]
    assert best["relation"] == "CONNECTS" and gap["id"] in best["closes"]
    assert best["score"] == sum(reason["points"] for reason in best["reasons"])
    assert run("gaps", "-w", workspace.path, "--suggest") == 0
    assert f"┄ {best['words']}" in " ".join(capsys.readouterr().out.split("\n"))


def test_a_sentence_that_proves_a_gap_twice_is_shown_once(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = _gaps(workspace, capsys)[0]
    print_findings([gap | {"evidence": gap["evidence"] * 2}])
    quote = gap["evidence"][0]["quote"]
    assert capsys.readouterr().out.count(quote) == 1


def test_a_sentence_stands_on_one_line_without_marks(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    gap = _gaps(workspace, capsys)[0]
    print_findings([gap | {"evidence": [{"quote": "**六个民\n主党派**与 乡镇结对", "file": "要点.md"}]}])
    assert "“六个民主党派与 乡镇结对” —— 要点.md" in capsys.readouterr().out
