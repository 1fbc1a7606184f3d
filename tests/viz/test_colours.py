"""The theme stays legible for people who see fewer colours, and on paper printed in grey.

Source: Machado, Oliveira, Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision Deficiency, severity 1.0.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from viz.theme import load_theme

SIGHT = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
JUST_SEEN = 10.0
"""Difference (CIE 1976) that is seen without looking for it."""


def _linear(colour: str) -> NDArray[np.float64]:
    share = np.frombuffer(bytes.fromhex(colour[1:]), dtype=np.uint8) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _lab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b*, white D65. Source: IEC 61966-2-1; ISO/CIE 11664-4."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = (to_xyz @ np.clip(linear, 0, 1)) / np.array([0.9505, 1.0, 1.089])
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _difference(a: str, b: str, sight: str) -> float:
    seen = np.array(SIGHT[sight])
    return float(np.linalg.norm(_lab(seen @ _linear(a)) - _lab(seen @ _linear(b))))


@pytest.mark.parametrize("sight", SIGHT)
def test_labels_of_one_shape_keep_different_colours(sight: str) -> None:
    marks = load_theme().labels
    alike = [(a, b) for a, b in itertools.combinations(marks, 2) if marks[a].shape == marks[b].shape]
    assert alike, "the theme has no two labels of one shape: nothing was checked"
    assert [(a, b) for a, b in alike if _difference(marks[a].colour, marks[b].colour, sight) < JUST_SEEN] == []


def _drawn(dash: tuple[int, ...]) -> float:
    """Share of a line that is drawn: 1 where it is solid."""
    return dash[0] / sum(dash) if dash else 1.0


@pytest.mark.parametrize("sight", SIGHT)
def test_a_gap_a_suggestion_a_plan_and_a_fact_are_told_apart(sight: str) -> None:
    lines = load_theme().lines
    for a, b in itertools.combinations(("fact", "planned", "suggestion", "gap"), 2):
        rhythm = abs(_drawn(lines[a].dash) - _drawn(lines[b].dash)) > 0.15
        assert rhythm or _difference(lines[a].colour, lines[b].colour, sight) >= JUST_SEEN, (a, b)


@pytest.mark.parametrize("sight", SIGHT)
def test_severities_carry_their_word_and_keep_a_legible_contrast(sight: str) -> None:
    seen = np.array(SIGHT[sight])
    for tone in load_theme().severities.values():
        light = [
            float(np.array([0.2126, 0.7152, 0.0722]) @ np.clip(seen @ _linear(c), 0, 1)) for c in (tone.pale, tone.text)
        ]
        assert (max(light) + 0.05) / (min(light) + 0.05) >= 4.5
