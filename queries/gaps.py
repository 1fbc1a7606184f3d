"""Runs the gap rules on a graph: query, steps, severity, message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.errors import LiantuError, message
from graph.language import in_language
from graph.model import Document, Graph
from graph.spans import Spans
from graph.stores.base import Store
from graph.vocabulary import Absence, Severity
from queries.context import Candidate, Context
from queries.finding import Finding, Part, Place, finding_id
from queries.names import nearest
from queries.rules import Rule, load_rules
from queries.steps import STEPS
from queries.steps.peers import quoted


@dataclass(frozen=True, slots=True)
class Gaps:
    """What gap rules found in a graph, before it is put into words.

    Attributes:
        context: the graph that the rules ran on.
        found: each rule with a candidate that it left standing.
        stopped: rules whose query the engine stopped, with the code of its error: of them nothing is known.
    """

    context: Context
    found: tuple[tuple[Rule, Candidate], ...]
    stopped: Mapping[str, str] = field(default_factory=dict)

    def told(self, statuses: Mapping[str, str] | None = None) -> list[Finding]:
        """Return the findings in the user's language, as `find_gaps` does; found once, they can be told in each language.

        Args:
            statuses: as in `find_gaps`.
        """
        latest = max((d.year for d in self.context.graph.documents if d.year), default=0)
        found = (_finding(rule, candidate, self.context, latest, statuses or {}) for rule, candidate in self.found)
        return sorted(found, key=lambda f: f.order)


def find_gaps(
    store: Store,
    graph: Graph,
    *,
    texts: Mapping[str, str] | None = None,
    rules: Iterable[str] | None = None,
    min_confidence: int = 0,
    statuses: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Find what should be linked and is not.

    Args:
        store, graph, texts, rules, min_confidence: as in `run_rules`.
        statuses: status of findings by id, from people's decisions; the others are open.

    Returns:
        Findings in the user's language, sorted by severity, rule and id; one for each rule and set of nodes.

    Raises:
        LiantuError: there is no rule of that name, or the engine stopped one: findings alone could not tell that it was not checked.
    """
    gaps = run_rules(store, graph, texts=texts, rules=rules, min_confidence=min_confidence)
    for error in _errors(gaps.stopped):
        raise error
    return gaps.told(statuses)


def tell_stopped(stopped: Mapping[str, str]) -> list[str]:
    """Say in the user's language which rules the engine stopped, why, and what to do: a sentence for each reason.

    Args:
        stopped: `Gaps.stopped`.
    """
    return [str(error) for error in _errors(stopped)]


def _errors(stopped: Mapping[str, str]) -> Iterator[LiantuError]:
    titles = {name: in_language(rule.title) for name, rule in load_rules().items()}
    form = in_language({"zh": "“{}”（{}）", "en": '"{}" ({})'})
    for why in sorted(set(stopped.values())):
        told = (form.format(titles.get(name, name), name) for name in sorted(stopped) if stopped[name] == why)
        rules = in_language({"zh": "、", "en": ", "}).join(told)
        yield LiantuError("gap_rule_stopped", exit_code=3, rules=rules, why=message("gap_rule_stopped", why))


def run_rules(
    store: Store,
    graph: Graph,
    *,
    texts: Mapping[str, str] | None = None,
    rules: Iterable[str] | None = None,
    min_confidence: int = 0,
) -> Gaps:
    """Run the gap rules.

    Args:
        store: answers the rules' queries.
        graph: the same graph, with its mentions and evidence.
        texts: the text of documents by id, private names masked (`graph.workspace.Workspace.masked_text`): findings quote it. Without them the
            sentences are put together from the graph's own quotes.
        rules: names of the rules to run; all where None.
        min_confidence: leave out findings all of whose evidence is less sure, in thousandths.

    Raises:
        LiantuError: there is no rule of that name.
    """
    known = load_rules()
    for name in rules or ():
        if name not in known:
            raise LiantuError("gap_rule_unknown", name, names=nearest(name, known) or ", ".join(sorted(known)))
    context = Context.read(graph, texts)
    found, stopped = {}, {}
    for name in sorted(known if rules is None else set(rules)):
        try:
            found[name] = list(of_rule(known[name], store, context, min_confidence=min_confidence))
        except LiantuError as error:
            if error.code not in _STOPS:
                raise
            stopped[name] = error.code
    for name in sorted(found):
        other = known[name].unless
        if other in found:
            found[name], found[other] = _told_once(context, found[name], found[other])
    left = tuple((known[name], c) for name, candidates in found.items() for c in candidates)
    return Gaps(context, left, stopped)


_STOPS = frozenset({"query_too_large", "query_too_slow"})
"""What the engine says of a query that it gives up: one rule less; whatever else goes wrong is a fault of the rule or of the store."""


def _told_once(
    context: Context, duties: list[Candidate], things: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Of a duty and the thing that it is to set up one tells what both lack.

    The thing does where it has a name of its own, or where more is known of it than that its peers have a lead; else the duty.
    """
    own = [c for c in things if c.variant != "peers" or c.names or _has_own_name(context, c)]
    told = _spans(own)
    duties = [c for c in duties if not _within(c, told)]
    told = _spans(duties)
    return duties, [c for c in things if c in own or not _within(c, told)]


def _has_own_name(context: Context, candidate: Candidate) -> bool:
    return any(n in context.nodes and quoted(context, context.nodes[n]) for n in candidate.nodes)


def _spans(candidates: Iterable[Candidate]) -> dict[str, Spans]:
    """Return the stretches of text that candidates are proved by, by document."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for proof in (e for c in candidates for e in c.evidence):
        spans[proof.document].append((proof.start, proof.end))
    return {document: Spans(found) for document, found in spans.items()}


def _within(candidate: Candidate, told: Mapping[str, Spans]) -> bool:
    return any(e.document in told and told[e.document].meet(e.start, e.end) for e in candidate.evidence)


def of_rule(rule: Rule, store: Store, context: Context, *, min_confidence: int = 0) -> Iterator[Candidate]:
    """Yield the gaps of one rule, in no order; what is known of the graph is kept in ``context`` for the next rule.

    Args:
        store: answers the rule's query.
        context: of the same graph, made by `queries.context.Context.read`.
        min_confidence: as in `run_rules`.
    """
    rows = store.run(rule.cypher).records()
    for candidate in _merge(_candidates(rule, context.graph, rows, context.shared)):
        if not rule.news and candidate.absence is not Absence.STATED and _told_from_afar(candidate, context):
            continue
        if max(e.confidence for e in candidate.evidence) >= min_confidence:
            yield candidate


def _told_from_afar(candidate: Candidate, context: Context) -> bool:
    return all(context.is_round_up(e.document) for e in candidate.evidence)


def _candidates(rule: Rule, graph: Graph, rows: list[dict[str, Any]], shared: dict[str, Any]) -> Iterator[Candidate]:
    for name, settings in rule.steps:
        yield from STEPS[name](Context(graph, rows, settings, shared))


def _merge(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each set of nodes: the first tells it, the others add their evidence."""
    merged: dict[frozenset[str], Candidate] = {}
    for candidate in candidates:
        key = frozenset(candidate.nodes)
        first = merged.get(key)
        if first is None:
            merged[key] = candidate
        else:
            evidence = tuple(dict.fromkeys(first.evidence + candidate.evidence))[:6]
            merged[key] = replace(first, evidence=evidence)
    return list(merged.values())


def _finding(rule: Rule, candidate: Candidate, context: Context, latest: int, statuses: Mapping[str, str]) -> Finding:
    places = tuple(_place(context, node) for node in candidate.nodes)
    names = candidate.names or [p.name for p in places]
    parts, severity = weigh(rule, candidate, context, latest)
    identity = finding_id(rule.name, candidate.nodes)
    values = {"names": _join(names), **candidate.values}
    return Finding(
        id=identity,
        rule=rule.name,
        severity=severity,
        absence=candidate.absence,
        nodes=places,
        evidence=candidate.evidence,
        documents=_files(context, candidate),
        message=in_language(rule.message[candidate.variant]).format(**values),
        next_step=in_language(rule.next_step).format(**values),
        status=statuses.get(identity, "open"),
        parts=parts,
    )


def _files(context: Context, candidate: Candidate) -> tuple[str, ...]:
    concerned = {e.document for e in candidate.evidence}.union(candidate.documents)
    return tuple(sorted(context.documents[d].file for d in concerned))


def _place(context: Context, node: str) -> Place:
    if node in context.nodes:
        return Place.of(context.nodes[node])
    document: Document = context.documents[node]
    return Place(document.id, "Document", document.title)


def _join(names: Sequence[str]) -> str:
    quoted = in_language({"zh": "“{}”", "en": '"{}"'})
    return in_language({"zh": "、", "en": ", "}).join(quoted.format(n) for n in names)


@cache
def _weights() -> dict[str, Any]:
    weights: dict[str, Any] = yaml.safe_load(files("queries").joinpath("severity.yaml").read_text(encoding="utf-8"))
    return weights


def weigh(rule: Rule, candidate: Candidate, context: Context, latest: int) -> tuple[tuple[Part, ...], Severity]:
    """Add up the severity of a candidate.

    Returns:
        The parts, in a fixed order, and what their sum comes to.

    Source: queries/severity.yaml holds the points, which planners may change.
    """
    weights = _weights()
    limits, start = weights["thresholds"], weights["start"][rule.severity.value]
    degree = max((len(context.edges.get(n, [])) for n in candidate.nodes), default=0)
    age = latest - max((context.documents[e.document].year or latest for e in candidate.evidence), default=latest)
    holds = {
        "stated": candidate.absence is Absence.STATED,
        "misread": candidate.absence is Absence.MISREAD,
        "unsure": max(e.confidence for e in candidate.evidence) < limits["unsure"],
        "central": degree >= limits["central"],
        "depends": candidate.depends >= limits["depends"],
        "old": age >= limits["old"],
    }
    numbers = {"central": degree, "depends": candidate.depends, "old": age}
    parts = [Part(rule.name, start, in_language(rule.title))]
    for name, true in holds.items():
        if true:
            entry = weights["parts"][name]
            parts.append(Part(name, entry["points"], in_language(entry).format(n=numbers.get(name, 0))))
    total = sum(p.points for p in parts)
    for level in ("high", "medium"):
        if total >= weights["levels"][level]:
            return tuple(parts), Severity(level)
    return tuple(parts), Severity.LOW
