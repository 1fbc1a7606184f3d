"""Whether a file was written by this program: what it says was read elsewhere already, and would count twice."""

from __future__ import annotations

import re
import zipfile

from ingest.read.packed import open_packed

_PAGE = re.compile(rb'<meta name="generator" content="Liantu">')
_MAKER = re.compile(rb"<dc:creator>\s*Liantu\s*</dc:creator>")
_HEAD = 4096
"""Bytes of a page in which its generator stands."""


def is_own(data: bytes, kind: str, file: str) -> bool:
    """Tell by the mark that an export bears (generator of a page, creator of an office file) whether it is one."""
    if kind == "text/html":
        return _PAGE.search(data[:_HEAD]) is not None
    if "openxmlformats" not in kind:
        return False
    with open_packed(data, file) as archive:
        try:
            return _MAKER.search(archive.read("docProps/core.xml")) is not None
        except (KeyError, ValueError, OSError, NotImplementedError, zipfile.BadZipFile):
            return False
