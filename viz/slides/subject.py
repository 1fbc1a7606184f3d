"""One slide for a brand or a programme: who acts for it, what it holds together, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Edge, Node
from graph.vocabulary import Label, RelationType
from viz.slides.canvas import Box, Canvas
from viz.slides.deck import Deck
from viz.slides.quotes import add_quotes, draw_step
from viz.theme import load_theme
from viz.words import edges_said, kind_word, label_word, relation_word, shorten, state_word, word

SUBJECTS = (Label.Brand, Label.Programme)
LED = (Label.Brand, Label.Programme, Label.Campaign, Label.Mechanism)
ACTORS = (Label.Organisation, Label.Place, Label.Stakeholder)
MOST_SUBJECTS = 40
MOST_CARDS = 5
LOWEST = 0.66
"""Height of a card with its distance, in inches, below which its two lines no longer fit."""
WIDE = 10.0
"""Width from which the sentences stand beside the columns, in inches."""
RANK = list(RelationType)
GROUND = "#F3EEE6"
LEADING = (RelationType.LEADS, RelationType.ORGANISES, RelationType.ESTABLISHES)


def add(deck: Deck) -> list[str]:
    """Add the slide of what the deck is about, or those of brands and of programmes, those with most relations first.

    A deck about one thing has no slides of others: of their relations it holds only those to the thing and its neighbours.

    Returns:
        One sentence where some have no slide.
    """
    subjects = [node for node in deck.graph.nodes if node.label in SUBJECTS and deck.edges_at.get(node.id)]
    subjects.sort(key=lambda node: (SUBJECTS.index(node.label), -len(deck.edges_at[node.id]), node.id))
    if asked := deck.nodes.get(deck.options.node or ""):
        subjects = [asked]
    for node in subjects[:MOST_SUBJECTS]:
        add_subject(deck, node)
    if len(subjects) > MOST_SUBJECTS:
        return [word("slides_capped", shown=MOST_SUBJECTS, all=len(subjects))]
    return []


def add_subject(deck: Deck, node: Node) -> None:
    """Add the slide of one node."""
    edges = sorted(deck.edges_at.get(node.id, []), key=lambda e: (RANK.index(e.type), -e.confidence, e.id))
    proofs = [edge.evidence[0] for edge in edges]
    gaps = deck.findings_of(node)
    colour = load_theme().mark(node.label).colour
    subtitle = "  ·  ".join(filter(None, (label_word(node.label), kind_word(node.label, node.kind), node.jurisdiction)))
    documents = [proof.document for proof in proofs]
    canvas = deck.new_slide(
        word("slide_subject", label=label_word(node.label)),
        headline(deck, node),
        deck.noted(subtitle, edges),
        colour,
        documents,
    )
    whole, quotes, step = _rooms(deck.room)
    column = (whole[2] - 2 * 0.42) / 3
    boxes: list[Box] = [(whole[0] + k * (column + 0.42), whole[1], column, whole[3]) for k in range(3)]
    kinds = _columns(deck, canvas, node, edges, boxes)
    if gaps:
        draw_step(canvas, step, gaps[0]["next_step"])
        beside = step[0] > quotes[0]
        quotes = (*quotes[:2], quotes[2] - beside * (step[2] + 0.3), quotes[3] - (not beside) * (step[3] + 0.13))
    names = [node.name, *node.aliases, *_others(deck, node, edges)]
    add_quotes(deck, canvas, quotes, proofs, names, most=2 if quotes[3] < 2.5 else 3)
    labels = {node.label.value, *(deck.nodes[i].label.value for i in _neighbours(node, edges) if i in deck.nodes)}
    deck.close(canvas, sorted(labels), sorted(kinds), [deck.say(edge) for edge in edges])


def _rooms(room: Box) -> tuple[Box, Box, Box]:
    """Return the places of the columns, of the sentences and of the suggestion: beside each other where the slide is wide, else one below the other."""
    left, top, wide, high = room
    if wide >= WIDE:
        panel = wide * 0.29
        right = left + wide - panel
        return (left, top, wide - panel - 0.3, high), (right, top, panel, high), (right, top + high - 0.72, panel, 0.72)
    upper = high * 0.61
    below, lower, third = top + upper + 0.12, high - upper - 0.12, wide * 0.33
    step: Box = (left + wide - third, below + 0.4, third, min(0.9, lower - 0.4))
    return (left, top, wide, upper), (left, below, wide, lower), step


def headline(deck: Deck, node: Node) -> str:
    """Return what the slide finds: who leads what can be led, how many take part, what is missing."""
    edges = deck.edges_at.get(node.id, [])
    leads = [e for e in edges if e.target == node.id and e.type in LEADING]
    leads.sort(key=lambda e: (e.inferred, LEADING.index(e.type), -e.confidence, e.id))
    names = list(dict.fromkeys(deck.nodes[e.source].name for e in leads if e.source in deck.nodes))
    others = set(_neighbours(node, edges)) - ({e.source for e in leads} if node.label in LED else set())
    if node.label not in LED:
        first = ""
    elif not names:  # in a part of a graph the lead may lie outside: only the rule has looked everywhere
        unled = any(gap["rule"] == "no_lead" for gap in deck.findings_of(node))
        first = word("headline_no_lead") if unled else ""
    elif all(e.inferred for e in leads):
        first = word("headline_lead_not_named")
    else:
        first = word("headline_lead", name=shorten(names[0], 16), relation=relation_word(leads[0].type))
    parts = [*filter(None, [first]), *([word("headline_linked", count=len(others))] if others else [])]
    gaps = [gap["rule"] for gap in deck.findings_of(node) if not (first and gap["rule"] == "no_lead")]
    parts += [state_word("gap_rules", rule) for rule in gaps[:1]]
    return word("headline", name=shorten(node.name, 18), said=word("clause_mark").join(dict.fromkeys(parts)))


def _neighbours(node: Node, edges: Sequence[Edge]) -> list[str]:
    return list(dict.fromkeys(e.target if e.source == node.id else e.source for e in edges))


def _others(deck: Deck, node: Node, edges: Sequence[Edge]) -> list[str]:
    return [deck.nodes[i].name for i in _neighbours(node, edges) if i in deck.nodes]


def _columns(deck: Deck, canvas: Canvas, node: Node, edges: Sequence[Edge], boxes: Sequence[Box]) -> set[str]:
    """Draw the three columns and the lines between them; return the kinds of line drawn."""
    theme = load_theme()
    actors = [i for i in _neighbours(node, edges) if _acts(deck, node, edges, i)]
    rest = [i for i in _neighbours(node, edges) if i in deck.nodes and i not in actors]
    heads = (word("column_actors"), label_word(node.label), word("column_rest"))
    for box, head in zip(boxes, heads, strict=True):
        canvas.plate(box, GROUND)
        place = (box[0], box[1] + 0.1, box[2], 0.26)
        canvas.text(
            place, head, 13, least=10, bold=True, colour=theme.surfaces["muted"], align="center", anchor="middle"
        )
    canvas.lay_floor()
    middle = boxes[1]
    centre: Box = (middle[0] + 0.12, middle[1] + middle[3] / 2 - 0.55, middle[2] - 0.24, 1.1)
    card = canvas.card(centre, node, kind_word(node.label, node.kind), strong=True)
    kinds = set()
    for ids, box in ((actors, boxes[0]), (rest, boxes[2])):
        most = min(MOST_CARDS, int((box[3] - 0.9) / LOWEST))
        for identity, place in zip(ids, _stack(box, min(len(ids), most)), strict=False):
            shared = [e for e in edges if identity in (e.source, e.target)]
            said = edges_said(shared)
            drawn = canvas.card(place, deck.nodes[identity], said)
            line = theme.line(shared[0].status)
            kinds |= {kind for kind, known in theme.lines.items() if known == line}
            pair = (drawn, card) if shared[0].target == node.id else (card, drawn)
            canvas.link(*pair, line)
        if len(ids) > most:
            more = (box[0] + 0.1, box[1] + box[3] - 0.32, box[2] - 0.2, 0.24)
            canvas.text(
                more,
                word("cards_more", count=len(ids) - most),
                10,
                colour=theme.surfaces["muted"],
                align="center",
            )
    pills = 2 if middle[3] >= 4 else 1  # a second one would leave a low column
    for number, gap in enumerate(deck.findings_of(node)[:pills]):
        box = (centre[0], centre[1] + centre[3] + 0.3 + 0.62 * number, centre[2], 0.5)
        line = theme.lines["gap"]
        drawn = canvas.plate(box, "#FFFFFF", line.colour, dash=True)
        inner = (box[0] + 0.08, box[1] + 0.04, box[2] - 0.16, box[3] - 0.08)
        canvas.text(
            inner,
            state_word("gap_rules", gap["rule"]),
            13,
            bold=True,
            colour=line.colour,
            align="center",
            anchor="middle",
        )
        canvas.link(card, drawn, line, arrow=False)
        kinds.add("gap")
    return kinds


def _acts(deck: Deck, node: Node, edges: Sequence[Edge], identity: str) -> bool:
    """Whether a neighbour stands on the acting side: a body, place or group from which an edge comes."""
    if identity not in deck.nodes or deck.nodes[identity].label not in ACTORS:
        return False
    return any(
        e.source == identity or e.type == RelationType.OWNED_BY for e in edges if identity in (e.source, e.target)
    )


def _stack(box: Box, count: int) -> list[Box]:
    """Return the places of that many cards in a column, from top to bottom."""
    if not count:
        return []
    top, room = box[1] + 0.5, box[3] - 0.9
    step = min(1.15, room / count)
    high, first = min(0.86, step - 0.12), top + (room - step * count) / 2
    return [(box[0] + 0.1, first + step * k, box[2] - 0.2, high) for k in range(count)]
