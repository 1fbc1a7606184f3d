"""The trained readers: what they see of a text, and how their weights are run (numpy and onnxruntime only)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.model.reader import WEIGHTS, Reader
from ingest.model.relations import WEIGHTS as RELATION_WEIGHTS
from ingest.model.relations import RelationReader


@dataclass(frozen=True, slots=True)
class Readers:
    """The two trained readers; None where the weights are missing: the program then reads by rules alone."""

    spans: Reader | None
    relations: RelationReader | None


_chosen: list[Readers] = []


@cache
def _shipped() -> Readers:
    spans = Reader.load()
    return Readers(spans, RelationReader.load(spans))


def readers() -> Readers:
    """Return the readers of this process: those of the package, loaded at the first call, or those that `using` has put in their place."""
    return _chosen[-1] if _chosen else _shipped()


@contextmanager
def using(chosen: Readers) -> Iterator[Readers]:
    """Read with other weights for a while, or with none (``Readers(None, None)``): for measuring, and for reading by rules alone."""
    _chosen.append(chosen)
    try:
        yield chosen
    finally:
        _chosen.pop()


def from_folder(folder: Path) -> Readers:
    """Load the readers from a folder of weights; a missing file leaves its reader out."""
    spans = Reader((folder / WEIGHTS).read_bytes()) if (folder / WEIGHTS).exists() else None
    pairs = folder / RELATION_WEIGHTS
    return Readers(spans, RelationReader(pairs.read_bytes(), spans) if spans is not None and pairs.exists() else None)
