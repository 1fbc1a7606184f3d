"""Which measure is against which stated problem: a measure that takes up the words of a problem."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from ingest.mentions.reading import Reading, stop_words
from ingest.statements.commitments import Commitment
from ingest.statements.problems import Problem

_COMMON = 8
"""A word that stands more often in a document says nothing of a single problem."""
_SHARED = 2
_CONTENT = ("n", "v", "a", "j", "l", "i", "b")


class Answer(NamedTuple):
    """A measure (index of the commitment) against a problem (index), and the words they share."""

    commitment: int
    problem: int
    shared: tuple[str, ...]


def find_answers(reading: Reading, commitments: Sequence[Commitment], problems: Sequence[Problem]) -> list[Answer]:
    """Pair measures with the problems told before them whose words they take up; a measure answers at most one, the one it shares most with."""
    if not commitments or not problems:
        return []
    frequent = {w for w, n in Counter(map(attrgetter("text"), reading.words)).items() if n > _COMMON}
    told: dict[str, list[int]] = defaultdict(list)
    for number, problem in enumerate(problems):
        for word in _content(reading, problem.start, problem.end) - frequent:
            told[word].append(number)
    found = []
    for number, commitment in enumerate(commitments):
        shared: dict[int, list[str]] = defaultdict(list)
        for word in sorted(_content(reading, commitment.start, commitment.end)):
            for which in told.get(word, ()):
                if problems[which].end <= commitment.start:
                    shared[which].append(word)
        best = max(shared, key=lambda k: (len(shared[k]), -k), default=None)
        if best is not None and len(shared[best]) >= _SHARED:
            found.append(Answer(number, best, tuple(shared[best])))
    return found


def _content(reading: Reading, start: int, end: int) -> set[str]:
    stops = stop_words()[0]
    words = reading.words[reading.index(start) : reading.index(max(start, end - 1)) + 1]
    return {w.text for w in words if len(w.text) > 1 and w.text not in stops and w.tag.startswith(_CONTENT)}
