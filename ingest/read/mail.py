"""Saved messages (eml): the text of the message itself; attachments are not read."""

from __future__ import annotations

import email
import email.policy

from graph.errors import LiantuError, message
from ingest.read import html
from ingest.read.decode import decode
from ingest.read.loaded import Loaded


def load(data: bytes, file: str) -> Loaded:
    """Read the plain text of a message, or else its html; the subject is the title, and its first line where it does not say it itself."""
    letter = email.message_from_bytes(data, policy=email.policy.default)
    body = letter.get_body(("plain", "html"))
    content = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(content, bytes):
        raise LiantuError("file_without_text", file, exit_code=3)
    text = html.load(content, file).text if body.get_content_type() == "text/html" else decode(content)
    names = [part.get_filename() or part.get_content_type() for part in letter.iter_attachments()]
    warnings = (message("attachments_left_out", "what", count=len(names), names="、".join(names)),) if names else ()
    subject = " ".join(str(letter["subject"] or "").split())
    if subject and subject not in text[:200]:
        text = f"{subject}\n{text}"
    return Loaded(text, subject or None, warnings=warnings)
