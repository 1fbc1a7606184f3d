"""What a plan announces and the report on it does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.names import class_off
from graph.vocabulary import Absence, Label
from queries.compare import compare, plan_pairs
from queries.comparison import Item, Outcome
from queries.context import Candidate, Context
from queries.likeness import likeness, pairs, weight
from queries.steps.peers import quoted

_AUTHORITIES = frozenset({"department", "government", "party_committee", "congress_cppcc"})

_FOUNDED = ("中心", "专班", "大队", "专业队", "服务站", "工作站")
_SUBJECT, _RARE = 0.3, 0.6
"""Share of a campaign's name that tells of it with its last word; how rare the first word of a class has to be."""


def unreported(context: Context) -> Iterator[Candidate]:
    """Planned things that the report of the same body, place and year does not mention, or of which it leaves out a part.

    Query: ``document``, ``planned``: documents that plan something. A changed name and a continued item are no gaps.
    """
    plans = {row["document"] for row in context.rows}
    for plan, report in plan_pairs(context):
        if plan.id not in plans:
            continue
        for line in compare(context, plan.id, report.id):
            partly = line.outcome is Outcome.PARTLY and line.missing
            dropped = line.outcome is Outcome.DROPPED and not _told_of_its_subject(context, line, report.id)
            if line.before and (dropped or partly) and not _acts(context, line) and not _no_result(context, line):
                yield _candidate(context, line, report.id)


def _told_of_its_subject(context: Context, line: Item, report: str) -> bool:
    """A campaign without a name of its own is told where a sentence says what it is about and what was done: 消防检查, 检查了消防."""
    node = context.nodes[line.nodes[0]]
    if node.label is not Label.Campaign:
        return False
    name = class_off(node.label, node.name)
    words, act = pairs(name), re.sub("[日周月季]$", "", name)[-2:]
    for sentence in context.passages[report].sentences:
        told = pairs(sentence.text)
        if act in told and likeness(words, told) >= _SUBJECT:
            return True
        # a class is told by what it teaches
        taught = name.endswith("班") and re.search("班|课程|培训", sentence.text)
        if taught and name[:2] in told and weight(name[:2]) > _RARE:
            return True
    return False


def _acts(context: Context, line: Item) -> bool:
    """An authority that acts in the plan is not what was planned; a centre or team of one may be."""
    first = context.nodes.get(line.nodes[0])
    return first is not None and first.kind in _AUTHORITIES and not first.name.endswith(_FOUNDED)


_INNER = re.compile(r"调度|通报|讲评|晾晒|季评比|资金$|经费$|[交给由为]$|^第?[一二三四五六七八九十\d]+[、.．]")
"""How the work is watched and paid for, and what is no name at all: no report is expected to speak of it."""


_WATCHED = re.compile(
    r"[列纳]入[^，。；]{0,8}(?:督查|考核|考评|绩效|目标)"
    r"|(?:落实|贯彻|坚持|践行)“?[一二两三四五六七八九双][一-龥]{1,3}[一二两三四五六七八九双][一-龥]{1,3}”?$"
)
"""It is watched or weighed with other work, or is a principle that always holds (三管三必须)."""
_SEVERAL = re.compile(r"[、与和]")


def _no_result(context: Context, line: Item) -> bool:
    """The item is money, supervision, or a name that a reader cut wrongly, of which no result is told anywhere."""
    node = context.nodes.get(line.nodes[0])
    if node is None:
        return False
    if node.label is not Label.Commitment:
        return _INNER.search(node.name) is not None
    named = [context.nodes[n].name for n in line.nodes[1:]]
    cut = bool(named) and all(_SEVERAL.search(name) for name in named) and not quoted(context, node)
    return cut or _WATCHED.search(node.name) is not None


def _candidate(context: Context, line: Item, report: str) -> Candidate:
    evidence = tuple(e for e in (line.before, line.after) if e)
    values = {"report": context.documents[report].title, "missing": "、".join(line.missing)}
    partly = line.outcome is Outcome.PARTLY
    fewer = partly and all("→" in one for one in line.missing)
    stated = Absence.STATED if partly and "→" in values["missing"] else Absence.GRAPH
    cut = context.documents[report].truncated and not partly
    return Candidate(
        line.nodes,
        evidence,
        Absence.MISREAD if cut else stated,
        "fewer" if fewer else "partly" if partly else "default",
        values,
        documents=(report,),
    )
