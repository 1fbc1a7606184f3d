"""The years of a document: what its title says, what its body states, what can be inferred, and which one counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.context.head import Head

_DIGITS = {char: str(i) for i, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "o": "0",
    "Ｏ": "0",
    "0": "0",
}
_YEAR = re.compile(
    r"(?<![\d.〇一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二][九〇零○Oo0][〇零○Oo0一二三四五六七八九]{2})(?:年|(?=[-—~至/.]))"
)
_BARE = re.compile(r"(?<!\d)(?P<y>20\d\d)(?=[年\[〔(（]|度|[\u4e00-\u9fff“])")
_PAGE_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月(?:\d{1,2}日)?)")
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

    The body outweighs the title, which websites re-date; a date that only the page or the signature gives counts where nothing else does.
    """
    title = _first(head.title_text, head.title_start) or _front_year(head)
    stated = _stated(head, kind, text)
    inferred = _inferred(text)
    signed = _signed(head, kind)
    chosen = _choose(kind, title, stated, inferred, signed)
    return Years(
        chosen and chosen[0], title and title[0], stated and stated[0], inferred and inferred[0], chosen and chosen[1]
    )


Found = tuple[int, tuple[int, int]]


def _value(digits: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in digits))


def _first(text: str, offset: int) -> Found | None:
    match = _YEAR.search(text) or _BARE.search(text)
    return (_value(match["y"]), (offset + match.start(), offset + match.end())) if match else None


def _front_year(head: Head) -> Found | None:
    for start, line in head.front:
        if start < head.body_start and (found := _first(line, start)):
            return found
    return None


def _stated(head: Head, kind: str, text: str) -> Found | None:
    """The year with which the body begins: its first sentence, or a statement 2023年是 …, 2023年以来, 截至2023年 in the opening part."""
    opening = text[head.body_start : head.body_start + 260]
    start = head.body_start
    first = re.split(r"(?<=[。;])", opening)[0]
    match: re.Match[str] | None = re.match(r"[^。]{0,30}?" + _YEAR.pattern, first)
    if kind == "news":
        match = re.search(_YEAR.pattern + r"\d{1,2}月\d{1,2}日", text[start : start + 160])
    if match and not re.match(r"(?:底|末)?前", first[match.end() :]):
        return _value(match["y"]), (start + match.start("y"), start + match.end())
    match = re.search(_YEAR.pattern + r"(?:以来|是|,|度|,我|伊始)", opening)
    if match:
        return _value(match["y"]), (start + match.start("y"), start + match.end("y") + 1)
    return None


def _inferred(text: str) -> Found | None:
    """Anniversaries, plan cycles and the party's centenary fix a year where the text speaks of 今年 or celebrates."""
    for match in _ANNIVERSARY.finditer(text):
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


def _signed(head: Head, kind: str) -> Found | None:
    for start, line in head.signature:
        if match := _PAGE_DATE.search(line) or _YEAR.search(line):
            return _value(match["y"]), (start + match.start(), start + match.end())
    for line in head.credits:
        if match := _PAGE_DATE.search(line):
            return int(match["y"]), (0, 0)
    return None


def _choose(
    kind: str, title: Found | None, stated: Found | None, inferred: Found | None, signed: Found | None
) -> Found | None:
    if kind == "news":
        return stated or title or signed or inferred
    if title and stated and title[0] != stated[0]:
        return stated
    if title and inferred and not stated and 0 < title[0] - inferred[0] <= 3:
        return inferred
    return title or stated or signed or inferred
