"""Short names find the long ones that they may stand for without being held against all names."""

from __future__ import annotations

import pytest

from graph import joins, likeness
from graph.identity import resolve
from graph.lookup import Names
from graph.vocabulary import Label
from tests.graph.build import facts

NAMES = ["县教育局", "市教育局", "县教体局", "县教育体育局", "县教", ""]


@pytest.mark.parametrize("part", [*NAMES, "局", "县", "育局", "市教", "党校"])
def test_names_are_found_by_how_they_begin_and_end_as_if_all_were_compared(part: str) -> None:
    names = Names(NAMES)
    assert list(names.beginning(part)) == sorted(name for name in NAMES if name.startswith(part))
    assert sorted(names.ending(part)) == sorted(name for name in NAMES if name.endswith(part))
    for more in (0, 1, 2):
        ends = (part[:1], part[-1:])
        near = {name for name in NAMES if (name[:1], name[-1:]) == ends and set(part) <= set(name)}
        wanted = {name for name in near if len(name) >= len(part) + more}
        assert set(names.between(part, more)) == wanted


def test_a_thousand_numbered_sites_are_not_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(short: str, long: str) -> bool:
        nonlocal asked
        asked += 1
        return likeness.is_told_again(short, long)

    monkeypatch.setattr(joins, "is_told_again", counted)
    names = [f"清溪{n}号驿站" for n in range(1, 1001)]
    resolve([facts("a" * 64, "、".join(names), dict.fromkeys(names, Label.Base))])
    assert 0 < asked < 40 * len(names)
