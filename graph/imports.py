"""Tables that people bring: nodes, edges, aliases and places from CSV and Excel files, as facts with the row as evidence.

A file becomes a document of its own: its text is the rows written out, one a line, and what a row says is proved by that line. So imported
things are joined with those of the documents by the same rules, shown with file, sheet and row, and replaced as a whole.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import message
from graph.facts import DocumentFacts, Entity, Relation
from graph.faults import Faults
from graph.language import say
from graph.model import Document, Evidence, Mention, Value
from graph.names import fold
from graph.schema import allowed_pairs, declaration, own_properties
from graph.sheets import Row, Sheet
from graph.vocabulary import KINDS, NAMED, Label, RelationType, Status

RULE = "import"
"""Rule of all evidence that comes from a table."""
KIND = "other"
"""Kind of the document that a table becomes."""
_LISTED = re.compile(r"[、;；|]")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_NORTH, _EAST = (3.0, 54.0), (73.0, 136.0)
"""Degrees between which places of China lie."""


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
        faults = Faults()
        if row.surplus:
            faults.add(message_of("import_surplus", cells="、".join(row.surplus)))
        try:
            if not said:
                faults.tell()
            _ROWS[sheet.kind](self, values, places, Evidence(self.document, *span, said, RULE, 1000, section), faults)
        except ValueError as error:
            self.faults.append(Fault(sheet.name, row.number, str(error)))

    def label(self, word: str | None, name: str, default: Label | None = None) -> str:
        """Return the label that a row gives a name, else the one that the name is known to have, else the default.

        Raises:
            ValueError: there is none of them.
        """
        found = _choice(word, _labels(), "label") if word else self.known.get(fold(name), default)
        if found is None:
            raise ValueError(message_of("import_end_unknown", name=name))
        return str(found)

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


def _node(
    writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence, faults: Faults
) -> None:
    name, path = faults.of(_named, values, "name") or "", values.get("jurisdiction")
    label = faults.of(writer.label, values.get("label"), name, Label.Organisation)
    kind: str | None = None
    own: dict[str, Value] = {}
    if label:
        kinds = {word: name for name, zh in declaration()["labels"][label]["kinds"].items() for word in (name, zh)}
        kind = faults.of(_choice, values["kind"], kinds, "kind") if values.get("kind") else None
        own = {name: faults.of(_number, name, values[name], form) for name, form in own_properties(label).items() if values.get(name)}  # fmt: skip
    faults.tell()
    assert label
    if own.get("code") and path and not path.endswith(name):
        path += name  # a place that is a division is known by its own path
    one = writer.thing(label, name, path, places.get("name"))
    one.kind = one.kind or (kind if kind in KINDS[one.label] else None)
    one.aliases |= {alias.strip() for alias in _LISTED.split(values.get("aliases", "")) if alias.strip()} - {one.name}
    one.properties |= own


def _named(values: Mapping[str, str], field: str) -> str:
    if not values.get(field):
        raise ValueError(message_of("import_no_name"))
    return values[field]


def _number(name: str, text: str, kind: str) -> Value:
    if kind == "string":
        return text
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(message_of("import_no_number", name=name, text=text)) from None
    return int(value) if kind == "integer" else value


def _alias(
    writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence, faults: Faults
) -> None:
    name, aliases = faults.of(_named, values, "name"), faults.of(_named, values, "alias")
    label = faults.of(writer.label, values.get("label"), name) if name else None
    faults.tell()
    assert name and aliases and label
    one = writer.thing(label, name, values.get("jurisdiction"), places.get("name"))
    one.aliases |= {alias.strip() for alias in _LISTED.split(aliases) if alias.strip()} - {one.name}


def _place(
    writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence, faults: Faults
) -> None:
    name = faults.of(_named, values, "name")
    lat, lon = (faults.of(_number, field, values.get(field, ""), "float") for field in ("lat", "lon"))
    if isinstance(lat, float) and isinstance(lon, float):
        faults.of(_in_china, lat, lon)
    label = faults.of(writer.label, values.get("label"), name or "", Label.Base)
    if label and not values.get("label") and "lat" not in own_properties(label):
        label = Label.Base.value
    if label and "lat" not in own_properties(label):
        faults.add(message_of("import_not_known", what="label", word=label, known="Base、Place"))
    faults.tell()
    assert name and label
    one = writer.thing(label, name, values.get("jurisdiction"), places.get("name"))
    one.properties |= {"lat": lat, "lon": lon}


def _in_china(lat: float, lon: float) -> None:
    if not (_NORTH[0] <= lat <= _NORTH[1] and _EAST[0] <= lon <= _EAST[1]):
        raise ValueError(message_of("import_no_place", lat=lat, lon=lon))


def _sole(kind: RelationType, end: int) -> Label | None:
    """Return the label that the end of a relation must have, where only one can be there: what is issued is a policy."""
    labels = {Label(pair[end]) for pair in allowed_pairs(kind)} & NAMED
    return min(labels) if len(labels) == 1 else None


def _edge(
    writer: _Writer, values: Mapping[str, str], places: Mapping[str, int], proof: Evidence, faults: Faults
) -> None:
    kind = faults.of(_type, values.get("type", ""))
    statuses = {word: name for name, one in declaration()["statuses"].items() for word in (name, one["zh"])}
    status = faults.of(_choice, values.get("status") or "done", statuses, "status")
    date = values.get("date") or None
    if date and not _DATE.fullmatch(date):
        faults.add(message_of("import_no_date", text=date))
    ends = [faults.of(_named, values, end) for end in ("source", "target")]
    labels = _end_labels(writer, values, kind, faults)
    if ends[0] and (ends[0], values.get("source_label")) == (ends[1], values.get("target_label")):
        faults.add(message_of("import_one_end", name=ends[0]))
    elif kind and all(labels) and (labels[0], labels[1]) not in allowed_pairs(kind):
        faults.add(message_of("import_no_pair", type=kind.value, source=labels[0], target=labels[1]))
    faults.tell()
    assert kind and status and all(labels)
    path = values.get("jurisdiction")
    source, target = (
        writer.thing(str(label), values[end], path, places[end])
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
    writer.relations.append(Relation(kind, source.key, target.key, Status(status), dated))


def _type(word: str) -> RelationType:
    relations = declaration()["relations"]
    types = {word: name for name, one in relations.items() if name != "MENTIONED_IN" for word in (name, name.lower(), one["zh"])}  # fmt: skip
    return RelationType(_choice(word, types, "type"))


def _end_labels(
    writer: _Writer, values: Mapping[str, str], kind: RelationType | None, faults: Faults
) -> list[str | None]:
    """Return the labels of both ends; where the relation is not known, only those that the row itself gives are looked at."""
    found: list[str | None] = []
    for n, end in enumerate(("source", "target")):
        word, name = values.get(f"{end}_label"), values.get(end)
        asked = name and (kind or word)
        found.append(faults.of(writer.label, word, name, _sole(kind, n) if kind else None) if asked and name else None)
    return found


_ROWS = {"nodes": _node, "edges": _edge, "aliases": _alias, "places": _place}
