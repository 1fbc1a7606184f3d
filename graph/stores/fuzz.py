"""Random queries of the shapes that the catalogue uses, answered by the engine and by counting by hand.

No list of queries is long enough to trust a young engine; a seed makes another list.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from graph.model import Edge, Evidence, Graph, Node
from graph.schema import allowed_pairs
from graph.stores.base import Store
from graph.vocabulary import KINDS, SYMMETRIC, Label, RelationType, Status

Row: TypeAlias = Mapping[str, Any]
Walk: TypeAlias = tuple[list[str], list[str]]
"""Ids of the nodes and of the edges of one match."""

LABELS = (Label.Organisation, Label.Brand, Label.Programme, Label.Base, Label.Place)
RELATIONS = (
    RelationType.LEADS,
    RelationType.HOSTS,
    RelationType.NEAR,
    RelationType.LOCATED_IN,
    RelationType.PART_OF,
    RelationType.CONNECTS,
)
NODES, EDGES = 45, 110
JURISDICTIONS = (None, "甲市", "乙市", "丙县")
DATES = (None, "2023", "2024-05", "2024-05-01")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A query that the engine answered wrongly: its rows and those counted by hand, both sorted."""

    cypher: str
    got: list[list[Any]]
    expected: list[list[Any]]


def fuzz(store: Store, seed: int, queries: int = 300) -> list[Mismatch]:
    """Load a random graph into a store, ask it random queries, and return those that it answered wrongly.

    Args:
        seed: of the graph and the queries.
        queries: how many.
    """
    draw = random.Random(seed)  # noqa: S311 - a test
    graph = random_graph(draw)
    store.load(graph)
    by_hand = _ByHand(graph)
    wrong = []
    for _ in range(queries):
        cypher, expected = draw.choice(SHAPES)(draw, by_hand)
        got = store.run(cypher).rows
        if sorted(got, key=repr) != sorted(expected, key=repr):
            wrong.append(Mismatch(cypher, sorted(got, key=repr), sorted(expected, key=repr)))
    return wrong


def fuzz_embedded(seed: int, queries: int = 300) -> list[Mismatch]:
    """Try the embedded engine, on a file in a temporary folder."""
    from graph.stores.ladybug import LadybugStore

    with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
        store = LadybugStore(Path(folder, "graph.lbug"))
        try:
            return fuzz(store, seed, queries)
        finally:
            store.close()


def random_graph(draw: random.Random) -> Graph:
    """Return a graph of a few labels and relations, with conditions to ask for and gaps to find."""
    nodes = []
    for number in range(NODES):
        label = draw.choice(LABELS)
        kind = draw.choice((None, *KINDS[label][:3]))
        nodes.append(Node(f"n{number:02}", label, f"名{number % 7}", kind, jurisdiction=draw.choice(JURISDICTIONS)))
    by_label = defaultdict(list)
    for node in nodes:
        by_label[node.label].append(node.id)
    edges: dict[str, Edge] = {}
    while len(edges) < EDGES:
        relation = draw.choice(RELATIONS)
        source, target = draw.choice([p for p in allowed_pairs(relation) if p[0] in LABELS and p[1] in LABELS])
        a, b = draw.choice(by_label[Label(source)]), draw.choice(by_label[Label(target)])
        if relation in SYMMETRIC and a > b:
            a, b = b, a
        if a != b:
            proof = Evidence(
                "d", 0, 1, "甲", "fuzz", draw.randrange(10) * 100, inferred=draw.random() < 0.3, date=draw.choice(DATES)
            )
            edge = Edge(relation, a, b, draw.choice(list(Status)), (proof,))
            edges[edge.id] = edge
    return Graph((), tuple(nodes), tuple(edges[key] for key in sorted(edges)))


@dataclass(frozen=True, slots=True)
class _Condition:
    text: str
    holds: Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A chain: label of each node, direction and types of each step, what nodes and edges have to fulfil."""

    labels: list[str]
    directions: list[str]
    types: list[tuple[str, ...]]
    nodes: list[list[_Condition]]
    edges: list[list[_Condition]]

    def match(self, bound: bool = False) -> str:
        """The pattern; a bound start has no label any more."""
        text = "(a)" if bound or not self.labels[0] else f"(a:{self.labels[0]})"
        for step, (direction, types) in enumerate(zip(self.directions, self.types, strict=True), 1):
            label = f":{self.labels[step]}" if self.labels[step] else ""
            kind = f":{'|'.join(types)}" if types else ""
            left, right = ("<-", "-") if direction == "<" else ("-", "->" if direction == ">" else "-")
            text += f"{left}[r{step}{kind}]{right}({'abcd'[step]}{label})"
        return text

    def where(self, skip_start: bool = False) -> list[str]:
        """The conditions as text."""
        texts = [f"{'abcd'[i]}.{c.text}" for i, cs in enumerate(self.nodes) if i or not skip_start for c in cs]
        return texts + [f"r{i}.{c.text}" for i, cs in enumerate(self.edges, 1) for c in cs]


class _ByHand:
    """The graph as dictionaries, and all trails of a pattern in it."""

    def __init__(self, graph: Graph) -> None:
        self.nodes: dict[str, Row] = {
            n.id: {"id": n.id, "label": n.label, "name": n.name, "kind": n.kind, "jurisdiction": n.jurisdiction}
            for n in graph.nodes
        }
        self.edges: dict[str, Row] = {}
        self._at: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for e in graph.edges:
            self.edges[e.id] = {
                "type": e.type,
                "status": e.status,
                "confidence": e.confidence,
                "inferred": e.inferred,
                "date": e.when[0],
            }
            self._at[e.source].append((">", e.id, e.target))
            self._at[e.target].append(("<", e.id, e.source))

    def start(self, pattern: _Pattern) -> Iterator[str]:
        """Nodes that the pattern may begin with."""
        for key, node in self.nodes.items():
            if pattern.labels[0] in ("", node["label"]) and all(c.holds(node) for c in pattern.nodes[0]):
                yield key

    def step(self, node: str, direction: str, types: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Edges at a node, and where they lead."""
        for way, edge, other in self._at[node]:
            if direction in ("-", way) and (not types or self.edges[edge]["type"] in types):
                yield edge, other

    def walks(self, pattern: _Pattern, start: str) -> list[Walk]:
        """All matches of a chain from a node; no edge is used twice."""
        found: list[Walk] = [([start], [])]
        for i, (direction, types) in enumerate(zip(pattern.directions, pattern.types, strict=True)):
            found = [
                ([*nodes, other], [*edges, edge])
                for nodes, edges in found
                for edge, other in self.step(nodes[-1], direction, types)
                if edge not in edges
                and pattern.labels[i + 1] in ("", self.nodes[other]["label"])
                and all(c.holds(self.nodes[other]) for c in pattern.nodes[i + 1])
                and all(c.holds(self.edges[edge]) for c in pattern.edges[i])
            ]
        return found


def _pattern(draw: random.Random, steps: int) -> _Pattern:
    return _Pattern(
        [draw.choice(("", draw.choice(LABELS))) for _ in range(steps + 1)],
        [draw.choice("><-") for _ in range(steps)],
        [draw.choice(((), (draw.choice(RELATIONS),), tuple(draw.sample(RELATIONS, 2)))) for _ in range(steps)],
        [[_on_node(draw)] if draw.random() < 0.4 else [] for _ in range(steps + 1)],
        [[_on_edge(draw)] if draw.random() < 0.4 else [] for _ in range(steps)],
    )


def _on_node(draw: random.Random) -> _Condition:
    place, digit = draw.choice(JURISDICTIONS[1:]), str(draw.randrange(7))
    return draw.choice(
        [
            _Condition(f"jurisdiction = '{place}'", lambda n: n["jurisdiction"] == place),
            _Condition(f"jurisdiction <> '{place}'", lambda n: n["jurisdiction"] not in (None, place)),
            _Condition("jurisdiction IS NULL", lambda n: n["jurisdiction"] is None),
            _Condition("kind IS NOT NULL", lambda n: n["kind"] is not None),
            _Condition(f"name CONTAINS '{digit}'", lambda n: digit in n["name"]),
            _Condition("label IN ['Base', 'Brand']", lambda n: n["label"] in ("Base", "Brand")),
        ]
    )


def _on_edge(draw: random.Random) -> _Condition:
    status, relation, bound = draw.choice(list(Status)), draw.choice(RELATIONS), draw.randrange(10) * 100
    return draw.choice(
        [
            _Condition(f"status = '{status}'", lambda r: r["status"] == status),
            _Condition(f"status <> '{status}'", lambda r: r["status"] != status),
            _Condition(f"type <> '{relation}'", lambda r: r["type"] != relation),
            _Condition(f"confidence >= {bound}", lambda r: r["confidence"] >= bound),
            _Condition("inferred = false", lambda r: not r["inferred"]),
            _Condition("date >= '2024'", lambda r: r["date"] is not None and r["date"] >= "2024"),
            _Condition("date IS NULL", lambda r: r["date"] is None),
        ]
    )


Shape: TypeAlias = Callable[[random.Random, _ByHand], tuple[str, list[list[Any]]]]


def _where(conditions: list[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _chain(draw: random.Random, by_hand: _ByHand) -> tuple[str, list[list[Any]]]:
    pattern = _pattern(draw, draw.choice((1, 2, 2, 3)))
    last = "abcd"[len(pattern.directions)]
    ordered = draw.random() < 0.3
    names = "abcd"[: len(pattern.labels)]
    where = pattern.where() + ([f"a.id < {last}.id"] if ordered else [])
    cypher = f"MATCH {pattern.match()}{_where(where)} RETURN {', '.join(f'{n}.id' for n in names)}"
    found = [nodes for start in by_hand.start(pattern) for nodes, _ in by_hand.walks(pattern, start)]
    return cypher, [nodes for nodes in found if not ordered or nodes[0] < nodes[-1]]


def _groups(draw: random.Random, by_hand: _ByHand) -> tuple[str, list[list[Any]]]:
    pattern = _pattern(draw, draw.choice((1, 2)))
    last = "abcd"[len(pattern.directions)]
    cypher = f"MATCH {pattern.match()}{_where(pattern.where())} RETURN a.id, count(*), count(DISTINCT {last}.id)"
    rows = []
    for start in by_hand.start(pattern):
        ends = Counter(nodes[-1] for nodes, _ in by_hand.walks(pattern, start))
        if ends:
            rows.append([start, ends.total(), len(ends)])
    return cypher, rows


def _beside(draw: random.Random, by_hand: _ByHand) -> tuple[str, list[list[Any]]]:
    """NOT EXISTS, EXISTS, COUNT and OPTIONAL MATCH of a pattern beside a node."""
    pattern = _pattern(draw, draw.choice((1, 1, 2)))
    outer = f"MATCH (a{':' + pattern.labels[0] if pattern.labels[0] else ''})"
    first = [f"a.{c.text}" for c in pattern.nodes[0]]
    inner = f"MATCH {pattern.match(bound=True)}{_where(pattern.where(skip_start=True))}"
    counts = {start: len(by_hand.walks(pattern, start)) for start in by_hand.start(pattern)}
    match draw.choice(("none", "some", "count", "optional")):
        case "none":
            return f"{outer}{_where([*first, f'NOT EXISTS {{ {inner} }}'])} RETURN a.id", [
                [a] for a, n in counts.items() if not n
            ]
        case "some":
            return f"{outer}{_where([*first, f'EXISTS {{ {inner} }}'])} RETURN a.id", [
                [a] for a, n in counts.items() if n
            ]
        case "count":
            return f"{outer}{_where(first)} RETURN a.id, COUNT {{ {inner} }}", [[a, n] for a, n in counts.items()]
        case _:
            last = "abcd"[len(pattern.directions)]
            return f"{outer}{_where(first)} OPTIONAL {inner} RETURN a.id, count({last}.id)", [
                [a, n] for a, n in counts.items()
            ]


def _several_steps(draw: random.Random, by_hand: _ByHand) -> tuple[str, list[list[Any]]]:
    types, direction = (
        draw.choice(((), (draw.choice(RELATIONS),), tuple(draw.sample(RELATIONS, 2)))),
        draw.choice("><-"),
    )
    start, most = draw.choice(list(by_hand.nodes)), draw.choice((1, 2, 3))
    kind = f":{'|'.join(types)}" if types else ""
    left, right = ("<-", "-") if direction == "<" else ("-", "->" if direction == ">" else "-")
    cypher = f"MATCH (a {{id: '{start}'}}){left}[{kind}*1..{most}]{right}(b) RETURN DISTINCT b.id"
    reached: set[str] = set()
    trails: list[Walk] = [([start], [])]
    for _ in range(most):
        trails = [
            ([*n, b], [*e, edge])
            for n, e in trails
            for edge, b in by_hand.step(n[-1], direction, types)
            if edge not in e
        ]
        reached |= {nodes[-1] for nodes, _ in trails}
    return cypher, [[b] for b in reached]


SHAPES: tuple[Shape, ...] = (_chain, _chain, _chain, _groups, _beside, _beside, _several_steps)
