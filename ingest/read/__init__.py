"""Files to :class:`ingest.text.Source`: what a file is, is seen from its content; each kind has its loader; nothing is ever fetched."""

from __future__ import annotations

import hashlib
from pathlib import Path

from graph.errors import LiantuError
from ingest.read import html, pdf, plain, word
from ingest.read.loaded import Loaded, Loader
from ingest.read.sniff import media_type
from ingest.text import Source

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes; a larger file is refused before it is opened."""

_LOADERS: dict[str, Loader] = {
    "text/plain": plain.load,
    "text/markdown": plain.load,
    "text/html": html.load,
    "multipart/related": html.load_archive,
    "application/pdf": pdf.load,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word.load,
}


def read(path: Path, file: str) -> Source:
    """Read one file.

    Args:
        path: where it lies.
        file: its name in the workspace: the path below the folder that was read, POSIX.

    Raises:
        LiantuError: it cannot be read: empty, unreadable, too large, of an unknown type, locked by a password, broken.
    """
    data = _bytes(path, file)
    kind = media_type(data, file)
    if kind not in _LOADERS:
        raise LiantuError("file_type_unknown", file, exit_code=3, type=kind)
    loaded = _LOADERS[kind](data, file)
    if not loaded.text.strip():
        raise LiantuError("file_without_text", file, exit_code=3)
    return _source(data, file, kind, loaded)


def _source(data: bytes, file: str, kind: str, loaded: Loaded) -> Source:
    digest = hashlib.sha256(data).hexdigest()
    return Source(file, digest, kind, loaded.text, loaded.title, loaded.rows, loaded.warnings)


def _bytes(path: Path, file: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LiantuError("file_too_large", file, exit_code=3, size=size >> 20, limit=LARGEST_FILE >> 20)
        data = path.read_bytes()
    except IsADirectoryError:
        raise LiantuError("file_is_folder", file, exit_code=3) from None
    except FileNotFoundError:
        raise LiantuError("file_missing", file, exit_code=3) from None
    except OSError as error:
        raise LiantuError("file_unreadable", file, exit_code=3, reason=error.strerror or str(error)) from None
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise LiantuError("file_empty", file, exit_code=3)
    return data
