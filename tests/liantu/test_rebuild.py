"""A snapshot does not show how the workspace came to it: tables and findings are the same, byte for byte."""

from __future__ import annotations

from pathlib import Path

from graph.decisions import thing
from graph.vocabulary import Label, RelationType
from graph.workspace import Registered, Workspace
from liantu import build
from tests.graph.build import facts

CITY = "江南省梅岭市"
ONE, OTHER, LATER = (
    facts(letter * 64, f"{body}打造侨心{letter}。", {body: Label.Organisation, "侨心": Label.Brand}, [(body, RelationType.LEADS, "侨心")], jurisdiction=CITY)
    for letter, body in (("a", "市侨联"), ("b", "市侨务办"), ("c", "梅岭市归国华侨联合会"))
)  # fmt: skip


def keep(workspace: Workspace, *batch: object) -> str:
    with workspace.locked():
        for one in batch:
            workspace.write_facts(one)  # type: ignore[arg-type]
        workspace.register([Registered("/r", one.document.file, one.document.id, "v") for one in batch], [])  # type: ignore[attr-defined]
        return build.build(workspace)[0]


def content(workspace: Workspace) -> dict[str, bytes]:
    """All files of the live snapshot but the store, in which the engine writes an identity of its own, and the store's sum."""
    folder = workspace.path / "snapshots" / str(workspace.current)
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    del found["graph.lbug"], found["graph.lbug.sha256"]
    return found


def test_a_grown_workspace_and_a_fresh_one_hold_the_same_snapshot(tmp_path: Path) -> None:
    grown, fresh = Workspace(tmp_path / "grown"), Workspace(tmp_path / "fresh")
    keep(grown, ONE)
    keep(grown, ONE, OTHER)
    merge = {
        "kind": "merge",
        "object": thing("Organisation", "市侨联", CITY),
        "value": thing("Organisation", "市侨务办", CITY),
    }
    (made,) = build.decide(grown, [merge])
    build.decide(grown, [{"kind": "undo", "undoes": made.id}])
    build.decide(grown, [{"kind": "hide", "object": thing("Organisation", "市侨务办", CITY)}])
    keep(grown, LATER, OTHER)
    keep(fresh, LATER, OTHER)
    build.decide(fresh, [{"kind": "hide", "object": thing("Organisation", "市侨务办", CITY)}])
    assert grown.current == fresh.current
    assert content(grown) == content(fresh)
