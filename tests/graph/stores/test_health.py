"""What doctor says of the engines."""

from __future__ import annotations

import importlib.metadata
import sys

import pytest

from graph.errors import LiantuError
from graph.stores import fuzz, health, open_store


def test_each_engine_has_a_line_and_all_is_well_here() -> None:
    checks = {check.name: check for check in health.examine_stores(queries=20)}
    assert len(checks) == 5
    assert {c.state for c in checks.values()} <= {"ok", "missing"}
    assert all(bool(c.next_step) == (c.state != "ok") for c in checks.values())
    assert any("ladybug 0.20" in c.detail for c in checks.values())


def test_an_engine_that_answers_wrongly_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [fuzz.Mismatch("MATCH (n) RETURN n", [], [[1]])]
    monkeypatch.setattr(fuzz, "fuzz_embedded", lambda seed, queries: wrong)
    monkeypatch.setattr("graph.stores.canary.canary", lambda seed: False)
    checks = list(health.examine_stores())
    assert [c.state for c in checks[:2]] == ["broken", "broken"]
    assert "MATCH (n) RETURN n" in checks[1].detail
    assert all("pip install" in c.next_step for c in checks[:2])


def test_an_optional_engine_that_is_not_installed_has_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(health, "version", absent)
    check = health._optional("neo4j", "neo4j", "neo4j")
    assert check.state == "missing" and "liantu[neo4j]" in check.next_step


@pytest.mark.parametrize(
    ("address", "package"), [("rdf:", "pyoxigraph"), ("sparql:http://x/y", "pyoxigraph"), ("neo4j://x", "neo4j")]
)
def test_a_store_whose_engine_is_not_installed_says_what_to_install(
    address: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in [
        name for name in sys.modules if name.partition(".")[0] == package or name.startswith("graph.stores.")
    ]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(LiantuError, match="pip install") as caught:
        open_store(address)
    assert caught.value.code == "store_not_installed"
