"""Bodies that reforms renamed or united (renames.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.names import function_key


@dataclass(frozen=True, slots=True)
class Renaming:
    """An old name, the new one, and the years that the reform took; ``united``: the new body took over several."""

    old: str
    new: str
    first: int
    last: int
    united: bool


@cache
def renamings() -> tuple[Renaming, ...]:
    """Return the table of renamed bodies (renames.yaml), its names as keys."""
    table: dict[str, Any] = yaml.safe_load(files("graph").joinpath("renames.yaml").read_text(encoding="utf-8"))
    reforms = table["reforms"]
    rows = {
        Renaming(function_key(row["old"]), function_key(row["new"]), reforms[row["reform"]]["from"], reforms[row["reform"]]["until"], row.get("united", False))
        for row in table["names"]
    }  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.last, r.old, r.new)))


def former(keys: set[str]) -> set[str]:
    """Return which of a body's keys are of names that it no longer bears."""
    return {r.old for r in renamings() if r.old in keys and r.new in keys}
