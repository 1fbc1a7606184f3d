"""Where each node stands on the map: deterministic, labels included, so that the picture can be read without touching it.

Up to `SMALL` connected nodes are placed by stress majorisation (Gansner, Koren, North 2004); what is larger is first split into
communities, which are placed as wholes. Label boxes are then pushed apart, the parts packed into a page, and things without any
relation put into a tray below: that tray is itself a finding.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from viz.labels import Box
from viz.shelves import GAP, Shelves

Points = NDArray[np.float64]

SMALL = 90
COMMUNITY = 80
REGIONS = 200
LARGEST_COMMUNITY = 400
COMMUNITIES_FROM = 2000
SPACING = 66.0
ASPECT = 1.15
WIDER = 1.3
NEAR = 60.0
CLOSER = (1.0, 0.7, 0.45, 0.25)
VERSION = 9


@dataclass(frozen=True, slots=True)
class Region:
    """A community of the map: its circle (centre and radius in points) and its members, best linked first."""

    id: str
    x: int
    y: int
    radius: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in points, y downwards; regions where the map was split; ``tray`` holds the nodes without relation."""

    positions: dict[str, tuple[int, int]]
    regions: tuple[Region, ...]
    tray: tuple[str, ...]


def make_layout(
    boxes: Mapping[str, Box],
    edges: Sequence[tuple[str, str]],
    groups: Sequence[Sequence[str]] = (),
    cache: Path | None = None,
) -> Layout:
    """Place every node.

    Args:
        boxes: room of each node with its label, by id.
        edges: pairs of ids.
        groups: nodes that should stand together although nothing joins them, for example those of one gap.
        cache: folder where layouts are kept by a hash of what they depend on.
    """
    known = [[i for i in dict.fromkeys(group) if i in boxes] for group in groups]
    pairs = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b and a in boxes and b in boxes})
    key = _key(boxes, pairs, known)
    kept = cache / f"{key}.json" if cache else None
    if kept and kept.is_file():
        return _read(kept)
    layout = _place(boxes, pairs, known)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".tmp")
        part.write_text(json.dumps(asdict(layout), ensure_ascii=False), encoding="utf-8")
        part.replace(kept)
    return layout


def _key(boxes: Mapping[str, Box], pairs: list[tuple[str, str]], groups: list[list[str]]) -> str:
    sizes = sorted((i, b.width, b.height, b.above) for i, b in boxes.items())
    return hashlib.sha256(json.dumps([VERSION, sizes, pairs, groups], ensure_ascii=False).encode()).hexdigest()[:24]


def _read(path: Path) -> Layout:
    record = json.loads(path.read_text(encoding="utf-8"))
    regions = tuple(Region(**{**r, "members": tuple(r["members"])}) for r in record["regions"])
    return Layout({i: (x, y) for i, (x, y) in record["positions"].items()}, regions, tuple(record["tray"]))


def _place(boxes: Mapping[str, Box], pairs: list[tuple[str, str]], groups: list[list[str]]) -> Layout:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(boxes))
    graph.add_edges_from(pairs)
    tray = [i for i in graph if graph.degree(i) == 0]
    graph.remove_nodes_from(tray)
    for group in groups:
        joined = [i for i in group if i in graph]
        graph.add_edges_from(itertools.pairwise(joined))
    parts: list[Part] = []
    for component in sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c))):
        members = _part(graph, component)
        parts.append(_small(members, boxes) if len(component) <= SMALL else _split(members, boxes))
    positions, regions = _arrange(parts, _together(tray, groups), boxes)
    whole = {i: (round(x), round(y)) for i, (x, y) in sorted(positions.items())}
    kept = regions if len(boxes) > COMMUNITIES_FROM else []
    return Layout(whole, tuple(kept), tuple(tray))


@dataclass(slots=True)
class Part:
    """Placed nodes and the regions among them, in coordinates of their own."""

    positions: dict[str, tuple[float, float]]
    regions: list[Region]
    left: float
    top: float
    right: float
    bottom: float


def _small(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> Part:
    """Place one connected part by stress, turn its long side flat, push label boxes apart."""
    names = sorted(graph)
    # Labels are wider than high: room that is wider from the start lets fewer of them be pushed up and down.
    points = _flat(_stress(_distances(graph, names) * SPACING)) * np.array([WIDER, 1.0])
    room = [boxes[i] for i in names]
    size = np.array([(b.width, b.height) for b in room])
    offset = np.array([(0.0, b.height / 2 - b.above) for b in room])
    centres = _apart(points + offset, size)
    points = centres - offset
    low, high = (centres - size / 2).min(axis=0), (centres + size / 2).max(axis=0)
    return Part(
        {i: (float(x), float(y)) for i, (x, y) in zip(names, points, strict=True)}, [], *map(float, (*low, *high))
    )


def _split(graph: nx.Graph[str], boxes: Mapping[str, Box]) -> Part:
    """Place a large part: its communities one by one, then the communities as circles."""
    communities = _communities(graph)
    parts = [_small(_connected(graph, community), boxes) for community in communities]
    radii = np.array([math.hypot(p.right - p.left, p.bottom - p.top) / 2 + GAP / 4 for p in parts])
    home = {i: k for k, community in enumerate(communities) for i in community}
    above: nx.Graph[int] = nx.Graph()
    above.add_nodes_from(range(len(communities)))
    above.add_edges_from(
        sorted({(min(home[a], home[b]), max(home[a], home[b])) for a, b in graph.edges if home[a] != home[b]})
    )
    if len(communities) == 1:
        return parts[0]
    wanted = _distances(above, list(above)) * (radii[:, None] + radii[None, :]) * 0.75
    extent = np.array([(p.right - p.left + GAP, p.bottom - p.top + GAP) for p in parts])
    centres = _close(_flat(_stress(wanted)), extent)
    positions: dict[str, tuple[float, float]] = {}
    regions: list[Region] = []
    for part, (cx, cy), radius, community in zip(parts, centres, radii, communities, strict=True):
        dx, dy = cx - (part.left + part.right) / 2, cy - (part.top + part.bottom) / 2
        positions |= {i: (x + dx, y + dy) for i, (x, y) in part.positions.items()}
        ranked = tuple(sorted(community, key=lambda i: (-graph.degree(i), i)))
        regions.append(Region(f"region:{ranked[0]}", round(cx), round(cy), round(radius), ranked))
    low, high = (centres - extent / 2).min(axis=0), (centres + extent / 2).max(axis=0)
    return Part(positions, regions, *map(float, (*low, *high)))


def _communities(graph: nx.Graph[str]) -> list[list[str]]:
    """Communities by label propagation, and again among them while what comes of it stays small; the largest first.

    Louvain as networkx has it was given up: on chains and trees its moves do not come to rest (minutes at 2,000 nodes).
    """
    groups = [sorted(c) for c in nx.community.fast_label_propagation_communities(graph, seed=1)]
    groups = [piece for group in groups for piece in _pieces(graph, group)]
    while True:
        home = {i: k for k, group in enumerate(groups) for i in group}
        above: nx.Graph[int] = nx.Graph()
        above.add_nodes_from(range(len(groups)))
        for a, b in graph.edges:
            if home[a] != home[b]:
                seen = above.get_edge_data(home[a], home[b], {"weight": 0})["weight"]
                above.add_edge(home[a], home[b], weight=seen + 1)
        joined = [sorted(c) for c in nx.community.fast_label_propagation_communities(above, weight="weight", seed=1)]
        merged: list[list[str]] = []
        for numbers in joined:
            merged += _filled([groups[k] for k in numbers], max(COMMUNITY, len(graph) // REGIONS))
        if len(merged) == len(groups):
            return sorted(groups, key=lambda c: (-len(c), c[0]))
        groups = merged


def _filled(groups: list[list[str]], most: int) -> list[list[str]]:
    """Put groups together, the largest first, as long as no more than that many nodes come together."""
    filled: list[list[str]] = []
    for group in sorted(groups, key=lambda g: (-len(g), g[0])):
        fitting = next((whole for whole in filled if len(whole) + len(group) <= most), None)
        if fitting is None:
            filled.append(list(group))
        else:
            fitting += group
    return [sorted(whole) for whole in filled]


def _pieces(graph: nx.Graph[str], group: list[str]) -> list[list[str]]:
    """Split a community that is too large to draw, best linked first: it is one crowd round few hubs, any split is as good."""
    if len(group) <= LARGEST_COMMUNITY:
        return [group]
    ranked = sorted(group, key=lambda i: (-graph.degree(i), i))
    return [sorted(ranked[k : k + LARGEST_COMMUNITY]) for k in range(0, len(ranked), LARGEST_COMMUNITY)]


def _part(graph: nx.Graph[str], members: Iterable[str]) -> nx.Graph[str]:
    """Return a copy of a part in sorted order: a view would iterate in the order of a set."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from(sorted(members))
    part.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.subgraph(part.nodes).edges))
    return part


def _connected(graph: nx.Graph[str], members: list[str]) -> nx.Graph[str]:
    """Return the members with the edges among them; pieces that hang together only through others are tied to the hub."""
    inside = _part(graph, members)
    pieces = sorted((sorted(c) for c in nx.connected_components(inside)), key=lambda c: (-len(c), c[0]))
    hubs = [min(piece, key=lambda i: (-inside.degree(i), i)) for piece in pieces]
    inside.add_edges_from((hubs[0], hub) for hub in hubs[1:])
    return inside


def _distances(graph: nx.Graph[str] | nx.Graph[int], names: Sequence[str] | Sequence[int]) -> Points:
    """Return the number of steps between every two nodes; between unconnected ones one more than the longest."""
    index = {name: k for k, name in enumerate(names)}
    beside = [[index[other] for other in graph.adj[name]] for name in names]
    steps = np.full((len(names), len(names)), -1.0)
    # One step for all nodes at once: whom a node reaches is a number with one bit for each node.
    reached = [0] * len(names)
    fresh = [1 << k for k in range(len(names))]
    length = 0
    while any(fresh):
        for row, bits in enumerate(fresh):
            if bits:
                packed = np.frombuffer(bits.to_bytes(len(names) // 8 + 1, "little"), np.uint8)
                steps[row, np.unpackbits(packed, count=len(names), bitorder="little") == 1] = length
        reached = [old | new for old, new in zip(reached, fresh, strict=True)]
        fresh = [reduce(or_, (fresh[k] for k in near), 0) & ~known for near, known in zip(beside, reached, strict=True)]
        length += 1
    steps[steps < 0] = steps.max() + 1
    return steps


def _stress(wanted: Points, rounds: int = 160) -> Points:
    """Return positions whose distances come near the wanted ones, by damped Jacobi steps of stress majorisation.

    Only elementwise arithmetic: a matrix product would round differently with another number of threads.
    """
    count = len(wanted)
    if count == 1:
        return np.zeros((1, 2))
    weight = np.where(wanted > 0, 1.0 / np.maximum(wanted, 1e-9) ** 2, 0.0)
    total = weight.sum(axis=1)
    stretch = weight * wanted
    points = _start(wanted)
    for _ in range(rounds if count <= 150 else rounds // 2):
        x, y = points[:, 0], points[:, 1]
        dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
        pull = stretch / np.maximum(np.sqrt(dx * dx + dy * dy), 1e-6)
        # Where all others would put this node: their own place, moved away from them by the wanted distance.
        moved = [((weight * at[None, :] + pull * away).sum(axis=1) / total) for at, away in ((x, dx), (y, dy))]
        points = 0.3 * points + 0.7 * np.stack(moved, axis=1)
    centred: Points = points - points.mean(axis=0)
    return centred


def _start(wanted: Points) -> Points:
    """Return first positions: distances to the two nodes that lie farthest apart, and a fine spiral that parts equals."""
    first = int(wanted.max(axis=1).argmax())
    second = int(wanted[first].argmax())
    third = int((np.minimum(wanted[first], wanted[second])).argmax())
    x = wanted[first] - wanted[second]
    y = wanted[third] - (wanted[first] + wanted[second]) / 2
    turn = np.arange(len(wanted)) * 2.399963229728653
    spiral = np.sqrt(np.arange(len(wanted)) + 1.0)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    placed: Points = np.stack([x, y], axis=1) + spiral * (wanted.max() / len(wanted) / 4)
    return placed


def _flat(points: Points) -> Points:
    """Turn the points so that their long side lies flat."""
    x, y = points[:, 0], points[:, 1]
    angle = 0.5 * math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum()))
    cos, sin = math.cos(angle), math.sin(angle)
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _apart(centres: Points, size: Points, rounds: int = 600) -> Points:
    """Push rectangles apart until none overlaps, each pair along the side where it takes least, rather sideways than down."""
    x, y = centres[:, 0].copy(), centres[:, 1].copy()
    wide, high = ((size[:, None, k] + size[None, :, k]) / 2 for k in (0, 1))
    np.fill_diagonal(wide, -1.0)
    seen_x, seen_y, near = x, y, None
    for number in range(1, rounds + 1):
        # Only pairs that were near each other when last looked at can touch, until something has moved half that far.
        if near is None or max(np.abs(x - seen_x).max(), np.abs(y - seen_y).max()) > NEAR / 2:
            seen_x, seen_y = x.copy(), y.copy()
            lack_x, lack_y = wide - np.abs(x[:, None] - x[None, :]), high - np.abs(y[:, None] - y[None, :])
            near = np.nonzero((lack_x > -NEAR) & (lack_y > -NEAR))
        one, other = near
        dx, dy = x[one] - x[other], y[one] - y[other]
        lack_x, lack_y = wide[one, other] - np.abs(dx), high[one, other] - np.abs(dy)
        touching = (lack_x > 0.5) & (lack_y > 0.5)
        if not touching.any():
            break
        across = lack_x < lack_y * ASPECT
        for at, away, lack, chosen in ((x, dx, lack_x, touching & across), (y, dy, lack_y, touching & ~across)):
            i, j, gap = one[chosen], other[chosen], away[chosen]
            side = np.where(gap == 0, np.where(i < j, -1.0, 1.0), np.sign(gap))
            crowd = np.maximum(np.bincount(i, minlength=len(x)), 1)
            at += np.bincount(i, weights=side * (lack[chosen] + 1) / 2, minlength=len(x)) / np.sqrt(crowd)
        # In a row pushes from both sides cancel each other: a little more room for all ends that.
        if number % 20 == 0:
            x *= 1.08
            y *= 1.08
    return np.stack([x, y], axis=1)


def _close(points: Points, extent: Points) -> Points:
    """Bring the communities as near to each other as their room allows: of several scales, lying and standing, the one that fits a page best."""
    best, least = points, math.inf
    for shape in (points, points[:, ::-1]):
        for scale in CLOSER:
            centres = _apart(shape * scale, extent)
            wide, high = (centres + extent / 2).max(axis=0) - (centres - extent / 2).min(axis=0)
            if max(wide, high * ASPECT) < least - 1:
                best, least = centres, max(wide, high * ASPECT)
    return best


def _arrange(
    parts: list[Part], tray: list[str], boxes: Mapping[str, Box]
) -> tuple[dict[str, tuple[float, float]], list[Region]]:
    """Put the parts side by side and the tray below, in the width that makes the whole fit a page best."""
    least = max([p.right - p.left for p in parts] + ([600.0] if tray else []), default=600.0)
    area = sum((p.right - p.left + GAP) * (p.bottom - p.top + GAP) for p in parts)
    area += sum((boxes[i].width + 10) * (boxes[i].height + 10) for i in tray)
    fitting = math.sqrt(area * ASPECT)
    widths = sorted({max(least, fitting * share) for share in (0.85, 0.95, 1.05, 1.15, 1.25, 1.4, 1.6)})
    tries = [(width, _pack(parts, width)) for width in widths]
    trays = [_fill_tray(tray, boxes, packed.bottom, width) for width, packed in tries]

    def extent(k: int) -> tuple[float, int]:
        places = [*tries[k][1].positions.values(), *trays[k].values()]
        across = max((x for x, _ in places), default=0.0) + 60
        down = max((y for _, y in places), default=0.0) + 60
        return max(across / ASPECT, down), k

    best = min(range(len(tries)), key=extent)
    return tries[best][1].positions | trays[best], tries[best][1].regions


def _pack(parts: list[Part], limit: float) -> Part:
    """Put the parts under a skyline of that width, the first and largest at the top left."""
    positions: dict[str, tuple[float, float]] = {}
    regions: list[Region] = []
    shelves = Shelves(limit)
    for part in parts:
        x, y = shelves.put(part.right - part.left, part.bottom - part.top)
        dx, dy = x - part.left, y - part.top
        positions |= {i: (px + dx, py + dy) for i, (px, py) in part.positions.items()}
        regions += [Region(r.id, round(r.x + dx), round(r.y + dy), r.radius, r.members) for r in part.regions]
    return Part(positions, regions, 0.0, 0.0, limit, shelves.bottom)


def _together(tray: list[str], groups: list[list[str]]) -> list[str]:
    """Return the tray with the nodes of one group side by side."""
    rank: dict[str, int] = {}
    for number, group in enumerate(groups):
        for i in group:
            rank.setdefault(i, number)
    return sorted(tray, key=lambda i: (rank.get(i, len(groups)), i))


def _fill_tray(tray: list[str], boxes: Mapping[str, Box], top: float, limit: float) -> dict[str, tuple[float, float]]:
    """Put nodes without relation in rows below everything else."""
    positions: dict[str, tuple[float, float]] = {}
    x, y, row = 0.0, top + (GAP if top else 0.0), 0.0
    for i in tray:
        box = boxes[i]
        if x and x + box.width > limit:
            x, y, row = 0.0, y + row + 10, 0.0
        positions[i] = (x + box.width / 2, y + box.above)
        x, row = x + box.width + 10, max(row, box.height)
    return positions
