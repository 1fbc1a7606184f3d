"""Presentations (pptx): the text of each slide from top to bottom, tables row by row; notes and masters stay out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

import pptx
from lxml.etree import LxmlError
from pptx.exc import PythonPptxError

from graph.errors import LiantuError
from ingest.read.loaded import Loaded
from ingest.read.packed import open_packed
from ingest.read.tables import cell


def load(data: bytes, file: str) -> Loaded:
    """Read a presentation; a blank line stands between slides."""
    open_packed(data, file).close()
    try:
        deck = pptx.Presentation(io.BytesIO(data))
        lines = [line for slide in deck.slides for line in (*_texts(slide.shapes), "")]
        title = deck.core_properties.title
    except (PythonPptxError, KeyError, ValueError, LxmlError, zipfile.BadZipFile) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return Loaded("\n".join(lines), title or None)


def _texts(shapes: Iterable[object], depth: int = 0) -> Iterator[str]:
    placed = sorted(shapes, key=lambda s: (getattr(s, "top", None) or 0, getattr(s, "left", None) or 0))
    for shape in placed:
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:  # type: ignore[attr-defined]
                yield "\t".join(cell(c.text) for c in row.cells)
        elif getattr(shape, "has_text_frame", False):
            yield from (p.text.strip() for p in shape.text_frame.paragraphs if p.text.strip())  # type: ignore[attr-defined]
        elif hasattr(shape, "shapes") and depth < 20:
            yield from _texts(shape.shapes, depth + 1)
