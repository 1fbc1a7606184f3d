"""Every pattern of the statements has a labelled case that fails without it: each is switched off in turn, and the cases are run again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from inspect import signature
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest.lexicon import lexicon
from ingest.statements import problems, terms

HERE = Path(__file__).parent
CASES = {
    "bearers": "bearers seen shares",
    "clauses": "clauses",
    "commitments": "seen bearers statements shares",
    "dates": "dates statements moments",
    "indicators": "statements terms",
    "moments": "moments",
    "problems": "seen statements",
    "shares": "shares",
    "table": "table bearers",
    "terms": "terms",
}
"""Where the labelled cases of a module stand: names of test files beside this one."""
NEVER = re.compile("(?!)")


def patterns(module: str) -> list[str]:
    found = vars(import_module(f"ingest.statements.{module}"))
    return sorted(name for name, value in found.items() if isinstance(value, re.Pattern))


def labelled(file: str) -> ModuleType:
    """Load a test file as a module."""
    spec = spec_from_file_location(f"cases_{file}", HERE / f"test_{file}.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def runs(module: ModuleType, fixtures: dict[str, Any]) -> Iterator[Callable[[], None]]:
    """Go through the cases of a test file as functions without arguments."""
    for name, test in vars(module).items():
        if not name.startswith("test_"):
            continue
        sets: list[list[dict[str, Any]]] = []
        for mark in getattr(test, "pytestmark", []):
            names = mark.args[0] if isinstance(mark.args[0], tuple) else (mark.args[0],)
            rows = (row if len(names) > 1 else (row,) for row in mark.args[1])
            sets.append([dict(zip(names, row, strict=True)) for row in rows])
        given = {key: value for key, value in fixtures.items() if key in signature(test).parameters}
        for chosen in product(*sets):
            values = given | {key: value for part in chosen for key, value in part.items()}
            if set(values) == set(signature(test).parameters):
                yield partial(test, **values)


def forget() -> None:
    """Empty what keeps readings of terms."""
    for value in vars(terms).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def fails(module: str, fixtures: dict[str, Any]) -> bool:
    """Whether a labelled case of a module fails."""
    forget()
    for run in (run for file in CASES[module].split() for run in runs(labelled(file), fixtures)):
        try:
            run()
        except Exception:
            return True
    return False


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    forget()


@pytest.mark.parametrize(("module", "name"), [(m, n) for m in CASES for n in patterns(m)])
def test_a_case_fails_without_the_pattern(
    module: str, name: str, told: Any, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = import_module(f"ingest.statements.{module}")
    off = getattr(found, name)
    monkeypatch.setattr(found, name, NEVER)
    due = tuple((NEVER if pattern is off else pattern, sooner) for pattern, sooner in terms._DUE)
    monkeypatch.setattr(terms, "_DUE", due)
    assert fails(module, {"told": told, "read": read})


@pytest.mark.parametrize(
    ("module", "name", "off"),
    [
        ("clauses", "SHORTEST", 0),
        ("clauses", "WIDEST", 0),
        ("commitments", "_reported", lambda *_: False),
        ("commitments", "SURE", 1001),
        ("commitments", "apart", lambda _, __, runs: runs),
        ("commitments", "mended", lambda _, runs: runs),
        ("problems", "mended", lambda _, runs: runs),
    ],
)
def test_a_case_fails_without_the_rule(
    module: str, name: str, off: Any, told: Any, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"ingest.statements.{module}.{name}", off)
    assert fails(module, {"told": told, "read": read})


@pytest.mark.parametrize("name", sorted(set(lexicon("problems")) - {"kinds"}))
def test_a_case_fails_without_the_words(name: str, told: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = problems._pattern
    monkeypatch.setattr(problems, "_pattern", lambda asked: NEVER if asked == name else pattern(asked))
    assert fails("problems", {"told": told, "read": read})


def test_with_all_rules_on_no_case_fails(told: Any, read: Any) -> None:
    assert not [module for module in CASES if fails(module, {"told": told, "read": read})]
