"""How much room a text takes, so that none overflows its shape whatever font the reader has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viz.labels import CLOSING, OPENING
from viz.slides.advances import advance, is_wide, span
from viz.words import flow

LINE = 1.3
"""Height of a line in sizes of its font; set exactly, so that every program breaks pages alike."""
SLACK = 0.95
"""Share of a line that is filled: fonts differ by some per cent."""
AIR = 0.25
"""What programs put between a Chinese character and a Latin letter or figure, in full-width characters."""
POINTS = 72.0
LEAST = 9.0
"""Size below which nothing is written, in points."""
STROKES = re.compile(r"(?<=[-/|}!?\\])(?=[^-/|}!?\\])")
QUOTES = "‘’“”\"'"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. ``colour`` None is the paragraph's."""

    text: str
    bold: bool = False
    colour: str | None = None


def fold(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into the lines that it takes.

    Args:
        size: of the font, in points.
        room: width in inches.
        bold: the letters are bold, and so wider.
    """
    return _fill(_measured(_tokens(text), bold), _most(size, room), bold)


def _most(size: float, room: float) -> float:
    """Return how much of a line is filled, in sizes of the font."""
    return room * POINTS / size * SLACK


def _measured(tokens: Iterable[str], bold: bool) -> list[tuple[str, float]]:
    return [(token, span(token, bold=bold)) for token in tokens]


def _fill(tokens: Sequence[tuple[str, float]], most: float, bold: bool) -> list[str]:
    """Fill lines of a width in sizes of the font; what is wider than a line is broken after strokes, else anywhere."""
    lines, line, used = [], "", 0.0
    for token, wide in _broken(tokens, most, bold):
        air = _air(line[-1:], token[0])
        if line and used + air + wide > most:
            lines.append(line)
            line, used, air = "", 0.0, 0.0
            if token.isspace():
                continue
        if wide <= most:
            line, used = line + token, used + air + wide
            continue
        for character in token:
            step = advance(character, bold=bold)
            if line and used + step > most:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + character, used + step
    return [*lines, line] if line or not lines else lines


def _broken(tokens: Iterable[tuple[str, float]], most: float, bold: bool) -> Iterator[tuple[str, float]]:
    for token, wide in tokens:
        if wide <= most:
            yield token, wide
        else:
            yield from _measured(STROKES.split(token), bold)


def _air(before: str, after: str) -> float:
    return AIR if before.isalnum() and after.isalnum() and before.isascii() != after.isascii() else 0.0


def _tokens(text: str) -> list[str]:
    """Part a text where it may break: between Chinese characters, around words of other scripts, never after an opening mark or before a closing one.

    A closing mark that would stand alone takes its character along: not every program lets it hang over the edge.
    """
    tokens: list[str] = []
    for character in text:
        if tokens and _held(tokens[-1][-1], character):
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _held(before: str, after: str) -> bool:
    """Return whether no line may end between two characters.

    Source: UAX #14, LB8a to LB30, the stricter choice where programs differ.
    """
    if before.isspace() or after.isspace():
        return False
    if before in QUOTES or after in QUOTES or before in OPENING or after in CLOSING:
        return True
    return not (is_wide(before) or is_wide(after)) or not advance(after) or (before == after and after in "—…")


def fit(text: str, room: tuple[float, float], largest: float, least: float, *, bold: bool = False) -> tuple[str, float]:
    """Return the text, cut where it must be, and the largest size at which it fits the room, if possible with no word broken.

    Args:
        room: width and height in inches.
        largest: size to begin with, in points.
        least: size below which nothing is read; from there the text is cut and ends in ….
        bold: the letters are bold.
    """
    flat = flow(text)
    tokens = _measured(_tokens(flat), bold)
    longest, broken = max((wide for _, wide in tokens), default=0.0), None
    for size in (largest - step / 2 for step in range(int((largest - least) * 2) + 1)):
        if len(_fill(tokens, _most(size, room[0]), bold)) <= rows(size, room[1]):
            if longest <= _most(size, room[0]):
                return flat, size
            broken = broken or size
    if broken:
        return flat, broken
    most = rows(least, room[1])
    kept = "".join(fold(flat, least, room[0], bold=bold)[:most])[:-1].rstrip()
    while len(kept) > 1 and len(fold(kept + "…", least, room[0], bold=bold)) > most:
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
