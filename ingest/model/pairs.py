"""What the relation reader sees of two mentions: states pooled over stretches of text, words near by, and the structure of the sentence.

Members of a list (A、B和C) look alike: what stands between two mentions is measured from the ends of their lists.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import rjieba

from graph.vocabulary import NAMED, Label
from ingest.model.features import pairs as enclosing

Floats: TypeAlias = npt.NDArray[np.float32]

LABELS = tuple(str(label) for label in Label if label in NAMED)
ROLES = ("done", "problem", "plan", "background")
WORDS = 2048
"""Words are known by a hash below this number; 0 is no word."""
SLOTS = ("between", "before", "after", "source", "target")
"""Where words are looked at: between the two, before the first, after the last, right after the source, right before the target."""
SLOT_WORDS = 12
STRETCHES = 6
"""Stretches whose states are pooled: source, target, between, before, after, sentence."""
NUMBERS = 2 * (len(LABELS) + 1) + len(ROLES) + 34
_JOINERS = frozenset(
    {
        "、",
        "和",
        "与",
        "及",
        "以及",
        "”、“",
        "”和“",
        "”与“",
        "”“",
        "》、《",
        "》和《",
        "》《",
        "、“",
        "”、",
        "》、",
        "、《",
    }
)
_MARKS = ",、;:(“《的"
_CUES = ("由", "在", "为", "向", "与", "将", "被", "对", "联合", "牵头", "等")
_LABEL = {label: [float(k == j) for j in range(len(LABELS) + 1)] for k, label in enumerate((*LABELS, ""))}
"""One number a label, and one for none."""

Spots: TypeAlias = list[tuple[int, int]]
"""The `STRETCHES` of one pair."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in the clean text; mentions of one ``entity`` are never paired."""

    start: int
    end: int
    label: str
    entity: str


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in offsets of the clean text, and what stands before it.

    Attributes:
        text: the clean text.
        start: where the sentence starts.
        end: where it ends.
        before: the sentence or heading right before it, as (start, end); None at the start of the text.
        role: role of its section: done, problem, plan or background.
        heading: it is a heading itself.
    """

    text: str
    start: int
    end: int
    before: tuple[int, int] | None = None
    role: str = "done"
    heading: bool = False


class View:
    """A sentence with its mentions, measured once for all pairs."""

    def __init__(self, context: Context, mentions: Sequence[Mention]) -> None:
        self.context = context
        self.mentions = mentions
        self.first = context.before[0] if context.before else context.start
        text = context.text[self.first : context.end]
        self._bounds = [self.first]
        self._hashes = []
        for word in rjieba.cut(text):
            self._bounds.append(self._bounds[-1] + len(word))
            self._hashes.append(zlib.crc32(word.encode()) % (WORDS - 1) + 1)
        self._groups = self._lists()
        enclosed = [(self.first + a, self.first + b) for a, b in enclosing(text)]
        self._stops = [
            k
            for k in range(self.first, context.end)
            if context.text[k] in ",;。:" and not any(a < k < b for a, b in enclosed)
        ]
        self._clauses = [self.clause(m.start) for m in mentions]

    def _lists(self) -> list[tuple[int, int]]:
        """For each mention the extent of the list that it is a member of; its own extent where it stands alone."""
        extents = [(m.start, m.end) for m in self.mentions]
        order = sorted(range(len(extents)), key=lambda k: (self.mentions[k].start, -self.mentions[k].end))
        outer = [
            k for n, k in enumerate(order) if not any(self.mentions[j].end >= self.mentions[k].end for j in order[:n])
        ]
        run: list[int] = []
        for k in [*outer, -1]:
            if k >= 0 and run and self.context.text[self.mentions[run[-1]].end : self.mentions[k].start] in _JOINERS:
                run.append(k)
                continue
            for member in run:
                extents[member] = (self.mentions[run[0]].start, self.mentions[run[-1]].end)
            run = [k] if k >= 0 else []
        return extents

    def hashes(self, start: int, end: int) -> list[int]:
        """Return the hashes of the words that lie in a stretch."""
        return self._hashes[bisect_left(self._bounds, start) : max(bisect_right(self._bounds, end) - 1, 0)]

    def clause(self, place: int) -> int:
        """Return where the clause of a place starts: after the last comma, semicolon or stop that no quotation or bracket encloses."""
        low = self.context.start if place >= self.context.start else self.first
        at = bisect_left(self._stops, place)
        return max(low, self._stops[at - 1] + 1) if at else low

    def stretches(self, source: int, target: int) -> list[tuple[int, int]]:
        """Return the stretches whose states are pooled, see `STRETCHES`; an empty one where there is nothing. ``source`` -1 is the stand-in."""
        y = self.mentions[target]
        context = self.context
        if source < 0:
            clause = self._clauses[target]
            low = self._groups[target][0]
            return [
                (0, 0),
                (y.start, y.end),
                (min(clause, low), low),
                (max(context.start, clause - 8), clause),
                (y.end, min(context.end, y.end + 6)),
                (context.start, context.end),
            ]
        x = self.mentions[source]
        a, b = (source, target) if (x.start, x.end) < (y.start, y.end) else (target, source)
        left, right = self._groups[a], self._groups[b]
        if left == right:
            left, right = (self.mentions[a].start, self.mentions[a].end), (self.mentions[b].start, self.mentions[b].end)
        between = (left[1], right[0]) if right[0] > left[1] else (0, 0)
        return [
            (x.start, x.end), (y.start, y.end), between, (max(self.first, left[0] - 6), left[0]),
            (right[1], min(context.end, right[1] + 6)), (context.start, context.end),
        ]  # fmt: skip

    def words(self, spots: Sequence[Spots]) -> npt.NDArray[np.int64]:
        """Return the hashes of the words near the stretches of pairs: for each pair one row for each of `SLOTS`, filled up with 0."""
        slots = [(("between", s[2]), ("before", s[3]), ("after", s[4]), ("first", s[2]), ("last", s[2])) for s in spots]
        return looked_up(slots, lambda slot: np.array(self._slot(*slot), np.int64))

    def _slot(self, slot: str, stretch: tuple[int, int]) -> list[int]:
        if slot == "before":
            row = self.hashes(max(stretch[1] - 12, self.first), stretch[1])[-4:]
        elif slot == "after":
            row = self.hashes(stretch[0], min(stretch[0] + 10, self.context.end))[:4]
        else:
            inner = self.hashes(*stretch)
            row = {"between": inner[-SLOT_WORDS:], "first": inner[:2], "last": inner[-2:]}[slot]
        return row + [0] * (SLOT_WORDS - len(row))

    def numbers(self, pairs: Sequence[tuple[int, int]], spots: Sequence[Spots]) -> Floats:
        """Return labels, order, distance, marks between and structure of pairs as numbers of about 0 to 1."""
        role = [float(self.context.role == name) for name in ROLES]
        marks: dict[tuple[int, int], list[float]] = {}
        rows = []
        for (source, target), (_, _, between, _, after, _) in zip(pairs, spots, strict=True):
            x, y = self.mentions[source] if source >= 0 else None, self.mentions[target]
            if between not in marks:
                marks[between] = self._marks(self.context.text[between[0] : between[1]])
            rows.append([
                *_LABEL[x.label if x else ""], *_LABEL[y.label], *role, *self._structure(x, source, y, target), *marks[between],
                self.context.text[after[0] : after[0] + 1] == ")", y.start == self.context.start,
            ])  # fmt: skip
        return np.minimum(np.array(rows, np.float32), np.float32(2))

    def _marks(self, inner: str) -> list[float]:
        counts = [min(inner.count(mark), 4) / 4 for mark in _MARKS]
        return [len(inner) / 40, len(inner) == 0, len(inner) <= 3, *counts, *(cue in inner for cue in _CUES)]

    def _structure(self, x: Mention | None, source: int, y: Mention, target: int) -> list[float]:
        context = self.context
        if x is None:
            clause = self._clauses[target]
            actors = [
                m.start
                for m in self.mentions
                if context.start <= m.start < y.start and m.label in ("Organisation", "Place", "Stakeholder")
            ]
            near = any(start >= clause for start in actors)
            return [0, 0, 0, 0, near, bool(actors), context.heading, len(self.mentions) / 10, 0, 0]
        low, high = min(x.end, y.end), max(x.start, y.start)
        among = [m.label for m in self.mentions if low <= m.start and m.end <= high]
        return [
            x.start < y.start, (y.start <= x.start and x.end <= y.end), (x.start <= y.start and y.end <= x.end),
            self._groups[source] == self._groups[target], len(among) / 5, among.count(x.label) / 5, context.heading,
            len(self.mentions) / 10, x.start < context.start or y.start < context.start, self._clauses[source] == self._clauses[target],
        ]  # fmt: skip


def looked_up(rows: Sequence[Sequence[Key]], make: Callable[[Key], npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Make an array of every distinct key once and lay them out like the keys: pairs of one sentence share most of what they are."""
    known: dict[Key, int] = {}
    places = [[known.setdefault(key, len(known)) for key in row] for row in rows]
    made: npt.NDArray[Any] = np.array([make(key) for key in known])
    return made[places]


def pool(states: Floats, offset: int, stretch: tuple[int, int]) -> Floats:
    """Average states over a stretch; zeros where it is empty or lies outside.

    Args:
        states: one row a character.
        offset: the text's offset of the first row.
        stretch: (start, end) in the text.
    """
    start, end = max(stretch[0] - offset, 0), min(stretch[1] - offset, len(states))
    if end <= start:
        return np.zeros(states.shape[1], np.float32)
    total: Floats = np.add.reduce(states[start:end], 0)
    return total / np.float32(end - start)
