"""Who has to do what a duty says, and who helps: by brackets and lines of responsibility, by 牵头 and 配合, by 由 and 会同, by place in the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.relations.aid import AIDS, pays
from ingest.relations.claim import Claim
from ingest.relations.events import cues
from ingest.relations.sentence import ATTENDED, Group, Parsed
from ingest.statements.clauses import UNIT
from ingest.statements.shares import ITS_OWN

_HELPERS = (Label.Organisation, Label.Stakeholder, Label.Place, Label.Base)
_OWNING = {
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.ESTABLISHES,
    RelationType.ISSUES,
    RelationType.REPORTS_TO,
    RelationType.SUPERVISES,
}
_LEADING = re.compile(
    r"(?:负责|要|具体|另行|分别)?(?:总?牵头|主办|总抓|统管|总揽)|[为是]召集(?:单位|人)|召集(?=[,;。、)]|$)"
)
_ANSWERING = re.compile(
    r"(?:等[一二三四五六七八九十\d]{0,3}(?:个|家)?(?:相关|有关|成员)?(?:部门|单位))?"
    r"(?:按(?:照)?(?:各自)?职(?:责|能)(?:分工)?)?(?:要|具体)?(?:负责|承担|承办|统筹|落实|实施)(?:落实|实施|推进|组织)?(?=[、,;。:)\n]|$)"
)
_HELPING = re.compile(
    r"(?:要|积极|共同|(?:已经?)?答应|每年|予以|给予)?(?:配合|协办|协同|协助|参与|参加|派(?:[员驻]|师资|专家|教师|技术)|列席|搭把手|支持|贴息|授信|让利|注[入资]|配套(?!建设)|出资|兜底|优先|提供|到会)"
)
_PAYING = re.compile(
    r"(?:要|负责)?(?:予以|给予)?(?:(?:协建|补助|拨付|捐[建资赠助]|赞助|拿出(?=\d))(?!标准|进度|对象|政策|办法)|(?:业务)?指导(?=[,;。)、]|$)"
    r"|(?:解决|争取|筹措|统筹)[^,;。]{0,8}(?:资金|经费|场地)(?=[,;。)、]|$)|参演|承[保训](?=[,;。)、]|$)|先?上示范课|核发|负责[\u4e00-\u9fff]{2}保障"
    r"|派人(?:进驻|驻[点守]|到场|指导|协助|参[加与])|轮流(?:坐班|值[班守]|主讲|授课)|出(?:场地|设备|资金|人手|师资)|(?:[把将][^,;。、]{1,8})?列[入进](?:财政|年度)?预算"
    r"|对[^,;。、]{2,10}(?:督[查办导]|监督|考核))"
)
"""Behind a body of a later clause: it gives its part to what another does."""
_JOINING = re.compile("[联合]办(?=[,;。)]|$)")
"""Behind a body of a later clause: 春风培训班,每期30人,市工商联联办."""
_ASKED = re.compile(r"[^,;。]{0,16}?(?:负责|负总责|牵头|统筹|落实|办理|承办|解决|完成|推进|会同|组织实施)")
"""Behind a body that is asked (请X) in a later clause of a duty: it has the duty, and does not only help."""
_GROUNDS = re.compile(r"[^,]{0,3}$|(?:针对|围绕|鉴于|根据|按照?|为了?|对|据此|以上|上述|会后|经)")
"""How what stands before 请 begins where it is no duty of its own: 针对经费不足问题,请X拨付."""
_COMES = re.compile(r"(?:每[\u4e00-\u9fff]{1,3})?来(?![年源])")
_GUIDING = re.compile(r"(?:派[\u4e00-\u9fff]{1,3}|予以|给予)?(?:业务)?指导(?=[,;。)、]|$)")
_FUNDS = re.compile(r"争取$")
_FUNDING = re.compile(r"(?:(?!完成|兑付|前)[^,;。、]){0,9}(?:资金|经费)")
"""Behind 争取X: who gives money helps."""
_LABEL_OWNS = ("牵头:", "责任:", "主办:", "主管:", "实施:")
_PARTLY = re.compile(
    r"(?:具体)?(?:负责|承担|提供|给予)(?!组建|实施|落实|建设|规划|推进|组织|起草|编制|筹办)[\u4e00-\u9fff]{2}"
)
"""由X负责业务指导 at the end of a duty: X has a part of it."""
_URGED = re.compile(
    r"(?:动员|推动|支持|扶持|引导|指导|督促|鼓励|发动|协调|帮助|邀请|引进|商请|提请|请|配合|协助|牵手|携手)(?:全[省市县区州旗])?$"
)
"""Words that make the body after them somebody who is moved to act or helps, not who has the duty."""
_PASSES = re.compile("(?:通过|迎接|接受|争取)$")
"""Before a body that looks at what is done, and does not do it: 通过省交通运输厅验收."""
_ASSISTED = ("支持", "引进", "商请", "配合", "邀请", "牵手", "携手")
_JOINT = re.compile("[^,;。]{0,24}?(?:开展|共建)")
"""What a body does that is supported, where it has a part in the duty and does not only profit: 支持市新联会开展活动, not 支持市商会创建“四好”商会."""
_SERVED = ("配合", "协助")
_ACTS = re.compile(r"(?!的|设|办公室|秘书处|成员|下设|由)[\u4e00-\u9fff]{2}")
"""Behind a body what it does; not 办公室设在县文旅局, nor what it has (县文旅局的讲解队)."""
_HAS = re.compile('的(?![“‘"])')
_PERSON = re.compile(r"[^,;。]{0,4}(?:分管|负责同志|负责人|领导|书记|主任|[县市区乡镇]长)")
_OFFICE = re.compile(
    r"(?:常委|委员|主要|副|分管|负责|书记|主任|[局院校处所行会县市区镇乡州]长)[^,;。]{0,20}?任(?:组长|召集人|主任|会长|总指挥)"
)
"""Words behind a body that make an office of it: 由县委副书记任组长."""
_MEMBERS = re.compile(
    r"等?[一二三四五六七八九十两\d]*(?:个|家)?(?:成员)?(?:单位|部门|机构)?(?:(?:共同)?组成|[为是](?:成员|参与)(?:单位)?(?=[,;。)、]|$))"
)
"""Words behind bodies that make them members, who help: 由县教育局、县司法局等9家单位组成, 县财政局等3个部门为成员单位."""
_SEATED = re.compile(r"(?:主要|分管)?(?:负责人|负责同志|领导)(?:任|为)(?:副组长|成员)")
"""Words behind bodies whose heads sit in what is set up: 政治部、法警大队负责人为成员."""
_SLOGAN = re.compile(r"“[^“”]*[,、;][^“”]*”")
"""What several clauses in quotation marks say of a body is a saying: 构建“党委领导、部门负责”的格局."""
_ORGANS = re.compile(r"(?:乡镇|镇街|镇|乡|县区|县|村)?(?:党委政府|党委|党工委|人民政府|政府)")
_FOR = re.compile(r"(?:面向|[为对给向])[\u4e00-\u9fff]{0,4}$")
"""Before those for whom it is done: 面向重度残疾人提供上门服务."""
_RUNS = re.compile(
    r"(?:具体|全程|负责|承担)?(?:日常)?(?:承建|代建|施工|运营|运行|维护|管护|管理|托管|承办|直播|值守|工作|组成)(?=[,;。)、]|$)"
)
"""What a body does for another that is named first: 甲建场馆2座,由乙承建."""
_ENTRUSTED = re.compile(r"(?:,?于|承[训办]|举办|开展|培训|每[年季月])")
"""Behind a body that is charged with it: 委托县职校举办培训班."""
_BESIDE = re.compile(r"[与同和](?:相邻|毗邻|邻近|周边|对岸)的$")
_BRACKETED = re.compile(r"\([^()]*$")
_ALONE = re.compile(r"(?:等[一二三四五六七八九十\d]{0,3}(?:个|家)?(?:部门|单位))?(?:,[^()]{1,16})?\)(?=[。;,\s]|$)")
"""Behind bodies that fill the bracket which closes a duty: (县住建局), (县住建局,10月底前); behind a body it is another name of that."""
_LOCAL = re.compile(
    r"\(由?各[^()]{2,12}(?:负责|落实|牵头|承担)|由各(?!族)|^[^,;。]{0,12}?(?:乡镇|镇村|村级|社区|牵头单位|责任单位)[\u4e00-\u9fff()]{0,6}(?:须|应|要)"
)
"""Those who have it are no body: (各乡镇负责), 乡镇服务站须."""
_OTHERS = re.compile(r"(?:全[省市县区镇]|其他|驻[市县区])?各(?!族)[\u4e00-\u9fff、()]{1,12}|驻[市县区][\u4e00-\u9fff]")
_MANY = re.compile(r"(?:各|(?:\d+|[一二三四五六七八九十百]+)个)$")
"""Before a body it makes many of it, of which none is meant: 各视察组, 十三个基层党支部."""
_KIND = re.compile(r"[\u4e00-\u9fff]{2,14}(?:部门|单位|机构)(?:应当?|须|要|将|负责|承担|按照?|依法|依照)")
"""A kind of body that a norm charges: 规划资源部门负责."""
_FORESEEN = re.compile(r"(?:到?\d{4}年[底末]?,?)?预计")
"""How what is only foreseen begins: nobody has it."""
_PEOPLE = re.compile(
    r"(?:每[名位个]|全体|各级|[省市州县区旗乡镇村]级|[省市州县区旗乡镇]|党政|班子|主要|分管|处级|科级|包村|驻村|中层|党员){0,5}+"
    r"(?:领导(?:干部)?|干部|负责人|负责同志|[河林湖路田点片楼]长|(?:信息|网格|宣传|联络|护林)员)(?:每|要|须|应|带头|至少|联系)"
)
"""Persons who have to do it, and so no body: 县级领导每人联系1家企业."""
_UNREAD = re.compile(rf"(?:牵头|责任|主办|主管|实施){UNIT}:(?=[^\s。])")
"""The label of a line of responsibility; where no name is read behind it, somebody has the duty all the same."""
AMONG = re.compile(r"(?:按(?:照)?(?:各自)?职责(?:分工)?|分[工别])(?:负责|落实|实施|推进|抓好落实)")
"""What makes one list of the bodies before it, commas or not: 甲,乙,各相关单位按职责分工负责."""
_MARKS = re.compile(r"[,;、:\s]*")
_SIDE = re.compile(r"[、和与及]")
_LISTED = re.compile(r"(?:\((?:牵头|主办|主责)\))?[,、]")
"""What stands between the bodies of a labelled list: 责任单位:县水务局(牵头),各乡镇."""
_OPENS = re.compile(
    r"[,;、 ]*(?:[一二三四五六七八九十]+(?:是|要|、)|\d+[.、)]|\([一二三四五六七八九十\d]+\))?"
    r"(?:[^,;。]{0,12}(?:[年月日底前后内初末下中时]|季度|期间|要求|基础上),)?"
    r"(?:到|拟|建议|今后|同时|此外|另外|下一步|[今明]年|\d{4}年|\d{1,2}月(?:底|初)?前?|年底前|年内|[上下]半年|,)*(?:由|恳?请|要求|拟由|建议由)?"
)
"""What may stand before the body that a duty begins with: its number, a time, a word that asks."""


class Bearers(NamedTuple):
    """Who has a duty and who helps.

    Attributes:
        owner: the body that has it; None where no word says so.
        supporters: those that help.
        others: whether somebody has it who is no body: 各乡镇, 后所镇.
        stated: whether a word says of the owner that it has the duty (牵头, 由), or it begins the stretch.
    """

    owner: Named | None
    supporters: tuple[Named, ...]
    others: bool
    stated: bool


def find_bearers(text: str, parsed: Parsed, mine: Sequence[Claim], start: int, end: int, own: int = -1) -> Bearers:
    """Find who has a duty and who helps.

    Args:
        text: the clean text.
        parsed: the sentence taken apart.
        mine: what the sentence claims of the things that the duty names.
        start: where the stretch begins that may tell of the duty.
        end: where it ends.
        own: where in it the duty itself begins.
    """
    ranked: list[tuple[int, int, Named]] = []
    helpers: list[Named] = []
    urged: set[Named] = set()
    others = False
    start = _MARKS.match(text, start, end).end()  # type: ignore[union-attr]  # it matches the empty start
    lists = _lists(text, parsed, start, end)
    ranks = _shared(text, lists, [_rank(text, parsed, listed, start, own) for listed in lists])
    beside: list[Named] = []
    firsts: list[Named] = []
    pairings = [c for c in mine if c.type is RelationType.PAIRS_WITH]  # 组织5个支部与7个村结对: neither has it or helps
    for listed, rank in zip(lists, ranks, strict=True):
        named = [name for group in listed for name in group.of(*_HELPERS)]
        first = next((n for n in named if n.label is Label.Organisation), None)
        if rank != 0 and (many := _MANY.search(text, start, listed[0].start)):
            urged.update(named)
            asked = _URGED.search(text, start, many.start()) is not None
            others = others or (not asked and any(c.source in named and c not in pairings for c in mine))
        elif rank is None:
            moved = any(word.search(text, start, listed[0].start) for word in (_URGED, _PASSES))
            urged.update(named if moved else ())
        elif rank and first is not None:
            opens = _OPENS.fullmatch(text, own, listed[0].start) if 0 <= own <= listed[0].start else None
            ranked.append((rank, -1 if opens else first.start, first))
            firsts += [first] if len(named) > 1 else []
            helpers += [n for n in named if n is not first]
        elif rank in (0, 3):
            helpers += [name for name in named if all(name not in (c.source, c.target) for c in pairings)]
        elif rank == 1:
            beside += named  # 牵头单位:县林业局;责任单位:各乡镇: a group owns nothing beside a body
        acting = bool(rank) and first is None and (named[0].label is Label.Place or rank == 1)
        others = others or (acting and text[listed[-1].end : listed[-1].end + 1] not in ("的", "列"))
    told = _told(text, lists, ranks, start)
    if told is not None:  # a bracket or line that tells who answers also tells who helps
        helpers = [name for name in helpers if name.start >= told]
        mine = ()
    claimed = [
        (c.source, c.type in _OWNING and not c.rule.endswith("partner"))
        for c in mine
        if c.source is not None and c.source.label is Label.Organisation and c.source not in urged
    ]
    claimed = [(source, owns) for source, owns in claimed if start <= source.start < end]
    ranked += [(5, source.start, source) for source, owns in claimed if owns and source not in helpers]
    best, _, owner = min(ranked, key=lambda r: r[:2], default=(9, 0, None))
    helpers += [name for rank, _, name in ranked if rank < 4 or name in firsts]
    helpers += [source for source, _ in claimed]
    helpers += beside if owner else []
    head = _OPENS.match(text, start, end)
    unnamed = [_LOCAL.search(text[start:end]), _UNREAD.search(text, start, end)]
    unnamed += [kind.match(text, head.end(), end) for kind in (_OTHERS, _KIND)] if head else []
    unnamed += [_OTHERS.match(text, own, end)] if own > start else []
    unnamed += [_FORESEEN.match(text, own, end), _PEOPLE.match(text, own, end)] if own >= 0 else []
    others = owner is None and (others or any(unnamed))
    return Bearers(owner, tuple(dict.fromkeys(h for h in helpers if h is not owner)), others, best in (1, 2, 4))


def fills(text: str, parsed: Parsed) -> bool:
    """Whether a sentence only lists the bodies that answer for what stands before it: 甲,乙,各相关单位按职责分工负责."""
    end = AMONG.search(text, parsed.start, parsed.end)
    first = parsed.groups[0] if parsed.groups else None
    if end is None or first is None or first.start != parsed.start or not first.of(Label.Organisation):
        return False
    if text[end.end() : parsed.end].strip("。\n "):
        return False
    starts = {name.start for group in parsed.groups for name in group.names}
    places = [parsed.start, *(stop.end() for stop in _STOPS.finditer(text, parsed.start, end.start()))]
    return all(place in starts or _REST.match(text, place) for place in places)


_STOPS = re.compile("[,;、]")
_REST = re.compile("[各其有相]|等")
"""How those begin in a list who have no name: 各相关单位, 其他部门."""


def _lists(text: str, parsed: Parsed, start: int, end: int) -> list[list[Group]]:
    """Return the lists of bodies in a stretch: bodies and places side by side are one (县水务局、后所镇配合)."""
    found: list[list[Group]] = []
    among = last.start() if (last := AMONG.search(text, start, end)) else start
    sayings = [said.span() for said in _SLOGAN.finditer(text, start, end)]
    for group in parsed.groups:
        if any(a < group.start < b for a, b in sayings):
            continue
        if start <= group.start < end and group.of(*_HELPERS):
            labelled = found and found[-1][0].cue[-1:] == ":" and not group.cue
            joint = group.start < among or (labelled and group.of(Label.Organisation, Label.Place, Label.Stakeholder))
            beside = _LISTED if joint and not _LEADING.match(text, group.end) else _SIDE
            if found and beside.fullmatch(text, found[-1][-1].end, group.start):
                found[-1].append(group)
            else:
                found.append([group])
    return found


def _shared(text: str, lists: Sequence[Sequence[Group]], ranks: list[int | None]) -> list[int | None]:
    """Give the duty to the first of those who have a part of it each (甲负责施划,乙负责清理), where nobody has the whole; the others help."""
    parts = [number for number, listed in enumerate(lists) if ITS_OWN.match(text, listed[-1].end)]
    if len(parts) < 2 or not all(lists[number][0].of(Label.Organisation) for number in parts):
        return ranks
    whole = any(rank in (1, 2, 3, 4) for number, rank in enumerate(ranks) if number not in parts)
    return [(0 if whole or n != parts[0] else 3) if n in parts else rank for n, rank in enumerate(ranks)]


def _told(text: str, lists: Sequence[Sequence[Group]], ranks: Sequence[int | None], start: int) -> int | None:
    """Return where the bracket or line of responsibility names the first body that has the duty; None where there is none."""
    for (first, *_), rank in zip(lists, ranks, strict=True):
        if rank == 1 and (first.cue[-1:] == ":" or _BRACKETED.search(text, start, first.start)):
            return first.start
    return None


def _rank(text: str, parsed: Parsed, listed: Sequence[Group], start: int, own: int) -> int | None:
    """Return 0 for those who help, 1 to 4 for those who have the duty, the surest first, 6 for who acts in a later clause; else None."""
    first, last = listed[0], listed[-1]
    if first.cue[-1:] == ":":
        return 1 if first.cue in _LABEL_OWNS else 0
    skipped = ATTENDED.match(text, last.end)
    at = skipped.end() if skipped else last.end
    at += len(organs[0]) if (organs := _ORGANS.match(text, at)) else 0
    after = text[at : at + 16]
    near = text[last.end : last.end + 16]
    if _PERSON.match(near) and "牵头" in near:
        return None
    if _LEADING.match(after) or _LEADING.match(near):
        return 1
    if first.cue in cues("goal") or (not first.of(Label.Organisation) and _FOR.search(text, start, first.start)):
        return None
    if text.endswith("委托", start, first.start) and _ENTRUSTED.match(text, last.end):
        return 0
    if _ALONE.match(text, last.end) and text[first.start - 1] == "(" and first.of(Label.Organisation):
        return None if any(g.end == first.start - 1 for g in parsed.groups) else 1
    if _HELPING.match(near) or _HELPING.match(after) or _SEATED.match(near):
        return 0
    if _MEMBERS.match(near) and first.of(Label.Organisation):
        return 0
    beside = (
        _PAYING.match(near)
        or AIDS.match(text, last.end, parsed.end)
        or (_JOINING.match(near) and sum(len(g.of(*_HELPERS)) for g in listed) == 1)
    )
    before = max(start, own)
    only_when = _OPENS.fullmatch(text, before, first.start)
    asked = text.startswith("接受", first.start - 2)
    if beside and not (first.cue or only_when or asked) and first.clause > parsed.clause_at(before):
        return 0
    if _PARTLY.match(near) and _BRACKETED.search(text, start, first.start):
        return 0
    if first.cue in cues("partner") or _BESIDE.search(text, start, first.start):
        return 0
    if moved := _URGED.search(text, start, first.start):
        joins = moved[0] != "支持" or _JOINT.match(text, last.end)
        helps = joins and moved[0] in _ASSISTED and first.of(Label.Organisation)
        served = moved[0] in _SERVED and any(g.end == moved.start() and g.of(Label.Organisation) for g in parsed.groups)
        if moved[0] == "请":
            begun = _MARKS.match(text, max(start, own)).end()  # type: ignore[union-attr]  # it matches the empty start
            besides = first.clause > parsed.clause_at(begun) and not _GROUNDS.match(text, begun, moved.start() - 1)
            besides = besides and not _ASKED.match(text, last.end)
            return 0 if besides or _COMES.match(text, last.end) else 2
        return 2 if served and _ACTS.match(near) else 0 if helps else None
    if _FUNDS.search(text, start, first.start) and _FUNDING.match(text, last.end):
        return 0
    if first.cue in cues("agent"):
        if _OFFICE.match(near):
            return None
        opened = _OPENS.match(text, start, first.start)
        later = first.clause > parsed.clause_at(opened.end() if opened else start)
        paid = pays(text, start, first.start, last.end, parsed.end)
        begun = any(g.start == max(start, own) and g.of(Label.Organisation) for g in parsed.groups)
        if later and begun and _RUNS.match(near):
            return 0
        if _GUIDING.match(near) or (later and (paid or _PARTLY.match(near) or _PAYING.match(near))):
            return 0
        return None if later and first.start - parsed.clauses[first.clause][0] > 2 else 2
    if _ANSWERING.match(near) or _ANSWERING.match(after):
        return 3
    if first.cue or _HAS.match(near):
        return None
    if any(_OPENS.fullmatch(text, at, first.start) for at in (start, own) if 0 <= at <= first.start):
        return 4
    opens = first.start == parsed.clauses[first.clause][0]
    return 6 if opens and first.of(Label.Organisation) and _ACTS.match(after) else None
