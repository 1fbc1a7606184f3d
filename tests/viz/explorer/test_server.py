"""The server answers only the reader's own page, changes nothing but decisions, and says what went wrong."""

from __future__ import annotations

import gzip
import io
import json
import socket
import threading
import time
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.errors import LiantuError
from graph.model import Graph
from graph.stores import open_store
from graph.stores.base import Store
from viz.explorer import serve
from viz.explorer.app import make_app
from viz.explorer.run import listen
from viz.explorer.source import Explorer

PORT = 8642
HERE = f"http://127.0.0.1:{PORT}"


class FakeSnapshot:
    """A snapshot in memory."""

    stopped: dict[str, str] = {}  # noqa: RUF012 - never changed

    def __init__(self, folder: Path, name: str, graph: Graph, findings: list[dict[str, Any]]) -> None:
        self.folder, self.name, self._graph, self._findings = folder, name, graph, findings

    def graph(self) -> Graph:
        return self._graph

    def findings(self, spoken: str | None = None) -> list[dict[str, Any]]:
        return [dict(f) for f in self._findings]

    def store(self) -> Store:
        led = tuple(e for e in self._graph.edges if e.type == "LEADS")
        store = open_store("memory:")
        store.load(Graph(self._graph.documents, self._graph.nodes, led))
        return store


class FakeWorkspace:
    """A workspace whose live snapshot a test can swap."""

    def __init__(self, folder: Path, graph: Graph, findings: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
        self.folder, self.graph, self.gaps, self.texts = folder, graph, findings, texts
        self.current: str | None = "first"

    def snapshot(self) -> FakeSnapshot:
        assert self.current
        return FakeSnapshot(self.folder, self.current, self.graph, self.gaps)

    def masked_text(self, document: str) -> str:
        return self.texts[document]

    def failures(self) -> list[str]:
        return ["坏文件.docx"]


@pytest.fixture
def workspace(county: Graph, findings: list[dict[str, Any]], texts: dict[str, str], tmp_path: Path) -> FakeWorkspace:
    return FakeWorkspace(tmp_path, county, findings, texts)


@pytest.fixture
def kept() -> list[Mapping[str, Any]]:
    """Decisions that were kept."""
    return []


@pytest.fixture
def client(workspace: FakeWorkspace, kept: list[Mapping[str, Any]]) -> TestClient:
    app = make_app(Explorer(workspace, kept.append), PORT)
    return TestClient(app, base_url=HERE, headers={"origin": HERE}, raise_server_exceptions=False)


def test_the_page_comes_with_a_policy_that_forbids_inline_and_foreign_code(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


def test_the_graph_carries_findings_texts_and_questions(client: TestClient, county: Graph) -> None:
    graph = client.get("/api/graph").json()
    assert graph["snapshot"] == "first"
    assert len(graph["nodes"]) == len(county.nodes)
    assert len(graph["findings"]) == 2
    assert all(graph["texts"])
    assert {"name", "question", "cypher", "columns", "parameters"} <= set(graph["questions"][0])


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"host": "evil.example"}, "another name for this address (DNS rebinding)"),
        ({"host": f"127.0.0.1:{PORT + 1}"}, "another port"),
        ({"origin": "https://evil.example"}, "another site's script"),
        ({"origin": "null"}, "a sandboxed frame"),
    ],
)
def test_a_request_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str], why: str) -> None:
    assert client.get("/api/graph", headers=headers).status_code == 403, why


def test_a_post_needs_its_origin_and_json(workspace: FakeWorkspace) -> None:
    bare = TestClient(make_app(Explorer(workspace), PORT), base_url=HERE)
    assert bare.post("/api/cypher", json={"cypher": "MATCH (n) RETURN n"}).status_code == 403
    form = {"origin": HERE, "content-type": "text/plain"}
    assert bare.post("/api/cypher", content='{"cypher":"x"}', headers=form).status_code == 415
    assert (
        bare.post(
            "/api/cypher", content=b"x" * 8_000_001, headers={"origin": HERE, "content-type": "application/json"}
        ).status_code
        == 413
    )


@pytest.mark.parametrize("path", ["/static/../page.py", "/static/%2e%2e/page.py", "/static/index.html", "/etc/passwd"])
def test_only_the_built_files_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_question_of_the_catalogue_is_answered(client: TestClient) -> None:
    answer = client.post("/api/question", json={"name": "brands", "parameters": {"foreign": 1}}).json()
    assert answer["columns"]
    assert any("溪畔石榴" in map(str, row) for row in answer["rows"])


def test_a_typed_query_is_answered_and_a_writing_one_is_not(client: TestClient) -> None:
    answer = client.post("/api/cypher", json={"cypher": "MATCH (b:Brand) RETURN b.name AS name"}).json()
    assert answer == {"columns": ["name"], "rows": [["溪畔石榴"]], "truncated": False}
    refused = client.post("/api/cypher", json={"cypher": "MATCH (b:Brand) DETACH DELETE b"})
    assert refused.status_code == 400
    assert refused.json()["message"]


@pytest.mark.parametrize("body", ["[]", "not json", '{"cypher": 3}', "{}"])
def test_a_malformed_request_is_told_not_a_crash(client: TestClient, body: str) -> None:
    answer = client.post("/api/cypher", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


def test_a_judged_gap_becomes_a_decision_keyed_by_content(
    client: TestClient, findings: list[dict[str, Any]], kept: list[Mapping[str, Any]]
) -> None:
    gap = findings[0]
    body = {"finding": gap["id"], "value": "in_progress", "note": "文旅局已立项", "by": ""}
    assert client.post("/api/decision", json=body).status_code == 200
    (decision,) = kept
    assert decision["kind"] == "gap"
    assert decision["value"] == "in_progress"
    assert decision["object"]["rule"] == "sites_unlinked"
    assert decision["object"]["nodes"][0] == {"label": "Base", "name": "渡口旧址", "jurisdiction": "浙江省云溪县"}
    shown = {f["id"]: f["status"] for f in client.get("/api/graph").json()["findings"]}
    assert shown[gap["id"]] == "in_progress"


@pytest.mark.parametrize(("finding", "value"), [("gap:unknown", "known"), (None, "deleted")])
def test_an_unknown_gap_or_status_is_refused(
    client: TestClient, findings: list[dict[str, Any]], kept: list[Mapping[str, Any]], finding: str | None, value: str
) -> None:
    answer = client.post("/api/decision", json={"finding": finding or findings[0]["id"], "value": value})
    assert answer.status_code == 400
    assert not kept


def test_without_a_place_for_decisions_the_reader_is_told(
    workspace: FakeWorkspace, findings: list[dict[str, Any]]
) -> None:
    bare = TestClient(make_app(Explorer(workspace), PORT), base_url=HERE, headers={"origin": HERE})
    answer = bare.post("/api/decision", json={"finding": findings[0]["id"], "value": "known"})
    assert (answer.status_code, answer.json()["code"]) == (400, "explore_no_decisions")


def test_an_export_holds_only_the_wanted_nodes(client: TestClient, county: Graph) -> None:
    wanted = [n.id for n in county.nodes if n.label == "Base"]
    answer = client.post("/api/export", json={"format": "graphml", "nodes": wanted, "title": "阵地"})
    assert answer.status_code == 200
    assert answer.text.count("<node ") == len(wanted) == 3


def test_a_format_that_makes_a_folder_comes_as_a_zip(client: TestClient, county: Graph) -> None:
    answer = client.post("/api/export", json={"format": "csv", "nodes": [n.id for n in county.nodes], "title": ""})
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


@pytest.mark.parametrize(("name", "nodes"), [("exe", ["x"]), ("graphml", []), ("graphml", ["unknown"])])
def test_an_export_of_nothing_or_in_no_format_is_told(client: TestClient, name: str, nodes: list[str]) -> None:
    assert client.post("/api/export", json={"format": name, "nodes": nodes}).status_code == 400


def test_a_new_snapshot_is_announced_and_shown_at_the_next_load(client: TestClient, workspace: FakeWorkspace) -> None:
    assert client.get("/api/graph").json()["snapshot"] == "first"
    workspace.current = "second"
    assert client.get("/api/status").json() == {"snapshot": "second", "failures": 1}
    assert client.get("/api/graph").json()["snapshot"] == "second"


def test_an_empty_workspace_gives_an_empty_graph(client: TestClient, workspace: FakeWorkspace) -> None:
    workspace.current = None
    assert client.get("/api/graph").json()["nodes"] == []
    answer = client.post("/api/cypher", json={"cypher": "MATCH (n) RETURN n"})
    assert answer.json()["code"] == "explore_empty"


def test_a_fault_of_the_program_is_one_line_not_a_page_of_it(
    client: TestClient, workspace: FakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "failures", lambda: 1 / 0)
    answer = client.get("/api/status")
    assert (answer.status_code, answer.json()["code"]) == (500, "bug")


def test_a_taken_port_is_replaced_by_a_free_one() -> None:
    with listen(0) as first:
        first.listen()
        with listen(first.getsockname()[1]) as second:
            assert second.getsockname()[0] == "127.0.0.1"
            assert second.getsockname()[1] != first.getsockname()[1]


def test_it_listens_on_this_machine_only(workspace: FakeWorkspace) -> None:
    """The real server, on a free port; a daemon thread that ends with the tests."""
    address: list[str] = []
    threading.Thread(target=serve, args=(workspace, 0, False), kwargs={"ready": address.append}, daemon=True).start()
    for _ in range(200):
        if address:
            break
        time.sleep(0.05)
    for _ in range(100):
        try:
            with urllib.request.urlopen(address[0] + "api/graph", timeout=5) as answer:
                assert json.loads(gzip.decompress(answer.read()))["snapshot"] == "first"
                break
        except OSError:
            time.sleep(0.05)
    else:
        pytest.fail("the server did not answer")
    port = int(address[0].rsplit(":", 1)[1].strip("/"))
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)} - {"127.0.0.1"}
    for other in others:
        with socket.socket() as probe:
            probe.settimeout(1)
            assert probe.connect_ex((str(other), port)) != 0


def test_errors_of_the_explorer_speak_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    said = set()
    for locale in ("zh_CN.UTF-8", "C"):
        monkeypatch.setenv("LC_ALL", locale)
        said.add(str(LiantuError("explore_empty")))
    assert len(said) == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("export", '{"format": "svg", "nodes": 5}'),
        ("question", '{"name": "brands", "parameters": [1]}'),
        ("question", "[" * 100_000),
    ],
)
def test_parts_of_the_wrong_kind_are_told_not_a_crash(client: TestClient, path: str, body: str) -> None:
    answer = client.post(f"/api/{path}", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
