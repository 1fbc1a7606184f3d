"""Tables drawn with bars, or under a heading row with semicolons, commas or spaces: their cells are parted by tabs, as in every clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clean.draft import Draft, Edit

_BARS = "|│"
_RULE = frozenset("|│:+ -—─")
_NAMES = re.compile(
    r"(?:序号|编号|类别|(?:工作|重点|主要|具体|建设|整改)?(?:任务|内容|事项|项目|措施|举措|目标)(?:名称|内容)?"
    r"|(?P<body>(?:责任|牵头|配合|协办|主办|承办|协助|参与|实施)(?:单位|部门|科室|股室)?|单位|部门)|(?:责任|联系)人|责任领导|数量|地点"
    r"|(?:完成|整改|办结)?(?:时限|时间|期限|节点)|备注)"
)
"""What a column of a table of tasks is called; such a row is the heading of what stands below it, whatever parts its cells."""
_MARKS = (re.compile(";"), re.compile(","), re.compile(r"(?<=[^ ]) +(?=[^ ])"))
_WIDEST = 120
"""Characters of the longest row of headings."""
_Line = tuple[int, str]
"""Where a line starts, and its text."""


def part_cells(draft: Draft) -> None:
    """Part the cells of tables by tabs and drop their bars and rules."""
    lines, start = [], 0
    for text in draft.text.split("\n"):
        lines.append((start, text))
        start += len(text) + 1
    draft.edit(_tables(lines))


def _tables(lines: list[_Line]) -> Iterator[Edit]:
    at = 0
    while at < len(lines):
        rows, barred = _barred(lines, at)
        if barred:
            yield from (edit for line in lines[at : at + rows] for edit in _bars(*line))
        elif mark := _heads(lines[at][1]):
            rows = _listed(lines, at, mark)
            parted = lines[at : at + rows] if rows > 1 else []
            yield from (
                Edit(start + m.start(), start + m.end(), "\t") for start, text in parted for m in mark.finditer(text)
            )
        at += max(1, rows)


def _barred(lines: list[_Line], at: int) -> tuple[int, bool]:
    """Return how many lines from one on have bars, and whether they are a table: two rows between bars, or rows with bars under a heading with a rule."""
    ruled = at + 1 < len(lines) and _has_bar(lines[at][1]) and _is_rule(lines[at + 1][1])
    rows = at
    while rows < len(lines) and (_is_rule(lines[rows][1]) or (_has_bar if ruled else _framed)(lines[rows][1])):
        rows += 1
    filled = sum(not _is_rule(text) for _, text in lines[at:rows])
    return rows - at, ruled or filled > 1


def _has_bar(text: str) -> bool:
    return any(bar in text for bar in _BARS)


def _framed(text: str) -> bool:
    row = text.strip(" ")
    return len(row) > 2 and row[0] in _BARS and row[-1] in _BARS


def _is_rule(text: str) -> bool:
    row = text.strip(" ")
    return (
        len(row) > 2
        and _RULE.issuperset(row)
        and not {"-", "—", "─"}.isdisjoint(row)
        and not set("|│+").isdisjoint(row)
    )


def _bars(start: int, text: str) -> Iterator[Edit]:
    """Take the bars of a row for tabs, and those at its edges for nothing; a rule falls with the line end before it."""
    if _is_rule(text):
        yield Edit(max(0, start - 1), start + len(text))
        return
    done = 0
    for k, letter in enumerate(text):
        if letter not in _BARS or k < done or text.endswith("\\", 0, k):
            continue
        left = next((n for n in range(k, done, -1) if text[n - 1] != " "), done)
        done = next((n for n in range(k + 1, len(text)) if text[n] != " "), len(text))
        yield Edit(start + left, start + done, "\t" if left > 0 and done < len(text) else "")


def _heads(text: str) -> re.Pattern[str] | None:
    """Return the marks that part the cells of a row of headings; None where a line is no such row."""
    for mark in _MARKS if len(text) <= _WIDEST else ():
        cells = [_NAMES.fullmatch(cell.strip(" ")) for cell in mark.split(text)]
        if 2 < len(cells) < 10 and all(cells) and any(cell and cell["body"] for cell in cells):
            return mark
    return None


def _listed(lines: list[_Line], at: int, mark: re.Pattern[str]) -> int:
    """Return how many lines from a heading on have as many cells as it, and a number where it has one."""
    heading = lines[at][1]
    marks = len(mark.findall(heading))
    numbered = heading.lstrip(" ").startswith(("序号", "编号"))
    rows = at + 1
    while rows < len(lines) and len(mark.findall(lines[rows][1])) == marks and "。" not in lines[rows][1]:
        if numbered and not lines[rows][1].lstrip(" ")[:1].isdigit() and lines[rows][1] != heading:
            break
        rows += 1
    return rows - at
