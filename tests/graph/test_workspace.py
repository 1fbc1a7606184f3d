"""A workspace keeps facts whole, forgets what no file stands for, and has one writer."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from graph.errors import LiantuError
from graph.facts import from_json, to_json
from graph.identity import resolve
from graph.settings import read_settings
from graph.tables import read, write
from graph.vocabulary import Label, RelationType
from graph.workspace import Failure, Registered, Workspace
from tests.graph.build import facts

ONE = facts(
    "a" * 64,
    "市妇联牵头“凤栖”品牌。",
    {"市妇联": Label.Organisation, "凤栖": Label.Brand},
    [("市妇联", RelationType.LEADS, "凤栖")],
    jurisdiction="江苏省泰州市",
)


def test_facts_come_back_as_they_were_written(tmp_path: Path) -> None:
    assert from_json(to_json(ONE), ONE.text) == ONE


def test_a_graph_comes_back_from_its_tables(tmp_path: Path) -> None:
    graph = resolve([ONE])
    write(graph, tmp_path)
    assert read(tmp_path) == graph


def test_facts_bear_the_first_name_of_the_files_that_hold_them(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    with workspace.locked():
        workspace.write_facts(ONE)
        workspace.register(
            [Registered("/r", "二.txt", ONE.document.id, "v"), Registered("/r", "一.txt", ONE.document.id, "v")], []
        )
        (found,) = workspace.facts()
        assert found.document.file == "一.txt"
        assert workspace.text(ONE.document.id) == ONE.text


def test_facts_without_a_file_are_dropped(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.locked():
        workspace.write_facts(ONE)
        workspace.register([], [Failure("/r", "坏.docx", "", "v", "file_empty", "空")])
    assert not workspace.has_facts(ONE.document.id)
    assert [failure.file for failure in workspace.failures()] == ["坏.docx"]


def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with workspace.locked():
        pass
    left = tmp_path / "facts" / "x.json.tmp"
    left.write_text("{", encoding="utf-8")
    with workspace.locked():
        assert not left.exists()


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"), pytest.raises(LiantuError) as caught, Workspace(tmp_path).locked():
        pytest.fail("the lock was not held")
    assert (caught.value.code, caught.value.exit_code) == ("workspace_locked", 3)


@pytest.mark.parametrize(("name", "code"), [(None, "workspace_empty"), ("none", "snapshot_unknown")])
def test_a_missing_snapshot_says_what_to_do(tmp_path: Path, name: str | None, code: str) -> None:
    with pytest.raises(LiantuError) as caught:
        Workspace(tmp_path).snapshot(name)
    assert caught.value.code == code
    assert "liantu ingest" in caught.value.try_next


def test_settings_lay_down_what_holds_for_files(tmp_path: Path) -> None:
    path = tmp_path / "liantu.toml"
    path.write_text('[[documents]]\nfiles = "泰州/*"\njurisdiction = "江苏省泰州市"\nyear = 2023\n', encoding="utf-8")
    settings = read_settings(path)
    assert settings.overrides("泰州/总结.txt") == {"jurisdiction": "江苏省泰州市", "year": 2023}
    assert settings.overrides("丽水/总结.txt") == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not toml", "settings_unreadable"),
        ("colour = 1", "settings_unknown_key"),
        ('[neo4j]\npassword = "x"', "settings_unknown_key"),
        ('[[documents]]\nfiles = "*"\nyear = "2023"', "settings_unknown_key"),
        ("[[documents]]\nyear = 2023", "settings_unknown_key"),
        ('[documents."*"]\nyear = 2023', "settings_unknown_key"),
    ],
)
def test_faulty_settings_are_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "liantu.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LiantuError) as caught:
        read_settings(path)
    assert caught.value.code == code
