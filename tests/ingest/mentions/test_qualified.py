"""One name longer and shorter."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

import pytest

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.resolve import choose
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.page import page_of
from ingest.text import Source


def read(text: str) -> Reading:
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    return Reading(replace(page, context=replace(page.context, jurisdiction="云南省曲靖市富源县", level="county")))


def called(text: str, label: Label, *names: str) -> list[list[str]]:
    """Weigh names at their first places, the first the surest, and tell what each thing is called."""
    reading = read(text)
    found = [
        Named(at, at + len(name), label, None, "reader", 900 - 50 * k, (name,))
        for k, name in enumerate(names)
        for at in [reading.text.index(name)]
    ]
    return [t.names for t in Grouping(reading, choose(reading, found)[0]).things]


def test_a_site_is_called_without_its_place_and_with_it() -> None:
    assert called("修缮后所镇马帮客栈旧址。", Label.Base, "后所镇马帮客栈旧址") == [
        ["后所镇马帮客栈旧址", "马帮客栈旧址"]
    ]
    assert called("修缮后所镇马帮客栈旧址。", Label.Base, "马帮客栈旧址") == [["马帮客栈旧址", "后所镇马帮客栈旧址"]]


def test_a_name_that_two_sites_share_without_their_places_is_neither_s() -> None:
    text = "后所镇儿童服务站和墨红镇儿童服务站同日开放。"
    first, second = called(text, Label.Base, "后所镇儿童服务站", "墨红镇儿童服务站")
    assert (first, second) == (["后所镇儿童服务站"], ["墨红镇儿童服务站"])


def test_a_body_keeps_its_own_place_and_may_lose_the_wider_one() -> None:
    assert called("走访后所镇中心医院。", Label.Organisation, "后所镇中心医院") == [["后所镇中心医院"]]
    reading = read("走访富源县后所镇中心医院。")
    town = Named(5, 8, Label.Place, None, "place.division", 900, ("后所镇",))
    body = Named(2, 12, Label.Organisation, None, "reader", 900, ("富源县后所镇中心医院",))
    (thing,) = [t for t in Grouping(reading, [body, town]).things if t.label is Label.Organisation]
    assert thing.names == ["富源县后所镇中心医院", "后所镇中心医院"]


def test_what_gave_way_to_a_surer_name_is_another_writing_of_it() -> None:
    text = "实施2024年“青禾”培训计划。"
    assert called(text, Label.Programme, "“青禾”培训计划", "2024年“青禾”培训计划") == [
        ["“青禾”培训计划", "2024年“青禾”培训计划"]
    ]


@pytest.mark.parametrize(
    ("text", "label", "surer", "other"),
    [
        ("学员走进青禾工作坊。", Label.Base, "青禾工作坊", "走进青禾工作坊"),
        ("慰问独居老人。", Label.Stakeholder, "老人", "独居老人"),
        ("评出书香、五好家庭。", Label.Honour, "书香、五好家庭", "五好家庭"),
        ("改造马帮驿站二期。", Label.Base, "马帮驿站", "马帮驿站二期"),
    ],
)
def test_a_verb_a_narrower_group_a_list_or_what_follows_makes_no_other_writing(
    text: str, label: Label, surer: str, other: str
) -> None:
    assert called(text, label, surer, other) == [[surer]]


@pytest.mark.parametrize(
    ("text", "label", "name", "names"),
    [
        ("推行护林“三巡”机制。", Label.Mechanism, "护林“三巡”机制", ["护林三巡机制", "三巡机制"]),
        ("建立包村联户等机制。", Label.Mechanism, "包村联户等机制", ["包村联户等机制", "包村联户", "包村联户机制"]),
        (
            "推出诗会、灯会等夜游新玩法。",
            Label.Base,
            "诗会、灯会等夜游新玩法",
            ["诗会、灯会等夜游新玩法", "夜游新玩法"],
        ),
        ("织密覆盖全县的护林网络。", Label.Mechanism, "覆盖全县的护林网络", ["覆盖全县的护林网络", "护林网络"]),
        ("关爱刚退休的教师。", Label.Stakeholder, "刚退休的教师", ["刚退休的教师", "教师"]),
        ("推进古茶园修复项目建设。", Label.Programme, "古茶园修复项目建设", ["古茶园修复项目建设", "古茶园修复项目"]),
        ("走进高等级公路。", Label.Base, "高等级公路", ["高等级公路"]),
        ("推进乡村建设。", Label.Programme, "乡村建设", ["乡村建设"]),
    ],
)
def test_a_long_writing_holds_shorter_ones(text: str, label: Label, name: str, names: list[str]) -> None:
    reading = read(text)
    at = reading.text.index(name)
    one = Named(at, at + len(name), label, None, "reader", 900, (re.sub("[“”]", "", name),))
    (thing,) = Grouping(reading, [one]).things
    assert thing.names == names


def test_a_verb_may_tell_what_a_name_is_about_unless_it_holds_or_sets_up_something() -> None:
    text = "县林业局管护实践“千人工程”启动。"
    assert called(text, Label.Programme, "“千人工程”", "管护实践“千人工程”") == [["“千人工程”", "管护实践“千人工程”"]]
    held = "县林业局举办“千人工程”启动。"
    assert called(held, Label.Programme, "“千人工程”", "县林业局举办“千人工程”") == [["“千人工程”"]]
    begun = "走进青禾工作坊。"
    assert called(begun, Label.Base, "青禾工作坊", "走进青禾工作坊") == [["青禾工作坊"]]


def test_half_of_what_is_joined_gives_way_to_the_whole() -> None:
    text = "举办“敬老日”暨集体生日会。召开植树、护林暨防火工作会。"
    assert called(text, Label.Campaign, "“敬老日”", "集体生日会", "“敬老日”暨集体生日会") == [["“敬老日”暨集体生日会"]]
    assert called(text, Label.Campaign, "防火工作会", "植树、护林暨防火工作会") == [["防火工作会"]]


def test_a_site_called_after_a_place_that_the_text_names_is_not_cut_inside_its_name() -> None:
    text = "温圳村游人如织，温圳鼓楼修缮一新。"
    place = Named(0, 3, Label.Place, None, "place.form", 900, ("温圳村",))
    cut = Named(9, 12, Label.Base, None, "reader", 500, ("圳鼓楼",))
    whole = Named(8, 12, Label.Base, None, "reader", 300, ("温圳鼓楼",))
    assert [(n.names[0], n.confidence) for n in choose(read(text), [place, cut, whole])[0]] == [
        ("温圳村", 900),
        ("温圳鼓楼", 500),
    ]
    assert [n.names[0] for n in choose(read(text), [cut, whole])[0]] == ["圳鼓楼"]
