"""Tables of tasks: each row a duty with those who have to do it, those who help, and its time, as the columns say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph.vocabulary import Label, RelationType, Status
from ingest.lexicon import lexicon, words
from ingest.mentions.organisations import kind_of_body
from ingest.mentions.places import find_places
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.outline.tables import MIXED
from ingest.relations.claim import Claim
from ingest.relations.read import Told
from ingest.statements.bearers import AMONG
from ingest.statements.terms import cadence
from ingest.text import Cell, Page, TableRow

_ITEM = re.compile(r"[^、,;。/\s\t]+")
_BEFORE = re.compile(
    r"^(?:(?P<leads>牵头|主办|主责)|(?P<owes>责任|负责)|(?P<helps>配合|协办|协助|参与))(?:单位|部门|科室)?:"
)
_AFTER = re.compile(
    r"(?:\((?:(?P<leads>牵头)|(?P<helps>配合|协助))(?:单位)?\)|(?P<led>牵头|负责|主办)|(?P<helped>配合|协助|参与|落实))$"
)
_TAIL = re.compile(r"(?:\([^()]*\))?(?:等|按职责分工|分别|共同)*$")
_VAGUE = re.compile(
    r"^(?:各|有关|相关|其他|全体|所有|全[省市县区]|—|-|/|无|略$)|(?:有关|相关|成员|各)(?:单位|部门|科室|乡镇)$"
)
_LIST = re.compile(r"\([^()\n]{2,60}(?:牵头|主办|承办)[^)\n]*|(?:配合|协办|参与|责任)(?:单位|部门)?:[^;。)\n]*")
_GROUP = re.compile(
    r"(?<![^、,:和\t])(?:沿线)?各(?!有关|相关|部门|单位|级|自|项|类|地)[\u4e00-\u9fff]{1,8}?(?:\([\u4e00-\u9fff]{1,3}\))?"
    r"(?=(?:等|按职责|分别|共同)*(?:配合|协办|协同|协助|参与|参加|落实)?(?:[)、,;。\n]|$))"
)
"""A group that a list of responsibility names beside bodies: (县水务局牵头,各乡镇配合)."""
_OFFICES = re.compile(r"(?:责任|牵头|主办|承办|配合)(?:科室|股室|处室):([^,;。()\n]{2,60})")
"""The offices of a body that answer for what stands before: 责任股室:干部股、办公室."""
_OFFICE = re.compile(r"(?<![^:、])[\u4e00-\u9fff]{2,10}(?:科|股|处|室|办|中心|大队)(?=$|[、,;。)\n])")
_NAME = re.compile(r"(?!\d+$)[\u4e00-\u9fffA-Za-z0-9()·“”*×]{2,30}")
_BODIES = (Label.Organisation, Label.Stakeholder, Label.Place, Label.Base)
_LED = (Label.Brand, Label.Programme, Label.Mechanism, Label.Base, Label.Campaign)
_JOINED = (Label.Programme, Label.Mechanism, Label.Base, Label.Campaign)
_FOUNDED = re.compile(r"(?:组建|成立|设立|筹建|建立)[^,。;]{0,4}$")
_JOINS = re.compile("(?:串联|串起|串成|连接|连通|联通|联结)[^,。;]*$")
"""Before the sites that a route joins: who builds the route leads none of them."""
_STANDING = re.compile(r"^(?:每|按[月季年]|逐[月季]|长期|常年|常态|持续|定期|动态|分季度)")
_PERSON = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])")
_LEADS_TO = re.compile("电话|手机|住址|身份证|微信|邮箱|银行卡")
"""The heading of a column that holds what leads to a person."""
_NO_PERSON = "省市县区镇乡村社组局委办会校院站所户厂"
"""What the word of a place, body or group ends in, which a column of those who are helped may hold beside names."""
_OFTEN = re.compile(r"每(?:个)?(?:两个月|半年|半月|双月|月|季度|学年|年|周|学期)|常态化|定期")
_CLOSING = re.compile(
    r"\(([^()\n]{2,200}(?:\([^()\n]{0,20}\)[^()\n]{0,200})?)\)[。;]?$|(?<=[。;])([^。;()\n]{2,120}(?:牵头|负责|配合))。?$"
)
"""The bracket, or the sentence of bodies, with which a cell closes that tells what is to be done and who does it."""
_PROGRESS = re.compile(r"进展|形象进度|(?:完成|落实|办理|推进|实施)情况")
"""The heading of a column that tells how far each row has come."""
_TO_COME = re.compile(r"[—/\\-]*|\s*(?:未|尚未|待|拟|计划|即将).*", re.DOTALL)
"""What such a column says of what is still to be done."""
_NOTHING = re.compile(r"^[—/\\-]*$")
SURE = 900


class Part(NamedTuple):
    """A body in a cell: what it does there (leads, owes, helps), and its span in the clean text."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of a task table.

    Attributes:
        start: where the row's proof starts in the clean text; the serial number stays out.
        end: where it ends.
        name: what is to be done: its cell.
        deadline: the cell of its time, where that is a time.
        cadence: how often it says, where it is to go on or to come again.
        target: what has to be reached.
        owners: those who have to do it.
        supporters: those who help.
        concerns: the things that the task names; of a row that reports, those of the whole row's task.
        reported: whether the row tells how far a work has come, with no time by which it has to be done: nothing is owed.
    """

    start: int
    end: int
    name: Cell
    deadline: str | None
    cadence: str | None
    target: str | None
    owners: tuple[Named, ...]
    supporters: tuple[Named, ...]
    concerns: tuple[Named, ...]
    reported: bool = False


def parts(text: str, cell: Cell) -> list[Part]:
    """Take a cell that names bodies apart; a role that the cell itself gives (牵头单位:X, X牵头) goes before that of its column."""
    role = {"owner": "leads", "supporters": "helps"}.get(cell.role, "owes")
    found: list[Part] = []
    waiting = 0
    for match in _ITEM.finditer(text, cell.start, cell.end):
        start, end = match.span()
        if before := _BEFORE.match(match[0]):
            role, start = before.lastgroup or role, start + before.end()
            waiting = len(found)
        after = _AFTER.search(text[start:end])
        end = start + after.start() if after else end
        end = start + _TAIL.search(text[start:end]).start()  # type: ignore[union-attr]  # it matches the empty end
        if start < end:
            found.append(Part(role, start, end))
        if after:
            said = "leads" if after["leads"] or after["led"] else "helps"
            said = "owes" if AMONG.search(match[0]) else said  # of those who divide it the first has it
            alone = waiting if after["led"] or after["helped"] else len(found) - 1
            found[alone:] = [part._replace(role=said) for part in found[alone:]]
            waiting = len(found)
    return found


def bodies(reading: Reading, mentions: Sequence[Named]) -> list[Named]:
    """Add to the mentions of a page what only a list of responsibility tells as such: the column of a task table makes a body of 教育股, and of a town
    that has to do what the row says (one that only helps stays a place); beside bodies, in a table or a bracket, 各中小学 is a group."""
    rows = _task_rows(reading.page)
    listed = [part for row in rows for part in _parts(reading.text, row)]
    listed += [
        Part("helps", *office.span())
        for label in _OFFICES.finditer(reading.text)
        for office in _OFFICE.finditer(reading.text, *label.span(1))
        if not reading.word_at(office.start()).tag.startswith("nr")
    ]
    owing = {reading.text[part.start : part.end] for part in listed if part.role != "helps"}
    places = {(one.start, one.end): one for one in find_places(reading)} if rows else {}
    standing = {(one.start, one.end): one.label for one in mentions if one.label in _BODIES}
    groups = {one.end: one.start for one in mentions if one.label is Label.Stakeholder}
    found: dict[tuple[int, int], Named] = {}
    for part in listed:
        span = (part.start, part.end)
        name = reading.text[part.start : part.end]
        acts = name in owing and standing.get(span, Label.Place) is Label.Place
        known = (span in standing and not acts) or groups.get(part.end, -1) >= part.start
        if not known and _NAME.fullmatch(name) and not _VAGUE.search(name):
            kind = "government" if span in places else kind_of_body(name)
            body = Named(*span, Label.Organisation, kind, "table.body", SURE, (name,))
            found[span] = body if acts else places.get(span, body)
    for start, end in _groups(
        reading.text, [*(m.span() for m in _LIST.finditer(reading.text)), *((p.start, p.end) for p in listed)]
    ):
        if groups.get(end, -1) < start:
            found[start, end] = Named(
                start, end, Label.Stakeholder, None, "list.group", SURE, (reading.text[start:end],), weak=True
            )
    if not found:
        return list(mentions)
    taken = bytearray(len(reading.text))
    for start, end in found:
        taken[start:end] = b"\x01" * (end - start)
    kept = [one for one in mentions if not any(taken[one.start : one.end])]
    return sorted([*kept, *found.values()], key=lambda one: one.order)


def _groups(text: str, lists: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in lists:
        yield from (match.span() for match in _GROUP.finditer(text, start, end))


def unframed(page: Page) -> list[tuple[int, int]]:
    """Return the cells of task tables that no sentence holds but that may name persons."""
    roles = ("owner", "bodies", "supporters", "person")
    return [(cell.start, cell.end) for row in _task_rows(page) for cell in row.cells if cell.role in roles]


def persons(page: Page) -> list[tuple[int, int]]:
    """Return the names in the columns of persons, for no sentence could tell that a word which begins with a surname is one there; and beside a name
    what leads to whom it names: telephone, address, number."""
    found: list[tuple[int, int]] = []
    for row in page.outline.rows:
        cells = [cell for cell in row.cells if cell.role == "person"]
        leads = [(cell.start, cell.end) for cell in cells if _LEADS_TO.search(cell.heading)]
        named = [span for cell in cells for span in _names(page.clean.text, cell)]
        found += [*named, *leads] if any(span not in leads for span in named) else []
    return sorted({*found})


def _names(text: str, cell: Cell) -> Iterator[tuple[int, int]]:
    data = lexicon("persons")
    surnames, rare = words(data["surnames"]), words(data["rare"])
    for match in _PERSON.finditer(text, cell.start, cell.end):
        start, end = match.span()
        begins = text.startswith(surnames, start) or (text.startswith(rare, start) and end - start == 3)
        if begins and text[end - 1] not in _NO_PERSON:
            yield start, end


def standing(told: Told, page: Page) -> Told:
    """Leave out of what the sentences tell the duties of the rows: each row is one duty, and has its owner."""
    in_row, text = _InRow(page), page.clean.text
    first = [len(text[one.start : one.end]) - len(text[one.start : one.end].lstrip()) for one in told.commitments]
    told.commitments = [one for one, at in zip(told.commitments, first, strict=True) if not in_row(one.start + at)]
    return told


def owned(claims: Sequence[Claim], page: Page) -> list[Claim]:
    """Leave out of the claims of sentences those in rows whose subject is not named: a table says who acts in its own column."""
    in_row = _InRow(page)
    return [claim for claim in claims if claim.source is not None or not in_row(claim.start)]


class _InRow:
    """Tells whether an offset lies in a row of a task table."""

    def __init__(self, page: Page) -> None:
        rows = _task_rows(page)
        self._starts = [row.start for row in rows]
        self._ends = [row.end for row in rows]

    def __call__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


def duties(page: Page, grouping: Grouping, told: Told) -> list[Duty]:
    """Read the rows of the task tables of a page; a row without any body or time is a subheading."""
    text = page.clean.text
    mentions = grouping.mentions()
    starts = [one.start for one in mentions]
    figures = sorted(
        (one.start, one.end) for one in told.indicators if not one.unit.endswith(("工作日", "年", "月", "小时"))
    )
    found = []
    for row in _task_rows(page):
        task = row.task
        assert task is not None
        inside = mentions[bisect_left(starts, row.start) : bisect_left(starts, row.end)]
        strong = [one for one in inside if not grouping.of[one].weak]
        named = [(part, one) for part in _parts(text, row) if (one := next((m for m in inside if _is(m, part)), None))]
        owners = [one for part, one in named if part.role == "leads"] or [
            one for part, one in named if part.role == "owes"
        ][:1]
        owners = [one for one in owners if one.label is Label.Organisation]  # a group (各乡镇) owns nothing by itself
        time = next((text[c.start : c.end] for c in row.cells if c.role == "deadline"), "")
        time = "" if _NOTHING.match(time) else time
        if not named and not time and not any(c.role in ("owner", "bodies", "supporters", "target") for c in row.cells):
            continue
        telling = [c for c in row.cells if c.role and c.role != "person"]
        reported = not any(c.role == "deadline" for c in row.cells) and any(
            _PROGRESS.search(c.heading) and not _TO_COME.fullmatch(text, c.start, c.end) for c in row.cells
        )
        named_in = [c for c in row.cells if c is task or (reported and c.role == "group")]
        goes_on = bool(_STANDING.match(time))
        found.append(
            Duty(
                min(c.start for c in telling), max(c.end for c in telling), task, time if time and not goes_on else None,
                (cadence(time) or time) if goes_on else often[0] if (often := _OFTEN.search(text, task.start, task.end)) else None,
                _target(text, row, figures), tuple(dict.fromkeys(owners)), tuple(dict.fromkeys(one for _, one in named if one not in owners)),
                tuple(one for cell in named_in for one in _concerns(text, cell, strong)), reported,
            )
        )  # fmt: skip
    return found


def claims(duty: Duty) -> list[Claim]:
    """Return who leads and who takes part in the things that a row's task names; with a brand one can only work together."""
    made: list[tuple[RelationType, Named, Named, str]] = []
    for thing in duty.concerns:
        made += [(RelationType.LEADS, owner, thing, "table.lead") for owner in duty.owners]
        made += [
            (RelationType.PARTICIPATES_IN, one, thing, "table.help")
            for one in duty.supporters
            if thing.label in _JOINED
        ]
        if thing.label is Label.Brand:
            made += [(RelationType.COOPERATES_WITH, a, b, "table.help") for a in duty.owners for b in duty.supporters]
    status = Status.DONE if duty.reported else Status.PLANNED
    return [Claim(kind, a, b, duty.start, duty.end, rule, SURE - 100, status) for kind, a, b, rule in made]


def _task_rows(page: Page) -> list[TableRow]:
    return [row for row in page.outline.rows if row.task is not None]


def _parts(text: str, row: TableRow) -> Iterator[Part]:
    for cell in row.cells:
        if cell.role in ("owner", "bodies", "supporters"):
            yield from parts(text, cell)
        elif cell.role == "task" and re.search(MIXED, cell.heading):
            told = _CLOSING.search(text, cell.start, cell.end)
            start, end = told.span(told.lastindex or 0) if told else (cell.end, cell.end)
            yield from parts(text, replace(cell, role="bodies", start=start, end=end))


def _is(one: Named, part: Part) -> bool:
    """Whether a mention is the body of a part: the same span, or a group of bodies that the part names with more words."""
    if one.label is Label.Stakeholder:
        return part.start <= one.start and one.end == part.end
    return (one.start, one.end) == (part.start, part.end) and one.label in _BODIES


def _target(text: str, row: TableRow, figures: Sequence[tuple[int, int]]) -> str | None:
    """What has to be reached: the figures of the task, then the cell of the column for it."""
    inside: Sequence[tuple[int, int]] = ()
    if row.task:
        inside = figures[bisect_left(figures, (row.task.start, 0)) : bisect_left(figures, (row.task.end, 0))]
    cells = [(c.start, c.end) for c in row.cells if c.role == "target" and not _NOTHING.match(text[c.start : c.end])]
    return "；".join(text[a:b] for a, b in [*inside, *cells]) or None


def _concerns(text: str, task: Cell, mentions: Sequence[Named]) -> Iterator[Named]:
    inside = [m for m in mentions if task.start <= m.start and m.end <= task.end]
    for one in inside:
        founded = one.label is Label.Organisation and _FOUNDED.search(text[task.start : one.start])
        joined = one.label is Label.Base and _JOINS.search(text, task.start, one.start)
        if (one.label in _LED or founded) and not joined and not any(o is not one and o.covers(one) for o in inside):
            yield one
