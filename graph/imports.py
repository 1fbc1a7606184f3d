"""Tables that people bring: nodes, edges, aliases and places from CSV and Excel files, as facts with the row as evidence.

A file becomes a document of its own: its text is the rows written out, one a line, and what a row says is proved by that line. So imported
things are joined with those of the documents by the same rules, shown with file, sheet and row, and replaced as a whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml
from openpyxl import load_workbook

from graph.errors import LiantuError, message
from graph.facts import DocumentFacts, Entity, Relation
from graph.language import say
from graph.model import Document, Evidence, Mention, Value
from graph.names import fold
from graph.schema import allowed_pairs, declaration, own_properties
from graph.vocabulary import KINDS, NAMED, Label, RelationType, Status

RULE = "import"
"""Rule of all evidence that comes from a table."""
KIND = "other"
"""Kind of the document that a table becomes."""
_KIND_OF = (
    ("edges", {"type", "source", "target"}), ("places", {"name", "lat", "lon"}), ("aliases", {"name", "alias"}), ("nodes", {"name"}),
)  # fmt: skip
"""What a table holds, by the columns it has; the first that fits."""
_LISTED = re.compile(r"[、;；|]")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_NORTH, _EAST = (3.0, 54.0), (73.0, 136.0)
"""Degrees between which places of China lie."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet (the head is row 1) and the text of its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. ``fields`` maps columns to fields; ``ignored`` columns mean nothing to the program."""

    name: str
    kind: str
    columns: tuple[str, ...]
    fields: Mapping[str, str]
    rows: tuple[Row, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns that are kept as evidence only."""
        return tuple(column for column in self.columns if column not in self.fields)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a row."""

    sheet: str
    row: int
    problem: str

    def __str__(self) -> str:
        return f"{self.sheet}{':' if self.sheet else ''}{self.row}: {self.problem}"


@dataclass(slots=True)
class Imported:
    """What a file came to: facts, and the rows that are faulty (they are not in the facts)."""

    facts: DocumentFacts
    faults: list[Fault] = field(default_factory=list)


def read_sheets(path: Path, mapping: Mapping[str, str] | None = None, kind: str | None = None) -> list[Sheet]:
    """Read a CSV or Excel file and say what its columns mean.

    Args:
        path: ``.csv`` (UTF-8 or GB 18030) or ``.xlsx``; the first row of each sheet is its head, empty sheets are passed over.
        mapping: field of a column, in place of what its name says.
        kind: nodes, edges, aliases or places; by the columns where it is not given.

    Raises:
        LiantuError: the file cannot be read, is empty, or a sheet has not the columns that it needs.
    """
    found = []
    for name, rows in _tables(path):
        columns = tuple(cell.strip() for cell in rows[0]) if rows else ()
        if not any(columns):
            continue
        fields = _meaning(columns, mapping or {})
        held = set(fields.values())
        fits = [one for one, needed in _KIND_OF if needed <= held and kind in (None, one)]
        if not fits:
            raise LiantuError("import_columns", f"{path.name} {name}".strip(), columns="、".join(columns))
        kept = tuple(
            Row(number, cells)
            for number, row in enumerate(rows[1:], 2)
            if any(
                (cells := {c: _CONTROL.sub("", v).strip() for c, v in zip(columns, row, strict=False) if c}).values()
            )
        )
        found.append(Sheet(name, fits[0], columns, fields, kept))
    if not any(sheet.rows for sheet in found):
        raise LiantuError("import_empty", str(path), exit_code=3)
    return found


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters that stand for nothing and that XML cannot hold."""


@cache
def columns_known() -> dict[str, list[str]]:
    """Return columns.yaml: field to the names that its column may have."""
    loaded: dict[str, list[str]] = yaml.safe_load(files("graph").joinpath("columns.yaml").read_text(encoding="utf-8"))
    return loaded


def _meaning(columns: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    own = {name for label in NAMED for name in own_properties(label)}
    known = {word: name for name, words in columns_known().items() for word in words} | {name: name for name in own}
    found = {column: mapping.get(column, known.get(column.lower(), "")) for column in columns if column}
    return {column: name for column, name in found.items() if name}


def _tables(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm"):
            yield from _excel(path)
        else:
            yield "", _rows(_decoded(path.read_bytes()))
    except FileNotFoundError:
        raise LiantuError("file_missing", str(path), exit_code=3) from None
    except (OSError, ValueError, csv.Error, BadZipFile, KeyError) as error:
        raise LiantuError("import_unreadable", str(path), exit_code=3, reason=error) from None


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise ValueError(message_of("import_quote")) from None
    return list(csv.reader(io.StringIO(text)))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _excel(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            yield sheet.title, [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def to_facts(
    path: Path, sheets: Sequence[Sheet], jurisdiction: str | None, known: Mapping[str, str] | None = None
) -> Imported:
    """Turn the rows of a file into facts; a faulty row is named and left out.

    Args:
        path: the file; its bytes are the id of the document.
        sheets: as `read_sheets` gave them.
        jurisdiction: full path of the division that a row without one belongs to.
        known: label of what a row names without one, by folded name (`graph.names.fold`); the file's own tables of nodes tell too.
    """
    writer = _Writer(hashlib.sha256(path.read_bytes()).hexdigest(), dict(known or {}) | _told(sheets))
    for sheet in sheets:
        writer.line(f"【{sheet.name or path.stem}】")
        for row in sheet.rows:
            writer.row(sheet, row)
    document = Document(writer.document, path.name, path.stem, KIND, jurisdiction=jurisdiction)
    entities = tuple(one.entity() for one in writer.things.values())
    return Imported(DocumentFacts(document, writer.text, entities, tuple(writer.relations)), sorted(writer.faults))


def _told(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return the label of each name that the tables of nodes give."""
    found = {}
    for sheet in sheets:
        columns = {name: column for column, name in sheet.fields.items()}
        for row in sheet.rows if sheet.kind == "nodes" and "label" in columns else ():
            label = _labels().get(row.cells.get(columns["label"], ""))
            if label:
                found[fold(row.cells.get(columns["name"], ""))] = label
    return found


@dataclass(slots=True)
class _Thing:
    label: Label
    name: str
    jurisdiction: str | None
    key: str
    mentions: list[Mention] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    kind: str | None = None
    properties: dict[str, Value] = field(default_factory=dict)

    def entity(self) -> Entity:
        return Entity(
            key=self.key, label=self.label, name=self.name, mentions=tuple(sorted(set(self.mentions))), kind=self.kind,
            aliases=tuple(sorted(self.aliases)), jurisdiction=self.jurisdiction, properties=dict(sorted(self.properties.items())),
        )  # fmt: skip


class _Writer:
    def __init__(self, document: str, known: Mapping[str, str]) -> None:
        self.document, self.text, self.known = document, "", known
        self.things: dict[tuple[str, str, str | None], _Thing] = {}
        self.relations: list[Relation] = []
        self.faults: list[Fault] = []

    def line(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words + "\n"
        return start, start + len(words)

    def row(self, sheet: Sheet, row: Row) -> None:
        """Write a row as a line and take from it what it says."""
        start = len(self.text)
        places: dict[str, int] = {}
        said = ""
        for column, value in row.cells.items():
            if value:
                said += f"{'；' if said else ''}{column}："
                places[sheet.fields.get(column, "")] = start + len(said)
                said += " ".join(value.split())
        span = self.line(said)
        values = {name: " ".join(row.cells.get(column, "").split()) for column, name in sheet.fields.items()}
        section = f"{sheet.name or sheet.kind} › {row.number}"
        try:
            _ROWS[sheet.kind](self, values, places, Evidence(self.document, *span, said, RULE, 1000, section))
        except ValueError as error:
            self.faults.append(Fault(sheet.name, row.number, str(error)))

    def label(self, word: str | None, name: str, default: Label = Label.Organisation) -> str:
        """Return the label that a row gives a name, else the one that the name is known to have, else the default."""
        return _choice(word, _labels(), "label") if word else self.known.get(fold(name), default.value)

    def thing(self, label: str, name: str, path: str | None, at: int | None) -> _Thing:
        if not name:
            raise ValueError(message_of("import_no_name"))
        key = (label, name, path or None)
        one = self.things.get(key) or _Thing(Label(label), name, path or None, f"e{len(self.things) + 1}")
        self.things[key] = one
        if at is not None:
            one.mentions.append(Mention(self.document, at, at + len(name), name))
        return one


def message_of(code: str, **values: object) -> str:
    """Say in the user's language what is wrong with a row."""
    return message(code, "what", **values)


def _labels() -> dict[str, str]:
    return {word: name for name, one in declaration()["labels"].items() if name in NAMED for word in (name, name.lower(), one["zh"])}  # fmt: skip


def _choice(word: str, known: Mapping[str, str], what: str) -> str:
    found = known.get(word) or known.get(word.lower())
    if found is None:
        en = "、".join(dict.fromkeys(known.values()))
        shown = say("、".join(text for text in known if not text.isascii()) or en, en)
        raise ValueError(message_of("import_not_known", what=what, word=word, known=shown))
    return found


def _node(writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence) -> None:
    label = writer.label(values.get("label"), values.get("name", ""))
    kinds = {word: name for name, zh in declaration()["labels"][label]["kinds"].items() for word in (name, zh)}
    kind = _choice(values["kind"], kinds, "kind") if values.get("kind") else None
    own = {name: _number(name, values[name], own_properties(label)[name]) for name in own_properties(label) if values.get(name)}  # fmt: skip
    name, path = values.get("name", ""), values.get("jurisdiction")
    if own.get("code") and path and not path.endswith(name):
        path += name  # a place that is a division is known by its own path
    one = writer.thing(label, name, path, places.get("name"))
    one.kind = one.kind or (kind if kind in KINDS[one.label] else None)
    one.aliases |= {alias.strip() for alias in _LISTED.split(values.get("aliases", "")) if alias.strip()} - {one.name}
    one.properties |= own


def _number(name: str, text: str, kind: str) -> Value:
    if kind == "string":
        return text
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(message_of("import_no_number", name=name, text=text)) from None
    return int(value) if kind == "integer" else value


def _alias(writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence) -> None:
    if not values.get("alias"):
        raise ValueError(message_of("import_no_name"))
    label = writer.label(values.get("label"), values.get("name", ""))
    one = writer.thing(label, values.get("name", ""), values.get("jurisdiction"), places.get("name"))
    one.aliases |= {alias.strip() for alias in _LISTED.split(values["alias"]) if alias.strip()} - {one.name}


def _place(writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence) -> None:
    lat, lon = (_number(name, values.get(name, ""), "float") for name in ("lat", "lon"))
    assert isinstance(lat, float) and isinstance(lon, float)
    if not (_NORTH[0] <= lat <= _NORTH[1] and _EAST[0] <= lon <= _EAST[1]):
        raise ValueError(message_of("import_no_place", lat=lat, lon=lon))
    label = writer.label(values.get("label"), values.get("name", ""), Label.Base)
    if not values.get("label") and "lat" not in own_properties(label):
        label = Label.Base.value
    if "lat" not in own_properties(label):
        raise ValueError(message_of("import_not_known", what="label", word=label, known="Base、Place"))
    one = writer.thing(label, values.get("name", ""), values.get("jurisdiction"), places.get("name"))
    one.properties |= {"lat": lat, "lon": lon}


def _edge(writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence) -> None:
    relations = declaration()["relations"]
    types = {word: name for name, one in relations.items() if name != "MENTIONED_IN" for word in (name, name.lower(), one["zh"])}  # fmt: skip
    kind = RelationType(_choice(values.get("type", ""), types, "type"))
    statuses = {word: name for name, one in declaration()["statuses"].items() for word in (name, one["zh"])}
    status = Status(_choice(values.get("status") or "done", statuses, "status"))
    date = values.get("date") or None
    if date and not _DATE.fullmatch(date):
        raise ValueError(message_of("import_no_date", text=date))
    if not values.get("source") or not values.get("target"):
        raise ValueError(message_of("import_no_name"))
    labels = [writer.label(values.get(f"{end}_label"), values[end]) for end in ("source", "target")]
    if (labels[0], values["source"]) == (labels[1], values["target"]):
        raise ValueError(message_of("import_one_end", name=values["source"]))
    if (labels[0], labels[1]) not in allowed_pairs(kind):
        raise ValueError(message_of("import_no_pair", type=kind.value, source=labels[0], target=labels[1]))
    path = values.get("jurisdiction")
    source, target = (
        writer.thing(label, values[end], path, places[end])
        for label, end in zip(labels, ("source", "target"), strict=True)
    )
    dated = Evidence(
        proof.document,
        proof.start,
        proof.end,
        proof.quote,
        RULE,
        1000,
        proof.section,
        date=date,
        year_source="stated" if date else None,
    )
    writer.relations.append(Relation(kind, source.key, target.key, status, dated))


_ROWS = {"nodes": _node, "edges": _edge, "aliases": _alias, "places": _place}
