"""Who with what: matrices of a relation, the sheet of responsibilities, the calendar of duties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.errors import message
from graph.language import in_language, say
from graph.masking import find
from graph.model import Edge, Graph, Node
from graph.schema import declaration
from graph.stores.base import Table
from graph.vocabulary import Label, RelationType, Status
from queries.due import years_of_duties

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


_ROLES: Mapping[RelationType, tuple[str, bool]] = {
    RelationType.OWNED_BY: ("lead", False), RelationType.LEADS: ("lead", True), RelationType.ORGANISES: ("lead", True),
    RelationType.ESTABLISHES: ("lead", True), RelationType.SUPPORTED_BY: ("support", False), RelationType.SUPPORTS: ("support", True),
    RelationType.PARTICIPATES_IN: ("part", True),
}  # fmt: skip
"""What a body does in a thing, and whether the edge leads from the body to the thing."""


_Bodies: TypeAlias = dict[str, bool]
"""Bodies by name, and whether the document stands in for them: no sentence names them."""


def body_said(name: str, supplied: bool) -> str:
    """Return the name of a body, marked where no sentence names it: the document stands in for it."""
    return message("body_supplied", "what", name=name) if supplied else name


def _bodies(graph: Graph) -> dict[str, dict[str, _Bodies]]:
    """The bodies of each thing by role: lead, support, part; who leads is not said to support too."""
    names = {n.id: n.name for n in graph.nodes}
    found: dict[str, dict[str, _Bodies]] = defaultdict(lambda: {"lead": {}, "support": {}, "part": {}})
    for edge in graph.edges:
        if edge.type in _ROLES and edge.status is not Status.MISSING:
            role, outward = _ROLES[edge.type]
            body, thing = (edge.source, edge.target) if outward else (edge.target, edge.source)
            bodies = found[thing][role]
            bodies[names[body]] = edge.inferred and bodies.get(names[body], True)
    for roles in found.values():
        above: set[str] = set()
        for role, bodies in roles.items():
            roles[role] = {name: bodies[name] for name in sorted(bodies.keys() - above)}
            above.update(bodies)
    return found


def _works(graph: Graph, bodies: Mapping[str, Mapping[str, _Bodies]]) -> set[str]:
    """Return what is somebody's work: not a body that is only supported, nor one that others lead and that acts itself."""
    acting = {_body_of(edge) for edge in graph.edges if edge.type in _ROLES}
    set_up = {edge.target for edge in graph.edges if edge.type is RelationType.ESTABLISHES}
    of_bodies = {node.id for node in graph.nodes if node.label is Label.Organisation}
    idle = {
        thing for thing in of_bodies - acting if thing in bodies and (bodies[thing]["lead"] or bodies[thing]["part"])
    }
    return (bodies.keys() - of_bodies) | (bodies.keys() & set_up) | idle


def _body_of(edge: Edge) -> str:
    return edge.source if _ROLES[edge.type][1] else edge.target


def responsibilities(graph: Graph, *, by: str = "task", document: str = "") -> Table:
    """Return the sheet of responsibilities: who leads, supports and takes part in what is to be done.

    Args:
        by: ``task``: a row for each duty, and each thing that a body has a part in, in the order of the documents; ``body``: a row for each
            body and thing, by body and role.
        document: only what is first named in documents whose file or title contains this text.
    """
    documents = {d.id: d for d in graph.documents}
    bodies = _bodies(graph)
    works = _works(graph, bodies)
    named = [n for n in graph.nodes if n.mentions and (n.label is Label.Commitment or n.id in works)]
    rows: list[list[Any]] = []
    of_bodies: list[list[Any]] = []
    for node in sorted(named, key=lambda n: (documents[n.mentions[0].document].file, n.mentions[0].start, n.id)):
        told = documents[node.mentions[0].document]
        if find(document, told.file) < 0 and find(document, told.title) < 0:
            continue
        roles = list(bodies.get(node.id, {"lead": {}, "support": {}, "part": {}}).values())
        own = [node.properties.get(name) for name in ("cadence", "deadline", "target")]
        what = [_flat(node.name), in_language(_words("labels", node.label))]
        rows.append([*what, *("、".join(body_said(*body) for body in role.items()) for role in roles), *own, told.file])
        for number, role in enumerate(roles):
            of_bodies += [[name, number, supplied, *what, *own, told.file] for name, supplied in role.items()]
    first = [say("事项", "thing"), say("类别", "label")]
    last = [say("频次", "cadence"), say("期限", "deadline"), say("指标", "target"), say("文件", "file")]
    words = [say("牵头", "lead"), say("配合", "support"), say("参与", "takes part")]
    if by == "task":
        return Table([*first, *words, *last], rows)
    sorted_rows = sorted(of_bodies, key=lambda row: row[:2])
    return Table(
        [say("单位", "body"), say("角色", "role"), *first, *last],
        [[body, body_said(words[number], supplied), *rest] for body, number, supplied, *rest in sorted_rows],
    )


def _words(part: str, key: str) -> Mapping[str, str]:
    words = declaration()[part][key]
    return {"zh": words["zh"], "en": key}


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
    """A recurring duty: its node, the year that it is of, how often, and who has to do it."""

    node: Node
    year: int
    every: Recurrence
    owners: tuple[str, ...]
    file: str


def calendar(graph: Graph) -> list[Due]:
    """Return the recurring duties, by owner, cadence and place in the text; those of no known year are left out."""
    names = {n.id: n.name for n in graph.nodes}
    documents = {d.id: d for d in graph.documents}
    owners: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type is RelationType.OWNED_BY:
            owners[edge.source].append(body_said(names[edge.target], edge.inferred))
    year_of, found = years_of_duties(graph), []
    for node in _duties(graph):
        every, year = recurrence(str(node.properties.get("cadence") or "") or node.name), year_of(node)
        if every and year:
            file = documents[node.mentions[0].document].file
            found.append(Due(node, year, every, tuple(sorted(owners[node.id])), file))
    return sorted(found, key=lambda d: (d.owners, d.every.frequency, d.every.interval, d.node.mentions[0], d.node.id))


_EVERY = {
    ("DAILY", 1): ("每天", "every day"), ("WEEKLY", 1): ("每周", "every week"), ("WEEKLY", 2): ("每半月", "every two weeks"),
    ("MONTHLY", 1): ("每月", "every month"), ("MONTHLY", 2): ("每两个月", "every two months"), ("MONTHLY", 3): ("每季度", "every quarter"),
    ("MONTHLY", 6): ("每半年", "every half year"), ("YEARLY", 1): ("每年", "every year"),
}  # fmt: skip


def recurring(graph: Graph, *, document: str = "") -> Table:
    """Return the recurring duties as a sheet, the most frequent first, then by owner.

    Args:
        document: only duties of documents whose file contains this text.
    """
    order = list(_EVERY)
    due = [d for d in calendar(graph) if find(document, d.file) >= 0]
    due.sort(key=lambda d: order.index((d.every.frequency, d.every.interval)))
    rows = [
        [say(*_EVERY[d.every.frequency, d.every.interval]), "、".join(d.owners), _flat(d.node.name), d.year, d.file]
        for d in due
    ]
    heads = say("频次 责任单位 任务 年份 文件", "cadence owner duty year file").split()
    return Table(heads, rows)
