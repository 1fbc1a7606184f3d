"""How a text is cut for an encoder, with the way back to its characters: into the sub-word pieces of a unigram model, the surest way, as
SentencePiece cuts it (Kudo 2018), or into its characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

MARK = "▁"
"""Stands for a space and for the start of a text."""
START, END, UNKNOWN = 0, 1, 2
"""Rows of the embedding for the ends of a text and for a character that no piece holds; pieces follow."""
SEATS = 5
"""Where a character may stand in its piece: alone, first, inner, last, or in none."""
_UNKNOWN_COST = 10.0


@lru_cache(4096)
def _plain(c: str) -> str:
    """The compatibility form of a character, where that is one character; a space as `MARK`."""
    form = unicodedata.normalize("NFKC", c)
    return MARK if form.isspace() else form if len(form) == 1 else c


class Subwords:
    """A vocabulary of pieces.

    Args:
        scores: piece to its log-probability, in the order of the embedding's rows after `UNKNOWN`.
    """

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._known = {piece: (score, row) for row, (piece, score) in enumerate(scores.items(), UNKNOWN + 1)}
        self._longest: dict[str, int] = {}
        for piece in scores:
            self._longest[piece[0]] = max(len(piece), self._longest.get(piece[0], 1))
        self._unknown = min(scores.values()) - _UNKNOWN_COST

    def cut(self, text: str) -> list[tuple[int, int, int]]:
        """Cut a text.

        Args:
            text: one piece of a sentence.

        Returns:
            (row, start, end) of every piece in order, `START` first and `END` last; the offsets are the text's, empty for what is not in it.
        """
        marked = MARK + "".join(map(_plain, text))
        n = len(marked)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * n
        for start in range(n):
            so_far = best[start][0]
            for end in range(start + 1, min(start + self._longest.get(marked[start], 1), n) + 1):
                score, row = self._known.get(marked[start:end]) or (
                    (self._unknown, UNKNOWN) if end == start + 1 else (0.0, -1)
                )
                if row >= 0 and so_far + score > best[end][0]:
                    best[end] = (so_far + score, start, row)
        cuts = [(END, n - 1, n - 1)]
        at = n
        while at:
            _, start, row = best[at]
            cuts.append((row, max(start - 1, 0), at - 1))
            at = start
        return [(START, 0, 0), *reversed(cuts)]


class Characters:
    """A vocabulary of single characters; one that is not in it is read as its small letter or its compatibility form.

    Args:
        known: in the order of the embedding's rows after `UNKNOWN`.
    """

    def __init__(self, known: str) -> None:
        self._rows = {c: row for row, c in enumerate(known, UNKNOWN + 1)}

    def cut(self, text: str) -> list[tuple[int, int, int]]:
        """Cut a text; see `Subwords.cut`."""
        last = len(text) - 1
        return [(START, 0, 0), *((self._row(c), k, k + 1) for k, c in enumerate(text)), (END, last, last)]

    def _row(self, c: str) -> int:
        plain = unicodedata.normalize("NFKC", c)[:1]
        return next((self._rows[form] for form in (c, c.lower(), plain, plain.lower()) if form in self._rows), UNKNOWN)


def seats(cuts: Sequence[tuple[int, int, int]], characters: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Say of every character in which piece it stands, and where in it (see `SEATS`)."""
    piece, seat = np.zeros(characters, np.int64), np.full(characters, SEATS - 1)
    for number, (_, start, end) in enumerate(cuts):
        if end > start:
            piece[start:end] = number
            seat[start:end] = 2
            seat[start], seat[end - 1] = (0, 0) if end == start + 1 else (1, 3)
    return piece, seat
