"""A county that no gazetteer knows is the document's own where title, issuer or its papers name it, even where a township in its text is called like
one elsewhere."""

from __future__ import annotations

import pytest

from ingest.page import page_of
from ingest.text import Context, Source

REPORT = "{county}2024年工作总结\n\n{county}召开统战工作会议。我县坚持党的领导，云岭镇建成同心驿站。"


def told(text: str) -> Context:
    return page_of(Source("a.txt", "0" * 64, "text/plain", text)).context


@pytest.mark.parametrize(("county", "path"), [("青石县", "青石县"), ("泾县", "安徽省宣城市泾县")])
def test_one_township_does_not_place_a_county_of_another_name(county: str, path: str) -> None:
    assert told(REPORT.format(county=county)).jurisdiction == path


def test_a_partner_named_in_full_does_not_place_a_city_of_another_name() -> None:
    text = "临溪市工商联2026年工作要点\n\n我市推进商会改革，与浙江省湖州市工商联签订友好协议。\n"
    context = told(text)
    assert (context.jurisdiction, context.level) == ("临溪市", "prefecture")


@pytest.mark.parametrize("title", ["团德清县委", "共青团德清县委"])
def test_the_league_before_a_county_is_no_part_of_its_name(title: str) -> None:
    text = f"{title}2025年工作要点\n\n全县共青团围绕中心、服务青年，在各乡镇建好青年之家。"
    assert told(text).jurisdiction == "浙江省湖州市德清县"


@pytest.mark.parametrize("title", ["关于成立县河湖管护专班的通知", "关于对县政协提案的答复", "示范县创建工作总结"])
def test_a_verb_before_the_county_is_no_name_of_one(title: str) -> None:
    text = f"{title}\n\n现就有关事项说明如下。\n德清县水利局\n2024年5月7日"
    assert told(text).jurisdiction == "浙江省湖州市德清县"


@pytest.mark.parametrize("place", ["青石区", "青石县"])
def test_a_district_and_a_county_in_the_name_of_a_paper_are_as_little_known(place: str) -> None:
    title = f"{place}民政局2024年工作总结" if place[-1] == "区" else f"关于印发《{place}2024年防汛任务分工》的通知"
    text = f"{title}\n\n各项任务如期完成，云岭镇建成防汛驿站。\n"
    context = told(text)
    assert (context.jurisdiction, context.level) == (place, "county")


def test_who_speaks_tells_the_county_and_its_rules_the_province() -> None:
    text = "年度小结\n\n一年来，云漳县林业局落实《湖北省林业条例》，在双河乡建成苗圃。全县造林千亩。\n"
    assert told(text).jurisdiction == "湖北省云漳县"  # 漳县 is another, and 双河乡 one of many


def test_a_province_that_another_body_comes_from_is_not_the_own_one() -> None:
    text = "临溪县工商联2026年工作要点\n\n我县推进商会改革，与浙江省工商联签订友好协议。\n"
    assert told(text).jurisdiction == "临溪县"


def test_the_papers_of_a_place_bear_its_name() -> None:
    text = "在全市住房和城乡建设工作会议上的讲话\n\n同志们：\n去年修订了《临溪市公租房管理办法》，全市改造小区百个。\n"
    context = told(text)
    assert (context.jurisdiction, context.level) == ("临溪市", "prefecture")  # 城乡 is no township


def test_a_party_s_committee_is_no_city() -> None:
    text = "农工党市委会2024年工作总结\n\n农工党市委会在泰州市开展义诊，全市受益千人。\n"
    assert told(text).jurisdiction == "江苏省泰州市"


def test_the_only_county_named_beside_the_own_is_the_other_party() -> None:
    text = "关于我县参保工作的调研报告\n\n我县地处山区。县中医院与石门县人民医院结对。\n"
    context = told(text)
    assert (context.jurisdiction, context.level) == (None, "county")


def test_counties_with_which_something_is_set_up_are_the_other_parties() -> None:
    text = "在全县防汛会议上的讲话\n\n同志们：\n去年同石门县、澧县建立联防机制，县水利局牵头，全县更安全。\n"
    assert told(text).jurisdiction in (None, "湖南省")


def test_a_school_called_like_a_county_places_nobody() -> None:
    text = "在全县工作推进会上的讲话\n\n同志们：\n大家看了城东街道社区和花坪、和顺中学三个点。全县要学，我县和顺中学先行。\n"
    assert told(text).jurisdiction is None


def test_some_townships_are_no_township_of_that_name() -> None:
    text = "2024年工作总结\n\n一年来，部分乡镇建成防汛驿站，部分乡镇仍无仓库。\n"
    assert told(text).jurisdiction is None


def test_a_county_whose_name_begins_like_all_of_a_prefecture() -> None:
    assert (
        told("全州县民政局2021年工作总结\n\n一年来,县民政局建成驿站3处。\n").jurisdiction
        == "广西壮族自治区桂林市全州县"
    )
