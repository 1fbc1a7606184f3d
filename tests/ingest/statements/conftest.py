"""A reading in which the trained reader sees given pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label
from ingest.facts import Readers, facts
from ingest.model.reader import Reader, ScoredSpan
from ingest.page import page_of
from ingest.text import Source

Read = Callable[..., DocumentFacts]


class Sees:
    """A reader that sees given pieces, each as sure as sure can be."""

    def __init__(self, pieces: Sequence[tuple[str, Label]]) -> None:
        self.pieces = pieces

    def candidates(self, text: str, _: Sequence[tuple[int, int]]) -> list[ScoredSpan]:
        spans = [(text.index(piece), text.index(piece) + len(piece), str(label)) for piece, label in self.pieces]
        return [ScoredSpan(start, end, label, 1000) for start, end, label in sorted(spans)]


@pytest.fixture
def read() -> Read:
    """Return a function: the text of a report of a county's body, the pieces that the reader sees with their labels (and what the document says of
    itself) to facts."""

    def facts_of(text: str, *pieces: tuple[str, Label], **context: Any) -> DocumentFacts:
        page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
        said: dict[str, Any] = {
            "kind": "summary",
            "year": 2023,
            "jurisdiction": "云南省曲靖市富源县",
            "level": "county",
        }
        page = replace(page, context=replace(page.context, **({"issuer": None} | said | context)))
        return facts(page, readers=Readers(cast(Reader, Sees(pieces))))

    return facts_of
