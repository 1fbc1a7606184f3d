"""Pairs of names labelled by what the gold annotations of a corpus say, and how well identity agrees; made at run time, nothing of the texts is kept.

A document's forms (name and aliases of each annotated thing) become entities of their own, so that identity has to find by itself which are one. A pair is

- *same*: two forms of one thing in a document, or in two documents of one jurisdiction that share a full name of it; a national body named alike anywhere;
- *different*: forms of two things of one label in a document; one role name (level letter and function) in two jurisdictions, neither inside the other;
- *cannot tell*: forms that mean the thing only by what stands around them (a bare class noun, the tail of a name, a list's remains, 我局), and all other pairs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from graph.facts import DocumentFacts, Entity
from graph.identity import resolve_with
from graph.joins import is_generic
from graph.model import Document, Mention
from graph.names import fold
from graph.vocabulary import NAMED, Label

_ROLE = re.compile(r"^[省市县区州盟旗](?:委|政府|人民政府|总?工[会商]|妇联|[一-鿿]{1,12}[局办部会联]$)")
_NATIONAL = re.compile(r"^(?:中央|全国|国务院|国家(?!税务总局.+税务局))")
_REMAINS = re.compile(
    r"[、，,（(/]|[两三四五六七八九十各]+[家个支]|等|的[一\u4e00-\u9fff]*[队组]|一家|\d+个|^[我本该当][^\n]|^(?:学院|高校|集团|商会|旗中心)|^[\s\S]?$"
)


@dataclass(frozen=True)
class Form:
    """One name that a document gives a thing."""

    document: str
    thing: str
    key: str
    name: str
    label: str
    jurisdiction: str | None
    contextual: bool


@dataclass(frozen=True)
class Score:
    """Pairs counted."""

    same: int
    different: int
    cannot_tell: int
    right: int
    wrong: int
    missed: tuple[tuple[Form, Form], ...]
    mistaken: tuple[tuple[Form, Form], ...]
    biggest: int

    @property
    def precision(self) -> float:
        """Share of the joined labelled pairs that are the same."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the same pairs that are joined."""
        return self.right / self.same


def gold(corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield annotation and text of each labelled document."""
    for path in sorted((corpus / "train").glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_bytes().decode("utf-8")
    for path in sorted((corpus / "eval" / "gold").glob("*.json")):
        yield (
            json.loads(path.read_text(encoding="utf-8")),
            (corpus / "seeds" / f"{path.stem}.txt").read_bytes().decode("utf-8"),
        )


def _clean(name: str) -> str:
    from ingest.clean.characters import simplify

    return re.sub(r"[\s“”\"‘’]", "", simplify(name))


def _contextual(form: str, name: str) -> bool:
    """Whether only its surroundings make the form a name of the thing."""
    if form == name:
        return False
    a, b = fold(form), fold(name)
    return (
        bool(_REMAINS.search(form))
        or is_generic(a)
        or (b.endswith(a) and len(b) - len(a) >= 2 and not re.match(r".*[市县区省州旗]$", b[: -len(a)]))
    )


def facts_of(annotation: dict[str, Any], text: str) -> tuple[DocumentFacts, list[Form]]:
    """Make facts with one entity for each form, and the forms with what the annotation says of them."""
    meta = annotation["metadata"]
    document = hashlib.sha256(text.encode()).hexdigest()
    path = meta.get("jurisdiction_full") or meta.get("jurisdiction")
    entities, forms = [], []
    for thing in annotation["entities"]:
        label = Label(thing["label"])
        if label not in NAMED:
            continue
        names = dict.fromkeys(_clean(name) for name in (thing["name"], *thing["aliases"]))
        given = {name for name in names if re.search(rf"简称[“\"]?{re.escape(name)}", _clean(text))}
        for n, name in enumerate(names):
            key = f"{thing['id']}.{n}"
            aliases = tuple(sorted(given - {name})) if n == 0 else ()
            entities.append(
                Entity(
                    key,
                    label,
                    name,
                    (Mention(document, 0, len(name), name),),
                    aliases=aliases,
                    redacted=bool(thing.get("redacted")),
                )
            )
            forms.append(Form(document, thing["id"], key, name, label, path, _contextual(name, next(iter(names)))))
    made = Document(document, annotation["doc"], annotation["doc"], meta["kind"], year=meta["year"], jurisdiction=path)
    return DocumentFacts(made, text, tuple(entities)), forms


def label_pairs(forms: list[Form]) -> Iterator[tuple[Form, Form, bool | None]]:
    """Yield pairs with True (same), False (different) or None (cannot tell)."""
    by_document: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_document[form.document].append(form)
    for group in by_document.values():
        for one, other in combinations(group, 2):
            if one.thing == other.thing:
                yield (
                    one,
                    other,
                    None if one.contextual or other.contextual or fold(one.name) == fold(other.name) else True,
                )
            elif one.label == other.label:
                yield (
                    one,
                    other,
                    None if one.contextual or other.contextual or fold(one.name) == fold(other.name) else False,
                )
    yield from _across([f for f in forms if not f.contextual])


def _across(forms: list[Form]) -> Iterator[tuple[Form, Form, bool | None]]:
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in forms:
        names[form.document, form.thing].add(fold(form.name))
    by_place: dict[tuple[str, str], list[Form]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for form in forms:
        if form.jurisdiction and "X" not in form.jurisdiction:
            by_place[form.label, form.jurisdiction].append(form)
        if form.label == Label.Organisation:
            by_name[form.label, fold(form.name)].append(form)
    for group in by_place.values():
        for one, other in combinations(group, 2):
            if one.document != other.document:
                shared = names[one.document, one.thing] & names[other.document, other.thing]
                yield one, other, True if shared else None
    for group in by_name.values():
        for one, other in combinations(group, 2):
            if one.document == other.document:
                continue
            if _NATIONAL.match(one.name):
                yield one, other, True
            elif one.jurisdiction and other.jurisdiction and _ROLE.match(one.name):
                apart = not one.jurisdiction.startswith(other.jurisdiction[:6]) and not other.jurisdiction.startswith(
                    one.jurisdiction[:6]
                )
                yield one, other, False if apart else None


def evaluate(corpus: Path, labels: frozenset[str] = frozenset(NAMED)) -> Score:
    """Resolve the whole corpus and count the labelled pairs of some labels."""
    batch, forms = [], []
    for annotation, text in gold(corpus):
        facts, found = facts_of(annotation, text)
        batch.append(facts)
        forms += [form for form in found if form.label in labels]
    resolution = resolve_with(batch, ())
    node = {(m.facts.document.id, m.entity.key): c.id for c in resolution.clusters.values() for m in c.members}
    counts = {True: 0, False: 0, None: 0}
    missed, mistaken = [], []
    for one, other, same in label_pairs(forms):
        counts[same] += 1
        joined = node[one.document, one.key] == node[other.document, other.key]
        if same is True and not joined:
            missed.append((one, other))
        elif same is False and joined:
            mistaken.append((one, other))
    biggest = max(len(c.members) for c in resolution.clusters.values() if c.label in labels)
    return Score(
        counts[True],
        counts[False],
        counts[None],
        counts[True] - len(missed),
        len(mistaken),
        tuple(missed),
        tuple(mistaken),
        biggest,
    )
