"""What a problem is answered by, and what a plan is followed by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator

from graph.model import Mention, Node
from graph.vocabulary import Absence, Label
from queries.context import Candidate, Context
from queries.passages import UNKNOWN, Passages, Sentence
from queries.steps.carriers import EMPTY
from queries.steps.peers import UNSETTLED
from queries.steps.planned import Plan, looking_ahead, plans
from queries.steps.remedies import being_solved, is_figure
from queries.steps.sites import APART
from queries.wording import MARKED

_ATTITUDE = re.compile(
    r"认识|重视|思想|观念|意识|念头|作风|当作|当成|两张皮|期盼|认为|觉得|意愿|顾虑|不(?:是一?件?)?容易|任重道远|浮在|走过场|思路不|措施不|突破性"
)
"""A fault of attitude, or a sigh that a thing is hard, is answered by the whole of a plan or by none of it; a planner waves such a finding away."""
_LACK = re.compile(
    r"没(?!人[要送]|能|法)|[无缺](?!法)|只(?!要)|仅|不[足到][^，。；]{0,3}[一二三四五六七八九十\d成半]|空白|[漏渗塌]|\d"
)
"""A lack or a defect that can be counted or pointed at: nobody, no room, two only, a roof that leaks."""
_FEWEST = 10
"""Planned items from which on a text looks ahead, whatever its headings."""
_IN_GENERAL = re.compile(
    r"(?:存在|面临|面对)[^。；]*(?:问题|困难|不足|短板|差距|挑战)$|^[^，。；]{0,12}(?:存在|主要|突出)?的?(?:问题|困难|短板|差距)$|^[前后两]者|(?:分钟|小时|公里|里路|米)(?:上下|左右)?$"
)
"""The clause that leads a list of problems in, or its heading, names none of them; what the latter is stands elsewhere; a distance is no complaint."""
_SECTION = re.compile(r"存在|问题|短板|差距|挑战|困难|教训")
"""A title with these words opens a list of problems and is none itself."""
_OPENS = re.compile(r"存在|问题|不足|短板|困难|差距|难处|堵点|隐忧|弱项|清醒|也要看到")
_LEADS = re.compile(r"存在|不足|短板|差距|难处|堵点|隐忧|弱项|清醒|也要看到")
_LABELLED = re.compile(r"(?:存在的?|主要|反馈)?问题[一二三四五六七八九十\d]{0,3}：")
"""A line of a list for putting things right: 问题3：…."""
_REACH = 6
"""Words with which a document comes to speak of its problems, and for how many sentences; what a story tells in passing is none of them."""
_LONGEST_TITLE, _LONGEST_HEADING, _ONE_ITEM = 16, 30, 120
"""Characters of the title of an item, of a heading that is a problem, and of an item that speaks of one thing."""
_PROMISED = re.compile(
    r"，[^，。；]{0,12}(?:明年|下一步|拟|计划|将(?:再|于|在)|已(?:列入|安排|着手))|要(?:下决心|抓紧|着力|切实|尽快)[^，。；]{0,4}(?:治|改|补|解)"
)
"""The sentence itself goes on to say what will be done."""


def unanswered(context: Context) -> Iterator[Candidate]:
    """Stated problems that no planned item of the same document answers; those of one short item are one gap, and answered together.

    Query: ``problem``: problems without a sure ADDRESSES edge. An item answers a problem when they share words that are rare in the genre,
    worth ``shared`` pairs together, or when the titles of both share one. Problems of attitude are passed over, and so are those that other
    rules report as such: sites that stand apart, things without a lead.
    """
    wanted = {row["problem"] for row in context.rows}
    plan_of = plans(context)
    for document in context.graph.documents:
        problems = [n for n in context.by_document[document.id] if n.label is Label.Problem]
        yield from _unanswered_in(context, document.id, problems, wanted, plan_of)


def _unanswered_in(
    context: Context, document: str, problems: list[Node], wanted: set[str], plan_of: Callable[[str], Plan]
) -> Iterator[Candidate]:
    least = float(context.settings["shared"])
    told: dict[tuple[object, ...], list[tuple[Mention, Node]]] = defaultdict(list)
    answered: set[tuple[object, ...]] = set()
    ahead = bool(problems) and _looks_ahead(context.passages[document], plan_of(document))
    for node in problems:
        mention = context.first_mention(node.id)
        if mention is None or mention.document != document or _told_below(context, node, mention):
            continue
        item = _item_of(context, mention)
        if node.id not in wanted or _answered(context, node, plan_of, least):
            answered.add(item)
        elif _admitted(context, mention) and not _reported_elsewhere(context, mention) and (ahead or _is_lack(node)):
            told[item].append((mention, node))
    for item, found in sorted(told.items(), key=lambda pair: min(m for m, _ in pair[1])):
        if item not in answered:
            yield _gap(context, sorted(found, key=lambda pair: pair[0]))


def _looks_ahead(passages: Passages, plan: Plan) -> bool:
    """The text says what will be done; one that only tells how things are leaves its complaints to others. Of a text known in parts nobody can say."""
    if UNKNOWN in passages.source or sum(item.read for item in plan.items) >= _FEWEST:
        return True
    return any(True for _ in looking_ahead(passages))


def _is_lack(node: Node) -> bool:
    return _LACK.search(node.name) is not None


def _admitted(context: Context, mention: Mention) -> bool:
    """The document speaks of its problems there: under a heading that says so, or after words that lead to them, if it has either."""
    passages, sentence = (
        context.passages[mention.document],
        context.passages[mention.document].sentence_at(mention.start),
    )
    if sentence is None:
        return True
    at = bisect_left(passages.sentences, sentence.start, key=lambda s: s.start)
    near = passages.sentences[max(0, at - _REACH) : at + 1]
    section = passages.starts_under(_OPENS)
    if (
        _LABELLED.match(sentence.text)
        or sentence.start in section
        or any((_LEADS if section else _OPENS).search(s.text) for s in near)
    ):
        return True
    return not _OPENS.search(passages.text)


def _item_of(context: Context, mention: Mention) -> tuple[object, ...]:
    """What the problems of one short item have in common: （三）讲解队伍不稳。…, 二是…，…；. A problem outside of items is by itself."""
    title, found = _title(context, mention), context.sentence_of(mention)
    if title is not None:
        return mention.document, title.start
    if found is not None and re.match(MARKED, found[1].text) and len(found[1].text) <= _ONE_ITEM:
        return mention.document, found[1].start
    return mention.document, mention


def _title(context: Context, mention: Mention) -> Sentence | None:
    """The title that opens the item of a mention, where it has one and is short enough to speak of one thing."""
    found = context.sentence_of(mention)
    if found is None or not any(found[1].path[1:-1]):
        return None
    passages, told = found
    opening = passages.opening(told)
    paragraph = passages.text.find("\n", told.end, opening.start + _ONE_ITEM + 1)
    whole = passages.text[opening.start : paragraph if paragraph > 0 else opening.start + _ONE_ITEM + 1]
    one = len(whole) <= _ONE_ITEM and whole.removeprefix(opening.text).strip("\n").count("\n") == 0
    return opening if one and len(opening.text) <= _LONGEST_TITLE and not _SECTION.search(opening.text) else None


def _gap(context: Context, problems: list[tuple[Mention, Node]]) -> Candidate:
    rule, first = "problem_without_measure", problems[0][0]
    proofs = [context.proof(mention, rule) for mention, _ in problems]
    title = _title(context, first)
    if title is not None:
        proofs.append(context.passages[first.document].proof(title.start, title.end, rule))
    ids = [node.id for _, node in problems]
    related = sorted({e.target for i in ids for e in context.edges.get(i, []) if e.source == i} & context.nodes.keys())
    absence = Absence.MISREAD if context.documents[first.document].truncated else Absence.GRAPH
    named = tuple(node.name for _, node in problems)
    return Candidate((*ids, *related[:3]), tuple(dict.fromkeys(proofs)), absence, names=named)


def _reported_elsewhere(context: Context, mention: Mention) -> bool:
    found = context.sentence_of(mention)
    if found is None:
        return False
    passages, sentence = found
    if being_solved(passages, sentence, mention, round_up=context.is_round_up(mention.document)):
        return True
    first, last = passages.place(sentence.start, sentence.end)
    sites = context.mentioned(passages.document, first, last, (Label.Base, Label.Organisation))
    apart = len(sites) > 1 and APART.search(sentence.text)
    empty = EMPTY.search(sentence.text) and context.mentioned(passages.document, first, last, (Label.Brand,))
    if _PROMISED.search(passages.text[passages.position(mention.end - 1) + 1 : sentence.end]):
        return True
    clause = passages.text[passages.position(mention.start) : passages.position(mention.end - 1) + 1]
    general = _IN_GENERAL.search(clause.strip("。，：；"))
    figure = is_figure(clause) and not sites
    return bool(apart or empty or general or figure or UNSETTLED.search(clause) or _ATTITUDE.search(clause))


def _told_below(context: Context, node: Node, mention: Mention) -> bool:
    """The problem is a heading, and what stands under it is a problem of its own, or one that other rules report."""
    passages = context.passages[mention.document]
    start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
    below = _heading_end(passages, mention, end)
    if below <= end:
        return False
    first, last = passages.place(start, below)
    others = [n for n in context.mentioned(mention.document, first, last, (Label.Problem,)) if n != node.id]
    return bool(others) or bool(UNSETTLED.search(passages.text[end:below]) or EMPTY.search(passages.text[end:below]))


def _answered(context: Context, node: Node, plan_of: Callable[[str], Plan], least: float) -> bool:
    for mention in node.mentions:
        passages = context.passages[mention.document]
        start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
        text = passages.text[start : max(end, _heading_end(passages, mention, end))]
        title = _title(context, mention)
        told = title.text if title else ""
        if plan_of(mention.document).answers(mention, text, told, least, soft=not _is_lack(node)):
            return True
    return False


def _heading_end(passages: Passages, mention: Mention, end: int) -> int:
    """A problem that is the heading of an item says too little of itself: what stands under it belongs to it."""
    sentence = passages.sentence_at(mention.start)
    if sentence is None or sentence.end - end > 3 or end - sentence.start > _LONGEST_HEADING:
        return end
    if not re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)", sentence.text):
        return end
    last = min(passages.item_at(mention.start)[1], end + _ONE_ITEM)
    line = passages.text.find("\n", end, last) if re.match("[一二三四五六七八九十]是", sentence.text) else -1
    return line if line > 0 else last  # a point of a paragraph ends with it
