"""All that a document tells, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from graph.vocabulary import Label, RelationType, Status
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.model.reader import ScoredSpan
from ingest.relations.address import read_address
from ingest.relations.aid import read_aid
from ingest.relations.apportion import apportioned
from ingest.relations.belong import read_belonging
from ingest.relations.claim import Claim
from ingest.relations.copula import read_copulas
from ingest.relations.denied import undenied
from ingest.relations.events import THINGS
from ingest.relations.handlers import SentenceEvents
from ingest.relations.links import read_links
from ingest.relations.meetings import read_meetings
from ingest.relations.names import read_names
from ingest.relations.oversight import read_oversight
from ingest.relations.parts import read_parts
from ingest.relations.profile import read_profile
from ingest.relations.scene import Scene
from ingest.relations.sentence import Group, Parsed, parse
from ingest.relations.status import negated, status_of
from ingest.relations.wholes import SET_UP, Wholes
from ingest.statements.bearers import fills
from ingest.statements.clauses import UNIT
from ingest.statements.commitments import Commitment, amended, find_commitments
from ingest.statements.dates import Dated
from ingest.statements.indicators import Indicator, find_indicators
from ingest.statements.moments import moments_under, year_over, year_said
from ingest.statements.problems import Problem, find_problems, headings_alone, is_wanting
from ingest.statements.terms import TERM
from ingest.statements.titles import under_titles
from ingest.text import Page, Sentence

_NUMBER = re.compile(r"\s*(?:[(]?[一二三四五六七八九十\d]+[)、.]\s*)*")
_SUBJECTS = (Label.Organisation, Label.Place, Label.Stakeholder, Label.Base)
_GATHERING = ("coordinating_body", "association")
_ONLY_DUTY = re.compile(
    rf"[(（<]?(?:(?:牵头|责任|主办|承办|配合|主管|实施)(?:{UNIT}|领导)?|{TERM}):|[(（<][^()（）]{{0,60}}(?:牵头|负责)"
)


@dataclass(slots=True)
class Told:
    """What the sentences of a document tell, in order. ``times`` are clauses with the date at which what they tell happened,
    ``years`` sentences with the year that stands over them, ``groups`` the names that stand side by side,
    ``unseen`` problems and duties that fell because only the grammar saw them."""

    claims: list[Claim] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    times: list[Dated] = field(default_factory=list)
    years: list[Dated] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unseen: list[tuple[Label, int, int]] = field(default_factory=list)


def read_sentences(
    reading: Reading, grouping: Grouping, stand_in: bool, scored: Sequence[ScoredSpan] | None = None
) -> Told:
    """Return what the sentences of a document tell.

    Args:
        reading: the document.
        grouping: its things and their mentions.
        stand_in: whether a body fills an omitted subject.
        scored: what the trained reader says of the text; None where there is none.
    """
    page = reading.page
    mentions = grouping.mentions()
    clauses = None if scored is None else _by_sentence(page, scored)
    told = Told()
    wholes = Wholes(reading, grouping)
    scene = Scene()
    section = -1
    starts = [n.start for n in mentions]
    for sentence in page.outline.sentences:
        starting = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [n for n in starting if n.end <= sentence.end]
        if sentence.section != section:
            heading = _heading(reading, sentence.section, mentions)
            charged = [n for n in heading if n.label is Label.Organisation]
            parent = page.outline.sections[page.outline.sections[sentence.section].parent]
            whole = [n for n in scene.whole if parent.start <= n.start]
            things = [n for n in heading if n.label in THINGS]
            year = year_over(page, sentence.section)
            scene = Scene(
                heading=things, subject=charged, charged=charged, whole=whole, year=year, over=year, events=scene.events
            )
        if "\n" in reading.text[max(0, sentence.start - 1) : sentence.start]:
            mine = _opening(reading, sentence, inside) or charged
            looks_back = bool(_BACK.match(reading.text, sentence.start)) and page.context.kind in ("speech", "plan")
            scene.subject = scene.charged = mine
            scene.back = looks_back
        section = sentence.section
        runs = None if clauses is None else clauses.get(sentence.start, [])
        _sentence(reading, sentence, inside, scene, told, stand_in, runs, wholes)
    told.claims = undenied(reading, apportioned(reading, mentions, told.claims))
    told.commitments = under_titles(reading, told.commitments)
    unseen = [(start, end) for label, start, end in told.unseen if label is Label.Problem]
    alone = headings_alone(reading, unseen, told.problems)
    told.problems = sorted([*told.problems, *alone], key=attrgetter("start"))
    return told


def _by_sentence(page: Page, scored: Sequence[ScoredSpan]) -> dict[int, list[ScoredSpan]]:
    """Return the shortcomings and duties that the trained reader sees, by the start of the sentence in which each begins."""
    sentences = page.outline.sentences
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[ScoredSpan]] = defaultdict(list)
    for one in scored:
        if one.label in (Label.Problem, Label.Commitment):
            at = bisect_right(starts, one.start) - 1
            if at >= 0 and one.start < sentences[at].end:
                found[starts[at]].append(one)
    return found


def _opening(reading: Reading, sentence: Sentence, inside: Sequence[Named]) -> list[Named]:
    """Return the bodies that a line sets over all that it tells: 县卫健局：开设心理门诊。每年体检1次。"""
    number = _NUMBER.match(reading.text, sentence.start, sentence.end)
    start = number.end() if number else sentence.start
    found: list[Named] = []
    while one := next((n for n in inside if n.start == start and n.label is Label.Organisation), None):
        found.append(one)
        start = one.end + 1
        if reading.text[one.end : start] == ":":
            return found
        if reading.text[one.end : start] != "、":
            break
    return []


def _sentence(
    reading: Reading,
    sentence: Sentence,
    inside: list[Named],
    scene: Scene,
    told: Told,
    stand_in: bool,
    scored: Sequence[ScoredSpan] | None,
    wholes: Wholes,
) -> None:
    page = reading.page
    parsed = parse(reading, sentence, inside)
    told.groups += parsed.groups
    line = reading.text.rfind("\n", 0, sentence.start) + 1
    announced = _ANNOUNCES.match(reading.text, line)
    role = "plan" if announced else "done" if scene.back else _role(page, sentence.section)
    dates = _dates(reading, parsed, scene)
    told.times += [Dated(*parsed.clauses[index], *dates[index]) for index in sorted(dates)]
    told.years += [Dated(parsed.start, parsed.end, *scene.year)] if scene.year else []
    events = SentenceEvents(reading, parsed, role, scene, dates)
    found = events.read()
    if stand_in and page.context.kind in ("plan", "summary"):
        found += _listed(
            reading, parsed, found, sentence, Status.PLANNED if page.context.kind == "plan" else Status.DONE
        )
    found += [_timed(reading, parsed, role, c) for c in read_names(reading, parsed)]
    found += read_links(reading, parsed, scene, role)
    found += [_timed(reading, parsed, role, c) for c in read_meetings(reading, parsed, scene)]
    told_of = [_timed(reading, parsed, role, c) for c in read_profile(reading.text, parsed, inside, scene)]
    known = {(c.type, c.target) for c in told_of if c.type is RelationType.AWARDED}
    found = [c for c in found if (c.type, c.target) not in known] + told_of
    found += read_address(reading, parsed) if stand_in else []
    found += [_timed(reading, parsed, role, c) for c in read_oversight(reading, parsed)]
    whose = [*read_belonging(reading.text, parsed, inside), *read_copulas(reading.text, parsed, inside)]
    found += [_timed(reading, parsed, role, c) for c in whose]
    aid = [_timed(reading, parsed, role, c) for c in read_aid(reading, parsed)]
    helped = {(c.source, c.target) for c in aid}
    found = [c for c in found if c.type is not RelationType.PARTICIPATES_IN or (c.source, c.target) not in helped] + aid
    found += [_timed(reading, parsed, role, c) for c in read_parts(reading, parsed, scene)]
    made = [c.target for c in found if c.type in SET_UP]
    over = wholes.read(parsed, sentence.section, sentence.heading, scene.whole, made)
    found += [_timed(reading, parsed, role, c) for c in over]
    if events.subject and all(n.label in _SUBJECTS for n in events.subject):
        spoken = events.subject if page.context.issuer is None or page.context.kind == "news" else []
        scene.subject = spoken or scene.charged
    scene.body = [n for n in parsed.tops if n.kind in _GATHERING][-1:] or scene.body
    counted = find_indicators(reading, parsed, inside, scene.year)
    told.claims += found
    told.indicators += counted
    if scored is not None and role == "problem":
        scored = [_as_told(reading, run) for run in scored]
    runs = {
        label: None if scored is None else [s for s in scored if s.label == label]
        for label in (Label.Problem, Label.Commitment)
    }
    unseen: dict[Label, list[tuple[int, int]]] = {label: [] for label in runs}
    told.problems += find_problems(reading, sentence, runs[Label.Problem], unseen[Label.Problem])
    if scene.duties and (_ONLY_DUTY.match(reading.text, sentence.start) or _only_bodies(reading, parsed)):
        told.commitments = _answered_for(reading, sentence, parsed, told.commitments, scene.duties)
    else:
        duties = find_commitments(
            reading,
            parsed,
            role,
            found,
            counted,
            stand_in,
            scene.charged,
            runs[Label.Commitment],
            unseen[Label.Commitment],
            page.context.kind == "plan" and role == "plan" and not sentence.heading,
        )
        wants = [p for p in told.problems if p.start >= sentence.start]
        duties = [d for d in duties if not any(p.start <= d.start and d.end <= p.end for p in wants)]
        bracket = _BEHIND.search(reading.text, parsed.start, parsed.end)
        listed = reading.text[parsed.start - 1 : parsed.start] == "。" and fills(reading.text, parsed)
        if bracket or listed or _TAIL.match(reading.text, parsed.start, parsed.end + 1):
            line = reading.text.rfind("\n", 0, parsed.start)
            earlier = [d for d in told.commitments if d.start > line and d.owner is None]
            told.commitments = [d for d in told.commitments if d not in earlier]
            behind = bracket.end() if bracket else parsed.start
            duties = [] if listed else duties
            duties = [d if d.end > behind else amended(d, reading, parsed, behind) for d in earlier + duties]
        scene.duties = len(duties) or scene.duties
        told.commitments += duties
    told.unseen += [(label, *span) for label, spans in unseen.items() for span in spans]


def _answered_for(
    reading: Reading, sentence: Sentence, parsed: Parsed, duties: list[Commitment], last: int
) -> list[Commitment]:
    """Give the duties of the sentence before a line of responsibility what the line tells; where it closes a numbered list, the items before too,
    as far as they do not say it themselves."""
    sections, text = reading.page.outline.sections, reading.text
    parent = sections[sections[sentence.section].parent] if sentence.section > 0 else sections[0]
    near = len(duties) - last
    first = near
    if parent.parent >= 0 and text[sentence.start - 1] == "\n" and parent.end - sentence.end <= _CLOSING:
        rest = text[sentence.end : parent.end].strip("。\n ").split("\n")
        if all(not line or _ONLY_DUTY.match(line.strip()) for line in rest):
            first = min(near, bisect_left(duties, parent.start, key=attrgetter("start")))
    told = [amended(one, reading, parsed, parsed.start) for one in duties[first:]]
    for number, one in enumerate(duties[first:near]):
        if one.owner is not None:
            told[number] = replace(told[number], owner=one.owner, supporters=one.supporters)
    return [*duties[:first], *told]


_CLOSING = 240
"""Characters of the lines of responsibility, time and remarks with which a list closes."""


def _as_told(reading: Reading, run: ScoredSpan) -> ScoredSpan:
    """Take what sounds like a duty for a problem where it states a want in a section of problems."""
    wanting = run.label == Label.Commitment and is_wanting(reading.text[run.start : run.end])
    return replace(run, label=Label.Problem.value) if wanting else run


def _only_bodies(reading: Reading, parsed: Parsed) -> bool:
    """Whether a sentence is a bracket that bodies fill: they answer for the duties before it."""
    filled = _BRACKET.fullmatch(reading.text, parsed.start, parsed.end)
    return filled is not None and any(g.start == parsed.start + 1 and g.of(Label.Organisation) for g in parsed.groups)


_BRACKET = re.compile(r"\([^()]{2,80}\)[。;]?\s*")
_BEHIND = re.compile(r"。(?=\([^()]*\)。?$)")
"""Where the bracket behind a sentence's stop tells who answers for all its duties (see `ingest.outline.sentences`)."""
_TAIL = re.compile(r"(?<=。)(?>[^,;。!?\n]{2,40}(?:牵头|(?<!具体)负责|结合实际落实|参与|配合)[,;]?)++。?(?=\n|$)")
"""The last sentence of a line that only tells who answers for all that the line says: …。省工业和信息化厅牵头，省国资委配合。"""
_ANNOUNCES = re.compile(
    r"(?:\d{4}年|明年|来年|下一?步|下一?阶段|今后)(?:度|的|主要|重点|工作){0,3}(?:打算|计划|安排|思路|重点|举措|措施|目标)[:,]"
)
"""Words with which a paragraph without a heading announces what is planned: 2025年打算:一是…."""


_BACK = re.compile(
    r"\s*+(?:过去的?[一两三几\d]{1,2}年|(?:[一两三几\d]{1,2}|近)年来|去年|(?:今年|20\d\d年)以来|回顾|前一?阶段|前段时间|刚才|今天,?我们(?:在这里)?(?:召开|举[办行]|相聚|齐聚))"
)
"""How a paragraph opens that reports, whatever is planned around it."""
_REPORTING = re.compile("总结|成效|成绩|回顾|做法|情况(?!通报|反映|互通)|进展|经验|启示|开局|现状")


def _role(page: Page, section: int) -> str:
    """Return the role of a section; in a plan a heading that only bids (开展X活动) reports nothing."""
    sections = page.outline.sections
    role = sections[section].role
    if page.context.kind != "plan" or role != "done":
        return role
    titles = []
    while section > 0:
        titles.append(sections[section].title)
        section = sections[section].parent
    return role if any(map(_REPORTING.search, titles)) else "plan"


def _timed(reading: Reading, parsed: Parsed, role: str, claim: Claim) -> Claim:
    """Give a claim that hangs on no verb the status of the clause of what it begins with; where a thing is, it is for good."""
    ends = [n.start for n in (claim.source, claim.target) if n is not None and n.start >= parsed.start]
    if claim.type is RelationType.LOCATED_IN or not ends:
        return claim
    start, end = parsed.clauses[parsed.clause_at(ends[0])]
    if claim.rule.startswith("member.") and reading.page.context.kind == "other":
        role = "background"  # rules of procedure and notices say who belongs to a group: they plan nothing by it
    return replace(claim, status=status_of(reading, role, reading.text[start:end], reading.text[parsed.start : start]))


def _starting(mentions: list[Named], start: int, end: int) -> list[Named]:
    """Return the mentions that start in a stretch."""
    first, last = (bisect_left(mentions, offset, key=attrgetter("start")) for offset in (start, end))
    return mentions[first:last]


def _heading(reading: Reading, section: int, mentions: list[Named]) -> list[Named]:
    """Return the thing or the bodies that a section's heading consists of: (一)“同心”工程, 4.县税务局:; 成立县商会联盟 charges nobody."""
    found = reading.page.outline.sections[section]
    size = len(found.title)
    start = found.start + len(found.number)
    inside = _starting(mentions, start, found.body + 1)
    bodies = [n for n in inside if n.label is Label.Organisation]
    if len(bodies) > 1 and "、".join(reading.text[n.start : n.end] for n in bodies) == found.title:
        return bodies
    for one in inside:
        if (
            one.end <= found.body + 1
            and (one.label in THINGS or _bare(reading, one, start))
            and (one.end - one.start) * 10 >= size * 7
        ):
            return [one]
    return []


def _bare(reading: Reading, one: Named, start: int) -> bool:
    """Whether a heading that starts at an offset is a body and bids nothing: 育强护理队伍 is no body."""
    verb = reading.word_at(one.start).tag.startswith("v")
    return one.label is Label.Organisation and one.start - start < 2 and not verb


_WHEN = re.compile(r"”?(?:活动)?(?:期间|当[天日]|前后|之际|来临|到来|前夕)")
"""What makes of a day or month in the year's calendar the time of something else."""


def _listed(reading: Reading, parsed: Parsed, found: list[Claim], sentence: Sentence, status: Status) -> list[Claim]:
    """An activity or programme that heads a heading or an item and hangs on no verb: the document's own body carries it out; not where it is the
    place or the time of what follows (在全省水利会议上,…; 宣传月期间,…)."""
    first = parsed.tops[0] if parsed.tops else None
    if first is None or first.label not in (Label.Campaign, Label.Programme) or first.start - sentence.start > 6:
        return []
    before = reading.text[sentence.start : first.start]
    if any(claim.target is first for claim in found) or negated(before) or before.endswith("在"):
        return []
    if _WHEN.match(reading.text, first.end) or (before.endswith("日") and first.names[0].rstrip("”").endswith("日")):
        return []
    start, end = parsed.clauses[0]
    return [Claim(RelationType.ORGANISES, None, first, start, max(end, first.end), "listed", 400, status)]


_SAME_DAY = re.compile(r"^.{0,3}(?:会上|会议|当天|当日|当晚|现场|活动|仪式|期间|随后|同时|本次|此次)")
"""What tells of the day that the sentence before names."""


def _dates(reading: Reading, parsed: Parsed, scene: Scene) -> dict[int, tuple[str, str]]:
    """Return what each clause says of time; in a sentence that says nothing of it and goes on with the same day, that day."""
    text = reading.text[parsed.start : parsed.end]
    found: dict[int, tuple[str, str]] = {}
    if "\n" in reading.text[max(0, parsed.start - 1) : parsed.start]:
        context = reading.page.context
        scene.year = year_said(text, context.year, context.kind) or scene.over
    moments = moments_under(text, reading.page.context.year, scene.year)
    for date in moments:
        found[parsed.clause_at(parsed.start + date.start)] = (date.value, date.year_source)
    if not moments and scene.day is not None and (reading.page.context.kind == "news" or _SAME_DAY.match(text)):
        found[0] = scene.day
    elif moments:
        scene.day = next(((d.value, d.year_source) for d in moments if len(d.value) == 10), None)
    for index in range(1, len(parsed.clauses)):
        goes_on = reading.text[parsed.clauses[index][0] - 1] != ";"
        if goes_on and index not in found and index - 1 in found:
            found[index] = found[index - 1]
    return found
