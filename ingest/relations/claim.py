"""A relation as a rule claims it, before entities are made."""

from __future__ import annotations

from dataclasses import dataclass

from graph.vocabulary import RelationType, Status
from ingest.mentions.span import Named

UNDATED = {
    RelationType.NEAR,
    RelationType.PART_OF,
    RelationType.LOCATED_IN,
    RelationType.IMPLEMENTS,
    RelationType.SERVES,
}
"""Relations that last: a date in their sentence tells of something else."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between two mentions.

    Attributes:
        source: the subject; None where the document's stand-in fills it.
        target: the object.
        start: where the stretch begins that proves it, in the clean text.
        end: where it ends.
        rule: name of the rule.
        confidence: in thousandths.
        status: done, planned or missing.
        date: ISO 8601, or None.
        year_source: stated, heading or document; None without a date.
        plain: whether the words leave no doubt, whatever else speaks against it.
        apart: what each network of the relation reader says by itself, in thousandths; empty where the grammar claims.
    """

    type: RelationType
    source: Named | None
    target: Named
    start: int
    end: int
    rule: str
    confidence: int
    status: Status = Status.DONE
    date: str | None = None
    year_source: str | None = None
    apart: tuple[int, ...] = ()
    plain: bool = False
