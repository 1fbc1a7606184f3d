"""One probability of what is claimed, from what is known of it: by a logistic regression and, for a third, boosted trees.

The regression says how much each feature counts, the trees what counts only together with another; they err apart, so that the mean of
their log-odds is surer than either (docs/design/004-reader.md). Both are learnt by ``ingest/training/judge.py`` and ship as one JSON file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

Features: TypeAlias = dict[str, float]
"""Values by name; what is not named is 0."""
Tree: TypeAlias = "float | Sequence[str | Tree]"
"""A leaf's log-odds, or feature, threshold, what holds up to the threshold, what holds above."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained regression with its trees; without trees the regression judges alone.

    Attributes:
        linear: weight of each feature, in log-odds.
        trees: their leaves add up to log-odds.
    """

    linear: Features
    trees: Sequence[Tree] = ()

    def probability(self, found: Features) -> float:
        """Return how likely a claim holds, rounded so that it is the same everywhere."""
        total = sum(self.linear.get(name, 0.0) * value for name, value in sorted(found.items()))
        if self.trees:
            total = (2 * total + sum(_leaf(tree, found) for tree in self.trees)) / 3
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 6)


@cache
def load(name: str) -> Judge | None:
    """Return the judge of a file in ``ingest/model``; None where it is missing.

    Raises:
        ValueError, LookupError: the file is damaged.
    """
    path = files("ingest.model").joinpath(name)
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    return Judge(kept["linear"], kept["trees"])


def odds(p: float) -> float:
    """Return the logarithm of the odds of a probability, within bounds."""
    p = min(0.99, max(0.02, p))
    return math.log(p / (1 - p))


def _leaf(tree: Tree, found: Features) -> float:
    while not isinstance(tree, float):
        name, most, low, high = tree
        tree = low if found.get(name, 0.0) <= most else high  # type: ignore[arg-type, operator]
    return tree
