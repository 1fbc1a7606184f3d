"""The spreadsheet: what planners filter and sort, with a link from every relation to the sentence that proves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter

from graph.errors import message
from graph.model import Edge, Graph, Node, Value
from graph.vocabulary import Label, RelationType, Status
from queries.matrix import body_said
from queries.report import apart
from viz.export import Options
from viz.labels import visible
from viz.sheets import LINE, MOST_CHARACTERS, fit, lines_of, on_wide_pages
from viz.tables import mention_files
from viz.theme import load_theme
from viz.words import Finding, kind_word, label_word, relation_word, source_line, state_word, title_of, word

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head included. Source: Excel specifications and limits; ECMA-376 sets none."""
MOST_LINKS = 65_530
"""Links of a sheet. Source: Excel specifications and limits."""
RESPONSIBLE = (Label.Brand, Label.Programme, Label.Mechanism, Label.Base, Label.Campaign, Label.Commitment)
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Jump:
    """A cell that leads to a row of another sheet."""

    text: str
    sheet: str
    row: int


Cell: TypeAlias = Value | Jump


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the workbook: name of the sheet, columns with their widths in characters, rows."""

    key: str
    columns: Mapping[str, int]
    rows: Iterable[Sequence[Cell]]


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the workbook.

    Every cell of text is text, whatever it begins with. A table longer than a sheet goes on in a second sheet.

    Returns:
        One sentence for each table that was split, and one where relations beyond the limit have no link.
    """
    book = xlsxwriter.Workbook(
        str(out), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    line = source_line(graph, options, most=len(graph.documents))
    book.set_properties(
        {"title": title_of(graph, options), "author": "Liantu", "comments": line[:MOST_CHARACTERS], "created": EPOCH}
    )
    table = _Table(book)
    table.about(graph, options)
    for sheet in _sheets(graph, findings, options.unchecked):
        table.write(sheet)
    book.close()
    if len(graph.edges) > MOST_LINKS:
        table.notes.append(word("links_cut", most=MOST_LINKS))
    return table.notes


class _Table:
    def __init__(self, book: Any) -> None:
        theme = load_theme()
        self.book, self.notes, self.font = book, list[str](), "Microsoft YaHei"
        plain = {"font_name": self.font, "font_size": 10, "valign": "top", "text_wrap": True}
        self.text = book.add_format(plain)
        self.percent = book.add_format(plain | {"num_format": "0%"})
        self.link = book.add_format(plain | {"font_color": theme.surfaces["link"], "underline": 1})
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": theme.surfaces["link"], "text_wrap": False}
        self.head = book.add_format(plain | head)
        self.title = book.add_format(plain | {"bold": True, "font_size": 16, "text_wrap": False})

    def about(self, graph: Graph, options: Options) -> None:
        sheet = self.book.add_worksheet(sheet_name("about", 0))
        on_wide_pages(sheet)
        sheet.set_column(0, 0, 100)
        sheet.set_row(0, 2 * LINE)
        sheet.write_string(0, 0, title_of(graph, options), self.title)
        lines = [source_line(graph, options, most=len(graph.documents)), word("evidence_note"), word("absence_note")]
        lines += options.unchecked
        for row, line in enumerate(lines, start=1):
            sheet.set_row(row, lines_of([line], [100]) * LINE)
            sheet.write_string(row, 0, fit(line), self.text)
        for row, key in enumerate(SHEETS, start=len(lines) + 2):
            sheet.write_url(row, 0, f"internal:'{sheet_name(key, 0)}'!A1", self.link, sheet_name(key, 0))

    def write(self, table: Sheet) -> None:
        rows, part = iter(table.rows), 0
        while True:
            name = sheet_name(table.key, part)
            count = self._part(name, table, islice(rows, MOST_ROWS - 1))
            if count < MOST_ROWS - 1 or (first := next(rows, None)) is None:
                break
            rows, part = _chain(first, rows), part + 1
        if part:
            self.notes.append(word("sheet_split", sheet=sheet_name(table.key, 0), parts=part + 1))

    def _part(self, name: str, table: Sheet, rows: Iterable[Sequence[Cell]]) -> int:
        sheet, count = self.book.add_worksheet(name), 0
        sheet.freeze_panes(1, 0)
        on_wide_pages(sheet)
        for column, (key, width) in enumerate(table.columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, message("viz_column", key), self.head)
        widths = tuple(table.columns.values())
        for count, row in enumerate(rows, start=1):
            if (lines := lines_of(map(_said, row), widths)) > 1:
                sheet.set_row(count, lines * LINE)
            for column, cell in enumerate(row):
                self._cell(sheet, count, column, cell, link=count <= MOST_LINKS)
        sheet.autofilter(0, 0, max(count, 1), len(table.columns) - 1)
        return count

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, *, link: bool) -> None:
        match cell:
            case None | "":
                pass
            case Jump() if link:
                part, place = divmod(cell.row, MOST_ROWS - 1)
                target = f"internal:'{sheet_name(cell.sheet, part)}'!A{place + 2}"
                sheet.write_url(row, column, target, self.link, fit(visible(cell.text), 255))
            case Jump():
                sheet.write_string(row, column, fit(cell.text), self.text)
            case bool():
                sheet.write_string(row, column, word("yes" if cell else "no"), self.text)
            case int() | float():
                sheet.write_number(row, column, cell, self.percent if isinstance(cell, _Share) else self.text)
            case str():
                sheet.write_string(row, column, fit(cell), self.text)


def _said(cell: Cell) -> str:
    text = cell.text if isinstance(cell, Jump) else cell
    return text if isinstance(text, str) else ""


class _Share(float):
    """A number that is shown as per cent."""


def sheet_name(key: str, part: int) -> str:
    """Return the name of a sheet; the parts of a split table are numbered from the second on."""
    name = message("viz_sheet", key)
    return f"{name} ({part + 1})" if part else name


def _chain(first: Sequence[Cell], rest: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield first
    yield from rest


SHEETS = ("nodes", "relations", "responsibility", "gaps", "indicators", "commitments", "quotes", "sources")


def _sheets(graph: Graph, findings: Sequence[Finding], unchecked: Sequence[str]) -> Iterator[Sheet]:
    """Yield the tables in the order of `SHEETS`."""
    view = _View(graph)
    yield Sheet(
        "nodes",
        {
            "name": 28,
            "label": 11,
            "kind": 13,
            "aliases": 22,
            "jurisdiction": 18,
            "redacted": 8,
            "mentions": 8,
            "files": 40,
        },
        view.nodes(),
    )
    yield Sheet(
        "relations",
        {
            "source": 26,
            "relation": 12,
            "target": 26,
            "status": 9,
            "quote": 60,
            "proofs": 8,
            "confidence": 9,
            "inferred": 10,
            "date": 12,
            "until": 12,
        },
        view.relations(),
    )
    yield Sheet(
        "responsibility",
        {"name": 28, "label": 11, "jurisdiction": 18, "lead": 26, "carrier": 26, "members": 30, "quote": 60},
        view.responsibility(),
    )
    yield Sheet(
        "gaps",
        {
            "severity": 8,
            "rule": 16,
            "message": 50,
            "things": 30,
            "absence": 14,
            "next_step": 40,
            "state": 9,
            "quote": 60,
            "files": 40,
        },
        _gaps(findings, unchecked),
    )
    yield Sheet(
        "indicators",
        {
            "metric": 28,
            "comparator": 7,
            "value": 12,
            "unit": 9,
            "period": 12,
            "concerns": 28,
            "jurisdiction": 18,
            "quote": 50,
            "files": 40,
        },
        view.indicators(),
    )
    yield Sheet(
        "commitments",
        {
            "name": 50,
            "owner": 26,
            "supporters": 26,
            "cadence": 12,
            "deadline": 14,
            "goal": 14,
            "jurisdiction": 18,
            "files": 40,
        },
        view.commitments(),
    )
    yield Sheet(
        "quotes",
        {
            "quote": 70,
            "file": 36,
            "section": 30,
            "start": 9,
            "end": 9,
            "source": 24,
            "relation": 12,
            "target": 24,
            "confidence": 9,
            "reader": 16,
        },
        view.quotes(),
    )
    yield Sheet(
        "sources",
        {"file": 40, "title": 40, "kind": 11, "year": 8, "jurisdiction": 18, "issuer": 24, "hash": 20},
        view.sources(),
    )


def _gaps(findings: Sequence[Finding], unchecked: Sequence[str]) -> Iterator[Sequence[Cell]]:
    yield from ((None, None, line, *(None,) * 6) for line in unchecked)
    for finding in findings:
        yield (
            state_word("severities", finding["severity"]),
            state_word("gap_rules", finding["rule"]),
            finding["message"],
            word("list_mark").join(node["name"] for node in finding["nodes"]),
            state_word("absences", finding["absence"]),
            finding["next_step"],
            word(f"state_{finding['status']}"),
            " / ".join(apart(evidence["quote"] for evidence in finding["evidence"])),
            " | ".join(finding["documents"]),
        )


class _View:
    """The graph as its tables need it: names, files, and the edges at each node."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes_by_id = {node.id: node for node in graph.nodes}
        self.files = {document.id: document.file for document in graph.documents}
        starts = accumulate((len(edge.evidence) for edge in graph.edges), initial=0)
        self.first_quote = dict(zip((edge.id for edge in graph.edges), starts, strict=False))
        self.into: dict[str, list[Edge]] = {}
        self.out: dict[str, list[Edge]] = {}
        for edge in graph.edges:
            self.out.setdefault(edge.source, []).append(edge)
            self.into.setdefault(edge.target, []).append(edge)

    def name(self, identity: str) -> str:
        node = self.nodes_by_id.get(identity)
        return node.name if node else identity

    def jump(self, edge: Edge) -> Jump:
        return Jump(edge.evidence[0].quote, "quotes", self.first_quote[edge.id])

    def names(self, ids: Iterable[str]) -> str:
        return word("list_mark").join(dict.fromkeys(self.name(i) for i in ids))

    def bodies(self, node: Node, edges: Iterable[Edge]) -> str:
        """Who is at the other end of edges of a node."""
        said = (body_said(self.name(e.target if e.source == node.id else e.source), e.inferred) for e in edges)
        return word("list_mark").join(dict.fromkeys(said))

    def nodes(self) -> Iterator[Sequence[Cell]]:
        for node in self.graph.nodes:
            files = mention_files(node, self.files)
            label = (label_word(node.label), kind_word(node.label, node.kind))
            common = (" | ".join(node.aliases), node.jurisdiction, node.redacted or None, len(node.mentions))
            yield (node.name, *label, *common, " | ".join(files))

    def relations(self) -> Iterator[Sequence[Cell]]:
        for edge in self.graph.edges:
            date, first, last, _ = edge.when
            read = (self.name(edge.source), relation_word(edge.type), self.name(edge.target))
            proof = (self.jump(edge), len(edge.evidence), _Share(edge.confidence / 1000), edge.inferred or None)
            yield (*read, self.status(edge), *proof, date or first, last)

    def status(self, edge: Edge) -> str:
        """The word for a status; none for what a duty has, like its owner: that this stands does not say that the duty is done."""
        source = self.nodes_by_id.get(edge.source)
        of_duty = source is not None and source.label == Label.Commitment
        return "" if of_duty and edge.status == Status.DONE else state_word("statuses", edge.status)

    def responsibility(self) -> Iterator[Sequence[Cell]]:
        for node in self.graph.nodes:
            if node.label not in RESPONSIBLE:
                continue
            into, out = self.into.get(node.id, []), self.out.get(node.id, [])
            owners = [e for e in out if e.type == RelationType.OWNED_BY]
            lead = [e for e in into if e.type == RelationType.LEADS]
            carrier = [
                e for e in into if e.type in (RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.HOSTS)
            ]
            members = [e for e in into if e.type in (RelationType.PARTICIPATES_IN, RelationType.SUPPORTS)]
            helpers = [e for e in out if e.type == RelationType.SUPPORTED_BY]
            proof = next(iter([*lead, *owners, *carrier]), None)
            yield (
                node.name,
                label_word(node.label),
                node.jurisdiction,
                self.bodies(node, [*owners, *lead]),
                self.bodies(node, carrier),
                self.bodies(node, [*members, *helpers]),
                self.jump(proof) if proof else None,
            )

    def _labelled(self, label: Label) -> Iterator[tuple[Node, list[Edge], str]]:
        for node in self.graph.nodes:
            if node.label == label:
                yield node, self.out.get(node.id, []), " | ".join(mention_files(node, self.files))

    def indicators(self) -> Iterator[Sequence[Cell]]:
        for node, out, files in self._labelled(Label.Indicator):
            own = (node.properties.get(key) for key in ("comparator", "value", "unit", "period"))
            concerned = self.names(e.target for e in out if e.type == RelationType.CONCERNS)
            quote = node.mentions[0].text if node.mentions else None
            yield (node.name, *own, concerned, node.jurisdiction, quote, files)

    def commitments(self) -> Iterator[Sequence[Cell]]:
        for node, out, files in self._labelled(Label.Commitment):
            owner = self.bodies(node, (e for e in out if e.type == RelationType.OWNED_BY))
            supporters = self.bodies(node, (e for e in out if e.type == RelationType.SUPPORTED_BY))
            own = (node.properties.get(key) for key in ("cadence", "deadline", "target"))
            yield (node.name, owner, supporters, *own, node.jurisdiction, files)

    def quotes(self) -> Iterator[Sequence[Cell]]:
        for edge in self.graph.edges:
            read = (self.name(edge.source), relation_word(edge.type), self.name(edge.target))
            for e in edge.evidence:
                place = (e.quote, self.files.get(e.document), e.section, e.start, e.end)
                yield (*place, *read, _Share(e.confidence / 1000), e.rule)

    def sources(self) -> Iterator[Sequence[Cell]]:
        for d in self.graph.documents:
            yield (d.file, d.title, kind_word("Document", d.kind), d.year, d.jurisdiction, d.issuer, d.id)
