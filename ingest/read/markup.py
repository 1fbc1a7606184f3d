"""XML inside packed files, parsed without entities, document types or network."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def safe_parser() -> etree.XMLParser:
    """Return a parser that resolves no entities and fetches nothing."""
    return etree.XMLParser(**_SAFE)


def parse(archive: zipfile.ZipFile, path: str) -> etree._Element:
    """Parse a member of an archive.

    Raises:
        KeyError: there is no such member.
        etree.XMLSyntaxError: it is no XML.
    """
    return etree.fromstring(archive.read(posixpath.normpath(path.lstrip("/"))), safe_parser())


def named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements with a local name, in any namespace, in order."""
    yield from root.iter(f"{{*}}{name}")
