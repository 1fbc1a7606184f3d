"""What the program tells of a body, a document's issuer too, can be asked for by that name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.errors import LiantuError
from graph.model import Document, Graph, Node
from graph.vocabulary import Label
from queries.lookup import find_division, find_nodes, issued_by

CITY = "江南省梅岭市"
OFFICE = Node("o1", Label.Organisation, "中共梅岭市委统战部", aliases=("市委统战部",), jurisdiction=CITY)
OTHER = Node("o2", Label.Organisation, "中共桑园县委统战部", aliases=("县委统战部",), jurisdiction="江南省桑园县")
HIDDEN = Document("d1", "a.txt", "工作总结", "summary", 2030, issuer="**市XX镇")
GRAPH = Graph((HIDDEN,), (OFFICE, OTHER), ())


@pytest.mark.parametrize(
    "name", ["中共梅岭市委统战部", "梅岭市委统战部", "“梅岭市委” 统战部", "中共梅岭市委统一战线工作部"]
)
def test_a_body_is_found_by_every_form_of_its_name(name: str) -> None:
    assert find_nodes(GRAPH, name) == [OFFICE]


def test_another_body_is_not_meant() -> None:
    with pytest.raises(LiantuError):
        find_nodes(GRAPH, "梅岭市委宣传部")


def test_an_issuer_that_is_no_node_is_found_by_its_documents() -> None:
    assert issued_by(GRAPH.documents, "**市XX镇") == [HIDDEN]
    assert issued_by(GRAPH.documents, "市妇联") == []


@pytest.mark.parametrize(
    ("name", "path"),
    [("江南省", "江南省"), (CITY, CITY), ("梅岭市", CITY), ("桑园", "江南省桑园"), ("江南省桑园县", "江南省桑园县")],
)
def test_a_division_is_known_by_its_path_or_its_own_name(name: str, path: str) -> None:
    assert find_division(GRAPH, name) == path


def test_a_division_that_nothing_is_of_is_told_with_those_that_are_there() -> None:
    with pytest.raises(LiantuError) as caught:
        find_division(GRAPH, "瞎写市")
    assert caught.value.code == "division_unknown"
    assert "江南省桑园县、江南省梅岭市" in str(caught.value)


def test_a_division_of_several_places_has_to_be_told_in_full() -> None:
    there = replace(OFFICE, id="o3", jurisdiction="江北省梅岭市")
    with pytest.raises(LiantuError) as caught:
        find_division(replace(GRAPH, nodes=(*GRAPH.nodes, there)), "梅岭市")
    assert caught.value.code == "division_ambiguous"
    assert "江北省梅岭市、江南省梅岭市" in str(caught.value)


@pytest.mark.parametrize("name", ["", " ", "“”"])
def test_no_name_is_none_that_a_node_bears(name: str) -> None:
    with pytest.raises(LiantuError) as caught:
        find_nodes(GRAPH, name)
    assert caught.value.code == "name_missing"
