"""The notebook of the docs runs on the samples, from its first cell to its last."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from graph.workspace import Workspace

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line, as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None


@pytest.mark.slow
def test_every_cell_runs_and_shows_something(
    sample_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANTU_WORKSPACE", str(sample_workspace.path))
    monkeypatch.chdir(tmp_path)
    cells = [c for c in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    names: dict[str, Any] = {}
    shown = [_run("".join(cell["source"]), names) for cell in cells]
    assert len(shown) == 5
    book, around, busiest, gaps, notes = shown
    assert book._repr_html_().count('class="node"') > 100
    assert 2 <= around._repr_html_().count('class="node"') < 60
    assert len(busiest) == 10
    assert all(len(gap) == 2 for gap in gaps)
    assert notes == []
    assert (tmp_path / "network.html").stat().st_size > 500_000
