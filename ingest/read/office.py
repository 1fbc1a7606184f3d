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
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where the installers for Windows and macOS put it, which is not on the path."""
_NOWHERE: dict[str, object] = {"ooInetProxyType": 2} | {
    f"ooInet{scheme}Proxy{part}": value
    for scheme in ("HTTP", "HTTPS", "FTP")
    for part, value in (("Name", "127.0.0.1"), ("Port", 9))
}
_SETTINGS: dict[str, dict[str, object]] = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": True,
        "DisableMacrosExecution": True,
        "DisableActiveContent": True,
        "MacroSecurityLevel": 3,
    },
    "/org.openoffice.Inet/Settings": _NOWHERE,
}
"""Without these LibreOffice fetches a picture that a document only links to. Linked content of documents that are not trusted (none is) is blocked;
what would be asked all the same goes to a proxy that is not there."""


def libreoffice() -> str | None:
    """Return the path of LibreOffice; None where it is not installed."""
    found = (shutil.which("soffice"), shutil.which("libreoffice"), *_USUAL_PLACES)
    return next((path for path in found if path and Path(path).exists()), None)


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
    program = libreoffice()
    if program is None:
        raise LiantuError("file_needs_libreoffice", file, exit_code=3)
    with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
        place = Path(folder)
        source = place / "source.bin"
        source.write_bytes(data)
        # a profile of its own: a LibreOffice that the user has open would refuse, and its settings are not ours
        _settle(place / "profile" / "user")
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
            raise LiantuError("file_not_converted", file, exit_code=3) from error


def _settle(folder: Path) -> None:
    """Write the settings of a profile, as LibreOffice keeps what its user changed."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{str(value).lower()}</value></prop></item>'
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
