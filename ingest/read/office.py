"""Old office files (doc, wps, rtf, xls, ppt): converted by LibreOffice where it is installed, without network or macros."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from graph.errors import LiantuError
from ingest.read import sheet, slides, word
from ingest.read.loaded import Loaded

_SECONDS = 180


def load_word(data: bytes, file: str) -> Loaded:
    """Read a doc, wps or rtf file."""
    return word.load(_convert(data, file, "docx"), file)


def load_sheet(data: bytes, file: str) -> Loaded:
    """Read an xls or et file."""
    return sheet.load(_convert(data, file, "xlsx"), file)


def load_slides(data: bytes, file: str) -> Loaded:
    """Read a ppt or dps file."""
    return slides.load(_convert(data, file, "pptx"), file)


def _convert(data: bytes, file: str, suffix: str) -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise LiantuError("file_needs_libreoffice", file, exit_code=3)
    with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
        place = Path(folder)
        source = place / "source.bin"
        source.write_bytes(data)
        # a profile of its own: a LibreOffice that the user has open would refuse, and its macro settings are not ours
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            suffix,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, cwd=folder)  # noqa: S603
            return (place / f"source.{suffix}").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise LiantuError("file_broken", file, exit_code=3) from error
