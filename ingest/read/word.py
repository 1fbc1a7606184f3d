"""Word documents (docx): paragraphs and tables in their order; headers, footers, comments, deleted text stay out."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from graph.errors import LiantuError
from ingest.read.loaded import Loaded
from ingest.read.tables import rows_of
from ingest.text import TableRow

_LARGEST = 200 * 1024 * 1024


def load(data: bytes, file: str) -> Loaded:
    """Read a document; cells of a table row are separated by tabs, rows by line ends."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > max(_LARGEST, 100 * len(data)):
            raise LiantuError("file_bomb", file, exit_code=3)
    try:
        document = docx.Document(io.BytesIO(data))
        title = document.core_properties.title
    except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError, LxmlError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    text, rows = _content(document)
    return Loaded(text, title or None, rows)


def _content(document: Document) -> tuple[str, tuple[TableRow, ...]]:
    lines: list[str] = []
    rows: list[TableRow] = []
    length = 0
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            grid = [_cells(row) for row in block.rows]
            lines.extend("\t".join(cells) for cells in grid)
            rows.extend(rows_of(grid, length))
        length = sum(len(line) + 1 for line in lines)
    return "\n".join(lines), tuple(rows)


def _cells(row: object) -> list[str]:
    cells: list[str] = []
    last = None
    for cell in row.cells:  # type: ignore[attr-defined]
        merged = cell._tc is last
        last = cell._tc
        cells.append("" if merged else " ".join(cell.text.split()))
    return cells
