"""Saved messages (eml): the text of the message itself; attachments are not read."""

from __future__ import annotations

import email
import email.policy

from graph.errors import LiantuError, message
from ingest.read import html
from ingest.read.decode import decode
from ingest.read.loaded import Loaded


def load(data: bytes, file: str) -> Loaded:
    """Read the plain text of a message, or else its html; the subject is the title."""
    letter = email.message_from_bytes(data, policy=email.policy.default)
    body = letter.get_body(("plain", "html"))
    content = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(content, bytes):
        raise LiantuError("file_without_text", file, exit_code=3)
    text = html.load(content, file).text if body.get_content_type() == "text/html" else decode(content)
    left_out = sum(1 for _ in letter.iter_attachments())
    warnings = (message("attachments_left_out", "what", count=left_out),) if left_out else ()
    return Loaded(text, str(letter["subject"] or "") or None, warnings=warnings)
