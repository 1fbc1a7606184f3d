"""The structure of a clean text: headings by their numbering, the role of each section, sentences, rows of tables, datelines and signature."""

from __future__ import annotations

from ingest.outline.frame import asides
from ingest.outline.headings import sections
from ingest.outline.sentences import sentences
from ingest.outline.tables import tables
from ingest.text import CleanText, Outline

__all__ = ["outline"]


def outline(clean: CleanText) -> Outline:
    """Outline a clean text.

    Returns:
        Sections, the document first, sentences, rows of tables, datelines and signature, each in order of place.
    """
    found = sections(clean.text)
    rows, around = tables(clean.text), asides(clean.text)
    return Outline(found, sentences(clean.text, found, rows, around), rows, around)
