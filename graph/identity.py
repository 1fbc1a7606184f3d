"""Which things of different documents are one node.

A thing is known by its label, its name without place and level, and the division it belongs to: 市委统战部 of two cities are two bodies, 泰州市委统战部
in a document of Taizhou is 市委统战部 there. Inside one division a shared name, a short form, an alias that a text gives or a reform's new name makes two
things one; likeness only proposes. What a person decided comes last and wins (docs/design/006-identity.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph import rulings
from graph.clusters import Claim, Cluster, Member
from graph.coreference import refer, unite
from graph.decisions import Decision, Unmet
from graph.errors import message
from graph.facts import DocumentFacts, Entity
from graph.joins import is_generic, join_all
from graph.jurisdiction import segments
from graph.language import language, say
from graph.model import Edge, Evidence, Graph
from graph.names import Names, fold
from graph.schema import allowed_pairs, declaration
from graph.vocabulary import NAMED, SYMMETRIC, Label, RelationType, Status

__all__ = ["Resolution", "fold", "labels_of", "resolve", "resolve_with"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What identity came to.

    Attributes:
        graph: documents, nodes and edges, each sorted by id.
        clusters: what the nodes were made from, by id of the node.
        names: how names were read.
        unmet: decisions that could not be carried out, in their order, with the reason.
        lost: relations that are no edge, because a thing got a label that cannot have them: who takes part in what turns out to be a brand.
    """

    graph: Graph
    clusters: Mapping[str, Cluster]
    names: Names
    unmet: tuple[Unmet, ...]
    lost: tuple[Edge, ...] = ()

    def losses(self) -> list[str]:
        """Say in the user's language which relations are lost, sorted, each with its file and what made the other label of its end."""
        names = {node.id: node.name for node in self.graph.nodes}
        files = {document.id: document.file for document in self.graph.documents}
        words = declaration()["relations"]
        return sorted(
            f"{names[e.source]} {words[e.type][language()]} {names[e.target]} ({files[e.evidence[0].document]})"
            + "".join(self._relabelled(end, e.evidence[0].document, files) for end in (e.source, e.target))
            for e in self.lost
        )

    def _relabelled(self, end: str, document: str, files: Mapping[str, str]) -> str:
        """Say by which name, and where, a thing got a label that it has not in a document; nothing where it has."""
        cluster = self.clusters[end]
        others = [m for m in cluster.members if m.entity.label is not cluster.label]
        here = next((m.entity for m in others if m.facts.document.id == document), None)
        there = next((m for m in cluster.members if m not in others), None)
        if here is None:
            return ""
        return message(
            "relation_lost_by", "what", label=_label_word(cluster.label), here=_label_word(here.label), called=_whole(here),
            name=_whole(there.entity) if there else cluster.name, file=files[there.facts.document.id] if there else "decisions.jsonl",
        )  # fmt: skip


def _whole(entity: Entity) -> str:
    """Return the longest of a thing's names: its class noun tells its label."""
    return max((entity.name, *entity.aliases), key=len)


def _label_word(label: Label) -> str:
    words: dict[str, str] = declaration()["labels"][label]
    return say(words["zh"], label.value)


def resolve(batch: Iterable[DocumentFacts]) -> Graph:
    """Join the facts of all documents into one graph, the same for any order of documents.

    Returns:
        documents, nodes and edges, each sorted by id. Ids are hashes of label, division and name.
    """
    return resolve_with(batch, ()).graph


def resolve_with(batch: Iterable[DocumentFacts], decisions: Sequence[Decision]) -> Resolution:
    """Join the facts of all documents, then carry out what people decided, in the order given.

    Args:
        batch: facts, in any order.
        decisions: those that stand (`graph.decisions.standing`).
    """
    documents = sorted(batch, key=lambda f: f.document.id)
    names = Names(_paths(documents))
    members = refer(unite([Member(f, e, claims_of(names, f, e)) for f in documents for e in f.entities]))
    clusters, unmet = rulings.on_things(_gather(members), decisions, names)
    node_of = {(m.facts.document.id, m.entity.key): c.id for c in clusters for m in c.members}
    labels = {c.id: c.label.value for c in clusters}
    told, lost = _edges(documents, node_of, labels)
    edges, more = rulings.on_edges(told, clusters, decisions, names)
    graph = Graph(
        documents=tuple(f.document for f in documents),
        nodes=tuple(sorted((c.node() for c in clusters), key=lambda node: node.id)),
        edges=tuple(sorted(edges, key=lambda edge: edge.id)),
    )
    order = {decision.id: n for n, decision in enumerate(decisions)}
    reported = tuple(sorted((*unmet, *more), key=lambda u: order[u.decision.id]))
    return Resolution(graph, {c.id: c for c in clusters}, names, reported, tuple(lost))


def labels_of(batch: Iterable[DocumentFacts], asked: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return by folded name the label of what names mean in the facts, where things of one label only are meant.

    Args:
        batch: facts.
        asked: names, each with the division in which it is said: 梅岭市侨联 is the 市侨联 of its documents.
    """
    documents = list(batch)
    names = Names(_paths(documents))
    borne: dict[str, set[str]] = defaultdict(set)
    claimed: set[Claim] = set()
    for facts in documents:
        for entity in facts.entities:
            if entity.label in NAMED:
                claimed.update(claims_of(names, facts, entity))
                for name in (entity.name, *entity.aliases):
                    borne[fold(name)].add(entity.label.value)
    found = {}
    for name, path in sorted(set(asked), key=str):
        read = {label: names.read(label, name, path) for label in NAMED}
        meant = {label.value for label, (scope, key) in read.items() if Claim(label.value, scope or "", key) in claimed}
        labels = borne.get(fold(name)) or meant
        if len(labels) == 1:
            found[fold(name)] = min(labels)
    return found


_TOWNSHIP = ("镇", "乡", "街道", "苏木")
_COUNTY = ("县", "区", "旗", "市")


def _paths(documents: Iterable[DocumentFacts]) -> set[str]:
    """Return the divisions that the documents know: their own, those of things, and the townships that a document of a county names."""
    found: set[str | None] = set()
    for facts in documents:
        own = facts.document.jurisdiction
        found.add(own)
        of_county = own is not None and len(segments(own)) >= 3 and own.endswith(_COUNTY)
        for entity in facts.entities:
            found.add(entity.jurisdiction)
            if of_county and entity.label is Label.Place and entity.jurisdiction is None and entity.name.endswith(_TOWNSHIP):  # fmt: skip
                found.add(f"{own}{entity.name}" if len(segments(entity.name)) == 1 else None)
    return {path for path in found if path}


def claims_of(names: Names, facts: DocumentFacts, entity: Entity) -> tuple[Claim, ...]:
    """Return the claims of each name of an entity, its own name first. What must not leave its document has the document's id as scope."""
    document = facts.document
    if entity.label not in NAMED:
        first = entity.mentions[0]
        return (Claim(entity.label.value, document.id, f"{first.start}-{first.end}-{fold(entity.name)}-{entity.properties.get('value')}"),)  # fmt: skip
    path = entity.jurisdiction or document.jurisdiction
    if entity.redacted:
        key = names.read(entity.label, entity.name, path)[1]
        return (Claim(entity.label.value, document.id, key or entity.name),)
    # a place that is a division is known by its path, whatever the text calls it
    own = (
        [Claim(entity.label.value, "", fold(entity.jurisdiction))]
        if entity.jurisdiction and entity.properties.get("code")
        else []
    )
    claims: list[Claim] = own
    for name in _called(entity):
        scope, key = names.read(entity.label, name, path)
        key = key or fold(name) or name
        claim = Claim(entity.label.value, document.id if scope is None else scope, key)
        # an alias that is only the tail of the name (联谊会), or only a class noun, means it in this document and nowhere else
        if not claims or (claim not in claims and not is_generic(key) and not claims[0].key.endswith(key)):
            claims.append(claim)
    return tuple(claims)


def _called(entity: Entity) -> list[str]:
    """The entity's name and aliases; a second name plate in brackets, 统战部（民宗局）, is an alias."""
    name = entity.name
    if entity.label is Label.Organisation and name.endswith(("）", ")")):
        outer, _, inner = name[:-1].replace("(", "（").partition("（")
        if len(outer) >= 2 and len(inner) >= 3 and "（" not in inner:
            return [outer, inner, *entity.aliases]
    return [name, *entity.aliases]


def _gather(members: Sequence[Member]) -> list[Cluster]:
    groups = join_all(members)
    gathered: dict[Claim, list[Member]] = defaultdict(list)
    for member in members:
        gathered[groups.find(member.claims[0])].append(member)
    found = [Cluster(Label(root.label), group) for root, group in gathered.items()]
    for cluster in found:
        cluster.changed()
    return sorted(found, key=lambda c: c.id)


def _edges(
    documents: Sequence[DocumentFacts], node_of: Mapping[tuple[str, str], str], labels: Mapping[str, str]
) -> tuple[list[Edge], list[Edge]]:
    """Return the edges, and what would be edges if the labels of their ends could have them."""
    proofs: dict[tuple[RelationType, str, str, Status], set[Evidence]] = defaultdict(set)
    lost: dict[tuple[RelationType, str, str, Status], set[Evidence]] = defaultdict(set)
    for facts in documents:
        for relation in facts.relations:
            ends = (node_of.get((facts.document.id, end)) for end in (relation.source, relation.target))
            source, target = ends
            if source is None or target is None or source == target:
                continue  # a hidden thing; or two names of one body: a body does not lead itself
            kind = _fitting(relation.type, labels[source], labels[target])
            if kind is None:
                lost[relation.type, source, target, relation.status].add(relation.evidence)
                continue
            if kind in SYMMETRIC:
                source, target = sorted((source, target))
            proofs[kind, source, target, relation.status].add(relation.evidence)
    edges, without = (
        [
            Edge(kind, source, target, status, tuple(sorted(found, key=lambda evidence: evidence.order)))
            for (kind, source, target, status), found in by_ends.items()
        ]
        for by_ends in (proofs, lost)
    )
    return edges, without


@cache
def _fitting(kind: RelationType, source: str, target: str) -> RelationType | None:
    """Return the relation that a statement is where its ends got other labels: who carries a brand out leads it; None where there is none."""
    if (source, target) in allowed_pairs(kind):
        return kind
    leads = kind is RelationType.ORGANISES and (source, target) in allowed_pairs(RelationType.LEADS)
    return RelationType.LEADS if leads else None
