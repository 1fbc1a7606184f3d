"""The shipped readers on documents that nothing was taught on: below these floors a change made reading worse."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.unseen import read_all
from ingest.training.score import scorer

FLOORS = {"entity": 0.85, "relation": 0.63}


def test_unseen_documents_are_read_as_well_as_ever(corpus: Path) -> None:
    scored, score = read_all(corpus), scorer(corpus)
    assert len(scored) == 110
    for part, floor in FLOORS.items():
        counts: Counter[str] = Counter()
        for one in scored:
            for row in one.result[part].values():
                counts.update({key: row[key] for key in ("tp", "pred", "gold")})
        assert score.prf(counts["tp"], counts["pred"], counts["gold"])["f1"] >= floor, part
