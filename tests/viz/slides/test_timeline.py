"""The timeline: native shapes in order of time, one card for each sentence, the year named where it begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest

from graph.model import Edge, Graph
from graph.vocabulary import RelationType
from viz.export import Options, export
from viz.slides.timeline import dated, headline


def _at(edge: Edge, when: str, number: int) -> Edge:
    """The edge with its proof dated and moved, so that no two stand in one sentence."""
    proof = replace(edge.evidence[0], date=when, start=number * 100, end=number * 100 + len(edge.evidence[0].quote))
    return replace(edge, evidence=(proof,))


@pytest.fixture(scope="module")
def years(county: Graph) -> Graph:
    """The county with every relation dated, from 2023-01 on, a month apart."""
    edges = [_at(edge, f"{2023 + month // 12}-{month % 12 + 1:02d}", month) for month, edge in enumerate(county.edges)]
    return replace(county, edges=tuple(edges))


def test_relations_of_one_sentence_are_one_event(county: Graph) -> None:
    (event,) = dated(county.edges)
    assert (event.date, len(event.edges)) == ("2024", 2)


def test_the_title_says_when_most_happens(years: Graph, county: Graph) -> None:
    assert headline(dated(years.edges)) == "2023—2024 年：14 条有时间的记载，2023 年最多（12 条）"
    assert headline(dated(county.edges)) == "2024 年：1 条有时间的记载"


@pytest.mark.slow
@pytest.mark.parametrize(("size", "pages"), [("16:9", 2), ("4:3", 2)])
def test_cards_stand_in_order_of_time_on_an_axis_that_names_each_year_once(
    size: str, pages: int, years: Graph, tmp_path: Path
) -> None:
    export(years, [], "pptx", tmp_path / "d.pptx", Options(size=size))
    slides = [s for s in pptx.Presentation(str(tmp_path / "d.pptx")).slides if "有时间的记载" in _title(s)]
    assert len(slides) == pages
    dates, marks = [], []
    for slide in slides:
        assert not any(shape.has_table for shape in slide.shapes if hasattr(shape, "has_table"))
        found = [s for s in slide.shapes if s.has_text_frame and s.text_frame.text[:2] == "20" and s.top > 1_700_000]
        dates += [s.text_frame.text for s in sorted(found, key=lambda s: s.left) if len(s.text_frame.text) == 7]
        marks += [s.text_frame.text for s in found if len(s.text_frame.text) == 4]
    assert dates == sorted(dates)
    assert len(dates) == len(years.edges)
    assert set(marks) == {"2023", "2024"}


@pytest.mark.slow
def test_what_is_planned_or_missing_has_a_dashed_card(years: Graph, tmp_path: Path) -> None:
    export(years, [], "pptx", tmp_path / "d.pptx", Options())
    slides = [s for s in pptx.Presentation(str(tmp_path / "d.pptx")).slides if "有时间的记载" in _title(s)]
    dashed = [s for slide in slides for s in slide.shapes if s.shape_type == 1 and s.line.dash_style]
    assert len(dashed) == sum(edge.status != "done" for edge in years.edges)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("2025-04-20/2025-05-30", "2025-04-20–05-30"),
        ("2025-11-20/2026-02-28", "2025-11–2026-02"),
        ("2025-04/2025-05", "2025-04–05"),
    ],
)
@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_a_span_is_shown_whole(size: str, when: str, shown: str, county: Graph, tmp_path: Path) -> None:
    edges = tuple(_at(edge, when, number) for number, edge in enumerate(county.edges))
    export(replace(county, edges=edges), [], "pptx", tmp_path / "d.pptx", Options(size=size))
    slides = [s for s in pptx.Presentation(str(tmp_path / "d.pptx")).slides if "有时间的记载" in _title(s)]
    texts = [s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame]
    assert texts.count(shown) == len(edges)


@pytest.mark.slow
def test_relations_of_one_event_that_differ_in_one_part_are_said_in_one(county: Graph, tmp_path: Path) -> None:
    ids = {node.name: node.id for node in county.nodes}
    base = _at(next(e for e in county.edges if e.status == "done"), "2024-05", 0)
    link = lambda kind, a, b: replace(base, type=kind, source=ids[a], target=ids[b])  # noqa: E731
    edges = (
        link(RelationType.PARTICIPATES_IN, "工商联", "石榴节"),
        link(RelationType.PARTICIPATES_IN, "文旅局", "石榴节"),
        link(RelationType.LEADS, "县委统战部", "石榴节"),
        link(RelationType.ORGANISES, "县委统战部", "石榴节"),
        replace(link(RelationType.ORGANISES, "县委统战部", "石榴节"), evidence=_at(base, "2025-05", 9).evidence),
    )
    export(replace(county, edges=edges), [], "pptx", tmp_path / "d.pptx", Options())
    slides = [s for s in pptx.Presentation(str(tmp_path / "d.pptx")).slides if "有时间的记载" in _title(s)]
    texts = [s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame]
    (said,) = (text for text in texts if text.startswith("石榴节："))
    assert said == "石榴节：县委统战部牵头、组织开展；文旅局、工商联参与"
    assert "县委统战部组织开展石榴节" in texts


def _title(slide: Any) -> str:
    title: str = slide.shapes.title.text_frame.text
    return title
