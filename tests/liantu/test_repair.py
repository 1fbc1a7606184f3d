"""A workspace that somebody damaged is told file by file, and the next ingest repairs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from graph.workspace import Workspace
from tests.liantu.test_folders import folder, run

__all__ = ["folder"]


@pytest.fixture
def space(folder: Path, tmp_path: Path) -> Workspace:
    """A workspace that has read the folder."""
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    return Workspace(tmp_path / "w")


READERS = {
    "nodes.parquet": ("show", "街道妇联"),
    "evidence.parquet": ("show", "街道妇联"),
    "findings.zh.json": ("gaps",),
    "graph.lbug": ("query", "MATCH (n:Organisation) RETURN n.name"),
    "manifest.json": (),
}
"""What reads each file of a snapshot."""


@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("left", [0, 1])
def test_a_damaged_snapshot_is_told_and_built_again(
    space: Workspace, folder: Path, name: str, left: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = space.snapshot().folder / name
    path.write_bytes(path.read_bytes()[:left])
    if READERS[name]:
        assert run(*READERS[name], "-w", space.path) == 3
        told = capsys.readouterr().err
        assert path.parent.name in told and "liantu ingest" in told
    assert run("ingest", folder, "-w", space.path, "--reader", "bare") == 0
    assert space.snapshot().is_sound()


@pytest.mark.parametrize("body", ["", "{", "{}", "[]"])
def test_damaged_facts_are_told_and_read_again(
    space: Workspace, folder: Path, body: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = (space.path / "facts").iterdir()
    whole = path.read_bytes()
    path.write_text(body, encoding="utf-8")
    assert run("review", "-w", space.path) == 3
    told = capsys.readouterr().err
    assert str(path) in told and "liantu ingest" in told
    assert run("ingest", folder, "-w", space.path, "--reader", "bare") == 0
    assert path.read_bytes() == whole


def test_a_damaged_list_of_files_is_told(space: Workspace, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (space.path / "documents.parquet").write_bytes(b"PAR1")
    assert run("ingest", folder, "-w", space.path, "--reader", "bare") == 3
    assert "documents.parquet" in capsys.readouterr().err
    (space.path / "documents.parquet").unlink()
    assert run("ingest", folder, "-w", space.path, "--reader", "bare") == 0


def test_a_workspace_that_cannot_be_written_is_told(
    space: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(lock: FileLock) -> None:
        raise PermissionError(13, "Permission denied", str(space.path / ".lock"))

    monkeypatch.setattr(FileLock, "acquire", refused)
    assert run("ingest", folder, "-w", space.path, "--reader", "bare") == 3
    assert "不能写入" in capsys.readouterr().err
