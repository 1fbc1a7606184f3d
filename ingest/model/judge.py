"""One probability of what is claimed, from what is known of it: by a logistic regression and, for a third, boosted trees.

The regression says how much each feature counts, the trees what counts only together with another; they err apart, so that the mean of
their log-odds is surer than either (docs/design/004-reader.md). Both are learnt by ``ingest/training/judge.py`` and ship as one JSON file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np

Features: TypeAlias = dict[str, float]
"""Values by name; what is not named is 0."""
Tree: TypeAlias = "float | Sequence[str | Tree]"
"""A leaf's log-odds, or feature, threshold, what holds up to the threshold, what holds above."""
AT_ONCE = 1000
"""Claims that are weighed together: as many trees times claims are held in memory."""
LEAST = 100_000
"""Leaves are kept to five decimals."""


class Judge:
    """A trained regression with its trees; without trees the regression judges alone.

    Args:
        linear: weight of each feature, in log-odds.
        trees: their leaves add up to log-odds.
    """

    def __init__(self, linear: Features, trees: Sequence[Tree] = ()) -> None:
        self.linear, self.trees = linear, trees
        self._forest = _Forest(trees) if trees else None

    def probability(self, found: Features) -> float:
        """Return how likely a claim holds, rounded so that it is the same everywhere."""
        return self.probabilities([found])[0]

    def probabilities(self, claims: Sequence[Features]) -> list[float]:
        """Return how likely each claim holds."""
        totals = [sum(self.linear.get(name, 0.0) * value for name, value in sorted(found.items())) for found in claims]
        if self._forest is not None:
            leaves = self._forest.odds(claims)
            totals = [(2 * total + leaf) / 3 for total, leaf in zip(totals, leaves, strict=True)]
        return [round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 6) for total in totals]


class _Forest:
    """Trees as arrays of nodes, walked side by side for many claims at once; a leaf leads to itself."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._column: dict[str, int] = {}
        self._nodes: list[tuple[int, float, int, int, float]] = []
        self._depth = 0
        self._roots = np.array([self._add(tree, 0) for tree in trees])
        column, most, low, high, leaf = zip(*self._nodes, strict=True)
        self._asked = np.array(column)
        self._below = np.stack([np.array(low), np.array(high)], 1).ravel()
        """Where it goes on from each node, up to its threshold and above."""
        self._most, self._leaf = np.array(most), np.rint(np.array(leaf) * LEAST).astype(np.int64)

    def _add(self, tree: Tree, depth: int) -> int:
        self._depth = max(self._depth, depth)
        place = len(self._nodes)
        if isinstance(tree, float):
            self._nodes.append((0, 0.0, place, place, tree))
            return place
        name, most, *branches = tree
        column = self._column.setdefault(str(name), len(self._column))
        self._nodes.append((column, 0.0, place, place, 0.0))
        low, high = (self._add(branch, depth + 1) for branch in branches)
        self._nodes[place] = (column, float(most), low, high, 0.0)  # type: ignore[arg-type]
        return place

    def odds(self, claims: Sequence[Features]) -> list[float]:
        """Add up the leaves of each claim, in whole numbers: their order does not matter."""
        found: list[float] = []
        for first in range(0, len(claims), AT_ONCE):
            some = claims[first : first + AT_ONCE]
            known = np.zeros((len(some), max(1, len(self._column))))
            for row, claim in enumerate(some):
                for name, value in claim.items():
                    if name in self._column:
                        known[row, self._column[name]] = value
            at = np.repeat(self._roots[:, None], len(some), axis=1)
            rows = np.arange(len(some)) * known.shape[1]
            for _ in range(self._depth):
                above = known.take(rows + self._asked.take(at)) > self._most.take(at)
                at = self._below.take(2 * at + above)
            found += (self._leaf.take(at).sum(axis=0) / LEAST).tolist()
        return found


@cache
def load(name: str) -> Judge | None:
    """Return the judge of a file in ``ingest/model``; None where it is missing.

    Raises:
        ValueError, LookupError: the file is damaged.
    """
    path = files("ingest.model").joinpath(name)
    if not path.is_file():
        return None
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Judge:
    """Return the judge that the text of a file holds."""
    kept = json.loads(text)
    return Judge(kept["linear"], kept["trees"])


def odds(p: float) -> float:
    """Return the logarithm of the odds of a probability, within bounds."""
    p = min(0.99, max(0.02, p))
    return math.log(p / (1 - p))
