"""“溪望”是县残联2021年打造的助残服务品牌: who is said to have brought about what the sentence is of."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lexicon import words
from ingest.mentions.copula import ACTIONS, find_copulas
from ingest.mentions.span import Named
from ingest.relations.actors import ACTORS
from ingest.relations.claim import Claim
from ingest.relations.events import table_of
from ingest.relations.sentence import Parsed, actions


def read_copulas(text: str, parsed: Parsed, inside: Sequence[Named]) -> list[Claim]:
    """Return whose work things are.

    Args:
        text: the clean text.
        parsed: the sentence taken apart.
        inside: the mentions in it.
    """
    found = []
    for one in find_copulas(text, inside, parsed.start, parsed.end):
        first, last = one.who
        who = [n for n in parsed.tops if first <= n.start and n.end <= last and n.label in ACTORS]
        name = next(name for name in ACTIONS if one.verb in words(str(actions()[name]["words"])))
        kind = table_of(name, one.verb)[0].get(one.thing.label)
        if kind is not None:
            start, end = parsed.clauses[parsed.clause_at(one.start)]
            found += [Claim(kind, body, one.thing, start, end, "copula", 800, plain=True) for body in who]
    return found
