"""One slide for each high gap: what is there, what these documents do not show, the sentence, the next step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from graph.model import Evidence, Node
from graph.vocabulary import Label
from viz.scene import missing_links
from viz.slides.advances import span
from viz.slides.canvas import WHITE, Box, Canvas, plain
from viz.slides.deck import Deck
from viz.slides.measure import LINE, POINTS, SLACK, fold
from viz.slides.quotes import add_quotes, draw_step
from viz.theme import load_theme
from viz.words import Finding, edges_said, state_word, word

MOST_SLIDES = 60
MOST_NODES = 6
MOST_CARDS = 3
MOST_NEIGHBOURS = 4
NARROWEST = 1.45
"""Room for a card, in inches, below which names no longer fit."""
LABEL = 14.0
"""Size of the name of a site on a ring, in points."""
EVIDENCE = tuple(Evidence.__slots__)


def add(deck: Deck) -> list[str]:
    """Add a slide for each finding of high severity that is not settled.

    Returns:
        One sentence where some have no slide.
    """
    high = [f for f in deck.findings if f["severity"] == "high" and f["status"] not in ("wrong", "closed")]
    for finding in high[:MOST_SLIDES]:
        add_gap(deck, finding)
    return [word("slides_capped", shown=MOST_SLIDES, all=len(high))] if len(high) > MOST_SLIDES else []


def add_gap(deck: Deck, finding: Finding) -> None:
    """Add the slide of one finding."""
    theme = load_theme()
    tone = theme.severities[finding["severity"]]
    severity = state_word("severities", finding["severity"])
    titles = {document.id: Node(document.id, Label.Document, document.title) for document in deck.graph.documents}
    things = titles | dict(deck.nodes)
    nodes = [things[n["id"]] for n in finding["nodes"] if n["id"] in things]
    proofs = [Evidence(**{key: e[key] for key in EVIDENCE if key in e}) for e in finding["evidence"]]
    files = {document.file: document.id for document in deck.graph.documents}
    documents = [*(p.document for p in proofs), *(files[f] for f in finding["documents"] if f in files)]
    subtitle = f"{state_word('gap_rules', finding['rule'])}  ·  {state_word('absences', finding['absence'])}"
    drawn = [] if missing_links(finding) else nodes[:MOST_CARDS]
    subtitle = deck.noted(subtitle, [e for node in drawn for e in deck.edges_at.get(node.id, [])])
    canvas = deck.new_slide(word("slide_gap", severity=severity), finding["message"], subtitle, tone.text, documents)
    left, top, wide, high = deck.room
    state: Box = (left, top, wide * 0.56, high)
    canvas.plate(state, "#FFFFFF", theme.surfaces["line"])
    canvas.text(
        (left + 0.2, top + 0.12, state[2] - 0.4, 0.3),
        word("gap_state"),
        15,
        bold=True,
        colour=tone.text,
        anchor="middle",
    )
    canvas.lay_floor()
    inner: Box = (left + 0.2, top + 0.5, state[2] - 0.4, high - 0.6)
    ring = [node for node in nodes if node.label == "Base"][:MOST_NODES]
    kinds = (
        _ring(canvas, finding, ring, inner)
        if missing_links(finding) and len(ring) > 1
        else _slot(deck, canvas, finding, nodes, inner)
    )
    right = left + state[2] + 0.25
    room = wide - state[2] - 0.25
    draw_step(canvas, (right, top, room, 1.0), finding["next_step"])
    add_quotes(deck, canvas, (right, top + 1.2, room, high - 1.2), proofs, [node.name for node in nodes])
    notes = [
        finding["message"],
        word("step_head") + finding["next_step"],
        *(f"“{deck.quote(p)}” {deck.source(p)}" for p in proofs),
    ]
    notes += [deck.say(edge) for node in nodes[:MOST_NODES] for edge in deck.edges_at.get(node.id, [])[:10]]
    deck.close(canvas, sorted({node.label.value for node in nodes}), sorted(kinds), list(dict.fromkeys(notes)))


def _ring(canvas: Canvas, finding: Finding, nodes: Sequence[Node], box: Box) -> set[str]:
    """Draw sites on a ring and the lines between them that are missing."""
    gap = load_theme().lines["gap"]
    centre, size = (box[0] + box[2] / 2, box[1] + box[3] / 2), 0.72
    reach = (box[2] / 2 - 0.95, box[3] / 2 - 0.95)
    signs: dict[str, Any] = {}
    for number, node in enumerate(nodes):
        turn = math.tau * number / len(nodes) - math.pi / 2
        x, y = centre[0] + reach[0] * math.cos(turn), centre[1] + reach[1] * math.sin(turn)
        signs[node.id] = canvas.sign((x, y), size, node.label.value)
        # Lines run inwards: names stand outside the ring.
        above = math.sin(turn) < -0.1
        tall = 0.5 if len(fold(node.name, LABEL, 1.8, bold=True)) > 1 else LABEL * LINE / POINTS + 0.01
        wide = min(1.8, span(node.name, bold=True) * LABEL / POINTS / SLACK + 0.06)
        label = (x - wide / 2, y - size / 2 - 0.05 - tall if above else y + size / 2 + 0.05, wide, tall)
        anchor = "bottom" if above else "top"
        name = canvas.text(label, node.name, LABEL, least=10, bold=True, align="center", anchor=anchor)
        plain(name, WHITE, None)  # a line that comes near stays under it
    for source, target in missing_links(finding):
        if source in signs and target in signs:
            canvas.link(signs[source], signs[target], gap, arrow=False)
    return {"gap"}


def _slot(deck: Deck, canvas: Canvas, finding: Finding, nodes: Sequence[Node], box: Box) -> set[str]:
    """Draw what is linked above, the things concerned in the middle, and below the place that nothing fills."""
    theme, kinds = load_theme(), {"gap"}
    fit = max(1, int(box[2] // NARROWEST))
    shown = list(nodes[: min(MOST_CARDS, fit)])
    edges = [e for node in shown for e in deck.edges_at.get(node.id, [])]
    known = {node.id for node in shown}
    met = (i for e in edges for i in (e.source, e.target) if i in deck.nodes and i not in known)
    others = list(dict.fromkeys(met))[: min(MOST_NEIGHBOURS, fit)]
    bands = 3 if others else 2
    third = box[3] / bands
    cards = {}
    for node, place in zip(shown, _row(box, len(shown), box[1] + third * (bands - 2), third), strict=True):
        cards[node.id] = canvas.card(place, node)
    for identity, place in zip(others, _row(box, len(others), box[1], third), strict=True):
        joined = next(e for e in edges if identity in (e.source, e.target))
        held = joined.target if joined.source == identity else joined.source
        drawn = canvas.card(place, deck.nodes[identity], edges_said([joined]))
        line = theme.line(joined.status)
        kinds |= {kind for kind, known in theme.lines.items() if known == line}
        canvas.link(*((drawn, cards[held]) if joined.source == identity else (cards[held], drawn)), line, rows=True)
    place = (box[0] + box[2] / 2 - 1.9, box[1] + third * (bands - 1) + (third - 0.8) / 2, 3.8, 0.8)
    gap = theme.lines["gap"]
    slot = canvas.plate(place, theme.severities["high"].pale, gap.colour, dash=True)
    said = word(
        "gap_slot", rule=state_word("gap_rules", finding["rule"]), absence=state_word("absences", finding["absence"])
    )
    inner = (place[0] + 0.1, place[1] + 0.06, place[2] - 0.2, place[3] - 0.12)
    canvas.text(
        inner,
        said,
        14,
        least=10,
        bold=True,
        colour=theme.severities["high"].text,
        align="center",
        anchor="middle",
    )
    for card in cards.values():
        canvas.link(card, slot, gap, arrow=False, rows=True)
    return kinds


def _row(box: Box, count: int, top: float, high: float) -> list[Box]:
    """Return the places of that many cards side by side."""
    wide, tall = min(2.6, box[2] / max(count, 1) - 0.2), min(0.8, high - 0.14)
    return [(box[0] + box[2] / count * (k + 0.5) - wide / 2, top + (high - tall) / 2, wide, tall) for k in range(count)]
