"""A plan beside the report of the same work: a comparison whose later telling is read sentence by sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from graph.decisions import Decision
from graph.model import Document, Edge, Evidence, Node
from graph.vocabulary import Label, RelationType, Status
from queries.comparison import STATED, Item, Outcome, match, refused_by, renamed_to
from queries.context import Context
from queries.continuation import SAME, bare, begins_alike, named_in, names_of, resembled
from queries.likeness import likeness, pairs
from queries.passages import Passages, Sentence
from queries.shortfall import fewer, shortfall
from queries.wording import GENERAL

_BEGINS = frozenset(
    {RelationType.LEADS, RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.ISSUES, RelationType.HOSTS}
)
_PLANNED_THINGS = frozenset(
    {Label.Brand, Label.Programme, Label.Base, Label.Mechanism, Label.Campaign, Label.Policy, Label.Organisation}
)
_PLAN_KINDS = frozenset({"plan", "speech", "summary", "other"})
_REPORT_KINDS = frozenset({"summary", "survey", "other"})
_NAMED_IN_DUTIES = frozenset({Label.Base, Label.Mechanism, Label.Policy, Label.Programme, Label.Campaign, Label.Brand})
_ALIKE, _UNLIKE, _MOSTLY = 0.4, 0.25, 0.5
"""Shares of the weight of a name that make two things one; below which a duty is not told; and of one clause of a duty."""
_SET = re.compile(r"[一二两三四五六七八九十](?:大|项|个)|[一二两三四][一-龥][一二两三四][一-龥]")
_SET_NAME, _ITEM = 8, 120
"""Characters of a name that may call it a set; after it, those within which its members stand."""
_LONGEST_DUTY = 60
"""What is longer sums up several duties and is told of in several places."""
_NO_THING = re.compile(r"^本|^[^“”《》]*、[^“”《》]*[和及与]|^(?:工作|长效|有关|相关)?(?:机制|制度|方案|计划|办法)$")
_AIM = re.compile(r"(?:工作|总体|主要|年度|奋斗)?目标：")
"""Words before what a whole plan aims at."""
_STALLED = re.compile(r"未能|迟迟|没有|尚未|未[一-龥]{0,2}[动开建落]|停工|搁置|泡汤|落空|还没")


def plan_pairs(context: Context) -> list[tuple[Document, Document]]:
    """Return plans with the reports on them: same division, same issuer or the plan in the report's title, the plan's year or the next, nearest first.

    The full name of an issuer with its place says that it is the same, whatever division each document is taken to speak of.
    """
    found = []
    divisions: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in context.graph.documents:
        for home in _homes(document):
            divisions[home][document.id] = document
    for plan in context.graph.documents:
        if plan.kind not in _PLAN_KINDS or plan.year is None or not _homes(plan):
            continue
        if len(list(_planned_things(context, plan.id))) < 3:
            continue
        first = plan.year if plan.kind != "summary" else plan.year + 1
        reports = [
            d
            for d in {d.id: d for home in _homes(plan) for d in divisions[home].values()}.values()
            if d.id != plan.id
            and d.kind in _REPORT_KINDS
            and d.year in (first, plan.year + 1)
            and (_same_body(plan.issuer, d.issuer) or _on_the_plan(plan.title, d.title))
        ]
        if reports:
            found.append((plan, min(reports, key=lambda d: (d.year or 0, d.kind != "summary", d.id))))
    return found


_WITH_PLACE = re.compile(r"[一-龥]{2,8}[省市州县区旗镇乡][一-龥]{3,}")


def _homes(document: Document) -> list[str]:
    """The division of a document, and its issuer where that is named with its place."""
    issuer = document.issuer or ""
    named = _WITH_PLACE.fullmatch(issuer) and not re.match("[某全本我]", issuer)
    return [home for home in (document.jurisdiction, issuer if named else None) if home]


def _same_body(first: str | None, second: str | None) -> bool:
    """Two names of an issuer end alike: 案例县总工会, 县总工会."""
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return long.endswith((short[-4:], short.lstrip("省市县区旗镇乡")))


def _on_the_plan(plan: str, report: str) -> bool:
    """The title of a report names the plan that it reports on."""
    words = pairs(re.sub(r"\d+年?|印发|关于|通知", "", plan))
    return len(words) > 4 and likeness(words, pairs(report)) >= SAME


def _planned_things(context: Context, plan: str) -> Iterator[tuple[Node, Edge]]:
    """Things that a document plans to set up, run or issue, with the edge that says so, in the order of the text."""
    found = []
    for node in context.by_document[plan]:
        if node.label not in _PLANNED_THINGS or _NO_THING.search(node.name):
            continue
        parts = context.related(node.id, (RelationType.PART_OF,), incoming=False)
        for edge in (*context.related(node.id, _BEGINS, incoming=True), *parts):
            begun = node.label is not Label.Organisation or edge.type is RelationType.ESTABLISHES
            if edge.status is Status.PLANNED and begun and any(e.document == plan for e in edge.evidence):
                found.append((node, edge))
                break
    return iter(sorted(found, key=lambda pair: (_first(context, pair[0], plan), pair[0].id)))


def _first(context: Context, node: Node, document: str) -> int:
    mention = context.first_mention(node.id, document)
    return mention.start if mention else 0


def compare(context: Context, plan: str, report: str, decisions: Iterable[Decision] = ()) -> list[Item]:
    """Compare a plan with a report, item by item.

    Args:
        plan, report: ids of the documents.
        decisions: those that stand; what a person said to be two is not proposed as one.

    Returns:
        The plan's items in the order of its text, then what only the report tells of.
    """
    lines: list[Item] = []
    told: set[str] = set()
    things = list(_planned_things(context, plan))
    for node, edge in things:
        line = _follow(context, node, edge, plan, report, [other for other, _ in things if other.id != node.id])
        lines.append(line)
        told.update(line.nodes if line.after else ())
    lines += _duties(context, plan, report, [node for node, _ in things], lines)
    lines = [_through_parts(context, line, lines, report) for line in lines]
    return _other_names(context, lines, list(_new_items(context, plan, report, told)), refused_by(decisions))


def _other_names(context: Context, lines: list[Item], new: list[Item], refused: Set[frozenset[str]]) -> list[Item]:
    """Hold what the report does not speak of against what only it tells of: one may go on as the other."""
    gone = {line.nodes[0]: line.before for line in lines if line.outcome is Outcome.DROPPED and line.before}
    come = {line.nodes[0]: line.after for line in new if line.after}
    renamed = {item.nodes[0]: item for item in match(context, gone, come, refused) if item.outcome is Outcome.RENAMED}
    taken = {item.nodes[1] for item in renamed.values()}
    kept = [renamed.get(line.nodes[0], line) if line.outcome is Outcome.DROPPED else line for line in lines]
    return kept + [line for line in new if line.nodes[0] not in taken]


def _duties(context: Context, plan: str, report: str, things: list[Node], lines: Iterable[Item]) -> list[Item]:
    """Duties of a plan of which the report gives a lower number; of those about no planned thing also those that name something of their own
    and of which the report holds next to nothing."""
    found = []
    passages, told = context.passages[plan], context.passages[report].sentences
    taken = [(m.start, m.end) for thing in things for m in thing.mentions if m.document == plan]
    for node in context.by_document[plan]:
        mention = context.first_mention(node.id, plan)
        if node.label is not Label.Commitment or mention is None:
            continue
        text = passages.text[passages.position(mention.start) : passages.position(mention.end - 1) + 1]
        sentence = passages.sentence_at(mention.start)
        aim = sentence is not None and _AIM.match(sentence.text)
        if aim or GENERAL.search(text) or len(text) > _LONGEST_DUTY:
            continue
        named = context.mentioned(plan, mention.start, mention.end, _NAMED_IN_DUTIES)
        proof = context.proof(mention, "compare")
        known = [x for x in lines if x.before and mention.start <= x.before.start < mention.end]
        if (short := fewer(text, told)) and not any(x.outcome is Outcome.PARTLY for x in known):
            sentence, missing = short
            reported = context.passages[report].proof(sentence.start, sentence.end, "compare")
            found.append(Item(Outcome.PARTLY, (node.id, *named[:2]), proof, reported, (missing,)))
            continue
        if any(mention.start <= start < mention.end for start, _ in taken):
            continue
        goes_on = any(m.document == report for n in named for m in context.nodes[n].mentions)
        if (named or re.search("[“《]", text)) and not goes_on and not _spoken_of(text, told):
            found.append(Item(Outcome.DROPPED, (node.id, *named[:2]), proof, None))
    return found


def _spoken_of(text: str, told: list[Sentence]) -> bool:
    """A sentence of the report holds a share of a duty's words, or most of one of its clauses."""
    sentences = [pairs(s.text) for s in told]
    clauses = [pairs(re.sub(r"\d+", "", clause)) for clause in (text, *re.split("[，；]", text))]
    shares = [_UNLIKE, *(_MOSTLY for _ in clauses[1:])]
    return any(
        likeness(words, sentence) >= share
        for words, share in zip(clauses, shares, strict=True)
        for sentence in sentences
        if len(words) > 2
    )


def _through_parts(context: Context, line: Item, lines: list[Item], report: str) -> Item:
    """A set that the report does not name is done where it tells of one of its parts."""
    if line.outcome is not Outcome.DROPPED:
        return line
    node = context.nodes[line.nodes[0]]
    parts = {e.source for e in context.related(node.id, (RelationType.PART_OF,), incoming=True)}
    told = [x for x in lines if x.nodes[0] in parts and x.after]
    if not told and line.before and _SET.search(node.name[:_SET_NAME]) and len(node.name) < 2 * _SET_NAME:
        told = [
            x for x in lines if x.after and x.before and line.before.start <= x.before.start < line.before.end + _ITEM
        ]
        told = told or _quoted_parts(context, line, report)
    return replace(line, outcome=Outcome.CONTINUED, after=told[0].after) if told else line


def _quoted_parts(context: Context, line: Item, report: str) -> list[Item]:
    """The report's sentence on a name that the plan quotes right after a set."""
    assert line.before is not None
    passages, told = context.passages[line.before.document], context.passages[report]
    start = passages.position(line.before.start)
    names = re.findall(r"“([^”]{3,10})”", passages.text[start : start + _ITEM])
    found = (s for name in names for s in told.sentences if f"“{name}”" in s.text)
    return [replace(line, after=told.proof(s.start, s.end, "compare")) for s in found][:1]


def _follow(context: Context, node: Node, edge: Edge, plan: str, report: str, others: list[Node]) -> Item:
    # a thing that both documents name has one edge with the evidence of both
    planned = next(e for e in edge.evidence if e.document == plan)
    passages = context.passages[report]
    asked = context.passages[plan].sentence_at(planned.start)
    found = named_in(context, node, passages) or resembled(context, node, passages, others, asked)
    if found is None:
        return Item(Outcome.DROPPED, (node.id,), planned, None)
    reported = passages.proof(found.sentence.start, passages.told_under(found.sentence), "compare", found.at)
    if new := renamed_to(context, node.id, report):
        return Item(Outcome.RENAMED, (node.id, new), planned, reported, parts=STATED)
    short = shortfall(node, asked.text if asked else planned.quote, found.sentence.text)
    missing = (*_places_missing(context, node, planned, passages), *short)
    same = found.exact or (found.became is not None and context.nodes[found.became].name in node.name)
    told = _clause_of(found.sentence.text, node) or (found.sentence.text if same else "")
    if missing or (same and _STALLED.search(told)):
        return Item(Outcome.PARTLY, (node.id,), planned, reported, missing)
    if same:
        return Item(Outcome.CONTINUED, tuple(dict.fromkeys((node.id, found.became or node.id))), planned, reported)
    if found.became is None and not begins_alike(context, node, found.sentence):
        return Item(Outcome.CONTINUED, (node.id,), planned, reported)
    return Item(Outcome.RENAMED, (node.id, *([found.became] if found.became else [])), planned, reported)


def _clause_of(text: str, node: Node) -> str:
    """The clause that names the thing, and the one after it."""
    clauses = re.split(r"[，；。]", text)
    for index, clause in enumerate(clauses):
        if any(bare(name) in bare(clause) for name in names_of(node)):
            return "，".join(clauses[index : index + 2])
    return ""


def _places_missing(context: Context, node: Node, planned: Evidence, passages: Passages) -> list[str]:
    """Places and venues that the plan wants for the thing and that the report does not name, where it names another of them."""
    located = context.related(node.id, (RelationType.LOCATED_IN,), incoming=False)
    hosted = context.related(node.id, (RelationType.HOSTS,), incoming=True)
    edges = [e for e in (*located, *hosted) if any(x.document == planned.document for x in e.evidence)]
    places = sorted({e.target if e.source == node.id else e.source for e in edges})
    places = _without_what_they_lie_in(context, places, planned)
    if len(places) < 2:
        return []
    named = {p: any(bare(n) in bare(passages.text) for n in names_of(context.nodes[p])) for p in places}
    return [context.nodes[p].name for p in places if not named[p]] if any(named.values()) else []


def _without_what_they_lie_in(context: Context, places: list[str], planned: Evidence) -> list[str]:
    """Places without those that stand right before another one: 某镇某村 is one place, the village."""
    text = context.passages[planned.document].text
    names = {p: names_of(context.nodes[p]) for p in places}
    return [p for p in places if not any(a + b in text for a in names[p] for q in places if q != p for b in names[q])]


def _new_items(context: Context, plan: str, report: str, told: set[str]) -> Iterator[Item]:
    """Things that the report sets up or runs and the plan does not name."""
    passages = context.passages[plan]
    plain = bare(passages.text)
    for node in context.by_document[report]:
        if node.label not in _PLANNED_THINGS or node.id in told or node.label is Label.Organisation:
            continue
        if any(bare(name) in plain for name in names_of(node)) or any(m.document == plan for m in node.mentions):
            continue
        if any(
            likeness(pairs(context.nodes[t].name), pairs(node.name)) >= _ALIKE
            for t in sorted(told)
            if t in context.nodes
        ):
            continue
        for edge in context.related(node.id, _BEGINS, incoming=True):
            proofs = [e for e in edge.evidence if e.document == report]
            if edge.status is Status.DONE and proofs:
                yield Item(Outcome.NEW, (node.id,), None, proofs[0])
                break
