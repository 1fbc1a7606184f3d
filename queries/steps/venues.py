"""What lacks a venue that its peers have."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from graph.model import Edge, Node
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context
from queries.steps.peers import LEADING, candidate_of, named_lead, others, quoted

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
        if _place_lost(context, node):
            found = candidate_of(context, node.id, rule, edges, absence=Absence.MISREAD, variant="lost")
        elif context.related(node.id, (RelationType.PART_OF,), incoming=True):
            continue
        elif len(node.name) > _BARE and _left_out(context, node):
            found = candidate_of(context, node.id, rule, edges, variant="siblings")
        elif node.label is Label.Campaign and _expects_venue(context, node, edges):
            found = candidate_of(context, node.id, rule, edges)
        elif node.label is Label.Base and _nowhere(context, node, edges):
            found = candidate_of(context, node.id, rule, edges, variant="peers")
        else:
            continue
        if found:
            yield found


class _Told(NamedTuple):
    """The sentences of a document that say where members of a set are, each with those of whom it tells; where they start, and their greatest length."""

    sentences: list[tuple[int, int, Set[str]]]
    starts: list[int]
    longest: int


class _Set(NamedTuple):
    """The members of a set that have one label, and what each document tells of where they are."""

    members: Set[str]
    told: dict[str, _Told]


def _set(context: Context, whole: str, label: Label) -> _Set:
    """Return what belongs to a set; it is looked up once for all its members."""
    known: dict[tuple[str, Label], _Set] = context.shared.setdefault("sets", {})
    if (whole, label) not in known:
        parts = (e.source for e in context.related(whole, (RelationType.PART_OF,), incoming=True))
        members = {part for part in parts if context.nodes[part].label is label}
        told: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
        for member in members:
            for proof in (e for venue in _venues(context, member) for e in venue.evidence):
                told[proof.document][proof.start, proof.end].add(member)
        known[whole, label] = _Set(members, {document: _told(spans) for document, spans in told.items()})
    return known[whole, label]


def _told(spans: Mapping[tuple[int, int], Set[str]]) -> _Told:
    ordered = sorted(spans)
    sentences = [(start, end, spans[start, end]) for start, end in ordered]
    return _Told(sentences, [start for start, _ in ordered], max(end - start for start, end in ordered))


def _venues(context: Context, node: str) -> list[Edge]:
    return [
        *context.related(node, (RelationType.HOSTS,), incoming=True),
        *context.related(node, (RelationType.LOCATED_IN,), incoming=False),
    ]


def _covering(told: _Told | None, offset: int) -> list[Set[str]]:
    """Return whom the sentences tell of that hold an offset."""
    if told is None:
        return []
    first, last = (bisect_right(told.starts, at) for at in (offset - told.longest, offset))
    return [members for _, end, members in told.sentences[first:last] if offset < end]


def _left_out(context: Context, node: Node) -> bool:
    """The sentence that says where most others of its set are names it too, and leaves its place out: it is not merely told elsewhere."""
    wholes = dict.fromkeys(e.target for e in context.related(node.id, (RelationType.PART_OF,), incoming=False))
    sets = [_set(context, whole, node.label) for whole in wholes]
    siblings = others([one.members for one in sets], node.id)
    if siblings <= 1 or _A_PLACE.search(node.name):
        return False
    told = [t for one in sets for m in node.mentions for t in _covering(one.told.get(m.document), m.start)]
    return others(told, node.id) * 2 > siblings


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
    bases, told = _bases(context, mention.document)
    beside = others([bases], node.id)
    return not wholes and not missing and beside >= _FEWEST and 2 * others([told], node.id) >= beside


def _bases(context: Context, document: str) -> tuple[Set[str], Set[str]]:
    """Return the bases that a document names, and those of which anything tells where they are or whose."""
    known: dict[str, tuple[Set[str], Set[str]]] = context.shared.setdefault("bases", {})
    if document not in known:
        bases = {n.id for n in context.by_document[document] if n.label is Label.Base}
        known[document] = bases, {n for n in bases if _venues(context, n) or named_lead(context, n)}
    return known[document]


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
