"""What the trained reader sees of a sentence beside its characters: channels of one small number a character, and grids over spans.

Training and reading call the same functions, so the weights fit what they were trained on. Offsets count in the piece that is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import rjieba

from ingest.gazetteer import gazetteer

Codes: TypeAlias = npt.NDArray[np.int32]
Grid: TypeAlias = npt.NDArray[np.uint8]

MAX_WIDTH = 48
"""Longest span that is scored, in characters; longer names are book titles, which the grammar reads."""
MAX_PIECE = 200
"""Longest stretch that is read at once, in characters."""

_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’"}
_OPENING = {"《": "》", "〈": "〉", "(": ")", "（": "）", **_QUOTES}
_MARKS = re.compile(f"[{re.escape(''.join(dict.fromkeys([*_OPENING, *_OPENING.values()])))}]")
_DEPTHS = {"《": 2, "〈": 2, "(": 3, "（": 3}
_BREAK = re.compile(r"[。；;！!？?\n]")

_NOUNS = (
    "局|委|部|办|厅|署|联|会|院|校|学|厂|司|社|团|队|站|所|馆|处|组|府|支部|中心|公司|集团|银行|联盟|协会|商会|工会|法院|大学",
    "工程|行动|计划|项目|体系|基金|专项",
    "活动|大赛|培训|培训班|班|月|周|节|会议|大会|讲堂|论坛|仪式|比赛|展览|晚会|座谈会|调研",
    "馆|基地|园|园区|廊|走廊|室|旧址|站|驿站|中心|之家|窗口|广场|景区|公园|示范区|服务站|工坊|书屋|港|口岸",
    "制度|机制|网络|平台|台账|库|数据库|清单|模式|责任制|系统|小程序|专班",
    "省|市|县|区|州|旗|盟|乡|镇|村|街道|社区",
    "人士|群众|干部|青年|妇女|职工|儿童|家庭|企业家|党员|学生|老人|居民|农民|游客|企业|农户|人员|代表",
    "称号|奖|奖章|先进单位|示范单位|试点|先进集体|标兵|模范",
    "条例|办法|意见|方案|规划|通知|细则|规定|法|纲要|公约|倡议书",
    "品牌",
)
"""Class nouns of each kind of name, in the order of the ontology's labels; the same noun may stand in several lines."""
_CLASS = tuple(re.compile("|".join(sorted(line.split("|"), key=len, reverse=True))) for line in _NOUNS)
_TAG_NAMES = (
    "a",
    "c",
    "d",
    "f",
    "i",
    "l",
    "m",
    "n",
    "nr",
    "ns",
    "nt",
    "nz",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "vn",
    "x",
    "eng",
    "j",
    "b",
)
_TAGS = {tag: k + 1 for k, tag in enumerate(_TAG_NAMES)}
"""Parts of speech (rjieba's) to numbers; 0 is any other."""

CHANNELS = {
    "marks": 8,
    "division": 7,
    "word": 5,
    "tag": len(_TAGS) + 1,
    "heading": 3,
    **{f"noun{k}": 3 for k in range(len(_CLASS))},
}
"""Name of each channel to the count of its values, in the order of the columns."""
GRIDS = ("quoted", "title", "division", "short", "unbalanced", "stops", "opens", "list", "words", "bare")
"""Names of the features of a span, in the order of the last axis."""


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a sentence into stretches of at most `MAX_PIECE` characters, after ``；`` or else a comma; white space at the ends is left out."""
    cuts: list[tuple[int, int]] = []
    while start < end:
        stop = end
        if end - start > MAX_PIECE:
            window = text[start : start + MAX_PIECE]
            ends = [m.end() for m in _BREAK.finditer(window)] or [m.end() for m in re.finditer("[,，、]", window)]
            stop = start + (ends[-1] if ends and ends[-1] > MAX_PIECE // 4 else MAX_PIECE)
        piece = text[start:stop]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if right > left:
            cuts.append((start + left, start + right))
        start = stop
    return cuts


def pairs(text: str) -> list[tuple[int, int]]:
    """Find what quotation marks, book-title marks and brackets enclose: ``(open, close)`` offsets of the marks, by place of the opening one."""
    stack: list[tuple[int, str]] = []
    found: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(text):
        k, c = mark.start(), mark[0]
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][1] == c), None)
        if depth is not None:
            found.append((stack[depth][0], k))
            del stack[depth:]
        elif c in _OPENING:
            stack.append((k, _OPENING[c]))
    return sorted(found)


def channels(text: str) -> Codes:
    """Describe each character.

    Returns:
        int32, one row a character, one column for each of `CHANNELS`.
    """
    names = list(CHANNELS)
    codes = np.zeros((len(text), len(names)), np.int32)
    for opening, closing in pairs(text):
        depth = _DEPTHS.get(text[opening], 1)
        codes[opening : closing + 1, 0] = np.maximum(codes[opening : closing + 1, 0], depth)
        codes[opening, 0], codes[closing, 0] = 3 + depth, 7
    for place in gazetteer().find(text):
        kind = 4 if place.short else 1
        codes[place.start : place.end, 1] = kind + 1
        codes[place.start, 1], codes[place.end - 1, 1] = kind, kind + 2
    position = 0
    for word, tag in rjieba.tag(text):
        stop = position + len(word)
        codes[position:stop, 2] = 2
        codes[position, 2], codes[stop - 1, 2] = (4, 4) if len(word) == 1 else (1, 3)
        codes[position:stop, 3] = _TAGS.get(tag) or _TAGS.get(tag[:1], 0)
        position = stop
    codes[:, 4] = 1 + (bool(text) and text[-1] in "。！？!?.;；")
    for k, pattern in enumerate(_CLASS):
        for match in pattern.finditer(text):
            codes[match.start() : match.end(), 5 + k] = np.maximum(codes[match.start() : match.end(), 5 + k], 1)
            codes[match.end() - 1, 5 + k] = 2
    return codes


def grids(text: str, codes: Codes, width: int = MAX_WIDTH) -> Grid:
    """Describe each span.

    Args:
        text: the piece.
        codes: its `channels`.
        width: longest span.

    Returns:
        uint8 of shape (`GRIDS`, characters, characters): 0 or 1 for each feature, first and last character of the span.
    """
    n = len(text)
    grid = np.zeros((len(GRIDS), n, n), np.uint8)
    column = {name: k for k, name in enumerate(GRIDS)}
    enclosing = pairs(text)
    for opening, closing in enclosing:
        name = "title" if text[opening] in "《〈" else "quoted"
        if text[opening] not in "(（" and closing - opening > 1:
            grid[column[name], opening + 1, closing - 1] = 1
        # a span that takes one mark of the two
        grid[column["unbalanced"], opening + 1 : closing + 1, closing:] = 1
        grid[column["unbalanced"], : opening + 1, opening:closing] = 1
        grid[column["opens"], opening, closing:] = 1
    first, last = np.arange(n)[:, None], np.arange(n)[None, :]
    for name, value in (("division", (1, 3)), ("short", (4, 6))):
        starts, ends = codes[:, 1] == value[0], codes[:, 1] == value[1]
        inner = np.cumsum(codes[:, 1] == value[0])
        grid[column[name]] = starts[:, None] & ends[None, :] & (inner[None, :] == inner[:, None])
    outside = _outside(text, enclosing)
    for name, marks in (("stops", ",，;；:：。！？!?"), ("list", "、")):
        count = np.cumsum([c in marks and outside[k] for k, c in enumerate(text)])
        before = np.concatenate([[0], count[:-1]])
        grid[column[name]] = count[None, :] > before[:, None]
    word = codes[:, 2]
    begins, finishes = (word == 1) | (word == 4), (word == 3) | (word == 4)
    grid[column["words"]] = begins[:, None] & finishes[None, :]
    separate = np.array([c in ',，、。;；:：!！?？()（）“”"《》 \n' for c in text], bool)
    left, right = np.concatenate([[True], separate[:-1]]), np.concatenate([separate[1:], [True]])
    grid[column["bare"]] = left[:, None] & right[None, :]
    grid *= (last >= first) & (last < first + width)
    return grid


def _outside(text: str, enclosing: Sequence[tuple[int, int]]) -> list[bool]:
    outside = [True] * len(text)
    for opening, closing in enclosing:
        if text[opening] not in "(（":
            outside[opening : closing + 1] = [False] * (closing + 1 - opening)
    return outside
