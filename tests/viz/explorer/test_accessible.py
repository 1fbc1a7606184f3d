"""Everything by keyboard, everything said to a screen reader, every text legible."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from graph.model import Graph

AXE = Path(__file__).parents[3] / "viz" / "web" / "node_modules" / "axe-core" / "axe.min.js"
Findings = list[dict[str, Any]]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's source; tests are skipped, and counted, where the page's tools are not installed."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in viz/web)")
    return AXE.read_text(encoding="utf-8")


def serious(opened: Any, axe: str) -> list[str]:
    """Serious and critical findings of axe-core."""
    opened.page.evaluate(axe)
    found = opened.page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} | {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("pane", ["地图", "表格", "矩阵", "时间", "对比", "原文", "提问"])
def test_no_serious_finding_in_any_way_to_look(
    open_page: Any, county: Graph, findings: Findings, texts: dict[str, str], axe: str, pane: str
) -> None:
    opened = open_page(county, findings, texts=texts)
    opened.page.click(f".tabs >> text={pane}")
    opened.page.wait_for_timeout(100)
    assert serious(opened, axe) == []


@pytest.mark.parametrize("step", ["thing", "gap", "search", "views", "export", "filters", "english", "tour"])
def test_no_serious_finding_in_any_panel(
    open_page: Any, county: Graph, findings: Findings, texts: dict[str, str], axe: str, step: str
) -> None:
    opened = open_page(county, findings, texts=texts, tour=step == "tour")
    page = opened.page
    steps = {
        "thing": lambda: opened.click("溪畔石榴"),
        "gap": lambda: page.click(".gaps .gap >> nth=0"),
        "search": lambda: page.fill("#search", "xi"),
        "views": lambda: page.click(".header >> text=视图 ▾"),
        "export": lambda: page.click(".header >> text=导出 ▾"),
        "filters": lambda: page.click(".filters summary"),
        "english": lambda: page.click("text=English"),
        "tour": lambda: page.wait_for_selector(".tour"),
    }
    steps[step]()
    page.wait_for_timeout(100)
    assert serious(opened, axe) == []


def test_arrow_keys_walk_along_relations(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    page = opened.page
    page.focus("#map")
    page.keyboard.press("ArrowRight")  # nothing is chosen: the best linked thing is
    assert "县委统战部" in page.inner_text("#panel .title")
    seen = set()
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(page.inner_text("#panel .title"))
        spoken = page.locator(".unseen[aria-live]").inner_text()
        assert "条关系" in spoken
    assert len(seen) > 1
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "panel"
    page.focus("#map")
    page.keyboard.press("Escape")
    assert "概览" in opened.panel()


def test_everything_on_the_map_stands_in_a_list_that_tab_reaches(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    listed = opened.page.locator("#panel .list .grow").all_inner_texts()
    assert sorted(listed) == sorted(n.name for n in county.nodes)
    opened.page.keyboard.press("Tab")
    assert "跳到节点列表" in opened.page.evaluate("() => document.activeElement.textContent")
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert "县委统战部" in opened.page.inner_text("#panel .title")


def test_focus_can_be_seen(open_page: Any, county: Graph) -> None:
    opened = open_page(county)
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        width = opened.page.evaluate("() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (720, 450)], ids=["desk", "old screen", "zoomed to 200 %"])
def test_nothing_runs_out_of_the_window(
    open_page: Any, county: Graph, findings: Findings, size: tuple[int, int]
) -> None:
    opened = open_page(county, findings, size={"width": size[0], "height": size[1]})
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    for name in ("撤销", "演示", "English"):
        assert opened.page.locator(f".header >> text={name}").first.is_visible()


def test_gaps_are_told_by_shape_and_words_not_by_colour_alone(
    open_page: Any, county: Graph, findings: Findings
) -> None:
    opened = open_page(county, findings)
    looks = opened.page.evaluate(
        "() => liantuChart.cy.nodes('.gap-high').map(n => [n.style('outline-style'), n.style('background-image').includes('data:')])"
    )
    assert looks == [["dashed", True]] * 3
    assert opened.page.locator(".gaps .plate").all_inner_texts() == ["高", "中"]


def test_a_reader_who_wants_no_motion_gets_none(open_page: Any, county: Graph, findings: Findings) -> None:
    opened = open_page(county, findings)
    opened.page.click(".gaps .gap >> nth=0")
    opened.page.wait_for_timeout(50)
    first = opened.page.evaluate("() => liantuChart.cy.zoom()")
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("() => liantuChart.cy.zoom()") == first


def printed(opened: Any, folder: Path) -> list[str]:
    """Text of each page of a print."""
    out = folder / "print.pdf"
    opened.page.pdf(path=out, prefer_css_page_size=True, print_background=True)
    with pdfplumber.open(out) as pdf:
        # Fonts give some characters back as radicals, and a name with a halo is painted twice.
        return [
            unicodedata.normalize("NFKC", page.dedupe_chars().extract_text()).replace(" ", "") for page in pdf.pages
        ]


def test_a_print_is_the_picture_with_legend_and_source_on_one_page_and_then_the_list(
    open_page: Any, county: Graph, findings: Findings, tmp_path: Path
) -> None:
    pages = printed(open_page(county, findings), tmp_path)
    assert len(pages) == 2
    first, second = pages
    for text in ("15个节点", "组织机构", "缺口断点", "溪畔石榴", "来源:《云溪县", "共2份文档"):
        assert text in first
    assert "导出" not in first
    assert "场馆未串联" in second
    radical = "\u2e80-\u2eff"  # 民 comes back as a radical that has no other form
    assert all(re.search("".join(f"[{c}{radical}]" for c in n.name), second) for n in county.nodes)


def test_a_print_of_a_thing_shows_its_proof_after_the_picture(open_page: Any, county: Graph, tmp_path: Path) -> None:
    opened = open_page(county)
    opened.click("溪畔石榴")
    first, *rest = printed(opened, tmp_path)
    assert "来源" in first
    assert "县委统战部牵头打造“溪畔石榴”工作品牌" in "".join(rest)
    opened.page.click(".tabs >> text=矩阵")
    assert "点格看原文" in printed(opened, tmp_path)[0]
    assert not opened.page.is_visible("#print")


def test_presenting_and_leaving_gives_the_focus_back(open_page: Any, county: Graph) -> None:
    page = open_page(county).page
    page.focus(".left .row >> nth=1")
    page.keyboard.press("p")
    page.wait_for_selector(".slide")
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert page.evaluate("() => document.activeElement === document.querySelectorAll('.left .row')[1]")


@pytest.mark.parametrize("size", [(720, 450), (640, 800), (320, 640)], ids=["200 %", "narrow", "telephone"])
def test_on_a_small_screen_the_map_comes_first_and_the_filters_when_asked_for(
    open_page: Any, county: Graph, findings: Findings, size: tuple[int, int]
) -> None:
    page = open_page(county, findings, size={"width": size[0], "height": size[1]}).page
    box = page.locator("#map").bounding_box()
    assert box["y"] < size[1] / 3
    assert box["height"] > size[1] / 3
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert not page.is_visible(".left")
    page.click(".drawer")
    page.wait_for_timeout(100)
    assert page.evaluate("() => document.activeElement.className") == "leave"
    page.click(".gaps .gap >> nth=0")
    assert not page.is_visible(".left")
    assert "场馆未串联" in page.inner_text("#panel .title")
    page.click(".drawer")
    page.wait_for_timeout(100)
    page.keyboard.press("Escape")
    assert not page.is_visible(".left")


def test_nothing_lies_below_the_window(open_page: Any, county: Graph, findings: Findings) -> None:
    """What only a screen reader hears must not make the page longer than the screen."""
    opened = open_page(county, findings)
    assert opened.page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
