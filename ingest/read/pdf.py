"""PDF files: their text layer, page by page; pages that are pictures are recognised."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from graph.errors import LiantuError, message
from ingest.read import pictures
from ingest.read.layout import Sheet, body, read_sheet
from ingest.read.loaded import Loaded

_PAGES = 2_000
_FAULTS = (
    PSException, PdfminerException, MalformedPDFException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, AssertionError,
    struct.error, zlib.error, NotImplementedError,
)  # fmt: skip
"""What pdfminer raises at files that are no good, or that were made to do harm."""


_LARGEST_STREAM = 128 * 1024 * 1024
"""Bytes that one part of a file may unpack to; the text of a page needs a thousandth of it."""


class _Bomb(ValueError):
    """A part of a file unpacks out of all proportion."""


class _Inflater:
    """What pdfminer takes from zlib, with a bound: by itself it would unpack a megabyte to any number of gigabytes, in memory."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()
        self._left = _LARGEST_STREAM

    def decompress(self, data: bytes) -> bytes:
        found = self._inner.decompress(data, self._left)
        self._left -= len(found)
        if self._inner.unconsumed_tail or self._left <= 0:
            raise _Bomb
        return found

    @property
    def finished(self) -> bool:
        return self._inner.eof


class _Zlib:
    error = zlib.error
    decompressobj = _Inflater

    @staticmethod
    def decompress(data: bytes) -> bytes:
        inflater = _Inflater()
        found = inflater.decompress(data)
        if not inflater.finished:
            raise zlib.error("incomplete")
        return found


pdftypes.zlib = _Zlib  # type: ignore[attr-defined,assignment]


def load(data: bytes, file: str) -> Loaded:
    """Read the text layer; where no page has one, the pages are pictures, and their text is recognised.

    Raises:
        LiantuError: the file is locked or broken, or a scan whose text cannot be recognised here.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False) as document:
            sheets, pictured = _sheets(document)
            title = document.metadata.get("Title")
    except _Bomb:
        raise LiantuError("file_bomb", file, exit_code=3) from None
    except _FAULTS as error:
        if any(isinstance(cause, _Bomb) for cause in error.args):
            raise LiantuError("file_bomb", file, exit_code=3) from None
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args))
        raise LiantuError("file_locked" if locked else "file_broken", file, exit_code=3) from error
    kept, hanging = body(sheets)
    text = "\n".join(kept)
    if not text:
        return pictures.recognise(_scans(data, file), file, "pdf_scanned")
    warnings = (message("pages_without_text", "what", count=pictured),) if pictured else ()
    return Loaded(text, title if isinstance(title, str) and title else None, warnings, left_out=hanging)


def _sheets(document: Any) -> tuple[list[Sheet], int]:
    """The pages, and how many of them hold pictures but no text."""
    sheets, pictured = [], 0
    for page in document.pages[:_PAGES]:
        sheets.append(read_sheet(page))
        pictured += bool(page.images) and not sheets[-1].lines
        page.close()  # pdfplumber keeps all parts of a page until then
    return sheets, pictured


def _scans(data: bytes, file: str) -> Iterator[Any]:
    """Draw the pages of a scan as they show, their longer side as long as the recogniser takes it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        for number in range(min(len(document), pictures.MOST_PAGES)):
            page = document[number]
            scale = pictures.SIDE / max(page.get_size())
            yield page.render(scale=scale).to_pil().convert("RGB")
            page.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
