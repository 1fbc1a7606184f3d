# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,untyped-decorator,misc"
"""Training of the relation reader: one hidden layer over pooled states, word hashes and numbers; types that the ends forbid are masked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import onnx
import optax
from onnx import TensorProto, helper

from ingest.model.pairs import NUMBERS, SLOT_WORDS, SLOTS, WORDS
from ingest.model.relations import TYPES
from ingest.training.export import OPSET, Graph
from ingest.training.pairing import STATUSES, Pairs

WIDE = 320
NARROW = 128
WORD = 24
BATCH = 256
RATE = 1e-3


def start(states: int, seed: int) -> dict[str, Any]:
    """Make the weights that training starts from."""
    draw = np.random.RandomState(seed)

    def matrix(rows: int, columns: int) -> Any:
        return (draw.randn(rows, columns) / np.sqrt(rows)).astype(np.float32)

    inner = states + len(SLOTS) * WORD + NUMBERS
    words = (draw.randn(len(SLOTS), WORDS, WORD) * 0.1).astype(np.float32)
    words[:, 0] = 0
    return {
        "words": words,
        "w1": matrix(inner, WIDE), "b1": np.zeros(WIDE, np.float32),
        "w2": matrix(WIDE, NARROW), "b2": np.zeros(NARROW, np.float32),
        "w3": matrix(NARROW, len(TYPES)), "b3": np.zeros(len(TYPES), np.float32),
        "w4": matrix(NARROW, len(STATUSES)), "b4": np.zeros(len(STATUSES), np.float32),
    }  # fmt: skip


def logits(weights: Any, states: Any, words: Any, numbers: Any, key: Any = None) -> tuple[Any, Any]:
    """Score pairs: types and statuses before masking and softmax."""
    keys = [None] * 3 if key is None else jax.random.split(key, 3)
    bags = [weights["words"][k][words[:, k]] * (words[:, k] > 0)[..., None] for k in range(len(SLOTS))]
    near = jnp.concatenate([bag.sum(1) for bag in bags], -1)
    x = jnp.concatenate([_drop(states, keys[0], 0.3), _drop(near, keys[1], 0.3), numbers], -1)
    z = jax.nn.gelu(x @ weights["w1"] + weights["b1"])
    z = jax.nn.gelu(_drop(z, keys[2], 0.4) @ weights["w2"] + weights["b2"])
    return z @ weights["w3"] + weights["b3"], z @ weights["w4"] + weights["b4"]


def _drop(x: Any, key: Any, rate: float) -> Any:
    return x if key is None else x * jax.random.bernoulli(key, 1 - rate, x.shape) / (1 - rate)


def _loss(weights: Any, batch: dict[str, Any], key: Any) -> Any:
    types, statuses = logits(weights, batch["states"].astype(jnp.float32), batch["words"], batch["numbers"], key)
    types = jnp.where(batch["mask"] > 0, types, -1e9)
    named = optax.softmax_cross_entropy_with_integer_labels(types, batch["right"]) * batch["sure"]
    stated = optax.softmax_cross_entropy_with_integer_labels(statuses, batch["status"]) * (batch["right"] > 0)
    return (named.sum() + 0.5 * stated.sum()) / BATCH


def fit(documents: Sequence[Pairs], epochs: int, seed: int = 0) -> dict[str, Any]:
    """Train on the pairs of documents; the average of the weights of the last epochs comes back."""
    names = ("states", "words", "numbers", "mask", "right", "status", "sure")
    whole = {name: np.concatenate([getattr(d, name) for d in documents if d.keys]) for name in names}
    whole["states"] = whole["states"].astype(np.float16)
    count = len(whole["right"])
    weights = start(whole["states"].shape[1], seed)
    steps = epochs * (count // BATCH)
    optimiser = optax.adamw(optax.warmup_cosine_decay_schedule(0, RATE, steps // 20, steps), weight_decay=0.02)

    @jax.jit
    def step(weights: Any, state: Any, mean: Any, batch: Any, key: Any) -> tuple[Any, Any, Any]:
        slope = jax.grad(_loss)(weights, batch, key)
        change, state = optimiser.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        return weights, state, jax.tree_util.tree_map(lambda m, w: 0.998 * m + 0.002 * w, mean, weights)

    state, mean, key = optimiser.init(weights), jax.tree_util.tree_map(jnp.asarray, weights), jax.random.PRNGKey(seed)
    draw = np.random.RandomState(seed)
    for _ in range(epochs):
        order = draw.permutation(count)
        for k in range(0, count - BATCH + 1, BATCH):
            key, now = jax.random.split(key)
            rows = order[k : k + BATCH]
            weights, state, mean = step(weights, state, mean, {name: value[rows] for name, value in whole.items()}, now)
    return jax.tree_util.tree_map(np.asarray, mean)


def save(weights: dict[str, Any], path: Path) -> None:
    """Write the weights as an ONNX file."""
    g = Graph()
    near = []
    for k in range(len(SLOTS)):
        table = weights["words"][k].copy()
        table[0] = 0
        row = g.op("Gather", "words", g.weight(np.array(k, np.int64)), axis=1)
        near.append(
            g.op("ReduceSum", g.op("Gather", g.weight(table), row), g.weight(np.array([1], np.int64)), keepdims=0)
        )
    x = g.op("Concat", "states", *near, "numbers", axis=1)
    z = g.gelu(g.dense(x, weights["w1"], weights["b1"]))
    z = g.gelu(g.dense(z, weights["w2"], weights["b2"]))
    never = g.op("Mul", g.op("Sub", "mask", g.weight(np.float32(1), half=False)), g.weight(np.float32(1e9), half=False))
    g.op("Softmax", g.op("Add", g.dense(z, weights["w3"], weights["b3"]), never), output="types", axis=-1)
    g.op("Softmax", g.dense(z, weights["w4"], weights["b4"]), output="statuses", axis=-1)
    size = weights["w1"].shape[0] - len(SLOTS) * WORD - NUMBERS
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["n", size]),
        helper.make_tensor_value_info("words", TensorProto.INT64, ["n", len(SLOTS), SLOT_WORDS]),
        helper.make_tensor_value_info("numbers", TensorProto.FLOAT, ["n", NUMBERS]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["n", len(TYPES)]),
    ]
    outputs = [
        helper.make_tensor_value_info("types", TensorProto.FLOAT, ["n", len(TYPES)]),
        helper.make_tensor_value_info("statuses", TensorProto.FLOAT, ["n", len(STATUSES)]),
    ]
    model = helper.make_model(
        helper.make_graph(g.nodes, "relations", inputs, outputs, g.stored),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())
