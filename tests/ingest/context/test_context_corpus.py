"""How often the context is right on the labelled corpus that LIANTU_CORPUS names; the figures stand in docs/design/003-reading.md."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.page import read_page

FIELDS = {"kind": 0.95, "year": 0.95, "jurisdiction": 0.94, "issuer": 0.90}
LEFT_OPEN = 0.90


def fold(value: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))


def right(field: str, found: object, accepted: set[str]) -> bool:
    """Names may lack or have their first part: 县委统战部 for 某县委统战部."""
    name = fold(found or "")
    named = field in ("jurisdiction", "issuer") and len(name) >= 3
    return name in accepted or (named and any(a.endswith(name) or name.endswith(a) for a in accepted))


@pytest.fixture(scope="module")
def outcomes(corpus: Path) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for texts, gold in ((corpus / "train", corpus / "train"), (corpus / "seeds", corpus / "eval" / "gold")):
        for path in sorted(texts.glob("*.txt")):
            context = read_page(path, path.name).context
            labels = json.loads((gold / f"{path.stem}.json").read_text(encoding="utf-8"))["metadata"]
            for field in FIELDS:
                accepted = {fold(labels[key]) for key in (field, f"{field}_full") if labels.get(key) is not None}
                said = getattr(context, field)
                if accepted:
                    found[field].append(right(field, said, accepted))
                    if texts.name == "seeds":
                        found["seeds"].append(right(field, said, accepted))
                else:
                    found[f"{field} left open"].append(said is None)
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_right_where_the_text_says(outcomes: dict[str, list[bool]], field: str) -> None:
    assert len(outcomes[field]) > 100
    assert sum(outcomes[field]) >= FIELDS[field] * len(outcomes[field])


@pytest.mark.parametrize("field", ["year", "jurisdiction", "issuer"])
def test_left_open_where_it_does_not(outcomes: dict[str, list[bool]], field: str) -> None:
    found = outcomes[f"{field} left open"]
    assert found and sum(found) >= LEFT_OPEN * len(found)


def test_the_seeds_are_all_right(outcomes: dict[str, list[bool]]) -> None:
    assert outcomes["seeds"] and all(outcomes["seeds"])
