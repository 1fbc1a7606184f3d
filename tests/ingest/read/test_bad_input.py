"""Files that cannot be read: each gives one error, with its code, and none takes the run with it."""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from graph.errors import LiantuError
from ingest.clean import clean
from ingest.read import LARGEST_FILE, LONGEST_TEXT, digest_of, documents_in, read
from ingest.read.decode import decode, is_text

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAM = "WordDocument".encode("utf-16-le")


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pdf_bomb() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = StreamObject()
    pump = zlib.compressobj(9)
    stream._data = b"".join(pump.compress(b" " * 10_000_000) for _ in range(20)) + pump.flush()
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(80):
            member.write(b" " * 1_000_000)
    return buffer.getvalue()


def entity_bomb() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9)
    )
    namespace = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = b"<w:document xmlns:w='%s'><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>" % namespace
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, bomb + b"]>" + body if info.filename == "word/document.xml" else old.read(info))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "file_empty"),
        ("a.txt", b" \n\n\t", "file_empty"),
        ("a.docx", PNG, "file_misnamed"),
        ("a.txt", random.Random(1).randbytes(20_000), "file_not_text"),
        ("a.wps", random.Random(2).randbytes(20_000), "file_not_text"),
        ("a.wps", COMPOUND + random.Random(3).randbytes(20_000), "file_broken"),
        ("a.doc", COMPOUND + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500) + STREAM, "file_locked"),
        (
            "a.xls",
            COMPOUND + bytes(504) + b"\x09\x08\x10\x00\x00\x06" + bytes(14) + b"\x2f\x00" + bytes(490),
            "file_locked",
        ),
        ("a.txt", b"\x01\x02abc \x03\n" * 500, "file_not_text"),
        ("a.zip", zipped({}), "zip_without_documents"),
        ("a.csv", '任务,单位\n建书屋,"县妇联\n修步道,县住建局\n'.encode(), "csv_quote_open"),
        ("a.mp3", b"ID3\x03\x00\x00\x00", "file_type_unknown"),
        ("a.pdf", locked_pdf(), "file_locked"),
        ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "file_locked"),
        ("a.docx", b"PK\x03\x04 broken", "file_broken"),
        ("a.pdf", b"%PDF-1.7 broken", "file_broken"),
        ("a.docx", zip_bomb(), "file_bomb"),
        ("a.pdf", pdf_bomb(), "file_bomb"),
        ("a.docx", entity_bomb(), None),
    ],
)
def test_each_gives_a_named_error(tmp_path: Path, name: str, data: bytes, code: str | None) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / name, name)
    assert caught.value.exit_code == 3
    assert caught.value.where == name
    if code is not None:
        assert caught.value.code == code


@pytest.mark.parametrize("seed", range(30))
def test_random_bytes_are_no_text(seed: int) -> None:
    data = random.Random(seed).randbytes(3_000)
    assert not is_text(decode(data))


def test_a_zip_in_a_zip_is_named_beside_the_documents(tmp_path: Path) -> None:
    inner = zipped({"里.txt": "由县妇联主办。".encode()})
    (tmp_path / "a.zip").write_bytes(zipped({"内.zip": inner, "外.txt": "由县妇联主办。".encode()}))
    names = documents_in(tmp_path / "a.zip", "a.zip")
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.zip", names[0])
    assert (caught.value.code, caught.value.where) == ("zip_in_zip", "a.zip/内.zip")
    assert read(tmp_path / "a.zip", names[1]).text == "由县妇联主办。"


def test_an_open_quotation_mark_is_told_with_its_row(tmp_path: Path) -> None:
    rows = ['任务,单位,"时\n限"', "建书屋,县妇联,6月", '建驿站,"县文旅局,7月', *["修步道,县住建局,8月"] * 200_000]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.csv", "a.csv")
    assert "4 " in str(caught.value), "the heading takes two lines"


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    for see in (read, digest_of):
        with pytest.raises(LiantuError) as caught:
            see(tmp_path / "a.txt", "a.txt")
        assert caught.value.code == "link_broken"


def test_a_scan_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(blank_pdf())
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.pdf", "a.pdf")
    assert caught.value.code in ("pdf_scanned", "file_without_text")


def test_pages_that_are_pictures_among_others_are_named(tmp_path: Path) -> None:
    text = next((Path(__file__).parents[3] / "samples").rglob("*.pdf"))
    picture = io.BytesIO()
    Image.new("RGB", (50, 50), "gray").save(picture, "PDF")
    writer = PdfWriter()
    for part in (text, picture):
        writer.append(part)
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "a.pdf")
    found = read(tmp_path / "a.pdf", "a.pdf")
    assert len(found.warnings) == 1 and "1 " in found.warnings[0], "the blank page is none"
    assert found.text == read(text, "b.pdf").text


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "file_missing"), (tmp_path, "file_is_folder")):
        with pytest.raises(LiantuError) as caught:
            read(path, path.name)
        assert caught.value.code == code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(LiantuError) as caught:
        read(path, "a.txt")
    assert caught.value.code == "file_forbidden"


def test_a_file_of_more_than_200_megabytes_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)  # a hole: it takes no room
    with pytest.raises(LiantuError) as caught:
        read(path, "a.txt")
    assert caught.value.code == "file_too_large"


def test_a_text_of_one_line_without_end_is_read_in_part_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("统战工作".encode() * (LONGEST_TEXT // 4 + 10))
    source = read(path, "a.txt")
    assert len(source.text) == LONGEST_TEXT
    assert len(source.warnings) == 1


def test_deeply_nested_html_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body>" + b"<div>" * 100_000 + "由县委主办。".encode() + b"</div>" * 100_000)
    assert clean(read(path, "a.html")).text == "由县委主办。"
