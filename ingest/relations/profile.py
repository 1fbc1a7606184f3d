"""What an entry of a list of sites tells of the site that heads it: (一)滨海纪念馆 / 位于前埠村,由县退役军人事务局主管,2009年列为省级教育基地."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.scene import Scene
from ingest.relations.sentence import Parsed

_DAY = r"(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?,?)?"
_END = r"(?=[,。;\n]|$)"
_OPEN = r"(?<![^,。;:\n])"
"""Where a clause opens, and so has no subject of its own."""
_PUTS = r"[位坐座][于落][于在]?|地处"
_TITLES = r"公布为|列为|命名为|评为|确定为|认定为|评定为|列入|入选|获评|获批|荣获"
_TELLS = re.compile(
    rf"{_DAY}(?:亦|也|现|今|日常|平时|先后|又|被|始)*(?:{_PUTS}|在|由|归|属|距|离|与|{_TITLES}|[馆院园址区室所站宫场]?内|建[于成]|占地|总?建筑|总?面积|全长|横跨|残存|现存|为|是)"
)
"""How a sentence begins that goes on to tell of the site."""
_LIES = re.compile(rf"{_OPEN}(?:亦|也|现|今)?(?:{_PUTS}|在)")
_THERE = re.compile(rf"境?内?[东南西北旁]?{_END}")
"""How a clause ends that only tells where something is: 在后所镇; not 在后所镇设点."""
_UNDER = re.compile(rf"{_OPEN}(?:日常|现|平时)?(?:由|归|属)")
RUNS = re.compile(
    rf"(?:负责|直接|代为|统一|共同)?(?:日常)?(?:主管|直管|代管|管理|管护|看护|运营|维护|管)(?:使用|维护)?{_END}"
)
_BUILDS = re.compile(rf"(?:投资|出资|牵头|于[^,。;]{{1,12}}?)?(?:建成|兴建|修建|创建|设立|建立|建造){_END}")
_NAMED = re.compile(rf"{_OPEN}{_DAY}(?:先后|又)?被?(?:{_TITLES})“?")
_NEAR = re.compile(rf"{_OPEN}(?:距离?|离|[与和])")
_CLOSE = re.compile(
    r"(?:(?:旧址|馆)?(?:相距|直线距离)?(?:大?约|仅有?|只有|不足|不到|不过|近)*(?:[\d一二两三五六七八]+百?米|[0-3](?:\.\d+)?(?:公里|千米)|[一两二三]里)"
    r"|毗邻|相邻|一[墙路街]之隔|近在咫尺|隔[^,。;]{1,3}相望)(?!的)"
)
_HOLDS = re.compile(
    r"(?<![^,。;:\n在])[馆院园址区室所站宫场]?内(?:还|另|现)?(?:设立?|辟|建|开设|开辟|附设)有?(?=[\u4e00-\u9fff“])"
)
_WHOLE = re.compile(rf"”?(?:等)?{_END}|”?[、和(]")
"""What stands behind a name that is not part of a longer one: not 云南省文明单位的县文旅局, nor …基地推荐名单."""
_SUBJECTS = (Label.Organisation, Label.Stakeholder)
_SEVERAL = re.compile("[、和]")


def read_profile(text: str, parsed: Parsed, inside: Sequence[Named], scene: Scene) -> list[Claim]:
    """Return what a sentence tells of the site that its section is headed by, where its clauses have no subject.

    Args:
        text: the clean text.
        parsed: the sentence taken apart.
        inside: the mentions in it.
        scene: what the sentences before leave.
    """
    site = scene.heading[0] if len(scene.heading) == 1 else None
    if site is None or site.label is not Label.Base or site.start >= parsed.start:
        return []
    starts = {n.start: n for n in sorted(inside, key=lambda n: n.end)}
    told = _held(text, parsed, starts)
    if _TELLS.match(text, parsed.start, parsed.end):
        first = not text[site.end : parsed.start].strip("”:。 \n")
        told = [*_told(text, parsed, starts, first), *told]
    return [
        Claim(kind, *ends, _clause(parsed, at)[0], _clause(parsed, one.start)[1], f"profile.{name}", 800, plain=True)
        for kind, one, at, name in told
        if one is not site
        for ends in [(one, site) if name == "body" else (site, one)]
    ]


_Told = tuple[RelationType, Named, int, str]
"""A relation with the site, the other end, where its clause is, the name of its rule."""


def _clause(parsed: Parsed, offset: int) -> tuple[int, int]:
    return parsed.clauses[parsed.clause_at(offset)]


def _told(text: str, parsed: Parsed, starts: dict[int, Named], first: bool) -> Iterator[_Told]:
    start = parsed.start
    acting = (n.start for n in starts.values() if n.label in _SUBJECTS and text[n.start - 1] in ",;。:\n")
    end = min(acting, default=parsed.end)  # what stands behind another subject is told of that
    for match in _LIES.finditer(text, start, end):
        place = starts.get(match.end())
        while place is not None and place.label is Label.Place and place.end in starts:
            place = starts[place.end]
        lies = text[match.end() - 2 : match.end()] in ("位于", "落于", "落在", "地处")
        stands = lies or (first and match.start() == start and place is not None and place.end + 1 not in starts)
        if place is not None and place.label is Label.Place and stands and _THERE.match(text, place.end):
            yield RelationType.LOCATED_IN, place, match.start(), "place"
    for match in _UNDER.finditer(text, start, end):
        bodies = list(listed(text, starts, match.end(), (Label.Organisation, Label.Place)))
        then = bodies[-1].end if bodies else end
        for kind, act in ((RelationType.LEADS, RUNS), (RelationType.ESTABLISHES, _BUILDS)):
            if act.match(text, then, end):
                yield from ((kind, body, match.start(), "body") for body in bodies)
    for match in _NAMED.finditer(text, start, end):
        for honour in listed(text, starts, match.end(), (Label.Honour,)):
            if _WHOLE.match(text, honour.end):
                yield RelationType.AWARDED, honour, match.start(), "honour"
    for match in _NEAR.finditer(text, start, end):
        other = starts.get(match.end())
        if other is not None and other.label is Label.Base and _CLOSE.match(text, other.end):
            yield RelationType.NEAR, other, match.start(), "near"


def _held(text: str, parsed: Parsed, starts: dict[int, Named]) -> list[_Told]:
    return [
        (RelationType.HOSTS, one, match.start(), "inside")
        for match in _HOLDS.finditer(text, parsed.start, parsed.end)
        for one in listed(text, starts, match.end(), (Label.Base,))
        if _WHOLE.match(text, one.end)
    ]


def listed(text: str, starts: dict[int, Named], at: int, labels: tuple[Label, ...]) -> Iterator[Named]:
    """Go through the names of some labels that stand side by side from an offset on, in quotation marks or not."""
    while (one := starts.get(at) or starts.get(at + 1)) is not None and one.label in labels:
        yield one
        at = one.end + text.startswith("”", one.end)
        if not _SEVERAL.match(text, at):
            return
        at += 1
