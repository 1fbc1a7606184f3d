"""Two figures of one thing contradict each other only where they speak of one period, and are both reached or both aimed at."""

from __future__ import annotations

import re

import pytest

from graph.model import Document, Graph, Mention, Node
from graph.stores.memory import MemoryStore
from graph.vocabulary import Label
from queries.gaps import find_gaps
from queries.rules import load_rules


def _found(text: str, values: tuple[int, ...]) -> int:
    """Number of contradictions between figures of one metric in a report of 2024."""
    document = Document("d" * 64, "总结.txt", "驿站工作总结", "summary", 2024)
    nodes, start = [], 0
    for n, value in enumerate(values):
        quote = f"驿站入驻商户{value}家"
        start = text.index(quote, start)
        mention = Mention(document.id, start, start + len(quote), quote)
        properties = {"metric": "驿站入驻商户", "value": float(value), "unit": "家", "comparator": "="}
        nodes.append(Node(f"i{n}", Label.Indicator, "驿站入驻商户", None, mentions=(mention,), properties=properties))
        start += len(quote)
    graph = Graph((document,), tuple(nodes), ())
    store = MemoryStore()
    store.load(graph)
    return len(find_gaps(store, graph, texts={document.id: text}, rules=["figures_contradict"]))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "全年驿站入驻商户86家。渡口一带越来越热闹，外地来的客人一年比一年多，灯会和集市办得也比往年早，到了岁末一数，驿站入驻商户78家。",
            1,
        ),
        ("全年驿站入驻商户78家。下一步力争到2025年底，让驿站入驻商户86家。", 0),
        ("全年驿站入驻商户78家。去年修通步道，驿站入驻商户86家。", 0),
        (
            "2024年驿站入驻商户86家。渡口一带越来越热闹，外地来的客人一年比一年多，灯会和集市办得也比往年早，到了岁末一数，驿站入驻商户78家。",
            1,
        ),
    ],
    ids=["one year, two numbers", "a target is no result", "the year before", "its own year is named once"],
)
def test_figures_of_one_period(text: str, number: int) -> None:
    values = tuple(int(v) for v in re.findall(r"商户(\d+)家", text))
    assert _found(text, (values[0], values[1])) == number


def test_the_figures_of_a_long_register_are_asked_for_once_each() -> None:
    document = Document("d" * 64, "年鉴.txt", "驿站年鉴", "other", 2024)
    mention = Mention(document.id, 0, 4, "驿站入驻")
    nodes = [
        Node(f"i{n}", Label.Indicator, "商户", None, mentions=(mention,), properties={"value": float(n), "unit": "家"})
        for n in range(300)
    ]
    store = MemoryStore()
    store.load(Graph((document,), tuple(nodes), ()))
    assert len(store.run(load_rules()["figures_contradict"].cypher).records()) == len(nodes)


_FILLER = "渡口一带越来越热闹，外地来的客人一年比一年多，灯会和集市办得也比往年早，到了岁末又添了三条船。"


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ((86, 78), 1),
        ((86, 78, 86, 78, 78, 86), 1),
        ((86, 78, 80), 3),
        ((86, 78, 80, 82), 0),
    ],
    ids=["a slip", "two values told often are one gap", "three values", "a register gives each row its own"],
)
def test_many_figures_of_one_name(values: tuple[int, ...], number: int) -> None:
    text = _FILLER.join(f"驿站入驻商户{value}家。" for value in values)
    assert _found(text, values) == number
