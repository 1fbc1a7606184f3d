"""The map as a picture: SVG whose text stays text, and PNG drawn from it.

The geometry is that of the explorer's map (`viz.scene`). A node is told by colour, shape and character, a line by colour and dashes;
hovering in a browser shows the sentence.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import resvg_py

from graph.model import Graph
from graph.vocabulary import SYMMETRIC
from viz.export import Options
from viz.labels import CLOSING, visible
from viz.labels import width as text_width
from viz.scene import Link, Scene, Spot, make_scene, most_related
from viz.theme import Line, load_theme
from viz.words import Finding, clean_text, glyph, label_word, line_word, shorten, source_line, title_of, word

MOST_NODES = 1500
READINGS_UP_TO = 60
"""Nodes up to which the lines carry their readings; beyond, they would hide the map."""
DPI = 300
MOST_PIXELS = 60_000_000
"""Pixels of a PNG that programs still open (240 MB in memory); a larger map is made smaller, at the same dots to the inch."""
MARGIN = 40.0
LEAST_WIDTH = 760.0
FRAMED_WIDTH = 1400.0
"""Width of a map up to which title and legend have their plain size."""
LANE = 6.0
"""Distance of lines that run beside each other."""
Point = tuple[float, float]


def write_svg(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the map as SVG, 1 unit to the point.

    Returns:
        One sentence where the graph has more than `MOST_NODES` nodes.
    """
    shown, notes = most_related(graph, MOST_NODES)
    out.write_text(draw(shown, findings, options, notes).text, encoding="utf-8", newline="\n")
    return notes


def write_png(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the map as PNG of `DPI` dots to the inch, on white or transparent, made smaller where `MOST_PIXELS` asks for it.

    Returns:
        Sentences where nodes were left out or the map is smaller than as SVG.
    """
    shown, notes = most_related(graph, MOST_NODES)
    drawing = draw(shown, findings, options, notes)
    whole = drawing.width * drawing.height * (DPI / 72) ** 2
    scale = min(1.0, math.sqrt(MOST_PIXELS / whole))
    if scale < 1:
        wide, high = (round(side * scale / 72 * 2.54) for side in (drawing.width, drawing.height))
        notes = [*notes, word("made_smaller", percent=int(scale * 100), wide=wide, high=high, dpi=DPI)]
    out.write_bytes(raster(drawing, DPI, scale))
    return notes


def raster(drawing: Drawing, dots: int, scale: float = 1.0) -> bytes:
    """Return a drawing as PNG of so many dots to the inch, made smaller by ``scale``."""
    families = load_theme().fonts
    body = resvg_py.svg_to_bytes(
        svg_string=drawing.text,
        dpi=dots * scale,
        font_family=families["sans"][2],
        sans_serif_family=families["sans"][2],
        serif_family=families["serif"][2],
    )
    return _with_resolution(bytes(body), dots)


def _with_resolution(png: bytes, dots: int) -> bytes:
    """Put the number of dots to the metre after the head of a PNG. Source: PNG, 3rd edition, 11.3.4.3 (pHYs)."""
    metre = round(dots / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    head = 8 + 25
    return png[:head] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[head:]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG document and its size in points."""

    text: str
    width: float
    height: float


def draw(graph: Graph, findings: Sequence[Finding], options: Options, notes: Sequence[str] = ()) -> Drawing:
    """Draw a graph with title, legend and source line."""
    scene, theme = make_scene(graph, findings), load_theme()
    title = visible(title_of(graph, options))
    # What frames the map grows with it, so that title and legend of a wide map can still be read.
    grown = max(1.0, scene.width / FRAMED_WIDTH)
    margin = MARGIN * grown
    width = max(scene.width + 2 * margin, LEAST_WIDTH)
    room = (width - 2 * margin) / grown
    legend, legend_height = _legend(scene, room)
    lines = _wrap(source_line(graph, options), room / 11)
    above, below = 46 + 18 * len(notes), legend_height + 18 * len(lines)
    top = margin + above * grown
    foot = top + scene.height + 24 * grown
    height = foot + below * grown + margin
    families = ", ".join(f"'{name}'" if " " in name else name for name in theme.fonts["sans"])
    head = f'<text y="16" font-size="20" font-weight="700">{_text(shorten(title, 80))}</text>'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}pt" height="{height:.0f}pt" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{families}" fill="{theme.surfaces["ink"]}">',
        f"<title>{_text(title)}</title>",
        *([] if options.transparent else [f'<rect width="{width:.0f}" height="{height:.0f}" fill="#FFFFFF"/>']),
        _frame(margin, margin, grown, [head, *_text_lines(notes, 38)]),
        f'<g transform="translate({(width - scene.width) / 2:.1f} {top:.1f})">',
        *_map(scene, readings=len(scene.spots) <= READINGS_UP_TO),
        "</g>",
        _frame(margin, foot, grown, [legend, *_text_lines(lines, legend_height + 14)]),
        "</svg>\n",
    ]
    return Drawing("\n".join(parts), round(width), round(height))


def _frame(x: float, y: float, scale: float, parts: Sequence[str]) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f})">{"".join(parts)}</g>'


def _text(text: str) -> str:
    return escape(clean_text(visible(text)))


def _text_lines(lines: Sequence[str], first: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text y="{first + 18 * number:.1f}" font-size="11" fill="{load_theme().surfaces["muted"]}">{_text(line)}</text>'


def _wrap(text: str, room: float) -> list[str]:
    """Break a text into lines of about ``room`` full-width characters; none begins with a closing mark."""
    lines, used = [""], 0.0
    for character in text:
        used += text_width(character)
        if used > room and character not in CLOSING:
            lines, used = [*lines, ""], text_width(character)
        lines[-1] += character
    return lines


def _map(scene: Scene, *, readings: bool) -> Iterator[str]:
    taken: list[tuple[float, float, float, float]] = [_room(spot) for spot in scene.spots.values()]
    labels: list[str] = []
    drawn: Counter[tuple[str, str]] = Counter()
    for bundle in bundles(scene.links):
        ends = (bundle.source, bundle.target)
        start, end = _ends(scene.spots[bundle.source], scene.spots[bundle.target], aside=LANE * drawn[ends])
        drawn[ends] += 1
        yield _line(bundle, start, end)
        if readings and (label := _reading(bundle, start, end, taken)):
            labels.append(label)
    yield from labels
    for spot in scene.spots.values():
        yield _node(spot)


def _room(spot: Spot) -> tuple[float, float, float, float]:
    left, top = spot.x - spot.box.width / 2 + 4, spot.y - spot.box.above
    return left, top, left + spot.box.width - 8, top + spot.box.height - 8


@dataclass(frozen=True, slots=True)
class Bundle:
    """All lines of one look between the same two nodes, drawn as one; an arrow at each end that one of them points to."""

    source: str
    target: str
    line: Line
    links: tuple[Link, ...]

    @property
    def reading(self) -> str:
        """What the lines say, each once."""
        return word("list_mark").join(dict.fromkeys(link.reading for link in self.links))

    def points_to(self, end: str) -> bool:
        """Whether an arrow stands at that end."""
        return any(link.target == end and link.edge and link.edge.type not in SYMMETRIC for link in self.links)


def bundles(links: Iterable[Link]) -> list[Bundle]:
    """Bundle lines between the same nodes and of the same look, in the order of their first."""
    together: dict[tuple[str, str, Line], list[Link]] = {}
    for link in links:
        first, second = sorted((link.source, link.target))
        together.setdefault((first, second, link.line), []).append(link)
    return [Bundle(a, b, line, tuple(group)) for (a, b, line), group in together.items()]


def _line(bundle: Bundle, start: Point, end: Point) -> str:
    dash = f' stroke-dasharray="{" ".join(map(str, bundle.line.dash))}"' if bundle.line.dash else ""
    said = [word("headline", name=link.reading, said=_proof(link)) for link in bundle.links]
    heads = "".join(
        _arrow(tail, head, bundle.line.colour)
        for tail, head, name in ((start, end, bundle.target), (end, start, bundle.source))
        if bundle.points_to(name)
    )
    return (
        f'<g class="edge"><title>{_text(chr(10).join(said))}</title><path d="M{_pair(start)}L{_pair(end)}" fill="none" '
        f'stroke="{bundle.line.colour}" stroke-width="{bundle.line.width}"{dash}/>{heads}</g>'
    )


def _proof(link: Link) -> str:
    return link.edge.evidence[0].quote if link.edge else link.finding["message"] if link.finding else ""


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _ends(a: Spot, b: Spot, aside: float) -> tuple[Point, Point]:
    """Return where the line between two nodes begins and ends, a little outside their shapes; further lines run aside."""
    dx, dy = b.x - a.x, b.y - a.y
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    near, far = a.size / 2 + 3, b.size / 2 + 3
    start = (a.x + ux * near - uy * aside, a.y + uy * near + ux * aside)
    return start, (b.x - ux * far - uy * aside, b.y - uy * far + ux * aside)


def _arrow(tail: Point, head: Point, colour: str) -> str:
    angle = math.atan2(head[1] - tail[1], head[0] - tail[0])
    corners = [
        head,
        *((head[0] - 8 * math.cos(angle + turn), head[1] - 8 * math.sin(angle + turn)) for turn in (0.4, -0.4)),
    ]
    return f'<polygon points="{" ".join(_pair(c).replace(" ", ",") for c in corners)}" fill="{colour}"/>'


def _reading(bundle: Bundle, start: Point, end: Point, taken: list[tuple[float, float, float, float]]) -> str:
    """Return the reading on its line, or nothing where it would cover a node or another reading wherever it stood."""
    text = shorten(bundle.reading, 12)
    wide = text_width(text) * 10 + 4
    for share in (0.5, 0.42, 0.58, 0.34, 0.66):
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        room = (x - wide / 2, y - 7, x + wide / 2, y + 7)
        if not any(room[0] < r[2] and r[0] < room[2] and room[1] < r[3] and r[1] < room[3] for r in taken):
            taken.append(room)
            return (
                f'<text x="{x:.1f}" y="{y + 3.5:.1f}" font-size="10" text-anchor="middle" stroke="#FFFFFF" stroke-width="4" '
                f'paint-order="stroke" stroke-linejoin="round" fill="{load_theme().surfaces["muted"]}">{_text(text)}</text>'
            )
    return ""


def _node(spot: Spot) -> str:
    theme, node = load_theme(), spot.node
    mark = theme.mark(node.label)
    about = f"{label_word(node.label)} {visible(node.name)}"
    halo = ""
    if spot.in_gap:
        gap = theme.lines["gap"].colour
        halo = f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.size / 2 + 5:.1f}" fill="none" stroke="{gap}" stroke-width="2"/>'
    first = spot.y + spot.size / 2 + theme.sizes.line_height - 1
    label = "".join(
        f'<text x="{spot.x:.1f}" y="{first + number * theme.sizes.line_height:.1f}" font-size="{theme.sizes.label}" '
        f'text-anchor="middle" stroke="#FFFFFF" stroke-width="4" paint-order="stroke" stroke-linejoin="round">{_text(line)}</text>'
        for number, line in enumerate(spot.lines)
    )
    sign = _sign(spot.x, spot.y, spot.size, node.label, mark.shape, mark.colour)
    return f'<g class="node"><title>{_text(about)}</title>{halo}{sign}{label}</g>'


def _sign(x: float, y: float, size: float, label: str, shape: str, colour: str) -> str:
    """Return the sign of a label: its shape in its colour with its character."""
    small = 0.38 if shape in {"triangle", "star"} else 0.5
    drop = 0.14 if shape == "triangle" else 0.02
    return (
        f"{outline(x, y, size, shape, colour)}"
        f'<text x="{x:.1f}" y="{y + size * (drop + small * 0.36):.1f}" font-size="{size * small:.1f}" text-anchor="middle" '
        f'font-weight="600" fill="#FFFFFF">{glyph(label)}</text>'
    )


POLYGONS: dict[str, list[Point]] = {
    "rectangle": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)],
    "triangle": [(0, -1.1), (1.15, 0.95), (-1.15, 0.95)],
    "rhomboid": [(-1.2, -0.9), (0.7, -0.9), (1.2, 0.9), (-0.7, 0.9)],
    "tag": [(-1.1, -0.9), (0.6, -0.9), (1.2, 0), (0.6, 0.9), (-1.1, 0.9)],
    "cut-rectangle": [(-0.6, -1), (0.6, -1), (1, -0.6), (1, 0.6), (0.6, 1), (-0.6, 1), (-1, 0.6), (-1, -0.6)],
    "hexagon": [(math.cos(math.pi * k / 3) * 1.12, math.sin(math.pi * k / 3) * 1.12) for k in range(6)],
    "octagon": [(math.cos(math.pi * (k + 0.5) / 4) * 1.08, math.sin(math.pi * (k + 0.5) / 4) * 1.08) for k in range(8)],
    "pentagon": [(math.sin(math.tau * k / 5) * 1.12, -math.cos(math.tau * k / 5) * 1.12) for k in range(5)],
    "star": [
        (
            math.sin(math.pi * k / 5) * (1.25 if k % 2 == 0 else 0.72),
            -math.cos(math.pi * k / 5) * (1.25 if k % 2 == 0 else 0.72),
        )
        for k in range(10)
    ],
}
"""Corners of the straight shapes around 0, 0, for a size of 2."""


def outline(x: float, y: float, size: float, shape: str, colour: str) -> str:
    """Return a shape of the theme as an SVG element, centred at x, y."""
    half = size / 2
    if shape in POLYGONS:
        corners = " ".join(f"{x + half * cx:.1f},{y + half * cy:.1f}" for cx, cy in POLYGONS[shape])
        return f'<polygon points="{corners}" fill="{colour}"/>'
    if shape in {"round-rectangle", "barrel"}:
        rounded = half * 0.4 if shape == "round-rectangle" else half * 0.9
        place = f'x="{x - half:.1f}" y="{y - half:.1f}" width="{size:.1f}" height="{size:.1f}"'
        return f'<rect {place} rx="{half * 0.4:.1f}" ry="{rounded:.1f}" fill={quoteattr(colour)}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" fill="{colour}"/>'


def _legend(scene: Scene, room: float) -> tuple[str, float]:
    """Return the legend of what is shown, wrapped to the room, and its height."""
    theme = load_theme()
    shown = {spot.node.label.value for spot in scene.spots.values()}
    lines = {link.line for link in scene.links}
    signs = [(16.0, label_word(label), _sign_of(label)) for label in theme.labels if label in shown]
    rings = [(16.0, word("ring"), _ring)] if any(spot.in_gap for spot in scene.spots.values()) else []
    dashes = [(34.0, line_word(kind), _dash(line)) for kind, line in theme.lines.items() if line in lines]
    x, y, parts = 0.0, 8.0, []
    for sign, name, drawn in (*signs, *rings, *dashes):
        wide = sign + 6 + text_width(name) * 12 + 18
        if x and x + wide > room:
            x, y = 0.0, y + 24
        parts.append(drawn(x, y))
        parts.append(f'<text x="{x + sign + 6:.1f}" y="{y + 4:.1f}" font-size="12">{_text(name)}</text>')
        x += wide
    return "".join(parts), y + 20


def _sign_of(label: str) -> Callable[[float, float], str]:
    mark = load_theme().labels[label]
    return lambda x, y: _sign(x + 8, y, 16, label, mark.shape, mark.colour)


def _ring(x: float, y: float) -> str:
    """Return what stands around a node that a gap speaks of."""
    colour = load_theme().lines["gap"].colour
    return f'<circle cx="{x + 8:.1f}" cy="{y:.1f}" r="7" fill="none" stroke="{colour}" stroke-width="2"/>'


def _dash(line: Line) -> Callable[[float, float], str]:
    dash = f' stroke-dasharray="{" ".join(map(str, line.dash))}"' if line.dash else ""
    return lambda x, y: f'<path d="M{x:.1f} {y:.1f}h34" stroke="{line.colour}" stroke-width="{line.width}"{dash}/>'
