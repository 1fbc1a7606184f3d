"""What is part of what: members of named sets, of bodies, of names, of lists after 包括 and a colon."""

from __future__ import annotations

import itertools
import re

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.events import THINGS, Scene
from ingest.relations.sentence import ATTENDED, Group, Parsed

_INCLUDES = re.compile(r"(?:主要)?(?:包括|下设|涵盖|包含|分为|设有|细分为|下辖|旗下有?|设立了?|分设|辖)$")
_COMPOSED = re.compile(r"(?:共同)?(?:组成|构成)(?:的)?")
_MEMBERS = re.compile(r"(?:为|任|是|作为)?(?:首批|首届)?(?:成员单位|理事单位|副理事长单位|理事长单位|会员单位|成员)")
_HEADS = re.compile(
    r"(?:任|为|是|担任)(?:首届)?(?:理事长单位|召集单位|总召集人|召集人|组长|牵头单位|主任|总指挥|盟主单位|会长单位)"
)
_OFFICE = re.compile(r"办公室设在$|日常工作由$|秘书处设在$")
_INTO = re.compile(r"(?:纳入|并入|归入|整合为|划入|整合进|列入)$")
_GATHERS = (Label.Mechanism, Label.Organisation, Label.Programme, Label.Campaign, Label.Base)


def read_parts(reading: Reading, parsed: Parsed, scene: Scene) -> list[Claim]:
    """Return PART_OF of a sentence, and the members of bodies and mechanisms (由A、B等组成)."""
    claims = [*_of_names(reading, parsed), *_of_sets(reading, parsed)]
    text = reading.text
    groups = parsed.groups
    for at, group in enumerate(groups):
        before, after = text[parsed.start : group.start], text[group.end : parsed.end]
        whole = groups[at - 1].names if at else scene.topic
        if _INCLUDES.search(before) and at:
            claims += [_part(n, w, parsed, "part.includes") for w in whole[-1:] for n in group.names if _fits(n, w)]
        if _INTO.search(before) and at and group.names[0].label in THINGS:
            claims += [_part(n, group.names[0], parsed, "part.into") for n in whole if _fits(n, group.names[0])]
        claims += _members(reading, parsed, scene, group, after, before)
    return claims


def _members(reading: Reading, parsed: Parsed, scene: Scene, group: Group, after: str, before: str) -> list[Claim]:
    bodies = group.of(Label.Organisation, Label.Stakeholder, Label.Base, Label.Place)
    if not bodies:
        return []
    skipped = ATTENDED.match(after)
    rest = after[skipped.end() :] if skipped else after
    wholes = [n for g in parsed.groups for n in g.of(*_GATHERS) if n not in group.names and n.label is not Label.Base]
    ahead = [n for n in wholes if n.end <= group.start]
    behind = [n for n in wholes if n.start >= group.end]
    whole = ahead[-1:] or [n for n in scene.topic if n.label in _GATHERS][-1:]
    if _COMPOSED.match(rest):
        return [_member(b, w, parsed, "member.composed") for w in (ahead[-1:] or behind[:1] or whole) for b in bodies]
    if _MEMBERS.match(rest) or re.search(r"成员单位(?:有|为|包括|\d+[个家])?:?$", before):
        return [_member(b, w, parsed, "member.unit") for w in whole for b in bodies]
    head = bool(_HEADS.match(re.sub(r"^(?:主要|分管)?(?:负责同志|负责人|领导|书记|县长|市长|区长)", "", rest))) or bool(
        _OFFICE.search(before)
    )
    if head and group.of(Label.Organisation):
        return [_led(b, w, parsed) for w in whole for b in group.of(Label.Organisation) if w.label is not Label.Base]
    return []


def _of_names(reading: Reading, parsed: Parsed) -> list[Claim]:
    """A body's or site's name that begins with another body's: 县中心医院“白衣红心”志愿服务队."""
    claims = []
    tops = [n for g in parsed.groups for n in g.names]
    for left, right in itertools.pairwise(tops):
        if left.end == right.start and left.label is Label.Organisation and right.label is Label.Organisation:
            claims.append(_part(right, left, parsed, "part.name"))
    for outer, within in parsed.inner.items():
        for inner in within:
            if inner.label is Label.Organisation and outer.label is Label.Organisation and inner.start == outer.start:
                claims.append(_part(outer, inner, parsed, "part.name"))
    return claims


def _of_sets(reading: Reading, parsed: Parsed) -> list[Claim]:
    """A、B、C三大品牌 and 四大工程:A;B: the set and its members."""
    claims = []
    sets = [n for g in parsed.groups for n in g.names if n.rule == "set"]
    for one in sets:
        members = [
            n for g in parsed.groups for n in g.names if n is not one and n.label is one.label and n.rule != "set"
        ]
        ahead = [n for n in members if n.end <= one.start]
        behind = [n for n in members if n.start >= one.end]
        close = [n for n in ahead if one.start - n.end < 2] and ahead
        claims += [_part(n, one, parsed, "part.set") for n in (close or behind)]
    return claims


def _fits(part: Named, whole: Named) -> bool:
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
