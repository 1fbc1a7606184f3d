"""Tables drawn with bars, or under a heading row with semicolons or commas: their cells are parted by tabs, as in every clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clean.draft import Draft, Edit

_BAR = r"[|｜]"
_RULE = rf"^ {{0,3}}{_BAR}?(?: *:?-+:? *{_BAR})+(?: *:?-+:? *)?$"
_RULED = re.compile(rf"^[^\n]*{_BAR}[^\n]*\n(?P<rule>{_RULE})(?:\n[^\n]*{_BAR}[^\n]*)*", re.MULTILINE)
_FRAMED = re.compile(rf"^ *{_BAR}[^\n]*{_BAR} *$(?:\n *{_BAR}[^\n]*{_BAR} *$)+", re.MULTILINE)
"""Rows between bars, without the rule behind the heading that markdown wants."""
_CELL = re.compile(rf"(?P<edge>^ *{_BAR} *| *(?<!\\){_BAR} *$)| *(?<!\\){_BAR} *", re.MULTILINE)
_HEADED = re.compile(
    r"^(?=[^\n]*(?:单位|部门|科室|时限|时间))(?:序号|编号|类别|任务|事项|项目|工作)[^;；,，。\n]{0,8}(?P<mark>[;；,，])(?:[^;；,，。\n]{1,10}(?P=mark)){1,6}[^;；,，。\n]{1,10}$",
    re.MULTILINE,
)


def part_cells(draft: Draft) -> None:
    """Part the cells of tables by tabs and drop their bars and rules."""
    for pattern in (_RULED, _FRAMED):
        draft.edit(edit for table in pattern.finditer(draft.text) for edit in _barred(table))
    draft.edit(edit for heading in _HEADED.finditer(draft.text) for edit in _marked(heading))


def _barred(table: re.Match[str]) -> Iterator[Edit]:
    start, end = table.span("rule") if "rule" in table.re.groupindex else (table.start(), table.start())
    yield from _bars(table.string, table.start(), start)
    if start < end:
        yield Edit(start - 1, end)
    yield from _bars(table.string, end, table.end())


def _bars(text: str, start: int, end: int) -> Iterator[Edit]:
    for mark in _CELL.finditer(text, start, end):
        yield Edit(*mark.span(), "" if mark["edge"] is not None else "\t")


def _marked(heading: re.Match[str]) -> Iterator[Edit]:
    """Part the heading row and those behind it that have as many cells."""
    mark, at = heading["mark"], heading.start()
    for line in heading.string[at:].split("\n"):
        if line.count(mark) != heading[0].count(mark):
            break
        yield from (Edit(at + place, at + place + 1, "\t") for place, letter in enumerate(line) if letter == mark)
        at += len(line) + 1
