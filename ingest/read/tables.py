"""Tables of tasks and figures in a text whose cells are separated by tabs: which row is the heading, what the others say under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.text import TableRow

_HEADING = re.compile(
    r"序号|任务|内容|事项|项目|措施|目标|牵头|责任|配合|协办|时限|时间|进度|单位|部门|备注|名称|指标|领导|地点|数量|类别|来源"
)
_LINE = re.compile(r"[^\r\n]+")


class _Row(NamedTuple):
    start: int
    end: int
    cells: list[str]


def cell(text: object) -> str:
    """Make a cell fit for a line: white space, line ends and tabs in it become single spaces."""
    return "" if text is None else " ".join(str(text).split())


def rows_in(text: str) -> tuple[TableRow, ...]:
    """Find the rows of all tables of a text.

    A table is a run of lines with tabs. Its first row most of whose cells look like headings (任务, 牵头单位, 完成时限 …) names the columns; a
    table without such a row gives none. An empty cell under a filled one is merged with it.
    """
    rows: list[TableRow] = []
    for table in _tables(text):
        rows.extend(_read(table))
    return tuple(rows)


def _tables(text: str) -> Iterator[list[_Row]]:
    table: list[_Row] = []
    after = 0
    for match in _LINE.finditer(text) if "\t" in text else ():
        gap = text[after : match.start()].count("\n") > 1
        after = match.end()
        if "\t" not in match[0].rstrip() or gap:
            yield table
            table = []
        if "\t" in match[0]:
            table.append(_Row(match.start(), match.end(), [part.strip() for part in match[0].split("\t")]))
    yield table


def _read(table: Sequence[_Row]) -> Iterator[TableRow]:
    headings: list[str] = []
    above: dict[str, str] = {}
    for start, end, cells in table:
        if not headings:
            if _is_heading(cells):
                headings = [re.sub(r"\s+", "", text) for text in cells]
        elif any(cells) and not _is_heading(cells):
            named = {key: value for key, value in zip(headings, cells, strict=False) if key}
            above = {key: value or above.get(key, "") for key, value in named.items()}
            yield TableRow(start, end, above)


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [text for text in cells if text]
    known = sum(1 for text in filled if len(text) <= 12 and _HEADING.search(text))
    return known >= 2 and known * 2 >= len(filled)
