"""A real browser on the built page. Where this machine has no Chromium the tests that need it are skipped, and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from graph.model import Document, Edge, Evidence, Graph, Mention, Node, digest
from graph.vocabulary import Label, RelationType, Status
from viz.page import write_page

SIZE = {"width": 1440, "height": 900}


@dataclass
class Opened:
    """A page that was opened: the page itself, and what went wrong on it."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def drawn(self) -> list[str]:
        """Names of the things on the map, sorted."""
        names: list[str] = self.page.evaluate(
            "() => liantuChart.cy.nodes('.thing').map(n => n.data('text').replace(/\\n/g, '')).sort()"
        )
        return names

    def on_screen(self, name: str) -> tuple[float, float]:
        """Where a thing stands on the screen, by the text under it."""
        at = self.page.evaluate(
            """name => {
                const node = liantuChart.cy.nodes('.thing').filter(n => n.data('text').replace(/\\n/g, '') === name)[0];
                const box = document.getElementById('map').getBoundingClientRect(), p = node.renderedPosition();
                return [box.left + p.x, box.top + p.y];
            }""",
            name,
        )
        return float(at[0]), float(at[1])

    def click(self, name: str, **how: Any) -> None:
        """Click a thing on the map."""
        self.page.wait_for_timeout(80)
        modifiers = how.get("modifiers", [])
        for key in modifiers:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.on_screen(name))
        for key in modifiers:
            self.page.keyboard.up(key)
        self.page.wait_for_timeout(120)

    def panel(self) -> str:
        """Text of the right panel."""
        return str(self.page.inner_text("#panel"))

    def hash(self) -> str:
        """The address after ``#``, decoded."""
        return str(self.page.evaluate("() => decodeURIComponent(location.hash)"))


Open = Callable[..., Opened]


@pytest.fixture
def open_url(browser: Any) -> Iterator[Open]:
    """Open an address; at the end nothing may have failed on it and nothing foreign been asked for."""
    opened: list[tuple[Any, Opened, bool]] = []

    def go(
        address: str, *, tour: bool = False, size: dict[str, int] | None = None, may_fail: bool = False, **context: Any
    ) -> Opened:
        made = browser.new_context(viewport=size or SIZE, reduced_motion="reduce", accept_downloads=True, **context)
        made.set_default_timeout(15_000)
        page = made.new_page()
        result = Opened(page)
        page.on("pageerror", lambda e: result.errors.append(str(e)))
        page.on("console", lambda m: result.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("request", lambda r: result.requests.append(r.url))
        if not tour:
            page.add_init_script("localStorage.setItem('liantu:tour', 'true')")
        page.goto(address)
        opened.append((made, result, may_fail))
        return result

    yield go
    problems = [error for _, result, may_fail in opened if not may_fail for error in result.errors]
    for made, _, _ in opened:
        made.close()
    assert problems == []


@pytest.fixture
def open_page(open_url: Open, tmp_path: Path) -> Open:
    """Write a graph's offline page and open it; it may ask for nothing but itself."""

    def go(
        graph: Graph,
        findings: Sequence[dict[str, Any]] = (),
        *,
        hash: str = "",
        texts: Any = None,
        suggestions: Any = (),
        questions: Any = (),
        spoken: Any = None,
        stopped: Any = None,
        snapshot: str = "s1",
        **how: Any,
    ) -> Opened:
        out = tmp_path / "离线 页面.html"
        more = {"suggestions": suggestions, "questions": questions, "spoken": spoken, "stopped": stopped}
        write_page(graph, findings, out, texts, snapshot, **more)
        result = open_url(out.as_uri() + hash, **how)
        if graph.nodes:
            result.page.wait_for_selector("#map canvas", state="attached")
            result.page.wait_for_timeout(250)
        assert [r for r in result.requests if not r.startswith(("file:", "data:", "blob:"))] == []
        return result

    return go


def _body(
    document: Document, name: str, label: Label = Label.Organisation, start: int = 0, more: tuple[Document, ...] = ()
) -> Node:
    mentions = tuple(Mention(d.id, start, start + len(name), name) for d in (document, *more))
    return Node(f"{label}:{digest(name)}", label, name, mentions=mentions)


def _report(year: int) -> Document:
    return Document(digest(str(year)) * 4, f"{year}.txt", f"{year}年工作总结", "summary", year, year)


def _graph(documents: list[Document], nodes: list[Node], edges: list[Edge]) -> Graph:
    def by_id(item: Any) -> str:
        return str(item.id)

    return Graph(tuple(sorted(documents, key=by_id)), tuple(sorted(nodes, key=by_id)), tuple(sorted(edges, key=by_id)))


@pytest.fixture(scope="session")
def make_star() -> Callable[[int], Graph]:
    """One body that leads many brands."""

    def make(leaves: int) -> Graph:
        document = _report(2024)
        middle = _body(document, "中心单位")
        brands = [_body(document, f"品牌{k:02}", Label.Brand) for k in range(leaves)]
        quote = "中心单位牵头打造品牌"
        proof = (Evidence(document.id, 0, len(quote), quote, "lead_words", 900),)
        edges = [Edge(RelationType.LEADS, middle.id, b.id, Status.DONE, proof) for b in brands]
        return _graph([document], [middle, *brands], edges)

    return make


@pytest.fixture(scope="session")
def two_years() -> Graph:
    """Three bodies: one of the older report, one of the newer, one of both."""
    old, new = _report(2023), _report(2025)
    return _graph([old, new], [_body(old, "旧办"), _body(new, "新办"), _body(old, "老办", more=(new,))], [])


@pytest.fixture(scope="session")
def lone() -> Graph:
    """A single thing without relation."""
    document = _report(2024)
    return _graph([document], [_body(document, "独一处")], [])
