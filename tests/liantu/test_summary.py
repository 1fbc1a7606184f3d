"""What a run of reading shows, on a terminal of eighty columns too."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from graph.facts import DocumentFacts
from graph.model import Document
from graph.workspace import Workspace
from liantu import build
from liantu.commands import summary
from liantu.sources import Step

TEXT = (
    "枝江市妇联2024年工作总结\n\n　　一、主要做法\n　　市妇联牵头开展“暖心驿站”服务项目，联合团市委举办亲子阅读活动。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "文档"
    (made / "一个名称很长很长的文件夹").mkdir(parents=True)
    (made / "一个名称很长很长的文件夹" / "枝江市妇女联合会2024年工作总结（征求意见稿）.txt").write_text(
        TEXT, encoding="utf-8"
    )
    (made / "空.txt").write_bytes(b"")
    return made


@pytest.mark.parametrize("width", [80, 120])
def test_the_bar_and_the_table_fit_the_terminal(
    folder: Path, tmp_path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, told = io.StringIO(), io.StringIO()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(summary, "answers", Console(file=told, width=width))
    space = Workspace(tmp_path / "w")
    terminal = Console(file=shown, width=width, force_terminal=True, legacy_windows=False)
    outcome = summary.follow(space, [folder], 1, terminal)
    summary.report(space, outcome, 1.0)
    bar = shown.getvalue()
    assert "2/2" in bar and f"{len(TEXT)} 字" in bar and "1 个出错" in bar
    head, row = (
        line for line in told.getvalue().splitlines() if "发文单位" in line or ("2024" in line and "总结" in line)
    )
    assert [
        word for word in ("文件", "类型", "年份", "地区", "发文单位", "事物", "关系", "提示") if word not in head
    ] == []
    assert "总结" in row and "2024" in row and "枝江市" in row and "市妇联" in row
    assert "枝江市妇" in row, "the file's name, not its folder's"
    assert all(cell_len(line) <= width for line in told.getvalue().splitlines() if "图谱" not in line)


def test_the_telling_end_of_a_place_and_of_an_issuer_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr(summary, "answers", Console(file=told, width=80))
    path, issuer = "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市", "中国共产党霍尔果斯市委员会宣传部"
    facts = DocumentFacts(
        Document(
            "d1", "2024年度工作总结（送审稿）修改后第三版最终.docx", "", "plan", 2024, None, None, None, path, issuer
        ),
        "",
    )
    summary._summary([[facts]])
    row = next(line for line in told.getvalue().splitlines() if "2024年度" in line)
    assert "…霍尔果斯市" in row and "会宣传部" in row and cell_len(row.rstrip()) <= 80


def test_each_step_says_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    build.ingest(Workspace(tmp_path / "w"), [folder], workers=1, progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2), (2, 2)]
    assert (steps[-1].characters, steps[-1].errors) == (len(TEXT), 1)


def test_a_copy_is_named_with_what_it_is_a_copy_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(summary, "answers", Console(file=told, width=200))
    text = (
        TEXT
        + "　　市妇联在马家店街道设立家庭教育指导站，每季度培训指导员，服务留守儿童家庭，联系志愿者队伍上门走访。\n"
    )
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "gb18030")):
        (tmp_path / name).write_bytes(text.encode(encoding))
    space = Workspace(tmp_path / "w")
    summary.report(space, summary.follow(space, [tmp_path / "a.txt", tmp_path / "b.txt"], 1), 1.0)
    assert "b.txt: a copy of a.txt" in told.getvalue() or "a.txt: a copy of b.txt" in told.getvalue()
