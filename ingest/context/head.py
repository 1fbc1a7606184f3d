"""The frame of a document: its title, dateline, signature, and what the page around it says of source and date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.clean.characters import normalise
from ingest.text import CleanText, Outline, Source

GENRE = re.compile(
    r"(?:总结|小结|报告|汇报|计划|要点|方案|规划|安排|打算|讲话|致辞|意见|通知|办法|细则|制度|职责|函|建议|调研|材料|案例|做法|提纲|简讯|侧记|分工表|思路|设想)[)）]?(?:[(（].{2,12}[)）])?$"
)
"""What a title ends in that names a genre."""
_DIGIT = "\\d〇○OoＯ零一二三四五六七八九十"
_DATE_LINE = re.compile(
    rf"^[(（]?(?:[^。,;{_DIGIT}]{{0,24}}[ ])?[{_DIGIT}]{{4}}年(?:[{_DIGIT}]{{1,3}}月(?:[{_DIGIT}]{{1,3}}日)?)?(?:修订|印发|第[{_DIGIT}]+期)?[)）]?$"
    rf"|^[^。,;:{_DIGIT}]{{2,24}}[{_DIGIT}]{{4}}年[{_DIGIT}]{{1,3}}月[{_DIGIT}]{{1,3}}日$"
)
_SALUTATION = re.compile(r"^(?:各[^。,]{1,40}|同志们|县委|市委|区委|省委|.{2,12})[:：]$")
_LEADS_IN = re.compile(r"[^。\n]{4,}如下[:：]$")
MASTHEAD = re.compile(
    rf"^[\u4e00-\u9fff ]{{0,16}}(?:简报|快报|专报|要情|内参|工作(?:信息|动态))$|^[(（]?(?:总第|第)[{_DIGIT}]+期"
)
"""A line of the head of a periodical, above the headline."""
_BODY_MARK = re.compile(r"[。;!?]$|^[一二三四五六七八九十]、|^\(一\)|^第一[章条]")
_LONGEST_TITLE = 60
_OF_THE_PAGE = re.compile(
    r"(?<=[\u4e00-\u9fff”)]{4})(?:[_|-][\u4e00-\u9fff]{2,12}){0,3}[_|-][\u4e00-\u9fff]{2,16}(?:网|网站|门户|频道|之窗|在线)$"
)
"""What a site adds to a page's title: its sections and its own name."""
_FRAME = frozenset({"page data", "credit", "counter", "licence", "navigation"})
_ROW = re.compile(r"(?m)^[^\n\t]*+\t.*$")


@dataclass(frozen=True, slots=True)
class Head:
    """The frame of a document, in offsets of the clean text.

    Attributes:
        title_start: of the title.
        title_end: of the title.
        title_text: the title, normalised.
        front: lines between title and body (issuer, date, salutation), with their offsets.
        body_start: where running text begins.
        signature: the last short lines, with their offsets.
        credits: lines cut from the page that speak of source, author and date, normalised.
    """

    title_start: int
    title_end: int
    title_text: str
    front: tuple[tuple[int, str], ...]
    body_start: int
    signature: tuple[tuple[int, str], ...]
    credits: tuple[str, ...]


def head_of(source: Source, clean: CleanText, outline: Outline) -> Head:
    """Find the frame of a document."""
    lines = _lines(clean.text)
    title, body = _title_and_body(lines, normalise(source.title or ""))
    title_start, title_line = lines[title] if lines else (0, "")
    title_text = title_line if body else re.split(r"[。;!?]", title_line, maxsplit=1)[0][:_LONGEST_TITLE]
    if site := _OF_THE_PAGE.search(title_text):
        title_text = title_text[: site.start()]
    front = tuple(lines[:title] + lines[title + 1 : body])
    body_start = lines[body][0] if body < len(lines) else len(clean.text)
    credits = tuple(normalise(source.text[c.start : c.end]).strip() for c in clean.cuts if c.reason in _FRAME)
    signature = tuple(_signature(lines[max(body, len(lines) - 6) :]))
    return Head(title_start, title_start + len(title_text), title_text, front, body_start, signature, credits)


def _lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start, line))
        start += len(line) + 1
    return lines


def _title_and_body(lines: list[tuple[int, str]], declared: str) -> tuple[int, int]:
    """The head ends at the first line of running text; the title is the line that the file's own title holds, else the head's first line that
    names a genre, else its first line."""
    body = 0
    while body < min(len(lines), 8):
        line = lines[body][1]
        if _BODY_MARK.search(line) or len(line) > 70 or "\t" in line:
            break
        body += 1
    own = next((i for i, (_, line) in enumerate(lines[:8]) if len(line.strip()) > 5 and line.strip() in declared), None)
    if own is not None:
        return own, max(body, own + 1)
    titles = [
        i for i in range(body) if not any(kind.match(lines[i][1]) for kind in (_DATE_LINE, _SALUTATION, _LEADS_IN))
    ]
    titles = [i for i in titles if not MASTHEAD.match(lines[i][1])] or titles
    genre = [i for i in titles if GENRE.search(lines[i][1])]
    if genre:
        return genre[0], body
    if titles:
        return titles[0], body
    return 0, 0


def _signature(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Short lines without a full stop at the end of the text."""
    found: list[tuple[int, str]] = []
    for start, line in reversed(lines):
        if (
            len(line) > 50
            or re.search(r"[。;!?]$|,|^[一二三四五六七八九十]、|^\([一二三四五六七八九十]\)|^\d{1,3}[.、](?!\d)", line)
            or "\t" in line
        ):
            break
        found.append((start, line))
    return list(reversed(found))


def prose(text: str) -> str:
    """Blank the rows of tables: who acts there has a task, and does not speak."""
    return _ROW.sub(lambda row: "\n" * len(row[0]), text) if "\t" in text else text
