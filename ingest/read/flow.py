"""Lines of PDF pages to paragraphs, by where they begin and end on the page.

A typesetter squeezes marks and stretches lines, so counting characters does not tell a full line; its place does. A line goes on in the next where
it reaches the right edge so far that the next one's first unit would not have fit, unless the next one begins with an indent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

_FINAL = re.compile(r"[。！？：；!?:;…][”’）)》】]*$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十百]{1,4}[章节条部])"
)
_UNIT = re.compile(
    r"[（《“‘【(]*(?P<wide>[A-Za-z0-9][A-Za-z0-9.%]*|.)(?P<closers>[。，、；：！？）》”’】…,;:!?)]*)", re.DOTALL
)
_FEWEST = 3
"""Lines that have to reach an edge for it to be one."""


class Line(NamedTuple):
    """A line of text, or a row of a table (its cells separated by tabs), in points from the top and the left of its page.

    Attributes:
        size: of most of its letters; 0 for a row.
    """

    top: float
    left: float
    bottom: float
    right: float
    text: str
    size: float

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.size == 0


def side_by_side(pieces: Iterable[Line]) -> list[Line]:
    """Put pieces of text that stand on one height together to lines, from top to bottom; a gap between them becomes a space."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces):
        if rows and piece.top < (rows[-1][0].top + rows[-1][0].bottom) / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_one_line(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _one_line(row: list[Line]) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        text += " " + piece.text if piece.left - before.right > before.size / 2 else piece.text
    return row[0]._replace(text=text, right=row[-1].right, size=max(piece.size for piece in row))


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join the lines of a text, in their order, to paragraphs; where no edges can be made out, each line stays by itself."""
    running = [line for line in lines if not line.is_row]
    left = _edge((line.left for line in running), min)
    right = _edge((line.right for line in running), max)
    if left is None or right is None:
        return [line.text for line in lines]
    indented = sum(_indents(line, left) for line in running) * 10 > len(running)
    found: list[str] = []
    for line, after in zip([None, *lines], lines, strict=False):
        if line is not None and _goes_on(line, after, left, right, indented):
            found[-1] = join(found[-1], after.text)
        else:
            found.append(after.text)
    return found


def join(text: str, after: str) -> str:
    """Put two lines together; between letters of Latin words a space stands where the line ended."""
    return f"{text} {after}" if _latin(text[-1:]) and _latin(after[:1]) else text + after


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _edge(places: Iterable[float], outermost: Callable[[Iterable[float]], float]) -> float | None:
    """The outermost place that some lines reach, to within three points."""
    known = sorted(places)
    reached = (
        [a for a in known if sum(abs(a - b) <= 3 for b in known) >= _FEWEST]
        if len(known) < 2_000
        else known[_FEWEST:-_FEWEST]
    )
    return outermost(reached) if reached else None


def _indents(line: Line, left: float) -> bool:
    return line.left - left > 1.2 * line.size


def _goes_on(line: Line, after: Line, left: float, right: float, indented: bool) -> bool:
    if line.is_row or after.is_row or _indents(after, left) or abs(line.size - after.size) > 1:
        return False
    if _FINAL.search(line.text) and (not indented or _NUMBERED.match(after.text)):
        return False
    slack = (
        0.8 if indented else 0.3
    )  # where paragraphs are told by their indents a line may be stretched less than it could
    return right - line.right < _width(after) + slack * line.size


def _width(line: Line) -> float:
    """The width of what stands together at the beginning of a line: a character or number with the marks that may not part from it."""
    unit = _UNIT.match(line.text)
    if unit is None:
        return line.size
    wide = len(unit["wide"]) * (0.55 if unit["wide"].isascii() else 1.0)
    return (wide + len(unit["closers"])) * line.size
