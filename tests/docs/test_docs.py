"""Docs that cannot rot: every example in a docstring and every command in a page runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest

import graph
import ingest
import liantu
import queries
import viz
from graph.workspace import Workspace
from liantu.cli import Commands
from tests.conftest import ROOT, SAMPLES
from tests.liantu.test_ingest import run

MODULES = sorted(
    found.name
    for package in (graph, ingest, queries, viz, liantu)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not found.name.startswith(("ingest.training.", "liantu.__main__"))  # the first needs the extra `train`
)
STAND_INS = {"文件夹": str(SAMPLES), "FOLDER": str(SAMPLES), "NAME": "市委统战部", "文件夹/": str(SAMPLES)}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[str]:
    """Lines of a page's code blocks that are commands of ours, without their comments."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.S | re.M)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [
        line for line in lines if line.startswith("liantu ") and not line.startswith("liantu explore")
    ]  # it serves until interrupted


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_give_what_they_say(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_and_commands_to_run() -> None:
    assert len(MODULES) > 30
    assert len(commands(ROOT / "README.md")) >= 6


@pytest.mark.parametrize("command", sorted(set(commands(ROOT / "README.md"))))
def test_commands_of_the_readme_run(
    command: str, sample_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIANTU_WORKSPACE", str(sample_workspace.path))
    arguments = [STAND_INS.get(word, word) for word in shlex.split(command)[1:]]
    assert run(*arguments) == 0


@pytest.mark.parametrize("page", [page.name for page in PAGES if commands(page)])
def test_pages_name_only_commands_that_exist(page: str) -> None:
    path = next(path for path in PAGES if path.name == page)
    assert {command.split()[1] for command in commands(path)} <= Commands.modules.keys()
