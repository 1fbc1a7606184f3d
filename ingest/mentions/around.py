"""What stands around a candidate, label by label: the verbs right before and behind it, a count of it, the opening of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import lexicon, words

OPENING = 150
"""Characters of a document's title, dateline and first sentence."""

_NUMBER = r"(?:\d[\d,.]*万?|[一二两三四五六七八九十百千]+)[余多]?[个名支项家处场期次所座条套间人位批件张册部份组对户节只台类种]"
_COUNTED = re.compile(rf"”?[共达约近等]?{_NUMBER}")
_COUNT = re.compile(rf"(?:{_NUMBER}|一批|多个|各个|几个|每个|一个个|众多|更多|若干|一系列|多项|多家)(?:新的?)?$")
_LONGEST = 4
"""Characters of a verb that are looked at."""


@cache
def _actions() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what an act is called by its verbs, and by those that stand behind what is acted on."""
    entries = lexicon("triggers")["actions"]
    active = {verb: entry["name"] for entry in reversed(entries) for verb in words(entry["words"])}
    passive = {verb: entry["name"] for entry in reversed(entries) for verb in words(entry.get("passive", ""))}
    return active, passive


def around(text: str, start: int, end: int, label: Label) -> dict[str, float]:
    """Say what stands around a stretch.

    Args:
        text: the document.
        start: of the stretch.
        end: of the stretch.
        label: what it would be a name of.

    Returns:
        Features of the join.
    """
    active, passive = _actions()
    sizes = range(_LONGEST, 1, -1)
    before = (text[max(0, at - size) : at] for at in (start, start - 1) for size in sizes)
    behind = [text[end : end + size] for size in sizes]
    said = {
        "verb": next((active[word] for word in before if word in active), None),
        "passive": next((passive[word] for word in behind if word in passive), None),
        "acts": next((active[word] for word in behind if word in active), None),
        "counted": "behind" if _COUNTED.match(text, end) else None,
        "count": "before" if _COUNT.search(text[max(0, start - 8) : start]) else None,
        "place": "opening" if start < OPENING else None,
    }
    return {f"{what}:{which}:{label}": 1.0 for what, which in said.items() if which is not None}
