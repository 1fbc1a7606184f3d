"""What only the served page can do, in a real browser against the real server."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from graph.model import Graph
from graph.stores import open_store
from graph.stores.base import Store
from viz.explorer.app import make_app
from viz.explorer.run import listen
from viz.explorer.source import Explorer

pytestmark = pytest.mark.slow


class Live:
    """A workspace in memory, its server, and what the reader decided."""

    stopped: dict[str, str] = {}  # noqa: RUF012 - never changed

    def __init__(self, graph: Graph, gaps: list[dict[str, Any]], texts: Mapping[str, str], folder: Path) -> None:
        self.graph_, self.gaps, self.texts, self.folder = graph, gaps, texts, folder
        self.current: str | None = "first"
        self.failed: list[str] = []
        self.decisions: list[Mapping[str, Any]] = []

    @property
    def name(self) -> str:
        return self.current or ""

    def snapshot(self) -> Live:
        return self

    def graph(self) -> Graph:
        return self.graph_

    def findings(self, spoken: str | None = None) -> list[dict[str, Any]]:
        return [dict(f) for f in self.gaps]

    def store(self) -> Store:
        led = tuple(e for e in self.graph_.edges if e.type == "LEADS")
        store = open_store("memory:")
        store.load(Graph(self.graph_.documents, self.graph_.nodes, led))
        return store

    def masked_text(self, document: str) -> str:
        return self.texts[document]

    def failures(self) -> list[str]:
        return self.failed


@pytest.fixture
def live(county: Graph, findings: list[dict[str, Any]], texts: dict[str, str], tmp_path: Path) -> Live:
    return Live(county, findings, texts, tmp_path)


def start(live: Live) -> tuple[uvicorn.Server, socket.socket, threading.Thread]:
    """Run the server in a thread."""
    bound = listen(0)
    app = make_app(Explorer(live, live.decisions.append), bound.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, bound, thread


@pytest.fixture
def served(live: Live) -> Iterator[tuple[str, uvicorn.Server]]:
    """Address of the running server, and the server."""
    server, bound, thread = start(live)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}/", server
    server.should_exit = True
    thread.join(5)
    bound.close()


@pytest.fixture
def opened(open_url: Any, served: tuple[str, uvicorn.Server]) -> Any:
    """The page, loaded from the server."""
    result = open_url(served[0], may_fail=True)
    result.page.wait_for_selector("#map canvas")
    result.page.wait_for_timeout(200)
    return result


def test_the_served_page_is_the_same_page(opened: Any, county: Graph, served: tuple[str, uvicorn.Server]) -> None:
    assert len(opened.drawn()) == len(county.nodes)
    assert opened.errors == []
    assert [r for r in opened.requests if not r.startswith((served[0], "data:", "blob:"))] == []


def test_a_question_is_answered_and_shown_on_the_map(opened: Any) -> None:
    opened.page.click(".tabs >> text=提问")
    opened.page.locator(".questions .question", has_text="有哪些品牌").first.click()
    opened.page.wait_for_selector(".ask .grid")
    assert "溪畔石榴" in opened.page.inner_text(".ask .grid")
    opened.page.click("text=在图上看结果")
    opened.page.wait_for_timeout(150)
    assert "溪畔石榴" in opened.drawn()


def test_a_typed_query_gives_a_table_and_a_faulty_one_its_reason(opened: Any) -> None:
    opened.page.click(".tabs >> text=提问")
    opened.page.fill(
        ".cypher textarea", "MATCH (o:Organisation)-[:LEADS]->(b:Brand) RETURN o.name AS body, b.name AS brand"
    )
    opened.page.keyboard.press("Control+Enter")
    opened.page.wait_for_selector(".ask .grid")
    assert opened.page.locator(".ask .grid tbody td").all_inner_texts()[1].endswith("溪畔石榴")
    opened.page.fill(".cypher textarea", "MATCH (n DELETE")
    opened.page.click(".cypher button")
    opened.page.wait_for_selector(".ask .wrong")
    assert len(opened.page.inner_text(".ask .wrong")) > 5


def test_a_judgement_of_a_gap_is_kept_as_a_decision(opened: Any, live: Live) -> None:
    opened.page.click(".gaps .gap >> text=场馆未串联")
    opened.page.select_option("select[name=status]", "closed")
    opened.page.fill("textarea[name=note]", "线路已开通")
    opened.page.click("#panel >> text=保存")
    opened.page.wait_for_selector(".gaps .gap.done")
    (decision,) = live.decisions
    assert (decision["value"], decision["note"]) == ("closed", "线路已开通")


@pytest.mark.parametrize("reload", [False, True])
def test_a_note_on_a_gap_is_there_when_the_reader_comes_back(opened: Any, reload: bool) -> None:
    opened.page.click(".gaps .gap >> text=场馆未串联")
    opened.page.fill("textarea[name=note]", "线路待定")
    opened.page.fill("input[name=by]", "文旅科")
    opened.page.click("#panel >> text=保存")
    opened.page.wait_for_selector(".toast >> text=已保存")
    opened.page.keyboard.press("Escape")
    opened.page.locator(".gaps .gap").last.click()
    if reload:
        opened.page.reload()
    opened.page.click(".gaps .gap >> text=场馆未串联")
    assert opened.page.input_value("textarea[name=note]") == "线路待定"
    assert opened.page.input_value("input[name=by]") == "文旅科"


def test_the_program_exports_what_is_shown(opened: Any) -> None:
    opened.page.locator(".left .row", has_text="阵地").click()
    opened.page.click(".header >> text=导出 ▾")
    with opened.page.expect_download() as waiting:
        opened.page.locator(".export button", has_text="GRAPHML").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "溪畔石榴" in text
    assert "织布馆" not in text


def test_an_export_of_several_files_comes_as_a_zip_file_named_after_its_format(opened: Any) -> None:
    opened.page.click(".header >> text=导出 ▾")
    names = []
    for format in ("CSV", "JSONL", "NEO4J-ADMIN"):
        with opened.page.expect_download() as waiting:
            opened.page.locator(".export button", has_text=re.compile(f"^{format}$")).click()
        names.append(waiting.value.suggested_filename)
    assert names == ["liantu-first-csv.zip", "liantu-first-jsonl.zip", "liantu-first-neo4j-admin.zip"]


def test_a_new_snapshot_is_offered_not_forced(opened: Any, live: Live) -> None:
    live.current = "second"
    opened.page.evaluate("() => dispatchEvent(new Event('focus'))")
    opened.page.wait_for_selector(".banner >> text=图谱已更新")
    assert len(opened.drawn()) > 0
    opened.page.click(".banner >> text=载入新版")
    opened.page.wait_for_selector("#map canvas")
    opened.page.wait_for_timeout(300)
    assert opened.page.locator(".banner").count() == 0


def test_files_that_failed_are_told_once(opened: Any, live: Live) -> None:
    live.failed = ["坏文件.docx", "空.txt"]
    opened.page.evaluate("() => dispatchEvent(new Event('focus'))")
    opened.page.wait_for_selector(".banner >> text=有 2 个文件未能读入")
    opened.page.click(".banner >> text=关闭")
    assert opened.page.locator(".banner").count() == 0


def test_when_the_program_goes_away_the_page_says_what_still_works(
    opened: Any, served: tuple[str, uvicorn.Server]
) -> None:
    served[1].should_exit = True
    time.sleep(0.6)
    opened.page.evaluate("() => dispatchEvent(new Event('focus'))")
    opened.page.wait_for_selector(".banner.warn >> text=连接已断开")
    opened.click("溪畔石榴")
    assert "县委统战部牵头打造" in opened.panel()
    opened.page.click(".gaps .gap >> text=场馆未串联")
    opened.page.click("#panel >> text=保存")
    opened.page.wait_for_selector(".toast >> text=未能保存：与程序的连接已断开")


def test_an_empty_workspace_is_explained(open_url: Any, live: Live) -> None:
    live.current = None
    server, bound, thread = start(live)
    result = open_url(f"http://127.0.0.1:{bound.getsockname()[1]}/")
    result.page.wait_for_selector("text=图谱是空的")
    assert "liantu ingest" in result.page.inner_text("main")
    server.should_exit = True
    thread.join(5)
    bound.close()


def test_the_server_serves_without_the_graph_when_it_cannot_be_read(
    open_url: Any, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "masked_text", lambda document: 1 / 0)
    server, bound, thread = start(live)
    result = open_url(f"http://127.0.0.1:{bound.getsockname()[1]}/", may_fail=True)
    result.page.wait_for_selector("text=无法载入图谱")
    assert result.page.is_visible("text=重试")
    server.should_exit = True
    thread.join(5)
    bound.close()
