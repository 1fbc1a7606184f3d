"""Two years of one place side by side: which of its works are new, go on, go on under another name, are no more spoken of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.decisions import SAME, Decision, Kind
from graph.history import year_of
from graph.likeness import compare as weigh
from graph.likeness import likeness
from graph.model import Document, Evidence, Node
from graph.names import class_off, fold
from graph.vocabulary import Label, RelationType
from queries.context import Context

WORKS = frozenset({Label.Brand, Label.Programme, Label.Campaign, Label.Base, Label.Mechanism, Label.Policy})
"""What a year is made of."""
LEAST = 450
"""Thousandths that the parts of a reason must come to before a name is proposed to go on as another."""
_RESPONSIBLE = (
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.ESTABLISHES,
    RelationType.ISSUES,
    RelationType.HOSTS,
)
_SAME_BODY, _SAME_KIND, _EDITION = 150, 50, 600
_NUMBER = re.compile(r"(?:19|20)\d\d年?度?|第[一二三四五六七八九十百\d]+(?=[届期次批])|首(?=[届期次批])")


class Course(StrEnum):
    """What became of a work from one year to the other."""

    CONTINUED = "continued"
    RENAMED = "renamed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """One work in the two years.

    Attributes:
        course: what became of it.
        nodes: its id; of a renamed one the earlier and the later id.
        before: a sentence of the earlier year; None for what is new.
        after: a sentence of the later year; None for what is dropped.
        parts: of a renamed one the parts of the reason, each with its thousandths.
    """

    course: Course
    nodes: tuple[str, ...]
    before: Evidence | None
    after: Evidence | None
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def score(self) -> int:
        """Sum of the parts, at most 1000."""
        return min(1000, sum(points for _, points in self.parts))


def documents_of(documents: Iterable[Document], jurisdiction: str, years: tuple[int, int]) -> dict[str, Document]:
    """Return by id the documents that tell of a place: its own where it has some of both years, else also those of its divisions."""
    inside = {d.id: d for d in documents if jurisdiction in (d.jurisdiction or "")}
    own = {i: d for i, d in inside.items() if (d.jurisdiction or "").endswith(jurisdiction)}
    return own if set(years) <= {d.year for d in own.values()} else inside


def compare_years(
    context: Context, jurisdiction: str, years: tuple[int, int], decisions: Iterable[Decision] = ()
) -> list[Step]:
    """Compare what a place's documents tell of two years.

    A work stands in a year where a document of that year names it, or a sentence that speaks of that year does.

    Args:
        context: the graph with the texts of the place's documents.
        jurisdiction: full path of the place, or the end of it.
        years: the earlier and the later.
        decisions: those that stand; what a person said to be two is not proposed as one.

    Returns:
        First what goes on, then what goes on under another name, what is new, what is no more spoken of; each by label and name.
    """
    here = documents_of(context.graph.documents, jurisdiction, years)
    before, after = (_told(context, here, year) for year in years)
    refused = _refused(decisions)
    gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    renamed = list(_renamed(context, gone, come, refused))
    earlier, later = {old for old, _, _ in renamed}, {new for _, new, _ in renamed}
    steps = [Step(Course.CONTINUED, (i,), before[i], after[i]) for i in before.keys() & after.keys()]
    steps += [Step(Course.RENAMED, (old, new), before[old], after[new], parts) for old, new, parts in renamed]
    steps += [Step(Course.NEW, (i,), None, after[i]) for i in come if i not in later]
    steps += [Step(Course.DROPPED, (i,), before[i], None) for i in gone if i not in earlier]
    order = list(Course)
    nodes = context.nodes
    return sorted(
        steps, key=lambda s: (order.index(s.course), nodes[s.nodes[0]].label, nodes[s.nodes[0]].name, s.nodes)
    )


def _told(context: Context, here: Mapping[str, Document], year: int) -> dict[str, Evidence]:
    """Return the works of a year by id, each with the sentence that tells of it."""
    found: dict[str, Evidence] = {}
    for node in context.graph.nodes:
        if node.label not in WORKS:
            continue
        dated = [e for edge in context.edges.get(node.id, []) for e in edge.evidence if e.document in here]
        spoken = [e for e in dated if year_of(e, here[e.document])[0] == year]
        named = [m for m in node.mentions if m.document in here and here[m.document].year == year]
        if spoken:
            found[node.id] = min(spoken, key=lambda e: e.order)
        elif named:
            found[node.id] = context.proof(min(named, key=lambda m: (here[m.document].file, m)), "compare")
    return found


def _refused(decisions: Iterable[Decision]) -> set[frozenset[str]]:
    """Return the pairs of names that a person said to be two things."""
    return {
        frozenset(fold(d.object[end]["name"]) for end in ("source", "target"))
        for d in decisions
        if d.kind is Kind.REJECT and d.object.get("type") == SAME
    }


def _renamed(
    context: Context, gone: Iterable[str], come: Iterable[str], refused: set[frozenset[str]]
) -> Iterator[tuple[str, str, tuple[tuple[str, int], ...]]]:
    """Pair what is gone with what is come of the same label, the likeliest first, each once."""
    by_label: dict[Label, list[Node]] = defaultdict(list)
    for i in come:
        by_label[context.nodes[i].label].append(context.nodes[i])
    found = []
    for i in gone:
        old = context.nodes[i]
        for new in by_label[old.label]:
            parts = () if frozenset((fold(old.name), fold(new.name))) in refused else reason(context, old, new)
            if sum(points for _, points in parts) >= LEAST:
                found.append((old.id, new.id, parts))
    taken: set[str] = set()
    for one, other, parts in sorted(found, key=lambda f: (-sum(points for _, points in f[2]), f[0], f[1])):
        if not taken & {one, other}:
            taken |= {one, other}
            yield one, other, parts


def reason(context: Context, old: Node, new: Node) -> tuple[tuple[str, int], ...]:
    """Return why a work may go on as another of its label: parts with their thousandths; none where the names are not alike."""
    names = [(fold(class_off(n.label, n.name)), fold(n.name)) for n in (old, new)]
    plain = [_NUMBER.sub("", whole) for _, whole in names]
    if plain[0] == plain[1] and names[0][1] != names[1][1] and len(plain[0]) >= 4:
        parts: list[tuple[str, int]] = [("edition", _EDITION)]
    else:
        alike = weigh(names[0][0], names[1][0])
        parts = list(alike.parts) if alike else _shared_core(names[0][0], names[1][0])
    if not parts:
        return ()
    if _bodies(context, old.id) & _bodies(context, new.id):
        parts.append(("same_body", _SAME_BODY))
    if old.kind and old.kind == new.kind:
        parts.append(("kind", _SAME_KIND))
    return tuple(parts)


def _shared_core(one: str, other: str) -> list[tuple[str, int]]:
    """A beginning of four characters that both names have, 侨心映山红讲堂 and 侨心映山红课堂: half of the likeness counts."""
    size = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (
        [("front", 300), ("likeness", likeness(one, other) // 2)]
        if size >= 4 and not _NUMBER.search(one + other)
        else []
    )


def _bodies(context: Context, node: str) -> set[str]:
    return {edge.source for edge in context.related(node, _RESPONSIBLE, incoming=True)}
