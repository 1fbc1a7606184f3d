"""Sites that ought to be connected and are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from graph.model import Evidence
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context

APART = re.compile(
    r"各[一-龥]{1,2}各的|各自为[阵政战]|互不[一-龥]{2}|各守一方|各成一[套摊]"
    r"|(?:未能|没有|尚未|从未|至今未|还没|不能|无法|缺乏|缺少|仍是空白)[^，。；]{0,10}(?:串|连成|连接|相连|互通|互认|打通|接上|联动|共享|签约合作|合办|衔接)"
    r"|(?:串|连成|连接|相连|互通|互认|打通|联动|共享|通借)[^，。；]{0,8}(?:没有|不起来|未能|尚未|不了|还没|空白|不通|困难|不够)"
    r"|(?:不|难)能?(?:互通|互认|相通|联动|通借|共享)"
)
"""Words with which a text says that things stand apart."""


def unlinked_sites(context: Context) -> Iterator[Candidate]:
    """Groups of sites that nothing connects.

    Query: ``first``, ``second``, ``absence``: pairs whose connection the text calls missing (stated), or that are near each other and
    share nothing (graph). Pairs of one document that hang together become one finding. Then: sentences that name two sites or more and
    say that they stand apart, where no pair was found.
    """
    rule = "sites_unlinked"
    told: set[tuple[str, str]] = set()
    for group, evidence, absence in _groups(context):
        told.update((e.document, n) for e in evidence for n in group)
        yield Candidate(tuple(group), tuple(evidence[:4]), absence, "default" if absence is Absence.STATED else "near")
    for passages in context.passages.values():
        for sentence in passages.sentences:
            if not (word := APART.search(sentence.text)):
                continue
            first, last = passages.place(sentence.start, sentence.end)
            sites = context.mentioned(passages.document, first, last, (Label.Base,))
            if len(sites) < 2:
                sites = context.mentioned(passages.document, first, last, (Label.Base, Label.Organisation))
            known = any((passages.document, s) in told for s in sites) or _connected(context, sites)
            if len(sites) > 1 and not known:
                proof = passages.proof(
                    sentence.start, sentence.end, rule, passages.place(sentence.start + word.start(), sentence.end)[0]
                )
                yield Candidate(tuple(sites), (proof,), Absence.STATED)


def _connected(context: Context, sites: list[str]) -> bool:
    """Two of the sites are reported as connected, by an edge of their own or by a route that runs through both."""
    reached = [
        {
            x
            for e in context.related(s, (RelationType.CONNECTS,))
            if e.status is Status.DONE
            for x in (e.source, e.target)
        }
        for s in sites
    ]
    return any(a & b for a, b in combinations(reached, 2))


def _groups(context: Context) -> Iterator[tuple[list[str], list[Evidence], Absence]]:
    """Connected groups of the query's pairs, each within one document."""
    pairs: dict[str, list[tuple[str, str, Absence, Evidence]]] = defaultdict(list)
    for row in context.rows:
        first, second, absence = row["first"], row["second"], Absence(row["absence"])
        for edge in context.edges.get(first, []):
            if {edge.source, edge.target} == {first, second} and (edge.status == "missing") == (
                absence is Absence.STATED
            ):
                pairs[edge.evidence[0].document].append((first, second, absence, edge.evidence[0]))
    for document in sorted(pairs):
        for absence in (Absence.STATED, Absence.GRAPH):
            chosen = [p for p in pairs[document] if p[2] is absence]
            for group in _components([(a, b) for a, b, _, _ in chosen]):
                evidence = sorted({e for a, _, _, e in chosen if a in group}, key=lambda e: e.order)
                yield sorted(group, key=lambda n: _place(context, n, document)), evidence, absence


def _place(context: Context, node: str, document: str) -> tuple[int, str]:
    mention = context.first_mention(node, document)
    return (mention.start if mention else 0), node


def _components(pairs: list[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for a, b in pairs:
        touched = [g for g in groups if a in g or b in g]
        merged = {a, b}.union(*touched)
        groups = [g for g in groups if g not in touched] + [merged]
    return groups
