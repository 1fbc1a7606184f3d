"""Two graphs are compared by content, whatever the ids."""

from __future__ import annotations

from graph.difference import difference
from graph.identity import resolve
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

CITY = "江南省梅岭市"
LEADS = [("市侨联", RelationType.LEADS, "侨心")]
THINGS = {"市侨联": Label.Organisation, "侨心": Label.Brand}
ONE = facts("a" * 64, "市侨联打造侨心。", THINGS, LEADS, jurisdiction=CITY)
OTHER = facts("b" * 64, "市侨联打造侨心，建侨心书屋。", THINGS | {"侨心书屋": Label.Base}, LEADS, jurisdiction=CITY)


def test_a_graph_does_not_differ_from_itself() -> None:
    assert not difference(resolve([ONE, OTHER]), resolve([OTHER, ONE]))


def test_a_new_document_adds_things_and_evidence() -> None:
    changed = difference(resolve([ONE]), resolve([ONE, OTHER]))
    assert [c.kind for c in changed.documents] == ["added"]
    assert {(c.kind, c.after.name) for c in changed.nodes if c.after is not None and hasattr(c.after, "name")} == {
        ("changed", "市侨联"), ("changed", "侨心"), ("added", "侨心书屋"),
    }  # fmt: skip
    assert [(c.kind, c.parts) for c in changed.edges] == [("changed", ("evidence",))]


def test_the_way_back_is_the_mirror() -> None:
    there, back = difference(resolve([ONE]), resolve([ONE, OTHER])), difference(resolve([ONE, OTHER]), resolve([ONE]))
    assert sorted(c.kind for c in there.nodes) == sorted(
        {"added": "removed", "removed": "added", "changed": "changed"}[c.kind] for c in back.nodes
    )


def test_a_thing_whose_id_changed_is_the_same_thing() -> None:
    longer = facts("c" * 64, "知心书社（以下简称知书社）开张。", {"知心书社": Label.Organisation}, jurisdiction=CITY)
    renamed = facts(
        "c" * 64, "知心读书合作社（知心书社）开张。", {"知心读书合作社": Label.Organisation}, jurisdiction=CITY,
        aliases={"知心读书合作社": ("知心书社",)},
    )  # fmt: skip
    before, after = resolve([longer]), resolve([renamed])
    assert before.nodes[0].id != after.nodes[0].id
    assert [c.kind for c in difference(before, after).nodes] == ["changed"]
