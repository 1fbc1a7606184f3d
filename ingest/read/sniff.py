"""What a file is, by its content; its name decides only among kinds of text: txt, markdown, csv."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import filetype

from graph.errors import LiantuError
from ingest.read.packed import open_packed

_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "OFD.xml": "application/ofd",
}
_OPEN = "application/vnd.oasis.opendocument."
_STREAMS = {
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
    "WordDocument": "application/msword",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = {
    ".docx": "docx", ".pdf": "pdf", ".xlsx": "xlsx", ".pptx": "pptx", ".doc": "doc", ".wps": "wps", ".ofd": "ofd", ".zip": "zip", ".xls": "xls", ".ppt": "ppt",
}  # fmt: skip
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*: .*\r?\n(?:[ \t].*\r?\n)*){2,}")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|meta)[\s>]", re.IGNORECASE)


def media_type(data: bytes, file: str) -> str:
    """Tell a file's media type from its bytes.

    Raises:
        LiantuError: an office file that is locked by a password, or a file that is not what its name says.
    """
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, file)
    if data.startswith(_COMPOUND):
        return _compound(data, file)
    if data.startswith(b"{\\rtf"):
        return "application/rtf"
    guessed = filetype.guess(data)
    if guessed is not None:
        _refuse_misnamed(guessed.mime, file)
        return str(guessed.mime)
    return _textual(data, file)


def promised(file: str) -> str | None:
    """Return the format that a file's name says, where that is one with a form of its own: then its content should not be plain text."""
    return _NAMED.get(PurePosixPath(file).suffix.lower())


def _zipped(data: bytes, file: str) -> str:
    with open_packed(data, file) as archive:
        names = archive.namelist()
        first = archive.read(names[0])[:80].decode("ascii", "replace") if names[:1] == ["mimetype"] else ""
    if first:  # OpenDocument part 2, 2.2.4: the type stands in a file of its own, before all others
        return first.strip()
    for prefix, kind in _OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return kind
    return "application/zip"


def _compound(data: bytes, file: str) -> str:
    """Compound files are old Office or WPS documents, or new ones under a password (then their streams say so)."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise LiantuError("file_locked", file, exit_code=3)
    if _has_locked_stream(data):
        raise LiantuError("file_locked", file, exit_code=3)
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return kind
    raise LiantuError("file_broken", file, exit_code=3)


def _has_locked_stream(data: bytes) -> bool:
    """Whether an old document or workbook is under a password.

    Source: [MS-DOC] 2.5.2 (bit fEncrypted of the FIB), [MS-XLS] 2.4.117 (FilePass right behind the BOF record); streams begin at a sector.
    """
    for at in range(512, len(data), 512):
        if data.startswith(b"\xec\xa5", at):
            return bool(data[at + 11 : at + 12] >= b"\x01" and data[at + 11] & 1)
        if data.startswith(b"\x09\x08\x10\x00\x00\x06", at):
            return data.startswith(b"\x2f\x00", at + 20)
    return False


def _refuse_misnamed(mime: str, file: str) -> None:
    if promised(file) is not None:
        raise LiantuError("file_misnamed", file, exit_code=3, promised=promised(file), type=mime)


def _textual(data: bytes, file: str) -> str:
    head = data[:4096]
    suffix = PurePosixPath(file).suffix.lower()
    if headers := _HEADERS.match(head):
        names = {line.partition(b":")[0].strip().lower() for line in headers[0].split(b"\n")}
        if b"multipart/related" in headers[0].lower():
            return "multipart/related"
        if {b"subject", b"from"} <= names or {b"mime-version", b"content-type"} <= names:
            return "message/rfc822"
    if _is_html(head.replace(b"\x00", b""), suffix):
        return "text/html"
    return {".md": "text/markdown", ".markdown": "text/markdown", ".csv": "text/csv", ".tsv": "text/csv"}.get(
        suffix, "text/plain"
    )


def _is_html(head: bytes, suffix: str) -> bool:
    """A page begins with markup or is called one; a text may speak of <p> without being one."""
    if not _MARKUP.search(head):
        return False
    return suffix in (".html", ".htm", ".xhtml", ".shtml") or head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(
        b"<"
    )
