"""What the program tells of a body, a document's issuer too, can be asked for by that name."""

from __future__ import annotations

import pytest

from graph.errors import LiantuError
from graph.model import Document, Graph, Node
from graph.vocabulary import Label
from queries.lookup import find_nodes, issued_by

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
