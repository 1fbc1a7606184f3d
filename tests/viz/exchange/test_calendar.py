"""Deadlines and planned dates as a calendar, read back by icalendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.model import Document, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from viz.exchange.calendar import deadline, when
from viz.export import Options, export

DOCUMENT = Document("d" * 64, "要点.txt", "要点", "plan", 2024)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("6月底前", date(2024, 6, 30)),
        ("2025年3月15日前", date(2025, 3, 15)),
        ("2月", date(2024, 2, 29)),
        ("年底前", date(2024, 12, 31)),
        ("2026年年内", date(2026, 12, 31)),
        ("2026年底前", date(2026, 12, 31)),
        ("2026年", date(2026, 12, 31)),
        ("明年底前", date(2025, 12, 31)),
        ("明年3月前", date(2025, 3, 31)),
        ("7个工作日内", None),
        ("2025年上半年", None),
        ("", None),
    ],
)
def test_a_deadline_is_its_last_day_in_the_year_of_the_duty(text: str, last: date | None) -> None:
    assert deadline(text, 2024) == (last and (last, last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年7月—10月", date(2025, 7, 1), date(2025, 10, 31)),
        ("3-5月", date(2024, 3, 1), date(2024, 5, 31)),
        ("4月20日至5月30日", date(2024, 4, 20), date(2024, 5, 30)),
        ("5月3日—5日", date(2024, 5, 3), date(2024, 5, 5)),
        ("2024年11月至2025年2月", date(2024, 11, 1), date(2025, 2, 28)),
        ("11月至次年2月", date(2024, 11, 1), date(2025, 2, 28)),
        ("9月至年底", date(2024, 9, 1), date(2024, 12, 31)),
    ],
)
def test_a_range_lasts_from_its_first_day_to_its_last(text: str, first: date, last: date) -> None:
    assert deadline(text, 2024) == (first, last)


def test_a_deadline_without_any_year_is_none() -> None:
    assert deadline("6月底前", None) is None
    assert deadline("3-5月", None) is None


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
    lead = events["溪岸连线工程：文旅局牵头"]
    assert (lead["DTSTART"].dt, str(lead["DESCRIPTION"])) == (date(2024, 5, 20), "计划由文旅局牵头实施溪岸连线工程。")
    assert len(events) == 4  # the duty once by its deadline and once by its cadence
    assert "快照 abc" in str(calendar["X-WR-CALDESC"])


def test_a_duty_with_a_cadence_comes_again_within_the_year_of_its_document(county: Graph, tmp_path: Path) -> None:
    assert export(county, [], "ics", tmp_path / "c.ics") == []
    assert "RRULE:FREQ=MONTHLY;INTERVAL=3;UNTIL=" in (tmp_path / "c.ics").read_text(encoding="utf-8")


def test_all_that_is_planned_for_one_thing_at_one_time_is_one_event(county: Graph, tmp_path: Path) -> None:
    lead = next(e for e in _planned(county).edges if e.status == Status.PLANNED and e.type is RelationType.LEADS)
    bodies = [n.id for n in county.nodes if n.name in ("县委统战部", "工商联")]
    joined = [replace(lead, type=RelationType.PARTICIPATES_IN, source=body) for body in bodies]
    own = replace(lead, type=RelationType.ESTABLISHES)
    graph = replace(county, edges=(lead, own, *joined))
    export(graph, [], "ics", tmp_path / "c.ics")
    text = (tmp_path / "c.ics").read_bytes().decode().replace("\r\n ", "")
    assert [line for line in text.split("\r\n") if "溪岸连线工程" in line and line.startswith("SUMMARY")] == [
        "SUMMARY:溪岸连线工程：文旅局牵头、设立；工商联、县委统战部参与"
    ]


def test_a_title_names_who_has_to_do_it_where_the_duty_does_not(county: Graph, tmp_path: Path) -> None:
    def title(name: str) -> str:
        nodes = tuple(replace(n, name=name) if n.label == Label.Commitment else n for n in county.nodes)
        export(replace(county, nodes=nodes), [], "ics", tmp_path / "c.ics")
        text = (tmp_path / "c.ics").read_bytes().decode().replace("\r\n ", "")
        return next(line for line in text.split("\r\n") if line.startswith("SUMMARY"))

    assert title("每季度召开例会") == "SUMMARY:县委统战部：每季度召开例会"
    assert title("委统战部每季度召开例会") == "SUMMARY:委统战部每季度召开例会"


def test_duties_without_a_date_are_counted(tmp_path: Path) -> None:
    mention = (Mention(DOCUMENT.id, 0, 2, "建站"),)
    undated = Graph((DOCUMENT,), (Node("Commitment:1", Label.Commitment, "建站", mentions=mention),), ())
    assert export(undated, [], "ics", tmp_path / "c.ics") == ["有 1 项任务没有写明日期，未列入日历。"]
