"""Of several copies of a document the clearest counts, whatever their hashes are."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from graph.vocabulary import Label
from graph.workspace import Registered, Workspace
from ingest.duplicates import clearness, fingerprint
from liantu.copies import copies_of, distinct
from tests.graph.build import facts

CITY = "江南省梅岭市"
REST = "。".join(f"全年第{n}次走访了归侨侨眷和在外企业家" for n in range(30)) + "。"
COPIES = {
    "clear": f"石桥镇建成侨心书屋。{REST}",
    "hidden": f"XX镇建成侨心书屋。{REST}",
    "longer": f"石桥镇建成侨心书屋。{REST}打印本页",
}


@pytest.mark.parametrize("order", list(permutations(COPIES)))
def test_the_copy_that_hides_least_wins_and_of_those_the_longer(order: tuple[str, ...], tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    batch = []
    for letter, name in zip("abc", order, strict=True):
        made = facts(letter * 64, COPIES[name], {"侨心书屋": Label.Base}, jurisdiction=CITY)
        document = replace(made.document, file=f"{name}.txt")
        batch.append(replace(made, document=document, clauses=tuple(sorted(fingerprint(COPIES[name])))))
    with workspace.locked():
        for one in batch:
            workspace.write_facts(one)
        workspace.register([Registered("/r", one.document.file, one.document.id, "v") for one in batch], [])
    (kept,) = distinct(workspace)
    assert kept.document.file == "longer.txt"
    ((_, *others),) = copies_of(workspace)
    assert [one.document.file for one in others] == ["clear.txt", "hidden.txt"]


@pytest.mark.parametrize("hiding", ["XX镇", "**镇", "××镇", "某镇", "李某某镇", "□□镇"])
def test_what_hides_is_less_clear_than_what_is_longer_and_hides_nothing(hiding: str) -> None:
    assert clearness("石桥镇") < clearness(hiding + "建成侨心书屋")
    assert clearness("石桥镇3×4X光") < clearness("石桥镇")
