"""Divisions that a list names for short."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.join import COUNTED, Panel
from ingest.mentions.lists import find_beside
from ingest.model.judge import Judge
from tests.ingest.mentions.small import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("走访北京门头沟、房山、昌平等区。", ["房山区", "昌平区"]),
        ("赛程经青海西宁、海东、海南、海北四市州。", ["海东市", "海南藏族自治州", "海北藏族自治州"]),
        ("走访湖南长沙、株洲和湘潭的商会。", ["株洲市", "湘潭市"]),
        ("走访青海西宁、南京两地。", []),
        ("走访北京、房山两地。", []),
        ("走访北京门头沟、房山水库。", []),
    ],
)
def test_divisions_behind_one_with_the_larger_are_of_the_larger(text: str, names: list[str]) -> None:
    reading = read(text)
    found = find_beside(reading)
    assert [one.names[0] for one in found] == names
    rated = [one for one in Panel(reading, found, []).joined(Judge({"bias": -3.0}, [])) if one.rule == "place.beside"]
    assert all(one.label is Label.Place and one.confidence == COUNTED for one in rated)
