"""Private names in lines that stand outside of any sentence: the name of a file, a footer, a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.facts import DocumentFacts
from graph.vocabulary import Label
from ingest.clean.characters import one_to_one, simplify
from ingest.mask.persons import find_persons, mask


class Veil:
    """What masks the lines around one document's text.

    Args:
        facts: what was read from it, with the text: whom the text hides its lines hide, and a name of a thing is left whole.
    """

    def __init__(self, facts: DocumentFacts) -> None:
        self._persons = set(_hidden(facts))
        things = (e for e in facts.entities if e.label is not Label.Stakeholder)
        self._things = {name for thing in things for name in (thing.name, *thing.aliases)}

    def line(self, line: str) -> str:
        """Return a line with the private names in it masked; it keeps its length."""
        read = one_to_one(line)
        whole = set(_places(read, self._things))
        found = {(one.start, one.end) for one in find_persons(read, [(0, len(read))])}
        for start, end in found.union(_places(read, self._persons)):
            if not any(a < end and start < b for a, b in whole):
                line = line[:start] + mask(line[start:end]) + line[end:]
        return line

    def file(self, file: str) -> str:
        """Return the name by which all that leaves the program calls a file, given by its path below the folder that was read."""
        return "/".join(map(self.line, file.split("/")))


def _hidden(facts: DocumentFacts) -> Iterator[str]:
    """Yield the names that a text hides: each run of hidden characters with the one before, which shows."""
    hidden, text = set(facts.hidden), simplify(facts.text)
    for first in sorted(hidden):
        if first - 1 not in hidden:
            last = next(offset for offset in range(first, len(text) + 1) if offset not in hidden)
            name = text[first - 1 : last]
            if not any(map(str.isspace, name)):  # a line broken inside of a name
                yield name


def _places(line: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    return (match.span() for name in names if name in line for match in re.finditer(re.escape(name), line))
