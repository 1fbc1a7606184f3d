"""Numbers that lead to a private person: of identity cards, mobile telephones, and fixed telephones beside somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.lexicon import alternation, lexicon

_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""A mobile telephone's number, a person's identity number."""
_LANDLINE = re.compile(
    r"(?<![\d.-])(?:[(（]0\d{2,3}[)）] ?|0\d{2,3}[-－—–‐ ]{1,2}|0\d{2,3}(?=[2-8]\d{6,7}(?!\d))|(?<=(?:电话|座机|号码))[:： ]?)"
    r"[2-8]\d{6,7}(?:[-－—–转]\d{1,5})?(?!\d)"
)
"""A fixed telephone with its area code, or told as one. Source: YD/T 1077: area codes of 3 or 4 digits with the 0, numbers of 7 or 8."""
_LONG = re.compile(r"\d{7}")
"""What every such number holds."""
_APART = re.compile(r"[。;；\n]")


@cache
def _contact() -> re.Pattern[str]:
    """Who is to be turned to, or a person whom the text itself masks."""
    return re.compile(rf"联系人|{alternation(lexicon('persons')['surnames'])}某")


def find_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of mobile telephones and identity cards."""
    return (match.span() for match in _NUMBER.finditer(text)) if _LONG.search(text) else iter(())


def find_landlines(text: str, persons: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the fixed telephones beside which, between two stops, a person or one to turn to is named.

    Args:
        text: clean text.
        persons: where it names private persons.
    """
    for match in _LANDLINE.finditer(text) if _LONG.search(text) else ():
        start = 1 + max(text.rfind(stop, 0, match.start()) for stop in "。;；\n")
        stop = _APART.search(text, match.end())
        end = stop.start() if stop else len(text)
        if any(start <= a < end for a, _ in persons) or _contact().search(text, start, end):
            number = match[0].lstrip(":： ")
            yield match.end() - len(number), match.end()
