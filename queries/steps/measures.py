"""What a problem is answered by, and what a plan is followed by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Mention, Node
from graph.vocabulary import Absence, Label, Status
from queries.context import Candidate, Context
from queries.likeness import pairs, shared_weight
from queries.passages import Passages, Sentence
from queries.steps.carriers import EMPTY
from queries.steps.peers import UNSETTLED
from queries.steps.sites import APART

_ATTITUDE = re.compile(
    r"认识不|重视不|思想[^，。]{0,4}(?:抬头|不|松)|观念|等靠|说起来|软任务|独角戏|两张皮|浮在面上|只挂名|念头|形势|口号|一截路|差距|容不得"
    r"|距离[^，。]{0,6}期盼"
)
"""A fault of attitude is answered by the whole of a plan or by none of it; a planner waves such a finding away."""
_HEADING = re.compile(
    r"^[一二三四五六七八九十（）、\d.]*[^，。；]{0,8}?(?:存在|主要|突出|面临)?的?(?:困难|问题|短板|不足|差距)"
    r"(?:和|与|及|、)?(?:困难|问题|短板|不足|差距|挑战)?$|^问题是"
)
_LACK = re.compile(
    r"不(?![过忘负辍懈容断少]|低于|得了|停|忘)|没|未(?!来)|缺|乏|少(?!年|儿|数|先|于)|(?<!困)难(?!忘)|困难(?!职工|群众|家庭|少数|学生|妇女|户|归侨|企业)|弱|低|差(?!异)|断|老化|滞后|散|虚|慢|窄|偏|仅|只[有是]|无(?!私|悔|疑)"
    r"|仍|时有|现象|失之|扰民|沉重|欠账|身兼|兼职|走读|空置|同质|独大|几近|超过|淡|丢|慢|快"
    r"|空白|流失|轻|矛盾|争议|冲突|隐患|风险|瓶颈|脱节|失衡|停摆|停留|流于|应付|疲于|摊派|各(?:自|干|搞|管)|重复|雷同|过[高低大多]|零|高企|有待|尚需|空转|梗阻|堵"
)
"""Words of lack: a clause without one states no problem."""
_SAYING = re.compile(
    r"^[^，。；]{0,4}(?:成绩|问题|差距|教训)[^，。；]{0,4}(?:面前|只能|属于|来之|不容|不讲|可喜|固然)|(?:这些|上述|以上|种种)[^，。；]{0,4}(?:问题|不足|困难|短板)"
    r"|[还仍尚][^，。；]{0,4}(?:不少|许多|几处|几个|一些)[^，。；]{0,4}(?:问题|短板|不足|堵点|差距)$|(?:短板|问题|不足)(?:不少|有)$"
    r"|(?:纠纷|案件|投诉|事故)[^，。；]{0,6}(?:下降|减少)|矛盾[^，。；]{0,4}突出$|还有相当一部分|木桶|永[^，。；]{0,3}[，止]|历史是|让我们|没有[^，。；]+，就没有|则[^，。；]+，行|不足而后|取决于|不负|来之不易|看得见的是|百年未有|关键期|攻坚期"
    r"|面临着[^，。；]*(?:困难和)?挑战|(?:还|也|仍)存在(?:着)?(?:一些|不少|许多)(?:问题|不足|困难|短板|差距)(?:$|，(?!.*(?:不|缺|弱|少|难|差|未)))"
)
"""Remarks on problems in general, mottoes, the state of the world, and the clause that leads the list of problems in."""
_TASK = re.compile(r"^(?:持续|聚焦|针对|亟需|突破|加强|推进|着力|必须|要|补上|解决|破解)")
"""A clause that opens with a verb of doing is a task that was taken for a problem."""
_AHEAD = re.compile(
    r"[^，。；]{0,4}(?:下一?步|下阶段|新的一年|明年|来年|今后|对此，)|(?:20)?\d\d年[，,][^。；]{0,20}(?:将|要)"
)
"""Words that look ahead, at the head of a sentence."""
_UNREAD = 2.2
"""So much more has to be shared with a sentence of a plan that no reader took for a duty."""
_PLANS = re.compile(r"打算|建议|对策|下一?步|计划|安排|思路|举措|措施|怎么干")
"""Words in the heading of a section of plans."""
_PROMISED = re.compile(r"，[^，。；]{0,12}(?:明年|下一步|拟|计划|将(?:再|于|在)|已(?:列入|安排|着手))")
"""The sentence itself goes on to say what will be done."""


@dataclass(frozen=True, slots=True)
class Item:
    """A planned item: where it stands in its document, what it says, and whether a reader took it for planned."""

    start: int
    end: int
    words: frozenset[str]
    read: bool = True


def planned_items(context: Context) -> dict[str, list[Item]]:
    """Return what each document plans: its commitments and the sentences of its planned relations."""
    found: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for node in context.graph.nodes:
        if node.label is Label.Commitment:
            for m in node.mentions:
                found[m.document][m.start, m.end] = m.text
    for edge in context.graph.edges:
        if edge.status is Status.PLANNED:
            for e in edge.evidence:
                found[e.document][e.start, e.end] = e.quote
    items = {d: [_item(passages, span) for span in sorted(found[d])] for d, passages in context.passages.items()}
    for document, passages in context.passages.items():
        faults = [m for n in context.by_document[document] if n.label is Label.Problem for m in n.mentions]
        for sentence in _plans(passages):
            first, last = passages.place(sentence.start, sentence.end)
            if not any(m.document == document and m.start < last and first < m.end for m in faults):
                items[document].append(Item(first, last, pairs(sentence.text), read=False))
    return items


def _plans(passages: Passages) -> Iterator[Sentence]:
    """Sentences of the sections that announce plans; in a text without such a heading, what follows the first words that look ahead."""
    found = list(passages.under(_PLANS))
    if found:
        yield from found
        return
    ahead = next((s.start for s in passages.sentences if _AHEAD.match(s.text)), None)
    yield from (s for s in passages.sentences if ahead is not None and s.start >= ahead)


def _item(passages: Passages, span: tuple[int, int]) -> Item:
    start, end = passages.position(span[0]), passages.position(span[1] - 1) + 1
    return Item(*span, pairs(passages.text[start:end]))


def unanswered(context: Context) -> Iterator[Candidate]:
    """Stated problems that no planned item of the same document answers.

    Query: ``problem``: problems without an ADDRESSES edge. An item answers a problem when they share words that are rare in the genre,
    worth ``shared`` pairs together. Problems of attitude are passed over, and so are those that other rules report as such: sites that stand
    apart, things without a lead.
    """
    rule, least = "problem_without_measure", float(context.settings["shared"])
    items = planned_items(context)
    for row in context.rows:
        node = context.nodes[row["problem"]]
        mention = context.first_mention(node.id)
        if mention is None or _reported_elsewhere(context, mention) or _told_below(context, node, mention):
            continue
        if _answered(context, node, items, least):
            continue
        cut = context.documents[mention.document].truncated
        absence = Absence.MISREAD if cut else Absence.GRAPH
        related = [
            e.target for e in context.edges.get(node.id, []) if e.source == node.id and e.target in context.nodes
        ]
        yield Candidate((node.id, *sorted(set(related))[:3]), (context.proof(mention, rule),), absence)


def _reported_elsewhere(context: Context, mention: Mention) -> bool:
    found = context.sentence_of(mention)
    if found is None:
        return False
    passages, sentence = found
    first, last = passages.place(sentence.start, sentence.end)
    sites = context.mentioned(passages.document, first, last, (Label.Base, Label.Organisation))
    apart = len(sites) > 1 and APART.search(sentence.text)
    empty = EMPTY.search(sentence.text) and context.mentioned(passages.document, first, last, (Label.Brand,))
    if _PROMISED.search(passages.text[passages.position(mention.end - 1) + 1 : sentence.end]):
        return True
    clause = passages.text[passages.position(mention.start) : passages.position(mention.end - 1) + 1]
    return bool(
        apart
        or empty
        or not _LACK.search(clause)
        or _SAYING.search(clause.strip("。，：；"))
        or UNSETTLED.search(clause)
        or _ATTITUDE.search(clause)
        or _TASK.match(clause)
        or _HEADING.match(clause.strip("。，：；"))
    )


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


def _answered(context: Context, node: Node, items: dict[str, list[Item]], least: float) -> bool:
    for mention in node.mentions:
        passages = context.passages[mention.document]
        start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
        words = pairs(passages.text[start : max(end, _heading_end(passages, mention, end))])
        for item in items.get(mention.document, []):
            apart = item.end <= mention.start or item.start >= mention.end
            if apart and shared_weight(words, item.words) >= (least if item.read else _UNREAD * least):
                return True
    return False


def _heading_end(passages: Passages, mention: Mention, end: int) -> int:
    """A problem that is the heading of an item says too little of itself: what stands under it belongs to it, up to 120 characters."""
    sentence = passages.sentence_at(mention.start)
    if sentence is None or sentence.end - end > 2 or end - sentence.start > 16:
        return end
    if not re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是)", sentence.text):
        return end
    return min(passages.item_at(mention.start)[1], end + 120)
