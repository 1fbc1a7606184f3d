"""Numbers in digits and in Chinese, with what brings them to base units."""

from __future__ import annotations

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

CHINESE = "[零〇○一二两三四五六七八九十百千万亿]+"
"""A number written in Chinese, as a piece of a regular expression."""


def read_number(text: str) -> float | None:
    """Read a number without qualifiers.

    Returns:
        The number in base units (1.2万 is 12,000); None where the text is none.

    Example:
        >>> read_number("2,500万"), read_number("二百三十"), read_number("1.5亿")
        (25000000, 230, 150000000)
    """
    text = text.replace(",", "").replace("，", "").replace(" ", "")
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千]?[万亿]*)", text)
    if match:
        value = float(match[1])
        for scale in match[2]:
            value *= _TENS.get(scale) or _SCALES[scale]
        value = round(value, 6)
        return int(value) if value == int(value) else value
    return _chinese(text) if re.fullmatch(CHINESE, text) else None


def _chinese(text: str) -> int | None:
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            if digit and not section % 10:
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _SCALES[character]
            section = digit = 0
    return total + section + digit
