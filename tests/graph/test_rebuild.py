"""Adding, replacing and removing documents, deciding and undoing, in any order: the graph is that of a workspace that saw only what is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import tables
from graph.decisions import Ledger, standing, thing
from graph.facts import DocumentFacts
from graph.identity import resolve_with
from graph.vocabulary import Label, RelationType
from graph.workspace import Registered, Workspace
from tests.graph.build import facts

CITY = "江南省梅岭市"
BODIES = ("市侨联", "梅岭市归国华侨联合会", "市侨务办", "市文旅局", "市旅游局")
DECISIONS = (
    {"kind": "merge", "object": thing("Organisation", "市侨联", CITY), "value": thing("Organisation", "市侨务办", CITY)},
    {"kind": "rename", "object": thing("Brand", "侨心", CITY), "value": "侨心桥"},
    {"kind": "hide", "object": thing("Organisation", "市侨务办", CITY)},
    {"kind": "split", "object": thing("Organisation", "市侨联", CITY), "value": ["梅岭市归国华侨联合会"]},
)  # fmt: skip

document = st.tuples(st.integers(0, 4), st.sets(st.sampled_from(BODIES), min_size=1), st.integers(0, 2))
step = st.one_of(
    st.tuples(st.just("add"), document),
    st.tuples(st.just("remove"), st.integers(0, 4)),
    st.tuples(st.just("decide"), st.sampled_from(range(len(DECISIONS)))),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("rebuild"), st.none()),
)


def made(number: int, bodies: set[str], version: int) -> DocumentFacts:
    """A document that some bodies stand in; its bytes, and so its id, follow from its content."""
    listed = sorted(bodies)
    text = f"{'、'.join(listed)}打造侨心。" + "好" * version
    id = f"{number}{version}{''.join(str(BODIES.index(body)) for body in listed)}".ljust(64, "0")
    things = dict.fromkeys(listed, Label.Organisation) | {"侨心": Label.Brand}
    return facts(id, text, things, [(listed[0], RelationType.LEADS, "侨心")], jurisdiction=CITY)


def written(workspace: Workspace, folder: Path) -> list[bytes]:
    """The bytes of the tables that follow from a workspace."""
    folder.mkdir()
    resolution = resolve_with(workspace.facts(), standing(Ledger.of(workspace.path).read()))
    tables.write(resolution.graph, folder)
    unmet = repr([(u.decision.id, u.reason) for u in resolution.unmet]).encode()
    return [path.read_bytes() for path in sorted(folder.iterdir())] + [unmet]


def keep(workspace: Workspace, files: dict[int, DocumentFacts]) -> None:
    with workspace.locked():
        for one in files.values():
            if not workspace.has_facts(one.document.id):
                workspace.write_facts(one)
        workspace.register([Registered("/r", f"{n}.txt", one.document.id, "v") for n, one in files.items()], [])


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(step, max_size=10))
def test_any_sequence_ends_in_what_a_full_build_makes(
    steps: list[tuple[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("w")
    workspace, files = Workspace(folder / "grown"), dict[int, DocumentFacts]()
    ledger = Ledger.of(workspace.path)
    keep(workspace, files)
    for turn, (act, what) in enumerate(steps):
        match act:
            case "add":
                files[what[0]] = made(*what)
            case "remove":
                files.pop(what, None)
            case "decide":
                ledger.append([DECISIONS[what]])
            case "undo":
                before = ledger.read()
                ledger.append([{"kind": "undo", "undoes": before[what % len(before)].id}] if before else [])
            case "rebuild":
                written(workspace, folder / f"t{turn}")
        keep(workspace, files)
    fresh = Workspace(folder / "fresh")
    keep(fresh, files)
    if ledger.path.exists():
        Ledger.of(fresh.path).path.write_bytes(ledger.path.read_bytes())
    assert written(workspace, folder / "one") == written(fresh, folder / "other")
    assert sorted(p.name for p in (workspace.path / "facts").iterdir()) == sorted(
        p.name for p in (fresh.path / "facts").iterdir()
    )
