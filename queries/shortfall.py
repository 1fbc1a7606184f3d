"""Numbers that a report gives lower than the plan: 新建社区食堂8个, 建成社区食堂5个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.model import Node
from queries.continuation import bare, names_of
from queries.likeness import likeness, pairs
from queries.numerals import NUMERAL, to_number
from queries.passages import Sentence

_UNIT = "支|家|个|处|座|所|条|期|场|间|套|台|户"
_COUNTED = re.compile(rf"({NUMERAL})({_UNIT})([一-龥]{{3,9}})")
_COUNT_BEHIND = re.compile(rf"([一-龥]{{3,16}}?)(?:不少于|至少|达到?|超过)?(\d{{1,6}})({_UNIT})")
_MADE = re.compile(
    r".*(?:新建|建成|建设|建立|建起|建好|修建|改建|扩建|组建|创建|打造|培育|设立|成立|新增|改造|开设|布设|建|完成|发展|引进|举办|开展)[了起出好]?"
)
"""What is done with the thing, before its name."""
_AHEAD = re.compile(r"下一?步|下阶段|明年|来年|今后|力争|打算|[将拟]")
"""A report that looks ahead tells no result."""
_MOSTLY, _SHORTEST = 0.5, 3
"""Share of the weight of a name that makes two things one; characters of a name that says what is counted."""
_A_YEAR = {"每月": 12, "每季度": 4, "每半年": 2}


def fewer(text: str, told: Sequence[Sentence]) -> tuple[Sentence, str] | None:
    """Return the sentence of a report, and ``asked → told``, where a duty counts things of which the report counts fewer."""
    return _fewer_of_the_like(text, told) or _fewer_of_the_same(text, told)


def _fewer_of_the_like(text: str, told: Sequence[Sentence]) -> tuple[Sentence, str] | None:
    """Things whose names end alike: 三支招商小分队, 两支小分队."""
    for count in _COUNTED.finditer(text):
        asked, unit, thing = to_number(count[1]) or 0, count[2], count[3]
        for sentence in told:
            for found in _COUNTED.finditer(sentence.text):
                number = to_number(found[1]) or 0
                kept, last, _ = found[3].partition(thing[-3:])
                alike = found[2] == unit and last and likeness(pairs(kept + last), pairs(thing)) >= _MOSTLY
                if alike and 0 < number < asked:
                    return sentence, f"{asked:g}{unit}{thing} → {number:g}{unit}"
    return None


def _fewer_of_the_same(text: str, told: Sequence[Sentence]) -> tuple[Sentence, str] | None:
    """The same thing with the number behind it on one side at least; all that the report counts of it together is fewer."""
    results = [s for s in told if not _AHEAD.search(s.text)]
    for asked, unit, thing, behind in _counts(text):
        same = [
            (sentence, number, name)
            for sentence in results
            for number, other, name, there in _counts(sentence.text)
            if other == unit and _is_same(thing, behind, name, there)
        ]
        if same and 0 < (number := sum(one[1] for one in same)) < asked:
            sentence, _, name = same[0]
            return sentence, f"{asked:g}{unit}{thing if behind else name} → {number:g}{unit}"
    return None


def _is_same(thing: str, behind: bool, name: str, there: bool) -> bool:
    """Where the number stands behind it a name is whole; else what follows it may go on."""
    if behind and there:
        return thing == name
    return (thing.startswith(name) if there else name.startswith(thing)) and behind != there


def _counts(text: str) -> Iterator[tuple[float, str, str, bool]]:
    """Yield number, unit, thing, and whether the number stands behind it."""
    for match in _COUNTED.finditer(text):
        yield to_number(match[1]) or 0, match[2], match[3], False
    for match in _COUNT_BEHIND.finditer(text):
        thing = _MADE.sub("", match[1])
        if len(thing) >= _SHORTEST:
            yield to_number(match[2]) or 0, match[3], thing, True


def shortfall(node: Node, asked: str, told: str) -> list[str]:
    """A count of the thing that the report gives lower than the plan, with the same unit; a cadence of the plan counts as a year of it."""
    for name in names_of(node):
        before, after = _count_by(asked, name), _count_by(told, name)
        if before and after and before[1] == after[1] and after[0] < before[0]:
            return [f"{before[0]:g}{before[1]} → {after[0]:g}{after[1]}"]
        cadence = re.search(rf"(每(?:个?月|季度|半年))[^，。；]{{0,12}}{re.escape(name)}", bare(asked))
        if cadence and after and after[1] in "期场次" and after[0] < _A_YEAR[cadence[1].replace("个", "")]:
            return [f"{cadence[1]} → {after[0]:g}{after[1]}"]
    return []


def _count_by(text: str, name: str) -> tuple[float, str] | None:
    """The count that stands with a name: "讲堂12期", "办讲堂12期"."""
    match = re.search(
        rf"{re.escape(name)}[”》]?[^，。；、\d]{{0,4}}?({NUMERAL})(期|场|次|届|家|个|处|支|班|轮)", bare(text)
    )
    number = to_number(match[1]) if match else None
    return (number, match[2]) if match and number else None
