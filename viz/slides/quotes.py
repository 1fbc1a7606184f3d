"""The panel of sentences that proves a slide, and the suggestion under it."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Evidence
from queries.report import apart
from viz.slides.canvas import Box, Canvas
from viz.slides.deck import Deck
from viz.slides.measure import LINE, POINTS, Run, fold, marked
from viz.theme import load_theme
from viz.words import flow, word

MOST_QUOTES = 3
SOURCE = 10.0
"""Size of the place of a sentence under it, in points."""
APART = 0.16
"""Room between two sentences, in inches."""


def add_quotes(
    deck: Deck, canvas: Canvas, box: Box, proofs: Sequence[Evidence], names: Sequence[str], *, most: int = MOST_QUOTES
) -> None:
    """Draw up to ``most`` sentences, each once, names marked, with the place each stands at."""
    theme = load_theme()
    left, top, wide, high = box
    accent = theme.surfaces["accent"]
    canvas.text((left, top, wide, 0.3), word("quotes_head"), 15, bold=True, colour=accent, anchor="middle")
    top, high = top + 0.4, high - 0.4
    chosen: dict[str, Evidence] = {}
    for proof in proofs:
        chosen.setdefault(flow(deck.quote(proof)), proof)
    kept = [(quote, chosen[quote]) for quote in apart(chosen)][:most]
    if not kept:
        canvas.text((left, top, wide, 0.5), word("quotes_none"), 12, colour=theme.surfaces["muted"])
        return
    y = top
    for number, (quote, proof) in enumerate(kept):
        # What a short sentence leaves, the next ones may take.
        said = deck.source(proof)
        under = 0.06 + min(2, len(fold(said, SOURCE, wide - 0.16))) * SOURCE * LINE / POINTS
        highest = (top + high - y + APART) / (len(kept) - number) - under - APART
        room = min(highest, len(fold(quote, 13, wide - 0.16)) * 13 * LINE / POINTS + 0.02)
        bar = canvas.plate((left, y, 0.04, room + under), accent, round_by=0)
        bar.name = "quote bar"
        canvas.text((left + 0.16, y, wide - 0.16, room), marked(quote, names, accent), 13)
        place = (left + 0.16, y + room + 0.04, wide - 0.16, under - 0.04)
        canvas.text(place, [Run(said)], SOURCE, colour=theme.surfaces["muted"])
        y += room + under + APART


def draw_step(canvas: Canvas, box: Box, step: str) -> None:
    """Draw the suggestion, in the look that no fact has."""
    tone = load_theme().severities["medium"]
    canvas.plate(box, tone.pale, load_theme().lines["suggestion"].colour)
    inner = (box[0] + 0.14, box[1] + 0.07, box[2] - 0.28, box[3] - 0.14)
    runs = [Run(word("step_head"), True, tone.text), Run(flow(step))]
    canvas.text(inner, runs, 13, least=9, colour=load_theme().surfaces["ink"], anchor="middle")
