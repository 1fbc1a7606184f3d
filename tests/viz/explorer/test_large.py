"""Twenty thousand nodes: communities that open, a search that answers at once, nothing drawn that could not be drawn."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from viz.page import write_page

pytestmark = pytest.mark.slow
COUNT = 20_000
LARGEST_REGION = """() => {
    const regions = liantuChart.cy.nodes('.region').filter(n => n.id() !== 'tray');
    const node = regions.max(n => n.data('wide')).ele;
    const box = document.getElementById('map').getBoundingClientRect(), p = node.renderedPosition();
    return [box.left + p.x, box.top + p.y];
}"""
NAMES = "云溪青石河山桥林湾渡口坊园路"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a generated graph with communities of about sixty and a few things without relation."""
    chance = random.Random(7)
    document = Document("e" * 64, "大.txt", "生成的文档", "summary", 2024, 2024)
    labels = [Label.Organisation, Label.Brand, Label.Programme, Label.Base]
    seen = (Mention(document.id, 0, 1, "云"),)
    names = ["".join(chance.choice(NAMES) for _ in range(5)) + str(k) for k in range(COUNT)]
    nodes = [Node(f"n{k:06}", labels[k % 4], name, mentions=seen) for k, name in enumerate(names)]
    quote = "某单位牵头打造某品牌"
    proof = (Evidence(document.id, 0, len(quote), quote, "generated", 900),)
    edges = {}
    for _ in range(COUNT * 2):
        first = chance.randrange(COUNT - 200)
        near = min(COUNT - 201, first // 60 * 60 + chance.randrange(60))
        second = near if chance.random() < 0.9 else chance.randrange(COUNT - 200)
        if first != second:
            edge = Edge(RelationType.LEADS, nodes[first].id, nodes[second].id, Status.DONE, proof)
            edges[edge.id] = edge
    graph = Graph((document,), tuple(nodes), tuple(sorted(edges.values(), key=lambda e: e.id)))
    out = tmp_path_factory.mktemp("large") / "large.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "zh_CN.UTF-8")
        write_page(graph, [], out, snapshot="large")
    return out.as_uri()


@pytest.fixture
def opened(open_url: Any, address: str) -> Any:
    """The page, drawn."""
    result = open_url(address)
    result.page.set_default_timeout(60_000)
    result.page.wait_for_selector("#map canvas", state="attached")
    result.page.wait_for_timeout(1500)
    return result


def counts(opened: Any) -> tuple[int, int]:
    """Things and closed communities on the map."""
    found = opened.page.evaluate(
        "() => [liantuChart.cy.nodes('.thing').length, liantuChart.cy.nodes('.region').length]"
    )
    return int(found[0]), int(found[1])


def test_communities_stand_for_what_is_too_much_and_open_in_their_place(opened: Any) -> None:
    things, regions = counts(opened)
    assert things < 2000
    assert 20 < regions < 600
    assert "20000" in opened.page.inner_text(".about")
    close_all = opened.page.locator(".maptools >> text=全部收拢")
    for _ in range(10):  # a machine with much else to do may still be drawing
        opened.page.mouse.click(*opened.page.evaluate(LARGEST_REGION))
        opened.page.wait_for_timeout(1500)
        if close_all.count():
            break
    after = counts(opened)
    assert after[0] > things
    assert after[1] == regions - 1
    close_all.click()
    close_all.wait_for(state="detached")
    assert counts(opened) == (things, regions)


def test_a_search_answers_and_brings_the_thing_onto_the_map(opened: Any) -> None:
    opened.page.fill("#search", "15001")
    opened.page.wait_for_selector("#hits li")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(500)
    assert "15001" in opened.page.inner_text("#panel .title")
    assert any(name.endswith("15001") for name in opened.drawn())


def test_lists_and_tables_are_capped_and_say_so(opened: Any) -> None:
    assert "显示前 300 个，共 20000 个" in opened.panel()
    begun = time.monotonic()
    opened.page.click(".tabs >> text=表格")
    opened.page.wait_for_selector(".grid")
    assert opened.page.locator(".grid tbody tr").count() == 500
    assert "共 20000 行" in opened.page.inner_text(".pane")
    assert time.monotonic() - begun < 30


def test_the_file_is_what_it_holds_and_no_more(address: str) -> None:
    assert Path(address.removeprefix("file://")).stat().st_size < 12_000_000
