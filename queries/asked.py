"""What a typed question gives: the values that a question of the catalogue takes from it, and the words that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.jurisdiction import segments, short
from graph.model import Document, Graph, Node
from graph.vocabulary import Label
from queries.catalogue import Parameter, Query
from queries.likeness import pairs
from queries.synonyms import english_words, standard_words

QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」]")
"""What is quoted is a value, in whatever language."""
_EMPTY = re.compile(
    r"请问|请|我们?|想|知道|看看|找出|告诉|一下|关于|目前|现在|这[个些]|那[个些]|它们?|他们?|里面|当中|所有|全部|怎么样?|如何|为什么|哪[里儿些个]?|什么|多少"
    r"|[的是有在由被把给对和与跟及或了着过吗呢吧啊都也还又就才要会能可谁个几几位家份些]"
)
"""Words of a question that say nothing of what it is about."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division that a question names.

    Attributes:
        called: as the question has it, 大理州.
        path: in full, 云南省大理白族自治州; a document of the graph is of it.
    """

    called: str
    path: str


def named_division(question: str, graph: Graph) -> Division | None:
    """Return the division of documents that a question names, in full or for short; the one with the longest name where it names several."""
    found = []
    for path in sorted({d.jurisdiction for d in graph.documents if d.jurisdiction}):
        parts = segments(path)
        for last, name in enumerate(parts, 1):
            stem = short(name)
            forms = (name, stem + name[-1], stem) if len(stem) > 1 else (name,)
            found += [Division(form, "".join(parts[:last])) for form in forms if form in question]
    return max(found, key=lambda one: (len(one.called), one.path), default=None)


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in a typed question.

    Attributes:
        things: names with what bears them, the longest first.
        division: the division of documents that is named.
        rest: the question without these names.
        asked: ``rest`` without what is quoted.
    """

    things: Sequence[tuple[str, Node | Document]]
    division: Division | None
    rest: str
    asked: str

    def values(self, query: Query) -> dict[str, Any]:
        """Return the values that the parameters of a question of the catalogue find."""
        found = {p.name: self._value(p) for p in query.parameters}
        return {name: value for name, value in found.items() if value is not None}

    def unused(self, query: Query, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the names that are no value of the question, and the words that it does not hold, in the order of the typed question."""
        taken = set(values.values())
        names = [name for name, thing in self.things if not taken & _said_by(name, thing)]
        if self.division:
            path = self.division.path
            names = [n for n in names if path not in taken or not path.endswith(n)]
            if not taken & {path, segments(path)[-1]} and not any(self.division.called in n for n, _ in self.things):
                names.append(self.division.called)
        left = self.asked
        for value in values.values():
            left = left.replace(str(value), " ")
        if re.search("[一-龥]", left):
            return (*names, *_unheld(left, query))
        known = english_words(f"{query.question['en']} {query.name}")
        return (*names, *(word for word in english_words(left) if word not in known))

    def _value(self, parameter: Parameter) -> Any:
        names = self._names(parameter)
        places = [n for n, thing in self.things if isinstance(thing, Node) and thing.label is Label.Place]
        documents = [thing.file for _, thing in self.things if isinstance(thing, Document)]
        match parameter.name:
            case "name" | "first":
                return names[0] if names else None
            case "second":
                return names[1] if len(names) > 1 else None
            case "place":
                return next(iter(places), segments(self.division.path)[-1] if self.division else None)
            case "document":
                # a question about documents in general may be asked of those of a division
                of_division = self.division.path if self.division and parameter.default is not None else None
                return next(iter(documents), of_division)
            case "year":
                found = re.search(r"(?:19|20)\d\d", self.rest)
                return found[0] if found else None
            case "cadence":
                found = re.search(r"[每按]?([季月年周])", self.rest)
                return found[1] if found else None
            case "word":
                quoted = QUOTED.search(self.rest)
                return quoted[1] if quoted else (names[0] if names else None)
            case _:
                return None

    def _names(self, parameter: Parameter) -> list[str]:
        """Names of nodes that a parameter can be asked of, each in a form that its node bears, in the order of the parameter's labels."""
        nodes = [(name, thing) for name, thing in self.things if isinstance(thing, Node)]
        if order := parameter.labels:
            nodes = sorted((one for one in nodes if one[1].label in order), key=lambda one: order.index(one[1].label))
        return [name if name in (thing.name, *thing.aliases) else thing.name for name, thing in nodes]


def _said_by(name: str, thing: Node | Document) -> set[str]:
    """Return the values that a name may have become."""
    return {thing.file} if isinstance(thing, Document) else {name, thing.name}


def _unheld(typed: str, query: Query) -> list[str]:
    """Return the stretches of a Chinese question, two characters or more, that no wording of a question of the catalogue holds."""
    held: frozenset[str] = frozenset().union(
        *(pairs(standard_words(text)) for text in (query.question["zh"], *query.words))
    )
    found = []
    for text in map(standard_words, typed.split()):
        marked = {n + k for n in range(len(text)) if text[n : n + 2] in held for k in (0, 1)}
        left = "".join(" " if n in marked else character for n, character in enumerate(text))
        found += [word for word in _EMPTY.sub(" ", left).split() if len(word) > 1]
    return found
