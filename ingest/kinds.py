"""What kind of thing a name says it is: its last word decides, whoever found the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.vocabulary import KINDS, Label
from ingest.lexicon import lexicon, words
from ingest.mentions.organisations import kind_of_body
from ingest.mentions.titles import kind_of_title

_OFFICES = "部局委办厅处科室署司"
"""Last characters of departments; of other bodies whose tail is unknown the kind is open."""
_SHORT = {Label.Mechanism: {"库": "database", "网": "network", "台账": "ledger", "制": "system"}}
"""Tails that are too short to find a name by (水库, 编制), and say enough of one whose label is known."""


@cache
def _tails(label: Label) -> dict[str, str]:
    known: dict[str, str] = dict(_SHORT.get(label, {}))
    for kinds in lexicon("heads").get(label.value, {}).values():
        for kind, tails in kinds.items():
            known |= {tail: kind for tail in words(tails) if kind in KINDS[label]}
    return known


def kind_of_name(label: Label, names: Sequence[str]) -> str | None:
    """Return the kind that a thing's names say, the best name first; None where none of them does.

    Example:
        >>> kind_of_name(Label.Mechanism, ["困难职工信息资料库"]), kind_of_name(Label.Mechanism, ["周五夜谈"])
        ('database', None)
    """
    return next((kind for name in names if (kind := _of_one(label, name))), None)


def _of_one(label: Label, name: str) -> str | None:
    if label is Label.Organisation:
        kind = kind_of_body(name)
        return kind if kind != "department" or name[-1:] in _OFFICES else None
    if label is Label.Policy:
        return kind_of_title(name)
    tails = _tails(label)
    return next((tails[name[at:]] for at in range(len(name)) if name[at:] in tails), None)
