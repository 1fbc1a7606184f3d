"""One file of each kind, made here, gives its text; tables give rows under their headings."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ingest.clean import clean
from ingest.outline import outline
from ingest.read import documents_in, read
from ingest.text import Source

HEADINGS = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "建成同心驿站", "县委统战部", "县文旅局", "6月底前"),
    ("2", "举办青年研修班", "县委统战部", "团县委", "年底前"),
    ("3", "修缮同心书屋", "", "县财政局", "年底前"),
)
"""In the formats that can, the second 县委统战部 is the first one's cell, merged over both rows."""
OWNER = 2


def stored(folder: Path, name: str, data: bytes) -> Source:
    (folder / name).write_bytes(data)
    return read(folder / name, name)


def rows_of(source: Source) -> tuple[str, list[dict[str, str]]]:
    """The text and its tables' rows as heading to cell; empty cells are left out."""
    cleaned = clean(source)
    return cleaned.text, [
        {c.heading: cleaned.text[c.start : c.end] for c in row.cells} for row in outline(cleaned).rows
    ]


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.title = "任务分工"
    document.sections[0].header.paragraphs[0].text = "页眉不读"
    document.add_paragraph("青溪县任务分工表")
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(2, OWNER).text = ""
    table.cell(1, OWNER).merge(table.cell(2, OWNER))
    document.add_paragraph("请抓好落实。")
    return saved(document)


def sheet_file() -> bytes:
    book = openpyxl.Workbook()
    for row in (("青溪县任务分工表",), HEADINGS, *ROWS):
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.active.merge_cells("C3:C4")
    return saved(book)


def page_file() -> bytes:
    lines = [[f"<td><p>{text}</p></td>" for text in row] for row in (HEADINGS, *ROWS)]
    lines[1][OWNER] = "<td rowspan=2><p>县委统战部</p>"
    del lines[2][OWNER]
    table = "".join(f"<tr>{''.join(cells)}</tr>" for cells in lines)
    return f"<html><body><p>青溪县任务分工表</p><table>{table}</table></body></html>".encode()


def slides_file() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "青溪县任务分工表"
    slide.placeholders[1].text = "请抓好落实。"
    table = slide.shapes.add_table(2, 2, 0, 6_000_000, 5_000_000, 500_000).table
    for place, text in enumerate(("工作任务", "牵头单位", "建驿站", "县委统战部")):
        table.cell(place // 2, place % 2).text = text
    slide.notes_slide.notes_text_frame.text = "备注不读"
    return saved(deck)


PIECES = ((90, 30.2, 80, "县妇联协办。"), (10, 10, 80, "青溪县工作要点"), (10, 30, 80, "由县委统战部主办,"))


def ofd_file(pieces: Iterable[tuple[float, float, float, str]] = PIECES, pages: int = 1) -> bytes:
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{i}" Boundary="{x} {y} {wide} 5" Size="5"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
        for i, (x, y, wide, text) in enumerate(pieces)
    )
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * pages
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocInfo><ofd:Title>要点</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {namespace}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            f"<ofd:Page {namespace}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
        )
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.csv", "a.txt", "a.html"])
def test_a_task_table_gives_rows_under_its_headings(tmp_path: Path, name: str) -> None:
    tabbed = "\r\n".join("\t".join(row) for row in (HEADINGS, *ROWS))
    data = {
        "a.docx": word_file(),
        "a.xlsx": sheet_file(),
        "a.csv": tabbed.replace("\t", ",").encode("gb18030"),
        "a.txt": f"青溪县任务分工表\r\n{tabbed}\r\n请抓好落实。".encode(),
        "a.html": page_file(),
    }[name]
    _, rows = rows_of(stored(tmp_path, name, data))
    assert [row.get("工作任务") for row in rows] == ["建成同心驿站", "举办青年研修班", "修缮同心书屋"]
    assert [row.get("牵头单位") for row in rows] == ["县委统战部", "县委统战部", None], (
        "what is merged is said twice, what is empty is not"
    )
    assert [row.get("完成时限") for row in rows] == ["6月底前", "年底前", "年底前"]


def test_a_heading_of_two_rows_keeps_the_columns_that_its_second_row_leaves_out(tmp_path: Path) -> None:
    """Programs other than Excel do not write the cells that a merged one covers, so that such rows end early."""
    book = openpyxl.Workbook()
    for row in (
        ("工作任务", "责任单位", "", "完成时限"),
        (None, "牵头单位", "配合单位"),
        ("建成同心驿站", "县委统战部", "县文旅局", "6月底前"),
        ("修缮同心书屋", "县文旅局", "县财政局"),
    ):
        book.active.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:D2", "D3:D4"):
        book.active.merge_cells(merged)
    _, rows = rows_of(stored(tmp_path, "a.xlsx", saved(book)))
    assert [(row["工作任务"], row.get("完成时限")) for row in rows] == [
        ("建成同心驿站", "6月底前"),
        ("修缮同心书屋", "6月底前"),
    ]


def test_word_reads_the_body_only(tmp_path: Path) -> None:
    source = stored(tmp_path, "a.docx", word_file())
    assert source.text.splitlines()[0] == "青溪县任务分工表"
    assert source.text.endswith("请抓好落实。")
    assert "页眉" not in source.text
    assert source.left_out == (("header", "页眉不读"),)
    assert source.title == "任务分工"


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_a_document_with_macros_is_read_and_runs_nothing(tmp_path: Path, kind: str) -> None:
    plain, out = word_file(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            new.writestr(name, old.read(name).replace(usual, f"application/vnd.ms-word.{kind}.main+xml".encode()))
        new.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert stored(tmp_path, "a.docm", out.getvalue()).text == stored(tmp_path, "a.docx", plain).text


def test_slides_read_without_their_notes(tmp_path: Path) -> None:
    source = stored(tmp_path, "a.pptx", slides_file())
    assert source.text.split() == ["青溪县任务分工表", "请抓好落实。", "工作任务", "牵头单位", "建驿站", "县委统战部"]
    assert source.left_out == (("notes", "备注不读"),)
    assert rows_of(source)[1] == [{"工作任务": "建驿站", "牵头单位": "县委统战部"}]


def test_ofd_puts_the_pieces_of_a_line_together(tmp_path: Path) -> None:
    source = stored(tmp_path, "a.ofd", ofd_file())
    assert source.text == "青溪县工作要点\n由县委统战部主办,县妇联协办。"
    assert source.title == "要点"


def test_ofd_joins_lines_and_leaves_out_what_stands_in_the_margins(tmp_path: Path) -> None:
    lines = ("县委统战部会同县文旅局、县妇联,全年举办十", "二场活动,为青年提供政策咨询、法律援助和技", "能培训。")
    twice = [(20.0, 100.0 + 10 * n, 30.0 if n % 3 == 2 else 170.0, line) for n, line in enumerate(lines * 2)]
    pieces = [(20.0, 15.0, 60.0, "青溪县委办公室文件"), *twice, (100.0, 285.0, 10.0, "- 3 -")]
    source = stored(tmp_path, "a.ofd", ofd_file(pieces, pages=2))
    assert source.text.split("\n") == ["".join(lines)] * 4
    assert source.left_out == (("header", "青溪县委办公室文件"), ("page number", "- 3 -")), "each is told once"


def test_html_reads_what_is_shown(tmp_path: Path) -> None:
    page = (
        "<html><head><title>要点</title><style>p{}</style></head><body><div style='display:none'>隐藏</div>"
        "<script>var a='<p>脚本</p>'</script><h1>青溪县工作要点</h1><p>　　由<b>县委</b>统战部&ldquo;主办&rdquo;。</p><p>第二段<br>换行</p></body></html>"
    )
    source = stored(tmp_path, "a.html", page.encode("gb18030"))
    assert source.text == "青溪县工作要点\n　　由县委统战部“主办”。\n第二段\n换行"
    assert source.title == "要点"


def test_an_empty_first_cell_keeps_its_column(tmp_path: Path) -> None:
    rows = (("工作任务", "牵头单位", "备注"), ("建驿站", "县委统战部", ""), ("", "县文旅局", "新增"))
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    source = stored(tmp_path, "a.html", f"<html><body><table>{cells}</table></body></html>".encode())
    assert rows_of(source)[1][1] == {"牵头单位": "县文旅局", "备注": "新增"}


def test_a_message_gives_its_text_and_names_what_was_left_out(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "工作要点", "a@example.org", "b@example.org"
    letter.set_content("由县委统战部主办。")
    letter.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="a.bin")
    source = stored(tmp_path, "a.eml", bytes(letter))
    assert source.text.strip() == "工作要点\n由县委统战部主办。"
    assert source.title == "工作要点" and ["a.bin" in warning for warning in source.warnings] == [True]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_saved_page_with_its_pictures(tmp_path: Path, charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"><title>要点</title></head><body><p>由县委统战部主办。</p><img src="cid:a"></body></html>'
    archive = MIMEMultipart("related", type="text/html")
    archive["From"], archive["Subject"] = "<Saved by a browser>", "要点"
    archive.attach(MIMEText(page, "html", charset))
    archive.attach(MIMEImage(b"GIF89a", "gif"))
    source = stored(tmp_path, "a.mht", bytes(archive))
    assert (source.media_type, source.text, source.title) == ("multipart/related", "由县委统战部主办。", "要点")


@pytest.mark.parametrize("headers", ["MIME-Version: 1.0\r\n", "From: <Saved by a browser>\r\nSubject: x\r\n"])
def test_a_saved_page_of_one_part(tmp_path: Path, headers: str) -> None:
    page = "<html><body><p>由县委统战部主办。</p></body></html>".encode("gb18030")
    head = headers + "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    source = stored(tmp_path, "a.mht", head.encode() + base64.encodebytes(page))
    assert source.text.split("\n")[-1] == "由县委统战部主办。"


def test_a_file_is_read_as_what_it_is_not_as_what_it_is_called(tmp_path: Path) -> None:
    assert stored(tmp_path, "a.txt", word_file()).text == stored(tmp_path, "b.docx", word_file()).text
    assert stored(tmp_path, "a.pdf", word_file()).warnings == ()
    text = stored(tmp_path, "a.docx", "由县委统战部主办。".encode("gb18030"))
    page = stored(tmp_path, "a.doc", b"<html><body><p>" + "由县委统战部主办。".encode() + b"</p></body></html>")
    for source, kind in ((text, "text/plain"), (page, "text/html")):
        assert (source.text, source.media_type, len(source.warnings)) == ("由县委统战部主办。", kind, 1)


def test_a_line_end_in_a_cell_parts_bodies_but_no_name(tmp_path: Path) -> None:
    table = '工作任务,牵头单位,配合单位\n建成同心书\u5c4b,"县妇\n联","县文旅局\r\n团县委"\n'
    (row,) = rows_of(stored(tmp_path, "a.csv", table.encode()))[1]
    assert (row["牵头单位"], row["配合单位"]) == ("县妇联", "县文旅局 团县委")


def test_a_zip_gives_its_documents_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("计划/要点.txt", "由县委统战部主办。")
        archive.writestr("b.docx", word_file())
        archive.writestr("__MACOSX/._b.docx", b"x")
    names = documents_in(path, "下/材料.zip")
    assert names == ["下/材料.zip/b.docx", "下/材料.zip/计划/要点.txt"]
    assert read(path, names[1]).text == "由县委统战部主办。"
    assert len(rows_of(read(path, names[0]))[1]) == 3


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_word_file_is_read_through_libreoffice(tmp_path: Path) -> None:
    rtf = r"{\rtf1\ansi\uc1 \u30001?\u21439?\u22996?\u12290?\par}"
    assert stored(tmp_path, "a.rtf", rtf.encode()).text.strip() == "由县委。"


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_the_samples_of_each_format_are_read(suffix: str) -> None:
    found = sorted((Path(__file__).parents[3] / "samples").rglob(f"*.{suffix}"))
    assert found
    for path in found:
        assert len(read(path, path.name).text) > 200


def test_word_numbers_its_headings_as_it_shows_them(tmp_path: Path) -> None:
    document = docx.Document()
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    numbering = document.part.numbering_part.element
    definition = OxmlElement("w:abstractNum")
    definition.set(qn("w:abstractNumId"), "90")
    for depth, (form, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", pattern)):
            part = OxmlElement(f"w:{name}")
            part.set(qn("w:val"), value)
            level.append(part)
        definition.append(level)
    numbering.insert(0, definition)
    number = numbering.add_num(90)
    for depth, text in (
        (0, "总体要求"),
        (0, "重点任务"),
        (1, "建阵地"),
        (2, "建书屋"),
        (2, "建驿站"),
        (1, "强队伍"),
        (0, "保障措施"),
    ):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number.numId
        properties.get_or_add_ilvl().val = depth
    assert stored(tmp_path, "a.docx", saved(document)).text.split("\n") == [
        "一、总体要求", "二、重点任务", "（一）建阵地", "1.建书屋", "2.建驿站", "（二）强队伍", "三、保障措施"
    ]  # fmt: skip


def test_word_reads_insertions_and_content_controls_but_no_deletions(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("由县委")._p
    for tag, text_tag, text in (("w:ins", "w:t", "统战部"), ("w:del", "w:delText", "办公室")):
        change, run, part = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        part.text = text
        run.append(part)
        change.append(run)
        paragraph.append(change)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    content.append(document.add_paragraph("牵头。")._p)
    control.append(content)
    document.element.body.insert(1, control)
    source = stored(tmp_path, "a.docx", saved(document))
    assert source.text.split("\n") == ["由县委统战部", "牵头。"]
    assert source.left_out == (("deleted", "办公室"),)


def test_each_sheet_has_its_own_columns(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_file()))
    for title, heads in (("指标", ("指标", "单位", "2024年", "2025年目标")), ("通讯录", ("姓名", "办公", "电话"))):
        second = book.create_sheet(title)
        for row in (heads, ("建成驿站", "家", 12, 14)):
            second.append(row)
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    outlined = outline(clean(read(tmp_path / "a.xlsx", "a.xlsx")))
    assert len([row for row in outlined.rows if row.task]) == len(ROWS)


def test_word_leaves_out_what_is_struck_through_hidden_or_a_deleted_row(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("县妇联")
    for words, mark in (("旧名", "strike"), ("双线", "double_strike"), ("密文", "hidden")):
        setattr(paragraph.add_run(words).font, mark, True)
    paragraph.add_run("举办").font.strike = False
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "留行", "删行"
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:del"), {qn("w:author"): "x"}))
    document.save(tmp_path / "a.docx")
    source = read(tmp_path / "a.docx", "a.docx")
    assert source.text == "县妇联举办\n留行"
    assert set(source.left_out) == {("deleted", "旧名双线"), ("hidden", "密文"), ("deleted", "删行")}
