"""Documents for the desk: the report of all gaps, and the fact sheet of one thing, in the form of office papers."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from graph.errors import LiantuError
from graph.language import language
from graph.model import Document, Edge, Graph, Node
from graph.workspace import write_atomically
from queries.report import Entry, Report, apart, as_read, heading, introduction, note_head, sentences, summaries
from viz.archive import settle, stamp
from viz.export import Options
from viz.theme import load_theme
from viz.words import (
    Finding,
    clean_text,
    edge_said,
    flow,
    kind_word,
    label_word,
    place_said,
    relation_word,
    shorten,
    source_line,
    state_word,
    word,
)

BODY, HEADS, SECOND, TITLE = "FangSong", "SimHei", "KaiTi", "SimSun"
"""仿宋, 黑体, 楷体, 宋体. Source: GB/T 9704-2012, 5.2.2 and 7.3.3: body 3号 (16 points) 仿宋, first heads 黑体, second 楷体, of the same size."""
LATIN = {BODY: "Times New Roman", HEADS: "Arial", SECOND: "Times New Roman", TITLE: "Times New Roman"}
"""What English letters are set in, in an English paper; a Chinese one has few, which its own fonts hold."""
SIZE = 16
LONGEST = 300
"""Characters of a heading before it is cut."""
GRAVE = ("high", "medium", "low")


def write_docx(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the fact sheet of ``options.node``, or the report of all gaps where no node is named.

    Raises:
        LiantuError: the graph has no such node.
    """
    paper = Paper()
    paper.foot(source_line(graph, options))
    if options.node:
        node = next((n for n in graph.nodes if n.id == options.node), None)
        if node is None:
            raise LiantuError("export_no_such_node", options.node)
        title = options.title or word("sheet_title", name=shorten(node.name, 60))
        _sheet(paper, graph, findings, node, title, options.unchecked)
    else:
        title = options.title or word("report_title")
        _report(paper, graph, findings, title, options.unchecked)
    stamp(paper.document.core_properties, title, source_line(graph, options))
    paper.document.save(str(out))
    settle(out)
    return []


def write_gap_report(report: Report, files: Mapping[str, str], out: Path) -> None:
    """Write a gap report as a Word document: what it counts, then every gap with its sentences, who has to act and what would close it.

    Args:
        files: file of each document id.

    Raises:
        LiantuError: ``out`` cannot be written.
    """
    paper = Paper()
    paper.foot(report.title)
    paper.head(report.title, 0)
    paper.text((introduction(report), None))
    paper.text((word("absence_note"), None))
    for title, rows in summaries(report):
        paper.head(title, 1)
        paper.table((title, word("gap_count")), [(name, str(number)) for name, number in rows if number], (12.6, 3))
    paper.head(word("gap_each"), 1)
    for number, entry in enumerate(report.entries, start=1):
        _entry(paper, number, entry, files)
    stamp(paper.document.core_properties, report.title, report.title)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "gaps.docx")
        paper.document.save(str(made))
        settle(made)
        write_atomically(out, made.read_bytes())


def _entry(paper: Paper, number: int, entry: Entry, files: Mapping[str, str]) -> None:
    finding, tone = entry.finding, load_theme().severities[entry.finding.severity]
    paper.head(heading(number, entry), 2)
    paper.text((finding.message, None), indent=False)
    for proof in sentences(finding):
        file = files[proof.document]
        paper.quote(as_read(proof.quote, file), file)
    paper.text((word("step_head"), tone.text), (finding.next_step, None))
    paper.keep()
    if entry.bodies:
        paper.text((word("gap_bodies"), tone.text), (word("list_mark").join(entry.bodies), None), size=12)
    reasons = word("list_mark").join(f"{p.reason} {p.points:+d}" for p in finding.parts)
    paper.text((word("gap_reasons"), tone.text), (reasons, None), size=12)
    if entry.note:
        paper.text((note_head(), tone.text), (entry.note, None), size=12)
    for suggestion in entry.suggestions:
        paper.text((suggestion, load_theme().surfaces["muted"]), size=12)


class Paper:
    """A page of office paper: A4, Chinese fonts by name, every text marked as Chinese."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._under: list[Any] = []
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        self._style("Normal", BODY, SIZE)
        self._style("Title", TITLE, 22, bold=True)
        self._style("Heading 1", HEADS, SIZE, bold=True)
        self._style("Heading 2", SECOND, SIZE, bold=True)
        title = self.document.styles["Title"]
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for rule in title.element.findall(f".//{qn('w:pBdr')}"):
            rule.getparent().remove(rule)

    def _style(self, name: str, font: str, size: int, *, bold: bool = False) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        latin = font if language() == "zh" else LATIN[font]
        for key, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", latin)):
            fonts.set(qn(f"w:{key}"), face)
        fonts.set(qn("w:hint"), "eastAsia")  # quotation marks are those of the Chinese font
        # Letters marked as Chinese would be broken anywhere, figures too.
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), "en-US")
        spoken.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(spoken)
        style.paragraph_format.line_spacing = Pt(28 if size >= SIZE else 22)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6 if name != "Normal" else 0)

    def foot(self, line: str) -> None:
        """Put a line and the number of the page at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(14)
        paragraph.add_run(f"{clean_text(line)}    ").font.size = Pt(9)
        run = paragraph.add_run()
        run.font.size = Pt(9)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        field.append(run._r)
        paragraph._p.append(field)

    def head(self, text: str, level: int) -> None:
        """Add a heading; level 0 is the title. A name may be as long as a page: a heading is not."""
        self._under = [self.document.add_heading(shorten(text, LONGEST), level)]

    def _add(self) -> Any:
        paragraph = self.document.add_paragraph()
        self._under.append(paragraph)
        return paragraph

    def text(self, *parts: tuple[str, str | None], size: int | None = None, indent: bool = True) -> None:
        """Add a paragraph of parts, each with its colour or None for ink."""
        paragraph = self._add()
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * (size or SIZE))
        for text, colour in parts:
            run = paragraph.add_run(flow(text) + " " * text.endswith(" "))
            if size:
                run.font.size = Pt(size)
                paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
            if colour:
                run.font.color.rgb = RGBColor(*bytes.fromhex(colour[1:]))

    def keep(self) -> None:
        """Keep what stands under the last heading on one page with it, as far as a page holds it."""
        for paragraph in self._under:
            paragraph.paragraph_format.keep_together = True
        for paragraph in self._under[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def quote(self, quote: str, place: str) -> None:
        """Add a sentence as it stands, and under it where it stands; a bar at the left marks it."""
        theme = load_theme()
        for text, size, colour in ((flow(quote), 14, None), (place, 11, theme.surfaces["muted"])):
            paragraph = self._add()
            paragraph.paragraph_format.left_indent = Cm(1)
            paragraph.paragraph_format.line_spacing = Pt(size * 1.5)
            run = paragraph.add_run(clean_text(text))
            run.font.size = Pt(size)
            if colour:
                run.font.color.rgb = RGBColor(*bytes.fromhex(colour[1:]))
                paragraph.paragraph_format.space_after = Pt(6)
            _bar(paragraph, theme.surfaces["accent"])

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """Add a table with a head that repeats on every page; widths in centimetres."""
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _repeat(table.rows[0])
        for cells, values in [(table.rows[0].cells, heads), *((table.add_row().cells, row) for row in rows)]:
            for cell, value, width in zip(cells, values, widths, strict=True):
                cell.width = Cm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = Pt(18)
                run = paragraph.add_run(flow(value))
                run.font.size, run.font.bold = Pt(11), values is heads


def _bar(paragraph: Any, colour: str) -> None:
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", colour[1:])):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _report(paper: Paper, graph: Graph, findings: Sequence[Finding], title: str, unchecked: Sequence[str]) -> None:
    paper.head(title, 0)
    counts = Counter(f["severity"] for f in findings)
    said = word("list_mark").join(f"{state_word('severities', s)} {counts[s]}" for s in GRAVE if counts[s])
    values = {"documents": len(graph.documents), "count": len(findings), "said": said or word("report_nothing")}
    paper.text((" ".join((word("report_intro", **values), *unchecked)), None))
    paper.text((word("absence_note"), None))
    number = 0
    for severity in GRAVE:
        listed = [f for f in findings if f["severity"] == severity]
        if listed:
            paper.head(word("report_part", severity=state_word("severities", severity), count=len(listed)), 1)
        for finding in listed:
            number += 1
            _finding(paper, graph, finding, number)
    _sources(paper, graph.documents)


def _finding(paper: Paper, graph: Graph, finding: Finding, number: int) -> None:
    tone = load_theme().severities[finding["severity"]]
    paper.head(f"{number}. {finding['message']}", 2)
    states = (
        state_word("gap_rules", finding["rule"]),
        state_word("absences", finding["absence"]),
        word(f"state_{finding['status']}"),
    )
    paper.text((" · ".join(states), tone.text), size=12, indent=False)
    paper.text((word("step_head"), tone.text), (finding["next_step"], None))
    if finding.get("note"):
        paper.text((note_head(), tone.text), (finding["note"], None), size=12)
    _quotes(paper, graph, [(e["quote"], e["document"], e.get("section", "")) for e in finding["evidence"]])
    paper.keep()


def _quotes(paper: Paper, graph: Graph, proofs: Sequence[tuple[str, str, str]]) -> None:
    """Write the first sentences, each once: several readers may have found the same one."""
    files = {d.id: d.file for d in graph.documents}
    places = {
        flow(as_read(quote, files.get(document, ""))): (document, section)
        for quote, document, section in reversed(proofs)
    }
    for quote in apart(reversed(places))[:3]:
        paper.quote(quote, _place(graph, *places[quote]))


def _place(graph: Graph, document: str, section: str) -> str:
    title = next((d.title or d.file for d in graph.documents if d.id == document), document)
    return place_said(title, section)


def _sheet(
    paper: Paper, graph: Graph, findings: Sequence[Finding], node: Node, title: str, unchecked: Sequence[str]
) -> None:
    paper.head(title, 0)
    known = [
        (word("sheet_label"), " · ".join(filter(None, (label_word(node.label), kind_word(node.label, node.kind))))),
        (word("sheet_place"), node.jurisdiction or ""),
        (word("sheet_aliases"), word("list_mark").join(node.aliases)),
        *((key, str(value)) for key, value in node.properties.items() if value is not None),
    ]
    rows = [(key, value) for key, value in known if value]
    if node.redacted:
        rows.append((word("sheet_redacted"), word("yes")))
    paper.table((word("sheet_item"), word("sheet_value")), rows, (4, 11.6))
    nodes = {n.id: n for n in graph.nodes}
    edges = [edge for edge in graph.edges if node.id in (edge.source, edge.target)]
    paper.head(word("sheet_relations", count=len(edges)), 1)
    for edge in edges:
        _relation(paper, graph, nodes, edge, node)
    if not edges:
        paper.text((word("sheet_no_relation"), None))
    concerned = [f for f in findings if any(n["id"] == node.id for n in f["nodes"])]
    if concerned or unchecked:
        paper.head(word("sheet_gaps", count=len(concerned)), 1)
    for line in unchecked:
        paper.text((line, None))
    for number, finding in enumerate(concerned, start=1):
        _finding(paper, graph, finding, number)
    proofs = {e.document for edge in edges for e in edge.evidence} | {mention.document for mention in node.mentions}
    _sources(paper, [document for document in graph.documents if document.id in proofs])


def _relation(paper: Paper, graph: Graph, nodes: dict[str, Node], edge: Edge, node: Node) -> None:
    out = edge.source == node.id
    other = nodes.get(edge.target if out else edge.source)
    reading = relation_word(edge.type, reverse=not out)
    paper.head(word("headline", name=reading + edge_said(edge), said=other.name if other else ""), 2)
    _quotes(paper, graph, [(e.quote, e.document, e.section) for e in edge.evidence])


def _sources(paper: Paper, documents: Sequence[Document]) -> None:
    paper.head(word("sources_title", count=len(documents)), 1)
    rows = [
        (d.title or d.file, kind_word("Document", d.kind), str(d.year or ""), d.jurisdiction or "", d.issuer or "")
        for d in sorted(documents, key=lambda d: (d.file, d.id))
    ]
    heads = [word(f"head_{key}") for key in ("title", "kind", "year", "jurisdiction", "issuer")]
    paper.table(heads, rows, (5.4, 2, 1.6, 3.2, 3.4))
