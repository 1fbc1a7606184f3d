"""Chains of places that a text names only to say where something is."""

from itertools import pairwise

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.mentions.things import Thing
from ingest.relations.chains import in_use
from ingest.relations.claim import Claim

PLACES = {"青禾省": 300, "石桥市": 350, "温圳县": 380}


def place(name: str, sure: int, at: int) -> Named:
    return Named(at, at + 3, Label.Place, None, "place.division", sure, (name,), weak=True)


def chained(sure: dict[str, int], used: str = "") -> list[str]:
    """Return which places of a chain stay, where the named one has also something else said of it."""
    named = [place(name, sure.get(name, 0), 10 * at) for at, name in enumerate(PLACES)]
    body = Named(90, 95, Label.Organisation, None, "reader", 900, ("县文化馆",))
    of = {n: Thing("", n.label, None, list(n.names), [n]) for n in (*named, body)}
    claims = [Claim(RelationType.LOCATED_IN, lower, upper, 0, 9, "name.chain", 600) for upper, lower in pairwise(named)]
    claims += [Claim(RelationType.LOCATED_IN, body, n, 0, 9, "reader", 600) for n in named if n.names[0] == used]
    return [c.source.names[0] for c in in_use(claims, of) if c.source in named]


def test_a_doubtful_place_that_only_its_chain_names_drops_the_chain_up_to_the_top() -> None:
    assert chained(PLACES) == []


def test_what_something_else_is_said_of_or_what_is_surer_keeps_its_chain() -> None:
    assert chained(PLACES, used="温圳县") == ["石桥市", "温圳县"]
    assert chained(PLACES, used="石桥市") == ["石桥市"]
    assert chained({**PLACES, "温圳县": 450}) == ["石桥市", "温圳县"]


def test_told_twice_is_told_once() -> None:
    upper, lower = place("青禾省", 300, 0), place("石桥市", 350, 3)
    of = {n: Thing("", n.label, None, list(n.names), [n]) for n in (upper, lower)}
    claim = Claim(RelationType.LOCATED_IN, lower, upper, 0, 9, "name.chain", 600)
    assert in_use([claim, claim], of) == []
