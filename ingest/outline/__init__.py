"""The structure of a clean text: headings by their numbering, the role of each section, sentences."""

from __future__ import annotations

from ingest.outline.headings import sections
from ingest.outline.sentences import sentences
from ingest.text import CleanText, Outline

__all__ = ["outline"]


def outline(clean: CleanText) -> Outline:
    """Outline a clean text.

    Returns:
        Sections in order of place, the document first; sentences in order of place, covering all text but white space.
    """
    found = sections(clean.text)
    return Outline(found, sentences(clean.text, found))
