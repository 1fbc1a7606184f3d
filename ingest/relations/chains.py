"""Places named only to say where something is: 河北保定骑行爱好者 names neither Hebei nor Baoding for its own sake.

A chain tells where its lower place lies, which is worth telling of a place that the text says something of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.vocabulary import Label
from ingest.mentions.span import Named
from ingest.mentions.things import Thing
from ingest.relations.claim import Claim

_CHAIN = "name.chain"
_DOUBTFUL = 400
"""In thousandths: how sure a place must be that nothing but a chain speaks of."""


def in_use(claims: Sequence[Claim], of: Mapping[Named, Thing]) -> list[Claim]:
    """Leave out the chains whose lower place is doubtful and has no part in any other relation.

    Args:
        claims: those that stand.
        of: the thing of each mention.
    """
    kept = list(claims)
    while True:
        told = {(c.type, frozenset(id(of[n]) for n in (c.source, c.target) if n is not None)) for c in kept}
        used = Counter(thing for _, ends in told for thing in ends)
        found = [claim for claim in kept if not _passing(claim, of, used)]
        if len(found) == len(kept):
            return kept
        kept = found


def _passing(claim: Claim, of: Mapping[Named, Thing], used: Counter[int]) -> bool:
    if claim.rule != _CHAIN or claim.source is None:
        return False
    lower = of[claim.source]
    return lower.label is Label.Place and lower.weak and lower.sure < _DOUBTFUL and used[id(lower)] == 1
