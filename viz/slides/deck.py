"""The deck: what slides it has, in what order, and how each begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pptx
from pptx.exc import PackageNotFoundError
from pptx.util import Inches

from graph.errors import LiantuError
from graph.model import Edge, Evidence, Graph, Node
from queries.report import as_read
from viz.archive import settle, stamp
from viz.export import Options
from viz.slides.canvas import FOOTER, Canvas, hex_colour
from viz.slides.scaling import rescale, scale_of
from viz.theme import load_theme
from viz.words import Finding, edge_said, place_said, relation_word, shorten, source_line, title_of, word

SIZES = {"16:9": (13.333, 7.5), "4:3": (10.0, 7.5)}
SIDE = 0.6
"""Margin left and right, in inches."""
TOP, FOOT = 1.85, 0.8
"""Where the content begins, and what the footer takes, in inches."""
LEGEND = 0.6
"""Share of the footer that the legend may take; the sources have the rest."""
NUMBER = 0.4
"""Room of the page's number, in inches."""
MOST_NOTES = 60


@dataclass(slots=True)
class Deck:
    """A presentation in the making, and the graph as its slides look it up."""

    presentation: Any
    graph: Graph
    findings: Sequence[Finding]
    options: Options
    width: float
    height: float
    own_master: bool
    layout: Any = None
    pages: int = 0
    nodes: dict[str, Node] = field(default_factory=dict)
    edges_at: dict[str, list[Edge]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.layout = _title_layout(self.presentation)
        self.nodes = {node.id: node for node in self.graph.nodes}
        self.titles = {document.id: document.title or document.file for document in self.graph.documents}
        self.files = {document.id: document.file for document in self.graph.documents}
        for edge in self.graph.edges:
            self.edges_at.setdefault(edge.source, []).append(edge)
            self.edges_at.setdefault(edge.target, []).append(edge)

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of what a slide's content may take."""
        return SIDE, TOP, self.width - 2 * SIDE, self.height - TOP - FOOT

    def findings_of(self, node: Node) -> list[Finding]:
        """Return the findings that name a node."""
        return [finding for finding in self.findings if any(n["id"] == node.id for n in finding["nodes"])]

    def source(self, evidence: Evidence) -> str:
        """Return where a sentence stands: nearest heading and title."""
        title = self.titles.get(evidence.document, evidence.document)
        nearest = evidence.section.rpartition(" › ")[2]
        return place_said(shorten(title, 40), shorten(nearest, 24))

    def quote(self, evidence: Evidence) -> str:
        """Return a sentence as a slide shows it."""
        return as_read(evidence.quote, self.files.get(evidence.document, ""))

    def say(self, edge: Edge) -> str:
        """Return an edge as a line of notes: both ends, status, quote and source."""
        ends = [self.nodes[i].name if i in self.nodes else i for i in (edge.source, edge.target)]
        proof = edge.evidence[0]
        said = f"{shorten(ends[0], 40)} — {relation_word(edge.type)} → {shorten(ends[1], 40)}{edge_said(edge)}"
        return word("headline", name=said, said=f"“{self.quote(proof)}” {self.source(proof)}")

    def noted(self, subtitle: str, edges: Sequence[Edge]) -> str:
        """Return a subtitle that also says what the mark of a supplied subject means, where one of the edges bears it."""
        return "  ·  ".join([subtitle, *[word("supplied_note")] * any(edge.inferred for edge in edges)])

    def new_slide(self, kicker: str, title: str, subtitle: str, colour: str, sources: Sequence[str]) -> Canvas:
        """Begin a slide: ground, title in the layout's own place for titles, kicker, subtitle and footer.

        Args:
            sources: ids of the documents that the slide rests on.
        """
        slide = self.presentation.slides.add_slide(self.layout)
        slide.shapes.turbo_add_enabled = True
        canvas, surfaces = Canvas(slide, self.width, self.height), load_theme().surfaces
        if not self.own_master:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = hex_colour(surfaces["paper"])
            canvas.plate((0, 0, self.width, 0.09), colour, round_by=0)
        wide = self.width - 2 * SIDE
        canvas.text((SIDE, 0.32, wide, 0.28), kicker, 13, bold=True, colour=colour)
        head = (SIDE, 0.62, wide, 0.62)
        if slide.shapes.title is not None:
            held = slide.shapes.title
            held.left, held.top, held.width, held.height = (Inches(round(v, 4)) for v in head)
            canvas.fill_text(held, head, title, 28, least=15, bold=True, anchor="middle")
        else:
            canvas.text(head, title, 28, least=15, bold=True, anchor="middle")
        canvas.text((SIDE, 1.28, wide, 0.36), subtitle, 15, least=10, colour=surfaces["muted"])
        self.pages += 1
        rule = canvas.plate((SIDE, self.height - FOOTER, wide, 0.012), surfaces["line"], round_by=0)
        rule.name = "footer rule"
        named = [self.titles[i] for i in dict.fromkeys(sources) if i in self.titles]
        line = source_line(self.graph, self.options, titles=named, most=1, longest=22)
        line_top, line_high = self.height - FOOTER + 0.08, FOOTER - 0.16
        place = (self.width * LEGEND, line_top, self.width * (1 - LEGEND) - SIDE - NUMBER, line_high)
        canvas.text(place, line, 10, colour=surfaces["muted"], align="right", anchor="middle")
        place = (self.width - SIDE - NUMBER, line_top, NUMBER, line_high)
        canvas.text(place, str(self.pages), 10, colour=surfaces["muted"], align="right", anchor="middle")
        return canvas

    def close(self, canvas: Canvas, labels: Sequence[str], kinds: Sequence[str], notes: Sequence[str]) -> None:
        """End a slide: its legend and its notes; long notes are counted, not cut silently."""
        theme = load_theme()
        canvas.legend(
            [label for label in theme.labels if label in labels],
            [kind for kind in theme.lines if kind in kinds],
            self.width * LEGEND - 0.1,
        )
        kept = list(notes[:MOST_NOTES])
        if len(notes) > MOST_NOTES:
            kept.append(word("notes_more", count=len(notes) - MOST_NOTES))
        canvas.notes(kept or [source_line(self.graph, self.options)])


def _title_layout(presentation: Any) -> Any:
    """Return the layout that holds a title and nothing else to fill in."""

    def ask(layout: Any) -> tuple[int, int]:
        kinds = [placeholder.placeholder_format.type for placeholder in layout.placeholders]
        titles = sum(kind in (1, 3) for kind in kinds)
        return (0 if titles == 1 else 1, sum(kind not in (1, 3, 13, 15, 16) for kind in kinds))

    return min(presentation.slide_layouts, key=ask)


def open_deck(graph: Graph, findings: Sequence[Finding], options: Options) -> Deck:
    """Begin a deck in the size asked for, or on the user's own template, whose slides go and whose master stays.

    Raises:
            LiantuError: the template cannot be read, or there is no such size.
    """
    if options.size not in SIZES:
        raise LiantuError("export_unknown_size", options.size, sizes=" ".join(SIZES))
    if options.template is None:
        presentation = pptx.Presentation()
        presentation.slide_width, presentation.slide_height = (Inches(value) for value in SIZES[options.size])
    else:
        try:
            presentation = pptx.Presentation(str(options.template))
        except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
            raise LiantuError("export_bad_template", str(options.template)) from error
        _drop_slides(presentation)
    width, height = (presentation.slide_width or 0) / 914400, (presentation.slide_height or 0) / 914400
    scale = scale_of(width, height)
    return Deck(presentation, graph, findings, options, width / scale, height / scale, options.template is not None)


def _drop_slides(presentation: Any) -> None:
    listed = presentation.slides._sldIdLst
    for slide in list(listed):
        presentation.part.drop_rel(slide.rId)
        listed.remove(slide)


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the deck: overview, brands and programmes, high gaps, rules not checked, all gaps, matrix, timeline, sources.

    Returns:
        Sentences on what was left out.
    """
    from viz.slides import gaps, overview, subject, tables, timeline

    deck = open_deck(graph, findings, options)
    notes = [
        *overview.add(deck),
        *subject.add(deck),
        *gaps.add(deck),
        *tables.add_unchecked(deck),
        *tables.add_gaps(deck),
        *tables.add_matrix(deck),
        *timeline.add(deck),
        *tables.add_sources(deck),
    ]
    if (scale := scale_of(deck.presentation.slide_width / 914400, deck.presentation.slide_height / 914400)) != 1:
        rescale(deck.presentation.slides, scale)
    stamp(deck.presentation.core_properties, title_of(graph, options), source_line(graph, options))
    deck.presentation.save(str(out))
    settle(out)
    return notes
