"""What the reader sees of a sentence."""

import numpy as np
import pytest

from ingest.model.features import CHANNELS, GRIDS, MAX_PIECE, MAX_WIDTH, channels, grids, pairs, pieces


def feature(text: str, span: str, name: str) -> int:
    start = text.index(span)
    return int(grids(text, channels(text))[GRIDS.index(name), start, start + len(span) - 1])


def test_long_sentences_are_cut_after_a_semicolon_and_nothing_is_lost() -> None:
    text = "某市推进甲项目," * 20 + "完成;" + "乙项目有序开展," * 20
    cut = pieces(text, 0, len(text))
    assert all(end - start <= MAX_PIECE for start, end in cut)
    assert text[cut[0][1] - 1] == ";"
    assert "".join(text[a:b] for a, b in cut) == text


def test_white_space_at_the_ends_is_not_read() -> None:
    assert pieces("  一、工作 \n", 0, 8) == [(2, 6)]
    assert pieces(" \n ", 0, 3) == []


def test_marks_pair_up_across_nesting_and_a_stray_one_pairs_with_nothing() -> None:
    assert pairs("“甲(乙)丙”丁)") == [(0, 6), (2, 4)]
    assert pairs("甲”乙“") == []


def test_a_quoted_name_is_known_as_exactly_what_the_marks_enclose() -> None:
    text = "打造“晨光”品牌,印发《工作细则》。"
    assert feature(text, "晨光", "quoted") and not feature(text, "晨", "quoted")
    assert feature(text, "工作细则", "title") and not feature(text, "晨光", "title")
    assert feature(text, "“晨光”品牌", "opens")


@pytest.mark.parametrize(
    ("span", "wanted"), [("“晨光", 1), ("晨光”品牌", 1), ("“晨光”", 0), ("“晨光”品牌", 0), ("晨光", 0)]
)
def test_a_span_that_takes_one_mark_of_two_is_unbalanced(span: str, wanted: int) -> None:
    assert feature("打造“晨光”品牌。", span, "unbalanced") == wanted


def test_divisions_are_marked_at_their_own_span_only() -> None:
    text = "江苏省泰州市召开会议。"
    assert feature(text, "泰州市", "division") and feature(text, "江苏省", "division")
    assert not feature(text, "江苏省泰州市", "division") and not feature(text, "泰州", "division")


def test_commas_inside_a_quoted_name_do_not_part_it() -> None:
    text = "举办“心连心,向未来”晚会,反响良好。"
    assert not feature(text, "“心连心,向未来”晚会", "stops")
    assert feature(text, "晚会,反响", "stops")


def test_shapes_and_ranges() -> None:
    text = "某县召开第三次联席会议,部署“春风行动”。" * 4
    codes = channels(text)
    assert codes.shape == (len(text), len(CHANNELS))
    assert (codes.max(0) < np.array(list(CHANNELS.values()))).all() and codes.min() >= 0
    grid = grids(text, codes)
    assert grid.shape == (len(GRIDS), len(text), len(text))
    assert not grid[:, 5, 4].any() and not grid[:, 0, MAX_WIDTH:].any()
