# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""What the span reader still learns of names beside its matrices: only how its topmost layer is read. Clauses and the states of relations stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from ingest.model.reader import Network, Reader
from ingest.training import network
from ingest.training.corpus import Labelled
from ingest.training.examples import Example, arrays, batches, examples
from ingest.training.fit import AVERAGE, device, share
from ingest.training.relation_fit import FURTHER, Grown

LAYERS = {"units": 16, "query": 16, "key": 16, "ends": 8}
"""What is learnt further of, and how narrow the matrices are that do it."""
MOST = 7
"""The largest whole number in which they are kept: four bits are enough, and a repository packs them well."""
EPOCHS = 8


class Names(nn.Module):
    """From the topmost layer to the scores of spans.

    Args:
        path: of a span reader's file, as `ingest.training.export.save` or `save` writes it.
    """

    score = network.Network.score

    def __init__(self, path: Path) -> None:
        super().__init__()
        stored = {t.name: numpy_helper.to_array(t).astype(np.float32) for t in onnx.load(str(path)).graph.initializer}
        for name, rank in LAYERS.items():
            weight, bias = (torch.from_numpy(np.array(stored[f"{name}.{part}"].T)) for part in ("weight", "bias"))
            layer = Grown(nn.Linear(*weight.shape[::-1]), rank)
            with torch.no_grad():
                layer.weight.copy_(weight)
                layer.bias.copy_(bias)
                if f"{name}.down" in stored:
                    for way in ("down", "up"):
                        value = stored[f"{name}.{way}"] * stored[f"{name}.{way}.scale"]
                        getattr(layer, way).copy_(torch.from_numpy(value.T))
            setattr(self, name, layer)
        self.register_buffer("grid", torch.from_numpy(np.array(stored["grid.weight"].T)))
        wide = torch.from_numpy(stored["width.weight"])
        first = [
            int(np.flatnonzero(network.width_bucket(np.arange(wide.shape[1])) == k)[0])
            for k in range(network.WIDTHS + 4)
        ]
        self.register_buffer("width", wide[:, first])

    def forward(self, top: Tensor, grid: Tensor) -> Tensor:
        """Return the scores of spans, see `ingest.training.network.Network.score`; top: (batch, characters, its units)."""

        def drop(x: Tensor) -> Tensor:
            return x * F.dropout(torch.ones_like(x[:, :1]), network.DROP, self.training)

        return self.score(drop(F.gelu(self.units(drop(top)), approximate="tanh")), grid)


Lesson = tuple[Example, Any]
"""A piece, and what the topmost layer makes of it in half precision (characters, units)."""


def lessons(documents: Sequence[Labelled], path: Path) -> list[list[Lesson]]:
    """Return what there is to learn of each document, as the span reader of a file sees it."""
    shown = onnx.load(str(path))
    next(node for node in shown.graph.node if "states" in node.output).input[0] = "top"
    next(o for o in shown.graph.output if o.name == "states").type.tensor_type.shape.dim[1].dim_param = "units"
    data = shown.SerializeToString()
    reader, cutter = Reader([data]), Network(data).cutter
    found = []
    for document in documents:
        reader.candidates(document.text, [(s.start, s.end) for s in document.page.outline.sentences])
        found.append(
            [
                (one, reader.read(document.text[one.start : one.start + len(one)]).states[0].astype(np.float16))
                for one in examples([document], cutter)
            ]
        )
    return found


def learn(net: Names, told: Sequence[Lesson], seed: int = 0) -> Names:
    """Learn further; the average of the last weights comes back, set to read."""
    torch.manual_seed(seed)
    pieces, states = [one for one, _ in told], {id(one): state for one, state in told}
    net = net.to(device()).train()
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=0.0, weight_decay=0.01)
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE))
    steps, step = EPOCHS * len(batches(pieces, seed)), 0
    for epoch in range(EPOCHS):
        for batch in batches(pieces, seed + epoch):
            optimiser.param_groups[0]["lr"] = FURTHER * share(min(step, steps), steps)
            given = arrays(batch)
            grid, right, weight = (torch.from_numpy(given[name]).to(device()) for name in ("grid", "right", "weight"))
            top = np.zeros((len(batch), grid.shape[-1], states[id(batch[0])].shape[1]), np.float32)
            for row, one in zip(top, batch, strict=True):
                row[: len(one)] = states[id(one)]
            said = net(torch.from_numpy(top).to(device()), grid)
            loss = F.binary_cross_entropy_with_logits(said, right.to(said), weight.to(said), reduction="sum")
            optimiser.zero_grad()
            (loss / int(given["lengths"].sum())).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            mean.update_parameters(net)
            step += 1
    return mean.module.eval()


def save(net: Names, start: Path, path: Path) -> None:
    """Write a span reader's file with what was learnt further: its matrices stay byte for byte, what stands beside them is kept in few bits."""
    grown = onnx.load(str(start))
    stored = {t.name: t for t in grown.graph.initializer}

    def put(name: str, value: Any) -> None:
        tensor = numpy_helper.from_array(value, name)
        if name in stored:
            stored[name].CopyFrom(tensor)
        else:
            grown.graph.initializer.append(tensor)

    for name in LAYERS:
        layer = getattr(net, name)
        put(f"{name}.bias", layer.bias.detach().cpu().numpy().astype(np.float16))
        ways = {way: getattr(layer, way).detach().cpu().numpy().T for way in ("down", "up")}
        for way, matrix in ways.items():
            scale = np.maximum(np.abs(matrix).max(), 1e-12).astype(np.float32) / MOST
            put(f"{name}.{way}", np.rint(matrix / scale).astype(np.int8))
            put(f"{name}.{way}.scale", scale)
        if f"{name}.down" not in stored:
            _beside(grown.graph, name)
    onnx.checker.check_model(grown)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(grown.SerializeToString())


def _beside(graph: Any, name: str) -> None:
    """Add the product of the narrow matrices to the one that they stand beside, which the runtime does once."""
    at, cast = next((k, node) for k, node in enumerate(graph.node) if f"{name}.weight" in node.input)
    whole = cast.output[0]
    cast.output[0] = f"{name}.own"
    nodes = []
    for way in ("down", "up"):
        nodes.append(helper.make_node("Cast", [f"{name}.{way}"], [f"{name}.{way}.whole"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{name}.{way}.whole", f"{name}.{way}.scale"], [f"{name}.{way}.value"]))
    nodes.append(helper.make_node("MatMul", [f"{name}.down.value", f"{name}.up.value"], [f"{name}.further"]))
    nodes.append(helper.make_node("Add", [f"{name}.own", f"{name}.further"], [whole]))
    for offset, node in enumerate(nodes):
        graph.node.insert(at + 1 + offset, node)
