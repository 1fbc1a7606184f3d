"""What a document claims beside a triple: of the others in its lists, of other ends, of other types for the same pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter

from graph.vocabulary import SYMMETRIC
from ingest.model.judge import Features

Triple = tuple[str, int, int]
_Ends = defaultdict[int, defaultdict[str, list[tuple[float, int]]]]
"""Of a thing, by type, how sure the reader is of each other end: the surest first."""
_GRAMMAR = 0.6
"""What a claim of the grammar counts beside those of the reader."""
_LITTLE = 0.05
"""So that a share of little is little."""


class Beside:
    """Says of a triple what stands beside it.

    Members of one list (甲、乙和丙参加) mostly bear the same relation, so what the reader says of the others counts for each; a rival is another
    end for the same relation that stands in no list with it: a plan is issued once, a programme has few heads.

    Args:
        scored: pair of things to type to what the relation reader says of it, in thousandths.
        grammar: the triples that the grammar claims.
    """

    def __init__(self, scored: Mapping[tuple[int, int], Mapping[str, int]], grammar: Collection[Triple]) -> None:
        self._scored: dict[Triple, float] = {}
        self._into: _Ends = defaultdict(lambda: defaultdict(list))
        self._out: _Ends = defaultdict(lambda: defaultdict(list))
        self._read: dict[tuple[int, int], set[str]] = defaultdict(set)
        for (a, b), types in scored.items():
            for kind, sure in types.items():
                for x, y in _ways(kind, a, b):
                    self._scored[kind, x, y] = sure / 1000
                    self._into[y][kind].append((sure / 1000, x))
                    self._out[x][kind].append((sure / 1000, y))
        for by_kind in (*self._into.values(), *self._out.values()):
            for ends in by_kind.values():
                ends.sort(key=itemgetter(0), reverse=True)
        for kind, a, b in grammar:
            self._read[a, b].add(kind)
            self._read[b, a].add(kind)
        claimed = {(kind, a, b): sure / 1000 for (a, b), types in scored.items() for kind, sure in types.items()}
        self._claimed = claimed | {triple: max(claimed.get(triple, 0.0), _GRAMMAR) for triple in grammar}
        claims: dict[tuple[str, str, int], list[float]] = defaultdict(list)
        for (kind, a, b), own in self._claimed.items():
            claims["source", kind, b].append(own)
            claims["target", kind, a].append(own)
        self._all = {end: (sum(said), max(said)) for end, said in claims.items()}

    def features(self, triple: Triple, sources: Collection[int], targets: Collection[int]) -> Features:
        """Say what the regression weighs.

        Args:
            triple: type and ends, the source first as its claim has it.
            sources: the things in one list with the source, without both ends.
            targets: those in one list with the target.
        """
        kind, a, b = triple
        into: Mapping[str, Sequence[tuple[float, int]]] = self._into.get(b) or {}
        out: Mapping[str, Sequence[tuple[float, int]]] = self._out.get(a) or {}
        rivals = {
            "source": _surest(into.get(kind, ()), a, sources),
            "target": _surest(out.get(kind, ()), b, targets),
            "type": max((_surest(ends, a, sources) for k, ends in into.items() if k != kind), default=0.0),
        }
        found = {f"rival.{end}": sure for end, sure in rivals.items()}
        found |= {f"rival.{end}:{kind}": sure for end, sure in rivals.items()}
        lists = {
            "source": [self._scored.get((kind, x, b), 0.0) for x in sources],
            "target": [self._scored.get((kind, a, y), 0.0) for y in targets],
        }
        for end, said in lists.items():
            if said:
                found |= {f"listed.{end}:{kind}": 1.0, f"list.{end}:{kind}": sum(said) / len(said)}
        found |= {f"read:{other}:{kind}": 1.0 for other in self._read.get((a, b), ()) if other != kind}
        return found

    def shares(self, triple: Triple) -> Features:
        """Say how much of what is claimed of each end with the same type falls to a triple, and whether it is the surest."""
        kind, a, b = triple
        own = self._claimed[triple]
        found: Features = {}
        for end, fixed in (("source", b), ("target", a)):
            total, most = self._all[end, kind, fixed]
            share = own / (total + _LITTLE)
            found |= {f"share.{end}": share, f"share.{end}:{kind}": share, f"surest.{end}": float(own >= most)}
        return found


def _surest(ends: Sequence[tuple[float, int]], own: int, listed: Collection[int]) -> float:
    """Return how sure the surest of some ends is that is neither a triple's own nor in a list with it."""
    return next((sure for sure, end in ends if end != own and end not in listed), 0.0)


def _ways(kind: str, a: int, b: int) -> list[tuple[int, int]]:
    return [(a, b), (b, a)] if kind in SYMMETRIC else [(a, b)]
