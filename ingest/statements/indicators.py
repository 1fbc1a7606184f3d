"""Measured quantities: value in base units, unit, comparator, period, and what is measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading, Word
from ingest.mentions.span import Named
from ingest.relations.sentence import Parsed
from ingest.statements.dates import find_dates
from ingest.statements.numbers import CHINESE, read_number

_OPENS = r"(?=[不至超突逾达近约将接大控多仅只高了\d零〇○一二两三四五六七八九十百千万亿])"
"""What a quantity may begin with: to see that a character does not is cheaper than to try."""
_BEFORE = (
    r"(?P<before>不少于|不低于|不小于|至少|不下|超过|超|突破|逾|达到|近|(?<!签)约|将近|接近|大约"
    r"|不足|不到|不超过|不多于|至多|不高于|控制在|多达|仅有|仅|只有|高达|达)?"
)
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{CHINESE})"
_AFTER = r"(?P<after>以上|以下|左右|上下|以内|之内|内|之多|有余)?"
_PERIOD = re.compile(
    r"每(?:个)?(?:月|季度|年|半年|学期|周|天|日|季|两个月|两年|三年|两周|半月|学年|年度|晚)|(?:近|过去|这)?[一二两三四五六七八九十\d]+年(?:多)?来|(?:今年|去年|本年|\d{4}年)?(?:上半年|下半年|前三季度|[一二三四]季度)"
    r"|(?:“[^“”]{2,8}”|(?<=[,。;:])[\u4e00-\u9fff]{2,6})(?:期间|假期)|截至(?:目前|[^,。;]{2,10}?(?:底|日(?:\d+时)?|末|时))|到目前为止|目前|年均|全年|年内|今年以来|今年|去年|明年|当年"
)
_AHEAD = re.compile(r"(?:(?P<least>至少|不(?:得)?[少低]于)[\u4e00-\u9fff]{1,4}|(?:最[高多长]|不过)[达到可]?)$")
"""Words that bound a figure from a little way before it: 至少走访2户, 最高可达5万元."""
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
        rf"{_OPENS}{_BEFORE}(?:了)?(?:百分之(?P<percent>\d+(?:\.\d+)?|{CHINESE})|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?"
        rf"|{_NUMBER}(?P<more>余|多|几|来)?(?P<scale>[十百千]?(?:万亿|[万亿])|千|百)?(?P<more2>余|多|来)?(?P<unit>{units}|日(?=[之以]?内))){_AFTER}"
    )


def find_indicators(
    reading: Reading, parsed: Parsed, named: list[Named], year: tuple[str, str] | None = None
) -> list[Indicator]:
    """Find the measured quantities of a sentence.

    Args:
        reading: the document.
        parsed: the sentence taken apart.
        named: names in it; a number inside a name is no quantity.
        year: the year that stands over the sentence, with what it rests on.
    """
    found: list[Indicator] = []
    times: dict[int, str | None] = {}
    text = reading.text
    matches = list(_pattern().finditer(text, parsed.start, parsed.end))
    if not matches:
        return []
    closed = [(n.start, n.end) for n in named if n.rule != "group"]
    quotes = reading.quotes
    closed += quotes[bisect_left(quotes, (parsed.start,)) : bisect_left(quotes, (parsed.end,))]
    for match in matches:
        start, end = match.span()
        if any(a < end and start < b for a, b in closed) or _no_quantity(text, match):
            continue
        value = _value(match)
        if value is None:
            continue
        index = parsed.clause_at(start)
        clause = parsed.clauses[index]
        if _frames(text, match, clause, matches):
            continue
        unit = match["unit"] or "%"
        found.append(
            Indicator(
                start,
                end,
                clause,
                _metric(reading, found[-1] if found and found[-1].clause == clause else None, clause, start, end)
                or (_ahead(reading, parsed.clauses[index - 1]) if index else "")
                or text[start:end],
                value,
                unit,
                _comparator(match),
                _again(text, clause[0], start)
                or _period(reading, parsed, index, times, year)
                or _year_of(reading, year),
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
    if unit == "期" and text[at - 1 : at] == "(" and text[match.end() : match.end() + 1] == ")":
        return True  # 引水工程(二期)
    if unit == "岁":
        return "平均" not in text[max(0, at - 8) : at]
    if unit == "日" and text[at - 1 : at] == "月":
        return True
    return bool(re.match(r"(?:方面|环节|阶段|维度|字|层面|是|要|代表)", text[match.end() :])) and unit in (
        "个",
        "项",
        "条",
    )


_SPANS = ("年", "个月", "周", "天", "小时", "分钟", "季度", "学期", "日", "月")
_FEW = re.compile(r"[二两三四五六七八九十](?=\D)")
_SET_OVER = re.compile(r"(?:每|这|那|未来|今后|过去|头)$")
_AREA = re.compile(r"[\u4e00-\u9fff]{0,8}圈")
_BEGINS = re.compile(r"[^\u4e00-\u9fff\d]*$")


def _frames(text: str, match: re.Match[str], clause: tuple[int, int], matches: Sequence[re.Match[str]]) -> bool:
    """Whether a figure measures nothing but frames what is told.

    So does a span of time that comes again (每两个月), is pointed at (这两天), names an area (十分钟养老服务圈) or holds another figure (三年培养60人);
    which congress it was (三届全会), which stage (二期开园), and a few things told before that a clause begins with (两处都没有).
    """
    unit, number = match["unit"] or "", match["number"] or ""
    followed = "\u4e00" <= text[match.end() : match.end() + 1] <= "\u9fff"
    if unit in _SPANS:
        over = _SET_OVER.search(text, clause[0], match.start("number")) or _AREA.match(text, match.end())
        return bool(over) or any(match.end() <= m.start() < clause[1] and m["unit"] not in _SPANS for m in matches)
    few = _FEW.match(number + " ") is not None and not match["scale"]
    if unit in ("届", "期"):
        return followed and (unit == "届" or few)
    return few and followed and _BEGINS.fullmatch(text, clause[0], match.start()) is not None


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
    if match["whole"]:
        return round(100 * (read_number(match["part"]) or 0) / (read_number(match["whole"]) or 1), 1)
    return read_number(match["percent"] or match["number"] + (match["scale"] or ""))


def _comparator(match: re.Match[str]) -> str:
    before, after = match["before"] or "", match["after"] or ""
    if ahead := _AHEAD.search(match.string, max(0, match.start() - 10), match.start()):
        return "≥" if ahead["least"] else "≤"
    if before in _LESS or after in ("以内", "之内", "内", "以下"):
        return "≤"
    if "来" in (match["more"], match["more2"]):
        return "≈"
    if match["more"] or match["more2"] or before in _MORE or after in ("以上", "之多", "有余"):
        return "≥"
    return "≈" if before in ("近", "约", "将近", "接近", "大约") or after in ("左右", "上下") else "="


def _again(text: str, start: int, end: int) -> str | None:
    """Return how often a figure comes again where its clause tells it of several: 每周调度一次、每月通报一次."""
    told = [m[0] for m in _PERIOD.finditer(text, start, end) if m[0].startswith("每")]
    return told[-1] if len(told) > 1 else None


def _period(
    reading: Reading, parsed: Parsed, index: int, times: dict[int, str | None], year: tuple[str, str] | None
) -> str | None:
    """Return the time that a figure's clause says, else the nearest that stands before it in its part of the sentence (2023年,A建成,B扩至9处); how
    often a thing comes again (每月) holds in its own clause alone. ``times`` keeps what each clause says.
    """
    for at in range(index, max(-1, index - _FAR), -1):
        start, end = parsed.clauses[at]
        if at < index - 1 and reading.text[end - 1] == ";":
            return None
        if at not in times:
            times[at] = _time(reading.text[start:end], reading.page.context.year, year)
        if (time := times[at]) and (at == index or not time.startswith("每")):
            return time
    return None


_MONTH = re.compile(r"[\d一二三四五六七八九十]{1,2}月")


def _time(text: str, year: int | None, over: tuple[str, str] | None) -> str | None:
    """Return the time that a clause says; 全年, or a month without a year, is of the year which stands over it."""
    found = _PERIOD.search(text)
    if found and found[0].startswith("每"):
        return found[0]
    if first := next(iter(find_dates(text, year)), None):
        bare = over is not None and first.year_source == "document" and _MONTH.match(text, first.start)
        return next(iter(find_dates(text, int(over[0]))), first).value if over and bare else first.value
    if found and over is not None and found[0] in ("全年", "年内", "当年"):
        return over[0]
    if found and year is not None and found[0] in ("全年", "年内", "今年", "今年以来", "当年"):
        return str(year)
    return found[0] if found else None


def _year_of(reading: Reading, over: tuple[str, str] | None) -> str | None:
    """The figures of a report belong to the year that a heading sets over them; a plan's say more often what there is."""
    return over[0] if over and reading.page.context.kind in ("summary", "speech") else None


_FAR = 8
"""Clauses from the figure back to the time that is said once for all of them."""

_WIDE = 20
"""Characters of the words before a figure, and of those behind it, that its name keeps."""
_HEAD = re.compile(
    r"^(?:[^\w“‘《（(*×]|(?:\d{0,4}年)?(?:\d{1,2}月|月(?=[底初末]))(?:\d{1,2}日|[底初末])?(?:之?前)?|\([^()]*\)|\d+[.、]|[一二三四五六七八九十]+[是要](?=[\u4e00-\u9fff]{4})|其中|[并还且也又的]|已(?![知经]))+"
)
_TAIL = re.compile(r"(?:(?:\d+|[一二两三四五六七八九十]+)(?:至|到|-|—|~)|近|(?<![签预节集])约|[超逾达]|[^\w”’》)])+$")
_REACHES = re.compile(
    r"(?:[增扩升降减][加大长少到]*|提[高升]|下降|上升|压缩|扩充|扩展|发展|缩短|稳定|保持|维持|徘徊|控制|累计)+(?:至|到|在|为)$|[由从要将至在]$"
)
"""Words that lead from what is measured to its figure (参保率稳定在, 会员增至, 漏损率由)."""
_TIMES = re.compile(r"(?:每(?:半|个|两)?[年月周天日旬期批]|每季度|每学期|全年|年内|今年|当年|目前|其中)*")
_JOINS = re.compile(r"^(?:和|及|以及)")
_WANTS = re.compile(r"[与和同对给向为把将的]$|^.{0,3}$")
"""What stands before a figure and says too little alone: all behind it belongs to its name."""
_NOUN = ("n", "a", "b", "j", "vn", "l", "s", "t", "f", "x", "eng")
_STOP = re.compile(r"[,;:。、!?()\n\d]")
"""Ends what stands right behind a figure."""
_PAIRS = {"”": "“", "》": "《", ")": "(", "’": "‘"}
_MARK = re.compile("[“”《》()‘’]")


def _metric(reading: Reading, last: Indicator | None, clause: tuple[int, int], start: int, end: int) -> str:
    """What is counted: the words before the quantity, whole and without a mark that has no partner, and the noun right behind it; all that stands
    behind where little stands before it, or a word that wants an object (与5万户群众). A figure of which nothing more is told counts what the one
    before it counts (8户23人, 由7%降至5%).
    """
    text = reading.text
    if last is not None and last.end == start:
        return last.metric
    before = _before(reading, last.end if last else clause[0], start)
    stop = _STOP.search(text, end, clause[1])
    behind = text[end : stop.start() if stop else clause[1]]
    words_behind = reading.words[reading.index(end) : reading.index(end + len(behind))] if behind else []
    if stop and stop[0].isdigit():
        verbs = (w.start for w in words_behind if w.tag == "v" and w.start - end > 1)
        whole = (at for at in verbs if text.count("“", end, at) == text.count("”", end, at))
        verb = next(whole, end + len(behind))
        behind = text[end:verb]
    if not _WANTS.search(before):
        behind = text[end : _noun(text, words_behind, end)]
    counted = _TAIL.sub("", behind[:_WIDE].strip().removeprefix("的"))
    name = before + counted if counted else _REACHES.sub("", before)
    return last.metric if last and not name else "" if _TIMES.fullmatch(name) else name


def _before(reading: Reading, first: int, start: int) -> str:
    """Return the words that tell before an offset what is measured, from ``first`` on, the last few of them."""
    if start - first > _WIDE:
        at = reading.index(start - _WIDE - 1) + 1
        first = reading.words[at].start if at < len(reading.words) else first
    told = _TAIL.sub("", _HEAD.sub("", _closed(reading.text[first:start].rpartition("\t")[2])))
    return _JOINS.sub("", told)


def _ahead(reading: Reading, clause: tuple[int, int]) -> str:
    """Return what the clause before tells, for a figure beside which only a time stands (举办夜校,每月2期)."""
    return "" if reading.text[clause[1] - 1] in "。;:" else _before(reading, *clause)


def _noun(text: str, behind: Sequence[Word], end: int) -> int:
    """Return where the noun ends that stands right behind an offset; one verb may open it (搬迁群众), and a quotation stays whole."""
    noun = end
    for number, word in enumerate(behind):
        opens = number == 0 and word.tag == "v" and len(behind) > 1 and behind[1].tag.startswith("n")
        if word.start != noun or not (opens or word.tag.startswith(_NOUN)):
            break
        noun = word.end
    told = text[end:noun]
    return max(noun, text.find("”", noun, noun + _WIDE) + 1) if told.count("“") > told.count("”") else noun


def _closed(text: str) -> str:
    """Cut a stretch behind its last mark that closes nothing, or opens what is not closed in it."""
    if not _MARK.search(text):
        return text
    opened: list[int] = []
    cut = 0
    for at, character in enumerate(text):
        if character in _PAIRS.values():
            opened.append(at)
        elif character in _PAIRS:
            if opened:
                opened.pop()
            else:
                cut = at + 1
    return text[max([cut, *(at + 1 for at in opened)]) :]
