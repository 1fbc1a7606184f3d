"""Numbers that Word counts by itself: without them the headings of most office documents would lose what makes them headings.

Source: ECMA-376 part 1, 17.9: a paragraph names a list and a level; the list's definition says how each level is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
    }
)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document as they come."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        definitions = {e.get(qn("w:abstractNumId")): _levels(e) for e in root.iter(qn("w:abstractNum"))}
        for num in root.iter(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            if reference is not None:
                self._lists[num.get(qn("w:numId"), "")] = definitions.get(reference.get(qn("w:val")), {})
        for style in document.styles.element.iter(qn("w:style")):
            found = _reference(style.find(qn("w:pPr")))
            if found is not None:
                self._styles[style.get(qn("w:styleId"), "")] = found

    def label(self, paragraph: etree._Element) -> str:
        """Return the number that stands before a paragraph, empty where there is none or only a bullet."""
        properties = paragraph.find(qn("w:pPr"))
        found = _reference(properties)
        if found is None and properties is not None and (style := properties.find(qn("w:pStyle"))) is not None:
            found = self._styles.get(style.get(qn("w:val"), ""))
        if found is None:
            return ""
        name, depth = found
        levels = self._lists.get(name, {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return re.sub(r"%([1-9])", lambda m: self._written(levels, counts, int(m[1]) - 1), level.pattern)

    def _written(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return _number(counts.get(depth, level.start), level.form) if level else ""


def _levels(definition: etree._Element) -> dict[int, _Level]:
    levels = {}
    for element in definition.iter(qn("w:lvl")):
        values = {
            part: e.get(qn("w:val"), "")
            for part in ("numFmt", "lvlText", "start")
            if (e := element.find(qn(f"w:{part}"))) is not None
        }
        start = values.get("start", "1")
        levels[int(element.get(qn("w:ilvl"), "0"))] = _Level(
            values.get("numFmt", "decimal"), values.get("lvlText", ""), int(start) if start.isdigit() else 1
        )
    return levels


def _reference(properties: etree._Element | None) -> tuple[str, int] | None:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    name = numbered.find(qn("w:numId")) if numbered is not None else None
    if numbered is None or name is None:
        return None
    depth = numbered.find(qn("w:ilvl"))
    return name.get(qn("w:val"), ""), int(depth.get(qn("w:val"), "0")) if depth is not None else 0


def _number(value: int, form: str) -> str:
    if form in _CHINESE and 0 < value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    if form == "decimalEnclosedCircle" and 0 < value <= 20:
        return chr(0x245F + value)
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((97 if form == "lowerLetter" else 65) + value - 1)
    return str(value)
