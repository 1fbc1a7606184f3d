"""Honours by the verb of receiving right before them, papers by that of drawing up."""

import time

import pytest

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.received import received
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.text import Source


def read(text: str) -> Reading:
    return Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("石桥镇创成丘陵地区省级样板镇。", ["丘陵地区省级样板镇"]),
        ("获评省级甲等民宿2处、市级美食街3处；", ["省级甲等民宿", "市级美食街"]),
        ("该局荣获提案承办先进单位、双拥模范单位称号。", ["提案承办先进单位", "双拥模范单位"]),
        ("管护经验入选第二批全省林业优秀案例。", ["全省林业优秀案例"]),
        ("被命名为全国书香社区和省级科普示范社区。", ["全国书香社区", "省级科普示范社区"]),
        ("茶园通过雨林联盟种植认证，销路打开。", ["雨林联盟种植认证"]),
        ("获全县河道管护工作考核优秀。", ["全县河道管护工作考核优秀"]),
        ("检测站通过资质认证。", []),
        ("获评“好邻居”驿站。", []),
        ("荣获市级以上荣誉20余项。", []),
        ("被命名为书香社区以来，借阅量翻番。", []),
        ("创成国家级、省级生态示范村。", []),
        ("荣获卒中救治、胸痛救治2个市级中心。", []),
        ("群众获得感不断增强。", []),
    ],
)
def test_what_is_received_is_an_honour_up_to_the_stop(text: str, names: list[str]) -> None:
    assert [one.names[0] for one in received(read(text), []) if one.label is Label.Honour] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县林业局出台护林站站长任期考评规则，推行至今。", ["护林站站长任期考评规则"]),
        ("制定县林业局机关2024年度学习计划。", ["县林业局机关2024年度学习计划"]),
        ("各站制定具体实施细则。", []),
        ("印发20多项管理办法。", []),
        ("制定年度工作方案。", []),
        ("制定规划、方案。", []),
    ],
)
def test_what_is_drawn_up_is_a_paper_up_to_the_stop(text: str, names: list[str]) -> None:
    assert [one.names[0] for one in received(read(text), []) if one.label is Label.Policy] == names


def test_what_lies_inside_or_reaches_over_the_verb_gives_way_but_for_places_inside() -> None:
    reading = read("该局荣获青禾县建议办理先进单位。石桥镇创成省级样板镇。")
    named = [
        Named(4, 7, Label.Place, "county", "place.division", 950, ("青禾县",)),
        Named(11, 15, Label.Honour, None, "head.firm", 870, ("先进单位",)),
        Named(16, 25, Label.Base, None, "head.firm", 700, ("石桥镇创成省级样板",)),
    ]
    assert [(n.label, n.names[0]) for n in received(reading, named)] == [
        (Label.Honour, "青禾县建议办理先进单位"),
        (Label.Place, "青禾县"),
        (Label.Honour, "省级样板镇"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "获" * 20000,
        "获评" * 10000,
        "获评省级" * 5000,
        "通过认证" * 5000,
        "制定办法" * 5000,
        "制定" * 10000,
        "、和全国" * 5000,
    ],
)
def test_long_runs_take_no_time(text: str) -> None:
    reading = read(text)
    began = time.process_time()
    received(reading, [])
    assert time.process_time() - began < 2
