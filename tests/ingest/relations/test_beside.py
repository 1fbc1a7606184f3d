"""What stands beside a triple: others in one list with an end, rivals for it, other types for the same pair."""

from __future__ import annotations

from ingest.relations.beside import Beside

FAIR, UNION, LEAGUE, CLUB = range(4)
"""工会、共青团参加庙会, and 商会 apart from them."""
SCORED = {
    (UNION, FAIR): {"PARTICIPATES_IN": 800},
    (LEAGUE, FAIR): {"PARTICIPATES_IN": 400},
    (CLUB, FAIR): {"PARTICIPATES_IN": 600, "ORGANISES": 300},
}


def test_the_others_of_a_list_count_for_each_of_it_and_are_no_rivals() -> None:
    found = Beside(SCORED, []).features(("PARTICIPATES_IN", LEAGUE, FAIR), {UNION}, set())
    assert found["list.source:PARTICIPATES_IN"] == 0.8
    assert found["rival.source"] == 0.6


def test_who_stands_in_no_list_with_it_is_a_rival() -> None:
    found = Beside(SCORED, []).features(("PARTICIPATES_IN", LEAGUE, FAIR), set(), set())
    assert found["rival.source"] == 0.8
    assert found["rival.type"] == 0.3
    assert "list.source:PARTICIPATES_IN" not in found


def test_a_symmetric_relation_has_rivals_whichever_way_round_it_was_read() -> None:
    scored = {(UNION, LEAGUE): {"COOPERATES_WITH": 700}, (CLUB, UNION): {"COOPERATES_WITH": 500}}
    found = Beside(scored, []).features(("COOPERATES_WITH", UNION, LEAGUE), set(), set())
    assert found["rival.target"] == 0.5


def test_what_the_grammar_reads_for_the_same_pair_tells_against_another_type() -> None:
    found = Beside(SCORED, [("ORGANISES", CLUB, FAIR)]).features(("PARTICIPATES_IN", CLUB, FAIR), set(), set())
    assert found["read:ORGANISES:PARTICIPATES_IN"] == 1.0


def test_a_triple_has_a_share_of_what_is_claimed_of_each_end() -> None:
    found = Beside(SCORED, []).shares(("PARTICIPATES_IN", LEAGUE, FAIR))
    assert 0.2 < found["share.source"] < 0.23  # .4 of .8, .4 and .6
    assert found["surest.source"] == 0.0
    assert found["surest.target"] == 1.0


def test_what_the_grammar_claims_has_a_share_too() -> None:
    found = Beside({}, [("ORGANISES", CLUB, FAIR)]).shares(("ORGANISES", CLUB, FAIR))
    assert found["share.source"] > 0.9
