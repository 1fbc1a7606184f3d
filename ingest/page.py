"""A file, all the way to a page: read, cleaned, outlined, set in its context."""

from __future__ import annotations

from pathlib import Path

from ingest.clean import clean
from ingest.context import context
from ingest.outline import outline
from ingest.read import read
from ingest.text import Page, Source


def read_page(path: Path, file: str) -> Page:
    """Read a file as a page.

    Args:
        path: where it lies.
        file: its name in the workspace: the path below the folder that was read, POSIX.

    Raises:
        LiantuError: it cannot be read.
    """
    return page_of(read(path, file))


def page_of(source: Source) -> Page:
    """Take a source that has been read the rest of the way."""
    cleaned = clean(source)
    outlined = outline(cleaned)
    return Page(source, cleaned, outlined, context(source, cleaned, outlined))
