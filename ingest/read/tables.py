"""Tables of tasks and figures: which row is the heading, and what the others say under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text import TableRow

_HEADING = re.compile(
    r"序号|任务|内容|事项|项目|措施|目标|牵头|责任|配合|协办|时限|时间|进度|单位|部门|备注|名称|指标|领导|地点|姓名|职务|数量"
)


def rows_of(grid: Sequence[Sequence[str]], start: int) -> list[TableRow]:
    """Make rows of a table whose text is its cells joined by tabs and its rows by line ends.

    The first row most of whose cells look like headings (任务, 牵头单位, 完成时限 …) names the columns; a table without such a row gives none.
    An empty cell under a filled one is taken as merged with it, except in the column of numbers.

    Args:
        grid: cells of each row.
        start: offset of the table's text in the source.
    """
    rows: list[TableRow] = []
    headings: list[str] = []
    above: dict[str, str] = {}
    for cells in grid:
        length = sum(len(cell) for cell in cells) + max(len(cells) - 1, 0)
        if not headings:
            if _is_heading(cells):
                headings = [re.sub(r"\s+", "", cell) for cell in cells]
        elif any(cells):
            values = dict(zip(headings, cells, strict=False))
            values = {key: value or above.get(key, "") for key, value in values.items() if key}
            above = values
            rows.append(TableRow(start, start + length, values))
        start += length + 1
    return rows


def _is_heading(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    known = sum(1 for cell in filled if len(cell) <= 12 and _HEADING.search(cell))
    return len(filled) >= 2 and known * 2 >= len(filled) and known >= 2
