"""The theme covers the schema and can be read by everyone."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label, Status
from viz.theme import load_theme


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_label_has_a_mark_and_every_status_a_line() -> None:
    theme = load_theme()
    assert set(theme.labels) == set(Label)
    for status in Status:
        assert theme.line(status).width > 0


def test_no_two_labels_share_colour_and_shape() -> None:
    marks = [(m.colour, m.shape) for m in load_theme().labels.values()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("label", list(Label))
def test_the_white_character_is_legible_on_every_label_colour(label: Label) -> None:
    assert contrast("#FFFFFF", load_theme().mark(label).colour) >= 4.5


def test_text_and_lines_are_legible_on_paper_and_cards() -> None:
    theme = load_theme()
    for ground in (theme.surfaces["paper"], theme.surfaces["card"]):
        for text in (theme.surfaces["ink"], theme.surfaces["muted"], theme.surfaces["accent"], theme.surfaces["link"]):
            assert contrast(text, ground) >= 4.5
        for line in theme.lines.values():
            assert contrast(line.colour, ground) >= 3
    for tone in theme.severities.values():
        assert contrast(tone.text, tone.pale) >= 4.5
        assert contrast("#FFFFFF", tone.fill) >= 4.5


def test_suggestions_and_gaps_do_not_look_like_facts() -> None:
    lines = load_theme().lines
    for name in ("suggestion", "gap", "missing"):
        assert lines[name].dash
        assert lines[name].colour != lines["fact"].colour
