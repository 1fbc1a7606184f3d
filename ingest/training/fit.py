# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""Training of the span reader: AdamW, gentle rates for the layers that come trained, an average of the last weights."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import nn

from ingest.training import network
from ingest.training.corpus import CLAUSES, LABELS
from ingest.training.encoder import Pretrained
from ingest.training.examples import Example, arrays, batches

LAC_RATE = 5e-4
"""Full rate of LAC's layers; that of the other encoder is its own."""
RATE = 2e-3
"""Full rate of the rest."""
FURTHER = 0.5
"""Share of these rates for a network that goes on learning."""
AVERAGE = 0.99


def share(step: int, steps: int) -> float:
    """Share of the full rate at a step: a short rise, then half a cosine."""
    rise = steps // 12
    if step < rise:
        return step / rise
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - rise) / max(steps - rise, 1)))


def device() -> torch.device:
    """An accelerator where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def tensors(batch: Sequence[Example]) -> dict[str, torch.Tensor]:
    """A batch on the device; lengths stay beside the processor, where the GRU wants them."""
    return {
        name: torch.from_numpy(value) if name == "lengths" else torch.from_numpy(value).to(device(), non_blocking=True)
        for name, value in arrays(batch).items()
    }


def begin(pretrained: Pretrained, seed: int) -> network.Network:
    """Make the network that training starts from."""
    torch.manual_seed(seed)
    torch.set_float32_matmul_precision("high")
    made = network.Network(len(LABELS), len(CLAUSES), pretrained, network.lac_weights())
    return made.to(device())


def fit(
    found: Sequence[Example], pretrained: Pretrained, epochs: int, seed: int = 0, start: Mapping[str, Any] | None = None
) -> network.Network:
    """Train on examples.

    Args:
        found: examples, cut for the encoder.
        pretrained: the encoder to start from.
        epochs: how often each is seen.
        seed: of the order, the dropped units and the first weights.
        start: weights of a network on the same encoder that goes on learning, at `FURTHER` of the full rates.

    Returns:
        The network with averaged weights, set to read.
    """
    net, most = begin(pretrained, seed), 1.0
    if start is not None:
        net.load_state_dict(start)
        most = FURTHER
    parts: list[dict[str, Any]] = [
        {"params": list(part.parameters()), "top": top}
        for part, top in ((net.lac, LAC_RATE), (net.encoder, pretrained.rate))
    ]
    trained = {id(p) for part in parts for p in part["params"]}
    parts.append({"params": [p for p in net.parameters() if id(p) not in trained], "top": RATE})
    optimiser = torch.optim.AdamW(parts, lr=0.0, weight_decay=0.01)
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE))
    steps, step = epochs * len(batches(found, 1000 * seed)), 0
    began = time.monotonic()
    for epoch in range(epochs):
        total = torch.zeros((), device=device())
        for batch in batches(found, 1000 * seed + epoch):
            for group in optimiser.param_groups:
                group["lr"] = most * group["top"] * share(min(step, steps), steps)
            value = net(tensors(batch))
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            mean.update_parameters(net)
            total += value.detach()
            step += 1
        print(
            f"epoch {epoch + 1}/{epochs} loss {float(total) * epochs / steps:.4f} {time.monotonic() - began:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return mean.module.eval()


def give(net: network.Network) -> dict[str, Any]:
    """Return the weights as numpy arrays in the form that `ingest.training.export.save` takes."""
    return {
        "lac": [network.give_gru(module, 0) for module in net.lac],
        "encoder": net.encoder.give(),
        **{name: network.give_gru(getattr(net, name), 0) for name in ("top", "side")},
        **{name: value.detach().cpu().numpy() for name, value in net.named_parameters() if name.split(".")[0] in _HEAD},
    }


_HEAD = ("spread", "seats", "channels", "units", "stated", "joints", "query", "key", "ends", "width", "grid", "clauses")
