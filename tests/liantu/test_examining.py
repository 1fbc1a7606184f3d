"""What doctor says of this machine, and of machines that lack something."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import resvg_py
from click.testing import CliRunner

from graph.stores.health import Check
from ingest.facts import shipped
from ingest.model import reader, relations
from liantu.commands import examining


def _checks(expected: int = 0) -> dict[str, dict[str, Any]]:
    done = CliRunner().invoke(examining.doctor, ["--json"])
    assert done.exit_code == expected, done.output
    return {check["name"]: check for check in json.loads(done.stdout)}


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the engines have a state, without examining them again."""

    def have(state: str) -> None:
        monkeypatch.setattr(examining, "examine_stores", lambda: iter([Check("engine", state, "", "next")]))

    have("ok")
    return have


@pytest.mark.slow
def test_every_line_says_ok_or_what_to_do() -> None:
    checks = _checks()
    assert len(checks) >= 9
    for check in checks.values():
        assert check["state"] in ("ok", "missing")
        assert bool(check["next_step"]) == (check["state"] == "missing")
    assert sum("300" in check["detail"] for check in checks.values()) == 1


def test_a_machine_without_chinese_fonts_is_told_which_to_install(
    engines: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_fonts(drawing: Any, dots: float) -> bytes:
        return bytes(resvg_py.svg_to_bytes(svg_string=drawing.text, dpi=dots, skip_system_fonts=True))

    monkeypatch.setattr(examining, "raster", without_fonts)
    check = _checks()["中文字体"]
    assert check["state"] == "missing" and "fonts-noto-cjk" in check["next_step"]


@pytest.mark.parametrize(
    ("error", "state", "advice", "exit_code"),
    [
        (ImportError("no module"), "missing", "liantu[pdf]", 0),
        (OSError("cannot load library 'pango'\nmore"), "broken", "libpango", 1),
    ],
)
def test_a_package_that_cannot_be_used_is_not_called_ok(
    engines: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    state: str,
    advice: str,
    exit_code: int,
) -> None:
    def refuse(name: str) -> None:
        raise error

    monkeypatch.setattr(examining, "import_module", refuse)
    check = _checks(exit_code)["weasyprint"]
    assert check["state"] == state and advice in check["next_step"] and "\n" not in check["detail"]


def test_an_engine_that_is_broken_ends_with_1(engines: Callable[[str], None]) -> None:
    engines("broken")
    assert _checks(1)["engine"]["state"] == "broken"


@pytest.mark.parametrize("file", [reader.WEIGHTS, relations.WEIGHTS])
@pytest.mark.parametrize("damage", [[], [b"", b""], [b"version https"] * 2])
def test_weights_that_lack_or_cannot_be_used_are_not_called_ok(
    engines: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, file: str, damage: list[bytes]
) -> None:
    read = reader.weights
    for module in (reader, relations):
        monkeypatch.setattr(module, "weights", lambda name: damage if name == file else read(name))
    monkeypatch.setattr(examining, "shipped", shipped.__wrapped__)
    check = _checks(1)["训练所得权重"]
    assert check["state"] == "broken" and "重新安装" in check["next_step"]


def test_weights_count_with_all_their_files(engines: Callable[[str], None]) -> None:
    files = [*reader.weights(reader.WEIGHTS), *reader.weights(relations.WEIGHTS)]
    assert _checks()["训练所得权重"]["detail"] == f"{sum(map(len, files)) >> 10} KiB"
