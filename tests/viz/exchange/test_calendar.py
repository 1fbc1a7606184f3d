"""Deadlines and planned dates as a calendar, read back by icalendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.model import Document, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, Status
from viz.exchange.calendar import deadline, when
from viz.export import Options, export

DOCUMENT = Document("d" * 64, "要点.txt", "要点", "plan", 2024)


def _duty(text: str | None) -> Node:
    mention = (Mention(DOCUMENT.id, 0, 2, "建站"),)
    return Node("Commitment:1", Label.Commitment, "建站", mentions=mention, properties={"deadline": text})


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("6月底前", date(2024, 6, 30)),
        ("2025年3月15日前", date(2025, 3, 15)),
        ("2月", date(2024, 2, 29)),
        ("年底前", date(2024, 12, 31)),
        ("2026年年内", date(2026, 12, 31)),
        ("7个工作日内", None),
        (None, None),
    ],
)
def test_a_deadline_is_its_last_day_in_the_year_of_the_document(text: str | None, last: date | None) -> None:
    span = deadline(_duty(text), {DOCUMENT.id: DOCUMENT})
    assert (span and span[1]) == last


def test_a_deadline_without_any_year_is_none() -> None:
    assert deadline(_duty("6月底前"), {DOCUMENT.id: replace(DOCUMENT, year=None)}) is None


def test_a_span_has_its_first_and_last_day(county: Graph) -> None:
    edge = county.edges[0]
    dated = replace(edge, evidence=(replace(edge.evidence[0], date="2024-02/2024-03"),))
    assert when(dated) == (date(2024, 2, 1), date(2024, 3, 31))


def _planned(county: Graph) -> Graph:
    edges = []
    for edge in county.edges:
        proof: Evidence = edge.evidence[0]
        edges.append(
            replace(edge, evidence=(replace(proof, date="2024-05-20"),)) if edge.status == Status.PLANNED else edge
        )
    nodes = [
        replace(n, properties={**n.properties, "deadline": "6月底前"}) if n.label == Label.Commitment else n
        for n in county.nodes
    ]
    return Graph(county.documents, tuple(nodes), tuple(edges))


def test_icalendar_reads_every_event_with_its_sentence(county: Graph, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    export(_planned(county), [], "ics", tmp_path / "日历.ics", Options(snapshot="abc", date="2026-03-01"))
    body = (tmp_path / "日历.ics").read_bytes()
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(body)
    events = {str(e["SUMMARY"]): e for e in calendar.walk("VEVENT")}
    assert events["每季度召开统战工作例会"]["DTSTART"].dt == date(2024, 6, 30)
    lead = events["文旅局 牵头 溪岸连线工程"]
    assert (lead["DTSTART"].dt, str(lead["DESCRIPTION"])) == (date(2024, 5, 20), "计划由文旅局牵头实施溪岸连线工程。")
    assert len(events) == 4  # the duty once by its deadline and once by its cadence
    assert "快照 abc" in str(calendar["X-WR-CALDESC"])


def test_a_duty_with_a_cadence_comes_again_within_the_year_of_its_document(county: Graph, tmp_path: Path) -> None:
    assert export(county, [], "ics", tmp_path / "c.ics") == []
    assert "RRULE:FREQ=MONTHLY;INTERVAL=3;UNTIL=" in (tmp_path / "c.ics").read_text(encoding="utf-8")


def test_duties_without_a_date_are_counted(tmp_path: Path) -> None:
    undated = Graph((DOCUMENT,), (_duty(None),), ())
    assert export(undated, [], "ics", tmp_path / "c.ics") == ["有 1 项任务没有写明日期，未列入日历。"]
