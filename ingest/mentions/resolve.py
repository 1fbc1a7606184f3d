"""Which of the candidates stand: the surer and longer one, and inside it only what may be nested."""

from __future__ import annotations

from graph.facts import Dropped
from graph.vocabulary import Label
from ingest.mentions.join import BELIEVED
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_NESTED = {
    Label.Place: {Label.Organisation, Label.Base, Label.Campaign, Label.Programme, Label.Mechanism, Label.Honour, Label.Brand, Label.Policy, Label.Place},
    Label.Stakeholder: {Label.Campaign, Label.Programme, Label.Mechanism, Label.Base, Label.Brand},
    Label.Organisation: {Label.Base, Label.Campaign, Label.Mechanism, Label.Programme},
    Label.Policy: {Label.Campaign, Label.Policy},
}  # fmt: skip
_RANK = (
    "set", "title.marks", "title.passed_on", "honour.quoted", "quote.head", "quote.inside", "organisation.issuer", "organisation.level",
    "honour.verb", "place.redacted", "place.counted", "list.shared", "place.division", "quote.verb", "organisation.bare", "head.firm",
    "organisation.tail", "place.form", "title.bare", "place.short", "head.bare", "group",
)  # fmt: skip


def resolve(reading: Reading, candidates: list[Named]) -> tuple[list[Named], list[Dropped]]:
    """Choose among overlapping candidates.

    Returns:
        Those that stand, in order of place, and the others with the reason.
    """
    kept: list[Named] = []
    dropped: list[Dropped] = []
    inside = _nested_first(candidates)
    for one in inside:
        rival = next((k for k in kept if k.touches(one) and not _both(k, one)), None)
        if rival is None:
            kept.append(one)
        else:
            what = f"{one.label} {reading.text[one.start : one.end]}"
            dropped.append(Dropped(what, one.start, one.end, f"{rival.rule}: {reading.text[rival.start : rival.end]}"))
    return sorted(kept, key=lambda n: n.order), dropped


def choose(reading: Reading, rated: list[Named]) -> tuple[list[Named], list[Dropped]]:
    """Choose among candidates that have a probability, the most probable first.

    Returns:
        Those that stand, in order of place, and the others with the reason.
    """
    kept: list[Named] = []
    dropped: list[Dropped] = []
    for one in sorted(rated, key=lambda n: (-n.confidence, n.order)):
        what = f"{one.label} {reading.text[one.start : one.end]}"
        if one.confidence < BELIEVED:
            dropped.append(Dropped(what, one.start, one.end, f"{one.rule} {one.confidence}"))
            continue
        rival = next((k for k in kept if k.touches(one) and not _both(k, one)), None)
        if rival is None:
            kept.append(one)
        else:
            dropped.append(
                Dropped(
                    what,
                    one.start,
                    one.end,
                    f"{rival.rule} {rival.confidence}: {reading.text[rival.start : rival.end]}",
                )
            )
    return sorted(kept, key=lambda n: n.order), dropped


def _nested_first(candidates: list[Named]) -> list[Named]:
    rank = {rule: place for place, rule in enumerate(_RANK)}
    return sorted(
        candidates, key=lambda n: (-(n.end - n.start) if n.confidence >= 700 else 0, rank.get(n.rule, 99), n.order)
    )


def _both(kept: Named, one: Named) -> bool:
    """Whether the two can stand together: one inside the other, and of labels that nest."""
    outer, inner = (kept, one) if kept.covers(one) else (one, kept)
    if not outer.covers(inner) or (outer.start, outer.end) == (inner.start, inner.end):
        return False
    if outer.label not in _NESTED.get(inner.label, ()):
        return False
    return inner.label is not Label.Organisation or inner.start == outer.start
