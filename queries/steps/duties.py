"""Duties: who has to do them, and how one can tell that they are done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

from graph.model import Mention, Node
from graph.vocabulary import Absence, Label, RelationType
from queries.context import Candidate, Context
from queries.likeness import pairs, weight
from queries.passages import HEADING, UNKNOWN, Passages, Sentence
from queries.steps.acting import led_elsewhere
from queries.steps.items import ANSWERS, BODIES_IN_BRACKETS, OVERALL, heads_items, only_object, silent_items
from queries.wording import GENERAL, MARKED, VAGUE

_MEASURE = re.compile(
    r"\d|[一二两三四五六七八九十百]{1,3}(?:个|家|次|场|期|届|名|人|处|支|条|项|件|年|月|天|日|倍|成|户|座|辆|篇|级|所|镇|村|轮|批|季|部|节)"
    r"|每|月底|年底|年内|年前|半年|季度|全覆盖|至少|不少于|不低于|率[^，。；]{0,4}\d|长期|定期|按[月季年周]|月末|当日|全部|学期|周|节前|期间|之前|[月年季]前|春节|国庆|暑|寒假"
    r"|年度|周[一二三四五六日末]|[日月季年](?:通报|督查|考评|总评|调度|巡|报|结)|各[一两三四五六七八九十]|一([一-龥])一[一-龥]|前(?:上线|完成|建成|投用|开放|挂牌)"
)
"""A number, a date or a cadence, in any of the forms of official prose."""
_ACT = re.compile(
    r"建设|设立|建立|建成|打造|举办|办好|开办|筹办|筹建|筹备|组建|推行|推广|试行|实施|开展|签订|修缮|恢复|健全|开设|开通|共建|编纂|编制|出台|制定"
    r"|成立|搭建|创建|争取|对接|学习宣传|支持|鼓励|抓好|做好|拉通|改建|完善|规划|谋划|筹划|评出|完成|深化|定在|开幕|挂牌|上线|投用|启动|开门"
)
_ASSIGNS = re.compile(
    r"(?:负责|承办|主办|管|统一调配|统筹|督办|约谈|报送?|列入|纳入|写入|作为)[^，。；]{0,14}$"
    r"|由[^，。；]{2,14}(?:负责|承担|承建|承办|主办|合办|牵头|组织|管理|印制|包联|实施)"
)
"""A clause that itself deals out work."""
_SET = re.compile(
    r"[二两三四五六七八九十](?:大|项|个)[^，。；一]{0,6}(?:工程|机制|体系|行动|计划|制度|清单)|[一二三四五六七八九十\d+N“”]+工作(?:体系|思路|模式)|[三四五六七八九十]个一”?$"
)
"""A counted set: its members carry the numbers."""
_HOW_OFTEN = re.compile(r"，?(?:由[^，。；]+，)?(?:每|年(?!轻|底)|[一二三四五六七八九十\d]+月)")
"""A clause of cadence or date that follows in the sentence."""
_GOES_ON = re.compile(r"(?:其中|首批|该|每|重点|即|品牌之下|年内)")
"""Openings of a sentence that tells more of the duty before it."""
_ACTOR = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)?[一-龥（）]{2,14}?"
    r"(?:(?:处|科|部|局|委|办|室|会|院|站|中心|公司|集团|政府)[：:抓]|(?:要|应当?|须|必须|负责)[一-龥])"
)
"""An item that opens with whoever has to act: "人事处：…", "市级河长要…"."""
_NAMED_THINGS = (
    Label.Programme,
    Label.Base,
    Label.Mechanism,
    Label.Campaign,
    Label.Brand,
    Label.Policy,
    Label.Organisation,
)


def _clause(context: Context, node: Node) -> tuple[Passages, Sentence, str] | None:
    mention = context.first_mention(node.id)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None:
        return None
    passages, sentence = found
    start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
    # what follows up to the next duty belongs to it: "…, 9月底前完成"
    end_of_sentence, last = sentence.end, passages.place(sentence.start, sentence.end)[1]
    for first, _, other in context.beginning(mention.document, mention.end, last):
        if context.nodes[other].label is Label.Commitment:
            end_of_sentence = min(end_of_sentence, passages.position(first)) if first > mention.end else end
            break
    return passages, sentence, passages.text[start : max(end, end_of_sentence)]


_Duty = tuple[Node, Passages, Sentence, str]
_PLANS = re.compile(r"打算|建议|对策|下一?步|计划|安排|思路|举措|措施|怎么干|明年|任务|目标")
"""Words in the heading of what a report looks ahead to."""
_LOOKS_BACK = frozenset({"summary", "survey"})


def _ahead(context: Context, duties: list[_Duty]) -> list[_Duty]:
    """Of a report that has sections of plans the duties in them: what stands before is done, whatever a reader took it for."""
    passages = duties[0][1]
    # headings are told by the whole text only
    if context.documents[passages.document].kind not in _LOOKS_BACK or UNKNOWN in passages.source:
        return duties
    ahead = passages.starts_under(_PLANS)
    return [d for d in duties if d[2].start in ahead] if ahead else duties


def _by_document(context: Context) -> dict[str, list[_Duty]]:
    """Duties of each document with their clauses, in the order of the text; both rules of duties look at them."""
    found: dict[str, list[_Duty]] = context.shared.get("duties", {})
    if not found:
        at: dict[str, list[_Duty]] = defaultdict(list)
        for node in context.graph.nodes:
            if node.label is Label.Commitment and (clause := _clause(context, node)):
                at[clause[0].document].append((node, *clause))
        for duties in at.values():
            duties.sort(key=lambda d: (context.first_mention(d[0].id) or d[0].mentions[0]).start)
        context.shared["duties"] = found = {d: kept for d in sorted(at) if (kept := _ahead(context, at[d]))}
    return found


def _measured(node: Node, clause: str) -> bool:
    given = (node.properties.get(name) for name in ("cadence", "deadline", "target"))
    if "若干" in clause:
        return False
    return any(given) or bool(_MEASURE.search(_NAMES.sub("", clause)))


_NAMES = re.compile(
    r"“(?!周[一二三四五六日末]|[一每]?[日周月季年][一通督考总评调巡报结晾])[^”]*”|《[^》]*》|第[一-龥\d]{1,3}届|\d+周年"
)
"""Names hold numbers that measure nothing, unless they are a cadence (“月通报、季考评”)."""


def unmeasured(context: Context) -> Iterator[Candidate]:
    """Duties without number, date or cadence, in a document most of whose duties have one.

    Query: ``duty``: commitments without cadence, deadline and target. ``share``: of the document's duties that have to have one.
    """
    rule, share = "commitment_unmeasurable", float(context.settings["share"])
    wanted = {row["duty"] for row in context.rows}
    for document, duties in _by_document(context).items():
        measured = [_measured(node, clause) for node, _, _, clause in duties]
        if len(duties) < 3 or sum(measured) < share * len(duties):
            continue
        for (node, passages, sentence, clause), good in zip(duties, measured, strict=True):
            dated = node.id not in wanted and "若干" not in clause
            bid = clause.partition("。")[0].rstrip("；")  # behind a title that bids stands who has to do it
            if good or dated or _ASSIGNS.search(bid) or not _ACT.search(clause):
                continue
            if (
                GENERAL.search(sentence.text)
                or VAGUE.search(clause)
                or _SET.search(clause.rstrip("。；"))
                or _divides(sentence.text)
                or _DONE.search(clause)
                or _GROUP.match(clause)
            ):
                continue
            # "设立实训基地，年培训护理员150名": how often the sentence goes on to say is the measure of what it begins with
            rest = _known_rest(passages, sentence, clause)
            if _told_on(passages, sentence) or _HOW_OFTEN.match(rest) or _MEASURE.search(_NAMES.sub("", rest)):
                continue
            if _timed_elsewhere(context, passages, sentence, node):
                continue
            mention = context.first_mention(node.id)
            first, last = passages.place(sentence.start, sentence.end)
            things = [
                n for n in context.mentioned(document, first, last, _NAMED_THINGS) if context.nodes[n].name in clause
            ]
            proof = context.proof(mention, rule) if mention else passages.proof(sentence.start, sentence.end, rule)
            yield Candidate(
                (node.id, *things[:3]),
                (proof,),
                names=(node.name,),
                values={"share": round(100 * sum(measured) / len(duties))},
            )


_GROUP = re.compile(r"(?:成立|组建)[^，。；]{0,16}(?:领导小组|专班|工作组)")
"""A group set up to lead the work is there or not; its work is what can be measured."""
_CLOSING = re.compile(
    r"，(?:[^，。；]{1,8}(?:前|底|年内|期间|季度|[日月])[^，。；]{0,8}|[^，。；]{0,5}\d{1,2}月[^，。；]?前[^，。；]{1,14})[。；]?$"
)
"""A short last clause with a time closes the whole sentence: …，清明前上线。"""
_TIMED = re.compile(
    r"（[^（）]*[一二三四五六七八九十\d]+(?:月|日|年|季度)[^（）]*）|[一二三四五六七八九十\d]+月[^，。；]{0,6}[前底内]|[年季月][底内]前?"
)
"""A time in the heading of an item, which holds for all that stands under it."""


def _timed_elsewhere(context: Context, passages: Passages, sentence: Sentence, node: Node) -> bool:
    """The end of its sentence, the heading above it, a later clause on the same thing or another row of the text gives the time or number."""
    first, last = passages.place(sentence.start, sentence.end)
    known = UNKNOWN not in passages.source[first:last]
    if (known and _CLOSING.search(sentence.text)) or any(_TIMED.search(h) for h in _headings(passages, sentence)):
        return True
    index = bisect_left(passages.sentences, sentence.start, key=lambda s: s.start)
    mention = context.first_mention(node.id)
    words = {p for p in pairs(node.name) if weight(p) >= _TELLING}
    for after in passages.sentences[index + 1 : index + 2] if known and sentence.text.endswith("；") else ():
        if (
            words & pairs(after.text)
            and not _OTHER_ACT.match(after.text)
            and _MEASURE.search(_NAMES.sub("", after.text))
        ):
            return True
    things = context.mentioned(passages.document, mention.start, mention.end, _NAMED_THINGS) if mention else []
    places = [m.start for n in things for m in context.nodes[n].mentions if m.document == passages.document]
    rows = (passages.sentence_at(place) for place in places)
    return any(row and _is_row(passages, row) and _MEASURE.search(_NAMES.sub("", row.text)) for row in rows)


def _is_row(passages: Passages, sentence: Sentence) -> bool:
    """The sentence is a row of a table."""
    first, last = passages.place(sentence.start, sentence.end)
    return "\t" in passages.source[first:last]


def _headings(passages: Passages, sentence: Sentence) -> Iterator[str]:
    """The headings above a sentence, the innermost first."""
    for level in reversed(range(len(HEADING))):
        heading = passages.opening(sentence, level)
        if sentence.path[level] and heading is not sentence and len(heading.text) <= _HEADING:
            yield heading.text


_HEADING, _TELLING = 30, 0.45
"""Characters of a heading; how telling a word has to be that a later clause goes on about the same thing."""
_DONE = re.compile(r"(?:^|[，；])[^，；]{0,4}已[一-龥]")
"""A clause that tells what has been done is no duty, whatever follows it."""
_OTHER_ACT = re.compile(
    rf"(?:同步|组织|引导|鼓励|支持|与|推动|选树|引进|依托|在|新增)|[^年月前，]{{0,4}}(?:召开|{_ACT.pattern})"
)


def _known_rest(passages: Passages, sentence: Sentence, clause: str) -> str:
    """What the sentence goes on to say of a duty: up to the clause that opens with another act, and as far as it is known without a break."""
    rest = sentence.text.partition(clause)[2]
    start = sentence.end - len(rest)
    known = takewhile(lambda n: passages.source[passages.place(n, n + 1)[0]] != UNKNOWN, range(start, sentence.end))
    goes_on = takewhile(lambda part: not _OTHER_ACT.match(part), re.split("[，；]", rest[: sum(1 for _ in known)]))
    return "，".join(goes_on)


def _assigned(text: str) -> bool:
    """The sentence opens with bodies, however many, and a colon: 各乡镇人民政府、街道办事处：…."""
    head = re.match(rf"(?:{MARKED})?([^，。；：“]{{2,40}})：", text)
    return (
        head is not None
        and re.search(r"(?:处|科|部|局|委|办|室|会|院|站|中心|公司|集团|政府|单位|[乡镇街]道?)$", head[1]) is not None
    )


def _divides(text: str) -> bool:
    """An item that opens with a body and a colon deals out work; how it is checked stands elsewhere."""
    return bool(re.match(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?[^，。；：]{2,24}：", text))


_LIST_FOLLOWS = re.compile(r"\n?(?:——|--|①|（1）|1[.．、])")
"""Items follow that tell what the duty comes to."""


def _told_on(passages: Passages, sentence: Sentence) -> bool:
    """What follows gives the measure: the rest of the item that the duty heads, of its list of bodies, or a sentence that goes on with it."""
    following = passages.text[sentence.end : sentence.end + 400]
    rest = ""
    if (
        heads_items(passages, sentence)
        or _LIST_FOLLOWS.match(following)
        or (re.match(MARKED, sentence.text) and following.startswith("\n") and sentence.text[-1] not in "。；")
    ):
        return True
    if re.match(MARKED, sentence.text):
        below = following.lstrip("\n").split("\n")[0]
        heads = following.startswith("\n") and len(sentence.text) < 24 and not re.match(MARKED, below)
        rest = below if heads or not following.startswith("\n") else ""
    elif ("（" in sentence.text and "）" not in sentence.text.split("（")[-1]) or re.search(
        r"单位[：:]", sentence.text
    ):
        rest = re.split(r"[。\n]", following)[0]
    elif _GOES_ON.match(following):
        rest = re.split(r"[。；\n]", following)[0]
    return bool(_MEASURE.search(rest[:200]))


def unowned(context: Context) -> Iterator[Candidate]:
    """Duties whose owner the text does not name, in a document most of whose duties have a named one.

    Query: ``duty``, ``owner``: commitments with the owner that the graph holds, if any; one that the sentence does not name stands in for
    the issuer. Only documents speak that hold several duties and name the owner of at least ``share`` of them: the others leave their
    duties to their issuer. A row of a table with a dash in a cell is told wherever it stands.
    """
    rule, share = "commitment_without_owner", float(context.settings["share"])
    owners: dict[str, set[str]] = defaultdict(set)
    for row in context.rows:
        owners[row["duty"]].add(row["owner"] or "")
    for document, duties in _by_document(context).items():
        named = [_owner_named(context, passages, sentence, node, clause) for node, passages, sentence, clause in duties]
        overall = OVERALL.search(context.passages[document].text)
        expected = len(duties) >= _FEWEST and sum(named) >= share * len(duties) and not overall
        aims = context.passages[document].starts_under(_AIMS)
        silent = silent_items(context.passages[document])
        for (node, passages, sentence, clause), good in zip(duties, named, strict=True):
            owned = bool(owners.get(node.id, {"-"}) - {""})
            mention = context.first_mention(node.id)
            direction = GENERAL.search(sentence.text) or VAGUE.search(clause)
            opens = sentence.start in aims or _acts(context, passages, node) or _ACTOR.match(sentence.text) or direction
            bracketed = BODIES_IN_BRACKETS.match(passages.text[sentence.end : sentence.end + 80].lstrip("\n"))
            empty = _empty_cell(passages, sentence)
            listed = sentence.start in silent
            if not expected and not empty and not listed:
                continue
            heads = _LIST_FOLLOWS.match(passages.text[sentence.end : sentence.end + 8])
            told = good or bracketed or heads or _assigned(sentence.text) or _answered_in_item(passages, mention)
            told = told or led_elsewhere(context, passages, sentence)
            if opens or told or not _ACT.search(clause) or _ASSIGNS.search(clause.rstrip("。；")):
                continue
            proof = context.proof(mention, rule) if mention else passages.proof(sentence.start, sentence.end, rule)
            cut = context.documents[document].truncated and sentence.end >= len(passages.text) - 40
            yield Candidate(
                (node.id,),
                (proof,),
                Absence.MISREAD if cut else Absence.GRAPH,
                "peers" if owned and (expected or listed) else "default",
            )


def _empty_cell(passages: Passages, sentence: Sentence) -> bool:
    """The sentence is a row of a table, and one of its cells holds but a dash."""
    first, last = passages.place(sentence.start, sentence.end)
    return re.search(r"\t *[—－-]{1,2} *(?:\t|$)", passages.source[first:last]) is not None


def _answered_in_item(passages: Passages, mention: Mention | None) -> bool:
    """The numbered item of the duty has words of responsibility (牵头, 责任单位 …), even where no owner was read."""
    if mention is None:
        return False
    start, end = passages.item_at(mention.start)
    return bool(ANSWERS.search(passages.text[start : min(end, start + 400)])) or _headed(passages, mention)


def _headed(passages: Passages, mention: Mention | None) -> bool:
    """The item of the duty has named who answers before it comes to the duty."""
    sentence = passages.sentence_at(mention.start) if mention else None
    if sentence is None or not any(sentence.path[:-1]):
        return False
    index = bisect_left(passages.sentences, sentence.start, key=lambda s: s.start)
    for before in reversed(passages.sentences[max(0, index - _LONGEST_ITEM) : index]):
        if before.path[:-1] != sentence.path[:-1]:
            return False
        if ANSWERS.search(before.text) or _divides(before.text):
            return True
    return False


_AIMS = re.compile(r"目标|总体要求|总体思路|指导思想")
"""Words in the heading of what a whole plan aims at: no duty of one body."""
_FEWEST = 6
"""Duties from which on a document has a habit of naming owners."""
_LONGEST_ITEM = 40
"""Sentences of an item that are looked at."""


_DOES = re.compile(r"[一二三四五六七八九十\d]+月|年[底内]|每|要|将|负责|完成|承办|举办|开展|上半年|下半年")


def _acts(context: Context, passages: Passages, node: Node) -> bool:
    """The duty's own clause opens with whoever has to do it: a body, a place that stands for its authorities, or a plural of them."""
    mention = context.first_mention(node.id)
    if mention is None:
        return False
    start = passages.position(mention.start)
    opening = passages.text[start : start + 16]
    if re.match(r"以|沿|在|依托", opening):
        return False
    lead = re.match(r"(?:明年|今年|今后|年内|[一二三四五六七八九十\d]+月底?前?)，", opening)
    ahead = len(lead[0]) if lead else 0
    head = context.mentioned(
        passages.document,
        mention.start,
        mention.start + 20,
        (Label.Organisation, Label.Place, Label.Stakeholder),
    )
    venue = context.mentioned(passages.document, mention.start, mention.start + 20, (Label.Base,))
    name = context.nodes[venue[0]].name if venue else ""
    if venue and passages.text.startswith(name, start):
        # a venue acts where what it does follows: 某馆10月底前完成改造, and not where it is only whose show it is: 某馆特展
        return bool(_DOES.match(passages.text, start + len(name)))
    opens = (n for _, _, n in context.beginning(passages.document, mention.start, mention.start + 3 + ahead))
    return any(n in head for n in opens) or bool(re.match(r"[^，。]{0,6}(?:各|本|我)[一-龥]", opening))


def _owner_named(context: Context, passages: Passages, sentence: Sentence, node: Node, clause: str) -> bool:
    """A body or an acting place stands in the duty's sentence, or right after it in brackets."""
    # what stands before a semicolon goes on after it: "区委统战部会同区委组织部建立…；组织…"
    opening = max(passages.text.rfind(mark, 0, sentence.start) for mark in "。\n") + 1
    first, last = passages.place(min(opening, sentence.start), sentence.end)
    bodies = context.mentioned(passages.document, first, last, (Label.Organisation,))
    if any(not only_object(context, passages, sentence, b) for b in bodies):
        return True
    after = passages.text[sentence.end : sentence.end + 80].lstrip("\n")
    if re.match(r"（?(?:责任|牵头|配合|承办|主办)", after) or BODIES_IN_BRACKETS.match(after):
        return True
    supporters = context.related(node.id, (RelationType.SUPPORTED_BY,), incoming=False)
    return bool(supporters) or bool(
        re.search(
            r"[各全][市县区乡镇村街][^，。]{0,6}(?:要|应|须|负责)|我[局会院校部]|(?:领导|干部|委员)(?:各|分别|每人)|每[名位个][^，。；]{0,8}(?:领导|干部|党员|委员)",
            clause,
        )
    )
