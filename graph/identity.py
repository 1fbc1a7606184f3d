"""Which things of different documents are one node.

A thing is known by its label, its name without place and level, and the division it belongs to: 市委统战部 of two cities are two bodies, 泰州市委统战部
in a document of Taizhou is 市委统战部 there. Inside one division a shared name or alias makes two things one; nothing else does. Measured: with the document's
jurisdiction F1 .96, without it .11 (docs/design/001-house.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import networkx as nx
import yaml

from graph import jurisdiction
from graph.facts import DocumentFacts, Entity
from graph.model import Edge, Evidence, Graph, Node, digest
from graph.vocabulary import NAMED, SYMMETRIC, Label, RelationType, Status

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）·•,，、。.:：;；\-—_*…]")
_LEVEL = re.compile(
    r"^[我本全]?(省|自治区|市(?!场|容|民(?![政宗族进革建盟营间主生]))|州|盟|地区|县(?!域)|区(?!域)|旗|镇(?!街)|乡(?![村镇贤])|街道)(?=\D{2})"
)
_PARTY = re.compile(r"^(?:中国共产党|中共)(?!中央)")


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    table: dict[str, list[str]] = yaml.safe_load(files("graph").joinpath("aliases.yaml").read_text(encoding="utf-8"))
    return tuple((full, forms[0]) for full, forms in sorted(table.items(), key=lambda row: -len(row[0]))) + tuple(
        (form, forms[0]) for forms in table.values() for form in forms[1:]
    )


def fold(name: str) -> str:
    """Reduce a name to what must agree: NFKC, lower case, no spaces, quotation marks or brackets.

    Example:
        >>> fold("“凤城石榴红”") == fold("凤城 石榴红")
        True
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


def scope_and_key(label: Label, name: str, path: str | None) -> tuple[str | None, str]:
    """Return the division that a name belongs to in a document of ``path``, and the key that it has there.

    Returns:
        ``(scope, key)``; scope is ``""`` for what is one thing everywhere, None where the document's own division is not known.

    Example:
        >>> scope_and_key(Label.Organisation, "中共泰州市委统战部", "江苏省泰州市")
        ('江苏省泰州市', '委统战部')
        >>> scope_and_key(Label.Organisation, "省委统战部", "江苏省泰州市")
        ('江苏省', '委统战部')
    """
    if label is Label.Place:
        return _place(name, path)
    if jurisdiction.is_national(name) and label in (Label.Organisation, Label.Policy, Label.Honour):
        return "", fold(name)
    if label is Label.Policy and len(fold(name)) >= 8:
        return "", fold(name)
    if label is not Label.Organisation:
        return path, fold(name)
    return _body(name, path)


def _body(name: str, path: str | None) -> tuple[str | None, str]:
    name = _PARTY.sub("", name)
    scope = path
    if path:
        parts = jurisdiction.segments(path)
        for last in range(len(parts), 0, -1):
            for form in (parts[last - 1], jurisdiction.short(parts[last - 1])):
                rest = name.removeprefix(form)
                if rest != name and len(rest) >= 2 and not (form != parts[last - 1] and rest[0] in "市县区省州"):
                    scope, name = "".join(parts[:last]), rest
                    break
            else:
                continue
            break
        else:
            found = _LEVEL.match(name)
            above = found and jurisdiction.of_level(path, found[1])
            if found and above:
                scope, name = above, name[found.end() :]
    for full, form in _short_forms():
        if full in name:
            name = name.replace(full, form)
            break
    return scope, fold(name)


def _place(name: str, path: str | None) -> tuple[str | None, str]:
    """A place is known by its own path, written by the reader as the entity's jurisdiction; without one by its name inside the document's division."""
    if path and path.endswith(name):
        return "", fold(path)
    parts = jurisdiction.segments(path) if path else ()
    for last in range(len(parts), 0, -1):
        if name in (parts[last - 1], jurisdiction.short(parts[last - 1])):
            return "", fold("".join(parts[:last]))
    if name.endswith(("省", "自治区")) or name in ("中国", "全国"):
        return "", fold(name)
    return path, fold(name)


def _claims(facts: DocumentFacts, entity: Entity) -> list[tuple[str, str, str]]:
    """Return ``(label, scope, key)`` of each name of the entity, its own name first. What must not merge has its document in the scope."""
    document = facts.document
    if entity.label not in NAMED:
        first = entity.mentions[0]
        return [
            (
                entity.label,
                document.id,
                f"{first.start}-{first.end}-{fold(entity.name)}-{entity.properties.get('value')}",
            )
        ]
    if entity.redacted:
        return [(entity.label, document.id, fold(entity.name) or entity.name)]
    path = entity.jurisdiction or document.jurisdiction
    claims: list[tuple[str, str, str]] = []
    for name in (entity.name, *entity.aliases):
        scope, key = scope_and_key(entity.label, name, path)
        # an alias that is only the tail of the name (联谊会) means it in this document and nowhere else
        if key and (not claims or (len(key) >= 3 and not claims[0][2].endswith(key))):
            claims.append((entity.label.value, document.id if scope is None else scope, key))
    return claims or [(entity.label, document.id, entity.name)]


def resolve(batch: Iterable[DocumentFacts]) -> Graph:
    """Join the facts of all documents into one graph, the same for any order of documents.

    Returns:
        documents, nodes and edges, each sorted by id. Ids are hashes of label, division and name.
    """
    documents = sorted(batch, key=lambda f: f.document.id)
    names = nx.Graph()
    members: dict[tuple[str, str, str], list[tuple[DocumentFacts, Entity]]] = defaultdict(list)
    for facts in documents:
        for entity in facts.entities:
            claims = _claims(facts, entity)
            members[claims[0]].append((facts, entity))
            nx.add_path(names, claims) if len(claims) > 1 else names.add_node(claims[0])
    nodes: list[Node] = []
    node_of: dict[tuple[str, str], str] = {}
    for component in nx.connected_components(names):
        group = [pair for claim in sorted(component) for pair in members.get(claim, ())]
        node = _node(min(component, key=lambda claim: (-len(claim[2]), claim)), group)
        nodes.append(node)
        node_of.update({(facts.document.id, entity.key): node.id for facts, entity in group})
    return Graph(
        documents=tuple(facts.document for facts in documents),
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        edges=_edges(documents, node_of),
    )


def _node(claim: tuple[str, str, str], group: Sequence[tuple[DocumentFacts, Entity]]) -> Node:
    label, scope, key = claim
    mentions = sorted({mention for _, entity in group for mention in entity.mentions})
    said = Counter(entity.name for facts, entity in group for _ in entity.mentions)
    name = min(said, key=lambda text: (-said[text], -len(text), text))
    kinds = Counter(entity.kind for _, entity in group if entity.kind)
    others = {alias for _, entity in group for alias in (entity.name, *entity.aliases)} - {name}
    paths = {entity.jurisdiction or facts.document.jurisdiction for facts, entity in group}
    return Node(
        id=f"{label.lower()}:{digest(label, scope, key)}",
        label=Label(label),
        name=name,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else None,
        aliases=tuple(sorted(others)),
        jurisdiction=_division(Label(label), scope, paths),
        redacted=any(entity.redacted for _, entity in group),
        mentions=tuple(mentions),
        properties=dict(group[0][1].properties),
    )


def _division(label: Label, scope: str, paths: set[str | None]) -> str | None:
    if label is Label.Organisation and scope and not re.fullmatch(r"[0-9a-f]{64}", scope):
        return scope
    return min(paths, key=str) if len(paths) == 1 else None


def _edges(documents: Sequence[DocumentFacts], node_of: dict[tuple[str, str], str]) -> tuple[Edge, ...]:
    proofs: dict[tuple[RelationType, str, str, Status], set[Evidence]] = defaultdict(set)
    for facts in documents:
        for relation in facts.relations:
            source, target = (node_of[facts.document.id, end] for end in (relation.source, relation.target))
            if source == target:
                continue  # two names of one body: a body does not lead itself
            if relation.type in SYMMETRIC:
                source, target = sorted((source, target))
            proofs[relation.type, source, target, relation.status].add(relation.evidence)
    edges = [
        Edge(kind, source, target, status, tuple(sorted(found, key=lambda evidence: evidence.order)))
        for (kind, source, target, status), found in proofs.items()
    ]
    return tuple(sorted(edges, key=lambda edge: edge.id))
