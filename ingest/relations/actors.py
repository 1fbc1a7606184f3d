"""What stands around bodies and tells whether they act, and whether they act jointly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.vocabulary import Label, RelationType
from ingest.lexicon import alternation, lexicon, words
from ingest.relations.claim import Claim
from ingest.relations.sentence import ATTENDED, Parsed, Verb

ACTORS = (Label.Organisation, Label.Place, Label.Stakeholder)

OFFICER = re.compile(
    r"(?>(?:和|及|、)?[\u4e00-\u9fff]{0,8}?(?:书记|主席|主任|[局部处院校会县市区镇乡州省厅所站馆社队科股行]长|董事长|经理|理事长|秘书长|总裁|执行官|常委|委员))++"
    r"[\u4e00-\u9fff·]{2,4}(?:一行|等(?:领导|人|同志|嘉宾)?)?(?:分别|一同|一起|共同|应邀|全程|现场)*[,、]?(?:和|及)?"
)
"""Offices and the name of who holds them, behind a body."""
ASIDE = re.compile(f"(?:{ATTENDED.pattern})(?:配合|参加|参与|协办|协同|[为是](?:成员|参与)(?:单位)?)(?=[,;。)])")
"""What makes who stands before it a helper or a member: 县文联配合, 6月底前编成X tells of another's work."""
PASSED = re.compile(r"(?:串联|串起|连接|贯通|联通|途经|覆盖|辐射|涉及|涵盖|惠及)起?了?$")
"""What makes who stands behind it no one who acts."""
STRUNG = re.compile(alternation(lexicon("links")["connect"]))
"""What makes who stands between 把 and it no one who acts, nor what is spoken of."""
SOUGHT = re.compile(r"(?:争取|寻求|赢得|积极对接)$")
"""What makes who stands behind it somebody whose help is only sought."""
JOINTLY = re.compile("|".join(words(lexicon("triggers")["jointly"])))
"""Words that make those side by side in a clause work with each other."""
_PAIRED = re.compile("结对|结[为成][^,。;]{0,8}(?:对子|手拉手)")
_CALLED = re.compile("联合|会同|携手|联手|协同")
_COMMITTEE = re.compile("(?:[省市县区旗州镇乡]委|党委|党工委)$|^中共.*委员会$")
BUILDING = frozenset(words("承建 共建 援建 捐建 兴建 创办 开发 发起 组建 打造 建设 投资建设 创建 搭建 推行"))
"""Verbs that may follow what is made, but of which a body right before them is who makes it: 县文旅集团承建."""
HELPING = ("配合", "参与", "协同")
"""Verbs of who works with the body that leads, where both have no named thing in hand."""


def paired(text: str) -> bool:
    """Whether a clause tells of a standing pair and of nothing done together: 与县医院结对共建."""
    return _PAIRED.search(text) is not None and not _CALLED.search(text)


def heads_both(one: str, other: str) -> bool:
    """Whether two names are those of committee and government: 县委、县政府印发X tells of no work of theirs with each other."""
    return any(_COMMITTEE.search(a) and b.endswith("政府") for a, b in ((one, other), (other, one)))


_CHARGED = re.compile(r"部署(?:各(?![项类])|全[国省市县区])(?:(?!并|后|同时|工作|任务)[^,。;]){0,30}$")
"""What stands before a verb whose subject only orders that others do it: 部署各地开展X (8 of 8)."""


def charged(text: str, parsed: Parsed, verb: Verb, made: Sequence[Claim]) -> list[Claim] | None:
    """Return that who orders others to do a thing heads it, in place of what a verb made; None where nobody is ordered."""
    order = _CHARGED.search(text, parsed.start, verb.start) if "部署" in text[parsed.start : verb.start] else None
    if order is None:
        return None
    ahead = [g for g in parsed.groups if g.end <= order.start() and g.of(*ACTORS)]
    things = dict.fromkeys(c.target for c in made)
    lead = replace(made[0], type=RelationType.LEADS, rule="verb.lead", plain=True)
    return [replace(lead, source=n, target=t) for g in ahead[-1:] for n in g.of(*ACTORS) for t in things]
