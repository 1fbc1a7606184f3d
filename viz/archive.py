"""Zip containers (pptx, docx) with the same bytes for the same content."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""Time that stands in containers: the first that zip can hold."""


def settle(path: Path) -> None:
    """Write a zip container again with one time and one system for all members, in the order they have."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, body in members:
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, body)


def stamp(properties: object, title: str, comments: str) -> None:
    """Set the core properties of a python-pptx or python-docx document to what does not depend on the run."""
    naive = EPOCH.replace(tzinfo=None)
    values = {
        "title": title,
        "comments": comments,
        "author": "Liantu",
        "last_modified_by": "Liantu",
        "created": naive,
        "modified": naive,
        "revision": 1,
    }
    for name, value in values.items():
        setattr(properties, name, value[:255] if isinstance(value, str) else value)
