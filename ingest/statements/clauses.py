"""Grammar and trained reader together on clauses: what both see stands, with the grammar's bounds; where the grammar sees one clause and the
reader several, the reader's stand; what only the grammar sees falls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from ingest.model.reader import ScoredSpan


class Clause(Protocol):
    """A stretch of the clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


One = TypeVar("One", bound=Clause)

SHORTEST = 8
"""Characters of the shortest clause that is taken from the reader."""


def joined(
    found: Sequence[One], runs: Sequence[ScoredSpan] | None, make: Callable[[ScoredSpan], One | None], floor: int = 0
) -> list[One]:
    """Join the clauses of a sentence.

    Args:
        found: what the grammar finds.
        runs: what the reader finds; None where there is no reader, then the grammar's stand.
        make: makes a clause of a run; None where nothing is left of it.
        floor: least confidence, in thousandths, of a run where the grammar sees nothing.

    Returns:
        The clauses in order.
    """
    if runs is None:
        return list(found)
    kept: list[One] = []
    left = [run for run in runs if run.end - run.start >= SHORTEST]
    for one in found:
        seen = [run for run in left if run.start < one.end and one.start < run.end]
        if len(seen) == 1:
            kept.append(one)
        elif len(seen) > 1:
            kept += [made for made in map(make, seen) if made is not None]
        left = [run for run in left if run not in seen]
    kept += [made for run in left if run.confidence >= floor and (made := make(run)) is not None]
    return sorted(kept, key=lambda one: (one.start, one.end))
