"""Decks measured with real fonts and drawn by LibreOffice: both languages, both sizes, long and hostile names."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pptx
import pytest
from PIL import ImageFont

from graph.model import Graph
from viz.export import Options, export
from viz.slides.measure import LINE, POINTS, fold

INCH = 914400
FOLDER = Path("/usr/share/fonts")
LATIN = {
    False: FOLDER / "truetype/liberation/LiberationSans-Regular.ttf",
    True: FOLDER / "truetype/liberation/LiberationSans-Bold.ttf",
}
CHINESE = {
    False: FOLDER / "opentype/noto/NotoSansCJK-Regular.ttc",
    True: FOLDER / "opentype/noto/NotoSansCJK-Bold.ttc",
}
NAMES = (
    "云溪县委统一战线工作领导小组办公室（云溪县同心共富工程推进专班）暨民营经济统战工作联席会议秘书处",
    "The Standing Committee for the Responsibilities of Interdepartmental Communication and Cooperation",
    "https://example.org/verylongpathwithoutanybreak/anotherverylongpathwithoutanybreak?query=1",
    "غرفة التجارة \u202e\u2066 甲乙",
    "😀同心👩‍👩‍👧石榴 <b>红</b> =1+1",
    "W" * 60,
)

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("size", ["16:9", "4:3"])]


@pytest.fixture(params=["zh", "en"])
def deck(
    request: pytest.FixtureRequest,
    size: str,
    county: Graph,
    findings: list,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """The county with long names among the others, as slides, in a language of the interface."""
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[request.param])
    renamed = [replace(node, name=name) for node, name in zip(county.nodes, NAMES, strict=False)]
    graph = replace(county, nodes=(*renamed, *county.nodes[len(renamed) :]))
    said = {node.id: node.name for node in graph.nodes}
    told = [
        {
            **finding,
            "message": finding["message"] + NAMES[1],
            "nodes": [{**n, "name": said[n["id"]]} for n in finding["nodes"]],
        }
        for finding in findings
    ]
    export(graph, told, "pptx", tmp_path / "deck.pptx", Options("3f9c0a17d2e4b586", size=size))
    return tmp_path / "deck.pptx"


def _needs_fonts() -> None:
    if not all(path.exists() for path in (*LATIN.values(), *CHINESE.values())):
        pytest.skip("fonts-liberation or fonts-noto-cjk is not installed")


def _texts(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_text_frame and len(shape.text_frame.text) > 1]


@cache
def _font(chinese: bool, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str((CHINESE if chinese else LATIN)[bold]), 1000, index=2 if chinese else 0)


def _drawn(line: str, size: float, bold: bool) -> float:
    """Return the width of a line in inches: Latin letters in the one font, all else in the other."""
    return sum(_font(c > "\u024f", bold).getlength(c) for c in line) / 1000 * size / POINTS


def test_every_line_is_narrower_than_its_shape_and_all_lines_are_lower(deck: Path) -> None:
    _needs_fonts()
    measured = 0
    for slide in pptx.Presentation(str(deck)).slides:
        for shape in _texts(slide):
            runs = shape.text_frame.paragraphs[0].runs
            points, bold = runs[0].font.size.pt, any(run.font.bold for run in runs)
            lines = fold(shape.text_frame.text, points, shape.width / INCH, bold=bold)
            assert max(_drawn(line.rstrip(), points, bold) for line in lines) <= shape.width / INCH + 0.01, lines
            assert len(lines) * points * LINE / POINTS <= max(shape.height / INCH, points * LINE / POINTS) + 0.01, lines
            measured += 1
    assert measured > 40


def test_libreoffice_draws_every_letter_inside_its_shape(deck: Path) -> None:
    _needs_fonts()
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation=file://{deck.parent}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(deck.parent), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pdfplumber.open(deck.with_suffix(".pdf")) as drawn:
        slides = list(pptx.Presentation(str(deck)).slides)
        assert len(drawn.pages) == len(slides)
        for page, slide in zip(drawn.pages, slides, strict=True):
            boxes = [_box(shape) for shape in slide.shapes if shape.has_text_frame]
            boxes += [cell for shape in slide.shapes if getattr(shape, "has_table", False) for cell in _cells(shape)]
            outside = [c["text"] for c in page.chars if c["text"].strip() and not any(_holds(b, c) for b in boxes)]
            assert not outside, (slide.shapes.title.text_frame.text, "".join(outside))


def _box(shape: Any) -> tuple[float, float, float, float]:
    left, top = shape.left / INCH * POINTS, shape.top / INCH * POINTS
    return left, top, left + shape.width / INCH * POINTS, top + shape.height / INCH * POINTS


def _cells(shape: Any) -> list[tuple[float, float, float, float]]:
    """The boxes of a table's cells."""
    boxes, top = [], shape.top / INCH * POINTS
    for row in shape.table.rows:
        left, high = shape.left / INCH * POINTS, row.height / INCH * POINTS
        for column in shape.table.columns:
            wide = column.width / INCH * POINTS
            boxes.append((left, top, left + wide, top + high))
            left += wide
        top += high
    return boxes


def _holds(box: tuple[float, float, float, float], letter: dict[str, Any]) -> bool:
    """Whether a letter stands in a box: its sides, and the middle of its height, to a point and a half."""
    middle = (letter["top"] + letter["bottom"]) / 2
    return box[0] - 1.5 <= letter["x0"] and letter["x1"] <= box[2] + 1.5 and box[1] - 1.5 <= middle <= box[3] + 1.5
