# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,untyped-decorator,misc"
"""Training of the span reader: AdamW, a gentle rate for LAC's layers, an average of the last weights."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
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


def rate(step: int, steps: int) -> float:
    """Share of the full rate at a step: a short rise, then half a cosine."""
    rise = steps // 12
    if step < rise:
        return step / rise
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - rise) / max(steps - rise, 1)))


_adam = optax.chain(optax.clip_by_global_norm(1.0), optax.scale_by_adam(), optax.add_decayed_weights(0.01))


@jax.jit
def _step(weights: Any, state: Any, mean: Any, batch: Any, key: Any, share: Any) -> tuple[Any, Any, Any, Any]:
    # one compiled step serves every fold: what differs between folds comes in as arguments
    value, slope = jax.value_and_grad(network.loss)(weights, batch, key)
    after, states = {}, {}
    for part, top in (("gru", ENCODER_RATE), ("head", HEAD_RATE)):
        change, states[part] = _adam.update(slope[part], state[part], weights[part])
        after[part] = jax.tree_util.tree_map(lambda w, c, top=top: w - top * share * c, weights[part], change)
    mean = jax.tree_util.tree_map(lambda m, w: AVERAGE * m + (1 - AVERAGE) * w, mean, after)
    return after, states, mean, value


def fit(
    found: Sequence[Example], epochs: int, seed: int = 0, begin: network.Weights | None = None, height: float = 1.0
) -> network.Weights:
    """Train on examples.

    Args:
        found: examples.
        epochs: how often each is seen.
        seed: of the order, the dropped units and the first weights.
        begin: weights to go on from, instead of LAC's and random ones.
        height: share of the full rates.

    Returns:
        Averaged weights, as numpy arrays.
    """
    embedding = network.lac_weights()["embedding"]
    weights = begin or network.start(len(LABELS), len(CLAUSES), seed)
    steps = epochs * len(batches(found, 0))
    state = {part: _adam.init(weights[part]) for part in weights}
    mean, key, step = jax.tree_util.tree_map(jnp.asarray, weights), jax.random.PRNGKey(seed), 0
    began = time.process_time()
    for epoch in range(epochs):
        losses = []
        for batch in batches(found, 1000 * seed + epoch):
            key, now = jax.random.split(key)
            share = np.float32(height * rate(step, steps))
            weights, state, mean, value = _step(weights, state, mean, arrays(batch, embedding), now, share)
            losses.append(value)
            step += 1
        print(
            f"epoch {epoch + 1}/{epochs} loss {float(np.mean(losses)):.4f} cpu {time.process_time() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return jax.tree_util.tree_map(np.asarray, mean)


def keep(weights: network.Weights, path: Path) -> None:
    """Write trained weights in full precision, to go on from later."""
    flat, _ = jax.tree_util.tree_flatten(weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, *[np.asarray(leaf) for leaf in flat])


def kept(path: Path) -> network.Weights:
    """Read what `keep` wrote."""
    _, form = jax.tree_util.tree_flatten(network.start(len(LABELS), len(CLAUSES), 0))
    with np.load(path) as stored:
        return jax.tree_util.tree_unflatten(form, [stored[f"arr_{k}"] for k in range(len(stored.files))])
