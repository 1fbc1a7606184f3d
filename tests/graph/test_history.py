"""A thing over the years: a sentence's own date counts before the year of its document."""

from __future__ import annotations

from dataclasses import replace

from graph.facts import DocumentFacts
from graph.history import history
from graph.identity import resolve
from graph.model import Graph, Node
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

THINGS = {"市侨联": Label.Organisation, "侨心": Label.Brand}


def told(number: int, year: int | None, date: str | None = None) -> DocumentFacts:
    """A document of a year that says who leads the brand, with a date or without."""
    one = facts(
        f"{number}" * 64,
        "市侨联打造侨心。",
        THINGS,
        [("市侨联", RelationType.LEADS, "侨心")],
        jurisdiction="江南省梅岭市",
    )
    relation = one.relations[0]
    proof = replace(relation.evidence, date=date, year_source="stated" if date else None)
    return replace(one, document=replace(one.document, year=year), relations=(replace(relation, evidence=proof),))


def brand(graph: Graph) -> Node:
    return next(node for node in graph.nodes if node.label is Label.Brand)


def test_years_are_in_order_and_unknown_ones_last() -> None:
    graph = resolve([told(1, 2024), told(2, None), told(3, 2022)])
    found = history(brand(graph), graph.edges, graph.documents)
    assert [(year.year, year.mentions, len(year.statements)) for year in found.years] == [
        (2022, 1, 1),
        (2024, 1, 1),
        (None, 1, 1),
    ]
    assert found.first is not None
    assert found.last is not None
    assert (found.first[0].year, found.last[0].year) == (2022, 2024)


def test_the_sentence_s_own_date_decides() -> None:
    graph = resolve([told(1, 2024, "2019-05-01")])
    found = history(brand(graph), graph.edges, graph.documents)
    assert [(year.year, len(year.documents), len(year.statements)) for year in found.years] == [
        (2019, 0, 1),
        (2024, 1, 0),
    ]
    assert found.years[0].statements[0].source == "stated"


def test_without_any_year_there_is_no_first_and_no_last() -> None:
    graph = resolve([told(1, None)])
    found = history(brand(graph), graph.edges, graph.documents)
    assert (found.first, found.last, [year.year for year in found.years]) == (None, None, [None])
