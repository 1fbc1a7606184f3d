"""Names of private persons in a text, and their masking: every character but the first becomes 某, the length stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ingest.lexicon import alternation, lexicon, words
from ingest.mask.tagger import tagger

_FORM = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""A mobile telephone's number, a person's identity number."""
_REMEMBERED = re.compile(r"(?:故居|纪念馆|纪念园|旧居|精神|思想|雕像|塑像|广场|公园|同志诞辰|烈士)")


@cache
def _data() -> tuple[re.Pattern[str], tuple[str, ...], frozenset[str], re.Pattern[str]]:
    data = lexicon("persons")
    surname, titles = alternation(data["surnames"]), alternation(data["titles"])
    said = r"(?:说|表示|介绍|告诉|坦言|指出|强调|认为|感慨|回忆)"
    beside = re.compile(
        rf"(?:(?<=[,。、:;和由\n与请“(])|{titles})(?P<name>{surname}(?!某)[\u4e00-\u9fff]{{1,2}}?)(?={titles}|{said}[:,“道]?)"
        rf"|{titles}(?P<after>{surname}(?!某)[\u4e00-\u9fff]{{1,2}}?)(?=[等,。、和与的]|{said})"
    )
    return beside, words(data["surnames"]), frozenset(words(data["public"])), re.compile(titles)


def mask(text: str) -> str:
    """Write 某 for each character of a name but the first.

    Example:
        >>> mask("欧阳小明")
        '欧某某某'
    """
    return text[:1] + "某" * (len(text) - 1)


def may_name(words_of: Sequence[tuple[str, str]]) -> bool:
    """Say whether a sentence may name a person, by its words and their parts of speech, so that the tagger need not read every sentence.

    A name starts with a surname, and is a word that the dictionary has as a name, or a lone surname with a short word behind it.
    """
    _, surnames, _, _ = _data()
    for (word, tag), (after, _) in pairwise([*words_of, ("", "")]):
        if word == "·" or (
            word.startswith(surnames)
            and ((tag.startswith("nr") and len(word) > 1) or (word in surnames and 0 < len(after) < 3))
        ):
            return True
    return False


def find_persons(text: str, sentences: Sequence[tuple[int, int]], tagged: bool = True) -> list[tuple[int, int]]:
    """Find the names of private persons, and numbers that lead to one, in order of place.

    Names of those who are remembered (a former residence, a memorial, a spirit named after them) and of heads of state and party are left.

    Args:
        text: clean text.
        sentences: (start, end) of its sentences.
        tagged: whether LAC's tagger may help; without it only names beside a title or a verb of saying are found.
    """
    beside, surnames, public, _ = _data()
    found = {match.span(match.lastgroup or 0) for match in beside.finditer(text)}
    if tagged:
        for start, end in sentences:
            for a, b in tagger().persons(text[start:end]):
                found.add((start + a, start + b))
    numbers = {match.span() for match in _NUMBER.finditer(text)}
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found | numbers):
        name = text[start:end]
        if (start, end) in numbers:
            kept.append((start, end))
            continue
        if not _FORM.fullmatch(name) or name in public or _REMEMBERED.match(text, end):
            continue
        if "·" not in name and not name.startswith(surnames):
            continue
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return kept
