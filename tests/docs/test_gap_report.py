"""docs/gap-report.md is the report that the program writes of one survey of the samples. `make golden` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

from graph.workspace import Registered, Workspace
from liantu import build
from tests.conftest import ROOT
from tests.liantu.test_ingest import run

SURVEY = "关于全市红色场馆保护利用情况的调研报告.txt"
PAGE = ROOT / "docs" / "gap-report.md"


def test_the_sample_report_is_the_one_that_is_written(sample_workspace: Workspace, tmp_path: Path) -> None:
    (document,) = [d for d in sample_workspace.documents() if d.file.endswith(SURVEY)]
    alone = Workspace(tmp_path / "w")
    with alone.locked():
        alone.write_facts(sample_workspace.facts_of(document.id))
        alone.register([Registered("/r", SURVEY, document.id, "v", SURVEY)], [])
        build.build(alone)
    assert run("gaps", "-w", alone.path, "--report", tmp_path / "gap-report.md") == 0
    written = (tmp_path / "gap-report.md").read_text(encoding="utf-8")
    if os.environ.get("LIANTU_GOLDEN") == "write":
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written, "look at the difference, then run `make golden`"
