"""How a name stands under its node: the lines it breaks into and the room they take, the same in every picture."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from viz.theme import Sizes

OPENING = "（(“‘《〈【「『["
CLOSING = "，。、；：？！）)”’》〉】」』]…,.;:!?%"
HALF_WIDTH = 0.55
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes with its label, in points; the node's centre lies ``above`` below the top edge."""

    width: float
    height: float
    above: float


@cache
def _wide(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else HALF_WIDTH


def visible(name: str) -> str:
    """Return the name without control and bidirectional characters, which could reorder or hide the text around them.

    Example:
        >>> visible("甲\\u202e乙")
        '甲乙'
    """
    if name.isprintable():
        return name.strip()
    return "".join(c if unicodedata.category(c) not in UNSEEN else (" " if c in "\t\n\r" else "") for c in name).strip()


def width(text: str) -> float:
    """Return the width of a text in full-width characters."""
    return sum(map(_wide, text))


def label_lines(name: str, sizes: Sizes) -> list[str]:
    """Break a name into at most ``label_lines`` lines of about ``label_characters``; what is left becomes …

    No line ends with an opening mark or begins with a closing one (GB/T 15834-2011, 5.1).
    """
    rest = visible(name)
    lines: list[str] = []
    # Two balanced lines read better than one full line and one orphan.
    room = max(sizes.label_characters / 2, min(float(sizes.label_characters), (width(rest) + 1) // sizes.label_lines))
    if width(rest) <= sizes.label_characters:
        room = sizes.label_characters
    while rest and len(lines) < sizes.label_lines:
        cut = _cut(rest, room if len(lines) + 1 < sizes.label_lines else sizes.label_characters)
        lines.append(rest[:cut].strip())
        rest = rest[cut:]
    if rest:
        lines[-1] = lines[-1][:-1] + "…"
    return lines or ["…"]


def _cut(text: str, room: float) -> int:
    """Return where to break: as much as fits, moved so that marks stay with the words they belong to."""
    used, cut = 0.0, 0
    while cut < len(text) and used + _wide(text[cut]) <= room:
        used += _wide(text[cut])
        cut += 1
    if cut >= len(text):
        return len(text)
    while cut < len(text) and text[cut] in CLOSING:
        cut += 1
    while cut > 1 and text[cut - 1] in OPENING:
        cut -= 1
    if cut < len(text) and text[cut - 1].isascii() and text[cut].isascii() and text[cut].isalnum():
        space = max(text.rfind(" ", 0, cut), next((i for i in range(cut, 0, -1) if not text[i - 1].isascii()), 0))
        cut = space if space > 1 else cut
    return max(cut, 1)


def label_box(lines: list[str], degree: int, sizes: Sizes) -> Box:
    """Return the room of a node of that many relations with its label under it."""
    node = sizes.hub if degree >= sizes.hub_degree else sizes.node
    wide = max(width(line) for line in lines) * sizes.label
    return Box(max(wide, node) + 14, node + 4 + len(lines) * sizes.line_height + 12, node / 2 + 4)
