"""The table of widths against the fonts themselves, where the machine has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from viz.slides.advances import advance, span

FOLDER = Path("/usr/share/fonts")
FONTS = [
    ("truetype/liberation/LiberationSans-Regular.ttf", 0, False),
    ("truetype/liberation/LiberationSans-Bold.ttf", 0, True),
    ("opentype/noto/NotoSansCJK-Regular.ttc", 2, False),
    ("opentype/noto/NotoSansCJK-Bold.ttc", 2, True),
]
TEXTS = "衔接缺口“（）”，。、：；·—…《》𠮷㙟éüÑçABCxyz0123456789 !#$%&*+-/<=>?@[]^_{|}~"


@pytest.mark.parametrize(("file", "index", "bold"), FONTS)
def test_no_character_is_wider_than_the_table_says(file: str, index: int, bold: bool) -> None:
    if not (FOLDER / file).exists():
        pytest.skip(f"{file} is not installed")
    font = ImageFont.truetype(str(FOLDER / file), 1000, index=index)
    known = TEXTS if "CJK" in file else [c for c in TEXTS if c < "\u0100"]
    for character in [*map(chr, range(0x20, 0x7F)), *known]:
        assert font.getlength(character) <= advance(character, bold=bold) * 1000 + 1, character


def test_letters_are_narrower_than_characters_and_bold_ones_wider_than_plain() -> None:
    assert span("联图") == 2.0
    assert span("Liantu") < span("Liantu", bold=True) < 6
    assert span("e\u0301") == span("é") == span("e")
    assert span("Ж") == 1.0 and span("😀") > 1.0
