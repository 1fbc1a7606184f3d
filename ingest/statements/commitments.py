"""Things to be done: the duty, how often, by when, how much, who has to do it and who helps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from graph.vocabulary import Label, Status
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.model.reader import ScoredSpan
from ingest.relations.claim import Claim
from ingest.relations.sentence import Parsed
from ingest.relations.status import promises, reports
from ingest.statements.bearers import find_bearers
from ingest.statements.clauses import SHORTEST, UNIT, joined, mended, tells
from ingest.statements.indicators import Indicator
from ingest.statements.problems import is_wanting
from ingest.statements.shares import apart
from ingest.statements.terms import TERM, cadence, deadline, opening, target, timed

SURE = 500
"""Confidence, in thousandths, from which the trained reader's word alone makes a duty."""


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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a duty stands."""

    start: int
    end: int
    confidence: int
    stands: bool = False


_PART = re.compile(r"(?:[^(。;!?\n]+|\([^()\n]*\)|\(|。(?=\())+")
_WORDS = re.compile(r"[\u4e00-\u9fff]{4}")
_LINE = re.compile(rf"\s*(?:(?:牵头|责任|主办|承办|配合|协办|参与|实施)?{UNIT}|{TERM}|时间|期限):")
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是要?|要)|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、)]|第[一二三四五六七八九十]+条?[,、 ]?"
    r"|——?|[·•]|(?:整改|改进|解决|具体)(?:措施|举措|任务):)+"
)


_CUT = re.compile(r"\((?:以下简称|联系|电话|邮箱|咨询|附|详?见)[^()]*$")
"""A bracket that is no part of what has to be done: …报送县教育局(联系人."""
_FORM = re.compile(
    r"(?!填|报|制|编|每|按|及时|建)[\u4e00-\u9fff]{2,20}(?:安排|汇总|统计|登记|分工|推荐|情况|任务|一览|名册|计划)表"
    r"|[\u4e00-\u9fff]{2,12}阶段(?:\([^()]*\)?)?"
)
"""The name of a form that stands by itself over its table, or that of a stage over what is done in it."""
_STEP = re.compile(r"[\u4e00-\u9fff]{2,12}(?:\([^()]*\)?)?")
"""What a stage is called behind its number: 第二阶段:集中攻坚(9月至11月)."""
_PROJECT = re.compile(r"[\u4e00-\u9fff“”]{2,24}项目")
_STAGE = re.compile(
    r"(?:^|\n)[^\u4e00-\u9fff\n]*(?:第?[一二三四五六七八九十]+[、是)])?"
    r"(?:[\u4e00-\u9fff]{2,12}阶段(?::[\u4e00-\u9fff]{2,10})?|(?<=[.、)])[\u4e00-\u9fff]{2,12})\((?P<time>[^()\n]*(?:[年月日旬]|[底初]前?|(?<=[月日])前))\)"
    r"(?:[^\n]*|[。:]?\n[^\n]*)\Z"
)
"""The time of the stage in which a sentence stands: 2.推进阶段(4月至9月)."""
_ENTERED = re.compile(r"将(?=[^,;。]{2,24}(?:纳入|列入|列为|融入|写入|作为))")
"""将…纳入 says what is done with a thing and promises nothing."""
_TOLD = re.compile(r"《[^《》]*》|计划(?=[,;。、等]|$)")
"""What sounds like a promise and is a paper: 完成《2017年活动计划》, 制定学习计划."""
_FORECAST = re.compile("预计|有望|即将")
"""What is foreseen of one thing promises nothing of the next: 道路预计元旦通车;启动大桥扩建."""
_WISH = re.compile(
    r"将[^;。]{0,30}?(?:继续|持续|进一步|不断|充分|常态化)|将[^;。]{0,6}以[^,;。]{2,30}为(?:契机|纽带|抓手|起点)"
)
"""A wish with which a news item ends: 将以活动为契机,持续深化品牌建设."""
_FIRM = re.compile(r"\d|成立|建立|设立|出台|举办")
"""What makes of a wish a thing to be done."""
_CHARGES = re.compile("应当|必须|不得|牵头|负责|职责")
_NONE = re.compile(
    r"累计|现将|(?:联系(?:单位|部门|科室|人|电话|方式|地址)|电子?邮箱|咨询电话|(?:报送|收件)邮箱)[^:]{0,6}:"
)
"""How a stretch begins that is no duty: a figure, the lead of a notice, where to write to."""
_LEADS_IN = re.compile(
    r"[^;。]{0,40}(?:以下|下列)[^,;。]{0,4}(?:工作|任务|事项|措施|方面|件(?:实|大)?事)|[^;。]{0,40}如下"
)
"""What only leads in to what has to be done: 今年将重点抓好以下工作."""
_RECALLS = re.compile(r"早在|难道|为什么|何以")
"""How a speaker begins who recalls or asks: 早在2021年就提出要…."""
_NO_ITEM = re.compile(
    r"为了?|根据|依据|按照|以(?!来)|结合(?:我|本|实际|工作)|现[就将]|目前|当前|近年来|往年|入[春夏秋冬汛]以来|[这该]|[我本](?=[省市盟州县区旗镇乡街村])|序号|附件"
    r"|(?:\d{4}年|新的一年|[今本全]年)[^。]{0,40}?(?:是|[要曾]|之年|围绕)|[^,。]{1,24}(?<![但只还就])是(?!否)"
    r"|.{0,60}(?:现有|本(?:方案|计划|要点)|[如以]下|总体(?:要求|考虑|思路))|.*[:\t]$"
)
"""How a sentence of a plan begins that is none of its items: on what it rests, what the year means, how things stand."""
_BIDS = re.compile(
    r"(?:继续|进一步|积极|深入|持续|全面|切实|不断|大力|认真|着力|扎实|协助|主动)*"
    r"(?:加强|推动|推进(?!会)|做好|健全|完善|加大|建立|开展|组织|制定|促进|提升|深化|强化|落实|支持|培育|打造|构建|实施|举办|建设"
    r"|动员|协调|督促|指导|规范|巩固|优化|编制(?!单位)|搭建|探索|拓展|畅通|贯彻|走访|配合|将(?=[^,;。]{2,60}纳入))"
)
"""The verb with which an item of a plan begins that names no body, thing or time: 加强侨法宣传活动."""
_TITLE = re.compile(r"(?:要点|计划|方案|讲话|规划|通知|意见|安排|打算|任务|工程|措施|[表事])(?:\([^()]*\))?$")
"""What a title or heading ends with that is no sentence: 2024年工作要点."""


def find_commitments(
    reading: Reading,
    parsed: Parsed,
    role: str,
    claims: list[Claim],
    indicators: list[Indicator],
    stand_in: bool,
    charged: Sequence[Named] = (),
    runs: Sequence[ScoredSpan] | None = None,
    left: list[tuple[int, int]] | None = None,
    listed: bool = False,
) -> list[Commitment]:
    """Find the duties of a sentence.

    Args:
        reading: the document.
        parsed: the sentence taken apart.
        role: of its section.
        claims: what the sentence claims; a planned one makes a duty of its clause.
        indicators: its measured quantities.
        stand_in: whether the document has a body that fills an omitted subject.
        charged: the bodies that the heading sets over the sentence; the first has to do what names nobody else, the others help.
        runs: what the trained reader says of the sentence; None where there is none.
        left: takes the stretches that only the grammar saw and that fall.
        listed: whether the sentence stands among the items of a plan, so that the grammar's word alone makes a duty.
    """
    text = reading.text
    promised = [c for c in claims if c.status is Status.PLANNED and c.rule.startswith(("verb", "duty"))]
    planning = role == "plan" or (reading.page.context.kind == "plan" and role != "done")
    if not (promised or planning or runs):
        return []
    parts = _parts(text, parsed)

    def told(start: int, end: int) -> _Stretch | None:
        start += len(number[0]) if (number := _NUMBERED.match(text[start:end])) else 0
        stretch = text[start:end]
        if end - start <= 7 or _titled(reading, parsed, start, end):
            return None
        item = listed and not (_NO_ITEM.match(stretch) or is_wanting(stretch))
        if any(start <= c.target.start < end for c in promised):
            return _Stretch(start, end, 650, item)
        # the terms are dear to read, so they come last
        due = planning and _acts(stretch) and (any(start <= i.start < end for i in indicators) or timed(stretch))
        return _Stretch(start, end, 500, item) if due or (item and _BIDS.match(stretch)) else None

    def taken(run: ScoredSpan) -> _Stretch | None:
        start, end = run.start, run.start + len(text[run.start : run.end].rstrip(",;。 \n"))
        if "(" in text[start - 1 : start + 1] and tells(
            text, start, end
        ):  # what has to be done stands before the bracket
            start = max(a for a, _ in parts if a <= start)
        start += len(number[0]) if (number := _NUMBERED.match(text[start:end])) else 0
        end -= len(rest[0]) if (rest := _CUT.search(text[start:end])) else 0
        end += text.startswith(")", end) and text.count("(", start, end) > text.count(")", start, end)
        alone = text[max(0, start - 6) : start].rstrip("0123456789.、 ()一二三四五六七八九十")[-1:] in ("", "\n")
        titled = _FORM.fullmatch(text, start, end) or (
            _PROJECT.fullmatch(text, start, end) and not _bids(reading, start)
        )
        staged = text.endswith("阶段:", 0, start) and _STEP.fullmatch(text, start, end)
        asked = text.startswith("?", end) or text[end - 1] == "?" or _RECALLS.match(text, start)
        leads = text[end - 1] == ":" or _LEADS_IN.fullmatch(text, start, end)
        none = (alone and titled) or staged or asked or leads or _NONE.match(text, start)
        whole = end - start > 7 and not none
        return _Stretch(start, end, run.confidence) if whole else None

    if runs is not None:
        bodies = {name.start for group in parsed.groups for name in group.of(Label.Organisation)}
        runs = [
            run for run in apart(text, parsed, mended(text, runs, bodies)) if not _reported(reading, role, parsed, run)
        ]
        runs = [run for run in runs if not _answers_for_others(text, run, runs, parts)]
    promising = [one for start, end in parts if (one := told(start, end)) is not None]
    stretches = joined(promising, runs, taken, SURE, left, attrgetter("stands"))
    if not stretches:
        return []
    around = _around(stretches, parts)
    over = opening(text[parsed.start : parsed.end]) or _stage(text, parsed.start)
    return [
        _duty(reading, parsed, one, wide, _part_of(one, parts), promised, indicators, over, stand_in, charged)
        for one, wide in zip(stretches, around, strict=True)
    ]


def _answers_for_others(
    text: str, run: ScoredSpan, runs: Sequence[ScoredSpan], parts: Sequence[tuple[int, int]]
) -> bool:
    """Whether a run is the bracket of who answers for duties that stand by themselves in its part of the sentence: A,B,C。(甲牵头,乙配合)."""
    if "(" not in text[run.start - 1 : run.start + 1] or not tells(text, run.start, run.end):
        return False
    start = max((a for a, _ in parts if a <= run.start), default=run.start)
    return any(start <= one.start and one.end - one.start >= SHORTEST and one.end <= run.start for one in runs)


def _stage(text: str, start: int) -> str | None:
    """Return the time of the stage that a sentence stands under, at the head of its line or as the heading right above."""
    match = _STAGE.search(text, max(0, text.rfind("\n", 0, max(0, text.rfind("\n", 0, start))) + 1), start)
    return match["time"] if match else None


def _titled(reading: Reading, parsed: Parsed, start: int, end: int) -> bool:
    """Whether a stretch is the document's title, or a heading that is a noun: no duty, though it may tell a year and a body."""
    if reading.text[end : end + 1] not in ("", "\n"):
        return False
    if parsed.start == reading.page.outline.sentences[0].start:
        return True
    return _TITLE.search(reading.text, start, end) is not None and not _bids(reading, start)


def _bids(reading: Reading, start: int) -> bool:
    return reading.word_at(start).tag.startswith("v")


def _parts(text: str, parsed: Parsed) -> list[tuple[int, int]]:
    """Take a sentence apart at its semicolons; a line of responsibility or of time (配合单位:X;完成时限:10月底) belongs to what stands before it."""
    parts: list[tuple[int, int]] = []
    for match in _PART.finditer(text, parsed.start, parsed.end):
        if parts and _LINE.match(match[0]):
            parts[-1] = (parts[-1][0], match.end())
        else:
            parts.append(match.span())
    return parts


def _reported(reading: Reading, role: str, parsed: Parsed, run: ScoredSpan) -> bool:
    """Whether a part that reports, or a news item, tells of what goes on and promises nothing: no duty, however like one it sounds."""
    kind = reading.page.context.kind
    past = role == "done" or kind == "news" or (role == "background" and (kind != "other" or _records(reading.text)))
    if kind == "plan" or not past:
        return False
    said = reading.text[parsed.start : run.end]
    if kind == "news" and _WISH.search(said) and not _FIRM.search(said, run.start - parsed.start):
        return not timed(said)
    if kind != "news":  # news tells what a paper plans
        cut = max(said.rfind(";", 0, run.start - parsed.start), 0)
        said = _TOLD.sub("", _FORECAST.sub("", said[:cut]) + said[cut:])
    return not promises(_ENTERED.sub("", said))


def _records(text: str) -> bool:
    """Whether a paper of no certain kind tells what was done and charges nobody."""
    return reports(text) and not _CHARGES.search(text)


def _part_of(one: _Stretch, parts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    start = max((a for a, _ in parts if a <= one.start), default=one.start)
    return start, min((b for _, b in parts if b >= one.end), default=one.end)


def _around(stretches: Sequence[_Stretch], parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return for each duty the stretch that may tell of it: its part of the sentence as far as no other duty stands there."""
    bounds = []
    for number, one in enumerate(stretches):
        start, end = _part_of(one, parts)
        before = [other.end for other in stretches[:number]]
        after = [other.start for other in stretches[number + 1 :]]
        bounds.append((min(one.start, max([start, *before])), max(one.end, min([end, *after]))))
    return bounds


def _duty(
    reading: Reading,
    parsed: Parsed,
    one: _Stretch,
    wide: tuple[int, int],
    part: tuple[int, int],
    promised: Sequence[Claim],
    indicators: Sequence[Indicator],
    over: str | None,
    stand_in: bool,
    charged: Sequence[Named],
) -> Commitment:
    text = reading.text
    own, whole = text[one.start : one.end], text[wide[0] : wide[1]]
    mine = [c for c in promised if wide[0] <= c.target.start < wide[1]]
    bearers = find_bearers(text, parsed, mine, *wide, one.start)
    if bearers.owner is None and not bearers.others:
        shared = find_bearers(text, parsed, (), *part)
        bearers = shared if shared.stated or shared.others else bearers
    given = [] if bearers.owner or bearers.others else charged
    owner = bearers.owner or next(iter(given), None)
    often = cadence(own) or cadence(text[one.end : wide[1]])
    bodies = (Label.Organisation, Label.Stakeholder, Label.Place)
    return Commitment(
        one.start,
        one.end,
        often,
        deadline(own) or deadline(whole) or (None if often else over),
        target(text, indicators, one.start, one.end),
        owner,
        owner is None and stand_in and not bearers.others,
        tuple(h for h in dict.fromkeys([*bearers.supporters, *given[1:]]) if h is not owner),
        tuple(dict.fromkeys(c.target for c in mine if c.target.label not in bodies)),
        one.confidence,
    )


def _acts(text: str) -> bool:
    return not text.startswith(("是", "为", "有", "指", "包括", "共")) and _WORDS.search(text) is not None


def amended(last: Commitment, reading: Reading, parsed: Parsed, start: int) -> Commitment:
    """Give a duty the bodies and the time of the bracket or line of responsibility behind it, which starts at an offset of a sentence."""
    found = find_bearers(reading.text, parsed, (), start, parsed.end)
    owner = found.owner or last.owner
    time = deadline(reading.text[start : parsed.end])
    return replace(
        last,
        owner=owner,
        inferred=last.inferred and owner is None,
        deadline=last.deadline or time,
        supporters=tuple(h for h in dict.fromkeys([*last.supporters, *found.supporters]) if h is not owner),
    )
