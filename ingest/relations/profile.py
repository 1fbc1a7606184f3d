"""What an entry of a list of sites tells of the site that heads it: (一)滨海纪念馆 / 位于前埠村,由县退役军人事务局主管,2009年列为省级教育基地."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.links import tells_nearness
from ingest.relations.scene import Scene
from ingest.relations.sentence import Parsed

_OPEN = r"(?<![^,。;:\n])"
"""Where a clause opens, and so has no subject of its own."""
_LIES = re.compile(rf"{_OPEN}(?:亦|也|现|今)?(?:[位坐座][于落][于在]?|地处|在)")
_THERE = re.compile(r"境?内?[东南西北旁]?(?=[,。;\n]|$)")
"""How a clause ends that only tells where something is: 在后所镇; not 在后所镇设点."""
_UNDER = re.compile(rf"{_OPEN}(?:日常|现|平时)?(?:由|归|属)")
_RUNS = re.compile(r"(?:负责|直接|代为|统一|共同)?(?:日常)?(?:主管|直管|代管|管理|管护|看护|运营|维护|管(?=[,。;]))")
_BUILDS = re.compile(r"(?:投资|出资|牵头|于[^,。;]{1,12}?)?(?:建成|兴建|建设|修建|创建|设立|建立|建造)")
_NAMED = re.compile(
    rf"{_OPEN}(?:\d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?,?)?(?:先后|又)?被?(?:公布为|列为|命名为|评为|确定为|认定为|评定为|列入|入选|获评|获批|荣获)“?"
)
_NEAR = re.compile(rf"{_OPEN}(?:距离?|离|[与和])")
_HOLDS = re.compile(
    r"(?<![^,。;:\n在])[馆院园址区室所站宫场]?内(?:还|另|现)?(?:设立?|辟|建|开设|开辟|附设)有?(?=[\u4e00-\u9fff“])"
)
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
    told = _told(text, parsed, site, starts)
    return [
        Claim(kind, source, target, *parsed.clauses[parsed.clause_at(at)], f"profile.{name}", 800, plain=True)
        for kind, source, target, at, name in told
        if source is not target
    ]


_Told = tuple[RelationType, Named, Named, int, str]


def _told(text: str, parsed: Parsed, site: Named, starts: dict[int, Named]) -> Iterator[_Told]:
    start, end = parsed.start, parsed.end
    for match in _LIES.finditer(text, start, end):
        place = starts.get(match.end())
        while place is not None and place.label is Label.Place and place.end in starts:
            place = starts[place.end]
        stands = place is not None and (not match[0].endswith("在") or _THERE.match(text, place.end))
        if place is not None and stands and place.label is Label.Place:
            yield RelationType.LOCATED_IN, site, place, match.start(), "place"
    for match in _UNDER.finditer(text, start, end):
        bodies = list(_listed(text, starts, match.end(), (Label.Organisation, Label.Place)))
        then = bodies[-1].end if bodies else end
        for kind, act in ((RelationType.LEADS, _RUNS), (RelationType.ESTABLISHES, _BUILDS)):
            if act.match(text, then, end):
                yield from ((kind, body, site, match.start(), "body") for body in bodies)
    for match in _NAMED.finditer(text, start, end):
        for honour in _listed(text, starts, match.end(), (Label.Honour,)):
            yield RelationType.AWARDED, site, honour, match.start(), "honour"
    for match in _NEAR.finditer(text, start, end):
        other = starts.get(match.end())
        clause = text[match.start() : parsed.clauses[parsed.clause_at(match.start())][1]]
        if other is not None and other.label is Label.Base and tells_nearness(clause):
            yield RelationType.NEAR, site, other, match.start(), "near"
    for match in _HOLDS.finditer(text, start, end):
        for one in _listed(text, starts, match.end(), (Label.Base,)):
            yield RelationType.HOSTS, site, one, match.start(), "inside"


def _listed(text: str, starts: dict[int, Named], at: int, labels: tuple[Label, ...]) -> Iterator[Named]:
    """Go through the names of some labels that stand side by side from an offset on, in quotation marks or not."""
    while (one := starts.get(at) or starts.get(at + 1)) is not None and one.label in labels:
        yield one
        at = one.end + text.startswith("”", one.end)
        if not _SEVERAL.match(text, at):
            return
        at += 1
