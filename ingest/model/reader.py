"""The span reader: small networks over characters that find names, also nested ones, and clauses.

Two of them read side by side: LAC's encoder (Apache-2.0, Baidu) with the lower layers of multilingual-e5-small (MIT, Microsoft) or of
bge-small-zh-v1.5 (MIT, BAAI), tuned on labelled documents, with a head that scores every span for every label (docs/design/004-reader.md).
What holds is the mean of what they say. Pieces of sentences are read some at a time, on one thread, and none is padded where sums run over
it; scores are rounded before anything is decided: what is found depends on the piece alone.
"""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import onnxruntime

from ingest.model.features import CHANNELS, GRIDS, MAX_PIECE, MAX_WIDTH, Grid, channels, grids, pieces
from ingest.model.subwords import Characters, Subwords, seats

ENCODERS = ("e5", "bge")
"""Folders of the networks that read side by side, each named by its encoder."""
WEIGHTS = "reader.onnx"
SUMS = "weights.sha256"
"""What the package's weights sum up to, as ``sha256sum */*.onnx`` prints it: swapped networks load, and read nonsense."""
FLOOR = 100
"""Spans of less confidence are no candidates."""
KEPT = 512
"""Pieces whose reading is remembered."""
AHEAD = 64
"""Expected pieces that are read with the first of them that is asked for, no more than are remembered."""
TOGETHER = 300
"""Characters that the networks read at once, room for shorter pieces included."""
CLAUSES = {"Problem": (300, 600), "Commitment": (300, 300), "Indicator": (500, 500)}
"""Of each kind of clause how likely a character has to be in one for a run to go on, and how likely one at least of a run's characters."""
_STEPS = np.subtract.outer(np.arange(MAX_PIECE), np.arange(MAX_PIECE)).T
_DISTANCE = np.clip(_STEPS, 0, MAX_WIDTH)
_LEGAL = (_STEPS >= 0) & (_STEPS < MAX_WIDTH)
"""Below the diagonal the network was never taught anything."""


@dataclass(frozen=True, slots=True, order=True)
class ScoredSpan:
    """A stretch of the text, what it is, and how sure the reader is, in thousandths: all networks together, and of a name each apart; of a clause also
    how sure that it begins there."""

    start: int
    end: int
    label: str
    confidence: int
    apart: tuple[int, ...] = ()
    begins: int = 1000


_Said: TypeAlias = tuple[npt.NDArray[np.float32], ...]
"""One array for each network."""
_ORDER = attrgetter("start", "end", "label", "confidence")
"""The same as comparing two of them, and several times faster."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the networks say of one piece: candidate spans in offsets of the piece, and of each network a state for each character for the relation reader."""

    spans: tuple[ScoredSpan, ...]
    states: tuple[npt.NDArray[np.float32], ...]


def session(model: bytes) -> onnxruntime.InferenceSession:
    """Make weights ready to compute, on one thread.

    Raises:
        ValueError: the weights are damaged.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has a kind of error for each kind of damage
        raise ValueError("damaged weights") from error


def weights(name: str, folder: Traversable | None = None) -> list[bytes]:
    """Read a file of every network in a folder; nothing where one is missing.

    Args:
        name: of the file.
        folder: that of the package if none is named: its files have to be those that were trained together, each in its place.

    Raises:
        ValueError: a file of the package is damaged, or another's.
    """
    place = folder or files("ingest.model")
    found = [place.joinpath(encoder, name) for encoder in ENCODERS]
    if not all(file.is_file() for file in found):
        return []
    read = [file.read_bytes() for file in found]
    if folder is None:
        sums = told.read_text(encoding="ascii").splitlines() if (told := place.joinpath(SUMS)).is_file() else []
        for encoder, data in zip(ENCODERS, read, strict=True):
            if f"{sha256(data).hexdigest()}  {encoder}/{name}" not in sums:
                raise ValueError("damaged weights")
    return read


class Network:
    """One network: its weights and the characters and pieces that it knows."""

    def __init__(self, model: bytes) -> None:
        self._session = session(model)
        self.declared: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        self._rows = {c: k + 1 for k, c in enumerate(self.declared["letters"])}
        single = self.declared.get("characters")
        self.cutter = Characters(single) if single else Subwords(json.loads(self.declared["pieces"]))

    def run(
        self, pieces: Sequence[str], codes: Sequence[npt.NDArray[np.int64]], marks: Sequence[Grid]
    ) -> list[list[npt.NDArray[np.float32]]]:
        """Compute of each piece spans (labels, first, last), clauses (characters, clauses, 3), states (characters, units).

        The rows of all pieces stand one behind the other in every product of matrices; where a piece is read as a whole each has its own place.
        """
        cuts = [self.cutter.cut(piece) for piece in pieces]
        sizes, rows = [len(piece) for piece in pieces], [len(cut) for cut in cuts]
        cells, cell = laid_out(sizes)
        slots, slot = laid_out(rows)
        most = max(sizes)
        grid = np.zeros((len(pieces), len(GRIDS), most, most), np.uint8)
        for whole, own, size in zip(grid, marks, sizes, strict=True):
            whole[:, :size, :size] = own
        number, seat = zip(*map(seats, cuts, sizes), strict=True)
        inputs: dict[str, Any] = {
            "ids": np.array([self._rows.get(c, 0) for piece in pieces for c in piece], np.int64),
            "codes": np.concatenate(codes),
            "grid": grid,
            "distance": _DISTANCE[:most, :most],
            "lengths": np.array(sizes, np.int32),
            # the networks go along all pieces at once, character by character
            "cells": cells.T,
            "cell": cell % most * len(pieces) + cell // most,
            "rows": np.array([row for cut in cuts for row, _, _ in cut], np.int64),
            "place": slot % slots.shape[1],
            "slots": slots,
            "slot": slot,
            "piece": np.concatenate([own + first for own, first in zip(number, slots[:, 0], strict=True)]),
            "seat": np.concatenate(seat),
        }
        spans, clauses, states = self._session.run(["spans", "clauses", "states"], inputs)
        ends = np.cumsum(sizes)[:-1]
        parts = zip(spans, sizes, np.split(clauses, ends), np.split(states, ends), strict=True)
        return [[own[:, :size, :size], stated, state] for own, size, stated, state in parts]


def laid_out(sizes: Sequence[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Lay rows that stand one behind the other out in a table with one line for each piece.

    Returns:
        Which row stands in each cell of the table, -1 where none; in which cell, line by line, each row stands.
    """
    step = np.arange(max(sizes))
    held = step < np.array(sizes)[:, None]
    table = np.full(held.shape, -1)
    table[held] = np.arange(sum(sizes))
    return table, np.flatnonzero(held)


class Reader:
    """The trained reader. Make it with `Reader.load`.

    Args:
        models: the weights of each network.
    """

    def __init__(self, models: Sequence[bytes]) -> None:
        self._networks = [Network(model) for model in models]
        declared = self._networks[0].declared
        self._labels: tuple[str, ...] = tuple(json.loads(declared["labels"]))
        self._floors: dict[str, int] = json.loads(declared["floors"])
        self._offsets = np.cumsum([0, *CHANNELS.values()])[:-1]
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._coming: deque[str] = deque()

    @classmethod
    def load(cls) -> Reader | None:
        """Load the weights of the package; None where they are missing: then the program reads by rules alone."""
        found = weights(WEIGHTS)
        return cls(found) if found else None

    def spans(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[ScoredSpan]:
        """Find names and clauses.

        Args:
            text: clean text.
            sentences: (start, end) of its sentences and headings.

        Returns:
            Spans in offsets of the text, by place; names of different labels may nest, never cross. Also labels Problem, Commitment, Indicator.
        """
        return sorted(settle(self.candidates(text, sentences), self._floors))

    def candidates(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[ScoredSpan]:
        """Return everything with a confidence of at least `FLOOR`, conflicts and all, by place."""
        stretches = [stretch for sentence in sentences for stretch in pieces(text, *sentence)]
        self.expect(text[start:end] for start, end in stretches)
        found = []
        for start, end in stretches:
            found += [replace(s, start=start + s.start, end=start + s.end) for s in self.read(text[start:end]).spans]
        return sorted(found, key=_ORDER)

    def expect(self, coming: Iterable[str]) -> None:
        """Be told the pieces that `read` is going to be asked for, in order: some are then read together."""
        self._coming = deque(coming)

    def read(self, piece: str) -> Reading:
        """Read one piece (see `pieces`), and ahead among those that are expected; the same piece always gives the same reading."""
        if piece not in self._kept:
            ahead = [piece]
            if piece in self._coming:
                while self._coming[0] != piece:
                    self._coming.popleft()
                ahead = list(dict.fromkeys(islice(self._coming, AHEAD)))
            for together in dealt([other for other in ahead if other not in self._kept]):
                self._kept.update(zip(together, self._run(together), strict=True))
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[piece]

    def _run(self, together: Sequence[str]) -> list[Reading]:
        codes = [channels(piece) for piece in together]
        marks = [grids(piece, code) for piece, code in zip(together, codes, strict=True)]
        seen = [code.astype(np.int64) + self._offsets for code in codes]
        said = zip(*(network.run(together, seen, marks) for network in self._networks), strict=True)
        return [
            self._reading(size, *zip(*each, strict=True)) for size, each in zip(map(len, together), said, strict=True)
        ]

    def _reading(self, size: int, spans: _Said, clauses: _Said, states: _Said) -> Reading:
        apart = thousandths(spans)
        sure = mean(apart)
        at = np.nonzero((sure >= FLOOR) & _LEGAL[:size, :size])
        said = zip(*(one[at].tolist() for one in apart), strict=True)
        hits = zip(*(part.tolist() for part in at), sure[at].tolist(), said, strict=True)
        found = [ScoredSpan(i, j + 1, self._labels[k], p, each) for k, i, j, p, each in hits]
        stated = mean(thousandths(clauses))
        for k, name in enumerate(self._labels[len(sure) :]):
            found += runs(stated[:, k], name)
        return Reading(tuple(sorted(found, key=_ORDER)), states)


def dealt(pieces: Sequence[str]) -> list[list[str]]:
    """Deal pieces into those that are read at once, of like length."""
    groups: list[list[str]] = []
    for piece in sorted(pieces, key=len):
        if not groups or (len(groups[-1]) + 1) * len(piece) > TOGETHER:
            groups.append([])
        groups[-1].append(piece)
    return groups


def thousandths(said: Sequence[npt.NDArray[np.float32]]) -> list[npt.NDArray[np.int32]]:
    """What networks say, rounded before anything is done with it, so the same everywhere."""
    return [np.rint(one * 1000).astype(np.int32) for one in said]


def mean(said: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    """The mean of what networks say, in thousandths."""
    total = np.stack(said).sum(0)
    halved: npt.NDArray[np.int32] = ((total + len(said) // 2) // len(said)).astype(np.int32)
    return halved


def settle(candidates: Sequence[ScoredSpan], floors: dict[str, int]) -> list[ScoredSpan]:
    """Choose among candidates, the surest first: no two labels for one span, no crossing, no name inside another of its own label.

    Args:
        candidates: spans.
        floors: label to least confidence.
    """
    kept: list[ScoredSpan] = []
    for span in sorted(candidates, key=lambda s: (-s.confidence, s.start, s.end, s.label)):
        if span.confidence >= floors[span.label] and all(_compatible(span, other) for other in kept):
            kept.append(span)
    return kept


def _compatible(span: ScoredSpan, other: ScoredSpan) -> bool:
    if _is_clause(span.label) or _is_clause(other.label) or span.end <= other.start or other.end <= span.start:
        return True
    if span.label == other.label or (span.start, span.end) == (other.start, other.end):
        return False
    within = other.start <= span.start and span.end <= other.end
    return within or (span.start <= other.start and other.end <= span.end)


def _is_clause(label: str) -> bool:
    return label in CLAUSES


def runs(sure: npt.NDArray[np.int32], label: str) -> list[ScoredSpan]:
    """Read runs of characters that are likely enough in a clause (`CLAUSES`); a run is cut where a new clause begins.

    Args:
        sure: of each character how likely it is outside of a clause, its first, and inside, in thousandths.
        label: of the clauses.
    """
    found: list[ScoredSpan] = []
    start = None
    least, best = CLAUSES[label]
    rows = sure.tolist()
    for k in range(len(rows) + 1):
        inside = k < len(rows) and 1000 - rows[k][0] > least
        if start is not None and (not inside or rows[k][1] > rows[k][2]):
            if 1000 - sure[start:k, 0].min() >= best:
                confidence = int(1000 - sure[start:k, 0].mean().round())
                found.append(ScoredSpan(start, k, label, confidence, begins=rows[start][1]))
            start = None
        if inside and start is None:
            start = k
    return found
