"""Text files: txt and markdown, in any encoding that Chinese offices use."""

from __future__ import annotations

from ingest.read.decode import MOST_BYTES, decode
from ingest.read.loaded import Loaded


def load(data: bytes, file: str) -> Loaded:
    """Decode a text file."""
    return Loaded(decode(data[:MOST_BYTES]))
