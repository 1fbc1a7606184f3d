"""Names of private persons: LAC's tagger and titles (李某同志, 王某主任), and their masking in quotes."""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon import alternation, lexicon


@cache
def _titled() -> re.Pattern[str]:
    data = lexicon("persons")
    surname = alternation(data["surnames"])
    titles = alternation(data["titles"])
    return re.compile(
        rf"(?:(?<=[,。、:;和由\n与请])|{titles})(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?={titles}|(?:说|表示|介绍|告诉|坦言|指出|强调|认为)[:,“]?)"
    )


def mask(text: str) -> str:
    """Write 某 for each character of a name but the first.

    Example:
        >>> mask("欧阳小明")
        '欧某某某'
    """
    return text[:1] + "某" * (len(text) - 1)


def find_titled(text: str) -> list[tuple[int, int]]:
    """Find persons by their surname beside a title or a verb of saying, in order of place."""
    return [match.span("name") for match in _titled().finditer(text)]
