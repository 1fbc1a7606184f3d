"""What the command line says and takes in Chinese: labels and relations by their names, wrong use, help."""

from __future__ import annotations

import gettext
import string

import click
import pytest
import yaml

from graph.vocabulary import Label, RelationType
from graph.workspace import Workspace
from liantu import cli, translation
from liantu.choices import find_word
from tests.liantu.test_ingest import run


@pytest.mark.parametrize("word", ["机制制度", "Mechanism", "mechanism"])
def test_a_label_is_taken_by_every_name(word: str) -> None:
    assert find_word("labels", word, list(Label)) == Label.Mechanism


@pytest.mark.parametrize("word", ["位于", "LOCATED_IN", "located in", "is in"])
def test_a_relation_is_taken_by_every_name(word: str) -> None:
    known = word != "is in"
    assert (find_word("relations", word, list(RelationType)) == RelationType.LOCATED_IN) == known


def test_a_matrix_is_asked_for_in_chinese(sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("-w", sample_workspace.path, "--csv")
    assert run("matrix", "牵头", "--rows", "组织机构", "--columns", "品牌", *where) == 0
    chinese = capsys.readouterr().out
    assert run("matrix", "LEADS", "--rows", "organisation", "--columns", "Brand", *where) == 0
    assert capsys.readouterr().out == chinese != ""


def test_a_pair_that_no_relation_joins_is_told_with_those_that_it_does(
    sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("matrix", "牵头", "--rows", "组织机构", "--columns", "地区", "-w", sample_workspace.path) == 2
    told = capsys.readouterr().err
    assert "机制制度 Mechanism" in told and "docs/" not in told


@pytest.mark.parametrize(
    "wrong",
    [
        ("export", "pdf"),
        ("query", "x", "--limit", "y"),
        ("brandz",),
        ("gaps", "--foo"),
        ("show",),
        ("compare", "x"),
        ("gaps", "-w"),
    ],
)
def test_wrong_use_is_told_in_chinese(wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*wrong) == 2
    told = capsys.readouterr().err
    assert "用法有误" in told
    assert not [
        word
        for word in ("Missing", "Invalid", "valid", "No such", "requires", "takes", "Usage", "OPTIONS")
        if word in told
    ]


@pytest.mark.parametrize("command", list(cli.Commands.modules))
def test_help_is_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    told = capsys.readouterr().out
    assert "用法" in told and "选项" in told
    assert not [word for word in ("Usage", "Options", "Show this", "required") if word in told]


def test_what_click_says_in_chinese_is_up_to_date_and_fills_only_what_click_fills() -> None:
    assert translation.main(["--check"]) == 0
    for *texts, said in yaml.safe_load((translation.FOLDER / "zh.yaml").read_text(encoding="utf-8")):
        given = {name for text in texts for _, name, _, _ in string.Formatter().parse(text)}
        assert {name for _, name, _, _ in string.Formatter().parse(said)} <= given | {None}
        assert texts[0] in (translation.FOLDER / "zh/LC_MESSAGES/messages.mo").read_bytes().decode("utf-8", "ignore")


def test_every_text_that_is_translated_is_one_of_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer click may put it otherwise: then its text is English again, and this says so."""
    gettext.bindtextdomain("messages", str(translation.FOLDER))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert click.NoSuchOption("--x").format_message() == "没有选项 '--x'。"
