"""What a planner does on the map, in a real browser, offline: each of the interactions once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.model import Graph

Findings = list[dict[str, Any]]
pytestmark = pytest.mark.slow


def test_the_map_shows_every_thing_of_a_small_graph(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    assert len(opened.drawn()) == len(county.nodes)


def test_search_finds_by_initials_and_opens_the_proof(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("xpsl")
    assert "溪畔石榴" in opened.page.inner_text("#hits")
    opened.page.keyboard.press("Enter")
    assert "县委统战部牵头打造“溪畔石榴”工作品牌" in opened.panel()
    marks = opened.page.locator("#panel blockquote mark").all_inner_texts()
    assert {"县委统战部", "溪畔石榴"} <= set(marks)


def test_a_search_without_hits_says_what_to_try(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.page.fill("#search", "查无此名")
    assert "拼音首字母" in opened.page.inner_text(".hits")


def test_the_legend_filters_and_counts(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    base = opened.page.locator(".left .row", has_text="阵地")
    assert base.inner_text().split()[1:] == ["阵地", "3"]
    base.click()
    assert "渡口旧址" not in opened.drawn()
    assert base.get_attribute("aria-pressed") == "false"
    assert base.inner_text().split()[-1] == "3"


def test_a_click_shows_each_relation_with_its_sentence_and_source(
    open_page: Any, county: Graph, findings: Findings
) -> None:
    opened = open_page(county, findings)
    opened.click("溪畔石榴")
    panel = opened.panel()
    for words in (
        "牵头单位",
        "县委统战部",
        "设立者",
        "《云溪县统战工作调研报告》",
        "可信度 90%",
        "一、主要成效",
        "品牌无载体",
    ):
        assert words in panel, words


def test_context_and_citation(open_page: Any, county: Graph, texts: dict[str, str], browser: Any) -> None:
    opened = open_page(county, texts=texts, permissions=["clipboard-read", "clipboard-write"])
    opened.click("石榴节")
    opened.page.click("#panel .proof >> text=查看上下文")
    assert "县委统战部培训骨干120人次" in opened.page.inner_text("#panel .proof")
    opened.page.click("#panel .proof >> text=复制引文")
    opened.page.wait_for_selector(".toast:has-text('引文')")


def test_a_gap_is_listed_and_leads_to_its_place_with_why_and_what_to_do(
    open_page: Any, county: Graph, findings: Findings
) -> None:
    opened = open_page(county, findings)
    opened.page.click(".gaps .gap >> text=场馆未串联")
    panel = opened.panel()
    for words in ("三处场馆相距很近", "原文指出", "渡口旧址、染坊旧址、织布馆相距很近", "请文旅局明确线路与牵头单位。"):
        assert words in panel, words
    breaks = opened.page.evaluate("() => liantuChart.cy.edges('.gap').map(e => e.style('line-style'))")
    assert breaks == ["dashed"] * 3
    assert "场馆未串联" in opened.page.inner_html(".pills")
    zoomed = opened.page.evaluate(
        """() => {
            const seen = liantuChart.cy.extent();
            const inside = p => p.x > seen.x1 && p.x < seen.x2 && p.y > seen.y1 && p.y < seen.y2;
            return liantuChart.cy.nodes('.gap-high').every(n => inside(n.position()));
        }"""
    )
    assert zoomed


def test_what_no_document_shows_is_never_said_not_to_exist(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.click(".gaps .gap >> text=品牌无载体")
    assert "本批文档未见" in opened.panel()
    assert "不等于不存在" in opened.panel()


def test_gaps_are_switched_off_and_on_by_key(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    count = "() => liantuChart.cy.nodes('.gap-high, .gap-medium').length"
    assert opened.page.evaluate(count) == 4
    opened.page.keyboard.press("g")
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate(count) == 0
    assert opened.page.locator(".gaps .switch").get_attribute("aria-checked") == "false"


def test_a_judged_gap_is_kept_in_the_browser_and_can_be_taken_along(
    open_page: Any, county: Graph, findings: Findings
) -> None:
    opened = open_page(county, findings)
    opened.page.click(".gaps .gap >> text=场馆未串联")
    opened.page.select_option("select[name=status]", "wrong")
    opened.page.fill("textarea[name=note]", "已由“溪岸连线”串联")
    opened.page.click("#panel >> text=保存")
    assert opened.page.evaluate("() => liantuChart.cy.nodes('.gap-high').length") == 3  # still open in the panel
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("() => liantuChart.cy.nodes('.gap-high').length") == 0
    opened.page.click(".gaps .gap >> text=场馆未串联")
    with opened.page.expect_download() as waiting:
        opened.page.click("#panel >> text=下载处理记录")
    (line,) = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    decision = json.loads(line)
    assert (decision["kind"], decision["value"], decision["object"]["rule"]) == ("gap", "wrong", "sites_unlinked")
    assert [n["name"] for n in decision["object"]["nodes"]] == ["渡口旧址", "染坊旧址", "织布馆"]
    for _ in range(30):  # a busy browser hands on what a page stores a little later than the page goes on
        opened.page.reload()
        opened.page.wait_for_selector(".gaps .gap")
        if opened.page.locator(".gaps .gap.done").count():
            return
        opened.page.wait_for_timeout(1000)
    raise AssertionError("the decision did not outlive the page")


def test_keep_only_expand_collapse_hide(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.click("溪畔石榴")
    opened.page.click("#panel >> text=只看它与邻居")
    near = ["县委统战部", "少数民族群众", "民族宗教事务局", "溪畔石榴"]
    assert opened.drawn() == sorted(near)
    opened.page.wait_for_timeout(200)
    opened.click("县委统战部")
    opened.page.locator("#panel .acts button", has_text="展开邻居 +").click()
    assert "石榴节" in opened.drawn()
    opened.page.click("#panel >> text=收起邻居")
    assert "石榴节" not in opened.drawn()
    opened.page.click("#panel .acts >> text=隐藏")
    assert "县委统战部" not in opened.drawn()
    opened.page.click(".maptools >> text=恢复全部")
    assert len(opened.drawn()) == len(county.nodes)


def test_expanding_goes_in_steps_of_twenty(open_page: Any, make_star: Any) -> None:
    opened = open_page(make_star(70))
    opened.page.fill("#search", "中心单位")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("h")
    opened.page.click(".maptools >> text=恢复全部")
    opened.page.locator(".left .row", has_text="品牌").click()
    opened.page.fill("#search", "中心单位")
    opened.page.keyboard.press("Enter")
    button = opened.page.locator("#panel .acts button", has_text="展开邻居 +")
    assert button.inner_text() == "展开邻居 +20（共 70）"
    button.click()
    assert len(opened.drawn()) == 21


def test_a_path_is_told_with_its_sentences(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.click("少数民族群众")
    opened.page.click("#panel >> text=找路径")
    opened.click("工商联")
    panel = opened.panel()
    assert "3 步" in panel
    for sentence in (
        "“溪畔石榴”品牌面向少数民族群众开展服务。",
        "县委统战部牵头打造“溪畔石榴”工作品牌",
        "县委统战部联合工商联召开企业家座谈会。",
    ):
        assert sentence in panel


def test_a_suggested_link_is_no_fact_and_joins_a_path_only_when_asked(open_page: Any, county: Graph) -> None:
    by_name = {n.name: n.id for n in county.nodes}
    reason = {"zh": "建议：“织布馆”属于“溪畔石榴”（依据：同在溪岸）", "en": "suggestion"}
    suggestion = {"source": by_name["织布馆"], "target": by_name["溪畔石榴"], "reason": reason, "closes": []}
    opened = open_page(county, suggestions=[suggestion])
    assert opened.page.evaluate("() => liantuChart.cy.edges('.suggestion').map(e => e.style('line-style'))") == [
        "dashed"
    ]
    assert f"{len(county.edges)} 条有据关系" in opened.page.inner_text(".about")
    opened.click("织布馆")
    opened.page.click("#panel >> text=找路径")
    opened.click("溪畔石榴")
    assert "没有路径" in opened.panel()
    opened.page.click("#panel >> text=包括建议衔接")
    assert "非事实" in opened.panel()


def test_every_step_can_be_undone_and_redone(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    whole = len(opened.drawn())
    opened.page.locator(".left .row", has_text="品牌").click()
    opened.click("石榴节")
    opened.page.keyboard.press("h")
    assert len(opened.drawn()) == whole - 2
    for _ in range(3):
        opened.page.keyboard.press("Control+z")
    assert len(opened.drawn()) == whole
    for _ in range(3):
        opened.page.keyboard.press("Control+y")
    assert len(opened.drawn()) == whole - 2


def test_a_filter_is_undone_while_its_field_has_the_focus_and_the_panel_stays_open(
    open_page: Any, county: Graph
) -> None:
    opened = open_page(county)
    page = opened.page
    page.click(".filters summary")
    page.locator(".filters input[type=checkbox]").first.click()
    assert "relOff" in opened.hash()
    page.keyboard.press("Control+z")
    assert opened.hash() == ""
    page.locator(".filters input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    assert "conf" in opened.hash()
    page.keyboard.press("Control+z")
    assert opened.hash() == ""
    page.locator(".filters select").last.focus()
    page.locator(".filters select").last.select_option(index=1)
    assert "docs" in opened.hash()
    page.keyboard.press("Control+z")
    assert opened.hash() == ""
    assert page.locator(".filters").evaluate("e => e.open")
    page.fill("#search", "甲乙")
    page.keyboard.press("Control+z")
    assert page.input_value("#search") == ""


def test_a_dragged_thing_stays_where_it_was_put_and_the_address_knows(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.page.wait_for_timeout(150)
    x, y = opened.on_screen("石榴节")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 60, y + 40, steps=6)
    opened.page.mouse.up()
    opened.page.wait_for_timeout(150)
    moved = opened.on_screen("石榴节")
    assert (abs(moved[0] - x - 60) < 4, abs(moved[1] - y - 40) < 4) == (True, True)
    assert "pins=" in opened.hash()
    opened.page.reload()
    opened.page.wait_for_selector("#map canvas")
    assert opened.page.evaluate("() => liantuChart.cy.nodes('.pinned').length") == 1


def test_the_lasso_chooses_what_it_encloses(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.page.click(".maptools >> text=套索选择")
    box = opened.page.locator("#map").bounding_box()
    left, top, right, bottom = box["x"] + 3, box["y"] + 50, box["x"] + box["width"] - 3, box["y"] + box["height"] - 3
    opened.page.mouse.move(left, top)
    opened.page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        opened.page.mouse.move(x, y, steps=3)
    opened.page.mouse.up()
    assert f"已选 {len(county.nodes)} 个" in opened.panel()


def test_shift_click_chooses_several(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    opened.click("渡口旧址")
    opened.click("织布馆", modifiers=["Shift"])
    assert "已选 2 个" in opened.panel()
    opened.page.click("#panel >> text=只看所选")
    assert opened.drawn() == ["渡口旧址", "织布馆"]


def test_an_address_brings_the_same_view_back(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.locator(".left .row", has_text="阵地").click()
    opened.click("溪畔石榴")
    shown = opened.drawn()
    address = opened.page.url.split("#")[1]
    again = open_page(county, findings, hash=f"#{address}")
    assert again.drawn() == shown
    assert "溪畔石榴" in again.page.inner_text("#panel .title")


def test_an_address_of_another_graph_shows_the_rest_and_says_so(open_page: Any, county: Graph) -> None:
    opened = open_page(county, hash="#node=%22Brand%3Agone%22&off=%5B%22Base%22%5D")
    opened.page.wait_for_selector(".toast:has-text('已不存在')")
    assert "渡口旧址" not in opened.drawn()
