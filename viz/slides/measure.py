"""How much room a text takes, so that none overflows its shape whatever font the reader has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from viz.labels import CLOSING, OPENING, width
from viz.words import flow

LINE = 1.3
"""Height of a line in sizes of its font; set exactly, so that every program breaks pages alike."""
SLACK = 0.95
"""Share of a line that is filled: fonts differ by some per cent."""
AIR = 0.25
"""What programs put between a Chinese character and a Latin letter or figure, in full-width characters."""
POINTS = 72.0
WORD = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. ``colour`` None is the paragraph's."""

    text: str
    bold: bool = False
    colour: str | None = None


def fold(text: str, size: float, room: float) -> list[str]:
    """Break a text into the lines that it takes.

    Args:
        size: of the font, in points.
        room: width in inches.
    """
    most, lines, line, used = room * POINTS / size * SLACK, [], "", 0.0
    for token in _tokens(text):
        wide = width(token) + _air(line[-1:], token[0])
        if line and used + wide > most:
            lines.append(line)
            line, used = "", 0.0
            token = token.lstrip()
            wide = width(token)
        line, used = line + token, used + wide
    return [*lines, line] if line or not lines else lines


def _air(before: str, after: str) -> float:
    return AIR if before.isalnum() and after.isalnum() and before.isascii() != after.isascii() else 0.0


def _tokens(text: str) -> list[str]:
    """Part a text where it may break: between Chinese characters, around short Latin words, never after an opening mark or before a closing one.

    A closing mark that would stand alone takes its character along: not every program lets it hang over the edge.
    """
    tokens: list[str] = []
    for token in WORD.findall(text):
        pieces = [token[i : i + 12] for i in range(0, len(token), 12)] or [token]
        for piece in pieces:
            if tokens and (tokens[-1][-1] in OPENING or (piece[0] in CLOSING and not tokens[-1].isspace())):
                tokens[-1] += piece
            else:
                tokens.append(piece)
    return tokens


def fit(text: str, room: tuple[float, float], largest: float, least: float) -> tuple[str, float]:
    """Return the text, cut where it must be, and the largest size at which it fits the room.

    Args:
            room: width and height in inches.
            largest: size to begin with, in points.
            least: size below which nothing is read; from there the text is cut and ends in ….
    """
    flat = flow(text)
    size = largest
    while size >= least:
        if len(fold(flat, size, room[0])) <= rows(size, room[1]):
            return flat, size
        size -= 0.5
    most = rows(least, room[1])
    kept = "".join(fold(flat, least, room[0])[:most])[:-1].rstrip()
    while len(kept) > 1 and len(fold(kept + "…", least, room[0])) > most:
        kept = kept[:-1].rstrip()
    return kept + "…", least


def rows(size: float, height: float) -> int:
    """Return how many lines of that size a height in inches holds, at least one."""
    return max(1, int(height * POINTS / (size * LINE) + 1e-6))


def marked(text: str, names: Sequence[str], colour: str) -> list[Run]:
    """Part a sentence into runs, its names bold and coloured; the longest name wins where two overlap."""
    known = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    if not known:
        return [Run(text)]
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text)
    return [Run(part, part in known, colour if part in known else None) for part in parts if part]
