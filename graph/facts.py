"""What one document says, before identity: the only thing that passes from ``ingest`` to ``graph``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from graph.model import Document, Evidence, Mention, Value
from graph.vocabulary import Label, RelationType, Status


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing as one document names it.

    Attributes:
        key: name of the thing inside this document's facts, for example ``e12``; means nothing elsewhere.
        name: its best name in simplified characters, without quotation marks, as ontology.md writes names.
        aliases: the other names that this document gives it.
        jurisdiction: full path of the division that it belongs to, where that is settled and is not the document's own.
        redacted: the text hides the name (``XX镇``): it never merges with a thing of another document.
        mentions: at least one, in order of place.
    """

    key: str
    label: Label
    name: str
    mentions: tuple[Mention, ...]
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    redacted: bool = False
    properties: Mapping[str, Value] = field(default_factory=dict)
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement of a document about two of its entities, named by their keys."""

    type: RelationType
    source: str
    target: str
    status: Status
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that was not kept, and why (``--explain``).

    Attributes:
        what: label or type, and its words.
        start: in the document's text.
        end: in the document's text.
        reason: the kind of reason and what belongs to it, with colons between: ``below:reader:212:300``.
    """

    what: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a fact stands (``--explain``).

    Attributes:
        fact: key of an entity; type, source and target of a relation.
        rule: rule or model that spoke.
        confidence: in thousandths; None where the rule gives none.
        rival: the label (with its words) or type that came next; None where there was nothing else.
        rival_confidence: in thousandths.
    """

    fact: str
    rule: str
    confidence: int | None
    rival: str | None = None
    rival_confidence: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything read from one document.

    ``text`` is what all offsets count in; ``hidden`` are the offsets of the characters of private names that every quote shows as 某;
    ``warnings`` are told at the end of a run; ``clauses`` are hashes by which another copy of the document is recognised; ``left_out`` are lines
    of the file that are not in the text (headers, footers, notes, menus), names masked, each after the reason; ``verdicts`` say why each fact stands.
    """

    document: Document
    text: str
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    clauses: tuple[int, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def to_json(facts: DocumentFacts) -> str:
    """Write facts (without the text, which the workspace keeps beside them) as JSON, the same bytes for the same facts."""
    record = asdict(facts)
    del record["text"]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(body: str, text: str = "") -> DocumentFacts:
    """Read back what `to_json` wrote.

    Raises:
        ValueError, KeyError, TypeError: the text is not such a record.
    """
    record: dict[str, Any] = json.loads(body)
    return DocumentFacts(
        document=Document(**record["document"]),
        text=text,
        entities=tuple(_entity(e) for e in record["entities"]),
        relations=tuple(_relation(r) for r in record["relations"]),
        dropped=tuple(Dropped(**d) for d in record["dropped"]),
        warnings=tuple(record["warnings"]),
        hidden=tuple(record.get("hidden", ())),
        clauses=tuple(record.get("clauses", ())),
        left_out=tuple((reason, line) for reason, line in record.get("left_out", ())),
        verdicts=tuple(Verdict(**v) for v in record.get("verdicts", ())),
    )


def _entity(record: dict[str, Any]) -> Entity:
    changed = {
        "label": Label(record["label"]),
        "mentions": tuple(Mention(**m) for m in record["mentions"]),
        "aliases": tuple(record["aliases"]),
    }
    return Entity(**(record | changed))


def _relation(record: dict[str, Any]) -> Relation:
    changed = {
        "type": RelationType(record["type"]),
        "status": Status(record["status"]),
        "evidence": Evidence(**record["evidence"]),
    }
    return Relation(**(record | changed))
