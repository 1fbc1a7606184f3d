"""Sites near each other, and what strings them together or, as the text says, fails to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations

from graph.vocabulary import Label, RelationType, Status
from ingest.lexicon import alternation, lexicon
from ingest.mentions.either import RULE as EACH
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.scene import Scene
from ingest.relations.sentence import Group, Parsed
from ingest.relations.status import status_of

_CONNECTORS = (Label.Base, Label.Programme, Label.Mechanism)


_CLOSE = re.compile(
    r"隔[\u4e00-\u9fff]相望|[离距][^,。;]{2,20}(?:不过|不到|不足|只有|仅)|步行[^,。;]{0,4}(?:不过|不到|不足|只需?|仅需?)|同[在处]一|同在"
)
_NEARNESS = re.compile(
    r"[距邻隔近米旁挨侧接远]|公里|[\d一二三四五六七八九十半]里|分钟|小时|对面|周边|同[处在一]|紧[靠临]|连片|背靠|相望|[合共]用|一[个处]|箭之地"
)
"""One of these stands wherever a text tells that two sites are near each other (138 of 142)."""
_FAR = re.compile(r"[不未](?:相邻|毗邻|相连|邻近)|相[距隔](?:遥远|甚远|较远|很远)|远隔")
"""What says that two are not near."""
_APART = re.compile(
    r"各[\u4e00-\u9fff]{1,2}各|各有各的|[\u4e00-\u9fff]{2}各[\u4e00-\u9fff]、|各守一|互不|一([处个家])[归属由][^,。;]{1,16}[,、]一\1"
)

_TIE = "(?:公交|班车|接驳|步道|栈道|[线道公]路|游线|专线|连接|联[接结系动通]|串联|衔接|通联|往来|交流|流动|互动|互通|标识|共享|协作|合作|通达|导览|联展)"
_PARTED = re.compile(
    rf"之间(?:不通|互不|(?:缺少|缺乏|没有?|尚无|无|未|还没)[^,。;]{{0,10}}?{_TIE})"
    rf"|(?:分散|散落|散布|分布)在[^。;]{{2,30}}?(?:[没未]能?[联连串]|互不|各[管讲干]各|(?:没有|尚未)[^,。;]{{0,8}}?{_TIE})"
    r"|互不(?:相[通连]|通达|联通|共享|引荐|串联|往来|衔接)|没能?(?:[联连串]成|[串连]上|[串连]起)|(?:游线|线路|步道)(?:没|未)能?(?:串|连|联|通|打通|贯通|衔接)"
    r"|之间(?:还|尚|仍|却|只)?(?:横着|隔着|有|是)[^,。;]{0,10}断头路(?!(?:正在|已经?|将)?(?:建设|打通|贯通))"
    r"|各管[一各]|各[干讲]各的(?!故事|精彩|特色)|[\u4e00-\u9fff]各立"
)
"""What says of several sites that nothing links them (25 of 25)."""
_SETTLED = re.compile(
    r"(?:过去|以往|曾经?|原先|从前|避免|防止|杜绝|改变|告别|消除|结束|扭转|打破)[^。;]{0,40}$|^[^,。;]{0,10}?(?:拆除|扭转|改变|结束|消除|打破|告别)"
    r"|^[^。;]*?(?:已经?|如今|现在|今年)[^,。;]{0,16}?(?:[串连联][成为起接通联到]|解决|打通|贯通)"
)
"""What stands before or behind it where that is over."""
_OTHER = re.compile(r"[它其]|[两三四五六几\d各][者处个座]|前者|对面|彼此|均|都|互|相[距隔望邻]|毗邻")
"""What points at a site that another part of the sentence names."""
_COUNTED = re.compile(r"[两二三四五六七八九十\d]+[个处家座]")
_AT = ("在", "位于", "地处")
"""Words behind which stands where the sites lie, which is none of them: 同在老街."""
_INTO = ("成", "为")
"""How words of stringing together end behind which stands what comes of it: 串成X."""
_AXIS = re.compile(r"为(?:主?轴线?|主线|纽带)(?=[,;。])")
"""What makes a road before it the one that a route follows: 以G104国道为轴."""
_SIDE = re.compile(r"[”》]?(?:[、和与及]|以及)[“《]?")
_ENDS = re.compile(r"(?:[东西南北]起|[东西南北][至到抵接]|[途中]经|起于|止于)$")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternation(lexicon("links")[name]))


def tells_nearness(text: str) -> bool:
    """Say whether a text has words for how near two things lie: that each goes its own way tells nothing of it."""
    return _NEARNESS.search(text) is not None and not _FAR.search(text)


def read_links(reading: Reading, parsed: Parsed, scene: Scene, role: str) -> list[Claim]:
    """Return NEAR and CONNECTS of a sentence; ``role`` of its section."""
    if not parsed.groups:
        return []
    text = reading.text[parsed.start : parsed.end]
    claims = _route(reading, parsed, scene, role)
    sites = [n for g in parsed.groups for n in g.of(Label.Base)]
    named = [n for n in sites if n.kind != "corridor" and n.rule != EACH]
    near, connect = _pattern("near").search(text) or _CLOSE.search(text), _pattern("connect").search(text)
    if not near and not connect and not (len(named) > 1 and _PARTED.search(text)):
        return claims
    apart = [n for n in named if not any(n in g.names for g in parsed.groups if g.cue in _AT)]
    bases = apart if len(apart) > 1 else named
    if near and not _FAR.search(text):
        limit = parsed.start + near.end()
        part = text.rfind(";", 0, near.start()) + 1 + parsed.start
        inside = [b for b in bases if part <= b.start < limit + 12]  # the next item speaks of others
        before = len(inside) < 2 and (not inside or _OTHER.search(text, part - parsed.start))
        close = [b for b in bases if b.start < limit + 12] if before else inside
        for a, b in combinations(close[:6], 2):
            claims.append(_claim(RelationType.NEAR, a, b, parsed, "link.near", Status.DONE))
    if unlinked := _unlinked(text, parsed.start, bases, bool(near or connect)):
        for sites, plain in unlinked:
            for a, b in combinations(sites[:6], 2):
                claim = _claim(RelationType.CONNECTS, a, b, parsed, "link.missing", Status.MISSING)
                claims.append(replace(claim, plain=plain))
    elif connect:
        claims += _connected(reading, parsed, parsed.start + connect.start(), parsed.start + connect.end(), scene, role)
    return claims


def _unlinked(text: str, offset: int, bases: list[Named], near: bool) -> list[tuple[list[Named], bool]]:
    """Return the sites that a sentence says are not connected, and whether that is beyond doubt: those between two semicolons where two stand there, for
    the next item speaks of others.

    Args:
        text: the sentence.
        offset: where it stands.
        bases: the sites that it names.
        near: whether it also says that they are near, or speaks of linking.
    """
    sites = [b for b in bases if not _COUNTED.match(b.names[0])]
    found: list[tuple[list[Named], bool]] = []
    start, alone = 0, False
    for part in text.split(";"):
        inside = [b for b in sites if start <= b.start - offset < start + len(part)]
        parted = _PARTED.search(part)
        over = parted and (_SETTLED.search(part[: parted.start()]) or _SETTLED.match(part[parted.end() :]))
        said = near and (_pattern("unlinked").search(part) or _APART.search(part))
        doubtful = said and all(sure for _, sure in found)
        alone = alone or bool(said and (not inside or (len(inside) < 2 and _OTHER.search(part))))  # of those before
        if len(inside) > 1 and not over and (parted or doubtful):
            found.append((inside, parted is not None))
        start += len(part) + 1
    return found or ([(sites, False)] if alone and len(sites) > 1 and not _PARTED.search(text) else [])


def _route(reading: Reading, parsed: Parsed, scene: Scene, role: str) -> list[Claim]:
    """沿X打造Y, 以X为轴打造Y, Y西起A, 东至B: a route connects the road that it follows and the places at which it begins, passes and ends."""
    claims = []
    for group in parsed.groups:
        axis = group.cue == "以" and _AXIS.match(reading.text, group.end, parsed.end) is not None
        along = axis or group.cue in ("沿", "沿着")
        if not along and not _ENDS.search(reading.text, max(parsed.start, group.start - 2), group.start):
            continue
        near = [n for n in parsed.tops if n.kind == "corridor" or (along and n.label is Label.Programme)]
        route = [n for n in near if abs(parsed.clause_at(n.start) - group.clause) < 2] if along else near
        behind = [n for n in route if n.start > group.start] if along else []
        ahead = [n for n in route if n.end <= group.start]
        spoken = _spoken(scene) if axis else []
        for one in (behind[:1] or ahead[-1:] or spoken[-1:]) if along else ahead[-1:]:
            start, end = parsed.clauses[parsed.clause_at(max(one.start, parsed.start))]
            status = status_of(reading, role, reading.text[start:end], reading.text[parsed.start : start])
            claims += [
                _claim(RelationType.CONNECTS, one, n, parsed, "link.route", status)
                for n in group.of(Label.Place, Label.Base)
                if n is not one
            ]
    return claims


def _connected(reading: Reading, parsed: Parsed, verb: int, after: int, scene: Scene, role: str) -> list[Claim]:
    """X串联A、B, 把A、B串起来, 打造X, 串联A、B的X, A与B串成X: the connector is a corridor, a programme or a mechanism, what it connects the sites and
    places."""
    groups = parsed.groups
    first = next((g for g in groups if g.start >= verb and g.of(Label.Base, Label.Place) and g.start - verb < 20), None)
    linked = _side_by_side(reading, groups, first) if first is not None else []
    opening = max(
        (reading.text.rfind(word, parsed.clauses[parsed.clause_at(verb)][0], verb) for word in "把将"), default=-1
    )
    moved = [n for g in groups if opening >= 0 and opening < g.start and g.end <= verb for n in g.names]
    into = next((g.names for g in groups if after <= g.start < after + 8 and g.of(*_CONNECTORS)), [])
    into = into if reading.text[after - 1] in _INTO and len(into) == 1 else []
    linked = [
        n
        for n in moved or (_ahead(reading, groups, verb) if into else linked)
        if n.label in (Label.Base, Label.Place, Label.Organisation) and n.kind != "corridor" and not _carries(n, groups)
    ]
    around = [n for g in groups for n in g.of(*_CONNECTORS) if n not in linked]
    made = [n for n in around if n in scene.made and n.end <= verb]
    corridors = [n for n in around if n.kind == "corridor" or n.label is not Label.Base] or made[-1:]
    connectors = into or corridors[:1] or _spoken(scene)[:1]
    index = parsed.clause_at(verb)
    start, end = parsed.clauses[index]
    clause = reading.text[start:end]
    if moved and reading.text[opening] == "将":  # it moves the object, and tells of no future
        clause = clause[: opening - start] + "把" + clause[opening - start + 1 :]
    status = status_of(reading, role, clause, reading.text[parsed.start : start])
    return [
        _claim(RelationType.CONNECTS, c, n, parsed, "link.connect", status)
        for c in connectors
        for n in linked
        if n is not c
    ]


def _ahead(reading: Reading, groups: list[Group], verb: int) -> list[Named]:
    """Return the sites that stand before what strings them together, since the last semicolon; of 依托A建设B,与C串成X only the last two."""
    opened = reading.text.rfind(";", groups[0].start, verb) + 1
    ahead = [g for g in groups if opened <= g.start and g.end <= verb and g.of(Label.Base)]
    beside = next((g for g in ahead if g.cue in ("与", "同", "和")), None)
    if beside is None:
        return [n for g in ahead for n in g.of(Label.Base)]
    before = [n for g in ahead if g.end <= beside.start for n in g.of(Label.Base)]
    return [*before[-1:], *(n for g in ahead if g.start >= beside.start for n in g.of(Label.Base))]


def _spoken(scene: Scene) -> list[Named]:
    """Return what the sentence before spoke of, where it may string sites together: what it set up, a corridor, a programme."""
    return [
        n
        for n in scene.topic
        if n.kind == "corridor"
        or n.label in (Label.Programme, Label.Mechanism)
        or (n.label is Label.Base and n in scene.made)
    ]


def _side_by_side(reading: Reading, groups: list[Group], first: Group) -> list[Named]:
    """Return the names of a group and of those that follow it in the same list: 桃源村、古渡口遗址和县书画院."""
    names = [*first.names]
    for group in groups[groups.index(first) + 1 :]:
        if not _SIDE.fullmatch(reading.text, names[-1].end, group.start):
            break
        names += group.names
    return names


def _carries(place: Named, groups: list[Group]) -> bool:
    """Say whether a place only tells where the site right behind it is."""
    return place.label is Label.Place and any(
        n.label is Label.Base and n.start == place.end for g in groups for n in g.names
    )


def _claim(kind: RelationType, source: Named, target: Named, parsed: Parsed, rule: str, status: Status) -> Claim:
    start, end = min(parsed.start, source.start), parsed.end
    return Claim(kind, source, target, start, end, rule, 700, status)
