"""Text files: txt and markdown, in any encoding that Chinese offices use."""

from __future__ import annotations

from graph.errors import LiantuError, message
from ingest.read.decode import decode
from ingest.read.loaded import Loaded

LONGEST_TEXT = 2_000_000
"""Characters, some forty books; a longer text is read up to here, with a warning."""


def load(data: bytes, file: str) -> Loaded:
    """Decode a text file; what lies beyond :data:`LONGEST_TEXT` characters is left out with a warning."""
    text = decode(data[: LONGEST_TEXT * 4])
    if text[:4096].count("\ufffd") * 20 > min(len(text), 4096):
        raise LiantuError("file_not_text", file, exit_code=3)
    if len(text) <= LONGEST_TEXT:
        return Loaded(text)
    return Loaded(text[:LONGEST_TEXT], warnings=(message("text_cut", "what", limit=LONGEST_TEXT),))
