"""OFD, the national format for fixed documents.

Source: GB/T 33190-2016: OFD.xml names the documents, Document.xml their pages, Content.xml the text objects with their place in millimetres.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.errors import LiantuError
from ingest.read.loaded import Loaded
from ingest.read.markup import named, parse
from ingest.read.packed import open_packed

_SAME_LINE = 0.5
"""Share of a text object's height within which two objects stand on one line."""


def load(data: bytes, file: str) -> Loaded:
    """Read the pages in their order, text objects from top to bottom and left to right, a line end after each line."""
    try:
        with open_packed(data, file) as archive:
            lines = [line for content in _pages(archive) for line in _lines(content)]
            title = _text(parse(archive, "OFD.xml"), "Title")
    except (KeyError, etree.XMLSyntaxError, ValueError, zipfile.BadZipFile) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return Loaded("\n".join(lines), title)


def _text(root: etree._Element, name: str) -> str | None:
    found = next(named(root, name), None)
    return found.text.strip() or None if found is not None and found.text else None


def _pages(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    for root_path in [e.text or "" for e in named(parse(archive, "OFD.xml"), "DocRoot")]:
        folder = posixpath.dirname(root_path)
        for page in named(parse(archive, root_path), "Page"):
            location = page.get("BaseLoc", "")
            path = location if location.startswith("/") else posixpath.join(folder, location)
            yield parse(archive, path)


def _lines(page: etree._Element) -> Iterator[str]:
    """Put text objects together to lines: those whose tops differ by less than half their height."""
    placed = []
    for text in named(page, "TextObject"):
        box = [float(number) for number in (text.get("Boundary") or "0 0 0 0").split()]
        content = "".join(code.text or "" for code in named(text, "TextCode"))
        if content.strip():
            placed.append((box[1], box[0], box[3], content))
    placed.sort()
    line: list[tuple[float, str]] = []
    top = height = 0.0
    for y, x, h, content in placed:
        if line and y - top > _SAME_LINE * max(height, h):
            yield "".join(part for _, part in sorted(line))
            line = []
        if not line:
            top, height = y, h
        line.append((x, content))
    if line:
        yield "".join(part for _, part in sorted(line))
