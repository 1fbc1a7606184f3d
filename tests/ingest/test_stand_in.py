"""Who fills an omitted subject: the issuer, also where the text calls it by the tail of its name."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("issuer", "text"),
    [
        ("富源县文化和旅游局", "县文化和旅游局召开会议。\n举办“山花里”读书节活动。"),
        ("XX街道党工委", "党工委召开会议。\n举办“山花里”读书节活动。"),
    ],
)
def test_the_issuer_organises_what_has_no_subject(told: Any, issuer: str, text: str) -> None:
    facts = told(text, issuer=issuer)
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {issuer.endswith(names[r.source].lstrip("县")) for r in inferred} == {True}


def test_without_an_issuer_nobody_is_supposed(told: Any) -> None:
    facts = told("县文化和旅游局召开会议。\n举办“山花里”读书节活动。", issuer=None, kind="news")
    assert not [r for r in facts.relations if r.evidence.inferred]
