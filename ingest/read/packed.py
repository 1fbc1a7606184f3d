"""Packed files (zip, and the office formats that are zips): opened only where what is inside stays within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib

from graph.errors import LiantuError
from ingest.read.spelling import visible

LARGEST_CONTENT = 300 * 1024 * 1024
"""Bytes that a packed file may unpack to."""
_LARGEST_RATIO = 200
_MOST_MEMBERS = 20_000
CORRUPT = (zlib.error, EOFError, NotImplementedError, zipfile.BadZipFile)
"""What reading a damaged member raises, or one packed in a way that nobody here knows."""


def open_packed(data: bytes, file: str) -> zipfile.ZipFile:
    """Open a packed file.

    Raises:
        LiantuError: it is broken, or what it would unpack to is out of proportion.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise LiantuError("file_broken", file, exit_code=3) from None
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    bomb = size > LARGEST_CONTENT or (size > 50_000_000 and size > _LARGEST_RATIO * len(data))
    if bomb or len(infos) > _MOST_MEMBERS:
        raise LiantuError("file_bomb", file, exit_code=3)
    if any(info.flag_bits & 1 for info in infos):
        raise LiantuError("file_locked", file, exit_code=3)
    return archive


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; archives made on Chinese Windows hold it in gb18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        pass
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def members(data: bytes, file: str) -> dict[str, zipfile.ZipInfo]:
    """Return the documents in a zip by name, in order of name; hidden ones and what macOS adds are left out."""
    with open_packed(data, file) as archive:
        found = {visible(member_name(info)): info for info in archive.infolist() if not info.is_dir()}
    return {
        name: found[name]
        for name in sorted(found)
        if not any(_hidden(part) for part in name.replace("\\", "/").split("/"))
    }


def _hidden(part: str) -> bool:
    """Whether a part of a name hides what it names; ``..`` leads up and hides nothing, and no name in a zip is ever a path here."""
    return part.startswith((".", "__MACOSX", "~$")) and part.strip(".") != ""


def unpack(data: bytes, file: str, member: str) -> bytes:
    """Return the bytes of one document in a zip; ``file`` is its name, that of the zip before it.

    Raises:
        LiantuError: there is no such member, or it is broken.
    """
    info = members(data, file).get(member)
    if info is None:
        raise LiantuError("file_missing", file, exit_code=3)
    try:
        with open_packed(data, file) as archive:
            return archive.read(info)
    except (*CORRUPT, OSError, ValueError):
        raise LiantuError("file_broken", file, exit_code=3) from None
