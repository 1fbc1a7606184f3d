"""What a judge learns."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ingest.model import judge as module
from ingest.model.judge import load
from ingest.training.judge import fit, save

BIAS = {"bias": 1.0}
WIDTHS = [({"width": float(width)}, 4 <= width <= 6, 1.0) for width in range(1, 10)] * 100
"""Right is what is neither short nor long: no weight of the width says so."""


def test_what_counts_for_half_moves_the_weights_half_as_much() -> None:
    halved = fit([(BIAS, True, 0.5)] * 200 + [(BIAS, False, 1.0)] * 100)
    assert halved.linear["bias"] == pytest.approx(0.0, abs=1e-3)
    whole = fit([(BIAS, True, 1.0)] * 200 + [(BIAS, False, 1.0)] * 100)
    assert whole.linear["bias"] == pytest.approx(math.log(2), abs=0.06)


def test_trees_see_what_no_weight_says() -> None:
    learnt = fit(WIDTHS)
    assert [width for width in range(1, 10) if learnt.probability({"width": float(width)}) > 0.5] == [4, 5, 6]


def test_the_same_rows_teach_the_same_judge_and_the_file_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt, again = fit(WIDTHS), fit(WIDTHS)
    assert (again.linear, again.trees) == (learnt.linear, learnt.trees)
    save(learnt, tmp_path / "join.json")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    kept = load.__wrapped__("join.json")
    assert (kept.linear, kept.trees) == (learnt.linear, learnt.trees)
