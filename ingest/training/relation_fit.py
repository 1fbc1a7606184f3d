# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""Training of the relation reader: two layers over pooled states, word hashes and numbers; types that the ends forbid are masked.

What a network learns further stands beside its large matrices, as products of narrow ones (LoRA, arXiv 2106.09685): a fifteenth of the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.model.pairs import NUMBERS, SLOT_WORDS, SLOTS, WORDS
from ingest.model.relations import TYPES
from ingest.training.export import OPSET, Graph
from ingest.training.fit import device
from ingest.training.pairing import STATUSES, Pairs

WIDE = 320
NARROW = 128
WORD = 24
BATCH = 256
RATE = 1e-3
AVERAGE = 0.998
RANKS = {"first": 24, "second": 8}
"""How narrow the matrices are that learn further beside a layer's own."""
MOST = 31
"""The largest whole number in which they are kept: six bits, which a repository packs well; with fewer they read worse."""
FURTHER = 2e-3
"""Rate of what learns further."""


class Grown(nn.Linear):
    """A linear layer whose matrix stays as it is, and the product of two narrow ones that learns beside it, at first nothing."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__(layer.in_features, layer.out_features)
        self.load_state_dict(layer.state_dict())
        self.weight.requires_grad_(False)
        drawn = torch.randn(rank, self.in_features, generator=torch.Generator().manual_seed(rank))
        self.down = nn.Parameter(drawn * self.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(self.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """Compute ``x @ w + b`` and what was learnt further."""
        return super().forward(x) + F.linear(F.linear(x, self.down), self.up)


class Scorer(nn.Module):
    """The network.

    Args:
        states: numbers of all pooled states together.
    """

    def __init__(self, states: int) -> None:
        super().__init__()
        self.words = nn.ModuleList(nn.Embedding(WORDS, WORD, padding_idx=0) for _ in SLOTS)
        for table in self.words:
            nn.init.normal_(table.weight, std=0.1)
            table.weight.data[0] = 0
        self.first = nn.Linear(states + len(SLOTS) * WORD + NUMBERS, WIDE)
        self.second = nn.Linear(WIDE, NARROW)
        self.types, self.statuses = nn.Linear(NARROW, len(TYPES)), nn.Linear(NARROW, len(STATUSES))

    def grow(self) -> Scorer:
        """From now on the matrices stay, the words' too: what is learnt of them stands beside them."""
        for layer in (self.words, self.types, self.statuses):
            layer.requires_grad_(False)
        for name, rank in RANKS.items():
            if not isinstance(layer := getattr(self, name), Grown):
                setattr(self, name, Grown(layer, rank))
        return self

    def forward(self, states: Tensor, words: Tensor, numbers: Tensor) -> tuple[Tensor, Tensor]:
        """Score pairs: types and statuses before masking and softmax."""
        near = torch.cat([table(words[:, k]).sum(1) for k, table in enumerate(self.words)], -1)
        x = torch.cat([F.dropout(states, 0.3, self.training), F.dropout(near, 0.3, self.training), numbers], -1)
        z = F.dropout(F.gelu(self.first(x), approximate="tanh"), 0.4, self.training)
        z = F.gelu(self.second(z), approximate="tanh")
        return self.types(z), self.statuses(z)


def fit(documents: Sequence[Pairs], epochs: int, seed: int = 0) -> Scorer:
    """Train on the pairs of documents; the average of the weights of the last epochs comes back."""
    torch.manual_seed(seed)
    size = next(d.states.shape[1] for d in documents if d.keys)
    return learn(Scorer(size), documents, epochs, RATE, AVERAGE, seed)


def learn(net: Scorer, documents: Sequence[Pairs], epochs: int, rate: float, average: float, seed: int) -> Scorer:
    """Train a network on the pairs of documents.

    Args:
        net: to begin with.
        documents: their pairs.
        epochs: how often each pair is seen.
        rate: full rate.
        average: how much of the mean of the weights each step leaves; the mean comes back, set to read.
        seed: of the order and the dropped units.
    """
    torch.manual_seed(seed)
    kinds = {
        "states": torch.float16, "words": torch.int64, "numbers": torch.float32, "mask": torch.bool, "right": torch.int64,
        "status": torch.int64, "sure": torch.float32,
    }  # fmt: skip
    whole = {
        name: torch.from_numpy(np.concatenate([getattr(d, name) for d in documents if d.keys])).to(device(), kind)
        for name, kind in kinds.items()
    }
    net, count = net.to(device()).train(), len(whole["right"])
    steps = epochs * (count // BATCH)
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=rate, weight_decay=0.02)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=steps, pct_start=0.05, anneal_strategy="cos"
    )
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(average))
    for _ in range(epochs):
        order = torch.randperm(count, device=device())
        for k in range(0, count - BATCH + 1, BATCH):
            now = {name: value[order[k : k + BATCH]] for name, value in whole.items()}
            types, statuses = net(now["states"].float(), now["words"], now["numbers"])
            types = types.masked_fill(~now["mask"], -1e9)
            named = (F.cross_entropy(types, now["right"], reduction="none") * now["sure"]).sum()
            stated = (F.cross_entropy(statuses, now["status"], reduction="none") * (now["right"] > 0)).sum()
            optimiser.zero_grad()
            ((named + 0.5 * stated) / BATCH).backward()
            optimiser.step()
            rates.step()
            mean.update_parameters(net)
    return mean.module.eval()


def load(path: Path) -> Scorer:
    """Read the weights of an ONNX file that `save` wrote, whose large tensors follow each other in the order of the parameters."""
    stored = [numpy_helper.to_array(t) for t in onnx.load(str(path)).graph.initializer]
    kept = []
    for tensor, scale in pairwise([*stored, np.array(0)]):
        if tensor.dtype == np.int8:
            kept.append(tensor * scale)
        elif tensor.dtype == np.float16:
            kept.append(tensor)
    net = Scorer(kept[len(SLOTS)].shape[0] - len(SLOTS) * WORD - NUMBERS)
    if len(kept) > len(list(net.parameters())):
        net.grow()
    with torch.no_grad():
        for (name, parameter), value in zip(net.named_parameters(), kept, strict=True):
            turned = value if name.startswith("words") or value.ndim == 1 else value.T
            parameter.copy_(torch.from_numpy(np.array(turned, np.float32)))
    return net


def save(net: Scorer, path: Path) -> None:
    """Write the weights as an ONNX file: matrices in eight bits, the rest in half precision."""
    g, weights = Graph(), {name: value.detach().cpu().numpy() for name, value in net.named_parameters()}

    def dense(x: str, name: str) -> str:
        own = g.op("Add", g.op("MatMul", x, g.bytes(weights[f"{name}.weight"].T)), g.weight(weights[f"{name}.bias"]))
        if f"{name}.down" not in weights:
            return own
        down, up = (g.bytes(weights[f"{name}.{way}"].T, MOST, None) for way in ("down", "up"))
        return g.op("Add", own, g.op("MatMul", g.op("MatMul", x, down), up))

    near = []
    for k in range(len(SLOTS)):
        row = g.op("Gather", "words", g.weight(np.array(k, np.int64)), axis=1)
        table = g.bytes(weights[f"words.{k}.weight"])
        near.append(g.op("ReduceSum", g.op("Gather", table, row), g.weight(np.array([1], np.int64)), keepdims=0))
    x = g.op("Concat", "states", *near, "numbers", axis=1)
    z = g.gelu(dense(g.gelu(dense(x, "first")), "second"))
    never = g.op("Mul", g.op("Sub", "mask", g.weight(np.float32(1), half=False)), g.weight(np.float32(1e9), half=False))
    g.op("Softmax", g.op("Add", dense(z, "types"), never), output="types", axis=-1)
    g.op("Softmax", dense(z, "statuses"), output="statuses", axis=-1)
    size = net.first.in_features - len(SLOTS) * WORD - NUMBERS
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
