"""What a name says by itself."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.relations.names import read_names
from ingest.relations.sentence import parse
from ingest.text import Source


@pytest.mark.parametrize(
    ("text", "place", "located"), [("营上镇司法所参加。", "营上镇", True), ("街道司法所参加。", "街道", False)]
)
def test_the_level_before_a_body_tells_no_place(text: str, place: str, located: bool) -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    body = Named(0, len(text) - 3, Label.Organisation, None, "reader", 900, (text[:-3],))
    names = [body, Named(0, len(place), Label.Place, "township", "reader", 900, (place,))]
    claims = read_names(reading, parse(reading, reading.page.outline.sentences[0], names))
    assert [c.rule for c in claims] == ["name.place"] * located
