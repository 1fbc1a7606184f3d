"""How wide each character is, so that a text can be measured on a machine that has none of the fonts."""

from __future__ import annotations

import unicodedata
from functools import cache

PLAIN = """278 323 474 557 557 921 680 278 338 338 467 584 278 347 278 392 557 557 557 557 557 557 557 557 557 557 278 278
584 584 584 557 1016 667 667 723 723 667 611 778 728 293 535 667 557 834 723 778 667 778 723 667 611 723 667 944 667
667 611 338 392 338 555 559 606 563 618 510 620 557 325 564 607 275 275 552 284 926 610 606 620 620 388 500 377 607
521 802 500 521 500 338 270 338 584"""
BOLD = """278 370 574 590 590 963 740 325 378 378 507 590 325 370 325 387 590 590 590 590 590 590 590 590 590 590 334 334
590 590 590 611 1007 723 723 723 723 667 611 778 757 330 568 723 611 853 749 778 667 778 723 667 625 748 667 944 667
667 613 378 387 378 590 567 626 591 644 557 644 581 372 611 640 304 306 604 315 964 641 626 644 644 436 557 421 637
576 863 562 574 511 390 296 390 590"""
"""Advance of each character from U+0020 to U+007E in thousandths of the size: the wider of Arial (Liberation Sans has
the same metrics) and of the Latin letters of Noto Sans CJK SC.

Source: the hmtx tables of those fonts; tests/viz/slides/test_advances.py reads them again.
"""
TABLES = {bold: [int(figure) / 1000 for figure in table.split()] for bold, table in ((False, PLAIN), (True, BOLD))}
EMOJI = 1.3
"""Width of a picture character in the common colour fonts."""
UNKNOWN = 1.0
"""What a character of a script that the tables do not know is taken for: no letter of Cyrillic, Greek, Arabic is wider."""


@cache
def advance(character: str, *, bold: bool = False) -> float:
    """Return how wide a character is at most, in sizes of its font.

    Example:
        >>> advance("字"), advance("i"), advance("i", bold=True), advance("é") == advance("e")
        (1.0, 0.275, 0.304, True)
    """
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if is_wide(character):
        return EMOJI if unicodedata.category(character) == "So" and character > "\uffff" else 1.0
    code = ord(unicodedata.normalize("NFD", character)[0]) - 32
    return TABLES[bold][code] if 0 <= code < len(TABLES[bold]) else UNKNOWN


def is_wide(character: str) -> bool:
    """Return whether a character fills the square of a Chinese one, or, as quotation marks do, fills it in a Chinese font."""
    kind = unicodedata.east_asian_width(character)
    return kind in "WF" or (kind == "A" and not character.isalpha())


def span(text: str, *, bold: bool = False) -> float:
    """Return how wide a text on one line is at most, in sizes of its font."""
    return sum(advance(character, bold=bold) for character in text)
