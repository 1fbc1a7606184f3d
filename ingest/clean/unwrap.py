"""Hard line breaks: which of them wrap a paragraph and which end one.

A wrapped text has a width: a line goes on in the next where the next one's first unit (a character with the marks that may not stand
apart from it, or a Latin word or number) would no longer have fit. So the width is the one at which most lines that stop in
mid-sentence are explained, and a line with room left for the next unit ends its paragraph. A text without such a width is not wrapped:
each of its lines is a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ingest.clean.draft import Draft, Edit
from ingest.statements.numbers import read_number

_FINAL = re.compile(r"[。!?:;…][”’)》】]*$|(?<!\d)\.$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[(（]?\d{1,2}[)）]|\d{1,2}[.、](?!\d)"
    r"|第[一二三四五六七八九十百]{1,4}[章节条部]|[◆●■□▲★①-⑳]|——|附件|附:|同志们)"
)
_HEADED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条部])"
)
_ITEM = re.compile(
    r"(?P<open>[(（]?)第?(?:(?P<n>\d{1,4})|(?P<numeral>[一二三四五六七八九十]{1,3}))(?P<close>[)）]|[.、．](?!\d)|[章条])"
)
"""The number with which an item of a list may begin."""
_LABEL = re.compile(
    r"(?:(?:牵头|责任|主办|承办|配合|协办|参与|实施|完成|办结|整改|落实)(?:单位|部门|处室|科室|股室|领导|人|时限|时间|期限)|时限):"
)
"""The label of a line of responsibility or of time: no paragraph goes on with it in mid-sentence."""
_NEXT = 12
"""Lines after which an item that is told in many of them is followed by the next."""
_GENRE = re.compile(r"(?:总结|报告|汇报|计划|要点|方案|规划|安排|打算|思路|讲话|意见|通知|办法|细则|措施)[)）]?$")
_REST = re.compile(rf"[\u4e00-\u9fff]{{0,4}}{_GENRE.pattern}")
"""What may be the end of a title and no title of its own."""
_PAUSE = re.compile(r"[,;，；。]")
_CLOSERS, _OPENERS = "。、,;:!?)》】”’…", "(《【“‘"
_UNIT = re.compile(rf"[{_OPENERS}]*(?:[A-Za-z0-9][A-Za-z0-9.%]*|.)[{_CLOSERS}]*", re.DOTALL)
_NARROWEST, _WIDEST = 18, 140
"""Columns, an ideograph being two."""
_SAMPLE = 1_500
"""Lines from whose widths the wrap width is found."""
_INDENT = 4
_SLACK = 3
"""Columns that a justified line may lack: a line that stops in mid-sentence goes on nevertheless."""


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    original: str
    indent: bool
    after_blank: bool
    begins: bool = False
    """It begins an item of a list or tells who answers for one, so that the line before it ends there."""

    @property
    def is_row(self) -> bool:
        return "\t" in self.text

    @property
    def is_final(self) -> bool:
        return _FINAL.search(self.text) is not None


def _display(text: str) -> int:
    """Columns on a terminal: gb18030 has one byte for what is half-width and two for what is full-width."""
    return len(text.encode("gb18030", errors="replace"))


def _typeset(text: str) -> int:
    """Columns before someone made the marks half-width and put spaces beside the digits."""
    return _display(text) + sum(map(text.count, ",;:()!?")) - text.count(" ")


def _letters(text: str) -> int:
    """Two columns for every character, as a program counts that cuts strings."""
    return 2 * len(text)


def unwrap(draft: Draft) -> None:
    """Join wrapped lines and drop blank ones, so that each line of the draft is a paragraph."""
    lines = _lines(draft.text, draft.original())
    width = _wrap_width(lines)
    edits: list[Edit] = []
    done = 0
    first = True
    for index, line in enumerate(lines):
        if index and (
            (width is not None and width.continues(lines, index - 1, first)) or _title_goes_on(lines, index - 1)
        ):
            edits.append(Edit(done, line.start))
            first = False
        else:
            first = True
            if line.start > done:
                edits.append(Edit(done, line.start, "\n" if index else ""))
        done = line.end
    if done < len(draft.text):
        edits.append(Edit(done, len(draft.text)))
    draft.edit(edits)


def _title_goes_on(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line of the head is a title that goes on in the next one: 关于 without a genre, or the next only ends its name (工|作思路)."""
    head = lines[: index + 1]
    if index > 3 or any(line.is_final or line.is_row or _NUMBERED.match(line.text) for line in head):
        return False
    line, after = lines[index].text, lines[index + 1].text
    if _GENRE.search(line) or not _GENRE.search(after):
        return False
    return _REST.fullmatch(after) is not None or ("关于" in line and "关于" not in after)


def _lines(text: str, original: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    blank = False
    for raw in text.split("\n"):
        body = raw.strip(" \t")
        body = raw.strip(" ") if "\t" in body else body  # an empty first cell keeps its place
        if body:
            lead = raw.index(body)
            first, last = start + lead, start + lead + len(body)
            lines.append(_Line(first, last, body, original[first:last], lead >= 2 or raw.startswith("\t"), blank))
        blank = not body
        start += len(raw) + 1
    items = _items(lines)
    return [line._replace(begins=True) if number in items else line for number, line in enumerate(lines)]


def _items(lines: Sequence[_Line]) -> set[int]:
    """Return which lines begin an item of a list, for the numbers with which they begin follow each other, or with the label of who answers for it."""
    found: set[int] = set()
    last: dict[tuple[str, str, bool], tuple[int, float]] = {}
    for index, line in enumerate(lines):
        if _LABEL.match(line.text) and index and lines[index - 1].text.count("(") <= lines[index - 1].text.count(")"):
            found.add(index)
        if (match := _ITEM.match(line.text)) is None:
            continue
        style = (match["open"], match["close"], match["n"] is not None)
        number = read_number(match["n"] or match["numeral"]) or 0
        at, before = last.get(style, (-1, 0))
        if number == before + 1 and at >= 0 and index - at <= _NEXT:
            found |= {at, index}
        last[style] = (index, number)
    return found


class _Width(NamedTuple):
    """How a text was wrapped.

    Attributes:
        measure: the way of counting that makes its lines equal.
        width: columns.
        strict: lines are cut anywhere, even inside numbers and before marks.
        ragged: lines were ended by hand: all that are at least this long are full.
        indented: first lines of paragraphs are indented.
        unindented: first lines of paragraphs are short by an indent that is gone.
        spaced: a blank line follows every line.
    """

    measure: Callable[[str], int]
    width: int
    strict: bool = False
    ragged: bool = False
    indented: bool = False
    unindented: bool = False
    spaced: bool = False

    def continues(self, lines: Sequence[_Line], index: int, first: bool) -> bool:
        """Whether the paragraph of a line, the first of it or not, goes on in the next line."""
        line, after = lines[index], lines[index + 1]
        if line.is_row or after.is_row or after.begins or (after.indent and self.indented):
            return False
        if not self.ragged and max(self.core(line), self.core(after)) > self.width + _SLACK:
            return False
        lost = _INDENT if first and self.unindented else 0
        title = _HEADED.match(line.text) is not None and not _PAUSE.search(line.text)
        whole = line.is_final or title
        if self.ragged and title and not line.is_final:
            return False
        if after.after_blank and not self.spaced:  # between pages, if anything
            return not (whole or self.ragged or _NUMBERED.match(after.text)) and self.is_full(line, after)
        if not self.is_full(line, after, lost + (0 if whole or self.strict else _SLACK)):
            return False
        return not whole or not (_NUMBERED.match(after.text) or self._lost_indent(lines, index + 1))

    def is_full(self, line: _Line, after: _Line, lost: int = 0) -> bool:
        """Whether the first unit of the next line would not have fit, ``lost`` columns of the line being gone."""
        if self.ragged:
            return self.length(line) >= self.width
        return self.length(line) + lost + self.first_unit(after) > self.width

    def length(self, line: _Line) -> int:
        """Columns of a line with its indent."""
        return self.measure(line.original) + (_INDENT if line.indent else 0)

    def core(self, line: _Line) -> int:
        """Columns without the closing marks that may hang over the margin."""
        hanging = len(line.text) - len(line.text.rstrip(_CLOSERS))
        return self.length(line) - (self.measure(line.original[-hanging:]) if hanging and not self.strict else 0)

    def first_unit(self, line: _Line) -> int:
        """Columns of what stands together at the beginning of a line."""
        match = None if self.strict else _UNIT.match(line.text)
        return self.measure(line.original[: match.end() if match else 1])

    def _lost_indent(self, lines: Sequence[_Line], index: int) -> bool:
        """A line that goes on though it is short by two characters is the first of a paragraph whose indent was lost."""
        if not self.unindented or index + 1 >= len(lines):
            return False
        line, after = lines[index], lines[index + 1]
        return self.short_by_indent(line) and not line.is_final and self.length(after) > _INDENT

    def short_by_indent(self, line: _Line) -> bool:
        """Whether a line would be full with an indent before it."""
        return _lacks_indent(self.core(line), self.width)


def _lacks_indent(columns: int, width: int) -> bool:
    return width - _INDENT - 1 <= columns <= width - _INDENT


Pairs = Sequence[tuple[_Line, _Line]]


def _wrap_width(lines: Sequence[_Line]) -> _Width | None:
    """Find the width at which a text was wrapped; None where it was not."""
    sample = lines[:_SAMPLE]
    pairs = [(a, b) for a, b in pairwise(sample) if not (a.is_row or b.is_row)]
    open_pairs = [(a, b) for a, b in pairs if not (a.is_final or b.begins or _HEADED.match(b.text))]
    if len(open_pairs) < 3:
        return None
    best: tuple[int, int, int, _Width] | None = None
    for rank, measure in enumerate(map(cache, (_typeset, _display, _letters))):
        for strict in (False, True):
            found = _best_width(_Width(measure, 0, strict), sample, open_pairs)
            if found is not None and (best is None or (found[0], strict, -rank) > best[:3]):
                best = (found[0], int(strict), -rank, found[1])
    width = best[3] if best is not None else _ragged_width(sample, open_pairs)
    return None if width is None else _with_habits(width, sample, pairs)


def _best_width(probe: _Width, lines: Sequence[_Line], pairs: Pairs) -> tuple[int, _Width] | None:
    """Find the width that explains the most lines stopping in mid-sentence: twice as many as speak against it, at least."""
    columns = {line.start: probe.core(line) for line in lines}
    spans = [
        (columns[a.start], probe.length(a) + probe.first_unit(b), _NUMBERED.match(a.text) is None) for a, b in pairs
    ]
    cores = sorted(columns.values())
    best: tuple[int, int] | None = None
    for width in sorted({core for core, _, _ in spans if _NARROWEST <= core <= _WIDEST}):
        good = sum(1 for core, needed, _ in spans if core <= width < needed)
        against = len(cores) - bisect_right(cores, width)
        if good < 3 or good < 2 * against:
            continue
        against += sum(
            1 for core, needed, running in spans if running and needed <= width and not _lacks_indent(core, width)
        )
        if good >= 2 * against:
            best = max(best or (0, 0), (good - against, width))
    return None if best is None else (best[0], probe._replace(width=best[1]))


def _ragged_width(lines: Sequence[_Line], pairs: Pairs) -> _Width | None:
    """Lines ended by hand at about one width: half of the long ones stop in mid-sentence, and none is much longer than those."""
    probe = _Width(_display, 0, ragged=True)
    stops = sorted(length for length in (probe.length(a) for a, _ in pairs) if length >= _NARROWEST)
    if len(stops) < 4:
        return None
    usual = stops[len(stops) // 2]
    lengths = [probe.length(line) for line in lines]
    long = sum(length >= 0.7 * usual for length in lengths)
    near = sum(length >= 0.7 * usual for length in stops)
    if near < 4 or 2 * near < long or max(lengths) > 1.5 * usual:
        return None
    return probe._replace(width=int(0.8 * usual))


def _with_habits(width: _Width, lines: Sequence[_Line], pairs: Pairs) -> _Width:
    """Add how paragraphs begin: with an indent, with one that was lost, or without."""
    indented = sum(line.indent for line in lines[1:]) > 1
    spaced = sum(line.after_blank for line in lines) * 5 > len(lines) * 4
    starts = [
        (b, c)
        for (a, b), (_, c) in pairwise(pairs)
        if a.is_final and not width.is_full(a, b) and not b.is_final and width.length(c) > _INDENT
    ]
    short = sum(width.short_by_indent(b) for b, _ in starts)
    lost = not (indented or width.ragged) and short >= 2 and short * 2 > len(starts)
    return width._replace(indented=indented, spaced=spaced, unindented=lost)
