"""Reading a folder: only what changed is read, a bad file costs only itself, and each says what to do."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pypdf
import pytest
from filelock import FileLock

from graph.facts import DocumentFacts
from graph.workspace import Workspace
from ingest import read as reading
from ingest.read import office, pictures
from ingest.read.loaded import Loaded
from liantu import build
from liantu.cli import main

GOOD = "城南街道2023年妇联工作总结\n\n　　一、主要做法\n　　街道妇联牵头开展“暖心驿站”服务项目，联合街道团工委举办亲子阅读活动。\n"
SAMPLE = "samples/枝江市/枝江市2024年和美乡村建设重点任务分解表.docx"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a space and Chinese characters in its name, holding one good document."""
    made = tmp_path / "工作 文档"
    made.mkdir()
    (made / "总结.txt").write_text(GOOD, encoding="utf-8")
    return made


def locked_pdf(path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("密码", algorithm="RC4-128")
    writer.write(path)


BAD = {
    "空.txt": (lambda path: path.write_bytes(b""), "file_empty"),
    "图片.docx": (lambda path: path.write_bytes(PNG), "file_misnamed"),
    "加密.pdf": (locked_pdf, "file_locked"),
    "程序.exe": (lambda path: path.write_bytes(b"MZ\x90\x00" + bytes(range(256)) * 40), "file_type_unknown"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_listed_with_its_reason_and_the_rest_is_read(
    folder: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make, code = BAD[name]
    make(folder / name)
    assert run("ingest", folder, "-w", tmp_path / "w") == 0
    shown = "".join(capsys.readouterr().out.split())
    workspace = Workspace(tmp_path / "w")
    (failure,) = workspace.failures()
    assert (failure.file, failure.code) == (name, code)
    assert "".join(failure.message.split()) in shown
    assert [document.file for document in workspace.documents()] == ["总结.txt"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read any file")
def test_a_file_without_permission_is_listed(folder: Path, tmp_path: Path) -> None:
    (folder / "密.txt").write_text(GOOD, encoding="utf-8")
    (folder / "密.txt").chmod(0)
    assert run("ingest", folder, "-w", tmp_path / "w") == 0
    assert [failure.code for failure in Workspace(tmp_path / "w").failures()] == ["file_forbidden"]


@pytest.mark.slow
def test_a_text_of_forty_megabytes_in_one_line_does_not_stop_the_run(folder: Path, tmp_path: Path) -> None:
    (folder / "巨.txt").write_text("全市各级妇联组织认真履行职责" * 1_000_000, encoding="utf-8")
    assert run("ingest", folder, "-w", tmp_path / "w") == 0
    warned = {facts.document.file: facts.warnings for facts in Workspace(tmp_path / "w").facts()}
    assert warned["总结.txt"] == ()
    assert "正文过长" in warned["巨.txt"][0]


def test_a_folder_that_does_not_exist_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ingest", tmp_path / "没有", "-w", tmp_path / "w") == 3
    assert "没有这个文件夹" in capsys.readouterr().err


def test_a_folder_of_nothing_but_bad_files_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "空.txt").write_bytes(b"")
    assert run("ingest", tmp_path / "d", "-w", tmp_path / "w") == 3


def test_a_workspace_in_use_ends_with_3(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w").mkdir()
    with FileLock(tmp_path / "w" / ".lock"):
        assert run("ingest", folder, "-w", tmp_path / "w") == 3
    assert "正被另一个进程使用" in capsys.readouterr().err


@pytest.mark.parametrize("program", ["rapidocr", "soffice"])
def test_what_lacked_a_program_is_read_again_once_it_is_installed(
    folder: Path, tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says to install it and read again, and the file itself does not change by that."""
    (folder / "旧").write_bytes({"rapidocr": PNG, "soffice": b"{\\rtf1 x}"}[program])
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    for _ in range(2):
        run("ingest", folder, "-w", tmp_path / "w")
        (failure,) = Workspace(tmp_path / "w").failures()
        assert failure.code == {"rapidocr": "file_needs_ocr", "soffice": "file_needs_libreoffice"}[program]
    monkeypatch.setattr(office, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(reading, "find_spec", lambda _: object())
    monkeypatch.setattr(office, "_convert", lambda *_: (Path(__file__).parents[2] / SAMPLE).read_bytes())
    monkeypatch.setattr(pictures, "recognise", lambda *_: Loaded(GOOD))
    run("ingest", folder, "-w", tmp_path / "w")
    assert Workspace(tmp_path / "w").failures() == []
    assert len(Workspace(tmp_path / "w").documents()) == 2


def test_the_same_folder_again_is_no_work(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("ingest", folder, "-w", tmp_path / "w")
    before = Workspace(tmp_path / "w").current
    capsys.readouterr()
    assert run("ingest", folder, "-w", tmp_path / "w") == 0
    assert "没有变化" in capsys.readouterr().out
    assert Workspace(tmp_path / "w").current == before


def test_only_a_changed_file_is_read_again(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    shutil.copy(folder / "总结.txt", folder / "另一份.txt")
    (folder / "另一份.txt").write_text(GOOD.replace("城南", "城北"), encoding="utf-8")
    assert build.ingest(workspace, [folder]).read == 2
    (folder / "总结.txt").write_text(GOOD.replace("暖心驿站", "暖心小屋"), encoding="utf-8")
    outcome = build.ingest(workspace, [folder])
    assert (outcome.read, outcome.kept, outcome.built) == (1, 1, True)


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on_from_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "w")
    build.ingest(workspace, [folder])
    live = workspace.current
    (folder / "总结.txt").write_text(GOOD.replace("暖心驿站", "暖心小屋"), encoding="utf-8")
    (folder / "初稿.txt").write_text(GOOD.replace("城南", "城北"), encoding="utf-8")
    keep = Workspace.write_facts

    def interrupted(self: Workspace, facts: DocumentFacts) -> None:
        if facts.document.file == "总结.txt":
            raise KeyboardInterrupt
        keep(self, facts)

    monkeypatch.setattr(Workspace, "write_facts", interrupted)
    assert run("ingest", folder, "-w", tmp_path / "w") == 130
    assert "2 个文件中读完的 1 个已保存" in capsys.readouterr().err
    assert {document.file for document in workspace.documents()} == {"初稿.txt", "总结.txt"}, (
        "the old text still stands"
    )
    assert workspace.current == live
    monkeypatch.setattr(Workspace, "write_facts", keep)
    outcome = build.ingest(workspace, [folder])
    assert (outcome.read, outcome.kept, outcome.built) == (1, 1, True)


def test_a_file_that_is_gone_is_forgotten(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    (folder / "另一份.txt").write_text(GOOD.replace("城南", "城北"), encoding="utf-8")
    build.ingest(workspace, [folder])
    (folder / "另一份.txt").unlink()
    assert build.ingest(workspace, [folder]).removed == 1
    assert [document.file for document in workspace.documents()] == ["总结.txt"]


def test_settings_correct_what_a_document_says_of_itself(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    workspace.path.mkdir()
    (workspace.path / "liantu.toml").write_text(
        '[[documents]]\nfiles = "*"\njurisdiction = "湖北省宜昌市枝江市"\n', encoding="utf-8"
    )
    build.ingest(workspace, [folder])
    assert [document.jurisdiction for document in workspace.documents()] == ["湖北省宜昌市枝江市"]


def test_ingest_as_json_tells_documents_and_errors(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "空.txt").write_bytes(b"")
    assert run("ingest", folder, "-w", tmp_path / "w", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [document["file"] for document in told["documents"]] == ["总结.txt"]
    assert [error["code"] for error in told["errors"]] == ["file_empty"]
