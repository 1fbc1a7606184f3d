"""What people decided: the ledger ``decisions.jsonl``, append-only, one JSON object a line.

A decision names its object by content (label, name, jurisdiction; type, source, target; rule, nodes), never by an internal id, so that it survives another
reading. Nothing is ever taken out of the ledger: a decision is undone by another one, which can be undone itself.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from graph.errors import LiantuError
from graph.faults import Faults
from graph.model import digest
from graph.vocabulary import GapRule, Label, RelationType

Record: TypeAlias = Mapping[str, Any]
SAME = "SAME_AS"
"""Type of the object of a ``reject`` that says: these two are not the same; of an ``accept`` that says: they are, though a text speaks of two."""
STATUSES = ("open", "known", "wrong", "in_progress", "closed")
"""What a person may say of a gap."""
SHOWN = 10


class Kind(StrEnum):
    """What a decision does."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RELABEL = "relabel"
    ACCEPT = "accept"
    REJECT = "reject"
    HIDE = "hide"
    GAP = "gap"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word.

    Attributes:
        id: hash of the content and of how many decisions of the same content came before.
        kind: what it does.
        object: a thing ``{label, name, jurisdiction}`` (and ``document``, an id, for what never leaves its document), a relation
            ``{type, source, target}`` between two things, or a gap ``{rule, nodes}``; empty for an undo.
        value: merge: the other thing, or a list of them; split: the names that leave, or ``{"documents": [id]}``; rename: the new name; relabel: the
            new label; gap: one of `STATUSES`; else None.
        note: why.
        by: who, where they gave it.
        undoes: id of the decision that an undo takes back.
    """

    id: str
    kind: Kind
    object: Record = field(default_factory=dict)
    value: Any = None
    note: str = ""
    by: str = ""
    undoes: str | None = None

    @property
    def content(self) -> tuple[str, str, str, str | None]:
        """What it does, apart from who said it and why."""
        return self.kind.value, _canonical(self.object), _canonical(self.value), self.undoes


@dataclass(frozen=True, slots=True)
class Unmet:
    """A decision that could not be carried out. ``reason``: not_found, ambiguous, not_allowed, no_part or no_effect; ``what`` names the object in question."""

    decision: Decision
    reason: str
    what: str = ""


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thing(label: str, name: str, jurisdiction: str | None = None, document: str | None = None) -> dict[str, Any]:
    """Return a thing as decisions name it; ``document`` only for what never leaves its document."""
    named: dict[str, Any] = {"label": str(label), "name": name, "jurisdiction": jurisdiction}
    return named | ({"document": document} if document else {})


def checked(record: Record) -> Record:
    """Return a record that has the form of a decision, its missing parts filled in.

    Raises:
        ValueError: it has not; the message says what is wrong.
    """
    faults = Faults()
    for key in sorted(set(record) - {"id", "kind", "object", "value", "note", "by", "undoes", "at"}):
        faults.add(f"unknown key {key}")
    kind = faults.of(Kind, str(record.get("kind")))
    what, value = record.get("object") or {}, record.get("value")
    texts = {key: record.get(key) or "" for key in ("note", "by")}
    if not isinstance(what, Mapping) or not all(isinstance(text, str) for text in texts.values()):
        faults.add("object, note or by has a wrong type")
    elif kind is not None:
        _CHECKS[kind](what, value, faults)
    if kind is Kind.UNDO and not isinstance(record.get("undoes"), str):
        faults.add("an undo names a decision in undoes")
    faults.tell()
    return {"kind": kind, "object": dict(what), "value": value, **texts, "undoes": record.get("undoes")}


def _is_thing(value: Any) -> None:
    faults = Faults()
    if not isinstance(value, Mapping):
        raise ValueError("a thing is {label, name, jurisdiction}")
    if not isinstance(value.get("name"), str) or not value["name"].strip():
        faults.add("a thing is {label, name, jurisdiction}")
    faults.of(Label, str(value.get("label")))
    faults.tell()


def _check_relation(what: Record, value: Any, faults: Faults, *, same: bool = True) -> None:
    if not (same and what.get("type") == SAME):
        faults.of(RelationType, str(what.get("type")))
    for end in ("source", "target"):
        faults.of(_is_thing, what.get(end))


def _check_merge(what: Record, value: Any, faults: Faults) -> None:
    others = value if isinstance(value, list) else [value]
    for thing in (what, *(others or [None])):
        faults.of(_is_thing, thing)


def _check_split(what: Record, value: Any, faults: Faults) -> None:
    faults.of(_is_thing, what)
    named = value.get("documents") if isinstance(value, Mapping) else value
    if not (isinstance(named, list) and named and all(isinstance(item, str) for item in named)):
        faults.add('a split has a list of names, or {"documents": [id]}, as value')


def _check_rename(what: Record, value: Any, faults: Faults) -> None:
    faults.of(_is_thing, what)
    if not isinstance(value, str) or not value.strip():
        faults.add("a rename has the new name as value")


def _check_relabel(what: Record, value: Any, faults: Faults) -> None:
    faults.of(_is_thing, what)
    faults.of(Label, value)


def _check_hide(what: Record, value: Any, faults: Faults) -> None:
    if "type" in what:
        _check_relation(what, value, faults, same=False)
    else:
        faults.of(_is_thing, what)


def _check_gap(what: Record, value: Any, faults: Faults) -> None:
    faults.of(GapRule, str(what.get("rule")))
    nodes = what.get("nodes")
    if not isinstance(nodes, list) or not nodes:
        faults.add("a gap is {rule, nodes}")
    else:
        for node in nodes:
            faults.of(_is_thing, node)
    if value not in STATUSES:
        faults.add(f"status {value!r} is none of {', '.join(STATUSES)}")


_CHECKS: dict[Kind, Callable[[Record, Any, Faults], None]] = {
    Kind.MERGE: _check_merge, Kind.SPLIT: _check_split, Kind.RENAME: _check_rename, Kind.RELABEL: _check_relabel,
    Kind.ACCEPT: _check_relation, Kind.REJECT: _check_relation, Kind.HIDE: _check_hide, Kind.GAP: _check_gap,
    Kind.UNDO: lambda what, value, faults: None,
}  # fmt: skip


def undone(ledger: Sequence[Decision]) -> set[str]:
    """Return the ids of the decisions that a standing undo takes back.

    An undo reaches only decisions before it, so one look from the end settles all.
    """
    found: set[str] = set()
    for decision in reversed(ledger):
        if decision.kind is Kind.UNDO and decision.id not in found:
            found.add(decision.undoes or "")
    return found


def standing(ledger: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that stand, in order: those that no standing undo takes back."""
    gone = undone(ledger)
    return [decision for decision in ledger if decision.kind is not Kind.UNDO and decision.id not in gone]


def _repeats(fresh: Decision, ledger: Sequence[Decision]) -> bool:
    """Whether the last word on a gap is the same already, with the same note by the same person."""
    said = [d for d in standing(ledger) if d.kind is Kind.GAP and _canonical(d.object) == _canonical(fresh.object)]
    return bool(said) and replace(said[-1], id="") == fresh


def fingerprint(decisions: Iterable[Decision]) -> str:
    """Return a hash of what the decisions do, whoever said it: part of a snapshot's name."""
    return digest(*(d.content for d in decisions))


class Ledger:
    """The file of decisions of one workspace.

    Args:
        path: ``decisions.jsonl``; it may not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, workspace: Path) -> Ledger:
        """Return the ledger of a workspace's folder."""
        return cls(workspace / "decisions.jsonl")

    def read(self) -> list[Decision]:
        """Return all decisions in order; a line that stands twice (two branches of a repository joined) counts once.

        Raises:
            LiantuError: lines are faulty; the message names each.
        """
        content = self.path.read_bytes() if self.path.exists() else b""
        found: dict[str, Decision] = {}
        for decision in self._parse(content):
            found.setdefault(decision.id, decision)
        return list(found.values())

    def _parse(self, content: bytes) -> list[Decision]:
        found, faults = [], []
        for number, line in enumerate(content.split(b"\n"), 1):
            if line.strip():
                try:
                    record = json.loads(line)
                    found.append(Decision(**({"id": record["id"]} | dict(checked(record)))))
                except KeyError as error:
                    faults.append(f"{number}: no {error}")
                except (ValueError, TypeError, AttributeError) as error:
                    faults.append(f"{number}: {error}")
        if faults:
            raise LiantuError("decisions_faulty", str(self.path), faults=_shown(faults))
        return found

    def draft(self, records: Iterable[Record]) -> list[Decision]:
        """Return the decisions that `append` would add, without adding them; what was last said of a gap is not said again.

        Args:
            records: decisions; an id in them is not kept.

        Raises:
            LiantuError: records are no decisions, or undo one that is not there; the message names each.
        """
        before = self.read()
        made: list[Decision] = []
        faults = []
        counts = Counter(d.content for d in before)
        known = {d.id for d in before}
        for number, record in enumerate(records, 1):
            try:
                parts = checked(record)
            except (ValueError, TypeError, AttributeError) as error:
                faults.append(f"{number}: {error}")
                continue
            fresh = Decision("", **parts)
            if fresh.kind is Kind.UNDO and fresh.undoes not in known:
                raise LiantuError("decision_unknown", str(fresh.undoes))
            if fresh.kind is Kind.GAP and _repeats(fresh, [*before, *made]):
                continue
            made.append(Decision(digest(*map(str, fresh.content), counts[fresh.content]), **parts))
            counts[fresh.content] += 1
            known.add(made[-1].id)
        if faults:
            raise LiantuError("decisions_faulty", "", faults=_shown(faults))
        return made

    def append(self, records: Iterable[Record]) -> list[Decision]:
        """Add decisions at the end, all or none, and have them on the disk before returning.

        Raises:
            LiantuError: as `draft`.
        """
        added = self.draft(records)
        if added:
            self._write("".join(to_line(d) + "\n" for d in added).encode())
        return added

    def _write(self, content: bytes) -> None:
        if self.path.exists() and not self.path.read_bytes().endswith(b"\n") and self.path.stat().st_size:
            content = b"\n" + content  # an editor left the last line without its end
        with self.path.open("ab") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _shown(faults: Sequence[str]) -> str:
    more = len(faults) - SHOWN
    return "; ".join([*faults[:SHOWN], *([f"+{more}"] if more > 0 else [])])


def to_line(decision: Decision) -> str:
    """Return a decision as one line of the ledger, without its end; keys in the order of the format."""
    record = {
        "id": decision.id, "kind": decision.kind.value, "object": dict(decision.object), "value": decision.value,
        "note": decision.note, "by": decision.by, "undoes": decision.undoes,
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False)
