"""What the judge that joins grammar and reader learns from."""

from __future__ import annotations

import hashlib

from ingest.model.reader import ScoredSpan
from ingest.page import page_of
from ingest.text import Source
from ingest.training.join import judged

TEXT = "县妇联举办“巧手”大赛。“巧手”大赛在镇上举行。镇上建成红色书屋。"


class Spans:
    """A reader that sees one name twice and another once."""

    def candidates(self, text: str, sentences: list[tuple[int, int]]) -> list[ScoredSpan]:
        places = [
            (text.index("“巧手”"), 6, "Campaign"),
            (text.rindex("“巧手”"), 6, "Campaign"),
            (text.index("红色书屋"), 4, "Base"),
        ]
        return [ScoredSpan(at, at + size, label, 600) for at, size, label in places]


def test_a_name_counts_as_one_however_often_it_stands() -> None:
    page = page_of(Source("case.txt", hashlib.sha256(TEXT.encode()).hexdigest(), "text/plain", TEXT))
    gold = {"entities": [{"label": "Campaign", "name": "“巧手”大赛", "mentions": []}]}
    rows = judged(page, gold, Spans())  # type: ignore[arg-type]
    counts = {label: [row[2:] for row in rows if f"label:{label}" in row[0]] for label in ("Campaign", "Base")}
    assert counts["Campaign"] == [(0.5,), (0.5,)]
    assert counts["Base"] == [(1.0,)]
