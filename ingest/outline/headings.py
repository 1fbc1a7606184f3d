"""Headings: numbered lines and numbered points inside a paragraph, put into a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.outline.roles import role_of_document, role_of_heading
from ingest.text import Section

_NUMERALS = "一二三四五六七八九十百"
_HEAD = 4
"""Lines among which the title is."""
_LINE_NUMBERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第[{_NUMERALS}\d]{{1,4}}[章编篇]\s?|第[{_NUMERALS}]{{1,3}}部分[:、 ]?")),
    (1, re.compile(rf"[{_NUMERALS}]{{1,4}}、|[{_NUMERALS}]{{1,3}}[.·](?=\D)")),
    (2, re.compile(rf"\([{_NUMERALS}]{{1,4}}\)[、,.]?|第[{_NUMERALS}\d]{{1,4}}[条节]\s?")),
    (3, re.compile(r"\d{1,2}(?:[、.·](?!\d)|\.(?=\d{4}年))\s?")),
    (4, re.compile(r"\(\d{1,2}\)[、.]?|\d{1,2}\)|[①-⑳]")),
)
_DECIMAL = re.compile(
    r"(?P<first>\d{1,2})(?P<rest>(?:\.\d{1,2}){1,2})\.?[ 、]?(?=[\u4e00-\u9fff“《]|(?<= )\d)(?![万亿多余个元年月日])"
)
_WHOLE = re.compile(r"(?P<first>\d{1,2})[ .]?(?=[\u4e00-\u9fff“][^。;\t]{3,30}$)")
"""Decimal numbers of chapters (2.1, 2.1.3), and the whole number of a chapter that holds such."""
_MARKED = re.compile(r"[◆●■□▲★◇○]\s?|——(?=[^。]{2,20}[。:])")
_BARE = re.compile(
    r"(?:(?:20\d\d年|下一?步|下一?阶段|明年|来年|今后|下半年)(?:[\u4e00-\u9fff]{0,8}(?:思路|打算|计划|安排|重点|要点|任务|举措|部署|谋划)|(?:主要|重点)?工作)"
    r"|(?:20\d\d年|一年来|上半年|过去一年)[\u4e00-\u9fff]{0,8}(?:回顾|总结|成效|做法|情况|亮点))(?=:|$)"
    r"|存在的?(?:主要)?(?:问题|不足|困难)(?:[和与及](?:问题|不足|困难))?$"
)
"""What stands without a number over the parts of a report, or before a colon at the head of one."""
_BRACKETED = re.compile(r"【(?P<title>[^】]{2,16})】")
_INLINE: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?<![\w“《(])(?P<n>[{_NUMERALS}]{{1,2}})是(?!否)"),
    re.compile(rf"(?<![\w“《(])(?P<n>[{_NUMERALS}]{{1,2}})要"),
    re.compile(rf"(?<![\w“《(])第(?P<n>[{_NUMERALS}]{{1,2}})[,、是]"),
    re.compile(r"(?<![\w“《(])(?P<n>\d{1,2})[.、](?![\d%])"),
    re.compile(r"(?<![\w“《])\((?P<n>\d{1,2})\)"),
    re.compile(rf"(?<![\w“《])\((?P<n>[{_NUMERALS}]{{1,2}})\)"),
)
_NUMBER = re.compile(rf"[{_NUMERALS}][是要]|第[{_NUMERALS}]|\d[.、]|\([{_NUMERALS}\d]")
"""What each of them holds, which is sooner looked for."""
_POINT_START = "。;:,!?”)"
_TITLE_END = re.compile(r"[。;:!?]| (?=\S)")
_LONGEST_TITLE = 60
_DEEPEST = 8
"""So many series of points may stand in one another."""


@dataclass(slots=True)
class _Heading:
    start: int
    body: int
    level: int
    number: str
    title: str
    ends: int


def sections(text: str) -> tuple[Section, ...]:
    """Find the headings of a clean text and build the tree of sections, the document itself first."""
    headings: list[_Heading] = []
    chapters = _chapters(text)
    head = sum(len(line) + 1 for line in text.split("\n", _HEAD)[:_HEAD])
    for start, line in _lines(text):
        heading = _line_heading(start, line) or _decimal(start, line, chapters)
        if heading is None and start >= head and (bare := _BARE.match(line)):
            heading = _Heading(start, start + min(bare.end() + 1, len(line)), 0, "", bare[0], start + len(line))
        if heading is not None:
            headings.append(heading)
        headings += _points(start, line, start if heading is None else heading.body)
    return _tree(text, headings)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _line_heading(start: int, line: str) -> _Heading | None:
    if "\t" in line:
        return None
    for level, pattern in _LINE_NUMBERS:
        if match := pattern.match(line):
            return _headed(start, line, match.end(), level)
    if match := _BRACKETED.match(line):
        return _Heading(start, start + match.end(), 2, "", match["title"], len(line) + start)
    if match := _MARKED.match(line):
        return _headed(start, line, match.end(), 3)
    return None


def _chapters(text: str) -> set[str]:
    """Return the whole numbers under which decimal ones count from 1; none where no chapter counts to 2 at least (3.1, 3.2)."""
    found = [match for _, line in _lines(text) if (match := _DECIMAL.match(line))]
    counted = {(match["first"], match["rest"]) for match in found}
    chapters = {first for first, rest in counted if rest == ".1"}
    return chapters if any((first, ".2") in counted for first in chapters) else set()


def _decimal(start: int, line: str, chapters: set[str]) -> _Heading | None:
    for level, pattern in ((3, _DECIMAL), (2, _WHOLE)) if chapters else ():
        if (match := pattern.match(line)) and match["first"] in chapters and "\t" not in line:
            return _headed(start, line, match.end(), level)
    return None


def _headed(start: int, line: str, after: int, level: int) -> _Heading:
    """Take as the title what stands before the first full stop; a longer first sentence has no title of its own."""
    stop = _TITLE_END.search(line, after, after + _LONGEST_TITLE + 1)
    end = stop.start() if stop else len(line)
    if end - after > _LONGEST_TITLE:
        end = after
    body = end + 1 if stop and end == stop.start() else end
    return _Heading(
        start, start + min(body, len(line)), level, line[:after].strip(), line[after:end], start + len(line)
    )


def _points(start: int, line: str, begin: int) -> list[_Heading]:
    """Find the points 一是, 二是 … of a paragraph: a series has to begin with one and to have two members."""
    found: list[_Heading] = []
    for pattern in _INLINE if _NUMBER.search(line) else ():
        series: list[tuple[int, re.Match[str]]] = []
        for match in pattern.finditer(line):
            if match.start() < begin - start or (match.start() and line[match.start() - 1] not in _POINT_START):
                continue
            series.append((_value(match["n"]), match))
        for number, match in _in_series(series) if len(series) > 1 else ():
            title_end = _TITLE_END.search(line, match.end(), match.end() + _LONGEST_TITLE)
            end = title_end.start() if title_end else min(match.end() + _LONGEST_TITLE, len(line))
            short = end - match.end() <= 30 and title_end is not None and title_end[0] in "。:"
            body = start + (end + 1 if short else match.end())
            title = line[match.end() : end] if short else ""
            level = 4 if number else 5
            found.append(_Heading(start + match.start(), body, level, match[0], title, start + len(line)))
    return _nest(sorted(found, key=lambda heading: heading.start))


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    digits = {char: i for i, char in enumerate("零一二三四五六七八九")}
    if "十" not in numeral:
        return digits.get(numeral, 0)
    tens, _, ones = numeral.partition("十")
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def _in_series(series: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    """Keep the members that continue a run 1, 2, …; runs may nest (三是, then inner 一是, 二是, then 四是) and restart."""
    open_runs: list[list[tuple[int, re.Match[str]]]] = []
    runs: list[list[tuple[int, re.Match[str]]]] = []
    for number, match in series:
        for depth in range(len(open_runs) - 1, -1, -1):
            if open_runs[depth][-1][0] + 1 == number:
                open_runs[depth].append((number, match))
                del open_runs[depth + 1 :]
                break
        else:
            if number == 1:
                run = [(number, match)]
                open_runs.append(run)
                del open_runs[:-_DEEPEST]
                runs.append(run)
    kept = [member for run in runs if len(run) > 1 for member in run]
    return sorted(kept, key=lambda member: member[1].start())


def _nest(points: list[_Heading]) -> list[_Heading]:
    """Level 4 for the outer points of a paragraph, 5 for those that stand inside one of another series."""
    levels: list[str] = []
    expected: list[int] = []
    for point in points:
        kind = re.sub(rf"[{_NUMERALS}\d]+", "", point.number)
        number = _value(
            re.sub(r"\D*?([\d]+)\D*|.", r"\1", point.number) or re.sub(rf"[^{_NUMERALS}]", "", point.number)
        )
        for depth in range(len(levels) - 1, -1, -1):
            if levels[depth] == kind and expected[depth] == number:
                del levels[depth + 1 :], expected[depth + 1 :]
                expected[depth] = number + 1
                break
        else:
            levels.append(kind)
            expected.append(number + 1)
            del levels[:-_DEEPEST], expected[:-_DEEPEST]
        point.level = 4 + min(len(levels) - 1, 3)
    return points


def _tree(text: str, headings: list[_Heading]) -> tuple[Section, ...]:
    head = text.split("\n", _HEAD)[:_HEAD]
    above = takewhile(lambda line: not line.endswith(("。", ":")), head)  # a body's name may stand over the title
    role = next((role for line in above if (role := role_of_document(line)) != "background"), "background")
    found = [Section(0, len(text), 0, 0, "", head[0], role, -1)]
    stack = [0]
    ends = [len(text)]
    for heading in headings:
        while len(stack) > 1 and (found[stack[-1]].level >= heading.level or ends[stack[-1]] <= heading.start):
            stack.pop()
        parent = stack[-1]
        over = found[parent].role
        own = (heading.level < 4 and role_of_heading(heading.title, over, parent > 0)) or over
        if _YEAR_AHEAD.fullmatch(heading.title) and any(s.parent == parent and s.role != "background" for s in found):
            own = "plan"
        found.append(
            Section(heading.start, len(text), heading.body, heading.level, heading.number, heading.title, own, parent)
        )
        ends.append(heading.ends if heading.level >= 4 else len(text))
        stack.append(len(found) - 1)
    return tuple(_closed(found, ends))


_YEAR_AHEAD = re.compile(r"20\d\d年(?:主要|重点)?工作(?:任务)?")
"""A part that comes behind what was done or planned, and says of no year that it is over."""


def _closed(found: list[Section], ends: list[int]) -> Iterator[Section]:
    """Set where each section ends: at the next heading of its level or above, a point at the end of its paragraph at the latest."""
    after: list[int] = []
    limits: list[int] = []
    for index in range(len(found) - 1, -1, -1):
        while after and found[after[-1]].level > found[index].level:
            after.pop()
        limits.append(min(found[after[-1]].start if after and index else ends[0], ends[index]))
        after.append(index)
    for section, end in zip(found, reversed(limits), strict=True):
        yield replace(section, end=end)
