"""Of which year a duty is: documents tell of one year and plan the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable

from graph.model import Document, Graph, Node

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?")
_AHEAD = re.compile(r"下一?步|下一年|明年|来年|打算|计划|安排|思路")
"""Words in the headings under which a summary looks ahead."""
_PART_OF_A_YEAR = re.compile(r"半年|季度|\d月|[一二三四五六七八九十]月")
"""Words in the title of a summary that is given within the year: what it plans is of the same year."""


def years_of_duties(graph: Graph) -> Callable[[Node], int | None]:
    """Return what tells the year of a duty: that of the headings it stands under, where they name one that is to come, else that of its document.

    Under headings of plans a summary of a year speaks of the next one. Headings are known where a relation stands in the sentence.
    """
    documents = {document.id: document for document in graph.documents}
    placed: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for edge in graph.edges:
        for proof in edge.evidence:
            if proof.section:
                placed[proof.document][proof.start] = max(
                    placed[proof.document].get(proof.start, (0, "")), (proof.end, proof.section)
                )
    starts = {document: sorted(found) for document, found in placed.items()}

    def year(node: Node) -> int | None:
        mention = node.mentions[0]
        document, section = documents[mention.document], ""
        at = bisect_right(starts.get(document.id, []), mention.start) - 1
        if at >= 0:
            end, section = placed[document.id][starts[document.id][at]]
            section = section if end > mention.start else ""
        return _year(document, section)

    return year


def _year(document: Document, section: str) -> int | None:
    told = [int(year) for year in _YEAR.findall(section)]
    if not document.year:
        return told[0] if told else None
    coming = [year for year in told if document.year < year <= document.year + 2]
    if coming:
        return coming[0]
    yearly = document.kind == "summary" and not told and not _PART_OF_A_YEAR.search(document.title)
    return document.year + (1 if yearly and _AHEAD.search(section) else 0)
