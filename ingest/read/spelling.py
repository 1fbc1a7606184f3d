"""Names of files as text that every encoding holds and every terminal shows."""

from __future__ import annotations

import os
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that steer a terminal or turn its lines around."""


def spelled(path: str) -> str:
    """Return a path as it is called everywhere but in the file system.

    A part whose bytes are not UTF-8 is read as gb18030, in which old archives made on Chinese Windows hold names; bytes that fit neither, and
    characters that nobody sees, are written as escapes.

    Example:
        >>> spelled("文档/a\\x1b[2J.txt")
        '文档/a\\\\x1b[2J.txt'
    """
    return "/".join(visible(_decoded(part)) for part in path.split("/"))


def visible(name: str) -> str:
    """Write the characters of a name that nobody sees as escapes."""
    return "".join(
        char.encode("unicode_escape").decode("ascii") if unicodedata.category(char) in _UNSEEN else char
        for char in name
    )


def _decoded(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(part)
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return raw.decode("utf-8", "backslashreplace")
    return part
