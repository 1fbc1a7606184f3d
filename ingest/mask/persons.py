"""Names of private persons in a text, and their masking: every character but the first becomes 某, the length stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from ingest.gazetteer import gazetteer
from ingest.lexicon import alternation, lexicon, words
from ingest.mask.tagger import tagger

_FORM = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""A mobile telephone's number, a person's identity number."""
_LANDLINE = re.compile(
    r"(?<![\d.-])(?:[(（]0\d{2,3}[)）] ?|0\d{2,3}[-－—–‐ ]{1,2}|0\d{2,3}(?=[2-8]\d{6,7}(?!\d))|(?<=(?:电话|座机|号码))[:： ]?)"
    r"[2-8]\d{6,7}(?:[-－—–转]\d{1,5})?(?!\d)"
)
"""A fixed telephone with its area code, or told as one. Source: YD/T 1077: area codes of 3 or 4 digits with the 0, numbers of 7 or 8."""
_APART = re.compile(r"[。;；\n]")
_FOUNDED = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:工作室|调解室|事务所|合作社|家庭农场|服务队|书屋|诊所|工作坊)")
_FULL = 3
"""Characters of a full name; shorter ones are too often no name."""
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


@cache
def _contact() -> re.Pattern[str]:
    """Who is to be turned to, or a person whom the text itself masks."""
    return re.compile(rf"联系人|{alternation(lexicon('persons')['surnames'])}某")


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

    A fixed telephone leads to a person where one is named beside it, or somebody to turn to; that of an office alone, and a hotline, stays.
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
        if not _FORM.fullmatch(name) or name in public or remembered(text, end):
            continue
        if "·" not in name and not name.startswith(surnames):
            continue
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return sorted({*kept, *_landlines(text, [span for span in kept if span not in numbers])})


def find_founders(text: str, words_of: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, int]]:
    """Yield the private names that begin the name of a workshop or practice: 王建国工作室.

    What stands in quotation marks is a brand (“马兰花”工作室), what the gazetteer knows a place.

    Args:
        text: clean text.
        words_of: offset, word and part of speech.
    """
    _, surnames, public, _ = _data()
    for start, word, tag in words_of:
        named = tag.startswith("nr") and len(word) == _FULL and word.startswith(surnames) and word not in public
        if not named or text[start - 1 : start] == "“" or not _FOUNDED.match(text, start + len(word)):
            continue
        if all(place.end - place.start < len(word) for place in gazetteer().find(word)):
            yield start, start + len(word)


def remembered(text: str, end: int) -> bool:
    """Whether a name that ends here stands in the name of a memorial."""
    return _REMEMBERED.match(text, end) is not None


def _landlines(text: str, persons: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the fixed telephones beside which, between two stops, a person or one to turn to is named."""
    for match in _LANDLINE.finditer(text):
        start = max((stop.end() for stop in _APART.finditer(text, 0, match.start())), default=0)
        stop = _APART.search(text, match.end())
        end = stop.start() if stop else len(text)
        if any(start <= a < end for a, _ in persons) or _contact().search(text, start, end):
            number = match[0].lstrip(":： ")
            yield match.end() - len(number), match.end()
