"""Whom a letter is addressed to: the line under the title of a report, and the lines 报送 and 抄送."""

from __future__ import annotations

import re

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.relations.claim import Claim
from ingest.relations.sentence import Parsed

_REPORT = re.compile("报告|请示|汇报|报送")
_COPIED = re.compile(r"(?:抄[送报]|[主报呈]送?):")


def read_address(reading: Reading, parsed: Parsed) -> list[Claim]:
    """Return REPORTS_TO of the document's own body to those to whom it is addressed."""
    if reading.text.find(":", parsed.start, parsed.end) < 0:
        return []
    bodies = [n for n in parsed.tops if n.label is Label.Organisation]
    if not bodies:
        return []
    copied = _COPIED.match(reading.text, parsed.start)
    rest = reading.text[parsed.start : bodies[0].start] + reading.text[bodies[-1].end : parsed.end]
    addressed = rest.strip() == ":" and _REPORT.search(reading.page.context.title or "")
    if not copied and not addressed:
        return []
    return [Claim(RelationType.REPORTS_TO, None, b, parsed.start, parsed.end, "address", 700) for b in bodies]
