"""Two tellings of work side by side, an earlier and a later one: what goes on, under another name too, is no more told of, is new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from graph.decisions import SAME, Decision, Kind
from graph.likeness import compare as weigh
from graph.likeness import likeness
from graph.model import Evidence, Node
from graph.names import class_off, fold
from graph.vocabulary import Label, RelationType
from queries.context import Context

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
STATED = (("stated", 1000),)
"""The reason of a new name that a text gives."""
_BECAME = re.compile(r"[”’》）)]*[^，。；、]{0,6}?(?:更名|改名|改称|易名)(?:为|成)?")
_NUMBER = re.compile(r"(?:19|20)\d\d年?度?|第[一二三四五六七八九十百\d]+(?=[届期次批])|首(?=[届期次批])")


class Outcome(StrEnum):
    """What became of an item."""

    CONTINUED = "continued"
    RENAMED = "renamed"
    PARTLY = "partly"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a comparison.

    Attributes:
        outcome: what became of it.
        nodes: ids: the item, then what it became.
        before: a sentence of the earlier telling, the plan or year; None for what is new.
        after: a sentence of the later one, the report or year; None for what is dropped.
        missing: of what is partly done what the later one leaves out of it: places, or numbers as ``asked → told``.
        parts: of what is proposed to go on under another name the parts of the reason, each with its thousandths.
    """

    outcome: Outcome
    nodes: tuple[str, ...]
    before: Evidence | None
    after: Evidence | None
    missing: tuple[str, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def score(self) -> int:
        """Sum of the parts, at most 1000."""
        return min(1000, sum(points for _, points in self.parts))


def match(
    context: Context,
    before: Mapping[str, Evidence],
    after: Mapping[str, Evidence],
    refused: Set[frozenset[str]] = frozenset(),
) -> list[Item]:
    """Hold two tellings against each other.

    Args:
        context: the graph.
        before, after: what each tells of, by id, with the sentence that does.
        refused: pairs of folded names that are not one thing, see `refused_by`.

    Returns:
        What goes on; what may go on under another name, of its own label, each once, the likeliest first; what is new; what is dropped.
    """
    stated = {i: new for i in sorted(before) if (new := renamed_to(context, i)) in after and new is not None}
    gone = sorted(before.keys() - after.keys() - stated.keys())
    come = sorted(after.keys() - before.keys() - set(stated.values()))
    renamed = [*((old, new, STATED) for old, new in stated.items()), *_renamed(context, gone, come, refused)]
    earlier, later = {old for old, _, _ in renamed}, {new for _, new, _ in renamed}
    goes_on = sorted(before.keys() & after.keys() - earlier)
    items = [Item(Outcome.CONTINUED, (i,), before[i], after[i]) for i in goes_on]
    items += [Item(Outcome.RENAMED, (old, new), before[old], after[new], parts=parts) for old, new, parts in renamed]
    items += [Item(Outcome.NEW, (i,), None, after[i]) for i in come if i not in later]
    items += [Item(Outcome.DROPPED, (i,), before[i], None) for i in gone if i not in earlier]
    return items


def renamed_to(context: Context, node: str, document: str | None = None) -> str | None:
    """Return what a text, of one document or any, says a work was renamed to: “晨光”工程更名为“朝霞”计划; None where none does."""
    old = context.nodes[node]
    for mention in sorted(m for m in old.mentions if document in (None, m.document)):
        passages = context.passages[mention.document]
        sentence = passages.sentence_at(mention.start)
        end = passages.position(mention.end - 1) + 1
        if sentence is None or not (found := _BECAME.match(passages.text, end, sentence.end)):
            continue
        first, last = passages.place(found.end(), sentence.end)
        if new := [n for n in context.mentioned(mention.document, first, last, (old.label,)) if n != node]:
            return new[0]
    return None


def refused_by(decisions: Iterable[Decision]) -> set[frozenset[str]]:
    """Return the pairs of folded names that a person said to be two things; ``decisions`` are those that stand."""
    return {
        frozenset(fold(d.object[end]["name"]) for end in ("source", "target"))
        for d in decisions
        if d.kind is Kind.REJECT and d.object.get("type") == SAME
    }


def _renamed(
    context: Context, gone: Iterable[str], come: Iterable[str], refused: Set[frozenset[str]]
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
