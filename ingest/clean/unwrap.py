"""Hard line breaks: which of them wrap a paragraph and which end one.

A text wrapped at a width has many lines that stop in mid-sentence at nearly the same width. Where that is so, a line goes on in the next
unless the next one's first unit would still have fit (then the writer ended the paragraph), the next one is indented, or it starts a
numbered item after a full stop. Elsewhere every line is a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.clean.draft import Draft, Edit

_FINAL = re.compile(r"[。!?:;…][”’)》】]*$|\.$")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[(（]?\d{1,2}[)）]|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十百]{1,4}[章节条部]|[◆●■□▲★①-⑳]|——|附件|附:|同志们)"
)
_HEADED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条部分])"
)
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.%]*|.", re.DOTALL)
_CLOSERS = "。、,;:!?)》】”’…"
_SHORTEST, _LONGEST = 20, 130
_DIRECT = "\t"


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    indent: bool
    after_blank: bool


Measure = Callable[[str], int]


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _display(text: str) -> int:
    """Columns on a terminal."""
    return sum(map(_columns, text))


def _typeset(text: str) -> int:
    """Columns before someone made the punctuation half-width and put spaces beside the digits."""
    return sum(0 if char == " " else 2 if char in ",;:()!?" else _columns(char) for char in text)


def _letters(text: str) -> int:
    """Two columns for every character, as a program counts that cuts strings."""
    return 2 * len(text)


def unwrap(draft: Draft) -> None:
    """Join wrapped lines and drop blank ones, so that each line of the draft is a paragraph."""
    lines = _lines(draft.text)
    width = _wrap_width(lines)
    edits: list[Edit] = []
    done = 0
    for index, line in enumerate(lines):
        if index and width and width.continues(lines, index - 1):
            edits.append(Edit(done, line.start))
        elif line.start > done:
            edits.append(Edit(done, line.start, "\n" if index else ""))
        done = line.end
    if done < len(draft.text):
        edits.append(Edit(done, len(draft.text)))
    draft.edit(edits)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    blank = False
    for raw in text.split("\n"):
        body = raw.strip(" \t") if raw.strip() else ""
        if body:
            lead = len(raw) - len(raw.lstrip(" \t"))
            lines.append(_Line(start + lead, start + lead + len(body), body, lead >= 2 or raw.startswith("\t"), blank))
            blank = False
        else:
            blank = True
        start += len(raw) + 1
    return lines


class _Width(NamedTuple):
    """How a text was wrapped: the measure that makes its lines equal, the width, whether no line is shorter for a word's sake."""

    measure: Measure
    width: int
    strict: bool
    indented: bool
    spaced: bool

    def continues(self, lines: Sequence[_Line], index: int) -> bool:
        """Whether the paragraph of a line goes on in the next line."""
        line, after = lines[index], lines[index + 1]
        if _DIRECT in line.text or _DIRECT in after.text or (after.after_blank and not self.spaced):
            return False
        if after.indent and self.indented:
            return False
        length = self._length(line)
        if length > self.width + 2 or self.measure(after.text) > self.width + 2:
            return False
        if length + self._first_unit(after.text) <= self.width:
            return False
        if _FINAL.search(line.text):
            return not (_NUMBERED.match(after.text) or self._starts_paragraph(lines, index + 1))
        return not (_HEADED.match(line.text) and length < self.width - 2 and _NUMBERED.match(after.text))

    def _length(self, line: _Line) -> int:
        return self.measure(line.text) + (4 if line.indent and self.indented else 0)

    def _first_unit(self, text: str) -> int:
        match = _UNIT.match(text)
        end = match.end() if match and not self.strict else 1
        while not self.strict and end < len(text) and text[end] in _CLOSERS:
            end += 1
        return self.measure(text[:end])

    def _starts_paragraph(self, lines: Sequence[_Line], index: int) -> bool:
        """A line two characters short of the width, though it goes on, lost the indent of a paragraph's first line."""
        if self.indented or index + 1 >= len(lines):
            return False
        line, after = lines[index], lines[index + 1]
        short = self.width - self.measure(line.text)
        return 3 <= short <= 5 and not _FINAL.search(line.text) and self.measure(after.text) > 8


def _wrap_width(lines: Sequence[_Line]) -> _Width | None:
    """Find the width at which a text was wrapped; None where it was not."""
    if len(lines) < 4:
        return None
    best: tuple[float, int, _Width] | None = None
    for order, measure in enumerate((_typeset, _display, _letters)):
        widths = [measure(line.text) + (4 if line.indent else 0) for line in lines]
        open_ended = [
            width
            for width, line, after in zip(widths, lines, [*lines[1:], None], strict=True)
            if after is not None
            and _DIRECT not in line.text
            and not _FINAL.search(line.text)
            and not _HEADED.match(after.text)
        ]
        candidates = [width for width in open_ended if _SHORTEST <= width <= _LONGEST]
        if len(candidates) < 3:
            continue
        counts = Counter(candidates)
        width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(4)), counts[w], w))
        near = sum(counts[width - d] for d in range(4))
        long = sum(1 for w in open_ended if w > width - 4)
        if near < 3 or near * 3 < 2 * long or near * 3 < len(candidates):
            continue
        exact = counts[width] / near
        found = _Width(measure, width, exact > 0.97, any(line.indent for line in lines[1:]), False)
        score = (near + exact * near, -order, found)
        if best is None or score[:2] > best[:2]:
            best = score
    return best[2] if best else None
