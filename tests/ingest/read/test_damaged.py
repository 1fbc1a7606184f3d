"""Office files and zips whose inside is damaged while their list of contents is not: named as broken, and the others are still read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from graph.errors import LiantuError
from ingest.read import digest_of, documents_in, read


def damaged(data: bytes, member: str) -> bytes:
    """Overwrite the packed bytes of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(member)
    start = info.header_offset + 30 + len(info.filename.encode())
    return data[:start] + b"\xff" * 20 + data[start + 20 :]


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_damaged_part_is_a_broken_file(tmp_path: Path, name: str) -> None:
    whole = saved(docx.Document() if name == "a.docx" else openpyxl.Workbook())
    member = "word/document.xml" if name == "a.docx" else "xl/worksheets/sheet1.xml"
    (tmp_path / name).write_bytes(damaged(whole, member))
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / name, name)
    assert caught.value.code == "file_broken"


def test_a_damaged_document_in_a_zip_costs_only_itself(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, "由县委统战部主办。" * 9)
    path = tmp_path / "c.zip"
    path.write_bytes(damaged(buffer.getvalue(), "a.txt"))
    assert documents_in(path, "c.zip") == ["c.zip/a.txt", "c.zip/b.txt"]
    assert digest_of(path, "c.zip/b.txt") and read(path, "c.zip/b.txt").text
    with pytest.raises(LiantuError) as caught:
        digest_of(path, "c.zip/a.txt")
    assert caught.value.code == "file_broken"
    assert "c.zip/a.txt/a.txt" not in str(caught.value)
