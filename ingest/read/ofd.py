"""OFD, the national format for fixed documents.

Source: GB/T 33190-2016: OFD.xml names the documents, Document.xml their pages, Content.xml the text objects with their place in millimetres.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.errors import LiantuError
from ingest.read.flow import Line, side_by_side
from ingest.read.layout import Sheet, body
from ingest.read.loaded import Loaded
from ingest.read.markup import named, parse
from ingest.read.packed import open_packed

_POINTS = 72 / 25.4
"""Points in a millimetre."""
_A4 = 297 * _POINTS


def load(data: bytes, file: str) -> Loaded:
    """Read the pages in their order; lines are joined to paragraphs by their place, headers and page numbers stay out."""
    try:
        with open_packed(data, file) as archive:
            sheets = [Sheet(side_by_side(_pieces(content)), height) for content, height in _pages(archive)]
            title = _text(parse(archive, "OFD.xml"), "Title")
    except (KeyError, etree.XMLSyntaxError, ValueError, zipfile.BadZipFile) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    kept, hanging = body(sheets)
    return Loaded("\n".join(kept), title, left_out=hanging)


def _text(root: etree._Element, name: str) -> str | None:
    found = next(named(root, name), None)
    return found.text.strip() or None if found is not None and found.text else None


def _pages(archive: zipfile.ZipFile) -> Iterator[tuple[etree._Element, float]]:
    for root_path in [e.text or "" for e in named(parse(archive, "OFD.xml"), "DocRoot")]:
        folder = posixpath.dirname(root_path)
        document = parse(archive, root_path)
        usual = _height(document) or _A4
        for page in named(document, "Page"):
            location = page.get("BaseLoc", "")
            path = location if location.startswith("/") else posixpath.join(folder, location)
            content = parse(archive, path)
            yield content, _height(content) or usual


def _height(root: etree._Element) -> float:
    box = _text(root, "PhysicalBox")
    return float(box.split()[3]) * _POINTS if box else 0.0


def _pieces(page: etree._Element) -> Iterator[Line]:
    for text in named(page, "TextObject"):
        content = "".join(code.text or "" for code in named(text, "TextCode"))
        if content.strip():
            x, y, wide, high = (float(number) * _POINTS for number in (text.get("Boundary") or "0 0 0 0").split())
            size = float(text.get("Size") or 0) * _POINTS or high
            yield Line(y, x, y + high, x + wide, content, size or 1.0)
