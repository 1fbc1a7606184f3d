"""What is a document in a folder and what is not; what becomes of folders that change, empty, or move."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.facts import DocumentFacts
from graph.workspace import Workspace
from ingest import pipeline
from tests.liantu.test_ingest import GOOD, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds one document."""
    made = tmp_path / "文档"
    made.mkdir()
    (made / "总结.txt").write_text(GOOD, encoding="utf-8")
    return made


def files(workspace: Path) -> list[str]:
    """The files that a workspace has read."""
    return [row.file for row in sorted(Workspace(workspace).registered())]


def test_a_workspace_in_the_folder_is_no_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run("ingest", ".", "--reader", "bare") == 0
    first = Workspace(folder / "liantu-workspace").current
    assert run("ingest", ".", "--reader", "bare") == 0
    assert Workspace(folder / "liantu-workspace").current == first
    assert files(folder / "liantu-workspace") == ["总结.txt"]
    capsys.readouterr()
    assert run("ingest", "liantu-workspace") == 3
    assert "工作区" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "form"), [("导出.docx", "docx"), ("导出.html", "pyvis"), ("导出.pptx", "pptx"), ("导出.xlsx", "xlsx")]
)
def test_an_export_beside_the_documents_is_not_read(folder: Path, tmp_path: Path, name: str, form: str) -> None:
    space = tmp_path / "w"
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    assert run("export", form, "-o", folder / name, "-w", space) == 0
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    assert files(space) == ["总结.txt"]
    assert [(row.file, row.code) for row in Workspace(space).failures()] == [(name, "file_own_export")]


ODD = {
    "gb18030": ("枝江.txt".encode("gb18030"), "枝江.txt"),
    "neither": (b"bad\xff\xfe.txt", r"bad\xff\xfe.txt"),
    "terminal": ("清\x1b[2J屏.txt".encode(), r"清\x1b[2J屏.txt"),
}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
@pytest.mark.parametrize("odd", sorted(ODD))
def test_a_name_in_another_encoding_is_spelled_out(
    folder: Path, tmp_path: Path, odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, spelled = ODD[odd]
    Path(os.fsdecode(os.fsencode(folder) + b"/" + raw)).write_text(GOOD + "　　二、不足。\n", encoding="utf-8")
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    assert sorted(files(tmp_path / "w")) == sorted([spelled, "总结.txt"])
    assert "\x1b" not in capsys.readouterr().out
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    assert "没有变化" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
@pytest.mark.skipif(not sys.prefix.isascii(), reason="opencc opens no file below such a path without UTF-8")
def test_names_need_no_locale(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "liantu", "ingest", str(folder), "-w", str(tmp_path / "w"), "--reader", "bare"]
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | locale)
    assert files(tmp_path / "w") == ["总结.txt"]
    assert b"--remove" not in done.stdout + done.stderr


def test_a_document_above_the_zip_that_holds_it_is_read(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("../上.txt", GOOD + "　　二、不足。\n")
        archive.writestr(".隐.txt", GOOD)
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    assert files(tmp_path / "w") == ["包.zip/../上.txt", "总结.txt"]


def test_a_file_that_is_edited_meanwhile_counts_as_it_was_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(folder / "总结.txt", folder / "再.txt")
    read = pipeline.read_one

    def edited(job: pipeline.Job) -> DocumentFacts | pipeline.Failed:
        if job.file == "再.txt":
            job.path.write_text(GOOD + "　　二、不足\n　　阵地不足。\n", encoding="utf-8")
        return read(job)

    monkeypatch.setattr(pipeline, "read_one", edited)
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    rows = {row.file: row.id for row in Workspace(tmp_path / "w").registered()}
    assert rows == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("再.txt", "总结.txt")}


def test_a_file_that_vanishes_meanwhile_is_read_when_it_is_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "再.txt").write_text(GOOD + "　　二、不足。\n", encoding="utf-8")
    read = pipeline.read_one

    def gone(job: pipeline.Job) -> DocumentFacts | pipeline.Failed:
        if job.file == "再.txt":
            job.path.rename(tmp_path / "再.txt")
        return read(job)

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_one", gone)
        assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    assert [row.code for row in Workspace(tmp_path / "w").failures()] == ["file_missing"]
    (tmp_path / "再.txt").rename(folder / "再.txt")
    assert run("ingest", folder, "-w", tmp_path / "w", "--reader", "bare") == 0
    assert files(tmp_path / "w") == ["再.txt", "总结.txt"]


def test_of_an_emptied_folder_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    space = tmp_path / "w"
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    (folder / "总结.txt").unlink()
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    assert files(space) == [] and Workspace(space).snapshot().graph().nodes == ()
    assert run("gaps", "-w", space) == 0
    assert run("ingest", tmp_path, "-w", tmp_path / "anders") == 3  # empty from the start


def test_a_folder_that_was_moved_is_told_and_can_be_taken_out(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    space = tmp_path / "w"
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    folder.rename(tmp_path / "新")
    assert run("ingest", tmp_path / "新", "-w", space, "--reader", "bare") == 0
    assert len(files(space)) == 2 and f"--remove '{folder}'" in capsys.readouterr().out.replace("\n", "")
    assert run("ingest", tmp_path / "无", "--remove", "-w", space) == 2
    assert str(folder) in capsys.readouterr().err and len(files(space)) == 2
    assert run("ingest", folder, "--remove", "-w", space) == 0
    assert [row.root for row in Workspace(space).registered()] == [str(tmp_path / "新")]
    assert run("ingest", tmp_path / "新" / "总结.txt", "--remove", "-w", space) == 0
    assert files(space) == []
