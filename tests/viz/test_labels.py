"""Names under nodes: broken where Chinese may be broken, and never a danger to the text around them."""

from __future__ import annotations

import pytest

from viz.labels import CLOSING, OPENING, label_box, label_lines, visible, width
from viz.theme import load_theme

SIZES = load_theme().sizes


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("溪畔石榴", ["溪畔石榴"]),
        ("民族宗教事务管理局", ["民族宗教事", "务管理局"]),
        ("“溪畔石榴”工作品牌建设", ["“溪畔石榴”", "工作品牌建设"]),
        ("", ["…"]),
    ],
)
def test_a_name_breaks_into_two_balanced_lines(name: str, lines: list[str]) -> None:
    assert label_lines(name, SIZES) == lines


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    lines = label_lines("长" * 5000, SIZES)
    assert len(lines) == SIZES.label_lines
    assert lines[-1].endswith("…")
    assert all(width(line) <= SIZES.label_characters for line in lines)


def test_no_line_ends_with_an_opening_mark_or_begins_with_a_closing_one() -> None:
    for lead in range(1, 12):
        for name in ("甲" * lead + "（乙丙丁戊己）", "甲" * lead + "“乙丙”丁戊己庚辛"):
            first, *rest = label_lines(name, SIZES)
            assert first[-1] not in OPENING, name
            assert not rest or rest[0][0] not in CLOSING, name


def test_bidirectional_and_control_characters_are_not_drawn() -> None:
    assert visible("甲\u202e乙\u2066丙\x00丁") == "甲乙丙丁"
    assert visible("两\n行") == "两 行"


def test_a_hub_takes_more_room_than_a_leaf() -> None:
    leaf, hub = (label_box(["甲"], degree, SIZES) for degree in (1, SIZES.hub_degree))
    assert hub.height > leaf.height
    assert hub.above > leaf.above
