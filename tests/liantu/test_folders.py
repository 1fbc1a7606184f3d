"""What is a document in a folder and what is not; what becomes of folders that change, empty, or move."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.workspace import Workspace
from liantu.cli import main

GOOD = "城南街道2023年妇联工作总结\n\n　　一、主要做法\n　　街道妇联牵头开展“暖心驿站”服务项目，联合街道团工委举办亲子阅读活动。\n"


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


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


@pytest.mark.parametrize(("name", "form"), [("导出.docx", "docx"), ("导出.html", "pyvis"), ("导出.pptx", "pptx")])
def test_an_export_beside_the_documents_is_not_read(folder: Path, tmp_path: Path, name: str, form: str) -> None:
    space = tmp_path / "w"
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    assert run("export", form, "-o", folder / name, "-w", space) == 0
    assert run("ingest", folder, "-w", space, "--reader", "bare") == 0
    assert files(space) == ["总结.txt"]
    assert [(row.file, row.code) for row in Workspace(space).failures()] == [(name, "file_own_export")]
