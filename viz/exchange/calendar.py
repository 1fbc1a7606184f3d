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
from graph.vocabulary import Label, Status
from queries.matrix import calendar as recurring_duties
from viz.export import Options
from viz.words import Finding, flow, relation_word, shorten, source_line, whole_title, word

OCTETS = 75
"""Longest line. Source: RFC 5545, 3.1."""
DEADLINE = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?")
WHOLE_YEAR = re.compile(r"(?:(?P<year>20\d\d)年)?(?:年底|年末|年内|全年|今年|本年|$)")
Span = tuple[date, date]


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the calendar.

    Returns:
        One sentence: how many duties name neither a date nor how often they fall due.
    """
    documents = {document.id: document for document in graph.documents}
    nodes = {node.id: node for node in graph.nodes}
    duties = [node for node in graph.nodes if node.label == Label.Commitment]
    dated = [(node, span) for node in duties if (span := deadline(node, documents))]
    stamp = (options.date or "").replace("-", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liantu//ZH", "CALSCALE:GREGORIAN"]
    lines += [
        f"X-WR-CALNAME:{_text(options.title or whole_title(graph))}",
        f"X-WR-CALDESC:{_text(source_line(graph, options))}",
    ]
    for node, span in dated:
        lines += _event(node.id, span, node.name, _said(node, documents), stamp)
    recurring = recurring_duties(graph)
    for due in recurring:
        first = date(due.year, 1, 1)
        rule = f"FREQ={due.every.frequency};INTERVAL={due.every.interval};UNTIL={due.year}1231"
        title = word("list_mark").join((*due.owners, due.node.name))
        lines += _event(f"{due.node.id}-recurring", (first, first), title, _said(due.node, documents), stamp, rule)
    for edge in graph.edges:
        if edge.status == Status.PLANNED and (span := when(edge)) and edge.source in nodes and edge.target in nodes:
            title = f"{nodes[edge.source].name} {relation_word(edge.type)} {nodes[edge.target].name}"
            lines += _event(edge.id, span, title, edge.evidence[0].quote, stamp)
    out.write_bytes("".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line)).encode())
    undated = len({node.id for node in duties} - {node.id for node, _ in dated} - {due.node.id for due in recurring})
    return [word("duties_undated", count=undated)] if undated else []


def deadline(node: Node, documents: dict[str, Document]) -> Span | None:
    """Return the last day by which a duty is to be done, or None where its deadline names no date.

    A month or day without a year is of the year of the document that first names the duty.
    """
    text = str(node.properties.get("deadline") or "")
    document = documents.get(node.mentions[0].document) if node.mentions else None
    if not text:
        return None
    found = DEADLINE.search(text) or WHOLE_YEAR.search(text)
    if not found or not found[0]:
        return None
    year = int(found["year"]) if found["year"] else document.year if document else None
    if not year:
        return None
    month = int(found.groupdict().get("month") or 12)
    day = found.groupdict().get("day")
    last = monthrange(year, month)[1]
    end = date(year, month, min(int(day), last) if day else last)
    return end, end


def when(edge: Edge) -> Span | None:
    """Return the first and last day of what a relation's dates say; a month or a year is its last day."""
    at, first, last, _ = edge.when
    if at:
        return _end(at), _end(at)
    return (_begin(first), _end(last)) if first and last else None


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
