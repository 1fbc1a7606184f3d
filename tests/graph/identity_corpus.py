"""Pairs of names labelled by what the gold annotations of a corpus say, and how well identity agrees; made at run time, nothing of the texts is kept.

A document's forms (name and aliases of each annotated thing) become entities of their own, so that identity has to find by itself which are one. A pair is

- *same*: two forms of one thing in a document, or in two documents of one jurisdiction that share a full name of it; a national body named alike anywhere;
- *different*: forms of two things of one label in a document; one role name (level letter and function) in two jurisdictions, neither inside the other;
- *cannot tell*: all other pairs, and those that mean one thing only by what stands around them, whatever identity makes of them: a bare class noun, a list's
  remains, 我局; a name and its tail (主题园, 北关社区的主题园); the place that a site is called by; words that texts of other divisions use as they do any word
  (主题党日活动); two forms that share no two characters in a row and are no short form of each other.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

from graph.facts import DocumentFacts, Entity
from graph.identity import resolve_with
from graph.joins import is_generic
from graph.jurisdiction import words
from graph.likeness import is_abbreviation, is_subsequence, left_out
from graph.model import Document, Mention
from graph.names import BARE_PAPER, class_off, fold
from graph.vocabulary import NAMED, Label

_ORDINARY = 3
"""Other divisions whose texts have a name, from which it is a word like any other."""
_GENERIC = frozenset(words()["generic"])
_FRONT = re.compile(r"^.{0,4}?[省市县区州旗镇乡村级]的?(?!委|政)")
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
    label: Label
    jurisdiction: str | None
    contextual: bool


Judged: TypeAlias = tuple[Form, Form, bool | None, bool]
"""Two forms, what the annotations say of them, and whether identity joined them."""


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
    told: int
    """Pairs of forms that one document gives one thing and that names alone do not show: 示范带 behind 梅溪乡村振兴示范带."""
    understood: int
    """Those of them that are joined."""

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
    a, b = fold(form), fold(name)
    return form != name and (
        bool(_REMAINS.search(form))
        or bool(BARE_PAPER.match(a))
        or is_generic(a)
        or _FRONT.sub("", a) in _GENERIC
        or _is_tail(a, b)
    )


def _is_tail(short: str, long: str) -> bool:
    """Whether a name is the end of another that has more than a division in front."""
    front = long[: -len(short)]
    return long.endswith(short) and len(front) >= 2 and not re.search(r"(?:[市县省州旗]|(?<![社发园新])区)$", front)


def _leaves_a_word_out(short: str, long: str) -> bool:
    """Whether a name has one stretch more inside, as 教育体育局 has beside 教育局: by names alone that is another thing."""
    gone = left_out(short, long)
    inside = gone is not None and not long.startswith(short) and not long.endswith(short)
    return inside and not is_abbreviation(short, long)


class Clearness:
    """Tells whether two forms of one thing show by themselves that they are.

    Args:
        texts: division and text of each document.
    """

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._texts = texts
        self._ordinary: dict[str, bool] = {}

    def shows(self, one: Form, other: Form, places: Set[str]) -> bool:
        """Whether a reader who sees no more than the two names, their label and their division could tell; ``places`` are those that the document names."""
        a, b = fold(one.name), fold(other.name)
        short, long = sorted((a, b), key=len)
        label = one.label
        bare = sorted((fold(class_off(label, form.name)) for form in (one, other)), key=len)
        called_by_place = label != Label.Place and any(
            short == place or short + level in place for place in places for level in "镇乡村"
        )
        return not (
            _is_tail(short, long)
            or (label != Label.Organisation and _is_tail(*bare))
            or called_by_place
            or _leaves_a_word_out(short, long)
            or not (
                is_subsequence(short, long)
                or {a[n : n + 2] for n in range(len(a) - 1)} & {b[n : n + 2] for n in range(len(b) - 1)}
            )
            or (
                label not in (Label.Organisation, Label.Place, Label.Policy)
                and any(self._is_ordinary(f) for f in (one, other))
            )
        )

    def _is_ordinary(self, form: Form) -> bool:
        """Whether texts of three other divisions have the words too."""
        name = form.name
        if name not in self._ordinary:
            self._ordinary[name] = (
                len({where for where, text in self._texts if where != form.jurisdiction and name in text}) >= _ORDINARY
            )
        return self._ordinary[name]


def facts_of(annotation: dict[str, Any], text: str) -> tuple[DocumentFacts, list[Form]]:
    """Make facts with one entity for each form, settled as the reader settles it, and the forms with what the annotation says of them."""
    from ingest.settle import settle

    meta = annotation["metadata"]
    document = hashlib.sha256(text.encode()).hexdigest()
    path = meta.get("jurisdiction_full") or meta.get("jurisdiction")
    entities, forms = [], []
    for thing in annotation["entities"]:
        label = Label(thing["label"])
        if label not in NAMED:
            continue
        names = dict.fromkeys(_clean(name) for name in (thing["name"], *thing["aliases"]))
        given = {name for name in names if re.search(rf"(?:简称|下称|以下称)为?{re.escape(name)}", _clean(text))}
        for n, name in enumerate(names):
            key = f"{thing['id']}.{n}"
            aliases = tuple(sorted(given - {name})) if n == 0 else ()
            redacted = bool(thing.get("redacted"))
            settled = None if redacted else settle(label, name, path)
            entities.append(
                Entity(
                    key,
                    label,
                    name,
                    (Mention(document, 0, len(name), f"“{name}”" if f"“{name}”" in text else name),),
                    aliases=aliases,
                    redacted=redacted,
                    properties={"code": settled.code} if settled and settled.code else {},
                    jurisdiction=settled.path if settled else None,
                )
            )
            forms.append(Form(document, thing["id"], key, name, label, path, _contextual(name, next(iter(names)))))
    made = Document(document, annotation["doc"], annotation["doc"], meta["kind"], year=meta["year"], jurisdiction=path)
    return DocumentFacts(made, text, tuple(entities)), forms


def label_pairs(forms: list[Form], clear: Clearness) -> Iterator[tuple[Form, Form, bool | None]]:
    """Yield pairs with True (same), False (different) or None (cannot tell)."""
    by_document: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_document[form.document].append(form)
    for group in by_document.values():
        places = {fold(form.name) for form in group if form.label == Label.Place}
        for one, other in combinations(group, 2):
            if one.thing != other.thing and one.label != other.label:
                continue
            same = one.thing == other.thing
            told = not (one.contextual or other.contextual or fold(one.name) == fold(other.name))
            yield one, other, same if told and (not same or clear.shows(one, other, places)) else None
    yield from _across([f for f in forms if not f.contextual], clear)


def _across(forms: list[Form], clear: Clearness) -> Iterator[tuple[Form, Form, bool | None]]:
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
                alike = fold(one.name) == fold(other.name) or clear.shows(one, other, frozenset())
                yield one, other, True if shared and alike else None
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


def evaluate(corpus: Path) -> dict[str, Score]:
    """Resolve the whole corpus and count the labelled pairs of each label, and of all (``all``)."""
    batch, forms, texts = [], [], []
    for annotation, text in gold(corpus):
        facts, found = facts_of(annotation, text)
        batch.append(facts)
        forms += found
        texts.append((str(facts.document.jurisdiction), _clean(text)))
    resolution = resolve_with(batch, ())
    node = {(m.facts.document.id, m.entity.key): c.id for c in resolution.clusters.values() for m in c.members}
    judged: dict[str, list[Judged]] = defaultdict(list)
    for one, other, same in label_pairs(forms, Clearness(texts)):
        judged[one.label].append((one, other, same, node[one.document, one.key] == node[other.document, other.key]))
    biggest = {label: max(len(c.members) for c in resolution.clusters.values() if c.label == label) for label in judged}
    scores = {label: _score(judged[label], biggest[label]) for label in sorted(judged)}
    return scores | {"all": _score([pair for label in sorted(judged) for pair in judged[label]], max(biggest.values()))}


def _score(judged: Sequence[Judged], biggest: int) -> Score:
    counts = Counter(same for _, _, same, _ in judged)
    missed = tuple((one, other) for one, other, same, joined in judged if same is True and not joined)
    mistaken = tuple((one, other) for one, other, same, joined in judged if same is False and joined)
    told = [
        joined
        for one, other, same, joined in judged
        if same is None and (one.document, one.thing) == (other.document, other.thing) and one.name != other.name
    ]
    right = counts[True] - len(missed)
    return Score(
        counts[True], counts[False], counts[None], right, len(mistaken), missed, mistaken, biggest, len(told), sum(told)
    )
