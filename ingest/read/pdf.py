"""PDF files: their text layer, page by page; pages that are pictures are recognised."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pdfplumber
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


def load(data: bytes, file: str) -> Loaded:
    """Read the text layer; where no page has one, the pages are pictures, and their text is recognised.

    Raises:
        LiantuError: the file is locked or broken, or a scan whose text cannot be recognised here.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False) as document:
            sheets, title = _sheets(document), document.metadata.get("Title")
    except _FAULTS as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args))
        raise LiantuError("file_locked" if locked else "file_broken", file, exit_code=3) from error
    text = "\n".join(body(sheets))
    if not text:
        return pictures.recognise(_scans(data, file), file, "pdf_scanned")
    blank = sum(not sheet.lines for sheet in sheets)
    warnings = (message("pages_without_text", "what", count=blank),) if blank else ()
    return Loaded(text, title if isinstance(title, str) and title else None, warnings)


def _sheets(document: Any) -> list[Sheet]:
    sheets = []
    for page in document.pages[:_PAGES]:
        sheets.append(read_sheet(page))
        page.close()  # pdfplumber keeps all parts of a page until then
    return sheets


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
