"""A county that no gazetteer knows lies nowhere, even where a township in its text is called like one elsewhere."""

from __future__ import annotations

import pytest

from ingest.page import page_of
from ingest.text import Source

REPORT = "{county}2024年工作总结\n\n{county}召开统战工作会议。我县坚持党的领导，云岭镇建成同心驿站。"


@pytest.mark.parametrize(("county", "path"), [("青石县", None), ("泾县", "安徽省宣城市泾县")])
def test_one_township_does_not_place_a_county_of_another_name(county: str, path: str | None) -> None:
    text = REPORT.format(county=county)
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction == path


def test_a_partner_named_in_full_does_not_place_a_city_of_another_name() -> None:
    text = "临溪市工商联2026年工作要点\n\n我市推进商会改革，与浙江省湖州市工商联签订友好协议。\n"
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction is None


@pytest.mark.parametrize("title", ["团德清县委", "共青团德清县委"])
def test_the_league_before_a_county_is_no_part_of_its_name(title: str) -> None:
    text = f"{title}2025年工作要点\n\n全县共青团围绕中心、服务青年，在各乡镇建好青年之家。"
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction == "浙江省湖州市德清县"


@pytest.mark.parametrize("title", ["关于成立县河湖管护专班的通知", "关于对县政协提案的答复"])
def test_a_verb_before_the_county_is_no_name_of_one(title: str) -> None:
    text = f"{title}\n\n现就有关事项说明如下。\n德清县水利局\n2024年5月7日"
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction == "浙江省湖州市德清县"


@pytest.mark.parametrize("title", ["青石区民政局2024年工作总结", "关于印发《青石县2024年防汛任务分工》的通知"])
def test_a_district_and_a_county_in_the_name_of_a_paper_are_as_little_known(title: str) -> None:
    text = f"{title}\n\n各项任务如期完成，云岭镇建成防汛驿站。\n"
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction is None


def test_some_townships_are_no_township_of_that_name() -> None:
    text = "2024年工作总结\n\n一年来，部分乡镇建成防汛驿站，部分乡镇仍无仓库。\n"
    assert page_of(Source("a.txt", "0" * 64, "text/plain", text)).context.jurisdiction is None
