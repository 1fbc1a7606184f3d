"""What the relation reader says of one triple: each network by itself, and sentence by sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ingest.model.judge import Features, odds
from ingest.relations.claim import Claim


def features(scored: Sequence[Claim]) -> Features:
    """Say what the regression weighs: two networks that agree are worth more than their mean, and so is what is said twice.

    Args:
        scored: the relation reader's claims of the triple; none where only the grammar claims it.
    """
    surest = max(scored, key=lambda c: c.confidence, default=None)
    apart = [p / 1000 for p in surest.apart] if surest is not None else []
    apart = apart or [0.0]
    sentences: dict[tuple[int, int], float] = {}
    for claim in scored:
        stretch = (claim.start, claim.end)
        sentences[stretch] = max(sentences.get(stretch, 0.0), claim.confidence / 1000)
    said = sorted(sentences.values(), reverse=True)
    found = {
        "least": min(apart), "least.odds": odds(min(apart)), "most": max(apart),
        "sentences": math.log2(1 + len(said)), "places": math.log2(1 + len(scored)), "second": said[1] if len(said) > 1 else 0.0,
        "ever.odds": odds(1 - math.prod(1 - p for p in said)), "mean": sum(said) / max(1, len(said)),
    }  # fmt: skip
    return found | {f"odds:{network}": odds(p) for network, p in enumerate(apart)}
