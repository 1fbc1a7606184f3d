"""Numbers as Chinese official prose writes them."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = r"(?:\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)万?"
"""Pattern of a number: Arabic or Chinese digits, with 万 for ten thousands."""


def to_number(text: str) -> float | None:
    """Return the value of a numeral, None where it is none.

    Example:
        >>> to_number("四十二"), to_number("1.5万"), to_number("百")
        (42.0, 15000.0, 100.0)
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)(万?)", text)
    if not match:
        return None
    scale = 10000 if match[2] else 1
    if match[1][0].isdigit():  # full-width digits too, as a sentence quotes them
        return float(match[1]) * scale
    total, digit = 0, None
    for character in match[1]:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            digit = (digit or 0) * 10 + _DIGITS[character]
    return float(total + (digit or 0)) * scale
