"""Bodies, sites and arrangements that a list names without the noun that they share: 下设协调、保障、宣传三个工作组 sets up three."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named, replaced
from ingest.statements.numbers import read_number

_BODIES = (
    "(?:专项)?(?:工作)?组|(?:工作)?小组|(?:工作)?专班|分会|党?(?:总支|支部)|(?:[\u4e00-\u9fff]{2})?(?:小?分队|小队|服务队|工作队|宣讲队)"
    "|(?:专业|专门)?(?:委员|专委)会|(?:农民)?(?:专业)?合作社|(?:[镇乡]|中心){0,2}卫生院|联络处|[\u4e00-\u9fff]{0,2}分局|派出所|司法所|村委会"
)
_SITES = "敬老院|实践[站所点]|服务站|驿站|(?:共享|诊疗|服务)中心"
_HEAD = re.compile(
    rf"(?:等)?(?P<number>[两二三四五六七八九十]|\d{{1,2}})(?P<unit>[个家支所处大])(?:(?P<body>{_BODIES})|(?P<site>{_SITES}))"
    r"(?![员长\u4e00-\u9fff]?[员长])"
    r"|(?:等|(?P<items>[两三四五六七八九十])项)(?P<system>制度|机制)(?=[,。;:、)\n])"
)
_ARRANGED = re.compile(r"(?:制|制度|机制|规定|办法|条例)”?$")
"""How an arrangement ends that has its noun by itself: 八项规定、首问负责制等制度."""
_NOUNS = {"body": Label.Organisation, "site": Label.Base, "system": Label.Mechanism}
_LIST = re.compile(r"[\u4e00-\u9fff“”·、]{3,80}\Z")
_JOIN = re.compile(r"[、和与及]")
_OPENS = re.compile(
    r".*(?:下设|下辖|内设|设立|成立|组建|新建|建成|建好|建立健全|建立完善|建立|健全|完善|推行|实行|落实|启动|探索|包括|支持|改造|改建|走访|帮扶|指导|联合|会同"
    r"|旗下的?|设|由|以|有|(?<=[院局委联校])包)了?"
)
"""What goes before the first member and is no part of it."""
_WIDE = 120
_PLAIN = re.compile(r"“?[\u4e00-\u9fff·]{2,8}”?")
_WHOLE = re.compile(r"[局院校会社站所馆部队组联委]$|中心$|公司$")
"""How names end that share no noun with others: 县法院、县司法局两家."""


def counted(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Give each member of a counted list the noun that they share, where as many are named as are counted.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    starts = [n.start for n in named]
    gone: set[Named] = set()
    new: list[Named] = []
    for match in _HEAD.finditer(reading.text):
        count = match["number"] or match["items"]
        beside = named[bisect_left(starts, match.start() - _WIDE) : bisect_left(starts, match.end())]
        label, head = next((label, match[part]) for part, label in _NOUNS.items() if match[part])
        spans = _members(reading.text, match.start(), beside, head[-1])
        if len(spans) < 2 or (count and len(spans) != read_number(count.replace("两", "二"))):
            continue
        parts = [reading.text[start:end] for start, end in spans]
        if label is Label.Mechanism and (any(map(_ARRANGED.search, parts)) or max(map(len, parts)) < 3):
            continue  # 消防、财务、来访三项制度
        first = spans[0][0]
        until = match.start() if match["unit"] == "大" else match.end()  # 三大中心 is a thing, three centres are none
        near = [n for n in beside if first < n.end and n.start < until]
        if any(n.start < first or n.end > match.end() for n in near):
            continue
        whole = reading.text[first : spans[0][1]].strip("“”").endswith(head[-1])
        kept = [n for n in near if whole and n.end <= match.start()]
        gone |= {n for n in set(near) - set(kept) if not any(a <= n.start and n.end < b for a, b in spans)}
        there = {(n.start, n.end) for n in kept}
        for start, end in (span for span in spans if span not in there):
            name = reading.text[start:end].strip("“”")
            short = re.sub(r"^(?:专项|农民|专业|工作)+(?=.)", "", head)
            more = [name + "队"] if head.endswith("小队") else [name] if label is Label.Mechanism else []
            names = dict.fromkeys((name,) if whole else (name + head, name + short, *more))
            new.append(Named(start, end, label, None, "list.counted", 700, tuple(names)))
    return replaced(named, gone, new)


def _members(text: str, end: int, beside: Sequence[Named], last: str) -> list[tuple[int, int]]:
    """Return where the members of a list stand that ends at an offset; none where one is no name, or a whole one.

    Whole ones are members where all end in the last character of the noun that counts them: 协调组、保障组两个工作组.
    """
    listed = _LIST.search(text, max(0, end - 80), end)
    if listed is None or not _JOIN.search(listed[0]):
        return []
    spans, at = [], listed.start()
    for part in re.split(r"([、和与及])", listed[0]):
        if not _JOIN.fullmatch(part):
            spans.append((at, at + len(part)))
        at += len(part)
    begin, until = spans[0]
    opens = _OPENS.match(text, begin, until)
    known = next((n.start for n in beside if n.end == until and n.start >= begin), None)
    if known is None and opens is None and any(begin <= n.start and n.end < until for n in beside):
        return []
    spans[0] = (known if known is not None else opens.end() if opens else begin, until)
    found = [text[a:b] for a, b in spans]
    if not all(map(_PLAIN.fullmatch, found)):
        return []
    if last not in "度制" and any(map(_WHOLE.search, found)):
        alike = all(part.strip("”").endswith(last) for part in found)
        return spans if alike and (known is not None or opens) else []
    return spans
