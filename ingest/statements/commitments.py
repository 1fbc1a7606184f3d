"""Things to be done: the duty, how often, by when, how much, who has to do it and who helps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.vocabulary import Label, RelationType, Status
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.model.reader import ScoredSpan
from ingest.relations.claim import Claim
from ingest.relations.events import cues
from ingest.relations.sentence import Parsed
from ingest.statements.clauses import joined
from ingest.statements.indicators import Indicator

_OWNING = {
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.ESTABLISHES,
    RelationType.ISSUES,
    RelationType.REPORTS_TO,
    RelationType.SUPERVISES,
}
SURE = 900
"""Confidence, in thousandths, from which the trained reader's word alone makes a duty."""
_HELPING = {RelationType.PARTICIPATES_IN, RelationType.COOPERATES_WITH}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A duty in the clean text. ``owner`` is None where the document's stand-in has it (``inferred``) or nobody is named."""

    start: int
    end: int
    cadence: str | None
    deadline: str | None
    target: str | None
    owner: Named | None
    inferred: bool
    supporters: tuple[Named, ...]
    concerns: tuple[Named, ...]
    confidence: int


_CADENCE = re.compile(
    r"每(?:个)?(?:两个月|半年|半月|双月|月|季度|学年|年|周|学期|天|日|两年|三年|两周|旬)(?:\d{1,2}日|\d{1,2}月|的?第[一二三四]个(?:星期|周)[一二三四五六日]|[一二三四五六](?=[^个次])(?:、[一二三四五六])*)?"
    r"|按(?:月|季度|季|年|周|旬)|分季度|逐月|逐季|一年一[签换]|定期|常态化|动态"
)
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|上旬|中旬|下旬|初|底|末|份)?"
_DEADLINE = re.compile(
    rf"(?:到|在|于)?(?:(?:\d{{4}}年|今年|明年|次年)(?:(?:{_MONTH}|上半年|下半年|[一二三四]季度|年?底|年?内|春节|暑期|暑假|寒假))?(?:底|末|初|内|之?前|以前)*|{_MONTH}(?:底|末|初)?(?:之?前|以前|起)?"
    r"|(?:年内|年底前?|上半年|下半年|[一二三四]季度(?:末|底)?(?:前|内)?|月底前|学期内|暑期|暑假|汛期前|春节前|国庆前)(?:前|内)?|[一二两三四五六七八九十\d]+(?:个)?(?:工作日|月|年|天|日|小时)(?:之?内|以内|左右)|[一二三]年内|全年)"
)
_LEADING = re.compile(r"(?:负责|要|具体)?(?:牵头|总牵头|主办|承办)")
_URGED = re.compile(
    r"(?:动员|推动|支持|引导|指导|督促|鼓励|发动|协调|帮助|邀请|会同|联合|配合|协助)(?:全[省市县区州旗])?$"
)
"""Words that make the body after them somebody who is moved to act or helps, not who has the duty."""
_PART = re.compile(r"[^。;!?\n]+")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+是要?|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、)]|第[一二三四五六七八九十]+条?[,、 ]?|——?|[·•])+"
)


def find_commitments(
    reading: Reading,
    parsed: Parsed,
    role: str,
    claims: list[Claim],
    indicators: list[Indicator],
    stand_in: bool,
    charged: Sequence[Named] = (),
    runs: Sequence[ScoredSpan] | None = None,
) -> list[Commitment]:
    """Find the duties of a sentence.

    Args:
        reading: the document.
        parsed: the sentence taken apart.
        role: of its section.
        claims: what the sentence claims; a planned one makes a duty of its clause.
        indicators: its measured quantities.
        stand_in: whether the document has a body that fills an omitted subject.
        charged: the body that the heading sets over the sentence; it has to do what names nobody else.
        runs: what the trained reader says of the sentence; None where there is none.
    """
    planning = role == "plan" or (reading.page.context.kind == "plan" and role != "done")

    def read(start: int, end: int, confidence: int | None = None) -> Commitment | None:
        opening = _NUMBERED.match(reading.text[start:end])
        start += opening.end() if opening else 0
        if end - start <= 7:
            return None
        mine = [c for c in claims if _promised(c) and start <= c.target.start < end]
        counted = [i for i in indicators if start <= i.start < end]
        one = _duty(reading, parsed, (start, end), mine, counted)
        timed = counted or one.cadence or one.deadline
        if confidence is None and not (mine or (planning and timed and _acts(reading.text[start:end]))):
            return None
        placed = any(c.source is not None and c.source.label is Label.Place for c in mine)
        owner = one.owner or next(iter(charged), None)
        inferred = owner is None and stand_in and not placed
        return replace(one, owner=owner, inferred=inferred, confidence=confidence or one.confidence)

    def taken(run: ScoredSpan) -> Commitment | None:
        return read(run.start, run.start + len(reading.text[run.start : run.end].rstrip(",;。 \n")), run.confidence)

    parts = [read(*match.span()) for match in _PART.finditer(reading.text, parsed.start, parsed.end)]
    return joined([one for one in parts if one is not None], runs, taken, SURE)


def _promised(claim: Claim) -> bool:
    return claim.status is Status.PLANNED and claim.rule.startswith(("verb", "duty", "member"))


def _duty(
    reading: Reading, parsed: Parsed, span: tuple[int, int], mine: list[Claim], counted: list[Indicator]
) -> Commitment:
    stretch = reading.text[span[0] : span[1]]
    owner, helpers = _bodies(reading.text, parsed, mine, *span)
    bodies = (Label.Organisation, Label.Stakeholder, Label.Place)
    return Commitment(
        *span, _first(_CADENCE, stretch), _deadline(stretch), _target(reading.text, counted), owner, False, helpers,
        tuple(dict.fromkeys(c.target for c in mine if c.target.label not in bodies)), 650 if mine else 500,
    )  # fmt: skip


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[0] if match else None


def _deadline(text: str) -> str | None:
    """Return the first phrase of time that a duty has to keep, as it stands."""
    for match in _DEADLINE.finditer(text):
        if match[0].startswith("每") or text[max(0, match.start() - 1) : match.start()] in ("每", "第"):
            continue
        return re.sub(r"^(?:到|在|于)", "", match[0])
    return None


def _acts(text: str) -> bool:
    return not re.match(r"(?:是|为|有|指|包括|共)", text) and bool(re.search(r"[\u4e00-\u9fff]{4,}", text))


def _target(text: str, counted: list[Indicator]) -> str | None:
    """Return the first figure that a duty has to reach, as it stands; spans of time are deadlines."""
    for one in counted:
        if not one.unit.endswith(("工作日", "年", "月", "小时")):
            return re.sub(r"^(?:达到|达|约|近)", "", text[one.start : one.end])
    return None


def _bodies(
    text: str, parsed: Parsed, mine: list[Claim], start: int, end: int
) -> tuple[Named | None, tuple[Named, ...]]:
    """Return who has to do it, and who helps: who takes the lead by the text's own word, who the duty's verbs claim, or the body at its head."""
    bodied = [g for g in parsed.groups if start <= g.start < end and g.of(Label.Organisation)]
    urged = {n for g in bodied if _URGED.search(text, start, g.start) for n in g.names}
    heads = [g.of(Label.Organisation)[-1] for g in bodied if _LEADING.match(text, g.end)]
    inside = [
        c for c in mine if c.source is not None and c.source.label is Label.Organisation and c.source not in urged
    ]
    leading = [
        c for c in inside if c.type is RelationType.LEADS and c.rule in ("verb.lead", "duty.owner", "member.head")
    ]
    doing = [c for c in inside if c.type in _OWNING and not c.rule.endswith("partner")]
    owner = next(iter(heads), None) or next((c.source for c in [*leading, *doing]), None)
    helpers = [
        c.source
        for c in mine
        if c.source is not None and (c.type in _HELPING or c.rule.endswith("partner") or c in inside)
    ]
    for group in bodied:
        bodies = group.of(Label.Organisation)
        if group.cue in cues("partner"):
            helpers += bodies
        elif owner is None and (group.cue in cues("agent") or (not group.cue and group.start - start < 3)):
            owner, helpers = bodies[0], [*helpers, *bodies[1:]]
    return owner, tuple(dict.fromkeys(h for h in helpers if h is not owner and h.label is not Label.Place))


def amended(last: Commitment, claims: list[Claim]) -> Commitment:
    """Give a duty the bodies of the bracket or line of responsibility that follows its sentence."""
    owner = next((c.source for c in claims if c.rule == "duty.owner" or c.type is RelationType.LEADS), last.owner)
    others = [
        c.source
        for c in claims
        if c.type is RelationType.PARTICIPATES_IN and c.source is not None and c.source is not owner
    ]
    return replace(
        last,
        owner=owner,
        inferred=last.inferred and owner is None,
        supporters=tuple(dict.fromkeys([*last.supporters, *others])),
    )
