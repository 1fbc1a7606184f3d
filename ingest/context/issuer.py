"""The body that a document is from, and which its sentences without a subject are about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.context.bodies import ACTED, LISTED, NAME, NO_NAME, SUFFIX, TERM, WORDS, WORKS
from ingest.context.congress import reporting
from ingest.context.governing import PARTY_WORK, governing
from ingest.context.head import GENRE, Head, prose
from ingest.context.speech import of_the_line
from ingest.gazetteer import gazetteer

_YEAR = r"[一二三四五六七八九〇○Oo零\dXxＸ×*]{4}"
_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_AFTER_TITLE = (
    rf"(?:领导班子)?(?:成员)?(?:{_YEAR}|关于|第[一二三四五六七八九十\d]|工作|的|定点|驻村|主持|与|和|{WORKS}|{ACTED}{NO_NAME}|[上下]?半年|年[度终中]|[本今近]年|[春秋夏冬]季|[寒暑]假|季度|在|等[一二三四五六七八九十\d]+个?[部单]"
    r"|成员单位|党建|统一战线|统战(?!部)|暑期|对口|[:：“]|\s|团委)"
)
_ACTS = (
    rf"(?:专题(?=调研|视察|协商)|抽调|搭[建起]|的?(?:各项)?工作(?:的?总体|要|坚持)|{WORKS}|特?制[定订]|下决心|胸怀"
    r"|决定|着眼|在(?!内|全)|对全|按照|按|喜迎|致力|通过|根据|锚定|是党)"
)
_BRACKET = r"(?:\([^)]{2,24}\))?"
_STRONG = (
    r"(?:(?<![布格大开全结破僵时])局(?![级长])|厅|法院|检察院|文化馆|图书馆|博物馆|档案馆|大队(?!部)|支队|工商联|总工会|妇联|残联|科协|文联|侨联|管委会|供销社"
    r"|(?<![省市县区旗州镇乡])(?<![省市县区旗州镇乡].)(?:医院|卫生院|公司|协会|学会|(?<!协)商会|联合会|[中小]学(?!生)|幼儿园|大学(?!附属|生)|学院|[支分]行|银行"
    r"|中心(?!卫生院|小学|学校|幼儿园|敬老院|校|血站)))"
)
"""Of what a division has many the body has a name of its own: 青川县茶业协会, not 青川县协会."""
_UNIT = r"(?:[\u4e00-\u9fff]{1,8}?(?:[总支大中]队|分局|派出所|[分支]公司|研究[所院]|[支分]行|支部|工会|办公室|(?:管理|服务)中心))?"
_MATTER = r"(?!的?(?:建设|改革|发展|改制|标准化|规范化|布局|迁建|改扩建|工程|项目|集群|培育|企业|系统|行业|队伍))"
_TOPIC = re.compile(rf"^(?P<n>{WORDS}{_STRONG}){_UNIT}){_MATTER}(?=[^,]{{4,40}}$)")
"""A body whose paper names its matter right behind it (县气象局汛期服务汇报); not a matter that begins with what it is about (县医院建设情况)."""
_START = r"(?:^|(?<=[,。;:!?\s])|(?<=我们)|(?<=近日)|(?<=代表))"
_TITLE = re.compile(
    rf"^(?:【[^】]{{2,8}}】)?(?:{_YEAR}年度?)?(?:{TERM})*(?:关于|中共)?{LISTED}(?={_BRACKET}{_AFTER_TITLE})"
)
_ASSEMBLED = re.compile(
    rf"在(?P<n>(?!.{{0,12}}(?:政协|人大|代表大会)){NAME})(?=(?:{_YEAR}|第?[一二三四五六七八九十百\d]+届|第[一二三四五六七八九十百\d]+次|党员|干部|职工|教职工|全体|年[度终中]|工作会))"
)
"""Whose staff or members a speech is held before (在县妇联十届二次执委会议上的讲话); at a congress all kinds of guests speak."""
_CONGRESS = re.compile(rf"在(?P<n>{NAME})第[一二三四五六七八九十\d]+[次届]")
_SUBJECT = re.compile(rf"{_START}(?P<n>{NAME})(?={_BRACKET}(?:[、和与]{NAME}{_BRACKET}){{0,2}}{_ACTS})")
_ABBREVIATED = re.compile(
    rf"{_START}(?P<n>{NAME})\((?:以下)?[简下]?称?(?:为)?“?(?!牵头|配合|主办|协办|承办|协助|负责|责任)(?P<a>[^)”,]{{2,12}})”?(?:,[^)]*)?\)"
)
_DATELINE = re.compile(
    r"^[(（]?(?P<n>[\u4e00-\u9fff]{2,8}?(?:新闻网|网|报|社|台|在线|融媒(?:体?中心)?|传媒中心))(?:消息|讯|\d{1,2}月\d{1,2}日电)"
)
_SOURCE = re.compile(
    r"(?:信息来源|稿件来源|来源|作者单位|供稿单位|供稿|主办单位|主办|发[布文](?:机构|机关|单位)|公开主体)\s*[:|丨\]]?\s*(?P<n>[\u4e00-\u9fff]{2,20}?)(?=[主承协]办|供稿|提供|[^\u4e00-\u9fff]|$)"
)
_SUPPLIED = re.compile(
    r"[(（]?(?:通讯员\s?)?(?P<n>[\u4e00-\u9fff]{2,16}?)\s*(?:供稿|供图|[\u4e00-\u9fff]{2,3}\s?文/图)"
)
_DATED = re.compile(rf"^[■◆●□·]\s*(?P<n>{NAME})\s*20\d\d[-./年]")
"""A page's line of source and date without a label."""
_DESK = re.compile(rf"^(?P<n>.{{2,}}?{SUFFIX})[\u4e00-\u9fff]{{2,4}}[科股]$")
_ANON = re.compile(
    r"^(?:教务处|宣传[科处部]|党委宣传部|(?:党委)?办公室|综合科)$|网络|互联网|网友|投稿|会员|本站|佚名|范文|文库|公文|管理员|上传|^\S{0,6}网$"
)
_DAY = rf"(?:{_YEAR}(?:年.*|[-./]\d{{1,2}}[-./]\d{{1,2}}(?: \d{{1,2}}(?::\d\d)+)?)|{_NUMBER}月{_NUMBER}日)"
_LINE = re.compile(
    rf"^(?:—+(?!记|[探走]?访|来自|致|写给|献给|聚焦|走[近进]|侧记)(?=.*[委局会府办部厅]$)|[(（]|\[ ?[\u4e00-\u9fff]{{2,10}} ?\] ?)?"
    rf"(?:(?:(?:填报|报送|编制|部门|申报|作者|提案|提交|建议)?(?:单位|部门)(?:名称)?|(?:提案|建议|提交)[者人])[:：]\s?)?{LISTED}(?:编印|编制?|汇总|整理|团体提案|{_BRACKET}|\s.*)?(?:[(（]?{_DAY})?[)）]?$"
)
_OFFICE = re.compile(
    r"^(?:中共)?[\u4e00-\u9fff]{0,8}?(?P<l>[省市县区旗州])委(?:常委)?、(?P<n>统战部|组织部|宣传部|政法委)(?:部长|书记)"
)
_HEADED = re.compile(
    r"^(?P<n>[\u4e00-\u9fff]{2,16}?局)(?:党[组委](?:副?书记|成员)、)?局长|^(?P<m>[\u4e00-\u9fff]{0,10}?(?:街道党工委|[镇乡]党委))书记"
)
_CONVENED = re.compile(
    rf"(?:^|[,。是])(?P<n>{NAME}|[省市县区旗州]委)(?:、[省市县区旗州]政府)?(?:研究)?(?:决定)?(?:今天)?(?:在这里)?召开"
)
_RESPONSIBLE = re.compile(
    rf"由(?P<n>{NAME})(?:\([^)]*\))?(?:负责解释|承担(?:组织|日常))|办公室(?:就)?(?:设|放)在(?P<m>{NAME})(?=[,。;(])|{_START}(?P<k>{NAME})承担本"
)
_LED = re.compile(rf"由(?P<n>{NAME})牵头")
_PRESENTED = re.compile(rf"^(?P<n>{NAME})(?:\([^)]*\))?(?:简介|概况|介绍|基本情况)?$")
"""A title that is a body's name: the page that introduces it."""
_ENTRUSTED = re.compile(rf"受(?P<n>{NAME})(?:党[组委])?的?委托|(?:我|现)代表(?P<m>{NAME}),?(?:向|作|就|[讲说谈提])")
_REPORTED = re.compile(rf"各[^,。;:\n]{{1,12}}?每[^,。;:\n]{{1,12}}?向(?P<n>{NAME})(?:书面)?报送")
_PASSED = re.compile(
    r"(?:^|(?<=[\s(日]))(?P<n>[\u4e00-\u9fff]{2,12}?[省市县区旗州盟])第[一二三四五六七八九十百]+届(?P<m>人民代表大会(?:常务委员会)?)第[一二三四五六七八九十百]+次会议(?:审议)?(?:通过|修[订正])"
)
_JOINT = re.compile(r"等[一二三四五六七八九十\d]+个?(?:部门|单位)关于")
_SEAL = re.compile(
    rf"^{LISTED}(?: {{1,4}}{NAME}){{0,2}} *\n[(（]?{_YEAR}(?:年{_NUMBER}月(?:{_NUMBER}日)?|[-./]\d{{1,2}}[-./]\d{{1,2}})[)）]? *$",
    re.MULTILINE,
)
"""Who signs a covering note, with the date under it; the paper that it sends follows."""
_FORMAL = re.compile(r"^中国.*委员会$|^中共.*委员会$")
_TOWNSHIP = re.compile(
    r"^(?!乡镇|镇街)(?P<n>[\u4e00-\u9fff*×XxＸ○0]{2,8}?(?:街道|镇|乡|(?<![乡农渔山])村|社区))(?=\d{4}|工作)|(?P<m>[*×XxＸ○]{2,3}(?:街道|镇|乡))(?=[\u4e00-\u9fff]{2,4}工作)"
)
_TOWN_ACTS = re.compile(
    rf"{_START}(?P<n>(?![我全各本该乡镇在到])[\u4e00-\u9fff*×XxＸ○]{{2,8}}?(?:街道|(?<!乡)镇|乡(?!镇|村)|社区))(?={_ACTS})"
)
_PLAIN_LEVEL = re.compile(
    r"^(?:党委|市委|县委|区委|省委|旗委|州委|党中央|国务院|.{0,3}政府|上级.*|.*各级.*|有关.*|相关.*)$"
)
_NOUN_ALONE = re.compile(
    r"(?:便民|服务|工作|活动|管理|指导){0,2}(?:站|中心|所)|学校|[大中小]学|幼儿园|医院|公司|集团|银行|社区|分?会|支部"
)
"""What many are called; without a name it is nobody that a document is from."""
_SECOND = re.compile(r"(?<=\n)(?:二、|\(二\)|2[.、])")
"""Where the second item of a list begins: from there on each body acts for an item of its own."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer's name as the document gives it, and the span of the clean text (none where only the page around it names it)."""

    name: str | None
    evidence: tuple[int, int] | None


def issuer_of(head: Head, kind: str, text: str) -> Issuer:
    """Tell who issued a document.

    A news item is from its source or dateline, a speech from the bureau that its speaker heads or the body that called the meeting; every
    other document from the body in its title, under it or in its signature, else from the one that acts in its opening sentences, else from
    the one to which its parts report or that is charged with its matter.
    """
    for find in _ORDER.get(kind, _OTHERS):
        found = find(head, text)
        if found is not None:
            return _governing(head, text, found) or _in_full(text, _sending(found))
    return Issuer(None, None)


_GROUP = re.compile(r"(?<=.[部局厅办院会委协联])(?:联合)?(?:调研|课题)组$")


def _sending(found: Issuer) -> Issuer:
    """The body whose group looked into a matter: 县委统战部调研组."""
    name = _GROUP.sub("", found.name or "")
    if found.evidence is None or name == found.name:
        return found
    return Issuer(name, (found.evidence[0], found.evidence[0] + len(name)))


def _governing(head: Head, text: str, first: Issuer) -> Issuer | None:
    second = governing(head.title_text, text, first.name or "", first.evidence[1]) if first.evidence else None
    return _at(second, 0) if second else None


def _in_full(text: str, found: Issuer) -> Issuer:
    """The body by the name that the text shortens to the one found, unless that is a party committee's formal one."""
    named = (match for match in _ABBREVIATED.finditer(text) if match["a"] == found.name)
    full = next((match for match in named if not _FORMAL.match(match["n"])), None)
    return _at(full, 0) if full else found


def _at(match: re.Match[str], offset: int, group: str = "n") -> Issuer:
    return Issuer(match[group], (offset + match.start(group), offset + match.end(group)))


def _dateline(head: Head, text: str) -> Issuer | None:
    for start, line in (
        (head.title_start, head.title_text),
        *head.front,
        (head.body_start, text[head.body_start :][:40]),
    ):
        if match := _DATELINE.match(line):
            return _at(match, start)
    return None


def _titled(head: Head, text: str) -> Issuer | None:
    """The body at the head of the title; in its full form where the opening gives that (县科协 is 县科学技术协会); of several the one that then acts."""
    match = _TITLE.match(head.title_text)
    if match is None:
        match = _CONGRESS.search(head.title_text)
        return _at(match, head.title_start) if match else None
    opening = text[head.body_start : head.body_start + 300]
    full = _ABBREVIATED.search(opening)
    if full and match["n"].endswith(full["a"]) and not _FORMAL.match(full["n"]):
        return _at(full, head.body_start)
    acting = _SUBJECT.search(opening)
    if acting and acting["n"] in match[0][match.end("n") - match.start() :].split("、"):
        return _at(acting, head.body_start)
    if (
        acting
        and acting["n"] != match["n"]
        and acting["n"].endswith(match["n"][-3:])
        and not gazetteer().find(match["n"])
    ):
        return _at(acting, head.body_start)
    if full and acting and not gazetteer().find(match["n"]):
        return _formal_or_short(full, head.body_start)
    if match["n"].endswith("委员会") and head.title_text.startswith("中共", match.start("n") - 2):
        return Issuer("中共" + match["n"], (head.title_start + match.start("n") - 2, head.title_start + match.end("n")))
    return _at(match, head.title_start)


def _signed(head: Head, text: str) -> Issuer | None:
    if _JOINT.search(head.title_text):
        return None  # of many who sign the first leads, whom the title names
    for start, line in (*head.front, *head.signature):
        match = _LINE.match(line)
        if match and len(line) <= 40:
            return _served(head, match["n"]) or _of_the_office(head, text, match["n"]) or _at(match, start)
    return None


def _of_the_office(head: Head, text: str, office: str) -> Issuer | None:
    """The bureau whose office signs a paper or edits its periodical, where the bureau acts in the opening sentences."""
    own = office.removesuffix("办公室")
    acting = _acting(head, text) if own != office else None
    return acting if acting and acting.name and not own.endswith(("委", "府")) and acting.name.endswith(own) else None


def _served(head: Head, office: str) -> Issuer | None:
    """The body that its office's periodical is about: the one at the head of the headline."""
    body = re.match(rf"(?P<n>{NAME})", head.title_text) if office.endswith("办公室") else None
    return _at(body, head.title_start) if body and office.removesuffix("办公室").endswith(body["n"]) else None


def _credited(head: Head, text: str) -> Issuer | None:
    for line in (*head.credits, *(line for _, line in head.signature)):
        for pattern in (_SOURCE, _SUPPLIED, _DATED):
            match = pattern.search(line)
            if match and not _ANON.search(match["n"]) and re.search(rf"{SUFFIX}$|[科股]$|[日晚早]报$", match["n"]):
                desk = _DESK.match(match["n"])
                return Issuer(desk["n"] if desk else match["n"], None)
    return None


def _abbreviated(head: Head, text: str) -> Issuer | None:
    """The first body that is given a short name, unless another acts before it."""
    match = _ABBREVIATED.search(prose(text[head.body_start : head.body_start + 400]))
    if match is None:
        return None
    acting = _acting(head, text)
    before = acting and acting.evidence and acting.evidence[0] < head.body_start + match.start("n")
    return acting if before else _formal_or_short(match, head.body_start)


def _formal_or_short(match: re.Match[str], offset: int) -> Issuer:
    """The formal name of a party's committee is not what its documents call it."""
    return _at(match, offset, "a" if _FORMAL.match(match["n"]) else "n")


def _acting(head: Head, text: str) -> Issuer | None:
    """The first body that acts in the opening sentences; committees and governments as such are those that are reported to."""
    own = _division(head.title_text)
    opening = prose(text[head.body_start : head.body_start + 420])
    second = _SECOND.search(opening)
    for match in _SUBJECT.finditer(opening):
        if _PLAIN_LEVEL.match(match["n"]) or _NOUN_ALONE.fullmatch(match["n"]):
            continue
        if second is not None and match.start() > second.start() and not match["n"].endswith(("委", "政府")):
            return None
        if not own or _division(match["n"]) in (
            "",
            own,
        ):  # 曲靖市教育局 acts in 宣威市's summary and does not speak there
            return _at(match, head.body_start)
    return None


def _division(name: str) -> str:
    """Return the division that a name begins with, or nothing."""
    return next((name[: place.end] for place in gazetteer().find(name) if place.start == 0), "")


def _convening(head: Head, text: str) -> Issuer | None:
    for start, line in head.front:
        if match := _OFFICE.match(line):
            return Issuer(f"{match['l']}委{match['n']}", (start + match.start("n"), start + match.end("n")))
        if match := _HEADED.match(line):
            return _at(match, start, match.lastgroup or "n")
    match = _CONVENED.search(text[head.body_start : head.body_start + 120])
    return _at(match, head.body_start) if match else None


def _assembled(head: Head, text: str) -> Issuer | None:
    match = _ASSEMBLED.search(head.title_text)
    return _at(match, head.title_start) if match and not _PLAIN_LEVEL.match(match["n"]) else None


def _of_the_line(head: Head, text: str) -> Issuer | None:
    bureau = of_the_line(head.title_text, text)
    return _at(bureau, 0) if bureau else None


def _invited(head: Head, text: str) -> Issuer | None:
    match = re.match(rf"应(?P<n>{NAME})(?:邀请|之邀)", text[head.body_start : head.body_start + 40])
    return _at(match, head.body_start) if match else None


def _topic(head: Head, text: str) -> Issuer | None:
    """The body whose paper names its matter right behind it."""
    match = _TOPIC.match(head.title_text) if GENRE.search(head.title_text) else None
    return _at(match, head.title_start) if match else None


def _sealed(head: Head, text: str) -> Issuer | None:
    """The body that signs a covering note, behind which stands the paper that it sends."""
    match = None if _JOINT.search(head.title_text) else _SEAL.search(text, head.title_end)
    return _at(match, 0) if match else None


def _presented(head: Head, text: str) -> Issuer | None:
    match = _PRESENTED.match(head.title_text)
    return _at(match, head.title_start) if match and not match["n"].endswith("馆") else None


def _reported(head: Head, text: str) -> Issuer | None:
    """The body to which those report again and again that a paper charges, where none acts in it."""
    match = _REPORTED.search(prose(text), head.body_start)
    return _at(match, 0) if match and not _PLAIN_LEVEL.match(match["n"]) and not _acting(head, text) else None


def _entrusted(head: Head, text: str) -> Issuer | None:
    """The body in whose name somebody reports to an assembly."""
    match = _ENTRUSTED.search(text[head.body_start : head.body_start + 200])
    return _at(match, head.body_start, "n" if match["n"] else "m") if match else None


def _reporting(head: Head, text: str) -> Issuer | None:
    """The government whose report goes to a congress."""
    found = reporting(head, text)
    return Issuer(*found) if found else None


def _passed(head: Head, text: str) -> Issuer | None:
    """A regulation is from the congress, or its standing committee, that passed it."""
    match = _PASSED.search(text[: head.body_start + 200])
    return Issuer(match["n"] + match["m"], (match.start(), match.end())) if match else None


def _township(head: Head, text: str) -> Issuer | None:
    """A township's or village's plan is its own; the party body of a sub-district is its working committee."""
    match, offset = _TOWNSHIP.search(head.title_text), head.title_start
    if match is None:
        match, offset = _TOWNSHIP.search(text, head.body_start, head.body_start + 300), 0
    if match is None:
        return None
    group = "n" if match["n"] else "m"
    name = match[group]
    street = name.endswith("街道") and "党工委" in text
    both = re.search(rf"{re.escape(name[-4:])}(?:党工委、)?办事处", text) and not PARTY_WORK.search(head.title_text)
    party = "党工委" if street and not both else ""
    return Issuer(name + party, (offset + match.start(group), offset + match.end(group)))


def _town(head: Head, text: str) -> Issuer | None:
    """The township or community that acts in the opening sentences."""
    match = _TOWN_ACTS.search(prose(text[head.body_start : head.body_start + 200]))
    return _at(match, head.body_start) if match else None


def _responsible(head: Head, text: str) -> Issuer | None:
    """The body charged with the matter; who leads is said of the matter in the opening, and of single duties further down."""
    opening = head.body_start + 200
    match = _RESPONSIBLE.search(text) or _LED.search(prose(text[:opening]), head.body_start)
    return _at(match, 0, match.lastgroup or "n") if match else None


def _topical(head: Head, text: str) -> Issuer | None:
    """Plans and reports on the united front are those of the committee's department for it."""
    match = re.search(r"(?:[\u4e00-\u9fff]{2,6}?)?[省市县区旗州]委统战部", text) if "统战" in head.title_text else None
    if match is None or "调研" in head.title_text:
        return None
    start = match.end() - len("县委统战部")
    return Issuer(text[start : match.end()], (start, match.end()))


Finder = Callable[[Head, str], Issuer | None]

_OTHERS: tuple[Finder, ...] = (
    _passed, _reporting, _signed, _sealed, _titled, _presented, _township, _topic, _credited, _reported, _abbreviated, _acting, _town, _topical,
    _responsible, _entrusted,
)  # fmt: skip
_ORDER: dict[str, tuple[Finder, ...]] = {
    "news": (_credited, _dateline, _signed, _titled, _abbreviated, _invited, _acting),
    "speech": (_signed, _assembled, _entrusted, _convening, _of_the_line),
    # the rules of a joint body are not those of the member that is charged with its daily work, nor of whom others report to
    "other": tuple(find for find in _OTHERS if find not in (_responsible, _reported)),
}
