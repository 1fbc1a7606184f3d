"""The exported network computes what the trained one does, and its GRU has the slope of its output."""

from pathlib import Path

import numpy as np
import pytest

jax = pytest.importorskip("jax")
pytest.importorskip("onnx")

from ingest.model.features import CHANNELS, channels, grids  # noqa: E402
from ingest.model.reader import Reader  # noqa: E402
from ingest.training import network  # noqa: E402
from ingest.training.corpus import CLAUSES, LABELS  # noqa: E402
from ingest.training.examples import Example, arrays, vocabulary  # noqa: E402
from ingest.training.export import save  # noqa: E402

TEXT = "临川县妇联印发《家庭教育工作方案》,举办“晨光”读书活动。"


def test_the_slope_of_the_gru_is_that_of_plain_steps() -> None:
    draw = np.random.RandomState(0)
    given, r, back = (draw.randn(*shape).astype(np.float32) for shape in ((5, 2, 3, 12), (2, 12, 4), (2, 12)))

    def plain(given, r, back):  # type: ignore[no-untyped-def]
        h, out = jax.numpy.zeros((2, 3, 4)), []
        for now in given:
            over = jax.numpy.einsum("dbh,dgh->dbg", h, r) + back[:, None]
            z, o = jax.nn.sigmoid(now[..., :4] + over[..., :4]), jax.nn.sigmoid(now[..., 4:8] + over[..., 4:8])
            h = (1 - z) * jax.numpy.tanh(now[..., 8:] + o * over[..., 8:]) + z * h
            out.append(h)
        return jax.numpy.stack(out)

    for k in range(3):
        mine = jax.grad(lambda *a: (network.gru(*a) ** 2).sum(), argnums=k)(given, r, back)
        assert np.allclose(mine, jax.grad(lambda *a: (plain(*a) ** 2).sum(), argnums=k)(given, r, back), atol=1e-4)


def test_the_file_reads_as_the_network_does(tmp_path: Path) -> None:
    weights = network.start(len(LABELS), len(CLAUSES), 3)
    weights["head"]["width"] += 4.0
    save(weights, tmp_path / "reader.onnx", dict.fromkeys((*map(str, LABELS), *CLAUSES), 400))
    codes = channels(TEXT)
    known = vocabulary()
    offsets = np.cumsum([0, *CHANNELS.values()])[:-1]
    ids = np.array([known[c] for c in TEXT], np.int32)
    one = Example(0, 0, ids, codes + offsets, grids(TEXT, codes), (), (), np.zeros((len(TEXT), len(CLAUSES)), np.int32))
    spans, _ = network.scores(weights, arrays([one], network.lac_weights()["embedding"]))
    wanted = np.asarray(jax.nn.sigmoid(spans))[0]
    found = Reader((tmp_path / "reader.onnx").read_bytes()).read(TEXT).spans
    named = [s for s in found if s.label not in CLAUSES]
    assert len(named) > 10
    for s in named:
        assert abs(s.confidence - 1000 * wanted[list(LABELS).index(s.label), s.start, s.end - 1]) < 8
