"""From a page to facts: mentions, relations and statements, each with its literal sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.errors import message
from graph.facts import DocumentFacts, Dropped, Entity, Relation, Verdict
from graph.model import Document, Evidence, Mention, Value
from graph.spans import Spans
from graph.vocabulary import SYMMETRIC, Label, RelationType, Status
from ingest import verdicts
from ingest.kinds import kind_of_committee, kind_of_name
from ingest.mask.document import Masks, hide
from ingest.mentions import join
from ingest.mentions.frame import named, recognise
from ingest.mentions.reading import Reading
from ingest.mentions.things import Given, Grouping, Thing, full_width
from ingest.model.reader import Reader, ScoredSpan
from ingest.model.relations import RelationReader
from ingest.relations.chains import in_use
from ingest.relations.claim import Claim
from ingest.relations.join import BELIEVED, DOUBTED, Bench, judge, score
from ingest.relations.read import Told, read_sentences
from ingest.relations.status import holds
from ingest.settle import settle
from ingest.stand_in import acts_by_itself, stand_in
from ingest.statements import table
from ingest.statements.addresses import find_answers
from ingest.statements.moments import dated
from ingest.statements.numbers import read_number
from ingest.text import Page

_COUNTED = re.compile(r"^[约近]?\d[\d,.]*[万千百]?[余多]?[名个位户家所支对]?+(?=[\u4e00-\u9fff]{2})")
"""How many there are of a group is no part of its name (8个乡镇)."""
_SET = re.compile(r"(?P<number>[二两三四五六七八九十]+)(?:大|个|项|条)[\u4e00-\u9fff]{2,}$")


@dataclass(frozen=True, slots=True)
class Readers:
    """The trained readers; None where the weights are missing: then the grammar reads alone. ``tagger``: LAC looks for the names to mask."""

    spans: Reader | None
    relations: RelationReader | None = None
    tagger: bool = True


@cache
def shipped() -> Readers:
    """Return the readers with the package's weights; none where a part of them is missing or damaged, which `liantu doctor` tells."""
    try:
        spans = Reader.load()
        relations = RelationReader.load(spans)
        complete = relations is not None and join.judge() is not None and judge() is not None
    except (ValueError, LookupError):
        complete = False
    return Readers(spans, relations) if complete else Readers(None)


def bench_of(page: Page, readers: Readers, given: Sequence[Given] | None = None) -> Bench:
    """Return all that grammar and relation reader claim of a document, before anything is chosen; ``given`` as in `facts`."""
    return _Writer(page, given, readers).bench()


def facts(page: Page, given: Sequence[Given] | None = None, readers: Readers | None = None) -> DocumentFacts:
    """Read a page.

    Args:
        page: a document, cleaned, outlined and set in its context.
        given: things known beforehand, to measure the relations alone; names are then looked for no further.
        readers: trained readers to use in place of the package's own.

    Returns:
        Everything that the document says, all offsets counting in ``page.source.text``.
    """
    return _Writer(page, given, readers or shipped()).facts()


class _Writer:
    def __init__(self, page: Page, given: Sequence[Given] | None, readers: Readers) -> None:
        self.page = page
        self.readers = readers
        self._starts = [s.start for s in page.outline.sentences]
        self.reading = Reading(page)
        self.scored = self._scored(readers)
        self.doc = recognise(self.reading, self.scored)
        self.dropped: list[Dropped] = list(self.doc.user_data["dropped"])
        self.grouping = Grouping(self.reading, table.bodies(self.reading, named(self.doc, "mentions")), given)
        taken = [(n.start, n.end) for n in self.grouping.of if n.label is not Label.Stakeholder]
        self.masks = Masks(self.reading, taken, table.persons(page), readers.tagger)
        self._veiled = self.masks.veil
        self.masked = hide(page.source.text, self.masks.hidden)
        self.told = hide(self.reading.text, self.masks.offsets)
        self.stand_in = stand_in(page.context, self.grouping)
        self.used: set[int] = set()
        self.relations: dict[tuple[str, ...], Relation] = {}
        self.statements: list[Entity] = []
        self._weighed: list[Claim] = []
        self._paths: dict[int, str] = {}

    def _scored(self, readers: Readers) -> list[ScoredSpan] | None:
        if readers.spans is None:
            return None
        return readers.spans.candidates(self.reading.text, [(s.start, s.end) for s in self.page.outline.sentences])

    def tell(self) -> Told:
        """Read the sentences by the grammar."""
        return table.standing(
            read_sentences(self.reading, self.grouping, self.stand_in is not None, self.scored), self.page
        )

    def bench(self) -> Bench:
        """Put the claims of grammar and relation reader side by side."""
        return self._bench(self.tell())

    def _bench(self, told: Told) -> Bench:
        reader = self.readers.relations
        scored = score(self.reading, self.grouping, reader) if reader is not None else []
        groups = {name: group for group in told.groups for name in group.names}
        return Bench(self.reading, self.grouping, self.stand_in, told.claims, scored, groups)

    def _chosen(self, told: Told) -> list[Claim]:
        """Return the claims that stand; the others are told as dropped: where both readers spoke those that are not probable enough."""
        judged = judge() if self.readers.relations is not None else None
        self._weighed = [c for c, _ in self._bench(told).joined(judged)] if judged else told.claims
        kept, complaints = [], Spans((p.start, p.end) for p in told.problems)
        for claim in self._weighed:
            least = DOUBTED.get(claim.rule, BELIEVED)
            if judged and claim.confidence < least:
                self._drop(claim, "below", f":{least}")
            elif claim.source is None and acts_by_itself(self.reading, self.masks.spans, claim.target):
                self._drop(claim, "private")
            elif holds(claim, complaints):
                kept.append(claim)
            else:
                self._drop(claim, "lacking")
        return kept

    def _drop(self, claim: Claim, why: str, more: str = "") -> None:
        source, target = (self.reading.text[one.start : one.end] if one else "" for one in (claim.source, claim.target))
        what = f"{claim.type} {source} → {target}" if source else f"{claim.type} → {target}"
        reason = f"{why}:{claim.rule}:{claim.confidence}{more}"
        self.dropped.append(Dropped(what, claim.start, claim.end, reason))

    def _left(self, claims: Sequence[Claim], kept: Sequence[Claim], why: str) -> None:
        standing = set(map(id, kept))
        for claim in claims:
            if id(claim) not in standing:
                self._drop(claim, why)

    def facts(self) -> DocumentFacts:
        told = self.tell()
        duties = table.duties(self.page, self.grouping, told)
        chosen = self._chosen(told)
        needed = in_use(chosen, self.grouping.of)
        owned = table.owned(needed, self.page)
        self._left(chosen, needed, "unused")
        self._left(needed, owned, "column")
        for claim in [*dated(owned, told.times, told.years), *(c for d in duties for c in table.claims(d))]:
            self._claim(claim)
        duties = [duty for duty in duties if not duty.reported]
        self._indicators(told.indicators)
        self._problems(told.problems)
        self._commitments(told.commitments)
        self._duties(duties, len(told.commitments))
        self._answers(told)
        entities = [self._entity(t) for t in self.grouping.things if not t.weak or id(t) in self.used]
        known = {e.key for e in [*entities, *self.statements]}
        self._fill_sets()
        relations = [self.relations[k] for k in sorted(self.relations)]
        kept = tuple(r for r in relations if r.source in known and r.target in known)
        why = self._verdicts(told, duties, known, kept)
        return DocumentFacts(
            document=self._document(),
            text=self.page.source.text,
            entities=(*entities, *self.statements),
            relations=kept,
            dropped=tuple(
                sorted(map(self._unnamed, set(self.dropped)), key=lambda d: (d.start, d.end, d.what, d.reason))
            ),
            warnings=(*self.page.source.warnings, *self._unbroken(), *self._losses()),
            hidden=tuple(self.masks.hidden),
            verdicts=why,
        )

    def _verdicts(
        self, told: Told, duties: Sequence[table.Duty], known: set[str], relations: Sequence[Relation]
    ) -> tuple[Verdict, ...]:
        """Say why each fact stands, and note what was left besides the candidates that were weighed."""
        text, scored = self.reading.text, self.scored
        standing = [t for t in self.grouping.things if t.key in known]
        self.dropped += verdicts.unused((t for t in self.grouping.things if t.key not in known), text)
        stated: list[verdicts.Clause] = [*told.problems, *told.commitments, *duties]
        self.dropped += verdicts.unread(scored or (), stated, text)
        self.dropped += verdicts.unseen(told.unseen, stated, text)
        mentions = named(self.doc, "mentions")
        self.dropped += verdicts.pointing(mentions, self.grouping.of, text)
        self.dropped += verdicts.in_cells(mentions, self.grouping.of, text)
        self.dropped += [Dropped(f"PERSON {text[a:b]}", a, b, "person") for a, b in self.masks.spans]
        of = self.grouping.of
        ended = [(c, of[c.source] if c.source else self.stand_in, of[c.target]) for c in self._weighed]
        return (
            *verdicts.of_names(standing, self.doc.user_data["rated"], self.told),
            *verdicts.of_clauses("i", Label.Indicator, told.indicators, scored),
            *verdicts.of_clauses("p", Label.Problem, told.problems, scored),
            *verdicts.of_clauses("c", Label.Commitment, told.commitments, scored),
            *verdicts.of_rows(len(told.commitments), duties, scored),
            *verdicts.of_relations(relations, [(c, a, b) for c, a, b in ended if a is not None]),
        )

    def _unbroken(self) -> tuple[str, ...]:
        """Say how much of the text was left out because no stop breaks it."""
        cuts = [cut for cut in self.page.clean.cuts if cut.reason == "unbroken"]
        text = self.page.source.text
        first = text.count("\n", 0, cuts[0].start) + 1 if cuts else 0
        characters = sum(cut.end - cut.start for cut in cuts)
        told = message("text_unbroken", "what", count=len(cuts), line=first, characters=characters)
        return (f"{told} {message('text_unbroken', 'next')}",) if cuts else ()

    def _losses(self) -> tuple[str, ...]:
        """Say what is lost where the trained readers or LAC do not read."""
        lost = {"reader_missing": self.readers.spans is None, "names_unmasked": not self.readers.tagger}
        return tuple(message(code, "what") for code, is_lost in lost.items() if is_lost)

    def _document(self) -> Document:
        c = self.page.context
        return Document(
            id=self.page.source.sha256, file=self.page.source.file, title=self._veiled(c.title), kind=c.kind, year=c.year,
            year_title=c.year_title, year_stated=c.year_stated, year_inferred=c.year_inferred, jurisdiction=c.jurisdiction,
            issuer=c.issuer, truncated=c.truncated,
        )  # fmt: skip

    def _entity(self, thing: Thing) -> Entity:
        mentions = tuple(self._mention(*span) for span in sorted({(n.start, n.end) for n in thing.mentions}))
        full = self._veiled(thing.name)
        names = (self._veiled(full_width(name)) for name in thing.names)
        aliases = tuple(dict.fromkeys(name for name in names if name != full))
        name = _COUNTED.sub("", full) if thing.label is Label.Stakeholder else full
        redacted = thing.redacted
        settled = None if redacted else settle(thing.label, name, self.page.context.jurisdiction)
        path, code = settled or (None, None)
        kind = kind_of_committee(thing.label, thing.names) or thing.kind or kind_of_name(thing.label, thing.names)
        return Entity(
            thing.key, thing.label, name, mentions, kind, aliases, redacted, {"code": code} if code else {}, path
        )  # fmt: skip

    def _mention(self, first: int, last: int) -> Mention:
        start, end = self.page.clean.source_span(first, last)
        return Mention(self.page.source.sha256, start, end, self.masked[start:end])

    def _evidence(
        self, span: tuple[int, int], rule: str, confidence: int, inferred: bool, date: str | None, year: str | None
    ) -> Evidence:
        start, end = self.page.clean.source_span(*span)
        return Evidence(
            document=self.page.source.sha256, start=start, end=end, quote=self.masked[start:end], rule=rule, confidence=confidence,
            section=self._section(span[0]), inferred=inferred, date=date, year_source=year,
        )  # fmt: skip

    def _section(self, offset: int) -> str:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return ""
        section = self.page.outline.sentences[at].section
        if section not in self._paths:
            self._paths[section] = self._veiled(self.page.outline.path(section))
        return self._paths[section]

    def _claim(self, claim: Claim) -> None:
        source = self.grouping.of[claim.source] if claim.source is not None else self.stand_in
        target = self.grouping.of[claim.target]
        if source is None or source is target:
            self._drop(claim, "headless" if source is None else "itself")
            return
        inferred = claim.source is None
        evidence = self._evidence(
            (claim.start, claim.end), claim.rule, claim.confidence, inferred, claim.date, claim.year_source
        )
        self._relate(Relation(claim.type, source.key, target.key, claim.status, evidence))
        self.used |= {id(source), id(target)}

    def _relate(self, relation: Relation) -> None:
        ends = (relation.source, relation.target)
        key = (relation.type, *(sorted(ends) if relation.type in SYMMETRIC else ends))
        old = self.relations.get(key)
        if old is None or old.evidence.order > relation.evidence.order:
            self.relations[key] = relation

    def _fill_sets(self) -> None:
        """Leave a set whose name counts its members (四大品牌) no more of them than it counts: the surest, then the nearest."""
        named = {thing.key: thing for thing in self.grouping.things}
        at = {key: [n.start for n in thing.mentions] for key, thing in named.items()}
        for thing in self.grouping.things:
            counted = _SET.match(thing.name)
            size = read_number(counted["number"]) if counted else None
            if not size:
                continue
            members = [k for k, r in self.relations.items() if r.type is RelationType.PART_OF and r.target == thing.key]

            def order(key: tuple[str, ...], whole: str = thing.key) -> tuple[int, int, str]:
                relation = self.relations[key]
                apart = min(abs(a - b) for a in at[whole] for b in at[relation.source])
                return -relation.evidence.confidence, apart, relation.source

            for key in sorted(members, key=order)[int(size) :]:
                del self.relations[key]
                one = named[key[1]].mentions[0]
                what = f"{RelationType.PART_OF} {self.reading.text[one.start : one.end]}"
                self.dropped.append(Dropped(what, one.start, one.end, f"set:{thing.name}"))

    def _state(
        self, key: str, label: Label, name: str, span: tuple[int, int], kind: str | None, properties: dict[str, Value]
    ) -> None:
        self.statements.append(Entity(key, label, name, (self._mention(*span),), kind, (), False, properties))

    def _link(
        self,
        kind: RelationType,
        source: str,
        target: Thing,
        span: tuple[int, int],
        rule: str,
        sure: int,
        inferred: bool = False,
    ) -> None:
        # what a duty is about is still to be done, whoever answers for it
        status = Status.PLANNED if kind is RelationType.CONCERNS and source.startswith("c") else Status.DONE
        self._relate(Relation(kind, source, target.key, status, self._evidence(span, rule, sure, inferred, None, None)))
        self.used.add(id(target))

    def _indicators(self, found: list) -> None:  # type: ignore[type-arg]
        for number, one in enumerate(found, 1):
            metric = self._veiled(one.metric)
            properties = {"metric": metric, "value": one.value, "unit": one.unit, "comparator": one.comparator, "period": one.period}  # fmt: skip
            self._state(f"i{number}", Label.Indicator, full_width(metric), one.clause, None, properties)

    def _problems(self, found: list) -> None:  # type: ignore[type-arg]
        for number, one in enumerate(found, 1):
            name = full_width(self.told[one.start : one.end])
            self._state(f"p{number}", Label.Problem, name, (one.start, one.end), one.kind, {})
            for thing in self._things_in(one.start, one.end):
                self._link(
                    RelationType.CONCERNS, f"p{number}", thing, (one.start, one.end), "problem.names", one.confidence
                )

    def _commitments(self, found: list) -> None:  # type: ignore[type-arg]
        for number, one in enumerate(found, 1):
            key, span = f"c{number}", (one.start, one.end)
            properties = {"cadence": one.cadence, "deadline": one.deadline, "target": one.target}
            self._state(key, Label.Commitment, full_width(self.told[one.start : one.end]), span, None, properties)
            owner = self.grouping.of[one.owner] if one.owner is not None else self.stand_in if one.inferred else None
            if owner is not None and owner.label is not Label.Place:
                self._link(RelationType.OWNED_BY, key, owner, span, "commitment.owner", one.confidence, one.inferred)
            for helper in (self.grouping.of[name] for name in one.supporters):
                if helper is not owner:  # called by another name
                    self._link(RelationType.SUPPORTED_BY, key, helper, span, "commitment.supporter", one.confidence)
            for thing in one.concerns:
                self._link(
                    RelationType.CONCERNS, key, self.grouping.of[thing], span, "commitment.names", one.confidence
                )

    def _duties(self, found: list[table.Duty], before: int) -> None:
        for number, one in enumerate(found, before + 1):
            key, span = f"c{number}", (one.start, one.end)
            properties: dict[str, Value] = {"cadence": one.cadence, "deadline": one.deadline, "target": one.target}
            name = full_width(self.told[one.name.start : one.name.end])
            self._state(key, Label.Commitment, name, span, None, properties)
            ends = ((RelationType.OWNED_BY, one.owners), (RelationType.SUPPORTED_BY, one.supporters), (RelationType.CONCERNS, one.concerns))  # fmt: skip
            for kind, things in ends:
                for thing in things:
                    self._link(kind, key, self.grouping.of[thing], span, "table.row", table.SURE)

    def _answers(self, told: Told) -> None:
        for answer in find_answers(self.reading, told.commitments, told.problems):
            measure = told.commitments[answer.commitment]
            span = measure.start, measure.end
            evidence = self._evidence(span, answer.rule, answer.confidence, False, None, None)
            ends = (f"c{answer.commitment + 1}", f"p{answer.problem + 1}")
            self._relate(Relation(RelationType.ADDRESSES, *ends, Status.PLANNED, evidence))

    def _things_in(self, start: int, end: int) -> list[Thing]:
        mentions = self.grouping.mentions()
        first, last = (bisect_left(mentions, at, key=lambda n: n.start) for at in (start, end))
        whole = (n for n in mentions[first:last] if n.end <= end and not n.weak)
        return list(dict.fromkeys(self.grouping.of[n] for n in whole))

    def _unnamed(self, dropped: Dropped) -> Dropped:
        start, end = self.page.clean.source_span(dropped.start, dropped.end)
        return Dropped(self._veiled(dropped.what), start, end, self._veiled(dropped.reason))
