# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,untyped-decorator,misc"
"""Training of the span reader: AdamW, a gentle rate for LAC's layers, an average of the last weights."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from ingest.training import network
from ingest.training.corpus import CLAUSES, LABELS
from ingest.training.examples import Example, arrays, batches

ENCODER_RATE = 7e-4
HEAD_RATE = 2e-3
AVERAGE = 0.995


def fit(found: Sequence[Example], epochs: int, seed: int = 0) -> network.Weights:
    """Train on examples.

    Returns:
        Averaged weights, as numpy arrays.
    """
    embedding = network.lac_weights()["embedding"]
    weights = network.start(len(LABELS), len(CLAUSES), seed)
    steps = epochs * len(batches(found, 0))
    rate = {
        name: optax.warmup_cosine_decay_schedule(0, top, steps // 12, steps, top * 0.02)
        for name, top in (("gru", ENCODER_RATE), ("head", HEAD_RATE))
    }
    optimiser = optax.multi_transform(
        {
            name: optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(r, weight_decay=0.01))
            for name, r in rate.items()
        },
        {name: jax.tree_util.tree_map(lambda _, name=name: name, part) for name, part in weights.items()},
    )

    @jax.jit
    def step(weights: Any, state: Any, mean: Any, batch: Any, key: Any) -> tuple[Any, Any, Any, Any]:
        value, slope = jax.value_and_grad(network.loss)(weights, batch, key)
        change, state = optimiser.update(slope, state, weights)
        weights = optax.apply_updates(weights, change)
        mean = jax.tree_util.tree_map(lambda m, w: AVERAGE * m + (1 - AVERAGE) * w, mean, weights)
        return weights, state, mean, value

    state, mean, key = optimiser.init(weights), jax.tree_util.tree_map(jnp.asarray, weights), jax.random.PRNGKey(seed)
    began = time.process_time()
    for epoch in range(epochs):
        losses = []
        for batch in batches(found, 1000 * seed + epoch):
            key, now = jax.random.split(key)
            weights, state, mean, value = step(weights, state, mean, arrays(batch, embedding), now)
            losses.append(value)
        print(
            f"epoch {epoch + 1}/{epochs} loss {float(np.mean(losses)):.4f} cpu {time.process_time() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return jax.tree_util.tree_map(np.asarray, mean)
