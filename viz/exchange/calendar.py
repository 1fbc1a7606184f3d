"""A calendar of what is planned: duties whose deadline names a day, a month or a year, those that come again and again, and planned
relations that the texts date.

Source: RFC 5545 (iCalendar).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from graph.model import Document, Edge, Graph, Node
from graph.vocabulary import Label, RelationType, Status
from queries.due import years_of_duties
from queries.matrix import Due, body_said
from queries.matrix import calendar as recurring_duties
from viz.export import Options
from viz.words import Finding, flow, relation_word, shorten, source_line, title_of, word

OCTETS = 75
"""Longest line. Source: RFC 5545, 3.1."""
_Y, _M, _D = r"20\d\d|[明次来]", r"1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
DEADLINE = re.compile(rf"(?:(?P<year>{_Y})年)?(?<!\d)(?P<month>{_M})月(?:(?P<day>{_D})[日号])?")
WHOLE_YEAR = re.compile(rf"(?:(?P<year>{_Y})年?)?(?:年[底末内]|全年|今年|本年)|(?P<whole>{_Y})年[前度内]?$")
RANGE = re.compile(
    rf"(?:(?P<year>{_Y})年)?(?<!\d)(?P<month>{_M})(?P<named>月)?(?:(?P<day>{_D})[日号]?)?[—–\-~～－至到]+"
    rf"(?:(?P<last_year>{_Y})年)?(?:(?P<last_month>{_M})月)?(?:(?P<last_day>{_D})[日号])?(?P<whole>年[底末])?"
)
Span = tuple[date, date]
_SHORT = 4
"""Characters of the end of a body's name by which a text names it."""


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the calendar.

    Returns:
        One sentence: how many duties name neither a date nor how often they fall due.
    """
    documents = {document.id: document for document in graph.documents}
    nodes = {node.id: node for node in graph.nodes}
    duties = [node for node in graph.nodes if node.label == Label.Commitment]
    year_of = years_of_duties(graph)
    dated = [(node, span) for node in duties if (span := deadline(_deadline(node), year_of(node)))]
    stamp = (options.date or "").replace("-", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liantu//ZH", "CALSCALE:GREGORIAN"]
    lines += [
        f"X-WR-CALNAME:{_text(title_of(graph, options))}",
        f"X-WR-CALDESC:{_text(source_line(graph, options))}",
    ]
    for node, span in dated:
        lines += _event(node.id, span, node.name, _said(node, documents), stamp)
    recurring = recurring_duties(graph)
    for due in recurring:
        first = date(due.year, 1, 1)
        rule = f"FREQ={due.every.frequency};INTERVAL={due.every.interval};UNTIL={due.year}1231"
        owners, title = word("list_mark").join(_unnamed(due)), due.node.name
        title = word("headline", name=owners, said=title) if owners else title
        lines += _event(f"{due.node.id}-recurring", (first, first), title, _said(due.node, documents), stamp, rule)
    for (target, span), edges in _planned(graph, nodes).items():
        said = " ".join(dict.fromkeys(edge.evidence[0].quote for edge in edges))
        identity = f"{target}-{span[0]:%Y%m%d}-{span[1]:%Y%m%d}"
        lines += _event(identity, span, _title(nodes, edges), said, stamp)
    out.write_bytes("".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line)).encode())
    undated = len({node.id for node in duties} - {node.id for node, _ in dated} - {due.node.id for due in recurring})
    return [word("duties_undated", count=undated)] if undated else []


def deadline(text: str, year: int | None) -> Span | None:
    """Return the first and last day of a span, or the last day by which something is due, twice; None where the text names no date.

    Args:
        text: as the document has it: 9月底前, 2025年7月—10月.
        year: that of the duty, which a month or day without a year is of.
    """
    return _range(text, year) or _due(text, year)


def _range(text: str, year: int | None) -> Span | None:
    found = RANGE.search(text)
    if not found or not (found["last_month"] or (found["named"] and (found["last_day"] or found["whole"]))):
        return None
    begins = _year(found["year"], year)
    ends = _year(found["last_year"], begins)
    if not begins or not ends:
        return None
    month = int(found["month"])
    last_month = 12 if found["whole"] else int(found["last_month"] or month)
    ends += not found["last_year"] and last_month < month
    first, last = _day(begins, month, found["day"] or "1"), _day(ends, last_month, found["last_day"])
    return (first, last) if first <= last else None


def _due(text: str, year: int | None) -> Span | None:
    found = DEADLINE.search(text) or WHOLE_YEAR.search(text)
    if not found:
        return None
    said = found.groupdict()
    ends = _year(said["year"] or said.get("whole"), year)
    if not ends:
        return None
    end = _day(ends, int(said.get("month") or 12), said.get("day"))
    return end, end


def _year(said: str | None, year: int | None) -> int | None:
    """Return the year that a text names, by its number or as the next one, or the given one where it names none."""
    if not said:
        return year
    return int(said) if said.isdigit() else year and year + 1


def _day(year: int, month: int, day: str | None) -> date:
    """Return a day, the last of the month where none is given or the month has no such day."""
    last = monthrange(year, month)[1]
    return date(year, month, min(int(day), last) if day else last)


def when(edge: Edge) -> Span | None:
    """Return the first and last day of what a relation's dates say; a month or a year is its last day."""
    at, first, last, _ = edge.when
    if at:
        return _end(at), _end(at)
    return (_begin(first), _end(last)) if first and last else None


def _deadline(node: Node) -> str:
    return str(node.properties.get("deadline") or "")


def _unnamed(due: Due) -> list[str]:
    """Return who has to do a duty, but for whom its text names anyway, maybe for short: 地区教育局 is 喀什地区教育局."""
    text = flow(due.node.name)
    return [name for name in due.owners if not any(name[k:] in text for k in range(max(1, len(name) - _SHORT + 1)))]


def _planned(graph: Graph, nodes: dict[str, Node]) -> dict[tuple[str, Span], list[Edge]]:
    """Return the planned relations that are dated, by what they lead to and their time: all that take part in a fair make one event."""
    found: dict[tuple[str, Span], list[Edge]] = {}
    for edge in graph.edges:
        if edge.status == Status.PLANNED and (span := when(edge)) and edge.source in nodes and edge.target in nodes:
            found.setdefault((edge.target, span), []).append(edge)
    return found


def _title(nodes: dict[str, Node], edges: Sequence[Edge]) -> str:
    """Return what is planned and who does what in it: 菜博会：市菜博会组委会组织开展；市商务局、市文旅局参与."""
    doers: dict[str, list[str]] = {}
    for edge in sorted(edges, key=lambda e: (list(RelationType).index(e.type), e.inferred, e.id)):
        doers.setdefault(relation_word(edge.type), []).append(body_said(nodes[edge.source].name, edge.inferred))
    does: dict[str, list[str]] = {}
    mark = word("list_mark")
    for what, who in doers.items():
        does.setdefault(mark.join(dict.fromkeys(who)), []).append(what)
    said = [word("does", who=who, what=mark.join(what)) for who, what in does.items()]
    return word("headline", name=nodes[edges[0].target].name, said=word("clause_end").join(said))


def _parts(text: str) -> tuple[int, int, int]:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return year, month, day


def _begin(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _end(text: str) -> date:
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _said(node: Node, documents: dict[str, Document]) -> str:
    mention = node.mentions[0]
    document = documents.get(mention.document)
    title = word("title", title=document.title or document.file) if document else ""
    return f"{mention.text} {title}"


def _event(identity: str, span: Span, title: str, said: str, stamp: str, rule: str = "") -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(identity)}@liantu"
    yield f"DTSTAMP:{stamp or '19800101'}T000000Z"
    yield f"DTSTART;VALUE=DATE:{span[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{span[1] + timedelta(days=1):%Y%m%d}"
    if rule:
        yield f"RRULE:{rule}"
    yield f"SUMMARY:{_text(shorten(title, 120))}"
    yield f"DESCRIPTION:{_text(said)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Escape a text. Source: RFC 5545, 3.3.11."""
    return re.sub(r"([\\;,])", r"\\\1", flow(text))


def _fold(line: str) -> Iterator[str]:
    """Part a line into stretches of at most `OCTETS` octets; every further one begins with a space."""
    stretch = ""
    for character in line:
        if len((stretch + character).encode()) > OCTETS:
            yield stretch
            stretch = " "
        stretch += character
    yield stretch
