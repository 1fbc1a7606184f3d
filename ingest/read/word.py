"""Word documents (docx): paragraphs and tables in their order; headers, footers, comments, deleted text stay out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from graph.errors import LiantuError
from ingest.read.loaded import Loaded
from ingest.read.packed import open_packed
from ingest.read.tables import cell


def load(data: bytes, file: str) -> Loaded:
    """Read a document; cells of a table row are separated by tabs, rows by line ends."""
    open_packed(data, file).close()
    try:
        document = docx.Document(io.BytesIO(data))
        title = document.core_properties.title
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError, LxmlError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return Loaded("\n".join(_lines(document)), title or None)


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from ("\t".join(_cells(row)) for row in block.rows)


def _cells(row: _Row) -> list[str]:
    """The texts of a row; a cell that spans several columns stands once, the others empty."""
    cells: list[str] = []
    last = None
    for part in row.cells:
        cells.append("" if part._tc is last else cell(part.text))
        last = part._tc
    return cells
