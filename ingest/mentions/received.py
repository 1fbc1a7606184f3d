"""Honours and papers by their verb alone: what 获评, 创成 or 被命名为 has right behind it is one from its first character to the stop.

A reader's bounds err where an honour has words of its own inside (先进单位 in 建议办理先进单位), and its label where it is called after a place
or a body (省级样板镇).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named, replaced

_MADE = re.compile(
    r"(?:制定|出台|印发|修订|编制|下发|完善)(?:了|并)?(?P<all>[^,。;、:!?()“”《》\n]{4,32}?(?<!工作)(?:办法|细则|方案|要点|规划|规则|导则|计划|条例))(?=[,。;\n])"
)
"""A paper without title marks; one of a general sort (工作方案) may be named by its noun alone."""
_ANY = re.compile(r"(?:各|本|该|具体|如下|相[关应]|有关|我|多|\d|一[些批系]|详细|实施).*|.*(?:系列|等).*")
"""What names no paper: 具体实施方案, 20多项管理办法."""
_GOT = re.compile(
    r"(?:荣获|荣膺|获评|获颁|入选|被授予|(?:评定?|评选|命名|认定)为|创成)(?:了|过)?(?P<all>[^,。;:!?()“”《》的\n]{4,60})"
    r"(?=[,。;:!?\n])"
)
_EARNED = re.compile(
    r"(?:(?<!荣)获得?(?!感)|通过|取得)了?(?P<all>[\u4e00-\u9fff]{4,20}(?:(?<!资质)(?<!资格)认证|考核优秀|评比优秀|[百十]强))(?=[,。;:!?、和及\n])"
)
"""What can be had without being an honour has to end as one."""
_PRIZE = re.compile(
    r"(?:荣?获(?!评)得?|斩获|拿下|夺得|捧回|摘得)了?(?P<all>[^,。;:!?()“”《》\n的]{0,24}?(?:(?:[特一二三]等|[金银铜]|优秀[\u4e00-\u9fff]{0,4})奖|[冠亚季]军|[^,。;:!?()“”《》\n的]第[一二三]名))"
    r"(?=[,。;:!?、和及\n]|\d)"
)
"""A prize, with the contest in whose name it stands (20 of 26)."""
_MEMBER = re.compile(r"[^、]+")
_AND = re.compile(r"[和及](?=全国|国家|20\d\d|[省市县区州]级|全[省市县区州])")
_FIRST = re.compile(r"(?:\d+[家个处项])?(?:(?:首批|第[一二三四五六七八九十\d]+批)(?=.{4}))?")
_LAST = re.compile(r"(?:荣誉)?称号$|(?:等)?\d+(?:余)?[项个家处人名次](?:以上)?$|奖牌$")
_NONE = re.compile(r".*(?:荣誉|以来|之一|[等后时前]|奖项|活动)|[百数多几\d].*|[一二三]等奖")
"""What is no name of an honour: 多项荣誉, 命名为示范县以来."""
_SHARED = re.compile(r"(?:^|、)[省市县区州国家]+级(?:\d+\w)?(?:、|$)|\d[个项家类][^、]{2,}$")
"""A list whose members share a noun tells none of them whole: 国家级、省级示范社, 创伤、卒中两个中心."""
_INSIDE = {Label.Honour: {Label.Place}, Label.Policy: {Label.Place, Label.Organisation}}
"""What may stand inside."""
_WIDE = 90


def received(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Take what is plainly received for an honour, with the bounds that the sentence gives it.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    starts = [n.start for n in named]
    gone: set[Named] = set()
    new: list[Named] = []
    for start, end, label, rule in dict.fromkeys(_objects(reading.text)):
        near = named[bisect_left(starts, start - _WIDE) : bisect_left(starts, end)]
        near = [n for n in near if n.end > start]
        inside = {n for n in near if start <= n.start and n.end <= end and n.end - n.start < end - start}
        gone |= {n for n in near if n not in inside or n.label not in _INSIDE[label]}
        name = reading.text[start:end]
        sure = max([800, *(n.confidence for n in near if n.label is label)])
        new.append(Named(start, end, label, None, rule, sure, (name,)))
    return replaced(named, gone, new)


def _objects(text: str) -> Iterator[tuple[int, int, Label, str]]:
    for match in _MADE.finditer(text):
        if not _ANY.fullmatch(match["all"]):
            yield *match.span("all"), Label.Policy, "title.made"
    for match in _PRIZE.finditer(text):
        yield *match.span("all"), Label.Honour, "honour.received"
    for match in (*_GOT.finditer(text), *_EARNED.finditer(text)):
        if _SHARED.search(match["all"]):
            continue
        for part in _MEMBER.finditer(match["all"]):
            at = match.start("all") + part.start()
            for piece in _AND.split(part[0]):
                start, end = at, at + len(piece)
                at = end + 1
                start += len(_FIRST.match(piece)[0])  # type: ignore[index]
                while last := _LAST.search(text[start:end]):
                    end = start + last.start()
                if end - start > 3 and not _NONE.fullmatch(text, start, end):
                    yield start, end, Label.Honour, "honour.received"
