"""Numerals, likeness of texts, nearest names."""

from __future__ import annotations

import pytest

from queries.likeness import likeness, pairs, shared_weight, weight
from queries.names import nearest
from queries.numerals import to_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15", 15),
        ("３０万", 300000),
        ("四十二", 42),
        ("百", 100),
        ("一百零五", 105),
        ("两", 2),
        ("1.5万", 15000),
        ("十二万", 120000),
        ("许多", None),
    ],
)
def test_numerals(text: str, value: float | None) -> None:
    assert to_number(text) == value


def test_words_of_the_genre_weigh_less_than_rare_ones() -> None:
    assert weight("工作") < 0.4 < 0.9 < weight("茧站")


def test_likeness_is_the_share_of_the_first_text_that_the_second_holds() -> None:
    assert likeness(pairs("茧站修缮"), pairs("茧站修缮已经完成")) == pytest.approx(1)
    assert likeness(pairs("茧站修缮"), pairs("举办讲座")) == 0
    assert shared_weight(pairs("茧站"), pairs("茧站工作")) > shared_weight(pairs("工作"), pairs("工作茧站"))


def test_nearest_names() -> None:
    assert nearest("isolate", ["isolated", "no_lead"]) == "isolated"
    assert nearest("x", ["b", "a"]) == ""
