"""Nobody breaks in: each attack ends with a clear error, the store is unchanged, the next question is answered."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LiantuError
from graph.stores.engine import cypher_worker
from graph.stores.front import admit
from graph.stores.ladybug import LadybugStore, build
from tests.contract.world import world

ATTACKS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("attacks.yaml").read_text(encoding="utf-8"))
STOPPED = {"query_too_slow", "query_too_large", "query_killed_worker"}
SECONDS = 1.5


def text(attack: dict[str, Any]) -> str:
    """The attack's query."""
    times = attack.get("times", 0)
    return (
        str(attack["cypher"])
        .replace("{many}", attack.get("many", "") * times)
        .replace("{end}", attack.get("end", "") * times)
    )


BLIND = [attack for attack in ATTACKS if attack.get("stage") != "limits"]
HEAVY = [attack for attack in ATTACKS if attack.get("stage") == "limits"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph file in a folder of its own."""
    path = tmp_path_factory.mktemp("store") / "graph.lbug"
    build(world(), path)
    return path


@pytest.fixture(autouse=True)
def unharmed(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The file stays as it was, nothing appears beside it or in the working folder."""
    monkeypatch.chdir(tmp_path)
    before = hashlib.sha256(file.read_bytes()).hexdigest(), sorted(file.parent.iterdir())
    yield
    assert (hashlib.sha256(file.read_bytes()).hexdigest(), sorted(file.parent.iterdir())) == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_list_is_long_and_none_is_there_twice() -> None:
    assert len(ATTACKS) >= 80
    assert max(Counter(map(text, ATTACKS)).values()) == 1


@pytest.mark.parametrize("attack", BLIND, ids=[a["why"] for a in BLIND])
def test_the_front_refuses(attack: dict[str, Any]) -> None:
    with pytest.raises(LiantuError) as caught:
        admit(text(attack))
    assert caught.value.exit_code == 2
    assert caught.value.what and caught.value.try_next


@pytest.mark.parametrize("attack", HEAVY, ids=[a["why"] for a in HEAVY])
def test_the_limits_stop(attack: dict[str, Any], file: Path) -> None:
    store = LadybugStore(file)
    try:
        with pytest.raises(LiantuError) as caught:
            store.ask(text(attack), seconds=SECONDS)
        assert caught.value.code in STOPPED
        assert store.ask("MATCH (n:Brand) RETURN count(n)").rows == [[2]]
    finally:
        store.close()


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are POSIX's")
def test_without_the_front_the_process_still_cannot_write(file: Path) -> None:
    """Whatever the front might miss, the process has no file, no disk and no memory to do harm with."""
    worker, refused = cypher_worker(file), 0
    tried = [attack for attack in BLIND if "times" not in attack]
    try:
        for attack in tried:
            try:
                refused += isinstance(worker.ask(text(attack), {}, 10, 2 * SECONDS), str)
            except LiantuError as error:
                assert error.code in STOPPED
                refused += 1
        answer = worker.ask("MATCH (n:Brand) RETURN count(n)", {}, None, 30)
    finally:
        worker.close()
    assert not isinstance(answer, str) and answer.rows == [[2]]
    assert refused >= len(tried) * 0.8


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are POSIX's")
@pytest.mark.parametrize(
    "cypher",
    [
        "LOAD FROM '/etc/passwd' (file_format='csv', header=false, delim=':') RETURN *",
        "COPY (MATCH (n) RETURN n.id) TO 'stolen.csv'",
        "CHECKPOINT",
        "ATTACH 'other.lbug' AS o (dbtype lbug)",
        "INSTALL httpfs",
        "LOAD EXTENSION '/tmp/evil.so'",
        "CREATE (:Base {id: 'x'})",
        "CREATE MACRO f(x) AS x + 1",
    ],
)
def test_the_process_refuses_by_itself(cypher: str, file: Path) -> None:
    worker = cypher_worker(file)
    try:
        assert isinstance(worker.ask(cypher, {}, None, 5), str)
    finally:
        worker.close()
