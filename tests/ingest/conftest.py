"""A reading of a few lines by the grammar alone, as a document of a county's body."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.facts import DocumentFacts
from ingest.facts import Readers, facts
from ingest.page import page_of
from ingest.text import Source

Told = Callable[..., DocumentFacts]


@pytest.fixture
def told() -> Told:
    """Return a function: text (and what the document says of itself) to facts."""

    def read(text: str, **context: Any) -> DocumentFacts:
        page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
        said = {
            "kind": "summary",
            "year": 2023,
            "jurisdiction": "云南省曲靖市富源县",
            "level": "county",
            "issuer": None,
        } | context
        return facts(replace(page, context=replace(page.context, **said)), readers=Readers(None))

    return read
