"""What a document says of itself where it comes as a page of a government's site, or as a report to a congress."""

from __future__ import annotations

import pytest

from ingest.page import page_of
from ingest.text import Context, Source


def context_of(text: str) -> Context:
    return page_of(Source("a.txt", "0" * 64, "text/plain", text)).context


HELD = "在天全县第十八届人民代表大会第三次会议上"
REPORTS = {
    f"政府工作报告\n——2024年1月16日{HELD}\n天全县人民政府县长 王某某\n各位代表:\n我代表县人民政府,向大会报告工作。\n一、2023年工作回顾\n县茶业公司建厂。": (
        "summary", 2023, "天全县人民政府",
    ),
    f"政府工作报告(节选)\n——2024年1月16日{HELD}\n2024年,我们将重点抓好以下工作:\n(一)抓项目。全年实施重点项目46个。": (
        "plan", 2024, "天全县人民政府",
    ),
    "政府工作报告\n区长 王某某\n各位代表:\n我代表区人民政府向大会报告工作,请审议。\n2023年工作回顾\n一年来,稳住了经济。\n2024年主要工作\n一是抓项目。": (
        "summary", 2023, "区人民政府",
    ),
    f"天全县人民法院工作报告\n——2024年1月17日{HELD}\n县人民法院院长 李某某\n各位代表:\n现在报告工作。\n一、2023年工作情况\n受理案件3200件。": (
        "summary", 2023, "天全县人民法院",
    ),
    "政协天全县委员会常务委员会工作报告\n(2024年1月15日)\n各位委员:\n现在报告工作。\n一年来,组织视察8次。": (
        "summary", 2023, "政协天全县委员会常务委员会",
    ),
    f"天全县2024年政府工作报告\n——2024年1月16日{HELD}\n各位代表:\n2023年,县侨联建成侨胞之家3个。": (
        "summary", 2023, "天全县人民政府",
    ),
    "天全县政府工作报告\n各位代表:\n2023年,县侨联建成侨胞之家3个。": ("summary", 2023, "天全县人民政府"),
    "2024年政府工作报告重点任务分工方案\n现就任务分工如下。\n一、做强茶产业(县农业农村局牵头)": ("plan", 2024, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REPORTS.items())
def test_a_report_to_a_congress_is_the_governments_and_looks_back_on_the_year_before(
    text: str, expected: tuple[str, int, str | None]
) -> None:
    found = context_of(text)
    assert (found.kind, found.year, found.issuer) == expected


PAGES = {
    "信息名称:天全县文化馆2023年度工作报告\n索引号:014/2024-00087  发布机构:县文化馆  生成日期:2024-03-11\n全年工作汇报如下:\n一、送文化。": (
        "天全县文化馆2023年度工作报告", "天全县文化馆",
    ),
    "索 引 号\t014-2024\t主题分类\t文化\n发文机关\t天全县人民政府办公室\t成文日期\t2024年\n标    题\t关于印发《茶产业提升方案》的通知\n各乡镇:\n请执行。": (
        "关于印发《茶产业提升方案》的通知", "天全县人民政府办公室",
    ),
    "首页>政务公开 [ 索引号 ] 115/2023 [ 发布机构 ] 天全县政府督查室 [ 成文日期 ] 2023-10-09\n全县民生实事三季度进展情况\n截至9月底,已完成4件。": (
        "全县民生实事三季度进展情况", "天全县政府督查室",
    ),
    "茶香引客来\n来源 | 天全县融媒体中心\n4月8日,县文旅局在思延镇举办采茶节,引来游客两万人。\n编辑丨某某": (
        "茶香引客来", "天全县融媒体中心",
    ),
    "侨胞之家挂牌\n■ 天全县侨联  2022-11-09  字号:[大][中][小]\n11月8日,雅安市侨联到场授牌。": ("侨胞之家挂牌", "天全县侨联"),
    "2025年交通运输工作要点\n天全县交通运输局  2025-01-21 09:30\n抓好公路养护。": ("2025年交通运输工作要点", "天全县交通运输局"),
    "上半年重点项目推进情况\n[ 重点项目 ] 天全县发展和改革局 2021-07-13 17:45:08\n今年开工8个。\n": ("上半年重点项目推进情况", "天全县发展和改革局"),
    "【学科动态】天全县人民医院牵手雅安仁康医院 患者少跑路\n6月6日,联盟成立大会召开。": (
        "【学科动态】天全县人民医院牵手雅安仁康医院 患者少跑路", "天全县人民医院",
    ),
    "始阳红军标语墙_景点介绍_川西红游网\n始阳红军标语墙建于1935年。\n": ("始阳红军标语墙", None),
    "天全县卫生健康局等六部门关于印发《中医药发展计划》的通知\n各乡镇:\n请执行。\n天全县卫生健康局 天全县教育局\n天全县文化旅游局 天全县科协\n2023年8月11日": (
        "天全县卫生健康局等六部门关于印发《中医药发展计划》的通知", "天全县卫生健康局",
    ),
    "天全县供销合作总社2012年工作总结\n2012年,再生资源公司在始阳镇建成分拣中心。": ("天全县供销合作总社2012年工作总结", "天全县供销合作总社"),
    "天全县供销合作社联合社2023年工作总结\n2023年,成绩不小。": ("天全县供销合作社联合社2023年工作总结", "天全县供销合作社联合社"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGES.items())
def test_title_and_issuer_of_a_page(text: str, expected: tuple[str, str | None]) -> None:
    found = context_of(text)
    assert (found.title, found.issuer) == expected


def test_the_second_term_of_a_school_year_is_in_the_later_year() -> None:
    assert context_of("天全中学2021—2022学年度第二学期德育工作计划\n本学期抓好养成教育。").year == 2022
    assert context_of("天全中学2021—2022学年度第一学期德育工作计划\n本学期抓好养成教育。").year == 2021


def test_a_banner_is_known_by_its_everyday_name() -> None:
    found = context_of("察右前旗2024年统战工作要点\n全旗要做好统战工作。")
    assert found.jurisdiction == "内蒙古自治区乌兰察布市察哈尔右翼前旗"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("天全县文化馆2023年度工作报告\n我馆小戏获全省第六届汇演二等奖。", "四川省雅安市天全县"),
        ("天全县青漆镇人民政府工作报告\n办成几件实事,全镇稳定。", "四川省雅安市天全县青漆镇"),
        ("天全县青漆街道2023年工作总结\n天全县青漆街道党工委抓实党建。", "四川省雅安市天全县青漆街道"),
        ("天全县始阳镇2023年工作总结\n始阳镇党委抓实党建。", "四川省雅安市天全县始阳镇"),
    ],
)
def test_a_body_speaks_for_its_division_and_a_township_for_itself(text: str, path: str) -> None:
    assert context_of(text).jurisdiction == path
