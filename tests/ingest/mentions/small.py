"""Texts and names from which tests make the things of a document."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.page import page_of
from ingest.text import Source


def read(text: str, area: str = "云南省曲靖市富源县", level: str = "county", issuer: str | None = None) -> Reading:
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    return Reading(replace(page, context=replace(page.context, jurisdiction=area, level=level, issuer=issuer)))


def grouped(
    text: str,
    *names: tuple[str, Label],
    area: str = "云南省曲靖市富源县",
    level: str = "county",
    issuer: str | None = None,
) -> list[list[str]]:
    """Put names together, each at its first place, and tell what the mentions of each thing read."""
    reading, found, at = read(text, area, level, issuer), [], 0
    for name, label in names:
        at = reading.text.index(name, at)
        found.append(Named(at, at + len(name), label, None, "reader", 800, (name,)))
        at += len(name)
    return [[reading.text[m.start : m.end] for m in t.mentions] for t in Grouping(reading, found).things]
