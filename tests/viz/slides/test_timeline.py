"""The timeline: native shapes in order of time, one card for each sentence, the year named where it begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest

from graph.model import Edge, Graph
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


def _title(slide: Any) -> str:
    title: str = slide.shapes.title.text_frame.text
    return title
