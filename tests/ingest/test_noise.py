"""Noise as documents really have it, made from the labelled corpus that LIANTU_CORPUS names: what is read of it stays nearly the same.

Clean and noisy are read by the same weights, so their difference tells of the noise alone; how well unseen documents are read is in docs/score.md.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest

from graph.facts import DocumentFacts
from ingest.facts import facts
from ingest.page import read_page
from ingest.training import export_facts
from ingest.training.corpus import corpus_files
from ingest.training.score import scorer

EVERY = 20
"""One document in so many is read."""
COLUMNS = 30

Gold = dict[str, Any]


def _traditional(text: str) -> bytes:
    return str(opencc.OpenCC("s2t").convert(text)).encode()


def _wrapped(text: str) -> bytes:
    lines = [line[k : k + COLUMNS] for line in text.split("\n") for k in range(0, max(len(line), 1), COLUMNS)]
    return "\n".join(lines).encode("gb18030", "ignore")


def _names(gold: Gold) -> list[str]:
    """The names of the places, longest first, without what says the level alone."""
    found = {m for e in gold["entities"] if e["label"] == "Place" for m in (e["name"], *e["mentions"]) if len(m) > 2}
    return sorted(found, key=lambda n: (-len(n), n))


def _redacted(text: str, names: Iterable[str]) -> bytes:
    for name in names:
        text = text.replace(name, "**" + name[-1])
    return text.encode()


def _documents(corpus: Path) -> list[tuple[str, str, Gold]]:
    kept = list(corpus_files(corpus))[::EVERY]
    return [(t.stem, t.read_text(encoding="utf-8"), json.loads(g.read_text(encoding="utf-8"))) for t, g in kept]


def _f1(counts: Iterable[Counter[str]]) -> float:
    total = sum(counts, Counter())
    return 2 * total["tp"] / max(1, total["pred"] + total["gold"])


@pytest.fixture(scope="module")
def measure(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[float, float]]:
    """F1 of entities and of relations over some documents, each given as bytes; ``struck`` names what does not count."""
    score = scorer(corpus)
    folder = tmp_path_factory.mktemp("noise")

    @cache
    def read(data: bytes) -> DocumentFacts:
        path = folder / "document.txt"
        path.write_bytes(data)
        return facts(read_page(path, "document.txt"))

    def compare(documents: Iterable[tuple[str, bytes, Gold]], struck: str = "") -> tuple[float, float]:
        results = []
        for name, data, gold in documents:
            found = read(data)
            nodes, edges = export_facts.nodes(name, found), export_facts.edges(name, found)
            if struck:
                out = re.compile(struck.replace("NAMES", "|".join(map(re.escape, _names(gold))) or "(?!)"))
                gone = {n["id"] for n in nodes if out.search(n["name"])}
                nodes = [n for n in nodes if n["id"] not in gone]
                edges = [e for e in edges if not {e["source"], e["target"]} & gone]
                lost = {
                    e["id"] for e in gold["entities"] if any(out.search(m) for m in (e["name"], *e["aliases"], *e["mentions"]))
                }  # fmt: skip
                gold = gold | {
                    "entities": [e for e in gold["entities"] if e["id"] not in lost],
                    "relations": [r for r in gold["relations"] if not {r["from"], r["to"]} & lost],
                    "commitments": [],
                }
            results.append(
                score.score_document(gold, score.Prediction(export_facts.document(name, found), nodes, edges))
            )
        return tuple(_f1(c for r in results for c in r[part].values()) for part in ("entity", "relation"))  # type: ignore[return-value]

    return compare


@pytest.mark.parametrize("noise", [_traditional, _wrapped])
def test_another_script_or_hard_wrapping_costs_little(
    corpus: Path, measure: Callable[..., tuple[float, float]], noise: Callable[[str], bytes]
) -> None:
    documents = _documents(corpus)
    clean = measure((name, text.encode(), gold) for name, text, gold in documents)
    noisy = measure((name, noise(text), gold) for name, text, gold in documents)
    assert max(b - a for a, b in zip(noisy, clean, strict=True)) <= 0.03, (clean, noisy)


def test_redacted_places_leave_the_rest_readable(corpus: Path, measure: Callable[..., tuple[float, float]]) -> None:
    documents = _documents(corpus)
    struck = r"\*\*|NAMES"
    clean = measure(((name, text.encode(), gold) for name, text, gold in documents), struck)
    noisy = measure(((name, _redacted(text, _names(gold)), gold) for name, text, gold in documents), struck)
    assert max(b - a for a, b in zip(noisy, clean, strict=True)) <= 0.05, (clean, noisy)
