"""Grammar and reader together on clauses: a labelled case for each rule of the join."""

from __future__ import annotations

from ingest.model.reader import ScoredSpan
from ingest.statements.clauses import joined


def run(start: int, end: int, confidence: int = 950) -> ScoredSpan:
    return ScoredSpan(start, end, "Commitment", confidence)


def of_reader(one: ScoredSpan) -> ScoredSpan:
    return ScoredSpan(one.start, one.end, "taken", one.confidence)


GRAMMAR = [ScoredSpan(10, 40, "grammar", 500)]


def test_what_both_see_keeps_the_bounds_of_the_grammar() -> None:
    assert joined(GRAMMAR, [run(12, 30)], of_reader) == GRAMMAR


def test_where_the_reader_sees_several_they_stand() -> None:
    found = joined(GRAMMAR, [run(10, 24), run(25, 40)], of_reader)
    assert [(one.start, one.end, one.label) for one in found] == [(10, 24, "taken"), (25, 40, "taken")]


def test_what_only_the_grammar_sees_falls() -> None:
    assert joined(GRAMMAR, [], of_reader) == []


def test_what_only_the_reader_sees_has_to_be_sure() -> None:
    assert joined([], [run(50, 70, 890)], of_reader, floor=900) == []
    assert len(joined([], [run(50, 70, 910)], of_reader, floor=900)) == 1


def test_a_scrap_is_no_clause() -> None:
    assert joined([], [run(50, 55)], of_reader) == []


def test_without_a_reader_the_grammar_stands() -> None:
    assert joined(GRAMMAR, None, of_reader) == GRAMMAR
