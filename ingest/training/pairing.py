"""Labelled pairs of mentions: what the relation reader learns from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.vocabulary import SYMMETRIC, RelationType, Status
from ingest.model.pairs import Context, Mention, View
from ingest.model.reader import Reader
from ingest.model.relations import TYPES, allowed, contexts, inputs, sentence_states
from ingest.training.corpus import Folded, Labelled

STATUSES = tuple(Status)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of one document as arrays, row by row, and what the gold says of each.

    Attributes:
        keys: (source entity or "", target entity, index of the sentence).
        states, words, numbers: see `ingest.model.relations.inputs`.
        mask: which types the labels of the ends allow.
        right: index of the type in `TYPES`; 0 is none.
        status: index of the status.
        sure: 0 where the gold leaves open whether this sentence says it.
    """

    keys: list[tuple[str, str, int]]
    states: Any
    words: Any
    numbers: Any
    mask: Any
    right: Any
    status: Any
    sure: Any


def mentions_of(document: Labelled) -> list[Mention]:
    """The gold's mentions, as the relation reader takes them."""
    return sorted(Mention(s.start, s.end, s.label, s.entity) for s in document.spans + document.unsure)


def pairs(document: Labelled, reader: Reader) -> Pairs:
    """Collect the candidate pairs of a document, as a reader of one network sees them."""
    said = Said.of_document(document)
    rows: list[tuple[Any, ...]] = []
    for number, (context, mentions) in enumerate(contexts(document.page, mentions_of(document))):
        if mentions:
            rows += _rows(context, mentions, number, said, reader)
    keys = [row[0] for row in rows]
    arrays = [np.array([row[k] for row in rows]) for k in range(1, 8)]
    return Pairs(keys, *arrays)


def _rows(
    context: Context, mentions: Sequence[Mention], number: int, said: Said, reader: Reader
) -> Iterator[tuple[Any, ...]]:
    view = View(context, mentions)
    (states,) = sentence_states(reader, context)
    for (source, target), seen in inputs(view, states):
        x, y = mentions[source].entity if source >= 0 else "", mentions[target].entity
        found, sure = said.of(x, y, number)
        mask = allowed(view, source, target)
        kept = [(t, s) for t, s in found if mask[TYPES.index(t)]]
        right, status = (TYPES.index(kept[0][0]), STATUSES.index(kept[0][1])) if kept else (0, 0)
        yield (x, y, number), seen[0], seen[1], seen[2], mask, right, status, sure


class Said:
    """The gold's relations by ends, and the sentences that their quotes lie in."""

    def __init__(self, by_ends: dict[tuple[str, str], list[tuple[RelationType, Status, range]]]) -> None:
        self._by_ends = by_ends

    def of(self, x: str, y: str, number: int) -> tuple[list[tuple[RelationType, Status]], float]:
        """Relations that sentence ``number`` proves between two entities; 0 as the second where another sentence proves one."""
        records = self._by_ends.get((x, y), [])
        here = [(t, s) for t, s, where in records if number in where]
        return here, float(bool(here) or not records)

    @classmethod
    def of_document(cls, document: Labelled) -> Said:
        """Find the sentences of the gold's quotes."""
        return cls(_by_ends(document))


def _by_ends(document: Labelled) -> dict[tuple[str, str], list[tuple[RelationType, Status, range]]]:
    folded = Folded(document.text)
    starts = [s.start for s in document.page.outline.sentences]
    by_ends: dict[tuple[str, str], list[tuple[RelationType, Status, range]]] = defaultdict(list)
    for record in document.gold["relations"]:
        kind = RelationType(record["type"])
        if str(kind) not in TYPES:
            continue
        place = next(folded.find(record["quote"]), None)
        where = range(bisect_right(starts, place[0]) - 1, bisect_right(starts, place[1] - 1)) if place else range(0)
        fact = (kind, Status(record["status"]), where)
        source = "" if record["inferred"] else record["from"]
        by_ends[source, record["to"]].append(fact)
        if kind in SYMMETRIC and source:
            by_ends[record["to"], source].append(fact)
    return by_ends
