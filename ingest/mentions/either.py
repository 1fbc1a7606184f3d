"""前者 and 后者, 一个…一个…: words that stand for one name of the last list (甲馆与乙馆相距一里,前者归文物局管,后者由镇里看护)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from graph.vocabulary import Label
from ingest.mentions.span import Named

RULE = "alias.each"
"""The rule of such a word's mention."""
_WORD = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[而但]|其中)?(?P<word>(?P<first>前者|前一[个家处座支项])|后者|后一[个家处座支项])"
    r"|(?<![每第])(?P<one>一[个家处座])(?=[归由属])"
)
_FAR = 120
"""Characters between the end of a list and the word that means one of it."""
_JOINED = re.compile(r"[”》]?(?:[、和与及同跟]|以及)(?:(?:附近|相邻|毗邻|邻近|隔壁)的)?[“《]?|[”》][“《]")
_VERB = re.compile(r"[^,。;、:\n]{0,4}")
"""What may stand between 分别 and the list behind it: 由, 位于."""
_ALIKE = (
    {Label.Organisation, Label.Base},
    {Label.Brand, Label.Programme, Label.Campaign, Label.Mechanism},
)
"""Labels that one list may mix: a hall is a body to one sentence and a site to the next."""
_Name = tuple[int, int, Named]
"""Start and end in the text, the place before a name included, and the mention."""


@dataclass(frozen=True, slots=True)
class Each:
    """A word that stands for one name of a list: where it is, what it means, and the others of the list."""

    start: int
    end: int
    meant: Named
    others: list[Named]


def find_each(text: str, named: Sequence[Named]) -> Iterator[Each]:
    """Find the words that stand for one name of a list.

    Args:
        text: the clean text.
        named: mentions in order of place.
    """
    for words in _together(text):
        pair = words[0]["one"] is None
        size = 2 if pair else len(words)
        names = last_list(text, named, words[0].start())
        if size == len(names) > 1 and names[0].label is not Label.Place:
            for at, word in enumerate(words):
                which = int(word["first"] is None) if pair else at
                start, end = word.span("word" if pair else "one")
                yield Each(start, end, names[which], [n for n in names if n is not names[which]])


def _together(text: str) -> list[list[re.Match[str]]]:
    """Put the words side by side that share a list: 前者 with the 后者 behind it, all 一个 of a sentence."""
    found: list[list[re.Match[str]]] = []
    for word in _WORD.finditer(text):
        last = found[-1][-1] if found else None
        if last is not None and last["one"] == word["one"] and "\n" not in (gap := text[last.end() : word.start()]):
            goes_on = not re.search("[。;]", gap) if word["one"] else last["first"] and not word["first"]
            if goes_on:
                found[-1].append(word)
                continue
        found.append([word])
    return found


def last_list(text: str, named: Sequence[Named], at: int) -> list[Named]:
    """Return the last names before an offset that stand side by side and are of one sort, in its line."""
    opens = max(text.rfind("\n", 0, at) + 1, at - 2 * _FAR)
    lists = [names for names in _lists(text, named, opens, at) if len(names) > 1 and at - names[-1][1] < _FAR]
    if not lists or text[lists[-1][0][0] - 1] == "、":  # one of them was not read
        return []
    found = [one for _, _, one in lists[-1]]
    labels = {one.label for one in found}
    return found if len(labels) == 1 or any(labels <= alike for alike in _ALIKE) else []


def next_list(text: str, named: Sequence[Named], at: int) -> list[Named]:
    """Return the names that stand side by side right behind an offset, or a word behind it."""
    lists = _lists(text, named, at, at + 2 * _FAR)
    return [one for _, _, one in lists[0]] if lists and _VERB.fullmatch(text, at, lists[0][0][0]) else []


def _lists(text: str, named: Sequence[Named], opens: int, ends: int) -> list[list[_Name]]:
    """Put the names of a stretch side by side that 、 or 和 joins; of 灵山镇六良村 the village counts."""
    first, last = (bisect_left(named, offset, key=attrgetter("start")) for offset in (opens, ends))
    near = [n for n in named[first:last] if n.end <= ends]
    lists: list[list[_Name]] = []
    for one in (n for n in near if not any(m.covers(n) and not n.covers(m) for m in near)):
        start, end, before = lists[-1][-1] if lists else (0, 0, one)
        gap, quoted = text[end : one.start], text[one.start] in "“《"
        if lists and not gap and not quoted and before.label is Label.Place:
            lists[-1][-1] = (start, one.end, one)
        elif lists and (_JOINED.fullmatch(gap) or (not gap and quoted)):
            lists[-1].append((one.start, one.end, one))
        else:
            lists.append([(one.start, one.end, one)])
    return lists
