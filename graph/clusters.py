"""The mentions of one thing in all documents, and the node that they make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.facts import DocumentFacts, Entity
from graph.likeness import is_subsequence
from graph.model import Mention, Node, Value, digest
from graph.names import fold
from graph.renames import former
from graph.schema import own_properties
from graph.vocabulary import KINDS, Label

DOCUMENT = re.compile(r"[0-9a-f]{64}")
"""The scope of what stays in its document: the document's id."""


class Claim(NamedTuple):
    """A name as identity sees it: what it is a name of, where, and its key there. What stays in its document has the document's id as scope."""

    label: str
    scope: str
    key: str


class Member(NamedTuple):
    """A thing as one document names it, with the claims of its names, its own name first; ``whole`` is False where the name is the end of another's."""

    facts: DocumentFacts
    entity: Entity
    claims: tuple[Claim, ...]
    whole: bool = True

    @property
    def order(self) -> tuple[str, str]:
        """By document, then by key."""
        return self.facts.document.id, self.entity.key


class Groups:
    """Disjoint sets of claims."""

    def __init__(self) -> None:
        self._up: dict[Claim, Claim] = {}

    def find(self, claim: Claim) -> Claim:
        """Return the claim that stands for the set of ``claim``."""
        up = self._up
        root = claim
        while (above := up.get(root, root)) != root:
            root = above
        while claim != root:
            up[claim], claim = root, up.get(claim, root)
        return root

    def join(self, one: Claim, other: Claim) -> None:
        """Make one set of two; the smaller claim stands for it, whatever the order of joining."""
        first, second = sorted((self.find(one), self.find(other)))
        self._up[second] = first

    def sole(self, claims: Iterable[Claim]) -> Claim | None:
        """Return the claim that stands for all of ``claims``; None where there is none or they are of several sets. Asks no further than the second set."""
        found: Claim | None = None
        for claim in claims:
            root = self.find(claim)
            if found is not None and root != found:
                return None
            found = root
        return found


@dataclass(eq=False, slots=True)
class Cluster:
    """What will be one node.

    Attributes:
        label: of the node.
        members: at least one, in order.
        name: given by a person; None where the documents decide.
        mark: sets the id of what a person split off apart from the rest.
    """

    label: Label
    members: list[Member]
    name: str | None = None
    mark: str = ""
    _names: frozenset[str] | None = field(default=None, repr=False)
    _id: str | None = field(default=None, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """All its names, folded."""
        if self._names is None:
            said = {name for m in self.members for name in (m.entity.name, *m.entity.aliases)} | {self.name or ""}
            self._names = frozenset(map(fold, said)) - {""}
        return self._names

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that name it."""
        return frozenset(m.facts.document.id for m in self.members)

    @property
    def told(self) -> frozenset[str | None]:
        """Divisions of the documents that name it."""
        return frozenset(m.facts.document.jurisdiction for m in self.members)

    @property
    def claim(self) -> Claim:
        """The claim that the id is made from: the longest key among the things' own names."""
        return min({m.claims[0] for m in self.members}, key=lambda c: (-len(c.key), c))

    @property
    def id(self) -> str:
        """Hash of label, division and key."""
        if self._id is None:
            _, scope, key = self.claim
            self._id = (
                f"{self.label.lower()}:{digest(self.label.value, scope, key, *([self.mark] if self.mark else []))}"
            )
        return self._id

    @property
    def jurisdiction(self) -> str | None:
        """Full path of the division that it belongs to; None for what is of the whole country or of several divisions."""
        scopes = {m.claims[0].scope for m in self.members}
        if self.label in (Label.Organisation, Label.Base) and len(scopes) == 1:
            (scope,) = scopes
            if not DOCUMENT.fullmatch(scope):
                return scope or None
        paths = {m.entity.jurisdiction or m.facts.document.jurisdiction for m in self.members}
        return min(paths, key=str) if len(paths) == 1 else None

    def changed(self) -> None:
        """Put the members in order and forget what was derived from them, the name or the label."""
        self.members.sort(key=lambda m: m.order)
        self._names = self._id = None

    def node(self) -> Node:
        """Make the node; the most used name is its name, the others are aliases. A body goes by no short form of another of its names, and by
        none that a reform took from it."""
        said: dict[str, int] = defaultdict(int)
        kinds: dict[str, int] = defaultdict(int)
        others: set[str] = set()
        for m in self.members:
            entity = m.entity
            said[entity.name] += len(entity.mentions)
            # what means it in one document only is no name to look for it by
            others.update((entity.name, *entity.aliases) if m.whole else ())
            if entity.kind in KINDS[self.label]:
                kinds[str(entity.kind)] += 1
        name = self.name or min(self._whole(), key=lambda text: (-said[text], -len(text), text))
        others.discard(name)
        return Node(
            id=self.id,
            label=self.label,
            name=name,
            kind=min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else None,
            aliases=tuple(sorted(others)),
            jurisdiction=self.jurisdiction,
            redacted=any(m.entity.redacted for m in self.members),
            mentions=_mentions(self.members),
            properties=_properties(self.label, self.members),
        )

    def _whole(self) -> list[str]:
        """The names that it may go by."""
        if self.label is not Label.Organisation:
            own = [m for m in self.members if m.whole and m.entity.label is self.label]
            return [m.entity.name for m in own or self.members]
        gone = former({m.claims[0].key for m in self.members})
        names = [m.entity.name for m in self.members if m.claims[0].key not in gone]
        plain = [m.entity.name for m in self.members if m.claims[0].key not in gone and not m.entity.redacted]
        return [text for text in names if not _shortened(text, plain)]


def _shortened(text: str, names: Iterable[str]) -> bool:
    """Say whether a name is a short form of another: 市委统战部 of 中共枝江市委统战部, 新联会 of 新的社会阶层人士联谊会."""
    return any(len(text) < len(other) and is_subsequence(text, other) for other in names)


def _mentions(members: Iterable[Member]) -> tuple[Mention, ...]:
    return tuple(sorted({mention for m in members for mention in m.entity.mentions}))


def _properties(label: Label, members: Iterable[Member]) -> dict[str, Value]:
    """The first value that a document gives of each property that the label has."""
    known = own_properties(label)
    found: dict[str, Value] = {}
    for m in members:
        for name, value in m.entity.properties.items():
            if name in known and found.get(name) is None:
                found[name] = value
    return found
