"""Why a fact stands: the rule or model that spoke, how sure it was, and what came next (``--explain``)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from graph.facts import Dropped, Relation, Verdict
from graph.spans import Spans
from graph.vocabulary import Label
from ingest.mentions.pointing import pointing as pointing_back
from ingest.mentions.pointing import points
from ingest.mentions.span import Named
from ingest.mentions.things import Thing
from ingest.model.reader import ScoredSpan
from ingest.relations.claim import Claim
from ingest.statements.clauses import SHORTEST
from ingest.statements.table import SURE

Weighed = tuple[Claim, Thing, Thing]
"""What somebody claims, with both ends."""


class Clause(Protocol):
    """A statement's stretch of the clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Meeting:
    """What the trained reader says, to be asked for what meets a stretch."""

    def __init__(self, scored: Iterable[ScoredSpan]) -> None:
        self._runs = sorted(scored, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]
        self._longest = max((run.end - run.start for run in self._runs), default=0)

    def of(self, one: Clause) -> list[ScoredSpan]:
        """Return the spans that share a character with a stretch."""
        first, last = bisect_left(self._starts, one.start - self._longest), bisect_left(self._starts, one.end)
        return [run for run in self._runs[first:last] if one.start < run.end]


def of_names(things: Iterable[Thing], rated: Sequence[Named], text: str) -> Iterator[Verdict]:
    """Say of each thing which rule found its surest mention, and which candidate for the same characters came next and did not stand.

    Args:
        things: the things that stand.
        rated: all candidates with their confidence.
        text: the clean text.
    """
    things = list(things)
    standing = {(n.start, n.end, n.label) for thing in things for n in thing.mentions}
    left = sorted((n for n in rated if (n.start, n.end, n.label) not in standing), key=lambda n: n.start)
    starts = [n.start for n in left]
    longest = max((n.end - n.start for n in left), default=0)
    for thing in things:
        best = max(thing.mentions, key=lambda n: (n.confidence, -n.start))
        near = left[bisect_left(starts, best.start - longest) : bisect_left(starts, best.end)]
        others = [n for n in near if n.touches(best)]
        rival = max(others, key=lambda n: (n.confidence, n.start, n.end, n.label), default=None)
        told = (f"{rival.label} {text[rival.start : rival.end]}", rival.confidence) if rival else (None, None)
        yield Verdict(thing.key, best.rule, best.confidence, *told)


def of_relations(relations: Iterable[Relation], weighed: Iterable[Weighed]) -> Iterator[Verdict]:
    """Say of each relation which rule proved it, and which other relation of the same two came next."""
    by_ends: dict[frozenset[str], dict[str, int]] = {}
    for claim, source, target in weighed:
        said = by_ends.setdefault(frozenset((source.key, target.key)), {})
        said[claim.type] = max(claim.confidence, said.get(claim.type, 0))
    for one in relations:
        said = by_ends.get(frozenset((one.source, one.target)), {})
        sure, rival = max(((sure, kind) for kind, sure in said.items() if kind != one.type), default=(None, None))
        fact = f"{one.type} {one.source} {one.target}"
        yield Verdict(fact, one.evidence.rule, one.evidence.confidence, rival, sure)


def of_rows(before: int, rows: Sequence[Clause], scored: Sequence[ScoredSpan] | None) -> Iterator[Verdict]:
    """Say of each duty of a task table that its row tells it, and what else the reader took the row for.

    Args:
        before: how many duties the sentences tell.
        rows: the duties of the tables.
        scored: what the trained reader says.
    """
    meeting = _Meeting(scored or ())
    for number, one in enumerate(rows, before + 1):
        near = meeting.of(one)
        others = [run for run in near if run.label in (Label.Problem, Label.Indicator)]
        rival = max(others, key=lambda run: (run.confidence, run.label), default=None)
        told = (str(rival.label), rival.confidence) if rival else (None, None)
        yield Verdict(f"c{number}", "table.row", SURE, *told)


def of_clauses(
    prefix: str, label: Label, found: Sequence[Clause], scored: Sequence[ScoredSpan] | None
) -> Iterator[Verdict]:
    """Say of each statement whether the grammar or the trained reader drew it, and what else the reader took its characters for."""
    meeting = _Meeting(scored or ())
    for number, one in enumerate(found, 1):
        near = meeting.of(one)
        own = [run for run in near if run.label == label]
        others = [
            run
            for run in near
            if run.label != label and run.label in (Label.Problem, Label.Commitment, Label.Indicator)
        ]
        rival = max(others, key=lambda run: (run.confidence, run.label), default=None)
        sure = getattr(one, "confidence", max((run.confidence for run in own), default=None))
        read = any(run.confidence == sure for run in own) and label is not Label.Indicator
        rule = "reader" if read else f"{label.lower()}.clause"
        yield Verdict(
            f"{prefix}{number}", rule, sure, *((str(rival.label), rival.confidence) if rival else (None, None))
        )


def unread(scored: Iterable[ScoredSpan], told: Sequence[Clause], text: str) -> Iterator[Dropped]:
    """Yield the problems and duties that the trained reader saw and that do not stand, with the reason."""
    standing = Spans((one.start, one.end) for one in told)
    for run in scored:
        if run.label not in (Label.Problem, Label.Commitment):
            continue
        if not standing.meet(run.start, run.end):
            why = "short" if run.end - run.start < SHORTEST else "unconfirmed"
            yield Dropped(
                f"{run.label} {text[run.start : run.end]}", run.start, run.end, f"{why}:reader:{run.confidence}"
            )


def unseen(told: Iterable[tuple[Label, int, int]], standing: Sequence[Clause], text: str) -> Iterator[Dropped]:
    """Yield the problems and duties that the grammar saw, but not the reader, and that stand in no other form."""
    stated = Spans((one.start, one.end) for one in standing)
    for label, start, end in told:
        if not stated.meet(start, end):
            yield Dropped(f"{label} {text[start:end]}", start, end, "unseen")


def pointing(named: Iterable[Named], of: Mapping[Named, Thing], text: str) -> Iterator[Dropped]:
    """Yield the names that only point (该馆, 本方案), with what they point at."""
    back = pointing_back(list(named))
    at = {(one.start, one.end): thing for one, thing in of.items()} if back else {}
    for one in back:
        thing = at.get((one.start, one.end))
        meant = f"{thing.label} {thing.name}" if thing else ""
        what = f"{one.label} {text[one.start : one.end]}"
        yield Dropped(what, one.start, one.end, f"points:{one.rule}:{one.confidence}:{meant}")


def in_cells(named: Iterable[Named], of: Mapping[Named, Thing], text: str) -> Iterator[Dropped]:
    """Yield the names that gave way to the body that a cell of a task table is."""
    bodies = [one for one in of if one.rule == "table.body"]
    for one in named if bodies else ():
        winner = next((body for body in bodies if body.touches(one)), None)
        if winner is not None and one not in of and not points(one):
            told = f"{winner.label} {text[winner.start : winner.end]}"
            what = f"{one.label} {text[one.start : one.end]}"
            yield Dropped(what, one.start, one.end, f"beaten:{winner.rule}:{winner.confidence}:{told}")


def unused(things: Iterable[Thing], text: str) -> Iterator[Dropped]:
    """Yield the doubtful things that no statement uses."""
    for thing in things:
        best = max(thing.mentions, key=lambda n: (n.confidence, -n.start))
        what = f"{thing.label} {text[best.start : best.end]}"
        yield Dropped(what, best.start, best.end, f"unused:{best.rule}:{best.confidence}")
