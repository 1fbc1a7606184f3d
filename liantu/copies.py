"""The same document come several times counts once."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from graph.facts import DocumentFacts
from graph.workspace import Workspace
from ingest.duplicates import Copies, clearness

logger = logging.getLogger(__name__)


def distinct(workspace: Workspace) -> Iterator[DocumentFacts]:
    """Yield the facts of each document once: of copies in another script, encoding or wrapping, or with names hidden, those of the clearest.

    The files of the others stay registered, so that they are not read again and come into their own when it is gone.
    """
    for clearest, *others in copies_of(workspace):
        yield clearest
        for other in others:
            logger.info("%s is a copy of the document %s", other.document.file, clearest.document.id)


def copies_of(workspace: Workspace) -> Iterator[list[DocumentFacts]]:
    """Yield the copies of each document together, the clearest first: that hides least, then is longest, then has the first id."""
    copies = Copies()
    groups: dict[str, list[DocumentFacts]] = {}
    for facts in workspace.facts():
        original = copies.original_of(facts.document.id, frozenset(facts.clauses))
        groups.setdefault(original or facts.document.id, []).append(facts)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda facts: (*clearness(workspace.text(facts.document.id)), facts.document.id))
        yield group
