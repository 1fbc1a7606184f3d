"""A name is text, whatever it looks like: in every view, in the real browser, served or not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graph.model import Graph
from viz.labels import visible

pytestmark = pytest.mark.slow

PANES = ["表格", "矩阵", "时间", "对比", "原文", "提问"]


@pytest.fixture
def findings_of(hostile: Graph) -> list[dict[str, Any]]:
    """Gaps whose every text attacks."""
    names = [n for n in hostile.nodes if "<" in n.name]
    attack = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
    return [
        {
            "id": f"gap:{node.id}", "rule": attack, "severity": "high", "absence": "graph", "evidence": [], "documents": [attack],
            "nodes": [{"id": node.id, "label": str(node.label), "name": node.name}], "message": attack, "next_step": attack, "status": "open",
        }
        for node in names
    ]  # fmt: skip


def test_no_view_runs_or_renders_a_name(open_page: Any, hostile: Graph, findings_of: list[dict[str, Any]]) -> None:
    opened = open_page(hostile, findings_of, texts={d.id: "<img src=x onerror=alert(1)>甲" for d in hostile.documents})
    asked: list[str] = []
    opened.page.on("dialog", lambda d: (asked.append(d.message), d.dismiss()))
    for pane in PANES:
        opened.page.click(f".tabs >> text={pane}")
        opened.page.wait_for_timeout(60)
    opened.page.click(".tabs >> text=地图")
    opened.page.click(".gaps .gap >> nth=0")
    assert "<img src=x onerror=alert(1)>" in opened.panel()
    assert (
        opened.page.evaluate(
            "() => document.querySelectorAll('#app img, #app script, #app iframe, #app a[href^=javascript]').length"
        )
        == 0
    )
    assert asked == []


@pytest.mark.parametrize("place", range(0, 17, 4))
def test_each_name_can_be_found_and_is_shown_as_it_is(open_page: Any, hostile: Graph, place: int) -> None:
    opened = open_page(hostile)
    name = hostile.nodes[place].name
    wanted = max(re.split(r"\s+", visible(name)), key=len)[:40]
    opened.page.fill("#search", wanted)
    opened.page.keyboard.press("Enter")
    whole = opened.page.locator("#panel .title button")
    if whole.count():
        whole.click()
    shown = opened.page.locator("#panel .title").text_content()
    assert shown.startswith(visible(name))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", opened.panel())


def test_a_name_of_five_thousand_characters_keeps_the_page_usable(open_page: Any, hostile: Graph) -> None:
    opened = open_page(hostile)
    opened.page.fill("#search", "长长长")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#panel .title")
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.locator("#panel .title").bounding_box()["height"] < 400
    opened.page.click("#panel .title >> text=显示全部（5000 字）")
    assert "长" * 5000 in opened.page.inner_text("#panel .title")
    opened.page.click("#panel .title >> text=收起")
    assert all(len(text) <= 30 for text in opened.drawn())


def test_what_turns_text_round_is_not_drawn_on_the_map(open_page: Any, hostile: Graph) -> None:
    opened = open_page(hostile)
    assert not [text for text in opened.drawn() if re.search("[\u202a-\u202e\u2066-\u2069]", text)]


ADDRESSES = [
    "#node=%22%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22",
    '#pane="javascript:alert(1)"',
    "#place=%22%3Cscript%3E%22",
    "#pane=%22constructor%22",
    "#rows=%22__proto__%22&pane=%22matrix%22",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_never_trusted(open_page: Any, hostile: Graph, address: str) -> None:
    opened = open_page(hostile, hash=address)
    opened.page.wait_for_timeout(100)
    assert opened.page.is_visible(".tabs")
