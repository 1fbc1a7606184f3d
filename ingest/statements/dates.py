"""Days, months, years and spans in a text, completed with the document's year."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[一二][〇零○九八0]{1}[〇零一二三四五六七八九○]{2})年|(?P<relative>今年|去年|前年|明年|当年|本年|后年|次年)的?)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
_DAYS = r"3[01]|[12]\d|0?[1-9]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_DAY = rf"(?:份|(?P<day>{_DAYS})[日号]|(?P<third>上旬|中旬|下旬|初|底|末))?"
_TO = r"(?:-|—|－|~|～|至|到|–)"
_DATE = re.compile(
    rf"(?<![\d.])(?=\d|[一二三四五六七八九十今去前明当本后次])(?:{_YEAR})?(?:{_MONTH}{_DAY})?"
    rf"(?P<span>{_TO}(?:(?P<year2>(?:19|20)\d\d)年)?(?:(?P<month2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?)?(?:(?P<day2>3[01]|[12]\d|0?[1-9])[日号])?)?"
)
_YEARS = re.compile(rf"(?<!\d)(?P<first>(?:19|20)\d\d)年?{_TO}(?P<last>(?:19|20)\d\d)年")
_BOUND = re.compile(r"[底末]?之?以?前|起|内")
_CITED = re.compile(r"《[^《》]*》|“[^“”]{,30}”")
_OFFSET = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2, "次年": 1}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with its place in the text.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        value: ISO 8601: a day, month or year, or two joined by ``/``.
        year_source: stated, heading or document.
    """

    start: int
    end: int
    value: str
    year_source: str


def number(text: str) -> int | None:
    """Read a whole number below a hundred, or a year, written in digits or in Chinese."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    if all(c in _DIGITS or c.isdigit() for c in text):
        return int("".join(str(_DIGITS.get(c, c)) for c in text))
    return None


def find_dates(text: str, year: int | None) -> list[Dated]:
    """Find dates in order of place.

    Args:
        text: the clean text, or a part of it.
        year: the year that a date without one is completed with; None leaves such dates out.
    """
    if "年" not in text and "月" not in text:
        return []
    found: list[Dated] = []
    for match in _YEARS.finditer(text):
        found.append(Dated(match.start(), match.end(), f"{match['first']}/{match['last']}", "stated"))
    known: tuple[int, int] | None = None
    for match in _DATE.finditer(text):
        if not _is_date(match, text) or any(d.start < match.end() and match.start() < d.end for d in found):
            continue
        stated = number(match["year"]) if match["year"] else None
        source = "stated"
        if stated is None:
            stated = None if year is None else year + _OFFSET.get(match["relative"] or "今年", 0)
            source = "document"
            if not match["relative"] and known is not None and _same_sentence(text, known[0], match.start()):
                stated, source = known[1], "stated"
        if stated is None:
            continue
        if match["year"]:
            known = (match.start(), stated)
        value = _iso(match, stated)
        if value is not None:
            found.append(Dated(match.start(), match.end(), value, source))
    return sorted(found, key=lambda d: (d.start, d.end))


def find_moments(text: str, year: int | None) -> list[Dated]:
    """Find the dates at which something happens: none by which it has to be done, from which it counts, that recurs, that names a document, nor
    今年 or a span of years (a plan's) alone."""
    dates = find_dates(text, year)
    if not dates:
        return []
    titles = [m.span() for m in _CITED.finditer(text)]
    return [
        d
        for d in dates
        if not _BOUND.match(text, d.end)
        and text[d.end - 1] not in "底末"
        and not text.endswith(("每", "每年"), 0, d.start)
        and not (d.year_source == "document" and len(d.value) == 4)
        and not re.fullmatch(r"\d{4}/\d{4}", d.value)
        and not any(a <= d.start < b for a, b in titles)
    ]


def _is_date(match: re.Match[str], text: str) -> bool:
    """A year or a month, and not what looks like one: 2021年级, 12个月, 三月期."""
    if match["month"]:
        before = text[: match.start()][-1:]
        return bool(match["year"] or match["relative"]) or not (
            before.isdecimal() or before in tuple("一二三四五六七八九十")
        )
    return bool(match["year"] or match["relative"]) and text[match.end() : match.end() + 1] not in tuple("级代期度会")


def _same_sentence(text: str, before: int, after: int) -> bool:
    return after - before < 60 and not re.search(r"[。!?\n;]", text[before:after])


def _iso(match: re.Match[str], year: int) -> str | None:
    month = number(match["month"]) if match["month"] else None
    day = number(match["day"]) if match["day"] else None
    first = _part(year, month, day)
    if not match["span"]:
        return first
    month2 = number(match["month2"]) if match["month2"] else None
    day2 = number(match["day2"]) if match["day2"] else None
    if month2 is None and day2 is None:
        return first
    year2 = int(match["year2"]) if match["year2"] else year
    return f"{first}/{_part(year2, month2 or month, day2)}"


def _part(year: int, month: int | None, day: int | None) -> str:
    return "-".join([f"{year:04}", *([f"{month:02}"] if month else []), *([f"{day:02}"] if month and day else [])])
