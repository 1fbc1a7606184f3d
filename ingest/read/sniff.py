"""What a file is, by its content; its name decides only between txt and markdown."""

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
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = {
    ".docx": "docx", ".pdf": "pdf", ".xlsx": "xlsx", ".pptx": "pptx", ".doc": "doc", ".wps": "wps", ".ofd": "ofd", ".zip": "zip",
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
    if data.startswith(b"PK\x03\x04"):
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


def _zipped(data: bytes, file: str) -> str:
    with open_packed(data, file) as archive:
        names = archive.namelist()
    for prefix, kind in _OFFICE.items():
        if any(name.startswith(prefix) for name in names):
            return kind
    return "application/zip"


def _compound(data: bytes, file: str) -> str:
    """Compound files are old Office or WPS documents, or new ones under a password (then their streams say so)."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise LiantuError("file_locked", file, exit_code=3)
    if "Workbook".encode("utf-16-le") in data:
        return "application/vnd.ms-excel"
    if "PowerPoint Document".encode("utf-16-le") in data:
        return "application/vnd.ms-powerpoint"
    return "application/msword"


def _refuse_misnamed(mime: str, file: str) -> None:
    promised = _NAMED.get(PurePosixPath(file).suffix.lower())
    if promised is not None:
        raise LiantuError("file_misnamed", file, exit_code=3, promised=promised, type=mime)


def _textual(data: bytes, file: str) -> str:
    head = data[:4096]
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in _NAMED:
        raise LiantuError("file_misnamed", file, exit_code=3, promised=_NAMED[suffix], type="text/plain")
    if _HEADERS.match(head):
        lowered = head.lower()
        if b"multipart/related" in lowered:
            return "multipart/related"
        if b"\nsubject:" in b"\n" + lowered and b"\nfrom:" in b"\n" + lowered:
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
