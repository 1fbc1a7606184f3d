"""Writes what click says in Chinese, as gettext reads it: ``python -m liantu.translation [--check]``."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("locale")
_MAGIC, _HEAD = 0x950412DE, 28
_ABOUT = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def compiled() -> bytes:
    """Return ``locale/zh.yaml`` as a .mo file.

    Source: GNU gettext manual, 10.3, The Format of GNU MO Files.
    """
    listed = yaml.safe_load((FOLDER / "zh.yaml").read_text(encoding="utf-8"))
    texts = sorted([("", _ABOUT), *(("\0".join(texts), said) for *texts, said in listed)])
    keys, values = ([text.encode() for text in column] for column in zip(*texts, strict=True))
    count = len(texts)
    table, body, at = b"", b"", _HEAD + 16 * count
    for text in (*keys, *values):
        table += struct.pack("<2I", len(text), at + len(body))
        body += text + b"\0"
    return struct.pack("<7I", _MAGIC, 0, count, _HEAD, _HEAD + 8 * count, 0, 0) + table + body


def main(arguments: list[str]) -> int:
    """Write the file; with ``--check`` say whether it is out of date instead, and return 1."""
    path = FOLDER / "zh" / "LC_MESSAGES" / "messages.mo"
    if "--check" not in arguments:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled())
        return 0
    if path.exists() and path.read_bytes() == compiled():
        return 0
    print(f"{path}: out of date, run python -m liantu.translation", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
