"""Who helps with what was told right before, in a clause of its own: 经费由县财政局列支, 县农学会派员授课, 县职校提供师资."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.events import cues
from ingest.relations.sentence import Group, Parsed

_END = r"(?=[,;。、)]|$)"
AIDS = re.compile(
    rf"(?:[全长驻][程期场]|予以|给予|负责)?(?:业务|技术|现场)?指导(?:工作|建设|实施|选育|排练)?{_END}"
    r"|(?:每[周月年季]?|定期|还|同步)?派(?:员|出?专?人|出?专家|出?师资|出?教师|出?老师|技术员|出?医生|律师|骨干)[^,;。]{0,10}(?:指导|授课|辅导|坐诊|教学)|派师资"
    rf"|(?:无偿|免费|负责)?(?:提供|出|给予|配送|捐赠?|赠送)了?[^,;。]{{0,8}}(?:场地|设备|资金|经费|师资|技术(?:支持|指导|服务|保障)?|苗木?|图书|器材|支持){_END}"
    r"|(?:每[次年])?(?:[按分][^,;。]{1,10}?)?(?:发放|落实|安排|拨付|保障|下达|列支|解决|补助|资助|赞助|出资|投资|承担|给予)"
    rf"(?:(?:专项|奖励|运行|运营|布展|设备|启动|配套|建设|活动|工作|相应|部分)*(?:补贴|补助|奖补|资金|经费|款|费用|安家费))?(?:\d+(?:\.\d+)?万?亿?元)?(?:补贴|补助)?{_END}"
    rf"|(?:出钱|贴息|兜底){_END}"
    rf"|(?:无偿|全额|全部)?(?:捐赠|捐助|赞助|资助|援助)(?:了[^,;。]{{1,8}})?{_END}"
    rf"|(?:累计|先后|每年|已)?(?:投入|捐资|捐款|出资|拨付|支持|补贴|补助|资助)[^,;。]{{0,6}}\d[^,;。]{{0,4}}(?:元[^,;。]{{0,8}}|%){_END}"
)
"""Behind a body: what it gives to what another does."""
_PAID = re.compile(r"(?:资金|经费|缺口|补贴|补助|学费|费用)(?:缺口)?(?:拟|将)?由$")
_MEANS = re.compile(r"(?:师资|讲师|教师|教材|课程|图书|设备|苗木|种苗|药品|展品)由$")
_SENDS = re.compile(r"[^,;。]{0,8}?(?:提供|选派|派出|配送|轮换|编写|送教|调配|捐赠|配备)")
_PAYS = re.compile(
    r"(?:(?!不|未|审计|监管|核|申报|追)[^,;。]){0,12}?(?:承担|列支|列入|解决|拨付|安排|统筹|保障|支付|负担|筹措|兜底|划拨|落实|出一?半|出(?=[,;。]))"
)
_ALONE = re.compile(r"[,、(]由?$")
"""Before a body that begins a clause."""
_THINGS = (Label.Base, Label.Programme, Label.Campaign, Label.Mechanism, Label.Brand)


def pays(text: str, floor: int, start: int, end: int, last: int) -> bool:
    """Say whether a body from ``start`` to ``end`` pays for what was told, or sends what that needs.

    资金由县财政局列支, 讲师由县科协选派; not 资金由县审计局审计.
    """
    return any(
        means.search(text, max(floor, start - 14), start) and gives.match(text, end, last)
        for means, gives in ((_PAID, _PAYS), (_MEANS, _SENDS))
    )


def read_aid(reading: Reading, parsed: Parsed) -> list[Claim]:
    """Return what bodies help with that have a clause of their own: what stands nearest before them, no semicolon between."""
    return [
        Claim(RelationType.SUPPORTS, body, thing, thing.start, parsed.clauses[group.clause][1], "verb.aid", 800, plain=True)
        for group, things in _helping(reading.text, parsed)
        for body in group.of(Label.Organisation)
        for thing in things
    ]  # fmt: skip


def _helping(text: str, parsed: Parsed) -> Iterator[tuple[Group, list[Named]]]:
    told: Group | None = None
    for group in parsed.groups:
        if told is not None and ";" not in text[told.end : group.start]:
            alone = _ALONE.search(text, max(told.end, group.start - 2), group.start)
            aids = alone and AIDS.match(text, group.end, parsed.end)
            if aids or pays(text, told.end, group.start, group.end, parsed.end):
                yield group, told.of(*_THINGS)
        venue = told is not None and group.cue in cues("place")  # 甲在县图书馆开讲,讲师由…: to what is held there
        told = group if group.of(*_THINGS) and not venue else told
