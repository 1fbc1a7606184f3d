"""Two years of one place, or the years of one thing: which works are new, go on, go on under another name, are no more spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.decisions import Decision
from graph.history import year_of
from graph.model import Document, Evidence, Node
from graph.vocabulary import Label
from queries.comparison import Item, Outcome, match, refused_by, renamed_to
from queries.context import Context
from queries.continuation import bare, named_in, names_of

WORKS = frozenset({Label.Brand, Label.Programme, Label.Campaign, Label.Base, Label.Mechanism, Label.Policy})
"""What a year is made of."""
_TELLING = 4
"""Characters of a name that is looked for in the other year's texts; a shorter one may be part of another word."""


def documents_of(documents: Iterable[Document], jurisdiction: str, years: tuple[int, int]) -> dict[str, Document]:
    """Return by id the documents that tell of a place: its own where it has some of both years, else also those of its divisions."""
    inside = {d.id: d for d in documents if jurisdiction in (d.jurisdiction or "")}
    own = {i: d for i, d in inside.items() if (d.jurisdiction or "").endswith(jurisdiction)}
    return own if set(years) <= {d.year for d in own.values()} else inside


def compare_years(
    context: Context, jurisdiction: str, years: tuple[int, int], decisions: Iterable[Decision] = ()
) -> list[Item]:
    """Compare what a place's documents tell of two years.

    A work stands in a year where a document of that year names it, or a sentence that speaks of that year does.

    Args:
        context: the graph with the texts of the place's documents.
        jurisdiction: full path of the place, or the end of it.
        years: the earlier and the later.
        decisions: those that stand; what a person said to be two is not proposed as one.

    Returns:
        First what goes on, then what goes on under another name, what is no more spoken of, what is new; each by label and name.
    """
    here = documents_of(context.graph.documents, jurisdiction, years)
    before, after = (_told(context, here, year) for year in years)
    named = [_by_text(context, here, year, told) for year, told in zip(years, (after, before), strict=True)]
    items = match(context, named[0] | before, named[1] | after, refused_by(decisions))
    order, nodes = list(Outcome), context.nodes
    return sorted(
        items, key=lambda i: (order.index(i.outcome), nodes[i.nodes[0]].label, nodes[i.nodes[0]].name, i.nodes)
    )


def _told(context: Context, here: Mapping[str, Document], year: int) -> dict[str, Evidence]:
    """Return the works of a year by id, each with the sentence that tells of it."""
    found: dict[str, Evidence] = {}
    for node in context.graph.nodes:
        if node.label not in WORKS:
            continue
        dated = [e for edge in context.edges.get(node.id, []) for e in edge.evidence if e.document in here]
        spoken = [e for e in dated if year_of(e, here[e.document])[0] == year]
        named = [m for m in node.mentions if m.document in here and here[m.document].year == year]
        if spoken:
            found[node.id] = min(spoken, key=lambda e: e.order)
        elif named:
            found[node.id] = context.proof(min(named, key=lambda m: (here[m.document].file, m)), "compare")
    return found


def _by_text(context: Context, here: Mapping[str, Document], year: int, others: Iterable[str]) -> dict[str, Evidence]:
    """Return by id what the texts of a year name letter by letter of what another year tells of, whether the reader saw it there or not."""
    found: dict[str, Evidence] = {}
    texts = [context.passages[d.id] for d in sorted(here.values(), key=lambda d: (d.file, d.id)) if d.year == year]
    plain = {passages.document: bare(passages.text) for passages in texts}
    for i in sorted(others):
        node = context.nodes[i]
        names = [bare(name) for name in names_of(node) if len(bare(name)) >= _TELLING and not node.redacted]
        for passages in texts:
            if any(name in plain[passages.document] for name in names) and (at := named_in(context, node, passages)):
                found[i] = passages.proof(at.sentence.start, at.sentence.end, "compare", at.at)
                break
    return found


def other_names(context: Context, node: Node, decisions: Iterable[Decision] = ()) -> list[Item]:
    """Return what a work may go on from, and as what it may go on: works of its label and place that are named
    in earlier years only, or later ones only, or that a text says it was renamed from or to.

    Args:
        context: the graph.
        node: the work.
        decisions: as in `compare_years`.
    """
    told = {n.id: _years_of(context, n) for n in context.graph.nodes if n.label is node.label and node.label in WORKS}
    own, refused = told.get(node.id), refused_by(decisions)
    if not own:
        return []
    near = [i for i, years in told.items() if years and _places_of(context, i) & _places_of(context, node.id)]
    became = renamed_to(context, node.id)
    earlier = {i: _first(context, i) for i in near if max(told[i]) < min(own) or renamed_to(context, i) == node.id}
    later = {i: _first(context, i) for i in near if min(told[i]) > max(own) or i == became}
    this = {node.id: _first(context, node.id)}
    found = (*match(context, earlier, this, refused), *match(context, this, later, refused))
    return [item for item in found if item.outcome is Outcome.RENAMED]


def _years_of(context: Context, node: Node) -> set[int]:
    return {year for m in node.mentions if (year := context.documents[m.document].year) is not None}


def _places_of(context: Context, node: str) -> set[str]:
    found = {context.documents[m.document].jurisdiction for m in context.nodes[node].mentions}
    return {place for place in found if place}


def _first(context: Context, node: str) -> Evidence:
    documents = context.documents
    return context.proof(min(context.nodes[node].mentions, key=lambda m: (documents[m.document].file, m)), "compare")
