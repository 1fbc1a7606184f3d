"""Word documents (docx): paragraphs and tables in their order, with the numbers that Word counts by itself.

Headers, footers, notes, comments, text boxes and text that is deleted, struck through or hidden stay out; insertions that nobody has accepted
yet, and what stands in content controls, are read, for so the document shows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from graph.errors import LiantuError
from ingest.read.loaded import Loaded, cell
from ingest.read.markup import safe_parser
from ingest.read.numbering import Numbering
from ingest.read.packed import open_packed

_HOLDERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_LEFT_OUT = {qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent", "pict", "drawing", "object")}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_RUN, _MARKED = qn("w:r"), qn("w:rPr")
_UNMEANT = {qn("w:strike"): "deleted", qn("w:dstrike"): "deleted", qn("w:vanish"): "hidden"}
"""Properties of a run that take its text back, and why it is not read."""
_OFF = ("0", "false", "off")
_PARTS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
}
"""Parts of a package by the last word of their relation to the document, and why what is in them is no text of it."""
_DEEPEST = 50
_ALSO = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)


def load(data: bytes, file: str) -> Loaded:
    """Read a document; cells of a table row are separated by tabs, rows by line ends."""
    open_packed(data, file).close()
    try:
        document = _open(data)
        title = document.core_properties.title
        lines = list(_lines(document.element.body, Numbering(document)))
        left_out = tuple(_around(document))
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError, etree.LxmlError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return Loaded("\n".join(lines), title or None, left_out=left_out)


def _open(data: bytes) -> Any:
    """Open a document, be it one with macros (which nothing here runs) or a template: python-docx itself takes neither."""
    for kind in _ALSO:
        PartFactory.part_type_for.setdefault(kind, DocumentPart)
    part = Package.open(io.BytesIO(data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ValueError(part.content_type)
    return part.document


def _around(document: Any) -> Iterator[tuple[str, str]]:
    """What stands around the text, with its reason: headers, footers, notes and comments, text boxes, text that somebody deleted or hid."""
    for relation in document.part.rels.values():
        reason = _PARTS.get(relation.reltype.rpartition("/")[2])
        if reason is not None and not relation.is_external:
            yield from ((reason, text) for text in _texts(etree.fromstring(relation.target_part.blob, safe_parser())))
    for box in document.element.body.iter(qn("w:txbxContent")):
        if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
            yield from (("text box", text) for text in _texts(box))
    for deleted in document.element.body.iter(qn("w:del")):
        yield "deleted", "".join(part.text or "" for part in deleted.iter(qn("w:delText")))
    for row in filter(_is_deleted, document.element.body.iter(_ROW)):
        yield "deleted", " ".join(_texts(row))
    for paragraph in document.element.body.iter(_PARAGRAPH):
        for reason in sorted(set(_UNMEANT.values())):
            runs = (run for run in paragraph.iter(_RUN) if _unmeant(run) == reason)
            yield reason, "".join(part.text or "" for run in runs for part in run.iter(_TEXT))


def _texts(holder: etree._Element) -> Iterator[str]:
    for paragraph in holder.iter(_PARAGRAPH):
        yield _text(paragraph)


def _lines(holder: etree._Element, numbers: Numbering, depth: int = 0) -> Iterator[str]:
    for element in holder:
        if element.tag == _PARAGRAPH:
            text = _text(element)
            yield numbers.label(element) + text if text.strip() else text
        elif element.tag == _TABLE:
            above: dict[int, str] = {}
            yield from ("\t".join(_cells(row, numbers, depth, above)) for row in _rows(element))
        elif element.tag in _HOLDERS and depth < _DEEPEST:
            yield from _lines(element, numbers, depth + 1)


def _is_deleted(row: etree._Element) -> bool:
    """Whether a row of a table was deleted in a revision."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _unmeant(run: etree._Element) -> str | None:
    """Return why the text of a run is not read, though it stands there; None where it is."""
    properties = run.find(_MARKED)
    if properties is None:
        return None
    return next(
        (_UNMEANT[one.tag] for one in properties if one.tag in _UNMEANT and one.get(qn("w:val")) not in _OFF), None
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == _ROW and not _is_deleted(element):
            yield element
        elif element.tag in _HOLDERS:
            yield from _rows(element)


def _cells(row: etree._Element, numbers: Numbering, depth: int, above: dict[int, str]) -> Iterator[str]:
    """The texts of a row, its place in the grid being its column: one that spans rows stands in each of them, so that every row is whole;
    one that spans columns is followed by empty ones."""
    column = 0
    for element in row.iter(_CELL):
        if next(element.iterancestors(_ROW)) is row and depth < _DEEPEST:
            merged, span = (element.find(f"{qn('w:tcPr')}/{qn(name)}") for name in ("w:vMerge", "w:gridSpan"))
            if merged is None or merged.get(qn("w:val")) == "restart":
                above[column] = cell(" ".join(_lines(element, numbers, depth + 1)))
            width = min(int(span.get(qn("w:val"), "1")), 60) if span is not None else 1
            yield from [above.get(column, ""), *[""] * (width - 1)]
            column += width


def _text(paragraph: etree._Element) -> str:
    parts: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == _TEXT:
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        elif element.tag not in _LEFT_OUT and element.tag != qn("w:pPr") and not _unmeant(element):
            pending.extend(reversed(element))
    return "".join(parts)
