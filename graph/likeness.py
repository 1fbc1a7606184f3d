"""How two names of one division are alike: what is sure enough to join them, and what is only proposed to a person.

Likeness of characters never joins: 区委统战部 and 县委统战部 share more of them than 新联会 and its full name do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WEAK = frozenset({"管理", "人士", "人民", "服务"})
"""Words whose absence alone makes a short form."""
LONGEST = 6
"""Characters of the longest short form: beyond it, a name that leaves words out is another name."""
_FILLING = frozenset({"事务", "工作", "的"})
"""Words that a name of any length may leave out."""
_HEADS = {"局": 5, "委": 5, "厅": 5, "部门": 5, "组": 6, "公司": 8, "集团": 8}
"""Class nouns that a list may leave out, and the longest name that does."""
_PLACE = re.compile(r"[一-鿿]{1,7}(?:[省市县区州盟旗镇乡村]|街道|社区)")
_DIVISION = re.compile(r"[一-鿿]{1,4}[市县区州旗盟]")
_PLACED = re.compile(
    r"(?!中心|第[一二三四五六七八九十]|实验|职业|人民|中医|妇幼|机关|中等|特殊|希望|总|社会主义|行政|干部|开放|老年|师范)"
    r"[一-鿿]{2,12}(?:中学|小学|学校|幼儿园|学院|医院|卫生院|公司|集团|合作社)"
)
ALIKE = 700
"""Thousandths of likeness from which two names are proposed."""
_OTHER_BODY = re.compile(r"(?:办|委|党组|党委|党支部|党总支|分会|分公司|支部|工会|团委|妇联)$")
"""What, added to a body's name, makes the name of another body."""
_DESCRIPTION = 10
"""Characters of the longest description that stands behind a name's own words."""
_EDITION = re.compile(
    r"第|首|[届期批次场]|示范(?!带)|先进|前夕|期间|司令部|指挥部|纪念|主体|启动|总结|推进|部署|领导|评选|表彰|签约|揭牌|开幕|闭幕"
)
"""What stands in the description of an edition, a part or a meeting on the thing."""
_NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+届")
_TITLE = re.compile(r"示范|先进|模范|试点|样板|星级|优秀")
"""What many things of one text may be."""
_INTO = re.compile(r"进[一-鿿]{1,3}")
"""Where a campaign goes: 法律体检 is 法律体检进企业."""
_CROWD = 60
"""Names that share a pair of characters; where more do, the pair tells nothing."""


def is_subsequence(short: str, long: str) -> bool:
    """Tell whether all characters of ``short`` stand in ``long`` in the same order."""
    rest = iter(long)
    return all(char in rest for char in short)


def left_out(short: str, long: str) -> str | None:
    """Return the one stretch of ``long`` that ``short`` leaves out; None where it leaves out none or several.

    Example:
        >>> left_out("退役军人局", "退役军人事务局"), left_out("文旅局", "文化旅游局")
        ('事务', None)
    """
    gap = len(long) - len(short)
    if gap <= 0:
        return None
    start = next((n for n, char in enumerate(short) if long[n] != char), len(short))
    for at in range(start, -1, -1):
        if short[at:] == long[at + gap :]:
            return long[at : at + gap]
    return None


def is_abbreviation(short: str, long: str) -> bool:
    """Tell whether ``short`` abbreviates ``long``: its characters in order, first and last kept, several stretches or one weak word left out.

    Example:
        >>> is_abbreviation("文旅局", "文化旅游局"), is_abbreviation("教育局", "教育体育局")
        (True, False)
    """
    if len(short) < 3 or len(long) <= len(short):
        return False
    if short[0] != long[0] or short[-1] != long[-1] or not is_subsequence(short, long):
        return False
    gone = left_out(short, long)
    if gone is None:
        return len(short) <= LONGEST and len(long) <= 2 * len(short) + 4
    return gone in _FILLING or (gone in _WEAK and len(short) <= LONGEST)


def spelled_out(short: str) -> Iterator[str]:
    """Yield all names of which `is_abbreviation` may take a short one for the rest when one word is left out."""
    for word in sorted(_FILLING | _WEAK):
        for at in range(len(short) + 1):
            yield short[:at] + word + short[at:]


def with_heads(short: str) -> Iterator[str]:
    """Yield all names of which `is_headless` may take a short one for the rest."""
    return (short + head for head in _HEADS)


def is_told_again(short: str, long: str) -> bool:
    """Tell whether one document's two names of a label may be one, the first for short: first and last character kept, several stretches left out.

    Longer than `is_abbreviation` allows of names in two documents: 残疾人辅具服务站 for 残疾人康复辅助器具服务总站.
    """
    return (
        len(short) >= 3
        and short[0] == long[0]
        and short[-1] == long[-1]
        and is_subsequence(short, long)
        and left_out(short, long) is None
    )


def is_clipped(short: str, long: str, heads: Sequence[str]) -> bool:
    """Tell whether ``short`` is the front of ``long`` and its class noun, all between left out: 映山红公司 for 映山红生态农业公司.

    Example:
        >>> is_clipped("梅岭机场", "梅岭国际机场", ["机场"]), is_clipped("侨心服务中心", "侨心公共服务中心", ["中心"])
        (True, False)
    """
    head = next((head for head in heads if short.endswith(head) and long.endswith(head)), "")
    front = short.removesuffix(head)
    return bool(head) and len(front) >= 2 and long.startswith(front) and len(long) > len(short)


def is_unplaced(short: str, long: str, *, anywhere: bool) -> bool:
    """Tell whether ``short`` is ``long`` without a place in front, and still says enough: 南闸中学 for 江阴市南闸中学, not 工商联 for 海陵区工商联.

    Args:
        short: the name without the place.
        long: the name with it.
        anywhere: believe it of any name: both stand in one document that belongs to no known division.
    """
    if not long.endswith(short) or len(short) < 3 or not _PLACE.fullmatch(long[: -len(short)]):
        return False
    return anywhere or says_enough(short)


def says_enough(name: str) -> bool:
    """Tell whether a body's name tells it from others without its place: 南闸中学, not 工商联 or 人民医院."""
    return bool(_PLACE.match(name[:6]) or _PLACED.fullmatch(name))


def tells_alone(name: str) -> bool:
    """Tell whether what one text calls so is one thing, with a place in front or without: 侨乡文化馆, not 民族团结示范点, which many places have."""
    return len(name) >= 4 and not _TITLE.search(name)


def is_headless(short: str, long: str) -> bool:
    """Tell whether ``short`` is ``long`` without its class noun, as bodies stand in a list: 县财政 for 县财政局."""
    return long.startswith(short) and 2 <= len(short) <= _HEADS.get(long[len(short) :], 0)


def is_core(short: str, long: str, heads: Sequence[str], least: int = 2) -> bool:
    """Tell whether ``long`` is ``short`` with a description behind: 辽货出乡 and 辽货出乡直播大赛; what makes an edition or a part of it is none.

    Args:
        short: the words that are the name's own.
        long: the whole.
        heads: what descriptions end in.
        least: characters that are enough for a name of its own.

    Example:
        >>> is_core("辽货出乡", "辽货出乡直播大赛", ["大赛"]), is_core("辽货出乡", "辽货出乡总结会", ["会"])
        (True, False)
    """
    tail = long[len(short) :]
    described = long.startswith(short) and len(short) >= least and 2 <= len(tail) <= _DESCRIPTION
    headed = tail.endswith(tuple(heads)) or bool(_INTO.fullmatch(tail))
    return described and headed and not _EDITION.search(tail)


def is_edition(short: str, long: str) -> bool:
    """Tell whether ``long`` is ``short``, in full or abbreviated, with the number of its edition: 亚残运会 and 第四届亚洲残疾人运动会.

    Of two names in one document only: elsewhere the name without a number means whichever edition that year had.
    """
    plain = _NUMBERED.sub("", long)
    return plain != long and not _NUMBERED.search(short) and (short == plain or is_abbreviation(short, plain))


def is_swapped(one: str, other: str, least: int = 2) -> bool:
    """Tell whether two neighbouring stretches, each of ``least`` characters or more, stand the other way round.

    Example:
        >>> is_swapped("三级宗教工作网络", "宗教工作三级网络"), is_swapped("博文小学", "文博小学")
        (True, False)
        >>> is_swapped("市第十二中学", "市第二十中学", 1)
        False
    """
    if len(one) != len(other) or one == other or _numbers_differ(one, other):
        return False
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    a, b = (name[differ[0] : differ[-1] + 1] for name in (one, other))
    return any(a[cut:] + a[:cut] == b for cut in range(least, len(a) - least + 1))


def likeness(one: str, other: str) -> int:
    """Return in thousandths how much of two names is the same, the same either way round."""
    first, second = sorted((one, other))
    return round(1000 * SequenceMatcher(None, first, second, autojunk=False).ratio())


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Two names of one division that may be one thing: their keys and the parts of the reason, each with its thousandths."""

    one: str
    other: str
    parts: tuple[tuple[str, int], ...]

    @property
    def score(self) -> int:
        """Sum of the parts, at most 1000."""
        return min(1000, sum(points for _, points in self.parts))


def compare(one: str, other: str) -> Alike | None:
    """Weigh two names; None where they are not alike enough to ask a person."""
    short, long = sorted((one, other), key=lambda key: (len(key), key))
    parts: list[tuple[str, int]] = []
    if len(short) >= 2 and short != long and not (long.startswith(short) and _OTHER_BODY.match(long[len(short) :])):
        if len(short) >= 3 and is_subsequence(short, long) and short[-1] == long[-1] and short[0] == long[0]:
            parts.append(("subsequence", 450))
        elif len(short) >= 4 and long.endswith(short):
            parts.append(("tail", 400))
        elif len(short) >= 4 and long.startswith(short):
            parts.append(("front", 350))
        alike = likeness(one, other)
        if alike >= ALIKE or parts:
            parts.append(("likeness", alike // 2))
    found = Alike(min(one, other), max(one, other), tuple(parts))
    apart = _numbers_differ(one, other) or _places_differ(short, long)
    return found if parts and found.score >= 350 and not apart else None


_DIGITS = re.compile("[0-9一二三四五六七八九十]")


def _numbers_differ(one: str, other: str) -> bool:
    """第一小学 and 第二小学, 2023 and 2024, 第十二中学 and 第二十中学: names that differ in a number differ."""
    return _DIGITS.findall(one) != _DIGITS.findall(other)


def _places_differ(short: str, long: str) -> bool:
    """海安市红十字会 and 泰兴市红十字会, 海陵区工商联 and 工商联: a division in front that the other lacks makes another name."""
    return any(
        long.endswith(short[n:]) and len(short) - n >= 2 and _DIVISION.fullmatch(long[: len(long) - len(short) + n])
        and (n == 0 or _DIVISION.fullmatch(short[:n]))
        for n in range(len(short))
    )  # fmt: skip


def pairs(keys: Iterable[str]) -> Iterator[Alike]:
    """Yield the pairs of names that are alike; only names that share two characters in a row, or first and last one, are compared."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(keys)):
        for block in {key[n : n + 2] for n in range(len(key) - 1)} | {f"{key[:1]}…{key[-1:]}"}:
            blocks[block].append(key)
    seen: set[tuple[str, str]] = set()
    for block in sorted(blocks):
        crowd = blocks[block]
        if len(crowd) > _CROWD:
            continue
        for n, one in enumerate(crowd):
            for other in crowd[n + 1 :]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    if found := compare(one, other):
                        yield found
