"""What a clause says is not so, or no more: 原由甲管理, 不再由甲承办, 甲不承担X, 原定由甲主办的X因故取消. And what became known without anybody doing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from graph.vocabulary import RelationType, Status
from ingest.lexicon import alternation, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.sentence import actions

_STOPS = ",;:。!?\n"
_REACH = 80
"""So many characters before a name its clause is looked at."""
_ONCE = re.compile(
    r"(?:(?P<never>不再|不|未|并未|并非)|原[来先本]?|此前|之前|从前|过去|以前|早先|以往|先前|曾经?)"
    r"(?:一直|长期|都|均|主要|统一|单独|是|系)?[由归](?:[^,;。由归]*[、和与及])?$"
)
"""What stands before who did a thing once, or does not do it: among others that 由 introduces."""
_HELD = frozenset(
    {
        RelationType.LEADS,
        RelationType.ORGANISES,
        RelationType.HOSTS,
        RelationType.PARTICIPATES_IN,
        RelationType.SUPERVISES,
    }
)
"""Relations that are over when another body has taken a thing over; what a body set up or issued stays its own."""
_LEFT = re.compile(
    r"(?:均|都|也|现|今[年后]起?){0,2}(?:不再|原[来先本]?)(?:单独|具体|统一)?(?:牵头|主[管办导]|承[办担]|负责|管理|运营|代管|分管|参[与加]|协办|配合)"
)
"""What says right behind a body that it did a thing once: 甲原牵头的X, and of what was named before 甲不再牵头."""
_GUIDES = re.compile("(?<=由)(?:[^由,。;]*[、和与及])?$")
"""What stands before who only guides what the next body holds: 由甲指导、乙主办."""
_UNDONE = re.compile(
    r"(?:也|均|都|还|仍|至今|目前|一直|暂){0,3}+(?:未能?|没有|没能?|尚未|并未)(?:能|如期|按期|按时|按计划|正式|再|继续|单独){0,2}"
    r"(?:举[办行]|召开|开[展班办工]|启动|实施|成立|[设建]立|组建|建成|揭牌|挂牌|落地|投用|运行)"
)
"""What says right behind a thing that it was not brought about: 展销会未如期举办."""
_FAMED = re.compile(
    r"[”\"]?[^“”\",;。]{0,6}?(?:品牌|名片|名号|IP)?的?(?:在[^,;。]{1,8}?)?(?:已|已经|也|持续|逐步|不断|日益|越来越){0,2}"
    r"(?:叫响|打响|走红|出圈|声名远播|广为人知|(?:社会)?(?:知名度|影响力|美誉度))"
)
"""What says right behind a thing at the beginning of a clause that it came to be known, which is nobody's doing: “X”品牌在全省叫响."""
_REFUSED = re.compile(r"(?:均|都|也|曾){0,2}(?:从[^,;。]{1,16})?(?:拒绝|拒不|查[处出]|[收追]回|骗取|截留|挪用|虚报)")
"""What says right behind a body that it gave nothing: 甲拒绝捐赠, 甲查处乙违规投入."""
_MEANT = re.compile(r"(?<![按比较照])原(?:计划|打算|[定拟])")
_FAILED = re.compile(r"取消|未|没[有能]|搁置|停[办滞工]|推迟|延期|终止|落空")
_OTHERS_HOLD = re.compile(
    r"(?:组织|动员|发动)(?:(?!开展|举[办行]|实施|的)[^,。;]){0,30}?(?:参加|参与)(?!度|性|率)(?:(?!并|[举承主]办|开展)[^,。;的]){0,3}$"
    r"|部署(?:各(?![项类])|全[国省市县区])(?:(?!并|后|同时|工作|任务)[^,。;]){1,30}?(?:开展|实施|组织)[^,。;]{0,6}$"
)
"""What stands before a thing that the subject does not hold itself: 组织甲参加X, 部署各地开展X."""
_READ = re.compile(
    r"(?:学习|宣[传读讲]|解读|传达|贯彻|落实|执行)(?:(?!制[定发]|编[制写印]|出台|印发|修订(?!的))[^,;。、《]){0,10}《?$"
)
"""What stands before a paper that somebody learns, tells of or carries out, and did not issue."""
_BESTOWS = re.compile("[^被]*(?<!获)(?:授予|颁发)")
"""What is bestowed without a word of whom on, or on groups, is not bestowed on the speaker: 优胜者授予“金牌讲解员”称号 (0 of 5)."""
_ANOTHERS = re.compile("[^,;。]{0,12},由[^,;。]{2,40}?(?:(?P<holds>主办|召集)|(?P<drafts>牵头))")
"""What says behind a thing that another holds it, or draws it up, and not the speaker: 召开第二届恳谈会,由市政府主办 (0 of 7)."""
_SUPPOSED = re.compile(
    r"(?:但|而|又)?(?:(?:如果|假如|假设|假使|倘若|要是)|(?:网上|坊间|外界|有人)?(?:谣传|误传|传闻|传言|据说|听说)|有人(?:建议|提议|说|称)"
    r"|(?:要|须|必须|坚决|切实)*(?:严禁|禁止|防止|避免|杜绝)(?!返贫)|与其|并非|(?:(?:尚|仍|还|并)?未能?|没有|没能)形成)"
)
"""How a clause begins that only supposes, hears, advises against or misses what it goes on to say: 假如甲牵头, 谣传甲打造, 严禁甲举办, 尚未形成甲牵头的制度."""
_HELD_BACK = re.compile(
    r"(?:也|已经?|都|均|将|正式|决定|一度|曾|目前|今[年后]){0,3}+"
    r"(?:否认|无法|无力|取消了?|停止|暂[缓停](?!键)|叫停|放弃|拒绝|差一?点|险些|是否|能否|本[应该来](?!届|次|地))"
)
"""What says right behind a body, or where its clause begins, that it does not do what the clause goes on to say: 甲无法承办X, 甲险些打造X, 甲是否牵头."""
_UNDONE_BY = re.compile(
    r"[^,;。!?]{0,16}?被(?:否决|取消|叫停|撤销|驳回|搁置)|[^;。!?]{0,16}?(?:实属|纯属|系|属于?)(?:误传|谣[言传]|不实|子虚乌有)"
)
"""What says behind what a clause tells that it is not so: 由甲承办被否决, 甲打造X,实属误传."""
_ASKED = re.compile("谁|哪[个家一些]")
_EXCEPT = re.compile(r"(?:以|之)?外,(?:(?:其[他余它]|各)[^,;。]{1,12}|[^,;。]{2,16}(?:均|都))")
"""Behind a body that 除 excepts from what all others do: 除甲外,各部门均参与."""
_HOLDING = frozenset({RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.COOPERATES_WITH})
_BY_ITSELF = {RelationType.ORGANISES: "holds", RelationType.ISSUES: "drafts"}
_MADE = frozenset({RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.HOSTS})
_LED = _MADE | {RelationType.LEADS, RelationType.IMPLEMENTS}
_ABSENT = frozenset({RelationType.ESTABLISHES, RelationType.COOPERATES_WITH})


@cache
def _denial() -> re.Pattern[str]:
    """Return what denies all that a clause goes on to say, right behind its subject or at its beginning: 不定期 and 不断 deny nothing."""
    verbs = {word for entry in actions().values() for word in words(entry["words"]) if len(word) > 1}
    return re.compile(
        r"(?:[等及][^,;。]{0,6}?(?:单位|部门|机构))?(?:均|都|也|还|目前|今[年后]|暂|至今|一直|并|现){0,2}"
        rf"(?:不再|没有|没能|未(?![来经成])|尚未|从未|不(?=与|同|和|由|另|单独|{alternation(sorted(verbs))}))"
    )


def undenied(reading: Reading, claims: Sequence[Claim]) -> list[Claim]:
    """Drop the claims that their clause denies or tells of the past alone; what was meant to be set up and was not is missing.

    Args:
        reading: the document.
        claims: what the grammar or the relation reader says.
    """
    return [kept for claim in claims if (kept := _undenied(reading.text, claim)) is not None]


def _undenied(text: str, claim: Claim) -> Claim | None:
    source, target = claim.source, claim.target
    if source is not None and _in_two_rows(text, source, target):
        return None
    if claim.status is Status.MISSING:
        return claim
    aimed = _opening(text, target.start)
    opened = aimed if source is None else _opening(text, source.start)
    if source is not None:
        once = _ONCE.search(text, opened, source.start)
        if once is not None and (once["never"] or claim.type in _HELD):
            return None
        if claim.type in _HELD and _LEFT.match(text, source.end):
            return None
    guides = [n for n in (source, target) if n is not None and text.startswith(("指导、", "指导,"), n.end)]
    if claim.type in _HOLDING and any(_GUIDES.search(text, opened, n.start) for n in guides):
        return None
    if claim.type is RelationType.ORGANISES and aimed == opened and _OTHERS_HOLD.search(text, aimed, target.start):
        return None
    if claim.type is RelationType.ISSUES and _READ.search(text, aimed, target.start):
        return None
    if claim.type is RelationType.AWARDED and source is None and _BESTOWS.match(text, aimed, target.start):
        return None
    another = _ANOTHERS.match(text, target.end) if source is None and claim.type in _BY_ITSELF else None
    if another is not None and another.lastgroup == _BY_ITSELF[claim.type]:
        return None
    denied = _denial().match(text, source.end if source is not None else opened)
    if denied is not None and denied.end() <= target.start and aimed == opened:
        return None
    if _unreal(text, claim, aimed, opened):
        return None
    if claim.type is RelationType.SUPPORTS and source is not None and _REFUSED.match(text, source.end):
        return None
    if claim.type in _MADE and _UNDONE.match(text, target.end):
        return None
    named_first = source is None and not text[opened : target.start].strip('“"')
    if named_first and claim.type in _LED and _FAMED.match(text, target.end):
        return None
    meant = _MEANT.search(text, aimed, max(target.start, source.start if source else 0))
    if meant is not None and _FAILED.search(text, target.end, _closing(text, target.end)):
        lacking = claim.type in _ABSENT and claim.rule != "reader"
        return replace(claim, status=Status.MISSING) if lacking else None
    return claim


def _in_two_rows(text: str, source: Named, target: Named) -> bool:
    """Whether the two stand in two rows of a table, each of which tells of its own."""
    first, last = sorted((source.start, target.start))
    if "\n" not in text[first:last]:
        return False
    return all("\t" in text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)] for at in (first, last))


def _unreal(text: str, claim: Claim, aimed: int, opened: int) -> bool:
    """Whether a clause only supposes, rumours, forbids or asks what it tells; ``aimed`` and ``opened`` are where the clauses of both ends begin."""
    source, target = claim.source, claim.target
    first = min(target.start, source.start if source else target.start)
    if aimed == opened and (supposed := _SUPPOSED.match(text, aimed)) is not None and supposed.end() <= target.start:
        return True
    behind = source.end if source is not None else opened
    held = _HELD_BACK.match(text, behind)
    if held is not None and aimed == opened and "并" not in text[held.end() : max(held.end() + 1, target.start)]:
        return held.end() <= target.start
    if source is None and _ASKED.search(text, aimed, first):
        return True
    if source is not None and text.startswith("除", source.start - 1) and _EXCEPT.match(text, source.end):
        return True
    return _UNDONE_BY.match(text, max(target.end, behind)) is not None


def _opening(text: str, at: int) -> int:
    """Return where the clause begins that holds an offset."""
    floor = max(0, at - _REACH)
    return max(text.rfind(stop, floor, at) for stop in _STOPS) + 1 or floor


def _closing(text: str, at: int) -> int:
    """Return where the sentence ends, or the reach of what is looked at."""
    ends = [end for stop in "。;\n" if (end := text.find(stop, at, at + _REACH)) >= 0]
    return min(ends, default=at + _REACH)
