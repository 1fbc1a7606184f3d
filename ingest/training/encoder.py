"""The form in which a pretrained encoder is taken: its embedding in four bits, its lowest layers, and how it cuts a text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from ingest.model.subwords import Characters, Subwords

BLOCK = 32
"""Weights that share one scale."""
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Embedding:
    """What an encoder starts from; stays as it is while training.

    Attributes:
        packed: (rows, size / 2) uint8, two weights of four bits; in each block the first half lies in the low bits.
        scales: (rows, blocks) float16.
        places: (places, size), what is added for the place in the text, the type of the text included.
    """

    packed: Any
    scales: Any
    places: Any

    def table(self) -> Any:
        """Unpack: (rows, size) float32."""
        return unpack(self.packed, self.scales)


@dataclass(frozen=True)
class Pretrained:
    """A pretrained encoder.

    Attributes:
        name: folder of the network that is built on it.
        source: whose it is and under which licence.
        vocabulary: pieces with the log-probability of each, or single characters; rows of the embedding after the three special ones.
        embedding: see `Embedding`.
        first: the norm of the embedding.
        layers: the lowest layers, matrices as (in, out).
        heads: of each layer.
        rate: full rate of its layers while training.
        packed: its matrices are learnt and kept in four bits; otherwise they are kept in eight.
    """

    name: str
    source: str
    vocabulary: dict[str, float] | str
    embedding: Embedding
    first: dict[str, Any]
    layers: list[dict[str, Any]]
    heads: int
    rate: float
    packed: bool

    def cutter(self) -> Subwords | Characters:
        """How a text is cut into rows of the embedding."""
        return Characters(self.vocabulary) if isinstance(self.vocabulary, str) else Subwords(self.vocabulary)

    def declared(self) -> dict[str, str]:
        """What a file of weights tells of the vocabulary."""
        if isinstance(self.vocabulary, str):
            return {"characters": self.vocabulary}
        return {"pieces": json.dumps({p: round(v, 4) for p, v in self.vocabulary.items()}, ensure_ascii=False)}


def unpack(packed: Any, scales: Any) -> Any:
    """Unpack weights of four bits: (rows, columns) float32."""
    blocks = packed.reshape(*scales.shape, BLOCK // 2)
    whole = np.concatenate([blocks & 15, blocks >> 4], -1).astype(np.float32) - 8
    return (whole * scales[..., None].astype(np.float32)).reshape(len(packed), -1)


def pack(matrix: Any) -> tuple[Any, Any]:
    """Round a matrix (rows, columns) to four bits: in each block the weight farthest from zero is -8 times the scale (Q4_0 of ggml)."""
    blocks = np.asarray(matrix, np.float32).reshape(len(matrix), -1, BLOCK)
    farthest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)
    scales = (farthest / -8).astype(np.float16)
    steps = np.where(scales == 0, 1, scales).astype(np.float32)
    whole = (np.clip(np.rint(blocks / steps), -8, 7) + 8).astype(np.uint8)
    half = BLOCK // 2
    return (whole[..., :half] | whole[..., half:] << 4).reshape(len(matrix), -1), scales[..., 0]


def usual(text: str) -> bool:
    """Whether all characters belong to GB 2312."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
