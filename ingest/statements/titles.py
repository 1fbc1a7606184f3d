"""A title that bids (实施“根脉”工程。) over what has to be done for it: one duty with what its line goes on with, none beside what stands below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.mentions.reading import Reading
from ingest.statements.commitments import Commitment

_SAYS_MORE = re.compile(r"[,;\d]|[一二三四五六七八九十]+[个家期场次所处条]|每|底前|由")
"""What a title lacks: a time, a number, who has to do it."""
_LONGEST = 24


def under_titles(reading: Reading, duties: Sequence[Commitment]) -> list[Commitment]:
    """Give a title's duty to the one that follows in its section.

    Args:
        reading: the document.
        duties: in order of place.
    """
    outline, text = reading.page.outline, reading.text
    heads = [sentence for sentence in outline.sentences if sentence.heading]
    starts = [sentence.start for sentence in heads]
    kept: list[Commitment] = []
    over: Commitment | None = None
    for at, one in enumerate(duties):
        if over is not None:
            one, over = _with(over, one, text), None
        head = heads[bisect_right(starts, one.start) - 1] if starts and starts[0] <= one.start else None
        bare = head and one.end <= head.end and one.end - one.start <= _LONGEST
        bare = bare and text[one.end : one.end + 1] != ";" and not _SAYS_MORE.search(text, one.start, one.end)
        after = next(iter(duties[at + 1 : at + 2]), None)
        if bare and head and after and after.start < outline.sections[head.section].end:
            over = one
        else:
            kept.append(one)
    return kept


def _with(title: Commitment, duty: Commitment, text: str) -> Commitment:
    """Return a duty with what its title tells, from the title on where both stand in one line."""
    start = duty.start if "\n" in text[title.start : duty.start] else title.start
    owner = duty.owner or title.owner
    return replace(
        duty,
        start=start,
        cadence=duty.cadence or title.cadence,
        deadline=duty.deadline or title.deadline,
        owner=owner,
        inferred=duty.inferred and owner is None,
        concerns=tuple(dict.fromkeys([*title.concerns, *duty.concerns])),
    )
