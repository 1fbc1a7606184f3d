"""``show DOC --cleaned``: what was not read of a document, and why; where nothing was cut it says so."""

from __future__ import annotations

import json

import docx
import pytest

from graph.workspace import Workspace
from liantu import build
from tests.liantu.test_ingest import GOOD, run


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The option that names a workspace with a clean text, one with a website's junk, and a file with a header."""
    folder = tmp_path_factory.mktemp("读过")
    (folder / "净.txt").write_text(GOOD, encoding="utf-8")
    (folder / "长.txt").write_text(f"{GOOD}{'志愿者王建国' * 4000}\n", encoding="utf-8")
    (folder / "脏.txt").write_text(
        f"当前位置：首页 > 总结\n{GOOD.replace('城南', '城北')}上一篇：没有了\n", encoding="utf-8"
    )
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "城东街道办事处文件"
    for line in GOOD.replace("城南", "城东").splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "页眉.docx"))
    space = Workspace(tmp_path_factory.mktemp("w"))
    build.ingest(space, [folder], workers=1)
    return f"--workspace={space.path}"


def test_a_clean_document_is_said_to_be_clean(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "净.txt", "--cleaned", where) == 0
    assert "没有删去任何内容" in capsys.readouterr().out


def test_each_cut_has_its_place_and_its_reason(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "脏.txt", "--cleaned", "--json", where) == 0
    told = [(cut["start"], cut["reason"], cut["text"]) for cut in json.loads(capsys.readouterr().out)]
    assert told[0] == (0, "网站导航", "当前位置：首页 > 总结")
    assert told[-1][1:] == ("上一篇下一篇", "上一篇：没有了")


def test_what_the_file_holds_around_its_text_is_told_too(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "页眉.docx", "--cleaned", where) == 0
    shown = capsys.readouterr().out
    assert "页眉" in shown and "城东街道办事处文件" in shown


def test_of_a_line_that_is_no_prose_the_beginning_is_shown_with_no_name(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", "长.txt", "--cleaned", "--json", where) == 0
    (cut,) = json.loads(capsys.readouterr().out)
    assert cut["text"].startswith("志愿者王某某志愿者") and len(cut["text"]) == 201
