"""The years of a document: what its title says, what its body states, what can be inferred, and which one counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.context.head import Head
from ingest.context.kind import introduces

_DIGITS = {char: str(i) for i, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "Ｏ": "0",
    "0": "0",
}
_Y = r"(?<![\d.〇一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二][九〇零○OoＯ0][〇零○OoＯ0一二三四五六七八九]{2})"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_YEAR = re.compile(rf"{_Y}(?:年|(?=[-—~至/.]))")
_BARE = re.compile(r"(?<!\d)(?P<y>20\d\d)(?=[年\[〔(（]|度|[\u4e00-\u9fff“])")
_PAGE_DATE = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{{1,2}})[-/.]\d{{1,2}}|{_Y.replace('P<y>', 'P<z>')}年(?P<n>{_MONTH})?"
)
_DATE_LINE = re.compile(
    rf"^[(（]?(?:[^。,;:\n]{{0,30}} )?{_Y}(?:年(?:(?P<m>{_MONTH})(?:{_DAY})?)?|(?P<s>[-./])(?P<k>\d{{1,2}})(?:(?P=s)\d{{1,2}})?)[)）]?$",
    re.MULTILINE,
)
_GIVEN = re.compile(rf"年(?P<m>{_MONTH}){_DAY}")
_FULL_DATE = re.compile(rf"{_Y}年{_MONTH}{_DAY}")
_OPENING = re.compile(rf"^[^。;,]{{0,14}}?(?<![到至]){_Y}年(?!(?:底|末|初|{_MONTH}\w{{0,3}}底)?前)")
_UNTIL = re.compile(rf"截[至止]到?{_Y}年")
_DEADLINE = re.compile(
    rf"(?:到)?{_Y}年(?:底|末|内|年底|{_MONTH}(?:份|底)?|{_MONTH}{_DAY})(?:前|,|完成|$)", re.MULTILINE
)
_BEGINS = re.compile(rf"(?:^|[。!?;,\n]){_Y}年(?:以来|,|是|度|初|,?我)")
_COMING = re.compile(
    rf"将[于在]{_Y}年|(?<![到至前]){_Y.replace('P<y>', 'P<z>')}年(?![底末])[^。;]{{0,16}}?(?:将|必须|要)"
)
_EVENT = re.compile(
    rf"(?<![《\d到至])(?=20[12]){_Y}(?:届|年度|年(?=“|[\u4e00-\u9fff]{{2,12}}(?:节|周|季|赛|招聘|行动|采摘)|年第)|(?=[\u4e00-\u9fff])(?![年多余名米平个人万亿元件家户场次公亩座]))"
)
_PAST = re.compile(rf"(?<![到至—-]){_Y}年(?![^,。;]{{0,14}}前)")
_RECENT = re.compile(rf"(?<![到至自从])(?=20){_Y}年{_MONTH}(?![^。,]{{0,4}}(?:前|以来|起))")
_LOOKED = re.compile(rf"(?<!到)(?=20){_Y}年{_MONTH}(?!以来|起)[^。]{{0,120}}?(?:调研|调查|走访|座谈|问卷|考察)")
"""The month in which those who made a survey went and looked."""
_AHEAD = re.compile(r"[年月]底前|年内|下一步|明年|来年|今后|(?<![现已])将(?!士|军)|力争|计划(?!生育|单列)")
"""Words after which a sentence goes on to tell what is to come."""
_SENTENCE = 120
"""Characters of a sentence that are looked at for them."""
_OPENING_LENGTH = 300
"""Characters in which a survey says when it was made."""
_BULLETIN = re.compile(r"(?:发布|公布)[^。《]{0,12}《(?P<y>20\d\d)年?[^》\n]{2,20}(?:公报|年报|白皮书)》")
_SCHOOL_YEAR = re.compile(r"20\d\d(?:年?[-—~至]+)(?P<y>20\d\d)学年")
_SECOND_TERM = re.compile(r"第二学期|下学期|春季学期")
_NEXT = re.compile(
    rf"(?m)^(?:[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十]{{1,3}}\))?{_Y}年(?:的?(?:工作)?(?:重点|主要)?)(?:安排|打算|计划|思路|谋划|工作)[^。\n]{{0,12}}$"
)
"""The heading under which a summary tells what the year after brings."""
_REVIEWED = re.compile(
    rf"(?m)(?:^|[。、)]){_Y}年(?:度|的)?(?:[\u4e00-\u9fff]{{0,6}}?回顾|[\u4e00-\u9fff]{{0,6}}?(?:总结|情况|主要工作)[^。\n]{{0,8}}$)"
)
"""The heading under which a report tells what the year brought."""
_NUMBERED = re.compile(r"[\[〔(（](?P<y>20\d\d)[\]〕)）]\s?\d+号")
_ANNIVERSARY = re.compile(
    r"(?P<what>改革开放|建党|中国共产党成立|中国共产党建党|新中国成立|中华人民共和国成立|新中国|建国|人民共和国|“?五一口号”?发布|五一口号”?|抗战胜利|抗日战争胜利"
    r"|中国人民抗日战争[^。,]{0,16}胜利|抗美援朝[^。,]{0,8}|长征胜利|红军长征胜利|辛亥革命|五四运动|建军|中国红十字会成立|党的百年|自治[州县区旗](?:\((?P<base>\d{4})年\))?成立)"
    r"[^。,;\d]{0,8}?(?P<n>\d{1,3}|[一二三四五六七八九]?十?[一二三四五六七八九]|一百|一百一十)周年"
)
_BASES = {
    "改革": 1978, "建党": 1921, "中国共产党": 1921, "新中国": 1949, "中华": 1949, "建国": 1949, "人民共": 1949, "“五一": 1948, "五一": 1948,
    "抗战": 1945, "抗日": 1945, "中国人民抗": 1945, "抗美": 1950, "长征": 1936, "红军": 1936, "辛亥": 1911, "五四": 1919, "建军": 1927,
    "中国红十字会": 1904,
}  # fmt: skip
_OPENING_YEARS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_CYCLE = re.compile(r"“?(?P<plan>十[二三四五]五)”?规划?[^。,;]{0,8}(?P<point>开局之年|收官之年|起步之年)")
_CENTURY = re.compile(r"(?:庆祝|迎接|喜迎|迎)?(?:中国共产党成立|建党|党的)(?:一百周年|100周年|百年华诞|百年)")


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a document with the span that settled the one that is used."""

    used: int | None
    title: int | None
    stated: int | None
    inferred: int | None
    evidence: tuple[int, int] | None


def years_of(head: Head, kind: str, text: str) -> Years:
    """Tell the years of a document.

    A document's body outweighs its title, which websites re-date; a news item is dated by its dateline, and by nothing that it only
    recalls. Where the text does not say, the year is None.
    """
    title = _first(head.title_text, head.title_start) or _front_year(head, kind, text)
    school = _SCHOOL_YEAR.search(head.title_text)
    if school and (kind == "summary" or _SECOND_TERM.search(head.title_text)):
        title = _found(school, head.title_start)  # looked back upon when it is over
    stated = _stated(head, text)
    inferred = _inferred(text)
    chosen = (
        _news_year(head, text, title) if kind == "news" else _document_year(head, kind, text, title, stated, inferred)
    )
    return Years(
        chosen and chosen[0], title and title[0], stated and stated[0], inferred and inferred[0], chosen and chosen[1]
    )


Found = tuple[int, tuple[int, int]]


def _value(digits: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in digits))


def _first(text: str, offset: int) -> Found | None:
    match = _YEAR.search(text) or _BARE.search(text)
    return (_value(match["y"]), (offset + match.start(), offset + match.end())) if match else None


def _front_year(head: Head, kind: str, text: str) -> Found | None:
    """The year of a line under the title; a summary that is given early in a year looks back on the one before."""
    if kind == "summary" and (reviewed := min(map(_found, _REVIEWED.finditer(text, head.body_start)), default=None)):
        return reviewed
    for start, line in head.front:
        if start < head.body_start and (found := _first(line, start)):
            given = _GIVEN.search(line) if kind == "summary" else None
            return (found[0] - 1, found[1]) if given and _is_early(given["m"]) else found
    return None


def _stated(head: Head, text: str) -> Found | None:
    """The year with which the body begins."""
    match = _OPENING.match(text[head.body_start : head.body_start + 60])
    match = match or _BEGINS.search(text[head.body_start : head.body_start + 140])
    return _found(match, head.body_start) if match else None


def _mask_titles(text: str) -> str:
    """Blank out what stands between 《》: the years of plans and reports that are only cited."""
    return re.sub(r"《[^》\n]{0,80}》", lambda match: "　" * len(match[0]), text)


def _found(match: re.Match[str], offset: int = 0) -> Found:
    groups = match.groupdict()
    name = "y" if groups.get("y") else "z"
    return _value(match[name]), (offset + match.start(name), offset + match.end(name))


def _search(pattern: re.Pattern[str], text: str, start: int, end: int) -> Found | None:
    match = pattern.search(text, start, end)
    return _found(match) if match else None


def _inferred(text: str) -> Found | None:
    """Anniversaries, plan cycles and the party's centenary fix a year where the text speaks of 今年 or celebrates."""
    for match in _ANNIVERSARY.finditer(text) if "周年" in text else ():
        base = int(match["base"]) if match["base"] else _base(match["what"])
        if base:
            return base + _count(match["n"]), (match.start(), match.end())
    for cycle in _CYCLE.finditer(text):
        year = _OPENING_YEARS[cycle["plan"]] + (4 if cycle["point"] == "收官之年" else 0)
        return year, (cycle.start(), cycle.end())
    if century := _CENTURY.search(text):
        return 2021, (century.start(), century.end())
    return None


def _base(what: str) -> int | None:
    return next((year for name, year in _BASES.items() if what.startswith(name)), None)


def _count(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    if numeral.startswith("一百"):
        return 110 if "十" in numeral else 100
    digits = {char: i for i, char in enumerate("零一二三四五六七八九")}
    tens, ten, ones = numeral.partition("十")
    return (digits.get(tens, 1) if ten else 0) * 10 + digits.get(ones if ten else tens, 0)


def _signed(head: Head, kind: str, text: str) -> Found | None:
    """A line that is a date; a summary signed in January or February is of the year before."""
    match = max(_DATE_LINE.finditer(text, head.title_end), key=lambda found: found.start(), default=None)
    if match is not None:
        year, span = _found(match)
        return (year - (kind == "summary" and _is_early(match["m"] or match["k"])), span)
    for line in head.credits:
        if page := _PAGE_DATE.search(line):
            year = _found(page)[0]
            return year - (kind == "summary" and _is_early(page["m"] or page["n"])), (0, 0)
    return None


def _is_early(month: str | None) -> bool:
    return month is not None and month.rstrip("月").lstrip("0") in ("1", "2", "一", "二")


def _document_year(
    head: Head, kind: str, text: str, title: Found | None, stated: Found | None, inferred: Found | None
) -> Found | None:
    start = head.body_start
    text = _mask_titles(text)
    until = _search(_UNTIL, text, start, len(text))
    if title:
        absent = str(title[0]) not in text[start:]
        since = stated and kind == "survey" and "以来" in text[stated[1][1] : stated[1][1] + 4]
        if (
            stated
            and not since
            and stated[0] != title[0]
            and (stated[1][0] < start + 20 or (absent and abs(stated[0] - title[0]) <= 2))
        ):
            return stated
        if not stated and inferred and 0 < title[0] - inferred[0] <= 3:
            return inferred
        return until if until and until[0] < title[0] and absent else title
    if kind not in ("plan", "summary"):
        at_once = (
            stated
            if stated and stated[1][0] < start + 20 and "以来" not in text[stated[1][1] : stated[1][1] + 4]
            else None
        )
        found = until or _signed(head, kind, text) or at_once or inferred or _search(_NUMBERED, text, start, len(text))
        if kind == "survey":
            found = found or _search(_LOOKED, text, start, start + _OPENING_LENGTH)
        if found or kind != "other" or introduces(head, text):
            return found
        return max(map(_found, _PAST.finditer(text, start)), default=None)
    opening = _search(_YEAR, text, start, start + 300)
    ahead = _search(_NEXT, text, start, len(text)) if kind == "summary" and stated is None else None
    if ahead and (opening is None or opening[0] == ahead[0]):
        return ahead[0] - 1, ahead[1]
    deadlines = map(_found, _DEADLINE.finditer(text, start)) if kind == "plan" else ()
    return (
        stated
        or _signed(head, kind, text)
        or until
        or min((*deadlines, *filter(None, [opening])), default=None)
        or inferred
        or _search(_NUMBERED, text, start, len(text))
    )


def _news_year(head: Head, text: str, title: Found | None) -> Found | None:
    start = head.title_start
    bulletin = _search(_BULLETIN, text, start, len(text))
    text = _mask_titles(text)
    return (
        _search(_FULL_DATE, text, start, head.body_start + 200)
        or _signed(head, "news", text)
        or title
        or max(map(_found, _EVENT.finditer(text, start)), default=None)
        or min(map(_found, _COMING.finditer(text, start)), default=None)
        or _after_last_year(text)
        or max(map(_found, _RECENT.finditer(text, start)), default=None)
        or _inferred(text)
        or (bulletin and (bulletin[0] + 1, bulletin[1]))
        or _search(_NUMBERED, text, start, len(text))
    )


def _after_last_year(text: str) -> Found | None:
    """An item that compares the figures of a year gone by with 今年 is of the year after the last one that it names."""
    if not re.search(r"今年|开年以来|新年伊始", text):
        return None
    last = max((_found(one) for one in _PAST.finditer(text) if not _to_come(text, one.start())), default=None)
    return (last[0] + 1, last[1]) if last else None


def _to_come(text: str, offset: int) -> bool:
    """Whether what a sentence says before an offset is still ahead: 年底前全部接入,2026年全面推广."""
    said = text[max(0, offset - _SENTENCE) : offset]
    return _AHEAD.search(said, max(said.rfind(stop) for stop in "。!?\n") + 1) is not None
