"""What leads to a private person: numbers of identity cards, mobile telephones, bank cards, cars; beside somebody's name fixed telephones, mail, homes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.lexicon import alternation, lexicon

_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[- ])(?:1[3-9]\d(?P<gap>[- ]?)\d{4}(?P=gap)\d{4}|\d{17}[\dXx]|62\d{14}(?:\d{3})?)(?!\d)|(?<=护照)(?:号码?)?[:： ]?[A-Z]\d{7,8}(?!\d)"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Y] ?[·•]? ?[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警](?![A-Za-z\d])"
)
"""A mobile telephone's number, a person's identity number, a bank card's (those of China UnionPay begin with 62: ISO/IEC 7812), a passport's, a
number plate's (GA 36)."""
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+|(?<=微信)(?:号)?[:： ]?[A-Za-z][\w-]{5,19}", re.ASCII)
"""An address of electronic mail, a name in WeChat."""
_LANDLINE = re.compile(
    r"(?<![\d.-])(?:[(（]0\d{2,3}[)）] ?|0\d{2,3}[-－—–‐ ]{1,2}|0\d{2,3}(?=[2-8]\d{6,7}(?!\d))|(?<=(?:电话|座机|号码))[:： ]?)"
    r"[2-8]\d{6,7}(?:[-－—–转]\d{1,5})?(?!\d)"
)
"""A fixed telephone with its area code, or told as one. Source: YD/T 1077: area codes of 3 or 4 digits with the 0, numbers of 7 or 8."""
_LONG = re.compile(r"\d{7}|\d[- ]\d{4}[- ]\d{4}|[A-Z] ?[·•]? ?[A-Z\d]{5}")
"""What every such number holds."""
_HOME = re.compile(
    r"(?<=家住|现住|住址|住在)[:： ]?[^,，。;；\n]{2,40}?\d+(?:号楼?|栋|幢|单元|室|组)(?:\d+(?:号楼?|栋|幢|单元|室))*"
)
"""Where somebody lives, down to the house."""
_APART = re.compile(r"[。;；\n]")


@cache
def _contact() -> re.Pattern[str]:
    """Who is to be turned to, or a person whom the text itself masks."""
    return re.compile(rf"联系人|{alternation(lexicon('persons')['surnames'])}某")


def find_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the numbers of mobile telephones, identity cards, bank cards, passports and cars."""
    return (_bare(match) for match in _NUMBER.finditer(text)) if _LONG.search(text) else iter(())


def find_contacts(text: str, persons: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the fixed telephones, addresses of mail and of homes beside which, between two stops, a person or one to turn to is named.

    Args:
        text: clean text.
        persons: where it names private persons.
    """
    found = [
        *(_LANDLINE.finditer(text) if _LONG.search(text) else ()),
        *(_MAIL.finditer(text) if "@" in text or "微信" in text else ()),
        *(_HOME.finditer(text) if "住" in text else ()),
    ]
    for match in found:
        start = 1 + max(text.rfind(stop, 0, match.start()) for stop in "。;；\n")
        stop = _APART.search(text, match.end())
        end = stop.start() if stop else len(text)
        if any(start <= a < end for a, _ in persons) or _contact().search(text, start, end):
            yield _bare(match)


def _bare(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of a number or address without the label and colon before it."""
    return match.end() - len(match[0].lstrip("号码:： ")), match.end()
