"""The relation reader: which relation, if any, a sentence states between two given mentions, or between the document's stand-in and one.

It reads the states of the span reader and what `ingest.model.pairs` measures. The mentions are given: they come from grammar and reader together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from graph.schema import allowed_pairs
from graph.vocabulary import SYMMETRIC, RelationType, Status
from ingest.model.features import pieces
from ingest.model.pairs import Context, Floats, Mention, View, looked_up, pool
from ingest.model.reader import Reader, mean, session, thousandths, weights
from ingest.text import Page

WEIGHTS = "relations.onnx"
STAND_IN = -1
"""Index of the source where the document's stand-in fills an omitted subject."""
FLOOR = 20
"""Relations of less confidence are not returned."""
REACH = 60
"""Mentions that one may stand behind another and still be paired with it: a register without stops costs no more than its length."""
_OTHERS = {
    RelationType.ADDRESSES,
    RelationType.CONCERNS,
    RelationType.OWNED_BY,
    RelationType.SUPPORTED_BY,
    RelationType.MENTIONED_IN,
}
TYPES: tuple[str, ...] = ("NONE", *(str(t) for t in RelationType if t not in _OTHERS))
"""What the network chooses from: the relations between names."""
LINKS = len(TYPES) - 1
_STATUSES = tuple(Status)
_ACTORS = ("Organisation", "Place")


@dataclass(frozen=True, slots=True)
class ScoredRelation:
    """A relation that a sentence may state.

    Attributes:
        source: index of the subject in the given mentions, or `STAND_IN`.
        target: index of the object.
        type: the relation.
        status: whether it is reported, planned or missing.
        confidence: probability in thousandths; of symmetric relations the first in the text is the source.
        apart: what each network says by itself, in thousandths.
    """

    source: int
    target: int
    type: RelationType
    status: Status
    confidence: int
    apart: tuple[int, ...] = ()


class RelationReader:
    """The trained relation reader. Make it with `RelationReader.load`.

    Args:
        models: the weights of each network; what holds is the mean of what they say.
        reader: the span reader whose states they were trained on, network by network.
    """

    def __init__(self, models: Sequence[bytes], reader: Reader) -> None:
        self._sessions = [session(model) for model in models]
        self._reader = reader

    @classmethod
    def load(cls, reader: Reader | None) -> RelationReader | None:
        """Load the weights of the package; None where they, or the span reader's, are missing."""
        found = weights(WEIGHTS) if reader is not None else []
        return cls(found, reader) if reader is not None and found else None

    def expect(self, coming: Iterable[Context]) -> None:
        """Be told the sentences that are going to be scored, in order: pieces of some are then read together."""
        self._reader.expect(c.text[a:b] for c in coming for a, b in _stretches(c))

    def score(self, context: Context, mentions: Sequence[Mention]) -> list[ScoredRelation]:
        """Score every pair of mentions that an allowed relation could join.

        Args:
            context: the sentence.
            mentions: names in the sentence and in the one before it; a pair has at least one end in the sentence.

        Returns:
            All types of at least `FLOOR` for each pair, by source, target, confidence.
        """
        view = View(context, mentions)
        found = []
        # one row at a time would be safe too; the rows of one sentence always come together, so the product is the same each time
        if pairs := list(candidates(view)):
            pooled, words, numbers = stacked(view, pairs, sentence_states(self._reader, context))
            seen = {"words": words, "numbers": numbers, "mask": np.array([allowed(view, *pair) for pair in pairs])}
            said = [
                network.run(["types", "statuses"], {"states": states, **seen})
                for network, states in zip(self._sessions, pooled, strict=True)
            ]
            apart, statuses = (thousandths(part) for part in zip(*said, strict=True))
            sure, status = mean(apart), mean(statuses)
            status = status.argmax(1)
            for k, t in np.argwhere(sure[:, 1:] >= FLOOR):
                source, target = pairs[k]
                found.append(
                    ScoredRelation(
                        source,
                        target,
                        RelationType(TYPES[t + 1]),
                        _STATUSES[status[k]],
                        int(sure[k, t + 1]),
                        tuple(int(own[k, t + 1]) for own in apart),
                    )
                )
        return sorted(found, key=lambda r: (r.source, r.target, -r.confidence, r.type))


@cache
def may_join(source: str, target: str, forward: bool) -> npt.NDArray[np.float32]:
    """Say which of `TYPES` may join two labels; symmetric ones only forward. An empty source is the stand-in."""
    joined = [
        any((actor, target) in allowed_pairs(t) for actor in ((source,) if source else _ACTORS)) for t in TYPES[1:]
    ]
    return np.array(
        [True, *(j and (forward or t not in SYMMETRIC) for j, t in zip(joined, TYPES[1:], strict=True))], np.float32
    )


@cache
def _joins(source: str, target: str, forward: bool) -> bool:
    return bool(may_join(source, target, forward)[1:].any())


def _ends(view: View, source: int, target: int) -> tuple[str, str, bool]:
    y = view.mentions[target]
    if source == STAND_IN:
        return "", y.label, True
    x = view.mentions[source]
    return x.label, y.label, (x.start, x.end) <= (y.start, y.end)


def allowed(view: View, source: int, target: int) -> npt.NDArray[np.float32]:
    """Say which of `TYPES` may join two mentions: by their labels; symmetric ones only from the first in the text to the second."""
    return may_join(*_ends(view, source, target))


def candidates(view: View) -> Iterator[tuple[int, int]]:
    """List (source, target): each mention of the sentence with the stand-in, and all pairs in reach with an end in the sentence."""
    start = view.context.start
    for target, y in enumerate(view.mentions):
        if y.start >= start:
            yield STAND_IN, target
        for source, x in enumerate(view.mentions):
            near = abs(source - target) <= REACH and (x.start >= start or y.start >= start)
            if near and x.entity != y.entity and _joins(*_ends(view, source, target)):
                yield source, target


def stacked(
    view: View, pairs: Sequence[tuple[int, int]], states: Sequence[Floats]
) -> tuple[list[Floats], npt.NDArray[np.int64], Floats]:
    """Make what the networks read, one row a pair: pooled states of each network, hashes of words, numbers."""
    spots = [view.stretches(*pair) for pair in pairs]

    def pooled(own: Floats) -> Floats:
        return looked_up(spots, lambda stretch: pool(own, view.first, stretch)).reshape(len(pairs), -1)

    return [pooled(own) for own in states], view.words(spots), view.numbers(pairs, spots)


def inputs(
    view: View, states: Floats
) -> Iterator[tuple[tuple[int, int], tuple[Floats, npt.NDArray[np.int64], Floats]]]:
    """Go through what a network reads pair by pair."""
    if pairs := list(candidates(view)):
        (pooled,), words, numbers = stacked(view, pairs, [states])
        yield from zip(pairs, zip(pooled, words, numbers, strict=True), strict=True)


def sentence_states(reader: Reader, context: Context) -> list[Floats]:
    """Put together each network's states for a sentence and what stands before it; zeros where nothing was read."""
    first = context.before[0] if context.before else context.start
    spread: list[Floats] = []
    for a, b in _stretches(context):
        read = reader.read(context.text[a:b]).states
        spread = spread or [np.zeros((context.end - first, own.shape[1]), np.float32) for own in read]
        for whole, own in zip(spread, read, strict=True):
            whole[a - first : b - first] = own
    return spread


def _stretches(context: Context) -> Iterator[tuple[int, int]]:
    """Go through the pieces of what stands before a sentence and of itself."""
    for start, end in (*((context.before,) if context.before else ()), (context.start, context.end)):
        yield from pieces(context.text, start, end)


def contexts(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Context, list[Mention]]]:
    """Go through the sentences of a page with the mentions that each is scored with, in order."""
    outline, text = page.outline, page.clean.text
    ordered = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    starts = [mentions[number].start for number in ordered]
    for k, sentence in enumerate(outline.sentences):
        last = outline.sentences[k - 1] if k else None
        before = (last.start, last.end) if last else None
        role = outline.sections[sentence.section].role
        context = Context(text, sentence.start, sentence.end, before, role, sentence.heading)
        low = before[0] if before else sentence.start
        inside = sorted(ordered[bisect_left(starts, low) : bisect_left(starts, sentence.end)])
        near = [mentions[number] for number in inside if mentions[number].end <= sentence.end]
        yield context, near if any(m.start >= sentence.start for m in near) else []
