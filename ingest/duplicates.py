"""The same document come twice: in the other script, another encoding or format, or with another website's junk around it.

Its clauses are what such copies share: after cleaning they are the same characters. A fingerprint is the set of their hashes; two documents
are one where nine tenths of all clauses of both are common to both. A new version of a plan shares fewer: its figures and dates changed.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from functools import cache

import opencc

_PART = re.compile(r"[,;:。!?、\n]")
_CLAUSE = re.compile(r"[^\W_]{6,}")
_MARKS = re.compile(r"[“”‘’《》()· \t—…%.-]+")
_SAME = 0.9
"""Share of clauses that copies of a document have in common; junk that one copy kept takes some, a new version more."""
_FEWEST = 5
"""Clauses; a shorter text (回执, 附件 略) is not compared."""
_KEYS = 8
_HIDING = re.compile(r"([*＊×XＸ○〇□■])\1+|某")
"""What stands in the place of what a copy hides."""

Fingerprint = frozenset[int]


@cache
def _lost_in_big5() -> dict[int, None]:
    """The simplified characters whose traditional form, as converters give it (为: 爲, 启: 啓), has no code in big5, so that copies lack them."""
    convert = opencc.OpenCC("s2t").convert
    rows = (bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(char): None for char in rows if char and not convert(char).encode("big5", "ignore")}


def fingerprint(text: str) -> Fingerprint:
    """Take the fingerprint of a clean text: the hashes of its clauses of six characters and more, marks and spaces aside."""
    kept = _MARKS.sub("", text).translate(_lost_in_big5())
    clauses = {clause for part in _PART.split(kept) for clause in _CLAUSE.findall(part)}
    return frozenset(
        int.from_bytes(hashlib.blake2b(clause.encode(), digest_size=6).digest(), "big") for clause in clauses
    )


def same(one: Fingerprint, other: Fingerprint) -> bool:
    """Say whether two fingerprints are of one document."""
    if min(len(one), len(other)) < _FEWEST:
        return False
    return len(one & other) >= _SAME * len(one | other)


def clearness(text: str) -> tuple[int, int]:
    """Return what orders the copies of a document, the clearest first: how many characters hide something (XX镇, 李某某), then the length, negative."""
    return sum(len(found[0]) for found in _HIDING.finditer(text)), -len(text)


class Copies:
    """Tells, document by document, which are copies of one that came before.

    Only documents that share one of their smallest hashes are compared, so that the work grows with their number and not with its square.
    """

    def __init__(self) -> None:
        self._prints: dict[str, Fingerprint] = {}
        self._holders: dict[int, list[str]] = defaultdict(list)

    def original_of(self, document: str, print_: Fingerprint) -> str | None:
        """Return the earlier document that this one is a copy of; None where it is none, and then it is remembered."""
        keys = sorted(print_)[:_KEYS]
        for candidate in dict.fromkeys(holder for key in keys for holder in self._holders[key]):
            if same(print_, self._prints[candidate]):
                return candidate
        self._prints[document] = print_
        for key in keys:
            self._holders[key].append(document)
        return None
