"""Stakeholders: categories of people and bodies. Each stays only where a statement uses it."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named


@cache
def _pattern() -> tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]:
    data = lexicon("stakeholders")
    tails = [*words(data["people"]), *words(data["bodies"])]
    mods = alternation(data["modifiers"])
    # most characters begin none: to see that is cheaper than to try
    begins = "".join(sorted({word[0] for word in ("各", *words(data["modifiers"]), *tails)}))
    pattern = re.compile(rf"(?=[{begins}])(?:各)?(?:{mods}(?:、(?={mods}))?)*{alternation(tails)}")
    return pattern, frozenset(words(data["never"])), words(data["vague"])


def find_groups(reading: Reading) -> list[Named]:
    """Find categories of people and bodies."""
    pattern, never, vague = _pattern()
    found = []
    for match in pattern.finditer(reading.text):
        name = match[0]
        start = match.start()
        if name in never or not (reading.ends_word(start) and reading.ends_word(match.end())):
            continue
        if reading.before(start, 3).endswith(vague):
            continue
        found.append(Named(start, match.end(), Label.Stakeholder, None, "group", 600, (name,), weak=True))
    return found
