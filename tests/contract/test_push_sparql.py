"""Pushing to a graph store: the new snapshot's graphs replace the old one's, and nobody else's."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from graph.errors import LiantuError
from graph.exchange import write_jsonl
from graph.model import Graph
from tests.contract.world import changed, world
from tests.servers.server import Server, free_port

graphstore = pytest.importorskip("graph.stores.graphstore", exc_type=LiantuError)
FOREIGN = "http://example.org/theirs"


@pytest.fixture
def store(fuseki_server: Server) -> Iterator[object]:
    """An empty graph store that holds one graph of somebody else."""
    opened = graphstore.GraphStore(os.environ["LIANTU_TEST_FUSEKI"])
    opened.push(Graph((), (), ()), "empty")
    _http("PUT", FOREIGN, b"<a:b> <a:c> <a:d> .")
    yield opened


def _http(method: str, graph: str, body: bytes | None = None) -> bytes:
    address = f"{os.environ['LIANTU_TEST_FUSEKI']}?graph={graph}"
    headers = {"Content-Type": "application/n-triples", "Accept": "application/n-triples"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers, method=method)) as answer:
        return bytes(answer.read())


def _same(store: object, graph: Graph, tmp_path: Path) -> bool:
    write_jsonl(graph, tmp_path / "given")
    write_jsonl(store.graph(), tmp_path / "returned")  # type: ignore[attr-defined]
    names = ("documents.jsonl", "nodes.jsonl", "edges.jsonl")
    return all((tmp_path / "given" / n).read_bytes() == (tmp_path / "returned" / n).read_bytes() for n in names)


def test_a_second_push_changes_nothing_and_a_new_snapshot_replaces_the_old(store: object, tmp_path: Path) -> None:
    push: Callable[..., tuple[int, int]] = store.push  # type: ignore[attr-defined]
    assert push(world(), "one") == (3, 1)
    assert push(world(), "one") == (0, 0)
    assert _same(store, world(), tmp_path)
    assert push(changed(world()), "two") == (3, 3)
    assert _same(store, changed(world()), tmp_path)
    assert _http("GET", FOREIGN).strip() == b"<a:b> <a:c> <a:d> ."


@pytest.mark.parametrize("graphs", [0, 1, 3, 4])
def test_an_interrupted_push_is_completed_by_the_next(store: object, graphs: int, tmp_path: Path) -> None:
    push: Callable[..., tuple[int, int]] = store.push  # type: ignore[attr-defined]
    push(world(), "one")

    def interrupt(done: int, total: int) -> None:
        if done > graphs:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(changed(world()), "two", interrupt)
    push(changed(world()), "two")
    assert _same(store, changed(world()), tmp_path)
    assert push(changed(world()), "two") == (0, 0)


@pytest.mark.parametrize("address", ["", "kg/data", "ftp://host/x", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none_says_so(address: str) -> None:
    with pytest.raises(LiantuError) as caught:
        graphstore.GraphStore(address)
    assert caught.value.code == "store_http_address"


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(LiantuError, match="SPARQL_PASSWORD") as caught:
        graphstore.GraphStore("http://name:geheim@127.0.0.1:3030/kg/data")
    assert caught.value.code == "store_address_secret"
    assert "geheim" not in str(caught.value)


def test_an_unreachable_server_says_so() -> None:
    with pytest.raises(LiantuError) as caught:
        graphstore.GraphStore(f"http://127.0.0.1:{free_port()}/kg/data").push(world(), "x")
    assert (caught.value.code, caught.value.exit_code) == ("store_http_unreachable", 3)


def test_a_server_that_may_not_be_written_says_so_and_gets_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    class Closed(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"])
            self.send_error(404)

        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_error(401)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Closed)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SPARQL_USERNAME", "name")
    monkeypatch.setenv("SPARQL_PASSWORD", "geheim")
    with pytest.raises(LiantuError) as caught:
        graphstore.GraphStore(f"http://127.0.0.1:{server.server_port}/data").push(world(), "x")
    server.shutdown()
    server.server_close()
    assert caught.value.code == "store_http_refused"
    assert seen[0] == "Basic bmFtZTpnZWhlaW0="
    assert "geheim" not in str(caught.value)
