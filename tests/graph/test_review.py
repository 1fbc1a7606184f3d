"""What is put to a person: alike names of one division, texts that speak of two, relations that are not sure; each once, with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.decisions import Decision, Kind, checked
from graph.facts import DocumentFacts
from graph.identity import resolve_with
from graph.review import Proposal, Things, by_content, proposals
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

CITY, OTHER_CITY = "江南省梅岭市", "岭西省白沙市"


def asked(*batch: DocumentFacts, decided: tuple[Decision, ...] = ()) -> list[Proposal]:
    return proposals(batch, resolve_with(batch, decided), decided)


def site(letter: str, name: str, city: str = CITY) -> DocumentFacts:
    return facts(letter * 64, f"{name}开放。", {name: Label.Base}, jurisdiction=city)


def test_alike_names_of_one_city_are_asked_about_and_of_two_cities_not() -> None:
    (one,) = asked(site("a", "侨心服务中心"), site("b", "侨心公共服务中心"))
    assert (one.kind, one.score) == (Kind.MERGE, sum(points for _, points in one.parts))
    assert asked(site("a", "侨心服务中心"), site("b", "侨心公共服务中心", OTHER_CITY)) == []


def test_two_names_in_one_document_are_less_likely_one() -> None:
    both = facts(
        "a" * 64,
        "侨心服务中心和侨心公共服务中心。",
        {"侨心服务中心": Label.Base, "侨心公共服务中心": Label.Base},
        jurisdiction=CITY,
    )
    (apart,) = asked(site("a", "侨心服务中心"), site("b", "侨心公共服务中心"))
    (together,) = asked(both)
    assert together.score < apart.score


def test_a_renaming_that_the_years_do_not_settle_is_asked_about() -> None:
    batch = [
        facts(letter * 64, f"{name}来了。", {name: Label.Organisation}, jurisdiction=CITY)
        for letter, name in (("a", "市环保局"), ("b", "市生态环境局"))
    ]
    (one,) = asked(*batch)
    assert "reform" in dict(one.parts)


def test_a_text_that_relates_two_names_of_one_body_is_asked_about() -> None:
    batch = facts(
        "a" * 64, "市文旅局指导市文化和旅游局。", {"市文旅局": Label.Organisation, "市文化和旅游局": Label.Organisation},
        [("市文旅局", RelationType.SUPPORTS, "市文化和旅游局")], jurisdiction=CITY,
    )  # fmt: skip
    (one,) = asked(batch)
    assert (one.kind, [e.quote for e in one.proof]) == (Kind.SPLIT, [batch.text])
    undone = resolve_with([batch], [Decision("d", **checked(one.decision))])
    assert (len(undone.graph.nodes), undone.unmet) == (2, ())


def test_a_relation_that_is_not_sure_is_asked_about() -> None:
    batch = facts(
        "a" * 64,
        "市侨联打造侨心。",
        {"市侨联": Label.Organisation, "侨心": Label.Brand},
        [("市侨联", RelationType.LEADS, "侨心")],
        jurisdiction=CITY,
    )
    (relation,) = batch.relations
    unsure = replace(batch, relations=(replace(relation, evidence=replace(relation.evidence, confidence=400)),))
    assert asked(batch) == []
    (one,) = asked(unsure)
    assert (one.kind, one.score) == (Kind.ACCEPT, 600)


@pytest.mark.parametrize("answer", ["decision", "refusal"])
def test_what_was_answered_is_not_asked_again(answer: str) -> None:
    batch = (site("a", "侨心服务中心"), site("b", "侨心公共服务中心"))
    (one,) = asked(*batch)
    decision = Decision("d", **checked(getattr(one, answer)))
    assert asked(*batch, decided=(decision,)) == []


def test_a_page_s_ids_become_what_the_things_are_called() -> None:
    graph = resolve_with([site("a", "侨心服务中心")], ()).graph
    (node,) = graph.nodes
    given = {
        "kind": "gap",
        "object": {"rule": "no_host", "nodes": [{"id": node.id, "label": "Base", "name": "?"}]},
        "value": "known",
    }
    (record,) = by_content(graph, [given])
    assert record["object"]["nodes"] == [{"label": "Base", "name": "侨心服务中心", "jurisdiction": CITY}]


def test_what_bears_another_s_name_is_named_by_one_of_its_own() -> None:
    batch = [site(letter, "侨心书屋") for letter in "ab"] + [site(letter, "侨心驿站") for letter in "cd"]
    graph = resolve_with(batch, ()).graph
    nodes = tuple(replace(node, name="侨心书屋", aliases=tuple({node.name} - {"侨心书屋"})) for node in graph.nodes)
    graph = replace(graph, nodes=nodes)
    called = {Things(graph).name(node)["name"] for node in graph.nodes}
    assert [node.name for node in graph.nodes] == ["侨心书屋"] * 2
    assert called == {"侨心书屋", "侨心驿站"}
