"""Files to :class:`ingest.text.Source`: what a file is, is seen from its content; each kind has its loader; nothing is ever fetched."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from graph.errors import LiantuError, message
from ingest.read import packed
from ingest.read.decode import is_text
from ingest.read.loaded import Loaded, Loader
from ingest.read.own import is_own
from ingest.read.sniff import media_type, promised
from ingest.read.spelling import spelled
from ingest.text import Source

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; a larger file is refused before it is opened."""

LONGEST_TEXT = 2_000_000
"""Characters, some forty books; a longer text is read up to here, with a warning."""

_MOST_LINES, _LONGEST_LINE = 500, 300
"""Of what hangs around a text so many lines are told, and so many characters of each."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_LOADERS: dict[str, str] = {
    "text/plain": "plain.load",
    "text/markdown": "plain.load",
    "text/csv": "sheet.load_csv",
    "text/html": "html.load",
    "multipart/related": "html.load_archive",
    "message/rfc822": "mail.load",
    "application/pdf": "pdf.load",
    "application/ofd": "ofd.load",
    "image/png": "pictures.load",
    "image/jpeg": "pictures.load",
    "image/tiff": "pictures.load",
    "image/bmp": "pictures.load",
    "image/webp": "pictures.load",
    _OFFICE + "wordprocessingml.document": "word.load",
    _OFFICE + "spreadsheetml.sheet": "sheet.load",
    _OFFICE + "presentationml.presentation": "slides.load",
    "application/msword": "office.load_word",
    "application/rtf": "office.load_word",
    "application/vnd.oasis.opendocument.text": "office.load_word",
    "application/vnd.oasis.opendocument.spreadsheet": "office.load_sheet",
    "application/vnd.oasis.opendocument.presentation": "office.load_slides",
    "application/vnd.ms-excel": "office.load_sheet",
    "application/vnd.ms-powerpoint": "office.load_slides",
}
"""Loaders by media type; imported when the first such file comes, for their libraries take longer to load than a text to read."""


def read(path: Path, file: str) -> Source:
    """Read one file.

    Args:
        path: where it lies.
        file: its name in the workspace: the path below the folder that was read, POSIX.

    Raises:
        LiantuError: it cannot be read: empty, unreadable, too large, of an unknown type, locked by a password, broken.
    """
    data = _content(path, file)
    try:
        return _read(data, path, file)
    except packed.CORRUPT as error:  # what the libraries of office formats let through
        raise LiantuError("file_broken", file, exit_code=3) from error


def _read(data: bytes, path: Path, file: str) -> Source:
    kind = media_type(data, file)
    if kind == "application/zip":
        raise LiantuError("zip_in_zip" if _inside(path, file) else "zip_without_documents", file, exit_code=3)
    if kind not in _LOADERS:
        raise LiantuError("file_type_unknown", file, exit_code=3, type=kind)
    if is_own(data, kind, file):
        raise LiantuError("file_own_export", file, exit_code=3)
    loaded = _loader(kind)(data, file)
    if not loaded.text.strip():
        raise LiantuError("file_without_text", file, exit_code=3)
    if not is_text(loaded.text):
        raise LiantuError("file_not_text", file, exit_code=3)
    if (name := promised(file)) and kind.startswith("text/"):
        told = message("read_as_text", "what", promised=name)
        loaded = replace(loaded, warnings=(told, *loaded.warnings))
    return _source(data, file, kind, loaded)


def digest_of(path: Path, file: str) -> str:
    """Return the sha256 of a document's bytes, by which it is known; for a document in a zip that of its own bytes.

    Raises:
        LiantuError: it, or the zip that holds it, cannot be opened or read.
    """
    if not _inside(path, file):
        try:
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise _unopened(error, path, file) from None
    return hashlib.sha256(_content(path, file)).hexdigest()


def now_possible(code: str) -> bool:
    """Tell by an error's code whether a file that could not be read for want of a program can be, now that somebody has installed it."""
    if code == "file_needs_libreoffice":
        from ingest.read.office import libreoffice  # here, for the reason that _LOADERS gives

        return libreoffice() is not None
    return code in ("file_needs_ocr", "pdf_scanned") and find_spec("rapidocr") is not None


def _content(path: Path, file: str) -> bytes:
    data = _bytes(path, file)
    for member in _inside(path, file):
        data = packed.unpack(data, file, member)
    return data


def _loader(kind: str) -> Loader:
    module, _, function = _LOADERS[kind].partition(".")
    loader: Loader = getattr(import_module(f"ingest.read.{module}"), function)
    return loader


def documents_in(path: Path, file: str) -> list[str]:
    """Return the names of the documents in a zip, each below the name of the zip; of any other file only its own name.

    ``read(path, name)`` with such a name reads that document. A zip inside a zip is one document, which cannot be read; what is wrong
    with the zip itself is said when it is read under its own name.
    """
    try:
        with path.open("rb") as opened:
            if opened.read(4) != b"PK\x03\x04":
                return [file]
        data = _bytes(path, file)
        if media_type(data, file) != "application/zip":
            return [file]
        return [f"{file}/{member}" for member in packed.members(data, file)] or [file]
    except (LiantuError, OSError, *packed.CORRUPT):
        return [file]


def _inside(path: Path, file: str) -> list[str]:
    """What stands after the name of the zip in a document's name."""
    _, found, member = file.partition(f"{spelled(path.name)}/")
    return [member] if found else []


def _source(data: bytes, file: str, kind: str, loaded: Loaded) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    text, warnings = loaded.text, loaded.warnings
    if len(text) > LONGEST_TEXT:
        text, warnings = text[:LONGEST_TEXT], (*warnings, message("text_cut", "what", limit=LONGEST_TEXT))
    return Source(file, digest, kind, text, loaded.title, warnings, loaded.confidence, _once(loaded.left_out))


def _once(lines: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What hangs around a text comes again on every page: each line once, in the order in which they come."""
    folded = ((reason, " ".join(text.split())[:_LONGEST_LINE]) for reason, text in lines)
    return tuple(islice(dict.fromkeys(line for line in folded if line[1]), _MOST_LINES))


def _bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LiantuError("file_too_large", file, exit_code=3, size=size >> 20, limit=LARGEST_FILE >> 20)
        data = path.read_bytes()
    except OSError as error:
        raise _unopened(error, path, file) from None
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise LiantuError("file_empty", file, exit_code=3)
    return data


def _unopened(error: OSError, path: Path, file: str) -> LiantuError:
    """Say in the user's language why a file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return LiantuError("link_broken" if path.is_symlink() else "file_missing", file, exit_code=3)
    if isinstance(error, PermissionError):
        return LiantuError("folder_locked" if path.is_dir() else "file_forbidden", file, exit_code=3)
    if isinstance(error, IsADirectoryError):
        return LiantuError("file_is_folder", file, exit_code=3)
    if error.errno == errno.ELOOP:
        return LiantuError("link_broken", file, exit_code=3)
    return LiantuError("file_unreadable", file, exit_code=3, reason=error.strerror or str(error))
