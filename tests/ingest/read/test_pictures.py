"""Scans and pictures: recognised where the extra is installed, named as what they are where it is not."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from graph.errors import LiantuError
from ingest.read import pictures, read


def picture(side: int = 40, frames: int = 1) -> bytes:
    buffer = io.BytesIO()
    pages = [Image.new("RGB", (side, side), "white") for _ in range(frames)]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()


def test_without_the_extra_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    with pytest.raises(LiantuError) as caught:
        pictures.load(b"", "a.png")
    assert caught.value.code == "file_needs_ocr"
    assert "liantu[ocr]" in str(caught.value)


def box(left: int, top: int, right: int) -> list[tuple[int, int]]:
    return [(left, top), (right, top), (right, top + 10), (left, top + 10)]


def recognised(*pieces: tuple[str, float, list[tuple[int, int]]]) -> SimpleNamespace:
    texts, scores, boxes = zip(*pieces, strict=True)
    return SimpleNamespace(txts=texts, scores=scores, boxes=boxes)


def test_pages_come_in_order_and_the_confidence_is_that_of_the_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = iter(
        [
            recognised(("县委统战部", 1.0, box(10, 10, 60))),
            recognised(("协办。", 1.0, box(80, 11, 110)), ("主办", 0.5, box(10, 10, 30))),
        ]
    )
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(pictures, "_engine", lambda: lambda _: next(pages))
    found = pictures.load(picture(frames=2), "a.tif")
    assert found.text == "县委统战部\n主办 协办。", "pieces on one height are one line, from left to right"
    assert found.confidence == 900  # two of ten characters at one half
    assert len(found.warnings) == 1


def test_the_lines_of_a_scan_are_joined_by_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    indented = recognised(
        ("由县委统战部主办,县文旅局、县妇联、团县", 1.0, box(30, 100, 200)),
        ("委协办,全年举办十二场。", 1.0, box(10, 120, 120)),
        ("由县文旅局主办,县教育局、县妇联、县残联", 1.0, box(30, 140, 200)),
        ("、团县委协办,全年举办六场,参加的群众达", 1.0, box(10, 160, 200)),
        ("三百人次。", 1.0, box(10, 180, 60)),
    )
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(pictures, "_engine", lambda: lambda _: indented)
    assert pictures.load(picture(842), "a.tif").text.split("\n") == [
        "由县委统战部主办,县文旅局、县妇联、团县委协办,全年举办十二场。",
        "由县文旅局主办,县教育局、县妇联、县残联、团县委协办,全年举办六场,参加的群众达三百人次。",
    ]


def test_a_picture_of_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(pictures, "_engine", lambda: lambda _: None)
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 100)
    with pytest.raises(LiantuError) as caught:
        pictures.load(picture(), "a.tif")
    assert caught.value.code == "file_bomb"


def test_a_transparent_ground_is_white(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(
        pictures, "_engine", lambda: lambda pixels: seen.append(pixels) or recognised(("县委", 1.0, box(0, 0, 20)))
    )
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(buffer, "PNG")
    pictures.load(buffer.getvalue(), "a.png")
    assert seen[0].min() == 255


def test_a_blank_picture_has_no_text(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="liantu[ocr] is not installed")
    (tmp_path / "a.tif").write_bytes(picture(200))
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.tif", "a.tif")
    assert caught.value.code == "file_without_text"
