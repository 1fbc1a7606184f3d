"""Grammar and trained relation reader together: one probability for each triple, from what both say of it.

A judge over a few readable features (`ingest.model.judge`), trained on documents that the readers had not seen
(ingest/training/relation_join.py). It is ``ingest/model/relation_join.json``; without it, or without the relation reader, the grammar's claims
stand as they are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph.vocabulary import SYMMETRIC, Label, RelationType, Status
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping, Thing
from ingest.model.judge import Features, Judge, load, odds
from ingest.model.pairs import Mention
from ingest.model.relations import STAND_IN, RelationReader, contexts
from ingest.relations.actors import heads_both
from ingest.relations.apportion import apportioned
from ingest.relations.beside import Beside, Triple
from ingest.relations.claim import UNDATED, Claim
from ingest.relations.denied import undenied
from ingest.relations.links import tells_nearness
from ingest.relations.said import features
from ingest.relations.sentence import UNDER, Group
from ingest.relations.status import status_of
from ingest.relations.wholes import SET_UP
from ingest.statements.dates import find_moments

BELIEVED = 300
"""Relations of less probability, in thousandths, are dropped."""
DOUBTED = {"name.place": 450, "part.under": 450}
"""Of these rules: where a body's name begins with a place, or it stands under a name, often neither or just one is a thing of the document."""

_STANDING = {RelationType.NEAR, RelationType.LOCATED_IN, RelationType.AWARDED}
"""What holds already where a plan tells it."""
_SAID = ("type:", "rule:", "own:", "agree:")
"""Features of who says it; what else is weighed of PART_OF has weights of its own, since names and headings say it over any distance."""
_UNDER = (RelationType.LEADS, RelationType.SUPPORTS)
_WHOLE_NAMES = {
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.HOSTS,
    RelationType.ISSUES,
    RelationType.CONNECTS,
    RelationType.PART_OF,
    RelationType.REPORTS_TO,
}
"""Relations that the reader alone tells of no part of a name: 串联后所镇博物馆 connects no town, 县残联主席团 leads nothing as 县残联 (1 of 29)."""


def judge() -> Judge | None:
    """Return the judge of relations; None where its file is missing."""
    return load("relation_join.json")


def score(reading: Reading, grouping: Grouping, reader: RelationReader) -> list[Claim]:
    """Return what the relation reader says of the mentions of each sentence, as claims of the rule ``reader``."""
    names = {id(thing): f"t{number}" for number, thing in enumerate(grouping.things)}
    mentions = grouping.mentions()
    given = {Mention(n.start, n.end, str(n.label), names[id(grouping.of[n])]): n for n in mentions}
    lower = _lower(mentions)
    found = []
    year = reading.page.context.year
    planned = reading.page.context.kind == "plan"
    headings = {sentence.start for sentence in reading.page.outline.sentences if sentence.heading}
    seen = [(context, near) for context, near in contexts(reading.page, list(given)) if near]
    reader.expect(context for context, _ in seen)
    for context, near in seen:
        alone = context.heading and context.before is not None and context.before[0] not in headings
        dates = [
            (context.start + d.start, d.value, d.year_source)
            for d in find_moments(reading.text[context.start : context.end], year)
        ]
        for one in reader.score(context, near):
            source = None if one.source == STAND_IN else given[near[one.source]]
            target = given[near[one.target]]
            if one.type is not RelationType.LOCATED_IN:
                source, target = source and lower.get(source, source), lower.get(target, target)
            start = min(context.start, source.start if source else context.start, target.start)
            end = max(context.end, target.end, source.end if source else 0)
            if alone and start < context.start:
                continue  # the heading of an item goes on with nothing that the item before it said
            if one.type is RelationType.NEAR and not tells_nearness(reading.text[start:end]):
                continue
            status = one.status
            if status is Status.DONE and planned and one.type not in _STANDING:
                status = status_of(reading, context.role, reading.text[start:end], "")
            date = None if one.type in UNDATED else _date_before(dates, max(target.end, source.end if source else 0))
            when, whence = date or (None, None)
            found.append(
                Claim(one.type, source, target, start, end, "reader", one.confidence, status, when, whence, one.apart)
            )
    return undenied(reading, apportioned(reading, mentions, found))


def _lower(mentions: Sequence[Named]) -> dict[Named, Named]:
    """Return, for places that only tell where the one right behind them lies, that one: 与贵州省从江县结对 pairs with the county."""
    places = [n for n in mentions if n.label is Label.Place]
    starts = {n.start: n for n in places}
    found: dict[Named, Named] = {}
    for one in reversed(places):
        if (inner := starts.get(one.end)) is not None:
            found[one] = found.get(inner, inner)
    return found


def _date_before(dates: Sequence[tuple[int, str, str]], offset: int) -> tuple[str, str] | None:
    """Return the last date of a sentence that stands before an offset, with what its year rests on."""
    before = [(value, source) for start, value, source in dates if start < offset]
    return before[-1] if before else None


class Bench:
    """All claims of a document by triple.

    Args:
        reading: the document.
        grouping: its things.
        stand_in: the body that fills an omitted subject.
        grammar: the grammar's claims.
        scored: the relation reader's.
        groups: by each name the group of names in which it stands.
    """

    def __init__(
        self,
        reading: Reading,
        grouping: Grouping,
        stand_in: Thing | None,
        grammar: Sequence[Claim],
        scored: Sequence[Claim],
        groups: Mapping[Named, Group],
    ) -> None:
        self.grouping = grouping
        self.stand_in = stand_in
        self.news = reading.page.context.kind == "news"
        self._groups = groups
        self.grammar: dict[Triple, list[Claim]] = defaultdict(list)
        self.scored: dict[Triple, list[Claim]] = defaultdict(list)
        self._pairs: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
        self._numbers = {id(thing): number for number, thing in enumerate(grouping.things)}
        self._placed: dict[int, set[int]] = defaultdict(set)
        self._surest: dict[int, float] = {}
        for claims, table in ((grammar, self.grammar), (scored, self.scored)):
            for claim in claims:
                key = self.triple(claim)
                if key is not None:
                    table[key].append(claim)
                    if claim.rule.startswith("name.") and claim.type is RelationType.LOCATED_IN:
                        self._placed[key[1]].add(key[2])
        self._made: dict[int, int] = defaultdict(int)
        for (kind, a, b), claims in self.scored.items():
            sure = self._pairs[a, b][kind] = max(c.confidence for c in claims)
            if kind in SET_UP:
                self._made[b] = max(self._made[b], sure)
        self._beside = Beside(self._pairs, self.grammar)
        self._holders = _holders(grouping.mentions())

    def number(self, thing: Thing) -> int:
        """Return a thing's place among those of the document: what it is known by, the same in every run."""
        return self._numbers.setdefault(id(thing), len(self._numbers))

    def triple(self, claim: Claim) -> Triple | None:
        """Return what makes a claim one with others: type and both things; None where an end is missing or both are one."""
        source = self.grouping.of[claim.source] if claim.source is not None else self.stand_in
        target = self.grouping.of[claim.target]
        if source is None or source is target:
            return None
        ends = (self.number(source), self.number(target))
        return (claim.type, *(sorted(ends) if claim.type in SYMMETRIC else ends))

    def triples(self) -> Iterator[Triple]:
        """Go through all triples that anyone claims, in the order of their claims."""
        yield from dict.fromkeys([*self.grammar, *self.scored])

    def best(self, triple: Triple) -> Claim:
        """Return the claim that proves a triple best: the grammar's surest, else the reader's; what is done and planned again was done."""
        claims = self.grammar.get(triple) or self.scored[triple]
        return min(claims, key=lambda c: (-c.confidence, c.status is Status.PLANNED, c.end - c.start, c.start, c.rule))

    def features(self, triple: Triple) -> Features:
        """Say of a triple what the judge weighs."""
        kind, a, b = triple
        said = self._pairs.get((a, b), {})
        own = said.get(kind, 0) / 1000
        other = max((v for k, v in said.items() if k != kind), default=0) / 1000
        claims = self.grammar.get(triple, [])
        claim = self.best(triple)
        rule = claim.rule if claims else "none"
        ends = [self._sure(claim.source), self._sure(claim.target)]
        found: Features = {
            "bias": 1.0, f"type:{kind}": 1.0, f"rule:{rule}": 1.0, f"rule:{rule}:{kind}": 1.0, f"own:{kind}": own, "own.odds": odds(own),
            "other": other, f"agree:{rule}": own, "weakest": min(ends), "both": ends[0] * ends[1], "inferred": float(claim.source is None),
            f"ends:{self._label(claim.source)}>{claim.target.label}": 1.0, "twice": float(len(claims) > 1),
            "long": min(3.0, (claim.end - claim.start) / 60), "apart": _apart(claim), "turned": max(self._pairs.get((b, a), {}).values(), default=0) / 1000,
        }  # fmt: skip
        if self.news:
            found[f"news:{kind}"] = 1.0
        found |= self._around(claim)
        if kind == RelationType.LOCATED_IN:
            found["elsewhere"] = float(bool(self._placed[a] - {b}))
        if kind == RelationType.PART_OF:
            found["made"] = self._made[a] / 1000
            found = {name if name.startswith(_SAID) else f"{kind} {name}": value for name, value in found.items()}
        return found | features(self.scored.get(triple, ())) | self._beside.shares(triple) | self._told(triple)

    def _told(self, triple: Triple) -> Features:
        """Say how often the document names both ends: of what it names in passing it tells little."""
        kind, *ends = triple
        often = [math.log2(1 + len(self.grouping.things[end].mentions)) for end in ends]
        said = dict(zip(("named.source", "named.target"), often, strict=True))
        return said | {f"{name}:{kind}": times for name, times in said.items()}

    def _around(self, claim: Claim) -> Features:
        source = self.grouping.of[claim.source] if claim.source is not None else self.stand_in
        assert source is not None  # a claim without source has a triple only where a body fills it
        ends = (self.number(source), self.number(self.grouping.of[claim.target]))
        sources, targets = (
            {self.number(self.grouping.of[n]) for n in self._listed(end)} - {*ends}
            for end in (claim.source, claim.target)
        )
        return self._beside.features((claim.type, *ends), sources, targets)

    def _listed(self, named: Named | None) -> Sequence[Named]:
        group = self._groups.get(named) if named is not None else None
        return group.names if group is not None else ()

    def joined(self, judge: Judge) -> list[tuple[Claim, int]]:
        """Return the best claim of each triple, its confidence being the triple's probability."""
        rated = []
        triples = list(self.triples())
        likely = judge.probabilities([self.features(triple) for triple in triples])
        for triple, p in zip(triples, likely, strict=True):
            sure = 0 if self._denied(triple) else round(1000 * p)
            if any(one.plain for one in self.grammar.get(triple, ())):
                sure = max(sure, BELIEVED)
            claim = self.best(triple)
            scored = self.scored.get(triple)
            status = (
                max(scored, key=lambda c: c.confidence).status if scored and claim.rule == "reader" else claim.status
            )
            rated.append((replace(claim, confidence=sure, status=status), sure))
        return rated

    def _denied(self, triple: Triple) -> bool:
        """Whether only the reader claims what the grammar reads as missing the other way round, or what is done under a body's lead as that body's;
        and whether committee and government are told to work with each other.

        没有一条线路把两处串联起来 joins neither to the other; 在县委领导下，县妇联举办Y makes 县委 neither host nor head of Y.
        """
        kind, a, b = triple
        if triple in self.grammar:
            return False
        if kind in _WHOLE_NAMES and all(map(self._of_a_part, self.scored[triple])):
            return True
        if kind is RelationType.LOCATED_IN and all(map(_no_lower, self.scored[triple])):
            return True
        sources = [c.source for c in self.scored[triple]]
        under = all(s in self._groups and self._groups[s].cue == UNDER for s in sources if s is not None)
        told = [c.rule for other in _UNDER if kind in _UNDER for c in self.grammar.get((other, a, b), ())]
        if "under" in told:  # 在X指导下: X does not lead
            return True
        if kind is RelationType.COOPERATES_WITH and heads_both(*(self.grouping.things[end].names[0] for end in (a, b))):
            return True
        return (under and None not in sources and kind not in _UNDER) or any(
            c.status is Status.MISSING for c in self.grammar.get((kind, b, a), ())
        )

    def _of_a_part(self, claim: Claim) -> bool:
        """Whether what a claim tells of stands only inside the name of a third thing."""
        alone = claim.type in (RelationType.CONNECTS, RelationType.PART_OF)
        ends = (claim.source, claim.target)
        holders = [self._holders.get(end) for end in ends[alone:] if end is not None]
        return any(holder is not None and holder not in ends for holder in holders)

    def _sure(self, named: Named | None) -> float:
        if named is None:
            return 0.9
        thing = self.grouping.of[named]
        if id(thing) not in self._surest:
            self._surest[id(thing)] = max(n.confidence for n in thing.mentions) / 1000
        return self._surest[id(thing)]

    def _label(self, named: Named | None) -> str:
        return "stand-in" if named is None else str(named.label)


def _holders(mentions: Sequence[Named]) -> dict[Named, Named]:
    """Return for each mention that stands inside another the outermost; not inside a place, for places are named with those they lie in."""
    found: dict[Named, Named] = {}
    outer: Named | None = None
    for one in sorted(mentions, key=lambda n: n.order):
        if outer is not None and one.end <= outer.end and (one.start, one.end) != (outer.start, outer.end):
            found[one] = outer
        elif one.label is not Label.Place and (outer is None or one.end > outer.end):
            outer = one
    return found


def _no_lower(claim: Claim) -> bool:
    """Whether both are divisions, and the one is no lower than the other in which it would lie (1 of 14 was right, a slip of the pen)."""
    ranks = [_RANKS.index(end.kind) for end in (claim.source, claim.target) if end is not None and end.kind in _RANKS]
    return len(ranks) == 2 and ranks[0] <= ranks[1]


_RANKS = ("province", "prefecture", "county", "township", "village")


def _apart(claim: Claim) -> float:
    """Say how far the source stands before or after the target, in forties of characters up to three."""
    if claim.source is None:
        return 0.0
    low, high = sorted(((claim.source.start, claim.source.end), (claim.target.start, claim.target.end)))
    return min(3.0, max(0, high[0] - low[1]) / 40)
