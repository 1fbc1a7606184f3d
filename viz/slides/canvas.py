"""One slide to draw on, in inches: texts that fit, signs, cards, glued lines, legend, footer, notes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Length, Pt

from graph.model import Node
from viz.pictures import POLYGONS
from viz.slides.advances import span
from viz.slides.measure import LEAST, LINE, POINTS, SLACK, Run, fit
from viz.theme import Line, load_theme
from viz.words import clean_text, flow, glyph, label_word, line_word

FONT, LATIN = "Microsoft YaHei", "Arial"
"""Names that every Chinese Windows and WPS knows. Other systems have a font with the metrics of Arial; by its class
(panose, charset GB 2312) they find a Chinese font of theirs in the place of the other one."""
FACES = tuple(
    (qn(tag), about)
    for tag, about in (
        ("a:latin", {"typeface": LATIN, "panose": "020B0604020202020204", "pitchFamily": "34", "charset": "0"}),
        ("a:ea", {"typeface": FONT, "panose": "020B0503020204020204", "pitchFamily": "34", "charset": "-122"}),
        ("a:cs", {"typeface": LATIN, "panose": "020B0604020202020204", "pitchFamily": "34", "charset": "0"}),
    )
)
RUN, PROPERTIES, TEXT = qn("a:r"), qn("a:rPr"), qn("a:t")
FILL, RGB = qn("a:solidFill"), qn("a:srgbClr")
STYLE, GUIDE, SITE, OWN_GEOMETRY = qn("p:style"), qn("a:gd"), qn("a:pos"), qn("a:custGeom")
WHITE = "#FFFFFF"
LEFT, FOOTER = 0.6, 0.68
"""Where the legend begins, and how high the part of the slide is that it stands in, in inches."""
SIGN, SAMPLE = 0.3, 0.44
"""Room of a sign and of a sample of a line before their names, in inches."""
LEGEND_SIZES = ((10.0, 2), (LEAST, 4))
"""Sizes of the legend in points, each with the rows that it may take."""
SIDES = {"t": (0.5, 0.0), "l": (0.0, 0.5), "b": (0.5, 1.0), "r": (1.0, 0.5)}
GEOMETRY = (
    '<a:custGeom xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:avLst/><a:gdLst/><a:ahLst/>'
    '<a:cxnLst>{sites}</a:cxnLst><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="2000" h="2000">{path}</a:path></a:pathLst>'
    "</a:custGeom>"
)
Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""


class Canvas:
    """A slide and its size in inches."""

    def __init__(self, slide: Any, width: float, height: float) -> None:
        self.slide, self.width, self.height = slide, width, height
        self.theme = load_theme()
        self._floor: Any = None

    def lay_floor(self) -> None:
        """Say that the ground is drawn: lines lie above what is there now, and below all that follows."""
        self._floor = self.slide.shapes._spTree[-1]

    def text(
        self,
        box: Box,
        content: str | Sequence[Run],
        size: float,
        *,
        least: float = LEAST,
        bold: bool = False,
        colour: str | None = None,
        align: str = "left",
        anchor: str = "top",
    ) -> Any:
        """Write a text into a box at the largest size that fits it, cut with … where even ``least`` does not."""
        shape = self.slide.shapes.add_textbox(*_emu(box))
        self.fill_text(shape, box, content, size, least=least, bold=bold, colour=colour, align=align, anchor=anchor)
        return shape

    def fill_text(
        self,
        shape: Any,
        box: Box,
        content: str | Sequence[Run],
        size: float,
        *,
        least: float = LEAST,
        bold: bool = False,
        colour: str | None = None,
        align: str = "left",
        anchor: str = "middle",
    ) -> None:
        """Write into a shape; see `text`."""
        runs = [Run(content)] if isinstance(content, str) else list(content)
        heavy = bold or any(run.bold for run in runs)
        whole, size = fit("".join(run.text for run in runs), box[2:], size, least, bold=heavy)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[
            anchor
        ]
        paragraph = frame.paragraphs[0]
        paragraph._p.get_or_add_pPr().set("hangingPunct", "0")  # else a comma may stand outside
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
        paragraph.line_spacing = Pt(round(size * LINE, 1))
        for run in _cut(runs, whole):
            write_run(
                paragraph, run, size, bold=bold or run.bold, colour=run.colour or colour or self.theme.surfaces["ink"]
            )

    def plate(
        self, box: Box, fill: str | None, border: str | None = None, *, round_by: float = 0.06, dash: bool = False
    ) -> Any:
        """Draw a rounded rectangle; ``round_by`` in inches."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *_emu(box))
        shape.adjustments[0] = min(0.5, round_by / min(box[2], box[3]))
        plain(shape, fill, border, 1.25)
        if dash:
            shape.line.dash_style = MSO_LINE.DASH
        return shape

    def sign(self, centre: tuple[float, float], size: float, label: str) -> Any:
        """Draw the sign of a label: its shape in its colour, with its character where that can be read."""
        mark = self.theme.labels[label]
        box = (centre[0] - size / 2, centre[1] - size / 2, size, size)
        kind = {"ellipse": MSO_SHAPE.OVAL}.get(mark.shape, MSO_SHAPE.ROUNDED_RECTANGLE)
        shape = self.slide.shapes.add_shape(kind, *_emu(box))
        if mark.shape in POLYGONS:
            _polygon(shape, POLYGONS[mark.shape])
        elif mark.shape != "ellipse":
            shape.adjustments[0] = 0.2 if mark.shape == "round-rectangle" else 0.42
        plain(shape, mark.colour, None)
        small = 0.42 if mark.shape in {"triangle", "star"} else 0.5
        anchor = "bottom" if mark.shape == "triangle" else "middle"
        if size * POINTS / 2 < LEAST:
            return shape
        points, box = max(LEAST, size * small * POINTS), (0.0, 0.0, size, size)
        self.fill_text(shape, box, glyph(label), points, bold=True, colour=WHITE, align="center", anchor=anchor)
        return shape

    def card(self, box: Box, node: Node, second: str = "", *, strong: bool = False, missing: bool = False) -> Any:
        """Draw a node as a card: sign, name and a second line; ``strong`` fills it, ``missing`` dashes its border.

        Returns:
            The card's own shape, for lines to hold on to.
        """
        colour = self.theme.mark(node.label).colour
        left, top, wide, high = box
        shape = self.plate(box, colour if strong else WHITE, colour, dash=missing)
        size = min(0.34, high - 0.16)
        inner = left + (0.12 if strong else 0.2 + size)
        if not strong:
            self.sign((left + 0.1 + size / 2, top + high / 2), size, node.label.value)
        room, name_high = wide - (inner - left) - 0.08, high - 0.1 - (0.2 if second else 0)
        ink, align = (WHITE, "center") if strong else (self.theme.surfaces["ink"], "left")
        self.text(
            (inner, top + 0.05, room, name_high),
            node.name,
            20 if strong else 14,
            bold=True,
            colour=ink,
            align=align,
            anchor="middle",
        )
        if second:
            muted = WHITE if strong else self.theme.surfaces["muted"]
            self.text((inner, top + high - 0.25, room, 0.2), second, 10, colour=muted, align=align)
        return shape

    def link(self, a: Any, b: Any, line: Line, *, arrow: bool = True, named: bool = False, rows: bool = False) -> Any:
        """Draw a line between two shapes, glued to the sites of theirs that face each other.

        Args:
            named: the shapes have their names under them: no line ends at their lower sites.
            rows: the shapes stand in rows: no line ends at their sides, whence it would cross a neighbour.
        """
        lowest = 0.6 if named else 1.0
        first, (x1, y1) = _facing(a, b, lowest, rows)
        second, (x2, y2) = _facing(b, a, lowest, rows)
        shape = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Emu(x1), Emu(y1), Emu(x2), Emu(y2))
        for tag, held, site in (("stCxn", a, first), ("endCxn", b, second)):
            shape._element.nvCxnSpPr.cNvCxnSpPr.append(_glue(tag, held.shape_id, site))
        _bare(shape)
        shape.line.color.rgb = hex_colour(line.colour)
        shape.line.width = Pt(line.width)
        if line.dash:
            shape.line.dash_style = MSO_LINE.ROUND_DOT if line.dash[0] < line.dash[1] else MSO_LINE.DASH
        if arrow:
            outline = shape.line._get_or_add_ln()
            etree.SubElement(outline, qn("a:tailEnd"), {"type": "triangle", "w": "med", "len": "med"})
        if self._floor is not None:
            self._floor.addnext(shape._element)
        return shape

    def legend(self, labels: Iterable[str], kinds: Iterable[str], room: float) -> None:
        """Draw the legend of what the slide shows, left in the footer, in as few rows as hold it whole.

        Args:
            room: where it ends at the latest, in inches from the left edge.
        """
        entries = [(key, label_word(key)) for key in labels] + [(key, line_word(key)) for key in kinds]
        for size, most in LEGEND_SIZES:
            rows = self._legend_rows(entries, size, room)
            if len(rows) <= most:
                break
        pitch = min(0.26, (FOOTER - 0.02) / max(len(rows), 1))
        first = self.height - FOOTER / 2 - pitch * (len(rows) - 1) / 2
        for number, row in enumerate(rows):
            self._legend_row(row, first + pitch * number, size, pitch)

    def _legend_rows(
        self, entries: Iterable[tuple[str, str]], size: float, room: float
    ) -> list[list[tuple[str, str, float]]]:
        """Part the entries into rows; each with where it begins, in inches."""
        rows: list[list[tuple[str, str, float]]] = []
        x = room
        for key, name in entries:
            wide = (SAMPLE if key in self.theme.lines else SIGN) + legend_room(name, size)
            if not rows or x + wide > room:
                rows.append([])
                x = LEFT
            rows[-1].append((key, name, x))
            x += wide + 0.12
        return rows

    def _legend_row(self, row: Sequence[tuple[str, str, float]], y: float, size: float, high: float) -> None:
        muted = self.theme.surfaces["muted"]
        for key, name, x in row:
            before = SAMPLE if key in self.theme.lines else SIGN
            if key in self.theme.lines:
                self._sample(key, x, y)
            else:
                self.sign((x + 0.125, y), min(0.25, high), key)
            box = (x + before, y - high / 2, legend_room(name, size), high)
            self.text(box, name, size, least=size, colour=muted, anchor="middle")

    def _sample(self, kind: str, x: float, y: float) -> None:
        """Draw a kind of line; not as a line, which would be glued to nothing: a thin bar, three for dashes."""
        line = self.theme.lines[kind]
        for part in range(3 if line.dash else 1):
            bar = (x + 0.13 * part, y - 0.0125, 0.08 if line.dash else 0.36, 0.025)
            plain(self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(bar)), line.colour, None)

    def notes(self, lines: Iterable[str]) -> None:
        """Write the notes, a paragraph a line."""
        frame = self.slide.notes_slide.notes_text_frame
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            write_run(paragraph, Run(flow(line)), 12, bold=False, colour=None)


def hex_colour(text: str) -> Any:
    """Return ``#RRGGBB`` as a colour of python-pptx."""
    made: Any = RGBColor
    return made(*bytes.fromhex(text.removeprefix("#")))


def _emu(box: Box) -> tuple[Length, Length, Length, Length]:
    left, top, wide, high = (Inches(round(value, 4)) for value in box)
    return left, top, wide, high


def legend_room(name: str, size: float) -> float:
    """Return the width in inches that a name takes on one line of that size in points."""
    return span(name) * size / POINTS / SLACK + 0.02


def _cut(runs: Sequence[Run], whole: str) -> list[Run]:
    """Return the runs whose texts make up ``whole``, which is the beginning of theirs, maybe ending in …."""
    kept: list[Run] = []
    rest = whole
    for run in runs:
        flat = flow(run.text) if len(runs) == 1 else run.text
        if rest.startswith(flat):
            kept.append(Run(flat, run.bold, run.colour))
            rest = rest[len(flat) :]
        else:
            break
    return [*kept, Run(rest)] if rest else kept


def write_run(paragraph: Any, run: Run, size: float, *, bold: bool, colour: str | None) -> None:
    """Add a run in the Chinese font, marked as Chinese: else a reader may draw Japanese forms of the characters.

    Written as XML at once: python-pptx looks for the place of every property anew, which is half of the time of a deck.
    """
    made = etree.SubElement(paragraph._p, RUN)
    about = {"lang": "zh-CN", "altLang": "en-US", "sz": str(round(size * 100)), "b": str(int(bold))}
    properties = etree.SubElement(made, PROPERTIES, about)
    if colour:
        etree.SubElement(etree.SubElement(properties, FILL), RGB, val=colour.removeprefix("#"))
    for tag, face in FACES:
        etree.SubElement(properties, tag, face)
    etree.SubElement(made, TEXT).text = clean_text(run.text)


def plain(shape: Any, fill: str | None, border: str | None, width: float = 1.0) -> None:
    """Give a shape a plain fill and border and take away the theme's shadow."""
    _bare(shape)
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = hex_colour(fill)
    else:
        shape.fill.background()
    if border and width:
        shape.line.color.rgb = hex_colour(border)
        shape.line.width = Pt(width)
    else:
        shape.line.fill.background()


def _bare(shape: Any) -> None:
    style = shape._element.find(STYLE)
    if style is not None:
        shape._element.remove(style)


def _polygon(shape: Any, corners: Sequence[tuple[float, float]]) -> None:
    """Give a shape the outline of the theme, with a site for lines at each corner and in the middle of each side."""
    points = [(round(1000 + 1000 * x), round(1000 + 1000 * y)) for x, y in corners]
    path = "".join(
        f'<a:{"moveTo" if k == 0 else "lnTo"}><a:pt x="{x}" y="{y}"/></a:{"moveTo" if k == 0 else "lnTo"}>'
        for k, (x, y) in enumerate(points)
    )
    sites = "".join(
        f'<a:cxn ang="0"><a:pos x="{_guide(x, "w")}" y="{_guide(y, "h")}"/></a:cxn>' for x, y in polygon_sites(corners)
    )
    guides = "".join(
        f'<a:gd name="g{axis}{value}" fmla="*/ {axis} {value} 2000"/>'
        for axis, value in sorted(
            {(axis, round(1000 + 1000 * v)) for x, y in polygon_sites(corners) for axis, v in (("w", x), ("h", y))}
        )
    )
    geometry = etree.fromstring(
        GEOMETRY.format(sites=sites, path=path + "<a:close/>").replace("<a:gdLst/>", f"<a:gdLst>{guides}</a:gdLst>")
    )
    preset = shape._element.spPr.find(qn("a:prstGeom"))
    shape._element.spPr.replace(preset, geometry)


def _guide(value: float, axis: str) -> str:
    return f"g{axis}{round(1000 + 1000 * value)}"


def polygon_sites(corners: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the sites of a polygon: its corners, then the middles of its sides."""
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True)]
    return [*corners, *middles]


def _sites(shape: Any) -> list[tuple[float, float]]:
    """Return the sites of a shape as shares of its width and height, in the order of its geometry."""
    geometry = shape._element.spPr.find(OWN_GEOMETRY)
    if geometry is not None:
        scale = {gd.get("name"): int(gd.get("fmla").split()[2]) / 2000 for gd in geometry.iter(GUIDE)}
        return [(scale[p.get("x")], scale[p.get("y")]) for p in geometry.iter(SITE)]
    corner = 0.5 - math.sqrt(0.125)
    if shape.auto_shape_type == MSO_SHAPE.OVAL:
        slanted = [(corner, corner), (corner, 1 - corner), (1 - corner, 1 - corner), (1 - corner, corner)]
        return [p for pair in zip(SIDES.values(), slanted, strict=True) for p in pair]
    return list(SIDES.values())


def site_places(shape: Any) -> list[tuple[int, int]]:
    """Return where the sites of a shape lie on the slide, in EMU, in the order of its geometry."""
    left, top, wide, high = shape.left, shape.top, shape.width, shape.height
    return [(round(left + wide * x), round(top + high * y)) for x, y in _sites(shape)]


def _facing(shape: Any, other: Any, lowest: float, rows: bool) -> tuple[int, tuple[int, int]]:
    """Return the site of a shape that lies nearest to another shape's centre, and where it lies.

    Args:
        lowest: share of the shape's height below which no site is taken.
        rows: only sites in the middle of the shape's width are taken.
    """
    goal = (other.left + other.width / 2, other.top + other.height / 2)
    places = site_places(shape)
    middle, edge = shape.left + shape.width / 2, shape.top + shape.height * lowest + 1
    kept = [k for k, (x, y) in enumerate(places) if y <= edge and (not rows or abs(x - middle) <= 1)]
    sites = kept or range(len(places))
    site = min(sites, key=lambda k: (round(math.dist(places[k], goal)), k))
    return site, places[site]


def _glue(tag: str, identity: int, site: int) -> Any:
    return etree.Element(qn(f"a:{tag}"), id=str(identity), idx=str(site))
