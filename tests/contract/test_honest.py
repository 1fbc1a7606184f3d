"""Nobody honest is turned away: what analysts ask is taken by every store, and answered alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LiantuError
from graph.stores.base import Store

HONEST: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("honest.yaml").read_text(encoding="utf-8"))


def test_the_list_is_long_and_none_is_there_twice() -> None:
    assert len({query["cypher"] for query in HONEST}) == len(HONEST) >= 60


@pytest.mark.cypher
@pytest.mark.parametrize("query", HONEST, ids=range(len(HONEST)))
def test_an_honest_query_is_answered(
    query: dict[str, Any], loaded: Store, name: str, request: pytest.FixtureRequest
) -> None:
    if query.get("only") == "embedded" and name == "neo4j":
        reason = "no text for the shortest path is common to both engines"
        request.applymarker(pytest.mark.xfail(raises=LiantuError, reason=reason, strict=True))
    answer = loaded.ask(query["cypher"])
    assert len(answer.rows) == query["rows"], answer.rows
    assert answer.columns and not answer.truncated
