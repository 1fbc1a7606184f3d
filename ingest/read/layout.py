"""What stands on a page of a PDF: lines from top to bottom, the rows of ruled tables whole, and nothing that hangs around the text.

Source: GB/T 9704-2012 5.2 keeps 37 mm at the head and 35 mm at the foot of the page free of text: what stands in the outer tenth of the height and
comes again on other pages is a header, a footer or a page number.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ingest.read.flow import Line, join, paragraphs

_EDGE = 0.1
"""Share of the page's height, at its top and at its foot."""
_NOTE = 0.93
"""Share of the size of the text that a footnote's size is below."""
_RAISED = 0.75
"""Share of the size of its line that the mark of a footnote is below."""
_NUMBER = re.compile(r"\s*[-—–第·]*\s*\d{1,4}\s*(?:页|[-—–/]\s*\d*)?\s*(?:共\s*\d+\s*页)?[-—–·]*\s*")
_MARK = re.compile(r"\s*(?:[\[〔(（]?\d{1,2}[\]〕)）]?|[①-⑳*※†])")
_MOST_RULES = 20_000
"""Lines and boxes of a page; one with more is a drawing, in which looking for tables would take minutes."""


class Sheet(NamedTuple):
    """The lines of a page from top to bottom, and its height in points."""

    lines: list[Line]
    height: float


def read_sheet(page: Any) -> Sheet:
    """Read a page of pdfplumber's: letters printed twice to look bold count once; turned ones (watermarks) and nameless ones do not."""
    page = page.filter(_is_text).dedupe_chars()
    tables = _tables(page)
    outside = page.filter(lambda part: not any(_holds(table.bbox, part) for table in tables)) if tables else page
    lines = [row for table in tables for row in _rows(table)]
    lines += [_line(found) for found in outside.extract_text_lines(x_tolerance_ratio=0.5, y_tolerance=4)]
    return Sheet(sorted(line for line in lines if line.text.strip()), float(page.height))


def _is_text(part: dict[str, Any]) -> bool:
    return bool(part["object_type"] != "char" or (part["upright"] and not part["text"].startswith("(cid:")))


def _holds(box: Sequence[float], part: dict[str, Any]) -> bool:
    """Whether the middle of a part lies in a box: the text below a table may touch its lower rule."""
    across, down = (part["x0"] + part["x1"]) / 2, (part["top"] + part["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _line(found: dict[str, Any]) -> Line:
    """Leave out the raised marks of footnotes, which would stand in the middle of a sentence."""
    chars = found["chars"]
    size = max(char["size"] for char in chars)
    raised = {
        id(char)
        for char in chars
        if char["size"] < _RAISED * size
        and found["bottom"] - char["bottom"] > 0.15 * size
        and re.fullmatch(r"[\d①-⑳*※†\[\]〔〕]", char["text"])
    }
    text = found["text"]
    if raised:
        text = "".join(char["text"] for char in chars if id(char) not in raised)
    usual = Counter(round(char["size"], 1) for char in chars).most_common(1)[0][0]
    return Line(found["top"], found["x0"], found["bottom"], found["x1"], text, usual)


def _tables(page: Any) -> list[Any]:
    """Find the ruled tables of at least two rows and two columns, or of one row and three: a heading left alone at the foot of a page. A frame
    around a text is none."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if not 4 <= rules <= _MOST_RULES:
        return []
    return [
        table
        for table in page.find_tables()
        if max(len(row.cells) for row in table.rows) > (1 if len(table.rows) > 1 else 2)
    ]


def _rows(table: Any) -> list[Line]:
    """The rows of a table; a cell that reaches down over several rows stands in each of them, so that every row is whole."""
    texts = table.extract(x_tolerance_ratio=0.5, y_tolerance=4)
    lines: list[Line] = []
    above: dict[int, tuple[float, str]] = {}
    for row, cells in zip(table.rows, texts, strict=True):
        left, top, right, bottom = row.bbox
        words = []
        for column, (box, text) in enumerate(zip(row.cells, cells, strict=True)):
            if box is not None:
                above[column] = (box[3], _joined(text))
                words.append(above[column][1])
            else:
                reaches, said = above.get(column, (0.0, ""))
                words.append(said if reaches > top + 1 else "")
        lines.append(Line(top, left, bottom, right, "\t".join(words), 0.0))
    return lines


def _joined(text: str | None) -> str:
    """Join the lines of a cell."""
    return functools.reduce(join, (line.strip().replace("\t", " ") for line in (text or "").split("\n")))


def body(sheets: Sequence[Sheet]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Part the paragraphs and rows of pages from what hangs around them.

    Returns:
        The paragraphs and rows; headers, footers, page numbers and footnotes, each with its reason.
    """
    usual = _usual_size(sheets)
    repeated = _repeated(sheets)
    kept: list[Line] = []
    hanging: list[tuple[str, str]] = []
    for sheet in sheets:
        lines = list(sheet.lines)
        for at, reason in ((0, "header"), (-1, "footer")):
            while lines and _hangs(lines[at], sheet.height, repeated):
                text = lines.pop(at).text
                hanging.append(("page number" if _NUMBER.fullmatch(text) else reason, text))
        if kept and lines and (whole := _whole(kept[-1], lines[0])):
            kept[-1] = whole
            del lines[0]
        notes = len(lines) - _notes(lines, usual)
        kept += lines[:notes]
        hanging += [("footnote", line.text) for line in lines[notes:]]
    return paragraphs(kept), tuple(hanging)


def _whole(row: Line, after: Line) -> Line | None:
    """Put a row together that the end of the page cut: on the next page no more than half of its cells go on, and not the first."""
    cells, rest = row.text.split("\t"), after.text.split("\t")
    going = sum(map(bool, rest))
    if len(cells) != len(rest) or rest[0] or not 0 < 2 * going <= len(cells):
        return None
    return row._replace(text="\t".join(map(join, cells, rest)))


def _usual_size(sheets: Iterable[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for line in (line for sheet in sheets for line in sheet.lines):
        sizes[line.size] += len(line.text) if line.size else 0
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _repeated(sheets: Sequence[Sheet]) -> set[str]:
    """The shapes of lines that come at the edge of at least half of the pages: of two pages only in the margin, of more also beside it."""
    margin: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for sheet in sheets:
        edge = [*sheet.lines[:2], *sheet.lines[-2:]]
        beside.update({_shape(line.text) for line in edge})
        margin.update({_shape(line.text) for line in edge if _in_margin(line, sheet.height)})
    found = {shape for shape, n in margin.items() if n > 1 and n * 2 >= len(sheets)}
    return found | {shape for shape, n in beside.items() if len(sheets) > 2 and n * 2 >= len(sheets)}


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _hangs(line: Line, height: float, repeated: set[str]) -> bool:
    if _shape(line.text) in repeated or _NUMBER.fullmatch(line.text):
        return "\t" not in line.text
    return False


def _notes(lines: Sequence[Line], usual: float) -> int:
    """Count the lines at the foot that are footnotes: smaller than the text, the first of them with a mark."""
    count = 0
    while count < len(lines) - 1 and 0 < lines[-1 - count].size < _NOTE * usual:
        count += 1
    while count and not _MARK.match(lines[-count].text):
        count -= 1
    return count


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))
