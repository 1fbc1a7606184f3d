"""How much two stretches of text speak of the same: shared pairs of characters, the rare ones counting more."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import log

_SENTENCES = 10_000


@cache
def _background() -> dict[str, int]:
    """In how many of 10,000 sentences of the genre a pair of characters stands."""
    lines = files("queries").joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    return {pair: int(count) for pair, count in (line.split("\t") for line in lines if not line.startswith("#"))}


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters of a text, and its other words and numbers whole.

    Example:
        >>> sorted(pairs("讲解员3名"))
        ['3', '解员', '讲解']
    """
    found = {run[i : i + 2] for run in re.findall(r"[一-龥]+", text) for i in range(len(run) - 1)}
    return frozenset(found | set(re.findall(r"[A-Za-z0-9]+", text)))


@cache
def weight(pair: str) -> float:
    """How telling a pair is: near 1 where the genre hardly knows it, near 0 where every other sentence has it."""
    return 1 - log(max(_background().get(pair, 2), 2)) / log(_SENTENCES)


def shared_weight(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the summed weight of what two sets of pairs share; about 1 for each rare pair."""
    return sum(weight(pair) for pair in sorted(a & b))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share, 0 to 1, of the weight of ``a`` that ``b`` holds."""
    whole = sum(weight(pair) for pair in sorted(a))
    return shared_weight(a, b) / whole if whole else 0.0
