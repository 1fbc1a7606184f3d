"""One document with all that hangs around a text, written by LibreOffice in each of its formats: the same sentences come out of all of them."""

from __future__ import annotations

import io
import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import docx
import openpyxl
import pptx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from graph.errors import LiantuError
from ingest.clean import clean
from ingest.outline import outline
from ingest.read import read
from ingest.text import CleanText, Outline

PROGRAM = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")]

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
    for name, kind in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"), ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
PARAGRAPH = (
    "县委统战部会同县文旅局、县妇联等部门，在城关镇建设同心驿站{note}，为新的社会阶层人士提供政策咨询、法律援助和技能培训服务，"
    "全年计划组织活动{count}场次，服务群众不少于3000人次，推动全县统一战线工作再上新台阶。"
)
COUNTS = range(10, 34)
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    '<text:note-body><text:p text:style-name="small">脚注不在句中。</text:p></text:note-body></text:note>'
)
BOX = (
    '<draw:frame text:anchor-type="paragraph" svg:width="4cm" svg:height="1cm" svg:x="12cm" svg:y="0cm">'
    "<draw:text-box><text:p>文本框不在句中</text:p></draw:text-box></draw:frame>"
)
ENDING = "".join(f"<text:p>第{n}组按月报送进展。</text:p>" for n in "一二三四五六")
TABLE = (
    ("序号", "工作任务", "牵头单位", "完成时限"),
    ("1", "建成同心书屋，为新的社会阶层人士提供政策咨询服务", "县委统战部", "2024年6月底前"),
    ("2", "举办青年研修班", "", "10月底前"),
    ("3", "修缮同心书屋", "县住建局", "年底前"),
)


def cells(number: int, row: tuple[str, ...]) -> str:
    """The cells of a row; the owner of the first reaches down over the second."""
    made = [f'<table:table-cell table:style-name="cell"><text:p>{text}</text:p></table:table-cell>' for text in row]
    if number == 1:
        made[2] = made[2].replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
    if number == 2:
        made[2] = "<table:covered-table-cell/>"
    return "".join(made)


def flat_document() -> str:
    rows = "".join(f"<table:table-row>{cells(number, row)}</table:table-row>" for number, row in enumerate(TABLE))
    running = "".join(f"<text:p>{PARAGRAPH.format(note=NOTE if n == 12 else '', count=n)}</text:p>" for n in COUNTS)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        '<style:style style:name="small" style:family="paragraph"><style:text-properties style:font-size-asian="9pt" fo:font-size="9pt"/></style:style>'
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
        '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"><style:header><text:p>青溪县委办公室文件</text:p>'
        "</style:header><style:footer><text:p>— <text:page-number/> —</text:p></style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text><text:p>青溪县工作方案</text:p><text:p>{BOX}框在此处。</text:p>{running}"
        f'<table:table><table:table-column table:number-columns-repeated="4"/>{rows}</table:table>{ENDING}<text:p>请抓好落实。</text:p>'
        "</office:text></office:body></office:document>"
    )


def converted(source: Path, suffix: str) -> Path:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [str(PROGRAM), profile, "--headless", "--convert-to", suffix, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    result = source.with_suffix(f".{suffix}")
    if not result.exists():
        pytest.skip(f"this LibreOffice does not write {suffix}")
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("office")
    (made / "plan.fodt").write_text(flat_document(), encoding="utf-8")
    return made


def understood(path: Path) -> tuple[CleanText, Outline]:
    cleaned = clean(read(path, path.name))
    return cleaned, outline(cleaned)


@pytest.mark.parametrize(
    ("suffix", "reasons"),
    [("docx", {"header", "footer", "footnote", "text box"}), ("pdf", {"header", "page number", "footnote"})],
)
def test_what_hangs_around_the_text_is_told(folder: Path, suffix: str, reasons: set[str]) -> None:
    path = converted(folder / "plan.fodt", suffix)
    told = dict(read(path, path.name).left_out)
    assert reasons <= set(told)
    assert told["header"] == "青溪县委办公室文件" and "脚注不在句中" in told["footnote"]


@pytest.mark.parametrize("suffix", ["docx", "pdf", "doc", "rtf", "odt"])
def test_nothing_that_hangs_around_the_text_stands_in_its_sentences(folder: Path, suffix: str) -> None:
    cleaned, outlined = understood(converted(folder / "plan.fodt", suffix))
    lines = cleaned.text.split("\n")
    assert lines[0] == "青溪县工作方案"
    told = [PARAGRAPH.format(note="", count=n).replace("，", ",") for n in COUNTS]
    assert [line for line in lines if line.startswith("县委统战部会同")] == told, (
        "no line is cut, none holds anything else"
    )
    assert lines[-1] == "请抓好落实。"
    assert "脚注" not in cleaned.text and "办公室文件" not in cleaned.text and "— " not in cleaned.text
    assert [[cleaned.text[c.start : c.end] for c in row.cells] for row in outlined.rows] == [
        ["1", "建成同心书屋,为新的社会阶层人士提供政策咨询服务", "县委统战部", "2024年6月底前"],
        ["2", "举办青年研修班", "县委统战部", "10月底前"],
        ["3", "修缮同心书屋", "县住建局", "年底前"],
    ]


def test_a_table_that_the_end_of_a_page_cuts_stays_whole(tmp_path: Path) -> None:
    """Its heading stands alone at the foot of a page, a row of it ends on the next one."""
    document = docx.Document()
    page = document.sections[0]
    page.page_height, page.header_distance, page.footer_distance = Cm(10), Cm(1), Cm(1)
    page.top_margin = page.bottom_margin = Cm(2)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for number, row in enumerate(TABLE):
        made = table.add_row()
        made.height = Cm(5.4 if number == 1 else 0.5)
        for cell, text in zip(made.cells, row, strict=True):
            cell.text = text
    table.cell(1, 0)._tc.getparent().get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.cell(2, 1).text = "举办青年研修班，组织各镇学员到县委党校学习" * 5
    document.save(tmp_path / "cut.docx")
    cleaned, outlined = understood(converted(tmp_path / "cut.docx", "pdf"))
    rows = [[cleaned.text[c.start : c.end] for c in row.cells] for row in outlined.rows]
    assert [(row[0], row[-1]) for row in rows] == [("1", "2024年6月底前"), ("2", "10月底前"), ("3", "年底前")]
    assert rows[1][1] == "举办青年研修班,组织各镇学员到县委党校学习" * 5


def test_a_wps_document_is_an_old_word_document_by_another_name(folder: Path) -> None:
    old = converted(folder / "plan.fodt", "doc")
    other = old.with_suffix(".wps")
    other.write_bytes(old.read_bytes())
    assert read(other, other.name).text == read(old, old.name).text


def test_what_libreoffice_cannot_convert_says_what_may_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600))
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.xls", "a.xls")
    assert caught.value.code == "file_not_converted" and "calc" in str(caught.value)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(LiantuError) as caught:
        read(tmp_path / "a.xls", "a.xls")
    assert caught.value.code == "file_needs_libreoffice"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_sheets(tmp_path: Path, suffix: str) -> None:
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "sheet.xlsx")
    cleaned, outlined = understood(converted(tmp_path / "sheet.xlsx", suffix))
    owners = [cleaned.text[c.start : c.end] for row in outlined.rows for c in row.cells if c.role == "owner"]
    assert owners == ["县委统战部", "县委统战部", "县住建局"]


@pytest.mark.parametrize("suffix", ["ppt", "odp"])
def test_old_and_open_slides(tmp_path: Path, suffix: str) -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "青溪县工作方案"
    deck.save(tmp_path / "deck.pptx")
    assert understood(converted(tmp_path / "deck.pptx", suffix))[0].text == "青溪县工作方案"


def test_a_picture_that_a_document_links_to_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    site = HTTPServer(("127.0.0.1", 0), Site)
    Thread(target=site.serve_forever, daemon=True).start()
    document = docx.Document()
    run = document.add_paragraph("由县委统战部主办。").add_run()
    image = io.BytesIO()
    Image.new("RGB", (2, 2)).save(image, "PNG")
    run.add_picture(image)
    (blip,) = run._r.iter(qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(
        qn("r:link"), document.part.relate_to(f"http://127.0.0.1:{site.server_port}/a.png", RT.IMAGE, is_external=True)
    )
    document.save(tmp_path / "linked.docx")
    old = converted(tmp_path / "linked.docx", "doc")
    assert asked, "LibreOffice with its own settings does fetch it"
    asked.clear()
    assert read(old, old.name).text.strip() == "由县委统战部主办。"
    site.shutdown()
    assert not asked
