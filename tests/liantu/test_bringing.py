"""Importing on the command line: shown before, all or nothing, replaced and taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.exchange import write_jsonl
from graph.identity import resolve
from graph.vocabulary import Label
from graph.workspace import Workspace
from tests.graph.build import facts
from tests.liantu.test_ingest import run

CITY = "江南省梅岭市"


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command in a fresh workspace with --json and return what it answers."""

    def answer(*words: object) -> Any:
        assert run(*words, "-w", tmp_path / "w", "--json") == 0
        return json.loads(capsys.readouterr().out)

    return answer


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "坐标 表.csv"
    path.write_text("名称,纬度,经度\n侨心书屋,32.4,119.9\n青禾书屋,北,119.8\n", encoding="utf-8")
    return path


def test_a_preview_tells_what_the_columns_mean_and_imports_nothing(
    say: Callable[..., Any], places: Path, tmp_path: Path
) -> None:
    (sheet,) = say("import", places, "--preview")
    assert sheet["fields"] == {"名称": "name", "纬度": "lat", "经度": "lon"}
    assert [fault["row"] for fault in sheet["faults"]] == [3]
    assert not (tmp_path / "w").exists()


def test_a_preview_shortens_long_cells_and_long_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "长.csv"
    path.write_text(f"名称,纬度,经度,{'备注' * 99}\n书屋,32.4,119.9,{'长' * 5000}\n{'甲' * 5000},北,119.8,\n", "utf-8")
    assert run("import", path, "-w", tmp_path / "w", "--preview") == 0
    shown = capsys.readouterr().out
    assert "书屋" in shown and "长" * 39 + "…" in shown.replace("\n", "").replace(" ", "")
    assert len(shown) < 3000


def test_one_bad_row_stops_all_unless_it_may_be_skipped(
    say: Callable[..., Any], places: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", places, "-w", tmp_path / "w") == 2
    assert "3" in capsys.readouterr().err
    told = say("import", places, "--skip-bad", "--jurisdiction", CITY)
    assert (told["rows"], told["skipped"]) == (1, 1)
    (shown,) = say("show", "侨心书屋")
    assert (shown["node"]["lat"], shown["node"]["jurisdiction"]) == (32.4, CITY)


def test_a_file_imported_again_replaces_what_it_brought_and_can_be_forgotten(
    say: Callable[..., Any], places: Path, tmp_path: Path
) -> None:
    say("import", places, "--skip-bad", "--jurisdiction", CITY)
    places.write_text("名称,纬度,经度\n青禾书屋,32.1,119.8\n", encoding="utf-8")
    say("import", places, "--jurisdiction", CITY)
    workspace = Workspace(tmp_path / "w")
    assert [node.name for node in workspace.snapshot().graph().nodes] == ["青禾书屋"]
    assert run("import", places, "--remove", "-w", tmp_path / "w") == 0
    assert workspace.registered() == []
    assert run("import", places, "--remove", "-w", tmp_path / "w") == 2


def test_three_jsonl_files_of_other_hands_are_taken_in(say: Callable[..., Any], tmp_path: Path) -> None:
    graph = resolve([facts("x1", "市侨联来了。", {"市侨联": Label.Organisation}, jurisdiction=CITY)])
    write_jsonl(graph, tmp_path / "别人的图")
    assert say("import", tmp_path / "别人的图")["documents"] == 1
    (shown,) = say("show", "市侨联")
    assert shown["node"]["jurisdiction"] == CITY


def test_a_relation_without_labels_joins_the_things_that_are_there_each_time(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    sites = tmp_path / "阵地.csv"
    sites.write_text("名称,类\n侨心书屋,阵地\n梅岭市侨联,组织机构\n", encoding="utf-8")
    say("import", sites, "--jurisdiction", CITY)
    relations = tmp_path / "关系.csv"
    for note in ("初稿", "定稿"):
        relations.write_text(f"甲方,关系,乙方,备注\n市侨联,牵头,侨心书屋,{note}\n", encoding="utf-8")
        say("import", relations, "--jurisdiction", CITY)
        (shown,) = say("show", "侨心书屋")
        assert (shown["node"]["label"], [edge["type"] for edge in shown["edges"]]) == ("Base", ["LEADS"])


def test_what_no_table_and_no_document_tells_of_is_shown_before_and_stops_the_import(
    say: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relations = tmp_path / "关系.csv"
    relations.write_text("甲方,甲方类,关系,乙方\n市侨联,组织机构,联合,市台联\n市侨联,组织机构,印发,侨务要点\n", "utf-8")
    (sheet,) = say("import", relations, "--preview")
    assert [(fault["row"], "市台联" in fault["problem"]) for fault in sheet["faults"]] == [(2, True)]
    assert run("import", relations, "-w", tmp_path / "w") == 2
    assert "市台联" in capsys.readouterr().err
    assert not (tmp_path / "w" / "CURRENT").exists()
    told = say("import", relations, "--skip-bad", "--jurisdiction", CITY)
    assert (told["rows"], told["skipped"], told["relations"]) == (1, 1, 1)


def test_a_preview_names_each_end_with_its_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    relations = tmp_path / "关系.csv"
    relations.write_text("甲方,甲方类,关系,乙方\n市侨联,组织机构,印发,侨务要点\n", "utf-8")
    assert run("import", relations, "-w", tmp_path / "w", "--preview") == 0
    shown = capsys.readouterr().out
    assert "文件：侨务要点" in shown and "组织机构：市侨联" in shown
