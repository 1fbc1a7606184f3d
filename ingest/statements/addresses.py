"""Which measure is against which stated problem: a measure that takes up the words of a problem."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
_FEW, _NEAR = 3, 60
"""Problems before one label of measures that each may be the one that they are against; characters before a measure within which its aim stands."""
_LABEL = re.compile(r"(?:整改|改进|解决|应对|化解|落实|工作)?(?:措施|举措|对策):")
_AGAINST = re.compile(r"针对(?!性)[^;。\n]{2,50},$")
_EASES = re.compile(r",(?:着力|切实|有效|逐步)?(?:缓解|破解|解决|弥补|补齐|消除|改变|扭转|化解)[^,;。\n]{2,30}")
_CONTENT = ("n", "v", "a", "j", "l", "i", "b")


class Answer(NamedTuple):
    """A measure (index of the commitment) against a problem (index), by which rule, and how sure in thousandths."""

    commitment: int
    problem: int
    rule: str
    confidence: int


def find_answers(reading: Reading, commitments: Sequence[Commitment], problems: Sequence[Problem]) -> list[Answer]:
    """Pair measures with the problems told before them. A measure answers at most one: where the text sets measures under each problem (问题1:…;
    整改措施:…) that one, else the one with which it shares most words, if it takes up two or more.
    """
    if not commitments or not problems:
        return []
    frequent = {w for w, n in Counter(map(attrgetter("text"), reading.words)).items() if n > _COMMON}
    told: dict[str, list[int]] = defaultdict(list)
    for number, problem in enumerate(problems):
        for word in _content(reading, problem.start, problem.end) - frequent:
            told[word].append(number)
    set_under = _set_under(reading.text, commitments, problems)
    found = []
    for number, commitment in enumerate(commitments):
        shared: dict[int, int] = defaultdict(int)
        aim = _with_aim(reading.text, commitment)
        for word in _content(reading, *aim):
            for which in told.get(word, ()):
                if problems[which].end <= commitment.start:
                    shared[which] += 1
        own = set_under.get(number, ())
        best = max(own or shared, key=lambda k: (shared[k], -k), default=None)
        if best is not None and own:
            found.append(Answer(number, best, "addresses.item", 800))
        elif best is not None and shared[best] >= _SHARED:
            sure = 400 + 50 * min(6, shared[best]) + 100 * (aim != (commitment.start, commitment.end))
            found.append(Answer(number, best, "addresses.words", min(sure, 750)))
    return found


def _set_under(text: str, commitments: Sequence[Commitment], problems: Sequence[Problem]) -> dict[int, list[int]]:
    """Return for each measure that stands behind a label of measures the problems right before that label; many problems before one label are
    answered together, so nothing is said of which."""
    labels = [match.end() for match in _LABEL.finditer(text)]
    starts, ends = [p.start for p in problems], [c.end for c in commitments]
    found: dict[int, list[int]] = {}
    for number, commitment in enumerate(commitments):
        at = bisect_right(labels, commitment.start) - 1
        last = bisect_left(starts, labels[at]) if at >= 0 else 0
        before = bisect_right(ends, labels[at]) if at >= 0 else 0
        first = bisect_left(starts, ends[before - 1]) if before else 0
        apart = last < len(starts) and starts[last] < commitment.start
        if 0 < last - first <= _FEW and not apart:
            found[number] = list(range(first, last))
    return found


def _with_aim(text: str, commitment: Commitment) -> tuple[int, int]:
    """Return a measure with what its sentence says it is against: 针对师资短缺问题,…; …,缓解力量不足的矛盾."""
    before = _AGAINST.search(text, max(0, commitment.start - _NEAR), commitment.start)
    behind = _EASES.match(text, commitment.end)
    return before.start() if before else commitment.start, behind.end() if behind else commitment.end


def _content(reading: Reading, start: int, end: int) -> set[str]:
    stops = stop_words()[0]
    words = reading.words[reading.index(start) : reading.index(max(start, end - 1)) + 1]
    return {w.text for w in words if len(w.text) > 1 and w.text not in stops and w.tag.startswith(_CONTENT)}
