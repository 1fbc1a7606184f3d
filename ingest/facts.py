"""From a page to facts: mentions, relations and statements, each with its literal sentence."""

from __future__ import annotations

from graph.facts import DocumentFacts, Dropped, Entity, Relation
from graph.model import Document, Evidence, Mention
from graph.vocabulary import SYMMETRIC, Label
from ingest.mask.persons import find_titled, mask
from ingest.mentions.frame import named, recognise
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping, Thing, full_width
from ingest.relations.claim import Claim
from ingest.relations.read import read_relations
from ingest.text import Page

_ENDS = {}  # type: ignore[var-annotated]


def facts(page: Page) -> DocumentFacts:
    """Read a page.

    Args:
        page: a document, cleaned, outlined and set in its context.

    Returns:
        Everything that the document says, all offsets counting in ``page.source.text``.
    """
    return _Writer(page).facts()


class _Writer:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.reading = Reading(page)
        self.doc = recognise(self.reading)
        self.dropped: list[Dropped] = list(self.doc.user_data["dropped"])
        self.grouping = Grouping(self.reading, named(self.doc, "mentions"))
        self.persons = self._persons()
        self.masked = self._masked()

    def facts(self) -> DocumentFacts:
        page = self.page
        claims = read_relations(self.reading, self.grouping)
        stand_in = self._stand_in()
        used: set[int] = set()
        relations: dict[tuple[object, ...], Relation] = {}
        for claim in claims:
            source = self.grouping.of[claim.source] if claim.source is not None else stand_in
            target = self.grouping.of[claim.target]
            if source is None or source is target:
                continue
            relation = self._relation(claim, source, target)
            key = (
                relation.type,
                *(sorted((source.key, target.key)) if claim.type in SYMMETRIC else (source.key, target.key)),
            )
            old = relations.get(key)
            if old is None or old.evidence.order > relation.evidence.order:
                relations[key] = relation
            used |= {id(source), id(target)}
        entities = [self._entity(t) for t in self.grouping.things if not t.weak or id(t) in used]
        return DocumentFacts(
            document=self._document(),
            text=page.source.text,
            entities=tuple(entities),
            relations=tuple(relations[k] for k in sorted(relations, key=str)),
            dropped=tuple(sorted(set(self.dropped), key=lambda d: (d.start, d.end, d.what, d.reason))),
            warnings=page.source.warnings,
        )

    def _document(self) -> Document:
        c = self.page.context
        return Document(
            id=self.page.source.sha256, file=self.page.source.file, title=c.title, kind=c.kind, year=c.year, year_title=c.year_title,
            year_stated=c.year_stated, year_inferred=c.year_inferred, jurisdiction=c.jurisdiction, issuer=c.issuer, truncated=c.truncated,
        )  # fmt: skip

    def _stand_in(self) -> Thing | None:
        issuer = self.page.context.issuer
        if not issuer:
            return None
        key = self.grouping.owned(issuer)
        for thing in self.grouping.things:
            if thing.label is Label.Organisation and any(self.grouping.owned(name) == key for name in thing.names):
                return thing
        return None

    def _entity(self, thing: Thing) -> Entity:
        mentions = tuple(sorted({self._mention(n) for n in thing.mentions}))
        aliases = tuple(dict.fromkeys(full_width(n) for n in thing.names if full_width(n) != thing.name))
        return Entity(thing.key, thing.label, thing.name, mentions, thing.kind, aliases, thing.redacted)

    def _mention(self, one: Named) -> Mention:
        start, end = self.page.clean.source_span(one.start, one.end)
        return Mention(self.page.source.sha256, start, end, self.masked[start:end])

    def _relation(self, claim: Claim, source: Thing, target: Thing) -> Relation:
        start, end = self.page.clean.source_span(claim.start, claim.end)
        evidence = Evidence(
            document=self.page.source.sha256, start=start, end=end, quote=self.masked[start:end], rule=claim.rule, confidence=claim.confidence,
            section="", inferred=claim.source is None, date=claim.date, year_source=claim.year_source,
        )  # fmt: skip
        return Relation(claim.type, source.key, target.key, claim.status, evidence)

    def _persons(self) -> list[tuple[int, int]]:
        taken = [(n.start, n.end) for n in self.grouping.of]
        return [(a, b) for a, b in find_titled(self.reading.text) if not any(x < b and a < y for x, y in taken)]

    def _masked(self) -> str:
        text = list(self.page.source.text)
        for start, end in self.persons:
            a, b = self.page.clean.source_span(start, end)
            if b - a == end - start:
                text[a:b] = mask("".join(text[a:b]))
        return "".join(text)
