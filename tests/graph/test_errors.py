"""Every message exists in both languages, and says what, where and what next."""

from __future__ import annotations

import ast
import pickle
import string
from pathlib import Path

import pytest

from graph.errors import LiantuError, _messages
from graph.language import language, speaking

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph", "ingest", "queries", "viz", "liantu")


def raised_codes() -> set[str]:
    """The codes that the sources name: first argument of LiantuError(…), message(…) and _failed(…)."""
    codes = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                    if name in ("LiantuError", "message", "_failed"):
                        codes.add(str(call.args[0].value))
    return codes


def test_every_code_that_is_raised_has_its_texts() -> None:
    assert raised_codes() - _messages().keys() == set()


@pytest.mark.parametrize("code", sorted(_messages()))
def test_texts_stand_in_both_languages_with_the_same_places(code: str) -> None:
    for texts in _messages()[code].values():
        places = [
            {name for _, name, _, _ in string.Formatter().parse(texts[spoken]) if name and name != "where"}
            for spoken in ("zh", "en")
        ]
        assert places[0] == places[1]


def test_an_error_says_what_where_and_what_next_in_the_user_s_language() -> None:
    with speaking("zh"):
        assert (
            str(LiantuError("path_missing", "没有的文件夹"))
            == "没有的文件夹: 没有这个文件夹或文件。 请检查路径是否写对。"
        )
    with speaking("en"):
        assert str(LiantuError("path_missing", "x")) == "x: there is no such folder or file. Check the path."


def test_an_error_keeps_its_words_across_processes() -> None:
    error = pickle.loads(pickle.dumps(LiantuError("path_missing", "x", exit_code=3)))
    assert (error.code, error.exit_code, error.where) == ("path_missing", 3, "x")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en"}, "zh"),
    ],
)
def test_the_locale_decides_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
