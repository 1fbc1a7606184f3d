"""The weights of the relation reader go to their file and back, and are trained further from there."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from ingest.model.pairs import NUMBERS, SLOT_WORDS, SLOTS, WORDS  # noqa: E402
from ingest.model.relations import TYPES  # noqa: E402
from ingest.training.pairing import Pairs  # noqa: E402
from ingest.training.relation_fit import Scorer, load, save, tune  # noqa: E402

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


def test_a_network_that_is_trained_further_learns_what_the_pairs_say(tmp_path: Path) -> None:
    torch.manual_seed(2)
    save(Scorer(STATES), tmp_path / "a.onnx")
    told = some(2048)
    net = tune(load(tmp_path / "a.onnx"), [told], 40, 0.9)
    given = [torch.from_numpy(np.asarray(x)) for x in (told.states, told.words, told.numbers)]
    assert (net(*given)[0].argmax(-1).numpy() == told.right).mean() > 0.9
