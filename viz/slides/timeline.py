"""The timeline: what the texts date, as cards on both sides of an axis, in order of time."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from graph.model import Edge
from viz.labels import visible
from viz.slides.canvas import WHITE, Box, Canvas, plain
from viz.slides.deck import Deck
from viz.slides.measure import LINE, POINTS, fold
from viz.slides.subject import RANK
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

Clause: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Who does what to whom, and what is to be known of it."""


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

    @property
    def span(self) -> str:
        """From when to when it is, the year said once, as short as a card is wide: 2025-04-20–05-30, 2025-11–2026-02."""
        if not self.until:
            return self.date
        if self.until[:4] == self.year:
            return f"{self.date}–{self.until.removeprefix(f'{self.year}-')}"
        return f"{self.date[:7]}–{self.until[:7]}"


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
        said = _said(deck, event.edges)
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
    inner = wide - 2 * PAD
    canvas.text((left + PAD, top + 0.06, inner, 0.24), event.span, TEXT, bold=True, colour=theme.surfaces["link"])
    canvas.text((left + PAD, top + HEAD, inner, high - HEAD - 0.06), said, TEXT, least=9)
    return shape, kind


def _said(deck: Deck, edges: Sequence[Edge]) -> str:
    """Return relations as clauses, those that differ in one part as one: 县妇联、县团委参与读书会（计划）; what all lead to is named once, before them."""
    ranked = sorted(edges, key=lambda e: (RANK.index(e.type), e.inferred, e.id))
    clauses: list[Clause] = [((e.source,), (relation_word(e.type),), (e.target,), (edge_said(e),)) for e in ranked]
    for part in range(3):
        clauses = _merged(clauses, part)
    mark = word("list_mark")
    told = [
        (_named(deck, sources), mark.join(verbs), _named(deck, targets), said)
        for sources, verbs, targets, (said,) in clauses
    ]
    if len(told) > 1 and len({target for _, _, target, _ in told}) == 1:
        each = (word("does", who=source, what=verb) + said for source, verb, _, said in told)
        return word("headline", name=told[0][2], said=word("clause_end").join(each))
    return word("clause_end").join(
        word("timeline_said", source=s, relation=v, target=t) + said for s, v, t, said in told
    )


def _named(deck: Deck, ids: Sequence[str]) -> str:
    return word("list_mark").join(shorten(visible(deck.nodes[i].name), 24) if i in deck.nodes else i for i in ids)


def _merged(clauses: Sequence[Clause], part: int) -> list[Clause]:
    """Return clauses that differ in that part alone as one that has all of them."""
    found: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for clause in clauses:
        found.setdefault(clause[:part] + clause[part + 1 :], []).extend(clause[part])
    made = [(*rest[:part], tuple(dict.fromkeys(parts)), *rest[part:]) for rest, parts in found.items()]
    return [(sources, verbs, targets, said) for sources, verbs, targets, said in made]
