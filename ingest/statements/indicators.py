"""Measured quantities: value in base units, unit, comparator, period, and what is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.sentence import Parsed
from ingest.statements.dates import find_dates
from ingest.statements.numbers import CHINESE, read_number

_BEFORE = (
    r"(?P<before>不少于|不低于|不小于|至少|不下|超过|超|突破|逾|达到|近|约|将近|接近|大约"
    r"|不足|不到|不超过|不多于|至多|不高于|控制在|多达|仅有|仅|只有|高达|达)?"
)
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{CHINESE})"
_AFTER = r"(?P<after>以上|以下|左右|上下|以内|之内|内|之多)?"
_PERIOD = re.compile(
    r"每(?:个)?(?:月|季度|年|半年|学期|周|天|日|季|两个月|两年|三年|两周|半月|学年|年度|晚)|(?:近|过去|这)?[一二两三四五六七八九十\d]+年(?:多)?来|(?:今年|去年|本年|\d{4}年)?(?:上半年|下半年|前三季度|[一二三四]季度)"
    r"|截至(?:目前|[^,。;]{2,10}?(?:底|日|末|时))|到目前为止|目前|年均|日均|全年|年内|今年以来|今年|去年|明年|当年"
)
_LESS = ("不足", "不到", "不超过", "不多于", "至多", "不高于", "控制在")
_MORE = ("不少于", "不低于", "不小于", "至少", "不下", "超过", "超", "突破", "逾", "多达")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured quantity. ``start`` and ``end`` are those of the number with its unit; the clause around it is its quote."""

    start: int
    end: int
    clause: tuple[int, int]
    metric: str
    value: float
    unit: str
    comparator: str
    period: str | None


@cache
def _pattern() -> re.Pattern[str]:
    data = lexicon("units")
    units = alternation([*words(data["money"]), *words(data["measured"]), *words(data["counted"])])
    return re.compile(
        rf"{_BEFORE}(?:了)?(?:百分之(?P<percent>\d+(?:\.\d+)?|{CHINESE})|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?|{_NUMBER}(?P<more>余|多|几)?(?P<scale>[十百千]?[万亿]|千|百)?(?P<more2>余|多)?(?P<unit>{units})){_AFTER}"
    )


def find_indicators(reading: Reading, parsed: Parsed, named: list[Named]) -> list[Indicator]:
    """Find the measured quantities of a sentence.

    Args:
        reading: the document.
        parsed: the sentence taken apart.
        named: names in it; a number inside a name is no quantity.
    """
    found: list[Indicator] = []
    text = reading.text
    matches = list(_pattern().finditer(text, parsed.start, parsed.end))
    if not matches:
        return []
    closed = [(n.start, n.end) for n in named if n.rule != "group"]
    closed += [q for q in reading.quotes if parsed.start <= q[0] < parsed.end]
    for match in matches:
        start, end = match.span()
        if any(a < end and start < b for a, b in closed) or _no_quantity(text, match):
            continue
        value = _value(match)
        if value is None:
            continue
        index = parsed.clause_at(start)
        clause = parsed.clauses[index]
        unit = "%" if match["percent"] or match["tenths"] else match["unit"]
        found.append(
            Indicator(
                start,
                end,
                clause,
                _metric(
                    reading,
                    (found[-1].end if found and found[-1].clause == clause else clause[0], clause[1]),
                    start,
                    end,
                ),
                value,
                unit,
                _comparator(match),
                _period(reading, parsed, index),
            )
        )
    return found


_ORDINAL = re.compile(r"(?:第|[A-Za-zＡ-Ｚ.\-+]|\d[.-]|[届初零]|前|后|排名|排|星期|周|礼拜|[一二三四五六七八九十]是)$")


def _no_quantity(text: str, match: re.Match[str]) -> bool:
    number, unit = match["number"] or "", match["unit"] or ""
    at = match.start("number") if number else match.start()
    if _ORDINAL.search(text[max(0, at - 3) : at]) and not match["before"]:
        return True
    if unit == "年" and (re.fullmatch(r"(?:19|20)\d\d", number) or re.fullmatch(r"[一二〇零○九]{4}", number)):
        return True
    if unit in ("年", "周", "天", "次", "度", "面", "道", "样", "期", "层") and text[
        match.end() : match.end() + 1
    ] in _WORDS.get(unit, ""):
        return True
    if number in ("一", "十", "百", "千", "万", "亿", "一二", "七八") and not match["more"] and not match["more2"]:
        return (number != "十" and not (unit in ("次", "期") and re.search(r"每", text[max(0, at - 8) : at]))) or len(
            number
        ) > 1
    if unit == "岁":
        return True
    return bool(re.match(r"(?:方面|环节|阶段|维度|字|层面|是|要|代表)", text[match.end() :])) and unit in (
        "个",
        "项",
        "条",
    )


_WORDS = {
    "年": "级代轻度来的前后内期计行规间底初以",
    "周": "边年岁围日",
    "天": "然气地空",
    "次": "要",
    "度": "假过",
    "面": "向对临",
    "道": "路理德",
    "样": "板本",
    "期": "间望待",
    "层": "级面",
}


def _value(match: re.Match[str]) -> float | None:
    if match["tenths"]:
        value = read_number(match["tenths"])
        return None if value is None else value * 10 + (5 if match["half"] else 0)
    return read_number(match["percent"] or match["number"] + (match["scale"] or ""))


def _comparator(match: re.Match[str]) -> str:
    before, after = match["before"] or "", match["after"] or ""
    if before in _LESS or after in ("以内", "之内", "内", "以下"):
        return "≤"
    if match["more"] or match["more2"] or before in _MORE or after in ("以上", "之多"):
        return "≥"
    return "≈" if before in ("近", "约", "将近", "接近", "大约") or after in ("左右", "上下") else "="


def _period(reading: Reading, parsed: Parsed, index: int) -> str | None:
    year = reading.page.context.year
    for at in range(index, max(-1, index - 2), -1):
        start, end = parsed.clauses[at]
        text = reading.text[start:end]
        words_found = _PERIOD.search(text)
        if words_found and words_found[0].startswith("每"):
            return words_found[0]
        dates = find_dates(text, year)
        if dates:
            return dates[0].value
        if words_found:
            if year is not None and words_found[0] in ("全年", "年内", "今年", "今年以来", "当年"):
                return str(year)
            return words_found[0]
    return None


_WIDE = 20
"""Characters of the noun behind a figure that its name keeps."""


def _metric(reading: Reading, clause: tuple[int, int], start: int, end: int) -> str:
    """What is counted: the words on both sides of the quantity, as far as no other figure stands; those behind it where little stands before it, or
    a word that wants an object (与5万户群众).
    """
    text = reading.text
    before = text[clause[0] : start].strip(" ,;:、\n")
    behind = re.split(r"[,;:。、!?\n]", text[end : clause[1]])[0]
    if next_figure := re.search(r"\d", behind):
        words_behind = reading.words[reading.index(end) : reading.index(end + next_figure.start())]
        verb = next((w.start for w in words_behind if w.tag == "v" and w.start - end > 1), end + next_figure.start())
        behind = text[end:verb]
    behind = behind.strip()
    metric = before[-14:] if len(before) >= 2 else ""
    if behind and (len(before) < 4 or before[-1] in "与和同对给向为把将"):
        metric += behind[:_WIDE]
    return metric or behind[:_WIDE] or before or text[start:end]
