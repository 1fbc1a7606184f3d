"""The way from one thing to another, told sentence by sentence, and what lies around a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.language import in_language, language, say
from graph.model import Edge, Graph
from graph.schema import declaration
from graph.vocabulary import Label, RelationType, Status
from queries.bridges import Suggestion
from queries.report import tell_suggestion


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a way, walked from ``start`` to ``end`` (ids), along its direction or against it: an edge, or a suggestion, which is no fact."""

    link: Edge | Suggestion
    start: str
    end: str

    @property
    def order(self) -> tuple[bool, int, str]:
        """Facts first, the surer before the less sure."""
        link = self.link
        if isinstance(link, Edge):
            return False, -link.confidence, link.id
        return True, -link.score, f"{link.relation} {link.source} {link.target}"


def find_paths(
    graph: Graph,
    start: str,
    end: str,
    *,
    types: Iterable[RelationType] | None = None,
    count: int = 3,
    longest: int = 6,
    suggested: Iterable[Suggestion] = (),
) -> list[tuple[Step, ...]]:
    """Return the shortest ways between two nodes, at most ``count``, none through a Document.

    Args:
        start, end: ids of nodes.
        types: relations that may be walked; all but MENTIONED_IN where None. Links that a text calls missing are never walked.
        longest: steps at most.
        suggested: links that nobody states and that may be walked too.

    Returns:
        Ways of the same, shortest length: those with the fewest suggestions first, then by the sureness of their weakest link, then by ids.
    """
    around = _neighbours(graph, types, suggested)
    distance = _distances(around, end, longest)
    if start not in distance or start == end:
        return []
    ways: list[tuple[Step, ...]] = [()]
    for left in range(distance[start] - 1, -1, -1):
        ways = [
            (*way, step)
            for way in ways
            for step in around[way[-1].end if way else start]
            if distance.get(step.end, longest + 1) == left
        ]
        # far more ways than can be told would only cost memory
        ways = sorted(ways, key=_order)[: 200 * count]
    return sorted(ways, key=_order)[:count]


def _order(way: tuple[Step, ...]) -> tuple[int, tuple[bool, int, str], tuple[tuple[bool, int, str], ...]]:
    links = tuple(step.order for step in way)
    return sum(supposed for supposed, _, _ in links), max(links), links


def _neighbours(
    graph: Graph, types: Iterable[RelationType] | None, suggested: Iterable[Suggestion] = ()
) -> dict[str, list[Step]]:
    wanted = frozenset(types) if types is not None else frozenset(RelationType) - {RelationType.MENTIONED_IN}
    links: list[Edge | Suggestion] = [e for e in graph.edges if e.type in wanted and e.status is not Status.MISSING]
    links += [s for s in suggested if s.relation in wanted]
    around: dict[str, list[Step]] = defaultdict(list)
    for link in links:
        around[link.source].append(Step(link, link.source, link.target))
        around[link.target].append(Step(link, link.target, link.source))
    return around


def _distances(around: dict[str, list[Step]], goal: str, longest: int) -> dict[str, int]:
    """Steps from every node to the goal, as far as ``longest``."""
    distance, edge_of_search = {goal: 0}, [goal]
    for reached in range(1, longest + 1):
        found = {s.end for node in edge_of_search for s in around[node] if s.end not in distance}
        distance.update(dict.fromkeys(found, reached))
        edge_of_search = sorted(found)
    return distance


def tell_step(step: Step, graph_names: dict[str, str]) -> str:
    """Say one step in the user's language, from its own subject to its object: ``“甲”牵头“乙”``; what is planned, suggested or of a supplied subject is marked.

    Args:
        graph_names: name of every node by id.
    """
    if isinstance(step.link, Suggestion):
        return tell_suggestion(step.link, graph_names)
    verb = declaration()["relations"][step.link.type][language()]
    planned = say("（计划）", " (planned)") if step.link.status is Status.PLANNED else ""
    supplied = say("（代拟）", " (supplied)") if step.link.inferred else ""
    verb += planned + supplied
    first, second = graph_names[step.link.source], graph_names[step.link.target]
    return in_language({"zh": f"“{first}”{verb}“{second}”", "en": f'"{first}" {verb} "{second}"'})


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words with its proof: ``quote`` stands literally in ``file``; a suggestion has none."""

    words: str
    quote: str = ""
    file: str = ""
    start: int = 0
    end: int = 0
    suggested: bool = False


def tell_path(way: Iterable[Step], graph: Graph) -> list[Told]:
    """Tell a way in the user's language, one sentence a step, each with the surest sentence that proves it."""
    names = {n.id: n.name for n in graph.nodes}
    files = {d.id: d.file for d in graph.documents}
    told = []
    for step in way:
        words = tell_step(step, names)
        if isinstance(step.link, Suggestion):
            told.append(Told(words, suggested=True))
        else:
            proof = step.link.evidence[0]
            told.append(Told(words, proof.quote, files[proof.document], proof.start, proof.end))
    return told


def around(graph: Graph, centre: str, hops: int = 1, types: Iterable[RelationType] | None = None) -> Graph:
    """Return what lies within some steps of a node: the nodes, and all edges between them.

    Indicators, problems and commitments are reached but not walked through, so that one figure does not join strangers.
    """
    steps = _neighbours(graph, types)
    labels = {n.id: n.label for n in graph.nodes}
    stops = {Label.Indicator, Label.Problem, Label.Commitment}
    reached, ring = {centre}, {centre}
    for _ in range(hops):
        ring = {s.end for n in ring if labels.get(n) not in stops or n == centre for s in steps[n]} - reached
        reached |= ring
    nodes = tuple(n for n in graph.nodes if n.id in reached)
    edges = tuple(e for e in graph.edges if e.source in reached and e.target in reached)
    documents = {m.document for n in nodes for m in n.mentions} | {x.document for e in edges for x in e.evidence}
    return Graph(tuple(d for d in graph.documents if d.id in documents), nodes, edges)
