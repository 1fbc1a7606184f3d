"""How often, by when and how much: the terms of a duty, as they stand in the text."""

from __future__ import annotations

from typing import Any

import pytest

from graph.vocabulary import Label
from ingest.statements.terms import cadence, deadline, opening


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("每季度调度一次", "每季度"),
        ("每月10日前报送台账", "每月"),
        ("每两月会商一次", "每两月"),
        ("村级每周、乡级每月巡护一次", "每周、每月"),
        ("实行月调度、季通报、年评议", "月、季、年"),
        ("建立日巡、周报、月结台账", "日、周、月"),
        ("推行一月一公示、一季一评比", "月、季"),
        ("每天一节手工课、每周一次劳动、每学期一次研学", "每天、每周、每学期"),
        ("全年走访企业不少于30场", "全年"),
        ("全年新修水渠12公里", None),
        ("全年义诊不少于90人次", None),
        ("实行一周一清点、一月一盘库,每月公示", "周、月"),
        ("列入年度督查", "年度"),
        ("持续推进“清泉”行动", "持续"),
        ("不定期抽查食堂", "不定期"),
        ("建立常态化联络机制", None),
        ("完成网格动态调整", None),
    ],
)
def test_cadence(text: str, said: str | None) -> None:
    assert cadence(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025年底前建成开放", "2025年底前"),
        ("2025年建成开放", "2025年"),
        ("今年启动修缮,9月底前完工", "9月底前"),
        ("六月一日前交付", "六月一日前"),
        ("赶在主汛期前完成清淤", "主汛期前"),
        ("清明节前后组织祭扫", "清明节前后"),
        ("春节期间举办灯会", "春节期间"),
        ("第三季度前挂牌", "第三季度前"),
        ("半年内拿出办法", "半年内"),
        ("三年培养技师200名", "三年"),
        ("3月至5月开展普查", "3月至5月"),
        ("入冬前完成管网检修", "入冬前"),
        ("赶在雨季前疏通沟渠", "雨季前"),
        ("两周内整改到位", "两周内"),
        ("“十四五”末实现全域通水", "“十四五”末"),
        ("诉求5个工作日内答复", "5个工作日内"),
        ("五月、九月各办一场联谊会", "五月、九月"),
        ("春节、中秋上门慰问", "春节、中秋"),
        ("端午假期加开班次", "端午假期"),
        ("评估结束后兑现奖励", "评估结束后"),
        ("一律提前10个工作日报备", "提前10个工作日"),
        ("网格员轮训三年实现全覆盖", "三年"),
        ("全年新修水渠12公里", "全年"),
        ("每年9月举办赛马会", None),
        ("落实《富源县河道规划(2021—2025年)》", None),
        ("实行一月一通报", None),
        ("三年行动计划收官", None),
        ("5月12日前后举办开放活动", "5月12日前后"),
    ],
)
def test_deadline(text: str, said: str | None) -> None:
    assert deadline(text) == said


def test_a_time_at_the_head_of_a_sentence_stands_over_all_that_it_lists(told: Any) -> None:
    assert opening("到2026年底,新建书屋20个;培训馆员60名") == "2026年底"
    found = told("一、目标\n到2026年底，新建农家书屋20个；培训图书馆员60名。\n", kind="plan")
    assert [e.properties["deadline"] for e in found.entities if e.label is Label.Commitment] == ["2026年底", "2026年底"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("年内举办讲座8场、培训馆员60名", "8场、60名"),
        ("年内至少组织演练2次", "至少2次"),
        ("在三个镇各新建1所书屋", "各1所"),
        ("每季度集中会商一次", "一次"),
        ("会同县民政局等8个部门每月核查台账12本", "12本"),
        ("年内把书屋由15个扩至20个", "20个"),
        ("年内把上述6处书屋修缮一新", None),
        ("年内组织12名专员各联系1家企业", "各1家"),
        ("按月召开调度会一次", "一次"),
        ("年底前每人走访2至3户", "每人2至3户"),
        ("年底前建成书屋三座", "三座"),
        ("年内在各镇各援建一所小学", "各一所"),
        ("年内把夜校办到9个高山村", "9个高山村"),
        ("年内把驿站建到8个乡镇(街道)", "8个乡镇(街道)"),
        ("全县12个乡镇工作站6月底前达标", "12个"),
        ("年内检定衡器300台(套)以上", "300台(套)以上"),
        ("年内整合三个站点力量,开展义诊8场", "8场"),
        ("年内推动三个站点合署", "三个"),
        ("年内实现村级书屋全覆盖", "全覆盖"),
        ("9月底前管护员全部到岗", "全部到岗"),
    ],
)
def test_target(text: str, said: str, told: Any) -> None:
    found = told(f"一、工作安排\n{text}。\n", kind="plan")
    assert [e.properties["target"] for e in found.entities if e.label is Label.Commitment] == [said]
