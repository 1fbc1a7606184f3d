"""Who with what: matrices of a relation, the sheet of responsibilities, the calendar of duties."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from graph.language import say
from graph.masking import find
from graph.model import Graph, Node
from graph.stores.base import Table
from graph.vocabulary import Label, RelationType, Status

_MARKS = {Status.DONE: "●", Status.PLANNED: "○", Status.MISSING: "×"}
"""What stands in a cell: done, planned, called missing by the text; an empty cell is a gap to look at."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns of nodes, and the statuses of the edges between them.

    Attributes:
        relation: what the cells say.
        rows, columns: nodes that are named in the documents, sorted by name; with a lone one left in, since its blank row is the point.
        cells: statuses by ``(row, column)`` ids, in the order done, planned, missing.
    """

    relation: RelationType
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    cells: dict[tuple[str, str], tuple[Status, ...]]

    def table(self) -> Table:
        """The matrix as a table: ● done, ○ planned, × missing, empty where these documents show nothing."""
        columns = [self.relation.value, *(n.name for n in self.columns)]
        rows = [
            [row.name, *("".join(_MARKS[s] for s in self.cells.get((row.id, c.id), ())) for c in self.columns)]
            for row in self.rows
        ]
        return Table(columns, rows)

    @property
    def blanks(self) -> list[Node]:
        """Columns in which no row stands: what nobody is said to lead, host, join …"""
        return [c for c in self.columns if not any((r.id, c.id) in self.cells for r in self.rows)]


def build_matrix(
    graph: Graph, relation: RelationType, rows: Label, columns: Label, *, jurisdiction: str = "", lone: bool = True
) -> Matrix:
    """Lay out a relation between two labels.

    Args:
        relation: read from row to column; a symmetric one either way.
        jurisdiction: only nodes whose division's path contains this text.
        lone: keep columns without any edge (the gaps); rows without one are left out.
    """
    order = list(_MARKS)
    found: dict[tuple[str, str], set[Status]] = defaultdict(set)
    labels = {n.id: n.label for n in graph.nodes if jurisdiction in (n.jurisdiction or "")}
    for edge in graph.edges:
        ends = (edge.source, edge.target)
        for first, second in (ends, ends[::-1]) if labels.get(edge.target) is rows else (ends,):
            forward = (first, second) == ends or edge.type in (
                RelationType.COOPERATES_WITH, RelationType.PAIRS_WITH, RelationType.NEAR,
            )  # fmt: skip
            if edge.type is relation and forward and labels.get(first) is rows and labels.get(second) is columns:
                found[first, second].add(edge.status)
    cells = {pair: tuple(s for s in order if s in statuses) for pair, statuses in found.items()}
    used_rows, used_columns = {r for r, _ in cells}, {c for _, c in cells}
    chosen = [n for n in graph.nodes if n.id in labels]
    return Matrix(
        relation,
        tuple(sorted((n for n in chosen if n.id in used_rows), key=lambda n: (n.name, n.id))),
        tuple(
            sorted(
                (n for n in chosen if n.label is columns and (n.id in used_columns or lone)),
                key=lambda n: (n.name, n.id),
            )
        ),
        dict(sorted(cells.items())),
    )


def responsibilities(graph: Graph, *, by: str = "task", document: str = "") -> Table:
    """Return the sheet of responsibilities: duty, owner, supporters, cadence, deadline, target, file.

    Args:
        by: ``task`` in the order of the documents, or ``body`` sorted by owner.
        document: only duties of documents whose file or title contains this text.
    """
    names = {n.id: n.name for n in graph.nodes}
    documents = {d.id: d for d in graph.documents}
    ends: dict[tuple[str, RelationType], list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type in (RelationType.OWNED_BY, RelationType.SUPPORTED_BY):
            ends[edge.source, edge.type].append(names[edge.target])
    rows = []
    for node in _duties(graph):
        file = documents[node.mentions[0].document]
        if find(document, file.file) >= 0 or find(document, file.title) >= 0:
            owners = "、".join(ends.get((node.id, RelationType.OWNED_BY), []))
            supporters = "、".join(ends.get((node.id, RelationType.SUPPORTED_BY), []))
            own = [node.properties.get(name) for name in ("cadence", "deadline", "target")]
            rows.append([_flat(node.name), owners, supporters, *own, file.file])
    if by == "body":
        rows.sort(key=lambda r: (str(r[1]) or "\uffff", str(r[6]), str(r[0])))
    columns = [
        say("任务", "duty"), say("牵头", "owner"), say("配合", "supporters"), say("频次", "cadence"),
        say("期限", "deadline"), say("指标", "target"), say("文件", "file"),
    ]  # fmt: skip
    return Table(columns, rows)


def _duties(graph: Graph) -> list[Node]:
    duties = [n for n in graph.nodes if n.label is Label.Commitment and n.mentions]
    return sorted(duties, key=lambda n: (n.mentions[0].document, n.mentions[0].start, n.id))


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


_CADENCES = (
    (r"每[日天]|日[报调]|24小时", "DAILY", 1),
    (r"每周|周[报调例]|每星期", "WEEKLY", 1),
    (r"每半月", "WEEKLY", 2),
    (r"每(?:两|二|2)个?月", "MONTHLY", 2),
    (r"每月|月[报通调]|按月|逐月", "MONTHLY", 1),
    (r"每季度?|按季|季[报考通]|逐季|分季度", "MONTHLY", 3),
    (r"每?半年", "MONTHLY", 6),
    (r"每学期", "MONTHLY", 6),
    (r"每年|年度|每一年|按年", "YEARLY", 1),
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often a duty falls due, in the terms of RFC 5545: ``frequency`` every ``interval``."""

    frequency: str
    interval: int


def recurrence(text: str) -> Recurrence | None:
    """Read a cadence out of Chinese prose.

    Example:
        >>> recurrence("每季度召开一次例会")
        Recurrence(frequency='MONTHLY', interval=3)
    """
    for pattern, frequency, interval in _CADENCES:
        if re.search(pattern, text):
            return Recurrence(frequency, interval)
    return None


@dataclass(frozen=True, slots=True)
class Due:
    """A recurring duty: its node, year of its document, how often, and who has to do it."""

    node: Node
    year: int
    every: Recurrence
    owners: tuple[str, ...]
    file: str


def calendar(graph: Graph) -> list[Due]:
    """Return the recurring duties, by owner, cadence and place in the text; those of documents without a year are left out."""
    names = {n.id: n.name for n in graph.nodes}
    documents = {d.id: d for d in graph.documents}
    owners: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type is RelationType.OWNED_BY:
            owners[edge.source].append(names[edge.target])
    found = []
    for node in _duties(graph):
        document = documents[node.mentions[0].document]
        every = recurrence(str(node.properties.get("cadence") or "") or node.name)
        if every and document.year:
            found.append(Due(node, document.year, every, tuple(sorted(owners[node.id])), document.file))
    return sorted(found, key=lambda d: (d.owners, d.every.frequency, d.every.interval, d.node.mentions[0], d.node.id))
