"""What is part of what: members of named sets, of bodies, of names, of lists after 包括 and a colon."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from graph.vocabulary import Label, RelationType
from ingest.mentions.either import RULE as EACH
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.events import THINGS, cues
from ingest.relations.scene import Scene
from ingest.relations.sentence import ATTENDED, UNDER, Group, Parsed

_INCLUDES = re.compile(
    r"(?:主要)?(?:包括|[下内]设|下挂|涵盖|包含|分为|设有|细分为|下辖|旗下[的有]?|现有|分设|辖|拥有)(?:[^,。;:、]{1,14}、){0,2}$"
)
_COMPOSED = re.compile(r"(?:共同)?(?:组成|构成)(?:的)?")
_MEMBERS = re.compile(r"(?:为|任|是|作为)?(?:首批|首届)?(?:成员单位|理事单位|副理事长单位|理事长单位|会员单位|成员)")
_HEADS = re.compile(
    r"(?:任|为|是|担任)(?:首届)?(?:理事长单位|召集单位|总召集人|召集人|组长|牵头单位|主任|总指挥|盟主单位|会长单位)"
)
_UNIT = re.compile(r"成员(?:单位)?(?:有|为|包括|\d+[个家])+:?$|跟着走的是$")
_ROLES = {
    word: (action, kind)
    for action, kind, said in (
        ("organise", RelationType.ORGANISES, "主办 承办 实施"),
        ("participate", RelationType.PARTICIPATES_IN, "协办 参与 配合"),
        ("support", RelationType.SUPPORTS, "支持 指导"),
        ("establish", RelationType.ESTABLISHES, "共建"),
        ("lead", RelationType.LEADS, "主管 运营 责任"),
    )
    for word in said.split()
}
"""By the word of a part: the action that says the same, and the relation."""
_ROLE = re.compile(rf"(?:[为是任]|作为|担任)[^,。;:、]{{0,6}}?(?P<role>{'|'.join(_ROLES)})单位")
"""What makes the bodies before it play a part in what is spoken of: 县文旅局、县融媒体中心为承办单位."""
_LEADERS = re.compile(r"^(?:主要|分管)?(?:负责同志|负责人|领导|书记|县长|市长|区长)")
_OFFICE = re.compile(r"(?:办公室|秘书处)(?:[拟将暂已]|日常)?(?:设?在|设?于|挂靠在?)$|日常工作[拟将]?由$")
_DESKS = ("办公室", "秘书处")
"""Ends of names of what only works for another body: 指挥部办公室设在甲, 乙、丙为成员单位 tells of the members of the 指挥部, and of no head."""
_INTO = re.compile(
    r"(?:(?:纳入|并入|归入|划入|整合进|列入)|(?:整合|合并|融合)(?:[^。;]{0,14}(?:[建变]成|组建|打造|成立))?为?)(?:了)?$"
)
_BELONGS = re.compile(r"(?<![原曾不再前])(?:隶属|直属|从属)[于在]?$")
"""What stands between a body and the one that it belongs to."""
_OWN = re.compile(r"的?(?:下属|所属|直属)的?(?:(?:事业|国有)?(?:单位|机构|企业))?")
"""What stands between a body and one that belongs to it."""
_IS = re.compile(r"(?:,|(?:\([^()]{0,30}|牌子)?\))?(?:[为是系]|作为)")
_UNIT_OF = re.compile(r"(?:所属|直属|下属|主管|管理)的?[^,。;、]{0,8}?(?:单位|机构|企业|公司)(?=[,。;)、]|$)")
"""What follows a body to which the one before it belongs: 甲是乙直属的事业单位."""
_MEMBER = (Label.Organisation, Label.Stakeholder, Label.Base, Label.Place)
_WIDEST = 24
"""Characters before a name that any of these patterns reads at most."""
_MOVED = ("把", "将")
TERRITORY = re.compile(r"(?:[省市县区旗州镇乡]|街道|新区)(?:党?委(?:员会)?|党工委|人民政府|政府)$")
"""The committee or government of a division: what stands behind it is a body of its own (县委组织部, 市委市政府)."""
_BELONGING = (Label.Organisation, Label.Base)
_GOVERN = ("government", "department", "party_committee", "congress_cppcc")
"""Kinds of bodies that have neither member bodies nor an office elsewhere, but are such themselves."""
_GATHERS = (Label.Mechanism, Label.Organisation, Label.Programme, Label.Campaign, Label.Base)


def read_parts(reading: Reading, parsed: Parsed, scene: Scene) -> list[Claim]:
    """Return PART_OF of a sentence, and the members of bodies and mechanisms (由A、B等组成)."""
    claims = [*_of_names(reading, parsed), *_of_sets(reading, parsed, scene)]
    text = reading.text
    groups = parsed.groups
    for at, group in enumerate(groups):
        before = text[max(parsed.start, group.start - _WIDEST) : group.start]
        whole = groups[at - 1].names if at else scene.topic
        if (
            at
            and _INCLUDES.search(before)
            and (_acting(parsed, groups[at - 1], group) or _several(groups[at - 1], before))
        ):
            whole = next((g.names for g in groups[:at] if not g.cue and g.of(*_BELONGING)), whole)
        if at and _OFFICE.search(text, max(parsed.start, groups[at - 1].start - _WIDEST), groups[at - 1].start):
            bodies = (g.names for g in reversed(groups[: at - 1]) if not g.cue and g.of(*_BELONGING))
            whole = next(bodies, scene.topic)  # 办公室设在甲,下设三组: the office's, not 甲's
        if before.endswith("拥有") and at:
            whole = next((g.names for g in reversed(groups[:at]) if not g.cue), [])
        if at and _INCLUDES.search(before):
            brands = [n for g in groups[:at] for n in g.of(Label.Brand)] if "旗下" in before[-3:] else []
            claims += [
                _part(n, w, parsed, "part.includes")
                for w in (brands or whole)[-1:]
                for n in group.names
                if fits(n, w) and (n.label is w.label or n.label in THINGS)
            ]
        if at and group.names[0].label in THINGS and _INTO.search(before):
            moved = [n for g in groups[:at] if g.cue in _MOVED for n in g.names]
            if not moved and not re.search("[把将]", text[groups[at - 1].end : group.start]):
                moved = whole
            claims += [_part(n, group.names[0], parsed, "part.into") for n in moved if fits(n, group.names[0])]
        if at:
            claims += _belonging(reading, parsed, groups[at - 1], group)
        claims += [*_members(reading, parsed, scene, group, before), *_roles(reading, parsed, scene, group)]
    return claims


def _acting(parsed: Parsed, last: Group, group: Group) -> bool:
    """Whether the group before only does something for what is spoken of, or is a list of its other parts: 中心由甲主管，乙出资，下设X; 设甲、乙，下设X."""
    cued = last.cue in cues("agent") | cues("charged") or len(last.names) > 1
    return last.clause < group.clause and (cued or last.start == parsed.clauses[last.clause][0] > parsed.start)


def _several(last: Group, before: str) -> bool:
    """Whether the bodies before are parts themselves, and have none in common: 联合社设理事会、监事会，下设财务部."""
    return len(last.of(Label.Organisation)) > 1 and before.endswith("下设")


def _belonging(reading: Reading, parsed: Parsed, last: Group, group: Group) -> list[Claim]:
    """甲隶属乙, 甲(加挂丙牌子)是乙直属的事业单位, 组建甲,为乙所属事业单位: the first is part of the second; 甲下属的乙: the second of the first."""
    between = reading.text[last.end : group.start]
    belongs = _BELONGS.search(between)
    if belongs or (_IS.fullmatch(between) and _UNIT_OF.match(reading.text, group.end, parsed.end)):
        bare = [g for g in parsed.groups if not g.cue and g.end <= group.start and g.of(*_BELONGING)] or [last]
        behind = bare[-1] if "," in between else last
        parts, whole = (bare[0] if (belongs and "," in between) or ")" in between else behind), group
    elif _OWN.fullmatch(between):
        parts, whole = group, last
    else:
        return []
    return [
        replace(_part(n, w, parsed, "part.includes"), plain=True)
        for w in whole.of(Label.Organisation)[-1:]
        for n in parts.of(*_BELONGING)
        if n is not w
    ]


def _roles(reading: Reading, parsed: Parsed, scene: Scene, group: Group) -> list[Claim]:
    """以甲为主办单位, 乙、丙为承办单位: of the thing that is named before, else of the one that was last spoken of."""
    skipped = ATTENDED.match(reading.text, group.end, parsed.end)
    role = _ROLE.match(reading.text, skipped.end() if skipped else group.end, parsed.end)
    if role is None:
        return []
    action, kind = _ROLES[role["role"]]
    ahead = [n for g in parsed.groups if g.end <= group.start for n in g.of(*THINGS)]
    return [
        Claim(type_, body, thing, min(parsed.start, thing.start), parsed.end, f"verb.{action}", 700)
        for thing in (ahead or [n for n in scene.topic if n.end <= group.start])[-1:]
        for body in group.of(Label.Organisation)
        if (type_ := _played(kind, thing)) is not None
    ]


def _played(kind: RelationType, thing: Named) -> RelationType | None:
    """Return what a part means for a thing: who holds a base heads it, and nobody takes part in a brand."""
    act = thing.label in (Label.Campaign, Label.Programme)
    if kind is RelationType.ORGANISES and not act:
        return RelationType.LEADS
    if kind is RelationType.ESTABLISHES and act:
        return RelationType.ORGANISES
    return None if thing.label is Label.Brand and kind is not RelationType.ESTABLISHES else kind


def _members(reading: Reading, parsed: Parsed, scene: Scene, group: Group, before: str) -> list[Claim]:
    bodies = group.of(*_MEMBER)
    if not bodies:
        return []
    skipped = ATTENDED.match(reading.text, group.end, parsed.end)
    rest = reading.text[skipped.end() if skipped else group.end : parsed.end]
    composed = _COMPOSED.match(rest)
    unit = not composed and (_MEMBERS.match(rest) or _UNIT.search(before))
    head = not composed and not unit and (_HEADS.match(_LEADERS.sub("", rest)) or _OFFICE.search(before))
    if not (composed or unit or head):
        return []
    wholes = [
        n
        for g in parsed.groups
        for n in g.of(*_GATHERS)
        if g.cue not in cues("agent") | {UNDER} and n not in group.names and n.label is not Label.Base
    ]
    wholes = [n for n in wholes if composed or n.kind not in _GOVERN]
    desks = [n for n in wholes if full(n).endswith(_DESKS)]
    if head and any(n.end <= group.start for n in desks[-1:]):
        return []
    wholes = [n for n in wholes if n not in desks] or wholes
    ahead = [n for n in wholes if n.end <= group.start]
    behind = [n for n in wholes if n.start >= group.end]
    spoken = [n for n in scene.topic if n.label in _GATHERS and n.label is not Label.Base]
    whole = ahead[-1:] or sorted([*spoken[-1:], *scene.body], key=lambda n: n.start)[-1:]
    sites = [n for g in parsed.groups for n in g.of(Label.Base) if n.end <= group.start]
    if composed and not ahead and sites and all(n.label is Label.Base for n in bodies):
        near = [n for n in sites if parsed.clause_at(n.start) == group.clause]
        return [_part(b, (near or sites)[0], parsed, "part.includes") for b in bodies]
    if composed:
        return [_member(b, w, parsed, "member.composed") for w in (ahead[-1:] or behind[:1] or whole) for b in bodies]
    if unit:
        return [_member(b, w, parsed, "member.unit") for w in whole for b in bodies]
    return [_led(b, w, parsed) for w in whole for b in group.of(Label.Organisation) if w.label is not Label.Base]


def _of_names(reading: Reading, parsed: Parsed) -> list[Claim]:
    """A body's or site's name that begins with another body's: 县中心医院“白衣红心”志愿服务队."""
    claims = []
    tops = [n for g in parsed.groups for n in g.names]
    for left, right in itertools.pairwise(tops):
        if (
            left.end == right.start
            and left.label is right.label is Label.Organisation
            and not TERRITORY.search(reading.text[left.start : left.end])
        ):
            claims.append(_part(right, left, parsed, "part.name"))
    return claims


_SET = re.compile(r"^[“]?[两二三四五六七八九十]+(?:大|个|项|件|张|条|支|类|馆|联|统一|区|园|位)")
_LISTS = re.compile(r"(?:[^,。;]{0,6}?)(?::|,?即|,?包括|,?分别是|,?分别为)[“]?$")


_LISTED = (*THINGS, Label.Organisation)
_ARE = re.compile(r"(?:就?是|为|指|——)“?")


def _of_sets(reading: Reading, parsed: Parsed, scene: Scene) -> list[Claim]:
    """A、B、C三大品牌, 四大工程:A、B and 一是A ... under it: the set or list and its members."""
    claims = []
    groups = parsed.groups
    tops = [n for g in groups for n in g.names if n.rule != EACH]
    for at, one in enumerate(tops):
        if one.label not in _LISTED:
            continue
        named = any(
            n.label is Label.Place and n.start == one.start for n in parsed.inner[one]
        )  # 二七区卫生院 is no set
        is_set = bool(_SET.match(full(one))) and not named
        ahead = [n for n in tops[:at] if n.label is one.label] if is_set else []
        if ahead and one.start - ahead[-1].end < 2:
            claims += [_part(n, one, parsed, "part.set") for n in ahead]
            continue
        nearest = tops[at + 1] if at + 1 < len(tops) else None
        between = reading.text[one.end : nearest.start] if nearest is not None else ""
        if nearest is not None and _lists(one, is_set, between):
            claims += [_part(n, one, parsed, "part.list") for n in _listed(one, tops[at + 1 :], is_set)]
        if is_set or (
            nearest is None and one.label in THINGS and reading.text[one.end : parsed.end].rstrip().endswith(":")
        ):
            scene.whole = [one]
    return claims


def _lists(whole: Named, is_set: bool, between: str) -> bool:
    """Say whether what stands behind a name begins the list of its parts."""
    if is_set:
        return bool(_LISTS.fullmatch(between) or _ARE.fullmatch(between))
    return whole.label in THINGS and bool(_LISTS.fullmatch(between))


def _listed(whole: Named, later: list[Named], is_set: bool) -> list[Named]:
    same = [n for n in later if n.label is whole.label]
    return same if same or not is_set else [n for n in later if n.label in THINGS]


def full(one: Named) -> str:
    """Return the best name of a mention."""
    return one.names[0]


def fits(part: Named, whole: Named) -> bool:
    if part is whole:
        return False
    return part.label is whole.label or whole.label in (
        Label.Programme,
        Label.Mechanism,
        Label.Organisation,
        Label.Brand,
        Label.Base,
    )


def _part(part: Named, whole: Named, parsed: Parsed, rule: str) -> Claim:
    return Claim(RelationType.PART_OF, part, whole, min(parsed.start, part.start, whole.start), parsed.end, rule, 700)


def _member(body: Named, whole: Named, parsed: Parsed, rule: str) -> Claim:
    return Claim(RelationType.PARTICIPATES_IN, body, whole, min(parsed.start, whole.start), parsed.end, rule, 750)


def _led(body: Named, whole: Named, parsed: Parsed) -> Claim:
    return Claim(RelationType.LEADS, body, whole, min(parsed.start, whole.start), parsed.end, "member.head", 750)
