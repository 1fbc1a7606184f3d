"""One probability from a regression and from trees."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ingest.model import judge as module
from ingest.model.judge import Judge, load

BOTH: list[object] = ["sure", 0.5, -1.0, ["seen", 0.0, 1.0, 5.0]]
"""Surer than a half holds, and more so what was seen before."""


def test_a_probability_is_rounded() -> None:
    assert Judge({"bias": 0.0}).probability({"bias": 1.0}) == 0.5
    assert Judge({"bias": 99.0}).probability({"bias": 1.0}) == 1.0


@pytest.mark.parametrize(
    ("found", "leaf"), [({}, -1.0), ({"sure": 0.5}, -1.0), ({"sure": 0.6}, 1.0), ({"sure": 0.6, "seen": 1.0}, 5.0)]
)
def test_a_tree_is_walked_to_its_leaf_and_what_is_not_named_is_nothing(found: dict[str, float], leaf: float) -> None:
    assert Judge({}, [BOTH]).probability(found) == pytest.approx(1 / (1 + math.exp(-leaf / 3)), abs=1e-6)  # type: ignore[list-item]


def test_trees_weigh_half_as_much_as_the_regression() -> None:
    assert Judge({"sure": 3.0}, [-1.0, -5.0]).probability({"sure": 1.0}) == 0.5


def test_claims_weighed_together_weigh_as_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 2)
    weighed = Judge({"bias": 0.2}, [BOTH, 0.3, ["width", 2.5, 0.7, -0.7]])  # type: ignore[list-item]
    claims = [{"bias": 1.0, "sure": k / 4, "seen": k % 2.0, "width": float(k)} for k in range(5)]
    assert weighed.probabilities(claims) == [weighed.probability(claim) for claim in claims]
    assert len(set(weighed.probabilities(claims))) == 3
    assert weighed.probabilities([]) == []


@pytest.mark.parametrize("damage", ["", "{}", '{"linear": {}}'])
def test_a_damaged_judge_is_told_apart_from_a_missing_one(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    assert load.__wrapped__("join.json") is None
    (tmp_path / "join.json").write_text(damage, encoding="utf-8")
    with pytest.raises((ValueError, LookupError)):
        load.__wrapped__("join.json")
