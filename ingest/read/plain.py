"""Text files: txt and markdown, in any encoding that Chinese offices use."""

from __future__ import annotations

from graph.errors import LiantuError
from ingest.read.decode import decode
from ingest.read.loaded import Loaded

_LONGEST = 10_000_000
"""Bytes to decode: more characters than are read of any document, in any encoding."""


def load(data: bytes, file: str) -> Loaded:
    """Decode a text file."""
    text = decode(data[:_LONGEST])
    if text[:4096].count("\ufffd") * 20 > min(len(text), 4096):
        raise LiantuError("file_not_text", file, exit_code=3)
    return Loaded(text)
