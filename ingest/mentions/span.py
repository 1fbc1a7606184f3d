"""A named stretch of the clean text, as a recogniser hands it on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate for a mention.

    Attributes:
        start: offset of its first character in the clean text, quotation marks included.
        end: offset after its last character.
        label: what it would be.
        kind: one of the label's kinds; None where the label has none or the form does not say.
        rule: name of the recogniser's rule.
        confidence: in thousandths.
        names: how it may be called, the best name first, without quotation marks.
        weak: it becomes a mention only where a statement uses it.
        also: longer and shorter writings of the name in this place that were weighed too and gave way.
    """

    start: int
    end: int
    label: Label
    kind: str | None
    rule: str
    confidence: int
    names: tuple[str, ...]
    weak: bool = False
    also: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Go by place and rule: a hash of all fields would tell no more apart, and take longer."""
        return hash((self.start, self.end, self.rule))

    @property
    def order(self) -> tuple[object, ...]:
        """A total order by place, the longer first."""
        return (self.start, -self.end, -self.confidence, self.label, self.rule)

    def covers(self, other: Named) -> bool:
        """Say whether the other stands inside, or in the same place."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Named) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end


def replaced(named: Sequence[Named], gone: Collection[Named], new: Sequence[Named]) -> list[Named]:
    """Put new mentions in place of some, in order of place."""
    return sorted([*(n for n in named if n not in gone), *new], key=lambda n: n.order)
