"""Carries out decisions: on things before they become nodes, on edges, on findings. What no longer finds its object is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from graph.clusters import Claim, Cluster
from graph.decisions import SAME, STATUSES, Decision, Kind, Record, Unmet
from graph.errors import message
from graph.masking import agree
from graph.model import Document, Edge, Graph, digest
from graph.names import Names, fold
from graph.vocabulary import NAMED, SYMMETRIC, Label, RelationType

SURE = 1000
"""Confidence of an edge that a person accepted."""


class _Unfound(Exception):
    def __init__(self, reason: str, what: str) -> None:
        super().__init__(reason)
        self.reason, self.what = reason, what


class _Finder:
    """Finds clusters by what decisions call them."""

    def __init__(self, clusters: Iterable[Cluster], names: Names) -> None:
        self._names = names
        self._by_name: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
        self._by_claim: dict[Claim, list[Cluster]] = defaultdict(list)
        self.live: dict[int, Cluster] = {}
        for cluster in clusters:
            self.add(cluster)

    def add(self, cluster: Cluster) -> None:
        """Make a cluster findable, or findable anew after a change."""
        self.live[id(cluster)] = cluster
        for name in cluster.names:
            self._by_name[cluster.label.value, name].append(cluster)
        for claim in {claim for m in cluster.members for claim in m.claims}:
            self._by_claim[claim].append(cluster)

    def drop(self, cluster: Cluster) -> None:
        """Let a cluster no longer be found."""
        del self.live[id(cluster)]

    def find(self, thing: Record) -> Cluster:
        """Return the one cluster that a decision calls so.

        Raises:
            _Unfound: there is none, or several.
        """
        label, name, path = str(thing["label"]), fold(thing["name"]), thing.get("jurisdiction")
        called = self._living(self._by_name.get((label, name), ()), lambda c: c.label == label and name in c.names)
        if not called:
            scope, key = self._names.read(Label(label), thing["name"], path)
            claim = Claim(label, scope or "", key)
            called = self._living(self._by_claim.get(claim, ()), lambda c: c.label == label)
        found: Cluster = _only(thing, called)
        return found

    def bears(self, name: str, but: Cluster) -> bool:
        """Tell whether a cluster of the same label and division as ``but``, which it is not, bears a name."""
        called = self._living(
            self._by_name.get((but.label.value, fold(name)), ()),
            lambda c: c.label == but.label and fold(name) in c.names and c.jurisdiction == but.jurisdiction,
        )
        return any(one is not but for one in called)

    def _living(self, found: Iterable[Cluster], fits: Callable[[Cluster], bool]) -> list[Cluster]:
        unique = {id(c): c for c in found if self.live.get(id(c)) is c and fits(c)}
        return list(unique.values())


def _only(thing: Record, called: list[Any]) -> Any:
    """Choose among things of one name by document, then by division: their own, else, where another reading settled that anew, that of a document;
    at last by id."""
    if document := thing.get("document"):
        called = [c for c in called if document in c.documents]
    elif path := thing.get("jurisdiction"):
        called = [c for c in called if c.jurisdiction == path] or [c for c in called if path in c.told]
    elif len(called) > 1:
        called = [c for c in called if c.jurisdiction is None]
    if len(called) > 1 and thing.get("id"):
        called = [c for c in called if c.id == thing["id"]] or called
    if len(called) != 1:
        raise _Unfound("ambiguous" if called else "not_found", thing["name"])
    return called[0]


def on_things(
    clusters: Sequence[Cluster], decisions: Sequence[Decision], names: Names
) -> tuple[list[Cluster], list[Unmet]]:
    """Carry out merge, split, rename, relabel and hide.

    Returns:
        The clusters by id, and the decisions that found nothing to work on.
    """
    acts = {Kind.MERGE: _merge, Kind.SPLIT: _split, Kind.RENAME: _rename, Kind.RELABEL: _relabel, Kind.HIDE: _hide}
    wanted = [d for d in decisions if d.kind in acts and "type" not in d.object]
    if not wanted:
        return list(clusters), []
    finder = _Finder(clusters, names)
    unmet = []
    for decision in wanted:
        try:
            acts[decision.kind](finder, decision)
        except _Unfound as error:
            unmet.append(Unmet(decision, error.reason, error.what))
    return sorted(finder.live.values(), key=lambda c: c.id), unmet


def _merge(finder: _Finder, decision: Decision) -> None:
    first = finder.find(decision.object)
    others = decision.value if isinstance(decision.value, list) else [decision.value]
    joined = [finder.find(other) for other in others]
    for other in joined:
        if other.label is not first.label:
            raise _Unfound("not_allowed", f"{other.label} → {first.label}")
    if all(other is first for other in joined):
        raise _Unfound("no_effect", decision.object["name"])
    for other in {id(c): c for c in joined if c is not first}.values():
        first.members.extend(other.members)
        finder.drop(other)
    first.changed()
    finder.add(first)


def _split(finder: _Finder, decision: Decision) -> None:
    whole = finder.find(decision.object)
    value = decision.value
    if isinstance(value, Mapping):
        documents = frozenset(value["documents"])
        leaving = [m for m in whole.members if m.facts.document.id in documents]
    else:
        named = frozenset(map(fold, value))
        leaving = [m for m in whole.members if fold(m.entity.name) in named]
    if not leaving:
        parts = sorted({m.entity.name for m in whole.members})
        asked = value["documents"] if isinstance(value, Mapping) else value
        raise _Unfound("no_part", f"{'、'.join(asked)}（{decision.object['name']} = {' + '.join(parts)}）")
    if len(leaving) == len(whole.members):
        raise _Unfound("no_effect", decision.object["name"])
    gone = {m.order for m in leaving}
    part = Cluster(whole.label, leaving, mark=digest("split", whole.mark, decision.content))
    whole.members = [m for m in whole.members if m.order not in gone]
    for cluster in (whole, part):
        cluster.changed()
        finder.add(cluster)


def _rename(finder: _Finder, decision: Decision) -> None:
    cluster = finder.find(decision.object)
    # signs of control would reach a person's terminal
    one_line = "".join(sign if sign.isprintable() else " " for sign in decision.value).strip()
    if finder.bears(one_line, cluster):
        raise _Unfound("taken", one_line)
    cluster.name = one_line or cluster.name
    cluster.changed()
    finder.add(cluster)


def _relabel(finder: _Finder, decision: Decision) -> None:
    cluster = finder.find(decision.object)
    label = Label(decision.value)
    if not {label, cluster.label} <= NAMED:
        raise _Unfound("not_allowed", f"{cluster.label} → {label}")
    cluster.label = label
    cluster.mark = cluster.mark or digest("relabel", decision.content)
    cluster.changed()
    finder.add(cluster)


def _hide(finder: _Finder, decision: Decision) -> None:
    finder.drop(finder.find(decision.object))


def on_edges(
    edges: Sequence[Edge], clusters: Sequence[Cluster], decisions: Sequence[Decision], names: Names
) -> tuple[list[Edge], list[Unmet]]:
    """Carry out accept, reject and hide of relations.

    Returns:
        The edges that are left, and the decisions that found nothing to work on.
    """
    kept = {edge.id: edge for edge in edges}
    wanted = [d for d in decisions if d.kind in (Kind.ACCEPT, Kind.REJECT, Kind.HIDE) and "type" in d.object]
    if not wanted:
        return list(kept.values()), []
    finder = _Finder(clusters, names)
    unmet = []
    for decision in wanted:
        try:
            source, target = (finder.find(decision.object[end]) for end in ("source", "target"))
            if decision.object["type"] == SAME:
                if (source is target) is (decision.kind is Kind.REJECT):
                    raise _Unfound("no_effect", decision.object["target"]["name"])
                continue
            _rule_on_edge(kept, decision, source.id, target.id)
        except _Unfound as error:
            unmet.append(Unmet(decision, error.reason, error.what))
    return list(kept.values()), unmet


def settled(
    clusters: Iterable[Cluster], decisions: Iterable[Decision], names: Names
) -> set[tuple[str, frozenset[str]]]:
    """Return the questions that people have answered: a relation's type or `SAME`, and the ids of the nodes."""
    answers = [d for d in decisions if d.kind in (Kind.ACCEPT, Kind.REJECT)]
    finder = _Finder(clusters if answers else (), names)
    found = set()
    for decision in answers:
        with suppress(_Unfound):
            ends = frozenset(finder.find(decision.object[end]).id for end in ("source", "target"))
            found.add((str(decision.object["type"]), ends))
    return found


def _rule_on_edge(kept: dict[str, Edge], decision: Decision, source: str, target: str) -> None:
    what = decision.object
    if RelationType(what["type"]) in SYMMETRIC:
        source, target = sorted((source, target))
    found = [
        edge for edge in kept.values()
        if (edge.type, edge.source, edge.target) == (what["type"], source, target) and what.get("status") in (None, edge.status)
    ]  # fmt: skip
    if not found:
        raise _Unfound("not_found", f"{what['source']['name']} {what['type']} {what['target']['name']}")
    for edge in found:
        if decision.kind is Kind.ACCEPT:
            kept[edge.id] = replace(edge, evidence=tuple(replace(e, confidence=SURE) for e in edge.evidence))
        else:
            del kept[edge.id]


def on_findings(
    findings: Sequence[Record], graph: Graph, decisions: Sequence[Decision]
) -> tuple[list[dict[str, Any]], list[Unmet]]:
    """Write what people said of gaps into the findings, records of ``gaps --json``.

    A decision means the finding of its rule with the same nodes; where another reading changed them, the only one of its rule about the first.

    Returns:
        The findings with their status (and ``note``, ``by`` where given), and the decisions whose gap is not found.
    """
    ruled = [dict(finding) for finding in findings]
    unmet = []
    finder = _NodeFinder(graph)
    for decision in decisions:
        if decision.kind is not Kind.GAP:
            continue
        try:
            ids = [finder.find(thing) for thing in decision.object["nodes"]]
            finding = _finding(ruled, decision.object["rule"], ids)
        except _Unfound as error:
            unmet.append(Unmet(decision, error.reason, error.what))
            continue
        finding["status"] = decision.value
        finding |= {key: text for key, text in (("note", decision.note), ("by", decision.by)) if text}
    return ruled, unmet


def unruled(finding: Record) -> dict[str, Any]:
    """Return a finding as it was before `on_findings`."""
    return {key: value for key, value in finding.items() if key not in ("note", "by")} | {"status": STATUSES[0]}


def tell(unmet: Unmet) -> str:
    """Say in the user's language which decision could not be carried out, and why."""
    decision = unmet.decision
    return message(f"decision_{unmet.reason}", "what", id=decision.id, kind=decision.kind.value, name=unmet.what)


def _finding(findings: Sequence[dict[str, Any]], rule: str, ids: Sequence[str]) -> dict[str, Any]:
    of_rule = [f for f in findings if f["rule"] == rule]
    same = [f for f in of_rule if {n["id"] for n in f["nodes"]} == set(ids)]
    near = same or [f for f in of_rule if f["nodes"] and f["nodes"][0]["id"] == ids[0]]
    if len(near) != 1:
        raise _Unfound("ambiguous" if near else "not_found", rule)
    return near[0]


class _NodeFinder:
    """Finds nodes and documents of a finished graph by what decisions call them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._by_name: dict[tuple[str, str], list[_Placed]] | None = None

    def find(self, thing: Record) -> str:
        if self._by_name is None:
            self._by_name = self._index()
        called = self._by_name.get((str(thing["label"]), fold(thing["name"])), []) or self._masked(thing)
        if len(called) > 1 and "jurisdiction" not in thing and any(c.id == thing.get("id") for c in called):
            called = [c for c in called if c.id == thing["id"]]
        found: _Placed = _only(thing, list({c.id: c for c in called}.values()))
        return found.id

    def _masked(self, thing: Record) -> list[_Placed]:
        """Return the documents that bear a name in which private names are masked by now."""
        named = [d for d in self._graph.documents if thing["label"] == Label.Document]
        wanted = fold(thing["name"])
        return [_document(d) for d in named if any(agree(wanted, fold(text)) for text in (d.title, d.file))]

    def _index(self) -> dict[tuple[str, str], list[_Placed]]:
        index: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
        divisions = {document.id: document.jurisdiction for document in self._graph.documents}
        for node in self._graph.nodes:
            documents = frozenset(m.document for m in node.mentions)
            placed = _Placed(node.id, node.jurisdiction, documents, frozenset(divisions[d] for d in documents))
            for name in {fold(text) for text in (node.name, *node.aliases)}:
                index[node.label.value, name].append(placed)
        for document in self._graph.documents:
            for name in {fold(text) for text in (document.title, document.file, document.id)}:
                index[Label.Document.value, name].append(_document(document))
        return index


class _Placed:
    __slots__ = ("documents", "id", "jurisdiction", "told")

    def __init__(
        self, id: str, jurisdiction: str | None, documents: frozenset[str], told: frozenset[str | None]
    ) -> None:
        self.id, self.jurisdiction, self.documents, self.told = id, jurisdiction, documents, told


def _document(document: Document) -> _Placed:
    return _Placed(document.id, document.jurisdiction, frozenset((document.id,)), frozenset((document.jurisdiction,)))
