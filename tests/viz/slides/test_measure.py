"""Texts are measured as Chinese type sets them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from viz.slides.measure import LINE, POINTS, Run, fit, fold, marked


def test_full_width_characters_fill_the_line() -> None:
    assert fold("一二三四五六七八九十", 12, 1.0) == ["一二三四五", "六七八九十"]


def test_a_closing_mark_neither_begins_a_line_nor_hangs_over_its_end() -> None:
    assert fold("一二三四五。六", 12, 1.0) == ["一二三四", "五。六"]
    assert fold("一二三（四）”。六", 12, 1.0) == ["一二三", "（四）”。", "六"]


def test_figures_among_characters_take_air() -> None:
    assert fold("一2三4五六", 12, 1.1) == ["一2三4五六"]
    assert fold("一2三4五六", 12, 1.0) == ["一2三4五", "六"]
    assert fold("一二 三四", 12, 0.8) == ["一二 三四"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert fold("一二三四（六七", 12, 1.0) == ["一二三四", "（六七"]


def test_a_short_word_stays_whole() -> None:
    assert fold("一二三GraphML", 12, 1.0) == ["一二三", "GraphML"]


def test_a_word_is_made_smaller_before_it_is_broken() -> None:
    kept, size = fit("Severity", (0.65, 0.5), 12, 9)
    assert (kept, len(fold(kept, size, 0.65))) == ("Severity", 1) and size < 12
    assert fold("Severity", 12, 0.4) == ["Sev", "erity"]


def test_an_address_breaks_after_its_strokes() -> None:
    assert fold("https://example.org/a-long-page", 12, 1.1) == ["https://", "example.org/", "a-long-page"]


def test_letters_with_accents_hold_together_as_the_others() -> None:
    assert fold("甲乙丙 été Привет", 12, 1.2) == ["甲乙丙 été ", "Привет"]


@given(st.text(max_size=300), st.floats(0.3, 6), st.floats(0.2, 3))
def test_what_was_fitted_fits(text: str, wide: float, high: float) -> None:
    kept, size = fit(text, (wide, high), 20, 9)
    lines = fold(kept, size, wide)
    assert len(lines) == 1 or len(lines) * size * LINE / POINTS <= high + 0.01 or len(kept) <= 2


def test_names_are_marked_the_longest_first() -> None:
    runs = marked("市委统战部和统战部", ["统战部", "市委统战部"], "#B3261E")
    assert [(run.text, run.bold) for run in runs] == [("市委统战部", True), ("和", False), ("统战部", True)]
    assert marked("甲", ["甲"], "#B3261E") == [Run("甲")]
