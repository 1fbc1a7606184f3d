"""The graph file: built beside the old one, verified, published; opened only for reading."""

from __future__ import annotations

import threading
from pathlib import Path

import ladybug
import pytest

from graph.errors import LiantuError
from graph.stores import open_store
from graph.stores.canary import canary
from graph.stores.engine import cypher_worker
from graph.stores.ladybug import LadybugStore, build
from graph.vocabulary import Label
from tests.contract.world import changed, world


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as a file."""
    path = tmp_path_factory.mktemp("图 库") / "graph.lbug"
    build(world(), path)
    return path


def test_nothing_but_the_file_is_left(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir()] == ["graph.lbug"]


def test_a_build_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph.lbug"
    build(world(), path)
    before = path.read_bytes()
    monkeypatch.setattr(LadybugStore, "counts", lambda self: {"Base": 1})
    with pytest.raises(LiantuError) as caught:
        build(changed(world()), path)
    assert caught.value.code == "store_not_built"
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["graph.lbug"]


def test_a_reader_of_the_old_file_goes_on_while_a_new_one_is_published(tmp_path: Path) -> None:
    path = tmp_path / "graph.lbug"
    build(world(), path)
    reader = LadybugStore(path)
    text = "MATCH (n:Base {id: 'base:c'}) RETURN count(n)"
    assert reader.run(text).rows == [[1]]
    build(changed(world()), path)
    assert reader.run(text).rows == [[1]]
    later = LadybugStore(path)
    assert later.run(text).rows == [[0]]
    reader.close()
    later.close()


def test_every_thread_may_ask(file: Path) -> None:
    store, counts = LadybugStore(file), []
    threads = [
        threading.Thread(target=lambda: counts.append(store.run("MATCH (n:Base) RETURN count(n)").rows))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    bases = sum(node.label == Label.Base for node in world().nodes)
    assert counts == [[[bases]]] * 8


def test_the_programs_own_queries_cannot_write_either(file: Path) -> None:
    store = LadybugStore(file)
    with pytest.raises(LiantuError) as caught:
        store.run("MATCH (n:Base) SET n.name = 'x'")
    store.close()
    assert caught.value.code == "query_writes"


@pytest.mark.parametrize(
    "condition", ["d.year > 2000.5", "2000.5 < d.year", "d.year >= 1.0", "NOT d.year < 2000.5", "d.year = d.year + 0.0"]
)
def test_a_whole_number_compares_with_a_fraction(file: Path, condition: str) -> None:
    store = LadybugStore(file)
    try:
        (expected,) = store.ask("MATCH (d:Document) RETURN count(d.year)").rows
        query = f"MATCH (d:Document) WHERE {condition} RETURN count(d)"
        assert expected[0] and store.ask(query).rows == store.run(query).rows == [expected]
        sure = "MATCH ()-[r:LEADS]->() WHERE r.confidence >= 0.9 RETURN count(r) > 0 AS found"
        assert store.ask(sure).rows == store.run(sure).rows == [[True]]
    finally:
        store.close()


@pytest.mark.parametrize("content", [b"", b"no graph", b"\0" * 5000])
def test_a_file_that_is_no_graph_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "graph.lbug"
    path.write_bytes(content)
    with pytest.raises(LiantuError) as caught:
        LadybugStore(path).run("RETURN 1")
    assert caught.value.code == "store_file_unreadable"
    assert caught.value.exit_code == 3
    assert path.read_bytes() == content


def test_no_file_and_no_such_address() -> None:
    with pytest.raises(LiantuError) as caught:
        open_store("ladybug:/no/such/file.lbug").run("RETURN 1")
    assert caught.value.code == "store_file_missing"
    with pytest.raises(LiantuError) as caught:
        open_store("oracle:x")
    assert caught.value.code == "store_url_unknown"


def test_a_process_that_died_is_replaced(file: Path) -> None:
    worker = cypher_worker(file)
    assert worker.ask("RETURN 1 AS one", {}, None, 30) != ""
    assert worker._process is not None
    worker._process.kill()
    with pytest.raises(LiantuError) as caught:
        worker.ask("RETURN 1 AS one", {}, None, 30)
    assert caught.value.code == "query_killed_worker"
    answer = worker.ask("RETURN 1 AS one", {}, None, 30)
    assert not isinstance(answer, str) and answer.rows == [[1]]
    worker.close()


def test_the_process_does_not_see_the_password_of_another_store(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "geheim")
    worker = cypher_worker(file)
    worker.ask("RETURN 1", {}, None, 30)
    assert worker._process is not None
    environment = Path(f"/proc/{worker._process.pid}/environ")
    seen = environment.read_bytes() if environment.exists() else b""
    worker.close()
    assert b"geheim" not in seen


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_that_is_installed_is_trusted(seed: int) -> None:
    assert canary(seed)


def test_the_canary_would_cry(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that loses one row of ten is found out."""
    whole = ladybug.QueryResult.get_all
    monkeypatch.setattr(ladybug.QueryResult, "get_all", lambda self: whole(self)[:-1])
    assert not canary()
