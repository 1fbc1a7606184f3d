"""The overview: the things with most relations, each with its name, on one page that can be read from the back row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from graph.model import Graph
from graph.vocabulary import SYMMETRIC, Label
from viz.labels import label_lines, visible
from viz.pictures import bundles
from viz.scene import Scene, degrees, make_scene, part
from viz.slides.advances import span
from viz.slides.canvas import WHITE, Canvas, plain
from viz.slides.deck import Deck
from viz.slides.measure import LINE, POINTS, SLACK
from viz.slides.subject import headline
from viz.theme import load_theme
from viz.words import whole_title, word

CELL = (1.22, 0.92)
"""Room of a node with its label, in inches."""
SIGN = 0.36
LABEL = 10.5
FILLED = 0.7
"""Share of the cells that may be taken: the rest lets the lines through."""
CLAUSES = frozenset({Label.Indicator, Label.Problem, Label.Commitment})
SCALES = (1.0, 1.2, 1.4, 1.6, 1.8)
"""Sizes of a cell to choose from: few things are drawn larger."""
ROUNDS = 6
PULL = 0.35
Cell = tuple[float, float]


def add(deck: Deck) -> list[str]:
    """Add the overview; nothing where the graph is empty.

    Returns:
        One sentence where not all things are shown.
    """
    left, top, wide, high = deck.room
    shown = chosen(deck.graph, int(len(grid(wide, high, 1.0)) * FILLED))
    if not shown.nodes:
        return []
    scale = max(s for s in SCALES if int(len(grid(wide, high, s)) * FILLED) >= len(shown.nodes))
    left_out = len(shown.nodes) < len(deck.graph.nodes)
    notes = [word("capped", shown=len(shown.nodes), all=len(deck.graph.nodes))] if left_out else []
    about = deck.nodes.get(deck.options.node or "")
    found = headline(deck, about) if about else whole_title(deck.graph, deck.findings)
    title, accent = deck.options.title or found, load_theme().surfaces["accent"]
    documents = [document.id for document in deck.graph.documents]
    subtitle = notes[0] if notes else word("evidence_note")
    canvas = deck.new_slide(word("slide_overview"), title, subtitle, accent, documents)
    canvas.lay_floor()
    scene = make_scene(shown, deck.findings)
    cells = [(x + left, y + top) for x, y in grid(wide, high, scale)]
    kinds = _draw(canvas, scene, assign(scene, cells), scale, own_master=deck.own_master)
    labels = sorted({node.label.value for node in shown.nodes})
    deck.close(canvas, labels, kinds, [deck.say(edge) for edge in shown.edges])
    return notes


def chosen(graph: Graph, most: int) -> Graph:
    """Return the things with most relations; duties, figures and problems only where there is room left for them."""
    degree = degrees(graph)
    order = sorted(graph.nodes, key=lambda node: (node.label in CLAUSES, -degree[node.id], node.id))
    return part(graph, {node.id for node in order[:most]})


def _draw(canvas: Canvas, scene: Scene, places: Mapping[str, Cell], scale: float, *, own_master: bool) -> list[str]:
    """Draw signs, names and lines; return the kinds of line."""
    signs, sizes, size = {}, load_theme().sizes, SIGN * scale
    for identity, (x, y) in places.items():
        spot = scene.spots[identity]
        lines = label_lines(spot.node.name, sizes)
        points = LABEL * min(scale, 1.4)
        wide = min(CELL[0] * scale, max(span(line) for line in lines) * points / POINTS / SLACK + 0.06)
        box = (x - wide / 2, y + size / 2 + 0.04, wide, points * LINE * len(lines) / POINTS + 0.01)
        label = canvas.text(box, _joined(lines, spot.node.name), points, align="center")
        plain(label, WHITE if own_master else load_theme().surfaces["paper"], None)
        signs[identity] = canvas.sign((x, y), size, spot.node.label.value)
    kinds = set()
    for bundle in bundles(scene.links):
        forward = any(link.target == bundle.target for link in bundle.links)
        ends = (bundle.source, bundle.target) if forward else (bundle.target, bundle.source)
        arrow = any(link.edge and link.edge.type not in SYMMETRIC for link in bundle.links)
        canvas.link(signs[ends[0]], signs[ends[1]], bundle.line, arrow=arrow, named=True)
        kinds |= {kind for kind, line in load_theme().lines.items() if line == bundle.line}
    return sorted(kinds)


def _joined(lines: Sequence[str], name: str) -> str:
    """Return the lines of a label as one text, with the spaces of the name that they were broken at."""
    text = lines[0]
    for line in lines[1:]:
        text += " " * visible(name).startswith(text + " ") + line
    return text


def grid(wide: float, high: float, scale: float) -> list[Cell]:
    """Return the centres of cells, in inches; every other row is shifted by half a cell: fewer lines run through a sign."""
    columns, lines = int(wide / CELL[0] / scale), max(1, int(high / CELL[1] / scale))
    across, down = wide / columns, high / lines
    cells = []
    for row in range(lines):
        shifted = row % 2 == 1
        for column in range(columns - shifted):
            cells.append((across * (column + 0.5 + 0.5 * shifted), down * (row + 0.35)))
    return cells


def assign(scene: Scene, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Put every node of the map into a cell of its own: first the nearest free one, then swap while lines get shorter.

    The map's own places, evened out over the slide, are the goals; a node is drawn to its goal as by a third of a line.
    """
    goals = _evened(scene, cells)
    near: dict[str, list[str]] = {identity: [] for identity in scene.spots}
    for link in scene.links:
        near[link.source].append(link.target)
        near[link.target].append(link.source)
    order = sorted(scene.spots, key=lambda identity: (-len(near[identity]), identity))
    free, places = set(range(len(cells))), {}
    for identity in order:
        goal = goals[identity]
        taken = min(free, key=lambda k: (round(math.dist(cells[k], goal), 6), k))
        free.remove(taken)
        places[identity] = taken
    for _ in range(ROUNDS):
        if not _improve(order, near, goals, cells, places):
            break
    return {identity: cells[k] for identity, k in places.items()}


def _evened(scene: Scene, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Return where each node would like to be: its rank from left to right and from top to bottom, over the width and height of the cells."""
    goals: dict[str, list[float]] = {identity: [] for identity in scene.spots}
    for axis in (0, 1):
        first, last = min(cell[axis] for cell in cells), max(cell[axis] for cell in cells)
        order = sorted(scene.spots, key=lambda i: ((scene.spots[i].x, scene.spots[i].y)[axis], i))
        for rank, identity in enumerate(order):
            goals[identity].append(first + (last - first) * (rank + 0.5) / len(order))
    return {identity: (x, y) for identity, (x, y) in goals.items()}


def _improve(
    order: Sequence[str],
    near: Mapping[str, Sequence[str]],
    goals: Mapping[str, Cell],
    cells: Sequence[Cell],
    places: dict[str, int],
) -> bool:
    """Move or swap nodes where the lines at them get shorter in sum; True where something moved."""
    held = {k: identity for identity, k in places.items()}

    def length(identity: str, at: int, other: str | None, other_at: int) -> float:
        total = PULL * math.dist(cells[at], goals[identity])
        for neighbour in near[identity]:
            place = at if neighbour == identity else other_at if neighbour == other else places[neighbour]
            total += math.dist(cells[at], cells[place])
        return total

    moved = False
    for identity in order:
        here = places[identity]
        best, gain = here, 1e-6
        for there in range(len(cells)):
            other = held.get(there)
            before = length(identity, here, other, there) + (length(other, there, identity, here) if other else 0.0)
            after = length(identity, there, other, here) + (length(other, here, identity, there) if other else 0.0)
            if before - after > gain:
                best, gain = there, before - after
        if best != here:
            other = held.pop(best, None)
            del held[here]
            held[best], places[identity] = identity, best
            if other:
                held[here], places[other] = other, here
            moved = True
    return moved
