"""The timeline: what the texts date, as cards on both sides of an axis, in order of time."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from graph.model import Edge
from viz.labels import visible
from viz.slides.canvas import WHITE, Box, Canvas, plain
from viz.slides.deck import Deck
from viz.slides.measure import LINE, POINTS, fold
from viz.theme import load_theme
from viz.words import edge_said, numbered, relation_word, shorten, word

MOST_PAGES = 4
CARD = 1.85
"""Room for a card from left to right, in inches: the next card on the same side of the axis stands so far away."""
STEM = 0.32
"""Length of the line between the axis and a card, in inches."""
DOT, YEAR = (0.16, 0.16), (0.62, 0.26)
"""Size of a mark on the axis, and of the first one of a year, which names it, in inches."""

TEXT, PAD, HEAD = 12.0, 0.08, 0.32
"""Size of the text of a card in points; its margin and the height of its head, in inches."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one sentence says of one time."""

    date: str
    until: str
    edges: tuple[Edge, ...]

    @property
    def year(self) -> str:
        """The year that it begins in."""
        return self.date[:4]


def add(deck: Deck) -> list[str]:
    """Add the slides of the timeline, where at least two things are dated.

    Returns:
        One sentence where some stand on no slide.
    """
    events = dated(deck.graph.edges)
    if len(events) < 2:
        return []
    _, _, wide, _ = deck.room
    columns = int(wide / CARD - 0.5)
    pages = [events[k : k + 2 * columns] for k in range(0, len(events), 2 * columns)]
    for number, page in enumerate(pages[:MOST_PAGES], start=1):
        _add_page(deck, numbered(headline(events), number, min(len(pages), MOST_PAGES)), page, columns)
    if len(pages) > MOST_PAGES:
        return [word("rows_capped", slide=word("slide_timeline"), shown=2 * columns * MOST_PAGES, all=len(events))]
    return []


def dated(edges: Sequence[Edge]) -> list[Event]:
    """Return what is dated, in order of time; relations that one sentence states of one time are one event."""
    together: dict[tuple[str, str, str, int], list[Edge]] = {}
    for edge in sorted(edges, key=lambda e: e.id):
        date, first, last, _ = edge.when
        if begin := date or first:
            proof = edge.evidence[0]
            together.setdefault((begin, last or "", proof.document, proof.start), []).append(edge)
    return [Event(key[0], key[1], tuple(group)) for key, group in sorted(together.items())]


def headline(events: Sequence[Event]) -> str:
    """Return what the slides find: how many events in which years, and in which year most of them are."""
    counts = Counter(event.year for event in events)
    years = "—".join(dict.fromkeys((min(counts), max(counts))))
    title = word("timeline_title", years=years, count=len(events))
    if len(counts) == 1:
        return title
    busiest = min(counts, key=lambda year: (-counts[year], year))
    return word("timeline_title_busiest", title=title, year=busiest, count=counts[busiest])


def _add_page(deck: Deck, title: str, events: Sequence[Event], columns: int) -> None:
    theme, (left, top, wide, high) = load_theme(), deck.room
    edges = [edge for event in events for edge in event.edges]
    documents = [edge.evidence[0].document for edge in edges]
    note = deck.noted(word("timeline_note"), edges)
    canvas = deck.new_slide(word("slide_timeline"), title, note, theme.surfaces["accent"], documents)
    canvas.lay_floor()
    step, axis = wide / (columns + 0.5), top + high / 2
    marks, kinds = [], set()
    for number, event in enumerate(events):
        x = left + step / 2 * (number + 1)
        named = number == 0 or event.year != events[number - 1].year
        mark = _mark(canvas, (x, axis), event.year if named else "")
        said = word("clause_end").join(_said(deck, edge) for edge in event.edges)
        inner = step - 0.14 - 2 * PAD
        tall = min(high / 2 - STEM - 0.2, len(fold(said, TEXT, inner)) * TEXT * LINE / POINTS + HEAD + 0.1)
        y = axis - STEM - tall if number % 2 == 0 else axis + STEM
        card, kind = _card(canvas, event, said, (x - step / 2 + 0.07, y, step - 0.14, tall))
        canvas.link(mark, card, theme.lines[kind], arrow=False)
        marks.append(mark)
        kinds.add(kind)
    for a, b in itertools.pairwise(marks):
        canvas.link(a, b, theme.lines["fact"], arrow=False)
    deck.close(canvas, [], sorted(kinds), [deck.say(edge) for edge in edges])


def _mark(canvas: Canvas, centre: tuple[float, float], year: str) -> Any:
    """Draw a mark on the axis: a dot, or a plate that names the year."""
    colour = load_theme().surfaces["link"]
    wide, high = YEAR if year else DOT
    box = (centre[0] - wide / 2, centre[1] - high / 2, wide, high)
    if not year:
        dot = canvas.slide.shapes.add_shape(MSO_SHAPE.OVAL, *(Inches(round(v, 4)) for v in box))
        plain(dot, colour, None)
        return dot
    plate = canvas.plate(box, colour)
    canvas.fill_text(plate, box, year, 12, bold=True, colour=WHITE, align="center")
    return plate


def _card(canvas: Canvas, event: Event, said: str, box: Box) -> tuple[Any, str]:
    """Draw an event and return its shape and its kind of line: that of a fact as soon as one of its relations is done."""
    theme, (left, top, wide, high) = load_theme(), box
    statuses = {edge.status.value for edge in event.edges}
    kind = "fact" if "done" in statuses else min(statuses)
    line = theme.lines[kind]
    shape = canvas.plate(box, WHITE, line.colour, dash=bool(line.dash))
    date = f"{event.date} — {event.until}" if event.until else event.date
    inner = wide - 2 * PAD
    canvas.text((left + PAD, top + 0.06, inner, 0.24), date, TEXT, bold=True, colour=theme.surfaces["link"])
    canvas.text((left + PAD, top + HEAD, inner, high - HEAD - 0.06), said, TEXT, least=9)
    return shape, kind


def _said(deck: Deck, edge: Edge) -> str:
    """Return a relation as a clause: 县妇联组织开展读书会（计划）."""
    ends = [shorten(visible(deck.nodes[i].name), 24) if i in deck.nodes else i for i in (edge.source, edge.target)]
    said = word("timeline_said", source=ends[0], relation=relation_word(edge.type), target=ends[1])
    return said + edge_said(edge)
