"""Short forms are told from other bodies' names, and likeness only asks."""

from __future__ import annotations

import pytest

from graph.likeness import (
    compare,
    is_abbreviation,
    is_core,
    is_headless,
    is_swapped,
    is_unplaced,
    left_out,
    pairs,
    says_enough,
)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("文旅局", "文化旅游局"),
        ("市场监管局", "市场监督管理局"),
        ("科技局", "科学技术局"),
        ("退役军人局", "退役军人事务局"),
        ("民宗局", "民族宗教局"),
    ],
)
def test_a_short_form_keeps_the_order_and_both_ends(short: str, long: str) -> None:
    assert is_abbreviation(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("教育局", "教育体育局"),  # one content word more: another body
        ("农业局", "农业农村局"),
        ("民政局", "民宗局"),
        ("商会", "商业联合会"),  # two characters say too little
        ("国家医疗队", "国家紧急医学救援队医疗应急小分队"),  # scattered over too long a name
        ("宣传部", "统战部"),
        ("文旅局", "文旅局"),
    ],
)
def test_another_body_is_no_short_form(short: str, long: str) -> None:
    assert not is_abbreviation(short, long)


def test_what_is_left_out_is_found_wherever_it_stands() -> None:
    assert left_out("甲乙", "甲丙乙") == "丙"
    assert left_out("甲乙", "丙甲乙") == "丙"
    assert left_out("甲乙", "甲丙乙丁") is None
    assert left_out("甲乙", "甲乙") is None


def test_a_list_leaves_the_class_noun_out() -> None:
    assert is_headless("财政", "财政局")
    assert not is_headless("财政", "财政办公室")
    assert not is_headless("一个很长的名称", "一个很长的名称局")


def test_a_description_behind_a_name_makes_no_other_thing() -> None:
    assert is_core("映山红有约", "映山红有约读书沙龙", ["沙龙"])
    assert not is_core("映山红有约", "映山红有约读书沙龙", ["大赛"])


@pytest.mark.parametrize("behind", ["第二届大赛", "启动仪式", "总结大会", "示范点", "指挥部旧址", "前夕走访"])
def test_an_edition_a_part_or_a_meeting_on_it_is_another_thing(behind: str) -> None:
    assert not is_core("映山红有约", f"映山红有约{behind}", ["大赛", "仪式", "会", "点", "旧址", "走访"])


def test_a_description_has_a_length() -> None:
    assert not is_core("映山红", "映山红节", ["节"])
    assert not is_core("映山红", "映山红" + "很" * 9 + "大赛", ["大赛"])


def test_some_names_say_enough_without_a_place() -> None:
    assert [says_enough(name) for name in ("南闸中学", "青禾村卫生室", "人民医院", "工商联")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_name_without_its_place_must_say_enough() -> None:
    assert is_unplaced("南闸中学", "青云市南闸中学", anywhere=False)
    assert not is_unplaced("工商联", "青云区工商联", anywhere=False)
    assert is_unplaced("中医院", "青云市中医院", anywhere=True)
    assert not is_unplaced("中医院", "大中医院", anywhere=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一小学", "第二小学"),
        ("2023年工作会议", "2024年工作会议"),
        ("青云市红十字会", "白石市红十字会"),
        ("青云区工商联", "工商联"),
        ("统战部", "统战部办"),
        ("市第十二中学", "市第二十中学"),
        ("侨心书屋", "税务大厅"),
    ],
)
def test_names_that_differ_in_what_counts_are_not_asked_about(one: str, other: str) -> None:
    assert compare(one, other) is None


def test_a_slip_of_the_pen_turns_no_number_round() -> None:
    assert is_swapped("志愿讲解分队", "志愿解讲分队", 1)
    assert not is_swapped("市第十二中学", "市第二十中学", 1)
    assert not is_swapped("12号站点", "21号站点", 1)


def test_alike_names_are_asked_about_with_reasons() -> None:
    found = compare("跨境电商服务中心", "跨境电商公共服务中心")
    assert found is not None
    assert [name for name, _ in found.parts] == ["subsequence", "likeness"]
    assert compare("跨境电商公共服务中心", "跨境电商服务中心") == found


def test_pairs_are_found_once_and_in_any_order() -> None:
    names = ["侨心书屋", "侨心书院", "青禾书屋", "同心侨站"]
    assert list(pairs(names)) == list(pairs(names[::-1] + names))
