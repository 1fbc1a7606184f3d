"""What lacks a venue that its peers have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Edge, Node
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context
from queries.steps.peers import LEADING, candidate_of, named_lead, quoted, siblings_of

_HOSTING = (RelationType.HOSTS, RelationType.LOCATED_IN)
_EVENT_KINDS = frozenset({"contest", "fair", "theme", "month", "donation", "service", "other"})
_BARE = 2
"""Characters of a word that is no name of a site."""
_SPREAD_OUT = re.compile(r"(?:[月季年日]|征文|教育|评选|宣讲|走访|五进|[三四五六七八九]进)$")
"""What runs everywhere for a while needs no venue."""
_A_PLACE = re.compile(r"(?:旧址|遗址|烽燧|烽燧群|故居|故里|纪念碑|古堡|古寨)$")
"""Sites that are where they have always been."""
_HELD_SOMEWHERE = re.compile(r"(?:赛|节|会|展|演出|展演|汇演|演唱|论坛|讲坛|沙龙|营|周|大集|庙会|仪式|招聘)$")
_LOST_PLACE = re.compile(r"(?:深入到|前往|赴|在)(?=，|。|组织|開展|开展|举办|舉辦)")


def unhosted(context: Context) -> Iterator[Candidate]:
    """Campaigns without venue or organiser and bases without venue or supervising body, where one is to be expected.

    Query: ``node``: campaigns and bases without a venue. Kept: a named campaign that is planned (or an edition, 第三届) and that nobody
    named organises; a member of a set most of whose members have a venue; a base with a name of its own that is nowhere, where most bases
    of the document are somewhere; a sentence whose place has dropped out of the text (misread).
    """
    rule = "no_host"
    for row in context.rows:
        node = context.nodes[row["node"]]
        edges = context.related(node.id, LEADING, incoming=True)
        siblings = siblings_of(context, node) if len(node.name) > _BARE else []
        if _place_lost(context, node):
            found = candidate_of(context, node.id, rule, edges, absence=Absence.MISREAD, variant="lost")
        elif context.related(node.id, (RelationType.PART_OF,), incoming=True):
            continue
        elif len(siblings) > 1 and _left_out(context, node, siblings):
            found = candidate_of(context, node.id, rule, edges, variant="siblings")
        elif node.label is Label.Campaign and _expects_venue(context, node, edges):
            found = candidate_of(context, node.id, rule, edges)
        elif node.label is Label.Base and _nowhere(context, node, edges):
            found = candidate_of(context, node.id, rule, edges, variant="peers")
        else:
            continue
        if found:
            yield found


def _left_out(context: Context, node: Node, siblings: list[str]) -> bool:
    """The sentence that says where most others of its set are names it too, and leaves its place out: it is not merely told elsewhere."""
    told = 0
    for sibling in siblings:
        venues = (
            *context.related(sibling, (RelationType.HOSTS,), incoming=True),
            *context.related(sibling, (RelationType.LOCATED_IN,), incoming=False),
        )
        proofs = [e for venue in venues for e in venue.evidence]
        told += any(e.document == m.document and e.start <= m.start < e.end for e in proofs for m in node.mentions)
    return told * 2 > len(siblings) and not _A_PLACE.search(node.name)


_FEWEST = 3
"""Bases of a document from which on it has a habit of saying where its bases are."""
_MANY = re.compile(r"”?[^，。；“]{0,4}[一二两三四五六七八九十\d]+(?:个|处|间|家|所|座)")

_WIDE = re.compile(r"[一二两三四五六七八九十\d]个|(?:圈|平台|体系|网络|窗口|直播间)$|^云|线上|的")
"""What is spread out has no one place."""


def _nowhere(context: Context, node: Node, edges: list[Edge]) -> bool:
    """A base with a name of its own that only the issuer is said to set up, in a document that tells of most others where they are or whose."""
    mention = context.first_mention(node.id)
    if mention is None or node.kind == "corridor" or not edges or not all(e.inferred for e in edges):
        return False
    passages = context.passages[mention.document]
    end = passages.position(mention.end - 1) + 1
    if not quoted(context, node) or _WIDE.search(node.name) or _MANY.match(passages.text[end : end + 12]):
        return False
    wholes = context.related(node.id, (RelationType.PART_OF, RelationType.CONNECTS))
    missing = any(e.status is Status.MISSING for e in edges)
    others = [n.id for n in context.by_document[mention.document] if n.label is Label.Base and n.id != node.id]
    told = [n for n in others if _has_venue(context, n) or named_lead(context, n)]
    return not wholes and not missing and len(others) >= _FEWEST and 2 * len(told) >= len(others)


def _has_venue(context: Context, node: str) -> bool:
    return bool(
        context.related(node, (RelationType.HOSTS,), incoming=True)
        or context.related(node, (RelationType.LOCATED_IN,), incoming=False)
    )


def _expects_venue(context: Context, node: Node, edges: list[Edge]) -> bool:
    edition = bool(re.match(r"(?:全[市县区]|[一-龥]{2,4})?(?:第[一二三四五六七八九十\d]+届|首届)", node.name))
    planned = any(e.status is Status.PLANNED for e in edges)
    named = any(not e.inferred for e in edges) or _told_with_host(context, node)
    spread = _SPREAD_OUT.search(node.name) or context.related(node.id, (RelationType.PART_OF,), incoming=True)
    if not planned or spread or node.kind not in _EVENT_KINDS:
        return False
    return (edition and not _told_with_host(context, node)) or (
        not named and quoted(context, node) and bool(_HELD_SOMEWHERE.search(node.name))
    )


def _told_with_host(context: Context, node: Node) -> bool:
    """The sentence says from where the campaign starts, or names bodies, as the rows of a table do."""
    mention = context.first_mention(node.id)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None:
        return False
    passages, sentence = found
    end = passages.position(mention.end - 1) + 1
    after = passages.text[end : sentence.end]
    last = passages.place(sentence.start, end + len(re.split("[，；。]", after)[0]))[1]
    return bool(
        re.search(r"[从自][^，。；]{2,12}出发|(?:设|放|定)在|承办|协办|由[^，。；]{2,16}(?:主办|举办|组织)", after)
        or context.mentioned(mention.document, mention.end, last, (Label.Organisation,))
    )


def _place_lost(context: Context, node: Node) -> bool:
    """A word that leads a place in, and no place, before the campaign's name in its sentence."""
    for mention in node.mentions:
        found = context.sentence_of(mention)
        if found:
            passages, sentence = found
            before = passages.text[sentence.start : passages.position(mention.start)]
            if _LOST_PLACE.search(before[-40:]):
                return True
    return False
