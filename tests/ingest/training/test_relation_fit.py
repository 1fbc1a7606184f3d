"""The weights of the relation reader go to their file and back, and are trained further from there."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from ingest.model.pairs import NUMBERS, SLOT_WORDS, SLOTS, WORDS  # noqa: E402
from ingest.model.reader import session  # noqa: E402
from ingest.model.relations import TYPES  # noqa: E402
from ingest.training.pairing import Pairs  # noqa: E402
from ingest.training.relation_fit import RANKS, Scorer, learn, load, save  # noqa: E402

STATES = 12


def some(count: int) -> Pairs:
    """Pairs of which the first state tells the type."""
    seen = np.random.default_rng(1)
    states = seen.normal(0, 1, (count, STATES)).astype(np.float32)
    right = np.where(states[:, 0] > 0, 3, 0)
    return Pairs(
        [("a", "b", k) for k in range(count)], states, seen.integers(0, WORDS, (count, len(SLOTS), SLOT_WORDS)),
        seen.normal(0, 1, (count, NUMBERS)).astype(np.float32), np.ones((count, len(TYPES)), bool), right,
        np.zeros(count, np.int64), np.ones(count, np.float32),
    )  # fmt: skip


def test_weights_of_eight_bits_come_back_and_rounding_twice_changes_nothing(tmp_path: Path) -> None:
    torch.manual_seed(2)
    net = Scorer(STATES)
    save(net, tmp_path / "a.onnx")
    kept = load(tmp_path / "a.onnx")
    for own, other in zip(net.parameters(), kept.parameters(), strict=True):
        assert torch.allclose(own, other, atol=float(own.detach().abs().max()) / 100)
    save(kept, tmp_path / "b.onnx")
    assert (tmp_path / "b.onnx").read_bytes() == (tmp_path / "a.onnx").read_bytes()


def test_what_is_learnt_further_stands_beside_the_large_matrices_which_stay(tmp_path: Path) -> None:
    torch.manual_seed(2)
    save(Scorer(STATES), tmp_path / "a.onnx")
    told, net = some(2048), load(tmp_path / "a.onnx")
    stays = {name: value.detach().clone() for name, value in net.named_parameters()}
    learnt = learn(net.grow(), [told], 60, 0.02, 0.9, 0)
    given = [torch.from_numpy(np.asarray(x)) for x in (told.states, told.words, told.numbers)]
    assert (learnt(*given)[0].argmax(-1).numpy() == told.right).mean() > 0.9
    own = dict(learnt.named_parameters())
    for name in (f"words.{k}.weight" for k in range(len(SLOTS))):
        assert torch.equal(own[name], stays[name])
    for name, rank in RANKS.items():
        assert torch.equal(own[f"{name}.weight"], stays[f"{name}.weight"])
        assert own[f"{name}.down"].shape[0] == own[f"{name}.up"].shape[1] == rank


def test_a_network_that_grew_comes_back_and_grows_no_second_time(tmp_path: Path) -> None:
    torch.manual_seed(2)
    net = learn(Scorer(STATES).grow(), [some(512)], 40, 0.02, 0.9, 0)
    save(net, tmp_path / "a.onnx")
    kept = load(tmp_path / "a.onnx").grow()
    assert [name for name, _ in kept.named_parameters()] == [name for name, _ in net.named_parameters()]
    save(kept, tmp_path / "b.onnx")
    assert (tmp_path / "b.onnx").read_bytes() == (tmp_path / "a.onnx").read_bytes()


def test_a_file_computes_what_the_network_that_grew_does(tmp_path: Path) -> None:
    torch.manual_seed(2)
    told = some(64)
    save(learn(Scorer(STATES).grow(), [some(512)], 40, 0.02, 0.9, 0), tmp_path / "a.onnx")
    seen = [told.states, told.words, told.numbers]
    given = dict(zip(("states", "words", "numbers"), seen, strict=True)) | {"mask": told.mask.astype(np.float32)}
    (found,) = session((tmp_path / "a.onnx").read_bytes()).run(["types"], given)
    with torch.no_grad():
        types, _ = load(tmp_path / "a.onnx").eval()(*map(torch.from_numpy, seen))
    assert np.abs(found - types.softmax(-1).numpy()).max() < 1e-4


def test_what_is_learnt_further_is_the_same_each_time(tmp_path: Path) -> None:
    torch.manual_seed(2)
    save(Scorer(STATES), tmp_path / "a.onnx")
    for name in ("b.onnx", "c.onnx"):
        torch.rand(3)
        save(learn(load(tmp_path / "a.onnx").grow(), [some(512)], 40, 0.02, 0.9, 0), tmp_path / name)
    assert (tmp_path / "b.onnx").read_bytes() == (tmp_path / "c.onnx").read_bytes()
