"""Sentences: up to 。！？ outside quotation marks and brackets, with the bracket behind it that tells who answers for it; and each heading and
each telling cell of a task table by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.text import Aside, Section, Sentence, TableRow

_STOPS = re.compile(
    r"(?P<stop>[。!?]+[”’)》】]*)(?:\((?:[^()\n]{2,40}(?:牵头|负责)|(?:责任|牵头|主办|承办|配合)(?:单位|部门)?:)[^()\n]*\)。?)?|…{1,2}(?=[\n]|$)"
)
_OPEN, _CLOSE = "“‘《(【", "”’》)】"
_MARK = re.compile(rf"[{_OPEN}{_CLOSE}。!?]")
_LONGEST_QUOTE = 240
"""Characters; a mark left open longer than this was never meant to be closed."""
_LONGEST = 600
"""Characters of a sentence; what goes on longer without a stop is a register or a damaged file, and is cut at a pause."""
_PAUSES = ";,、 "
_TELLING = ("task", "group", "target", "")


def sentences(
    text: str, sections: Sequence[Section], rows: Sequence[TableRow] = (), around: Sequence[Aside] = ()
) -> tuple[Sentence, ...]:
    """Split a clean text into sentences, each with its innermost section.

    A full stop inside quotation marks or brackets ends no sentence unless the marks close right after it. A numbered heading is a
    sentence of its own, marked so where it holds no more than its title. Of a row of a task table the cells that say what is to be done, or
    how much, are sentences; who does it, and by when, stands in a list that no sentence frames. Dates and numbers of documents are none
    either; who signs is one.
    """
    starts = [section.start for section in sections]
    titles = {section.start: section for section in sections[1:]}
    found: list[Sentence] = []
    left_out = {one.start for one in around if one.kind != "signer"}
    for start, end in _spans(text, titles, {row.start: row for row in rows if row.task}):
        if start in left_out:
            continue
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            section = _innermost(sections, starts, start)
            head = titles.get(start)
            heading = head is not None and bool(head.title) and end <= head.body and head.level < 4
            title = heading or _is_title(text, start, end)
            found += [Sentence(a, b, section, title) for a, b in _cut(text, start, end)]
    return tuple(found)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        pause = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in _PAUSES)
        yield start, (start := pause + 1 if pause >= 0 else start + _LONGEST)
    yield start, end


def _innermost(sections: Sequence[Section], starts: Sequence[int], place: int) -> int:
    index = bisect_right(starts, place) - 1
    while sections[index].end <= place and index > 0:
        index = sections[index].parent
    return index


def _is_title(text: str, start: int, end: int) -> bool:
    """The first line without a full stop is the document's title."""
    return start == 0 and text[end - 1] not in "。!?;" and end - start <= 60 and (end == len(text) or text[end] == "\n")


def _spans(text: str, titles: dict[int, Section], rows: dict[int, TableRow]) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        row = rows.get(start + len(line) - len(line.lstrip())) if "\t" in line else None
        if row is None:
            yield from _split(text, start, start + len(line), titles)
        for cell in row.cells if row else ():
            if cell.role in _TELLING:
                yield from _split(text, cell.start, cell.end, titles)
        start += len(line) + 1


def _split(text: str, start: int, end: int, titles: dict[int, Section]) -> Iterator[tuple[int, int]]:
    begin = place = start
    opened: list[int] = []
    head = titles.get(start)
    heading_end = head.body if head is not None and head.title and head.level < 4 else start
    while place < end:
        mark = _MARK.search(text, place, end)
        at = mark.start() if mark else end
        if not opened and begin < heading_end and place <= heading_end <= at:
            yield begin, heading_end
            begin = heading_end
        if mark is None:
            break
        place = at + 1
        if mark[0] in _OPEN:
            opened.append(at)
        elif mark[0] in _CLOSE:
            del opened[-1:]
        else:
            if opened and at - opened[0] > _LONGEST_QUOTE:
                opened.clear()
            match = _STOPS.match(text, at)
            stop = match.end() if match else place
            closes = sum(c in _CLOSE for c in match["stop"]) if match and match["stop"] else 0
            if closes >= len(opened):
                yield begin, min(stop, end)
                begin = place = stop
                opened.clear()
    if begin < end:
        yield begin, end
