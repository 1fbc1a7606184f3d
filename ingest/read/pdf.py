"""PDF files with a text layer."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import pypdf
from pypdf.errors import PyPdfError

from graph.errors import LiantuError
from ingest.read import pictures
from ingest.read.loaded import Loaded

_PAGES = 2_000


def load(data: bytes, file: str) -> Loaded:
    """Read the text layer page by page; lines that stand at the edge of most pages (headers, footers, numbers) are left out."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise LiantuError("file_locked", file, exit_code=3)
        pages = [page.extract_text() for page in document.pages[:_PAGES]]
        title = document.metadata.title if document.metadata else None
    except (PyPdfError, ValueError, KeyError, RecursionError, TypeError, AttributeError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    if not any(page.strip() for page in pages):
        return pictures.recognise(_scans(document, file), file, "pdf_scanned")
    return Loaded("\n".join(_without_edges(pages)), title or None)


def _scans(document: pypdf.PdfReader, file: str) -> Iterator[bytes]:
    """The pictures of a scan, page by page; the largest of a page is the page, the others are stamps."""
    for page in document.pages[: pictures.MOST_PAGES]:
        try:
            found = [image.data for image in page.images]
        except (PyPdfError, ValueError, KeyError, TypeError, NotImplementedError, ImportError) as error:
            raise LiantuError("file_broken", file, exit_code=3) from error
        if found:
            yield max(found, key=len)


def _without_edges(pages: list[str]) -> list[str]:
    """Drop page numbers and the lines that repeat at the top or foot of at least half the pages (of three or more)."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_shape(line) for lines in split for line in {*lines[:2], *lines[-2:]})
    repeated = {shape for shape, n in edges.items() if len(pages) > 2 and n * 2 >= len(pages)}
    kept = []
    for lines in split:
        while lines and (_shape(lines[0]) in repeated or _number(lines[0])):
            lines.pop(0)
        while lines and (_shape(lines[-1]) in repeated or _number(lines[-1])):
            lines.pop()
        kept.append("\n".join(lines))
    return [page for page in kept if page]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", line))


def _number(line: str) -> bool:
    return re.fullmatch(r"\s*[-—–第]*\s*\d{1,4}\s*(?:页|[-—–/]\s*\d*)?\s*(?:共\s*\d+\s*页)?[-—–]*\s*", line) is not None
