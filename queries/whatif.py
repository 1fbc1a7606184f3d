"""What a supposed link would change: gaps closed and opened, and how far one gets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LiantuError
from graph.model import Graph
from graph.schema import allowed_pairs, declaration
from graph.stores import ladybug
from graph.vocabulary import RelationType
from queries.bridges import reach, with_links
from queries.finding import Finding
from queries.gaps import find_gaps
from queries.names import nearest


@dataclass(frozen=True, slots=True)
class Change:
    """What links would change.

    Attributes:
        closed: findings that would be gone.
        opened: findings that would be new (a supposed lead may make its peers' lack visible).
        reach: for each end of a link, nodes within three steps before and after.
    """

    closed: tuple[Finding, ...]
    opened: tuple[Finding, ...]
    reach: Mapping[str, tuple[int, int]]


def read_link(graph: Graph, source: str, relation: str, target: str) -> tuple[str, RelationType, str]:
    """Check a link between two node ids.

    Raises:
        LiantuError: there is no such relation, or the model does not allow it between these labels.
    """
    if relation not in RelationType.__members__:
        raise LiantuError("relation_unknown", relation, names=nearest(relation, RelationType.__members__))
    kind = RelationType(relation)
    labels = {n.id: n.label.value for n in graph.nodes if n.id in (source, target)}
    ends = (labels[source], labels[target])
    if ends not in allowed_pairs(relation):
        ways = [r for r in declaration()["relations"] if r != "MENTIONED_IN" and ends in allowed_pairs(r)]
        raise LiantuError("relation_not_allowed", relation, first=ends[0], second=ends[1], names=", ".join(ways) or "-")
    return source, kind, target


def whatif(
    graph: Graph, links: Iterable[tuple[str, RelationType, str]], *, texts: Mapping[str, str] | None = None
) -> Change:
    """Suppose links and run all gap rules again, on a store of its own that is thrown away.

    Args:
        links: as `read_link` returns them.
        texts: kept texts of the documents by id, as for `queries.gaps.find_gaps`.
    """
    supposed = list(links)
    after_graph = with_links(graph, supposed)
    before, after = (_findings(g, texts) for g in (graph, after_graph))
    ends = list(dict.fromkeys(end for source, _, target in supposed for end in (source, target)))
    known, left = {f.id for f in before}, {f.id for f in after}
    return Change(
        tuple(f for f in before if f.id not in left),
        tuple(f for f in after if f.id not in known),
        {end: (reach(graph, end), reach(after_graph, end)) for end in ends},
    )


def _findings(graph: Graph, texts: Mapping[str, str] | None) -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
        path = Path(folder) / "graph.lbug"
        ladybug.build(graph, path)
        store = ladybug.LadybugStore(path)
        try:
            return find_gaps(store, graph, texts=texts)
        finally:
            store.close()
