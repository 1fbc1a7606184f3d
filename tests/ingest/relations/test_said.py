"""What the relation reader says of one triple, network by network and sentence by sentence."""

from __future__ import annotations

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.said import features

FAIR = Named(0, 2, Label.Campaign, None, "given", 1000, ("庙会",))


def claim(start: int, confidence: int, apart: tuple[int, ...]) -> Claim:
    """What the reader says in one sentence."""
    return Claim(RelationType.ORGANISES, None, FAIR, start, start + 9, "reader", confidence, apart=apart)


def test_networks_that_agree_weigh_more_than_one_that_is_sure_alone() -> None:
    agreed, torn = features([claim(0, 600, (620, 580))]), features([claim(0, 600, (980, 220))])
    assert agreed["least"] == 0.58
    assert torn["least"] == 0.22
    assert torn["most"] == 0.98
    assert agreed["least.odds"] > torn["least.odds"]


def test_what_two_sentences_say_weighs_more_than_what_one_says_of_two_mentions() -> None:
    once = features([claim(0, 500, (500, 500)), claim(0, 400, (400, 400))])
    twice = features([claim(0, 500, (500, 500)), claim(20, 400, (400, 400))])
    assert once["second"] == 0
    assert twice["second"] == 0.4
    assert twice["ever.odds"] > once["ever.odds"]
    assert twice["places"] == once["places"]


def test_what_only_the_grammar_claims_is_said_by_no_network() -> None:
    assert features([])["most"] == 0
    assert features([])["sentences"] == 0
