"""Tables in a clean text, whose cells are separated by tabs: which row is the heading, what each column of a task table says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.text import Cell, TableRow

_HEADING = re.compile(
    r"序号|任务|内容|事项|项目|措施|目标|牵头|责任|配合|协办|时限|时间|进度|单位|部门|备注|名称|指标|领导|地点|数量|类别|来源"
    r"|姓名|性别|年龄|职务|职称|电话|手机|住址|身份证|帮扶|对象"
)
_YEAR = re.compile(r"\d{4}年度?")
MIXED = r"(?:任务|内容|事项|措施|举措)(?:及|和|与|、).*(?:责任|牵头|分工)"
"""The heading of a column whose cells tell what is to be done and, in a bracket behind it, who does it: 工作措施及责任分工."""
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            "person",
            r"^(?!.*(?:单位|部门|科室|股室|处室)).*(?:领导|责任人|负责人|联系人|承办人|包联人|姓名|电话|手机|住址|身份证|微信|邮箱|银行卡|(?:教师|作者|户主|传承人|主讲人|(?:帮扶|结对|资助|救助|慰问)对象)$)",
        ),
        ("owner", r"^(?:牵头|主办|主责)"),
        ("task", MIXED),
        ("bodies", r"牵头|责任|负责|承办|(?:实施|建设|业主|落实|完成)(?:单位|部门|主体)"),
        ("supporters", r"配合|协办|协助|协同|参与|参加|支持|协作"),
        ("deadline", r"时限|期限|(?:完成|办结|截止).*(?:时间|日期)|时间(?:要求|节点|安排)|节点|进度(?:安排|要求)"),
        ("target", r"目标|指标|标准"),
        ("task", r"任务|内容|事项|措施|举措|项目|工作|活动|要点|要求"),
    )
)
_SPECIFIC = (r"措施|举措|内容|要求|具体", r"任务|事项|要点|工作", r"")
"""Of several columns that name the task the first of these is the task itself; the others group it."""
_LINE = re.compile(r"[^\n]+")

Line = list[tuple[int, int]]
"""The cells of a line as spans of the text, white space aside."""


def tables(text: str) -> tuple[TableRow, ...]:
    """Find the rows of all tables of a text under their headings.

    A table is a run of lines with tabs. Its first row most of whose cells look like headings (任务, 牵头单位, 完成时限 …) names the columns; a
    table without such a row gives none. It is a table of tasks where one column names what is to be done and another who does it.
    """
    rows: list[TableRow] = []
    for table in _tables(text):
        rows.extend(_read(text, table))
    return tuple(rows)


def _tables(text: str) -> Iterator[list[Line]]:
    table: list[Line] = []
    for match in _LINE.finditer(text) if "\t" in text else ():
        if "\t" in match[0]:
            table.append(list(_cells(text, *match.span())))
        else:
            yield table
            table = []
    yield table


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        stop = text.find("\t", start, end)
        stop = end if stop < 0 else stop
        inside = text[start:stop]
        lead = len(inside) - len(inside.lstrip())
        yield start + lead, start + max(lead, len(inside.rstrip()))
        start = stop + 1


def _read(text: str, table: Sequence[Line]) -> Iterator[TableRow]:
    columns: list[tuple[str, str]] = []
    for line in table:
        words = [re.sub(r"\s+", "", text[a:b]) for a, b in line]
        if _is_heading(words, again=bool(columns)):
            columns = list(zip(words, _roles(words), strict=True))
        elif columns and any(words):
            cells = tuple(
                Cell(*column, *span) for column, span in zip(columns, line, strict=False) if span[0] < span[1]
            )
            if cells:
                yield TableRow(cells[0].start, cells[-1].end, cells)


def _is_heading(words: Sequence[str], again: bool) -> bool:
    """A first heading may hold words that are not known, any number of them beside a task and who does it; one that comes again (a page on, or
    for the next table) has to be sure.
    """
    filled = [text for text in words if text]
    known = sum(1 for text in filled if len(text) <= 20 and _HEADING.search(text))
    if again:
        sure = known + sum(1 for text in filled if _YEAR.fullmatch(text))
        return known >= 2 and sure == len(filled) and max(map(len, filled)) <= 10
    shares_out = any(role not in ("", "person") for role in _roles(words))
    return known >= 2 and (known * 2 >= len(filled) or (max(map(len, filled)) <= 20 and shares_out))


def _roles(headings: Sequence[str]) -> list[str]:
    """Tell what each column says; where the table divides no tasks among bodies, only which name persons."""
    roles = [next((role for role, pattern in _ROLES if pattern.search(text)), "") for text in headings]
    if "owner" in roles:
        roles = ["supporters" if role == "bodies" else role for role in roles]
    tasks = [index for index, role in enumerate(roles) if role == "task"]
    mixed = [index for index in tasks if re.search(MIXED, headings[index])]
    if not tasks or not (mixed or {"owner", "bodies", "supporters"} & set(roles)):
        return [role if role == "person" else "" for role in roles]
    chosen = next(i for pattern in _SPECIFIC for i in mixed or tasks if re.search(pattern, headings[i]))
    return ["group" if role == "task" and index != chosen else role for index, role in enumerate(roles)]
