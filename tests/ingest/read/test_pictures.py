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


def test_pages_come_in_order_and_the_confidence_is_that_of_the_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = iter(
        [
            SimpleNamespace(txts=("县委统战部",), scores=(1.0,)),
            SimpleNamespace(txts=("主办", "协办。"), scores=(0.5, 1.0)),
        ]
    )
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(pictures, "_engine", lambda: lambda _: next(pages))
    found = pictures.load(picture(frames=2), "a.tif")
    assert found.text == "县委统战部\n主办\n协办。"
    assert found.confidence == 900  # two of ten characters at one half
    assert len(found.warnings) == 1


def test_a_picture_of_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _: True)
    monkeypatch.setattr(pictures, "_engine", lambda: lambda _: None)
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 100)
    with pytest.raises(LiantuError) as caught:
        pictures.load(picture(), "a.tif")
    assert caught.value.code == "file_bomb"


def test_a_blank_picture_has_no_text(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="liantu[ocr] is not installed")
    (tmp_path / "a.tif").write_bytes(picture(200))
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.tif", "a.tif")
    assert caught.value.code == "file_without_text"
