"""A noun that is said of many names no one thing."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.classes import class_nouns
from ingest.mentions.span import Named

NOUN, NAME = "村史馆", "石桥村村史馆"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("石桥村村史馆开放。全县建成村史馆33个。村史馆免费。", [NAME, NOUN]),
        ("石桥村村史馆开放。全县建成村史馆33个，多数村史馆免费。村史馆要办好。", [NAME]),
        ("石桥村村史馆开放。33个村史馆免费。村史馆要办好。", [NAME, NOUN]),
        ("石桥村村史馆开放。第三个，村史馆免费。", [NAME, NOUN]),
        ("村史馆开放，全县建成村史馆33个。", [NOUN, NOUN]),
        ("石桥村村史馆开放。村史馆3个月迎客5000人。", [NAME, NOUN]),
    ],
)
def test_what_is_counted_or_said_of_many_is_no_thing(text: str, kept: list[str]) -> None:
    named, at = [], 0
    while (at := text.find(NOUN, at)) >= 0:
        start = text.find(NAME, at - 3, at + len(NOUN))
        named.append(Named(at if start < 0 else start, at + 3, Label.Base, "museum", "reader", 800, (NOUN,)))
        at += 3
    classes = class_nouns(text, named)
    assert [text[n.start : n.end] for n in named if n not in classes] == kept
