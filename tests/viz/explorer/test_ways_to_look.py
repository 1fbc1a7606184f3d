"""The other ways to look at the same selection, in a real browser, offline: presentation, export, table, matrix, years, texts, questions, languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.language import speaking
from graph.model import Graph
from graph.snapshot import Snapshot
from graph.workspace import Workspace
from viz.luggage import pack, question_bank, said_of, suggested

Findings = list[dict[str, Any]]
pytestmark = pytest.mark.slow


def test_a_saved_matrix_is_presented_as_a_matrix_and_the_map_after_it_is_in_sight(
    open_page: Any, county: Graph
) -> None:
    opened = open_page(county)
    for pane in ("矩阵", "地图"):
        opened.page.click(f".tabs >> text={pane}")
        opened.page.click(".header >> text=视图 ▾")
        opened.page.click(".views >> text=保存当前视图")
        opened.page.click(".header >> text=视图 ▾")
    opened.page.keyboard.press("p")
    opened.page.wait_for_selector(".slide")
    opened.page.wait_for_selector(".pane .matrix")
    opened.page.keyboard.press("PageDown")
    opened.page.wait_for_timeout(300)
    assert opened.page.is_visible("#map")
    x, y = opened.on_screen("溪畔石榴")
    assert 0 < x < 1440
    assert 0 < y < 900


def test_views_are_saved_presented_and_taken_along(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    for name, gap in (("断点", "场馆未串联"), ("品牌", "品牌无载体")):
        opened.page.click(f".gaps .gap >> text={gap}")
        opened.page.click(".header >> text=视图 ▾")
        opened.page.fill(".views input >> nth=0", name)
        opened.page.fill(".views textarea", f"{name}说明")
        opened.page.click(".views >> text=保存当前视图")
        opened.page.click(".header >> text=视图 ▾")
    opened.page.keyboard.press("p")
    opened.page.wait_for_selector(".slide")
    assert opened.page.inner_text(".slide h2") == "断点"
    assert not opened.page.is_visible(".header")
    opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_timeout(150)
    assert opened.page.inner_text(".slide h2") == "品牌"
    assert "品牌说明" in opened.page.inner_text(".slide")
    opened.page.keyboard.press("Escape")
    assert opened.page.is_visible(".header")
    opened.page.click(".header >> text=视图 ▾")
    with opened.page.expect_download() as waiting:
        opened.page.click(".views >> text=下载")
    views = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert [v["name"] for v in views] == ["断点", "品牌"]


@pytest.mark.parametrize(
    ("button", "begins"),
    [
        ("PNG", b"\x89PNG"),
        ("SVG", b"<svg"),
        ("CSV", b"\xef\xbb\xbfsource"),
        ("GraphML", b"<?xml"),
        ("GEXF", b"<?xml"),
        ("Cypher", b"MERGE"),
    ],
)
def test_the_view_is_exported_without_a_server(open_page: Any, county: Graph, button: str, begins: bytes) -> None:
    opened = open_page(county)
    opened.page.locator(".left .row", has_text="阵地").click()
    opened.page.click(".header >> text=导出 ▾")
    with opened.page.expect_download() as waiting:
        opened.page.locator(".export button", has_text=re.compile(f"^{button}$")).click()
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(begins)
    if button not in ("PNG", "CSV"):
        assert "溪畔石榴".encode() in content
        assert "织布馆".encode() not in content


def test_the_table_is_the_twin_of_the_map(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.click(".tabs >> text=表格")
    rows = opened.page.locator(".grid tbody tr")
    assert rows.count() == len(county.nodes)
    assert "县委统战部" in rows.first.inner_text()
    opened.page.click(".grid thead >> text=缺口")
    assert "1" in rows.first.locator("td").last.inner_text()


def test_the_matrix_shows_who_leads_what_and_who_nothing(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.page.click(".tabs >> text=矩阵")
    assert opened.page.locator(".matrix td.full").count() == 2
    bare = opened.page.locator(".matrix tbody th.bare .thing > span").all_inner_texts()
    assert {"文旅局", "工商联"} <= set(bare)
    opened.page.locator(".matrix td.full button", has_text="牵头").click()
    assert "县委统战部牵头打造" in opened.page.inner_text(".pane .relation >> nth=0")


def test_years_filter_everything(open_page: Any, two_years: Graph) -> None:
    opened = open_page(two_years)
    assert len(opened.drawn()) == 3
    opened.page.click(".tabs >> text=时间")
    opened.page.click(".years button >> text=2025")
    opened.page.click(".tabs >> text=地图")
    assert opened.drawn() == ["新办", "老办"]
    opened.page.click(".tabs >> text=时间")
    assert "2025 年新出现" in opened.page.inner_text(".pane")


def test_two_documents_are_compared(open_page: Any, two_years: Graph) -> None:
    opened = open_page(two_years)
    opened.page.click(".tabs >> text=对比")
    selects = opened.page.locator(".pane .bar select")
    selects.nth(0).select_option("y:2023")
    selects.nth(1).select_option("y:2025")
    columns = [c.split("\n") for c in opened.page.locator(".columns section").all_inner_texts()]
    assert [[line for line in column if line.endswith("办")] for column in columns] == [["旧办"], ["老办"], ["新办"]]


def test_from_text_to_graph_and_back(open_page: Any, county: Graph, texts: dict[str, str]) -> None:
    opened = open_page(county, texts=texts)
    opened.click("溪畔石榴")
    opened.page.locator("#panel >> text=在原文中看").first.click()
    reading = opened.page.inner_text(".reading .body")
    assert reading.replace("\n", "") in [t.replace("\n", "") for t in texts.values()]
    assert "县委统战部牵头打造" in "".join(opened.page.locator(".reading .proved").all_inner_texts())
    opened.page.click(".reading .name >> text=石榴节")
    assert "石榴节" in opened.page.inner_text("#panel .title")
    opened.page.click(".tabs >> text=地图")
    assert opened.page.evaluate("() => liantuChart.cy.nodes('.chosen').map(n => n.data('text'))") == ["石榴节"]


def test_answers_made_at_export_are_there_offline(open_page: Any, county: Graph) -> None:
    question = {
        "name": "q",
        "question": {"zh": "有哪些品牌？", "en": "Which brands?"},
        "cypher": "MATCH …",
        "columns": {"brand": {"zh": "品牌", "en": "brand"}},
        "table": {"columns": ["brand"], "rows": [["溪畔石榴"]], "truncated": False},
    }
    opened = open_page(county, questions=[question])
    opened.page.click(".tabs >> text=提问")
    opened.page.click("text=有哪些品牌？")
    assert "品牌" in opened.page.inner_text(".ask .grid thead")
    opened.page.click("text=在图上看结果")
    opened.page.wait_for_timeout(150)
    assert opened.drawn() == ["溪畔石榴"]


def test_things_stand_in_groups_by_type_on_demand(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.page.select_option(".maptools select", "label")
    opened.page.wait_for_timeout(200)
    frames = opened.page.evaluate(
        "() => liantuChart.cy.nodes('.frame').map(f => [f.data('text'), f.children().length])"
    )
    assert dict(frames)["组织机构"] == 4
    assert sum(n for _, n in frames) == len(county.nodes)
    opened.page.keyboard.press("Control+z")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("() => liantuChart.cy.nodes('.frame').length") == 0


def test_english_and_back(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.click("text=English")
    assert opened.page.evaluate("() => document.documentElement.lang") == "en"
    assert "Linkage gaps" in opened.page.inner_text(".left")
    assert "sites that nothing connects" in opened.page.inner_text(".gaps")
    opened.page.click("text=中文")
    assert "衔接缺口" in opened.page.inner_text(".left")


def test_a_gap_speaks_the_language_of_the_reader(open_page: Any, county: Graph, findings: Findings) -> None:
    english = [f | {"message": "These sites lie near each other.", "next_step": "Name a route."} for f in findings]
    opened = open_page(county, findings, spoken={"zh": findings, "en": english})
    opened.page.click(".gaps .gap >> text=场馆未串联")
    assert "三处场馆相距很近" in opened.panel()
    opened.page.click("text=English")
    assert "These sites lie near each other." in opened.panel()
    assert "Name a route." in opened.panel()
    assert "三处场馆相距很近，本批文档" not in opened.panel()


def test_the_samples_speak_both_languages_and_answer_their_questions_offline(
    open_page: Any, sample_workspace: Workspace
) -> None:
    snapshot = sample_workspace.snapshot()
    luggage = pack(sample_workspace, snapshot)
    words = said_of(luggage["spoken"])
    assert all(said["zh"]["message"] != said["en"]["message"] for said in words.values())
    with speaking("zh"):
        opened = open_page(snapshot.graph(), snapshot.findings(), **luggage)
    opened.page.click(".tabs >> text=提问")
    asked = opened.page.locator(".questions .question")
    assert asked.count() >= 30
    assert all(asked.nth(k).is_enabled() for k in range(asked.count()))
    asked.filter(has_text="有哪些品牌").first.click()
    table = opened.page.inner_text(".ask .grid")
    assert all(n.name in table for n in snapshot.graph().nodes if n.label == "Brand")
    assert {"计划", "服务"} <= set(table.split())
    assert not {"planned", "service"} & set(table.split())
    opened.page.click("text=在图上看结果")
    opened.page.wait_for_timeout(200)
    assert len(opened.drawn()) > 5


def test_a_page_says_which_rules_were_not_checked_and_never_that_there_are_no_gaps(
    open_page: Any, county: Graph
) -> None:
    told = {"zh": ["缺口规则“孤立节点”没有查完。"], "en": ["The gap rule isolated was not checked."]}
    side = open_page(county, stopped=told).page.inner_text("#left")
    assert told["zh"][0] in side
    assert "未发现缺口" not in side
    assert "未发现缺口" in open_page(county).page.inner_text("#left")


def test_a_page_of_a_part_carries_no_answers_about_the_rest(sample_workspace: Workspace) -> None:
    questions = pack(sample_workspace, sample_workspace.snapshot(), whole=False)["questions"]
    assert questions
    assert not [q["name"] for q in questions if "table" in q]


def test_what_the_offline_page_cannot_answer_is_told_with_how_to_ask_it(open_page: Any, county: Graph) -> None:
    opened = open_page(county, questions=question_bank())
    opened.page.click(".tabs >> text=提问")
    assert "没有带答案" in opened.page.inner_text(".ask")
    assert opened.page.locator(".questions .question").count() == 0
    assert opened.page.is_visible(".elsewhere")
    assert "liantu query brands" in opened.page.inner_text(".elsewhere")


def test_each_open_gap_of_the_samples_comes_with_the_link_that_would_close_it(snapshot: Snapshot) -> None:
    graph, findings = snapshot.graph(), snapshot.findings()
    found = suggested(graph, findings)
    assert found
    assert all(set(s["reason"]) == {"zh", "en"} and s["reason"]["zh"].startswith("建议") for s in found)
    assert {g for s in found for g in s["closes"]} <= {f["id"] for f in findings}
    assert suggested(graph, [f | {"status": "wrong"} for f in findings]) == []


def test_the_tour_is_shown_once(open_page: Any, county: Graph) -> None:
    opened = open_page(county, tour=True)
    for _ in range(3):
        opened.page.click(".tour .strong")
    assert opened.page.locator(".tour").count() == 0
    opened.page.reload()
    opened.page.wait_for_selector("#map canvas")
    assert opened.page.locator(".tour").count() == 0


def test_an_empty_graph_says_what_to_do(open_page: Any) -> None:
    opened = open_page(Graph((), (), ()))
    assert "liantu ingest" in opened.page.inner_text("main")


def test_a_thing_without_relation_is_said_to_be_a_gap_itself(open_page: Any, lone: Graph) -> None:
    opened = open_page(lone)
    opened.click("独一处")
    assert "这本身可能就是一个缺口" in opened.panel()
