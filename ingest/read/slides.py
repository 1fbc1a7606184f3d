"""Presentations (pptx): the text of each slide from top to bottom, tables row by row; notes and masters stay out.

Source: ECMA-376 part 1: presentation.xml names the slides in their order, their relations the files; a shape has its place in a:off.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from graph.errors import LiantuError
from ingest.read.loaded import Loaded, cell
from ingest.read.markup import named, parse
from ingest.read.packed import open_packed

_FOLDER = "ppt"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHAPES = ("sp", "graphicFrame")


def load(data: bytes, file: str) -> Loaded:
    """Read a presentation; a blank line stands between slides."""
    try:
        with open_packed(data, file) as archive:
            lines = [line for slide in _slides(archive) for line in (*_lines(slide), "")]
            title = _title(archive)
            notes = tuple(("notes", line) for line in _notes(archive))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error
    return Loaded("\n".join(lines), title, left_out=notes)


def _notes(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in sorted(archive.namelist()):
        if name.startswith(f"{_FOLDER}/notesSlides/") and name.endswith(".xml"):
            for shape in named(parse(archive, name), "sp"):
                yield from _paragraphs(shape)


def _slides(archive: zipfile.ZipFile) -> Iterator[etree._Element]:
    relations = parse(archive, f"{_FOLDER}/_rels/presentation.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in named(relations, "Relationship")}
    for entry in named(parse(archive, f"{_FOLDER}/presentation.xml"), "sldId"):
        target = targets[entry.get(_RELATION)]
        yield parse(archive, target if target.startswith("/") else posixpath.join(_FOLDER, target))


def _title(archive: zipfile.ZipFile) -> str | None:
    if "docProps/core.xml" not in archive.namelist():
        return None
    title = next(named(parse(archive, "docProps/core.xml"), "title"), None)
    return title.text or None if title is not None else None


def _lines(slide: etree._Element) -> Iterator[str]:
    shapes = [shape for name in _SHAPES for shape in named(slide, name)]
    for shape in sorted(shapes, key=_place):
        rows = list(named(shape, "tr"))
        for row in rows:
            yield "\t".join(cell(" ".join(_paragraphs(part))) for part in named(row, "tc"))
        if not rows:
            yield from _paragraphs(shape)


def _place(shape: etree._Element) -> tuple[int, int]:
    """Where a shape stands, in English metric units from the top and the left; titles whose place only the layout knows come first."""
    offset = next(named(shape, "off"), None)
    return (int(offset.get("y", "0")), int(offset.get("x", "0"))) if offset is not None else (-1, 0)


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    for paragraph in named(shape, "p"):
        text = "".join(
            "\n" if part.tag.endswith("}br") else part.text or "" for part in paragraph.iter("{*}t", "{*}br")
        )
        if text.strip():
            yield text.strip()
