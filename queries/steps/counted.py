"""Sets that are counted and not, or not all, named: "由甲、乙等15个部门组成", "八大工程", "20个村与30家企业结对"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph.model import Evidence, Node
from graph.vocabulary import Absence, Label, RelationType
from queries.context import Candidate, Context
from queries.numerals import NUMERAL, to_number
from queries.passages import Passages, Sentence

_UNIT = "个|家|支|处|所|项|条|座|件|类|门|级|市|县|区|镇|乡|村|对"
_LISTED = re.compile(
    rf"(?<![^，。；：！？\n])(?P<list>[^，。；：！？\n]+)(?:等|……)(?:共|共计|的)?(?P<n>{NUMERAL})(?P<unit>{_UNIT})(?P<what>[^，。；、（）\n]{{0,14}})"
)
"""A list that breaks off and a number, from the head of its clause. Persons (名, 人, 位) and amounts have other units and are not looked at."""
_LISTED_BEFORE = re.compile(
    r"(?<![^，。；：！？\n])(?P<list>[^，。；：！？\n]+)等(?P<what>[^，。；、（）\d\n]{2,14})(?P<n>\d+)(?P<unit>个|家|支|处)"
)
"""The same with the number after the class noun: "甲、乙、丙等基层组织5个"."""
_BROKEN_OFF = re.compile("等|……")
"""What both have: to look for a list is dear where there is none."""
_COUNTED = re.compile(
    rf"(?:成员单位|理事单位|会员单位|入[盟会]企业|专业分队)(?P<n>{NUMERAL})(?:个|家|支)"
    rf"|(?P<m>{NUMERAL})(?:个|家|支)(?:成员单位|理事单位|会员单位)"
    rf"|(?P<k>{NUMERAL})(?:个|家)[^，。；、\d]{{0,8}}(?:部门|单位|企业|社团|团体|组织)(?:和[^，。；、\d]{{2,6}})?(?:共同)?(?:组成|参加|参与|为成员)"
)
_MEMBERS = re.compile(r"部门|单位|成员|组织|企业|社团|卫生院|分队|集体|商会|^人口|组成|参加|参与|配合|协同")
_ELSEWHERE = re.compile(
    r"国家|国|省(?![级直厅局委])|民族|品种|企业获|企业拿|城市|[^，。；]{0,6}(?:领域|行业|方面|被授予|获评|荣获)"
)
"""What no planner wants listed: countries, varieties, fields, whoever happened to be there or was honoured."""
_VISITED = re.compile(r"(?:走访|调研|考察|深入|前往|赴|走遍|到)[^，。；：]{0,4}$")
"""Words before a list of places that somebody went to see."""
_SPREAD = re.compile(r"串联|连接|连成|串起|沿线")
_SERIES = re.compile(
    r"(?<!第)(?<![\d一二三四五六七八九十百])([三四五六七八九]|十[一二三]?|[3-9]|1\d)"
    r"(大|个|项|件|条|类|进|联|统一|回|知|处|支|送|清)(?![一-龥]{0,2}[一二三四五六七八九十]百)"
)
_STOPS = re.compile(r"(?:节点|站点|点位)(\d+)(?:个|处)|(?:连起|串起|连接|串联)(\d+)个(?:村|镇|乡)")
_STRONG = r"结对|结[上成了]*[^，。；]{0,4}对子|结亲|“结亲”|认了?亲|挂钩联系|“?挂包”?|结了?“?穷亲|[军校村企银]\w?共建|签约共建|共建对子"
_WEAK = r"联系|对接|走进|签约|签订|包联|包抓|帮扶|一对一|一对一帮扶"
_COUNT = rf"(?P<n>{NUMERAL})(?:余|多)?(?:名|家|个|户|所|对|支)"


_BETWEEN = re.compile(r"、|(?<=”)(?=“)|(?<=[局委办会院部室联校社司站心行镇乡村区县市所队馆”》])(?:以及|和|与|及)")
"""What parts the names of a list; 和 within a name (发展和改革局) does not."""


def _items(text: str) -> int:
    parts = _BETWEEN.split(text) if "、" in text else re.split(r"(?<=”)(?=“)|以及|和|与|及", text)
    return len([x for x in parts if x.strip("“”《》")])


def _members(context: Context, node: str) -> int:
    """Things that the graph holds as members of a node."""
    edges = context.related(node, (RelationType.PARTICIPATES_IN,), incoming=True)
    if not edges or context.nodes[node].label is not Label.Organisation:
        # working groups under a body are its parts and not its members
        edges = context.related(node, (RelationType.PART_OF, RelationType.PARTICIPATES_IN, RelationType.CONNECTS))
    return len(
        {
            e.source if e.target == node else e.target
            for e in edges
            if e.type != RelationType.PART_OF or e.target == node
        }
    )


def counts_members(text: str) -> bool:
    """A sentence counts members: "由甲、乙等15个部门组成", "成员单位26个"."""
    listed = _LISTED.search(text)
    return bool(_COUNTED.search(text) or (listed and _is_membership(listed, text)))


def _truncated(context: Context, passages: Passages, end: int) -> bool:
    """The text breaks off right after this place."""
    return context.documents[passages.document].truncated and end >= len(passages.text) - 60


def _candidate(
    context: Context,
    passages: Passages,
    start: int,
    end: int,
    rule: str,
    values: Mapping[str, object],
    labels: frozenset[Label],
) -> Candidate:
    first, last = passages.place(start, end)
    nodes = context.mentioned(passages.document, first, last, labels) or [passages.document]
    cut = _truncated(context, passages, end)
    evidence = passages.proof(start, end, rule)
    return Candidate(tuple(nodes[:6]), (evidence,), Absence.MISREAD if cut else Absence.GRAPH, values=values)


_SETS = frozenset({Label.Organisation, Label.Base, Label.Programme, Label.Mechanism, Label.Campaign, Label.Brand})


def _documents(context: Context) -> Iterator[Passages]:
    for row in context.rows:
        yield context.passages[row["document"]]


def _is_membership(match: re.Match[str], sentence: str) -> bool:
    """A list of bodies that act together, not of things that were made."""
    if match["unit"] in "镇乡村县市区" or re.match(r"[^，。；]{0,8}(?:镇|乡|村|街道|社区)", match["what"]):
        return not _SPREAD.search(sentence)
    return match["unit"] == "家" or bool(_MEMBERS.search(match["what"])) or match["what"].startswith("站")


def _listed(context: Context, membership: bool, rule: str) -> Iterator[tuple[Passages, Candidate]]:
    for passages in _documents(context):
        for sentence in passages.sentences:
            if not _BROKEN_OFF.search(sentence.text):
                continue
            after = [
                m
                for m in _LISTED_BEFORE.finditer(sentence.text)
                if "、" in m["list"][1:-1] and _MEMBERS.search(m["what"])
            ]
            for match in (*_LISTED.finditer(sentence.text), *after):
                number, named = to_number(match["n"]), _items(match["list"])
                told = context.documents[passages.document].kind == "news" and not membership
                if (
                    told
                    or _ELSEWHERE.match(match["what"])
                    or _VISITED.search(_opening(sentence.text, match.start("list"), match["list"]))
                ):
                    continue
                if not number or not named < number < 1000 or _is_membership(match, sentence.text) != membership:
                    continue
                start, end = sentence.start + match.start(), sentence.start + match.end()
                values = {"count": int(number), "named": named}
                yield passages, _candidate(context, passages, start, end, rule, values, _SETS)


def _opening(text: str, start: int, listed: str) -> str:
    """What stands before the first name of a list: the list itself begins with it where no mark parts them."""
    first = listed.split("、")[0]
    verb = max(
        (first.rfind(v) + len(v) for v in ("走访", "调研", "考察", "深入", "前往", "赴", "走遍") if v in first),
        default=0,
    )
    return text[max(0, start - 12) : start + verb]


def counted_members(context: Context) -> Iterator[Candidate]:
    """Bodies that form or join something, counted and not all named.

    Query: ``document``. A list that breaks off before a number ("甲、乙等15个部门") says how many are named; where members are counted
    only ("成员单位26个"), those that the graph holds are the named ones.
    """
    rule = "members_missing"
    told: dict[str, list[Evidence]] = defaultdict(list)
    for passages, candidate in _listed(context, True, rule):
        told[passages.document] += candidate.evidence
        yield candidate
    for passages in _documents(context):
        for sentence in passages.sentences:
            match = _COUNTED.search(sentence.text)
            if (
                not match
                or re.search("企业(?:共同)?参[与加]$", match[0])
                or _GUESTS.search(sentence.text[: match.start()])
            ):
                continue
            first, last = passages.place(sentence.start + match.start(), sentence.start + match.end())
            if any(e.start < last and first < e.end for e in told[passages.document]):
                continue
            number = to_number(match["n"] or match["m"] or match["k"]) or 0
            start, end = sentence.start + match.start(), sentence.start + match.end()
            wide = _candidate(context, passages, sentence.start, sentence.end, rule, {}, _SETS)
            named = max((_members(context, n) for n in wide.nodes), default=0)
            after = re.match(r"[：:]([^，。；\n]+)", sentence.text[match.end() :])
            # a list after the number says who they are, whatever else the graph holds as part of the body
            if (_items(after[1]) if after else max(named, _named_before(sentence.text[: match.start()]))) < number:
                yield Candidate(
                    wide.nodes,
                    (passages.proof(start, end, rule),) if wide.nodes[0] == passages.document else wide.evidence,
                    wide.absence,
                    values={"count": int(number), "named": named},
                )


_GUESTS = re.compile(r"辖区|沿线|周边|当地")
"""Whoever lives round about comes to an event; they are no members of it."""


def _named_before(text: str) -> int:
    """Names of the list that ends right before a number."""
    last = re.split("[，。；：]", text.rstrip("，"))[-1]
    return _items(last) if "、" in last else 0


def counted_sets(context: Context) -> Iterator[Candidate]:
    """Named sets with a number of which fewer members are named.

    Query: ``document``. The number stands in the name ("八大工程", "六个一"), before the members in a list that breaks off, or counts what a
    route connects. Members are what is PART_OF the set, or what the text lists after it.
    """
    rule = "announced_not_listed"
    for _, candidate in _listed(context, False, rule):
        yield candidate
    wanted = {row["document"] for row in context.rows}
    for node in context.graph.nodes:
        if node.label in _SETS and (found := _announced(node)):
            number, kind = found
            mention = min((m for m in node.mentions if _SERIES.search(m.text)), default=context.first_mention(node.id))
            if mention is None or mention.document not in wanted:
                continue
            named = max(_members(context, node.id), _enumerated(context, node, kind, number))
            passages = context.passages[mention.document]
            end = passages.position(mention.end - 1) + 1
            after = passages.text[end : end + _SPLIT_WITHIN]
            if named >= number or _SPLIT.match(after):
                continue
            cut = context.documents[mention.document].truncated and named == 0
            yield Candidate(
                (node.id,),
                (context.proof(mention, rule),),
                Absence.MISREAD if cut or not passages.source else Absence.GRAPH,
                values={"count": int(number), "named": named},
            )
    yield from _routes(context, wanted, rule)


_SPLIT = re.compile(rf"”?[^。]{{0,8}}。?(?:现有|已有|已建){NUMERAL}?个")
_SPLIT_WITHIN = 40
"""Characters within which a text tells how many of a set are there already: those it has told of before, under other names."""
_OF_WORK = re.compile(
    r"(?:工程|行动|机制|体系|计划|制度|活动|项目|清单|品牌|攻坚|任务|举措|实事|平台|基地|中心|联盟|工作法|工作|建设|服务|提升|文化|样板|示范|一)$"
)
_DOCTRINE = re.compile(r"思想|意识|自信|维护|认同|离不开|确立|；")


def _announced(node: Node) -> tuple[float, str] | None:
    """Number and unit of a set in its name; plain things that are counted in passing (三个支部) are no announced set."""
    for name in (node.name, *node.aliases):
        match = _SERIES.search(name)
        if match and not _DOCTRINE.search(name):
            plain = match[2] in "个处支件条类项" and not _OF_WORK.search(name[match.end() - 1 :])
            return None if plain else (to_number(match[1]) or 0, match[2])
    return None


_MARK = re.compile(
    r"(?:^|[\n。；，：])(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[一二三四五六七八九十]是|其[一二三四五六七八九十]|——)"
)


def _told_one_by_one(after: str, number: float) -> int:
    """Items that follow the naming of a set after a colon: as many clauses between semicolons, or as many numbered items, as it has members."""
    listing = re.match(r"[^。：\n]{0,12}：([^。\n]+)", after)
    clauses = len(re.split("；", listing[1].rstrip("；"))) if listing else 0
    opened = re.match(r"[^。；\n]{0,16}[：。]", after)
    marks = len(_MARK.findall(after)) if opened else 0
    return int(number) if number in (clauses, marks) else 0


def _enumerated(context: Context, node: Node, kind: str, number: float) -> int:
    """The longest list that the text gives right after naming the set, or the steps of a verb set (进机关、进学校)."""
    longest = 0
    for mention in node.mentions:
        passages = context.passages[mention.document]
        start = passages.position(mention.end - 1) + 1
        longest = max(longest, _told_one_by_one(passages.text[start : start + 600], number))
        after = re.split(r"\n", passages.text[start : start + 160])[0]
        if listing := re.match(r"[”一-龥]{0,8}(?:[:：（]|，?即|，?包括|——)([^。；）\n]+)", after):
            longest = max(longest, 0 if re.search(r"等|……", listing[1]) else _items(listing[1]))
        before = passages.text[max(0, start - 120) : start]
        if counted := re.search(
            r"([^，。；：\n]+)[三四五六七八九十\d]+(?:大|个|项|处|支|条|类)[^、，。；]{0,8}$", before
        ):
            longest = max(longest, _items(counted[1]) if re.search("、|”“", counted[1]) else 0)
        if listing := re.search(r"((?:[^，。；\n、]+、){2,}[^，。；\n、]+)[“”]*$", before.rsplit("“", 1)[0]):
            longest = max(longest, _items(listing[1]))
        # 三个一：一名医生、一台车、一个化验室
        ones = re.findall(r"(?:^|[^一-龥]|有)一[一-龥]{2,}", passages.text[start : start + 80])
        if node.name.endswith("个一") and "等" not in passages.text[start : start + 80]:
            longest = max(longest, len(ones))
        # members told one by one, each with the class noun of the set: 责任体系由…, 考核体系由…
        head = re.sub("[“”]", "", node.name)[-2:]
        longest = max(
            longest, len(set(re.findall(rf"([一-龥]{{2,4}}){head}(?:由|：|——|。)", passages.text[start : start + 240])))
        )
        if called := re.match(rf"[“]?{NUMERAL}(?:大|个|项|场)([一-龥]{{3,}})$", node.name):
            longest = max(
                longest, len(set(re.findall(rf"(?:[，、：。；\n—]|^)([一-龥]{{2}}){called[1]}", passages.text)))
            )
        if kind in ("进", "送", "知", "统一"):
            # the first one follows a verb: 推进创建进机关、进学校
            steps = len(set(re.findall(rf"(?:^|[，、：（。；]){kind}([一-龥]{{2}})", passages.text)))
            longest = max(longest, steps + (steps == number - 1 > 2))
    return longest


_BARE = 3
"""Characters of a name below which it is but a word (走廊) for a route named elsewhere."""


def _routes(context: Context, wanted: set[str], rule: str) -> Iterator[Candidate]:
    """Routes and networks whose stops are counted, and fewer connected."""
    for node in context.graph.nodes:
        if node.label is not Label.Base or node.kind != "corridor" or len(node.name) < _BARE:
            continue
        connected = _members(context, node.id)
        for mention in node.mentions:
            found = context.sentence_of(mention)
            if found is None or mention.document not in wanted:
                continue
            passages, sentence = found
            match = _STOPS.search(passages.text[sentence.start : sentence.end + 60].split("\n")[0])
            number = to_number(match[1] or match[2]) if match else None
            if match and number and connected < number:
                start = sentence.start + match.start()
                evidence = passages.proof(start, start + len(match[0]), rule)
                yield Candidate((node.id,), (evidence,), values={"count": int(number), "named": connected})
                break


def counted_pairs(context: Context) -> Iterator[Candidate]:
    """Pairings whose partners are counted and not named.

    Query: ``document``. A sentence with a word of pairing and a counted set; two counted sets where the word also has another sense
    (联系, 签约). As many PAIRS_WITH edges between named things in that sentence as are counted put it in order.
    """
    rule = "pairing_without_members"
    for passages in _documents(context):
        for sentence in passages.sentences:
            for clause in re.finditer(r"[^，：\n]+(?:，(?:与|同|和)[^，\n]+)?", sentence.text):
                # the headline of a news item is told in full under it
                headline = context.documents[passages.document].kind == "news" and not re.search(
                    "[。；，]", sentence.text
                )
                number = None if headline else _pairing(clause[0])
                start, end = sentence.start + clause.start(), sentence.start + clause.end()
                if number is None or _pairs_named(context, passages, sentence) >= number:
                    continue
                labels = _SETS | {Label.Stakeholder, Label.Place}
                yield _candidate(context, passages, start, end, rule, {"count": int(number)}, labels)


_PEOPLE = re.compile(r"群众|代表人士|[困贫监脱]\w{0,4}户|学生|老人|儿童|职工\d|\d+[名户](?!企)")
_PLACES = r"企业|[个座](?:村|社区|乡|镇|街道)|乡镇|家(?:单位|商会|协会)|对子"
"""Whom officials look after one by one is nobody's list; whose partners are firms or places is."""
_HOUSEHOLDS = re.compile(r"[困贫监脱]\w{0,4}户\d|\d+户")
"""One side only, and that of households: whoever helps them keeps no list of pairs."""
_DETERMINED = re.compile(r"所在地|所在[乡镇村]|各自|就近|属地")
"""The one side says which the other is: 敬老院与所在地卫生院."""
_CROWD = 1000
"""So many, on both sides or on the one that is counted, are told to show how wide a thing is; nobody wants them listed."""


def _pairing(clause: str) -> float | None:
    """The smaller of the counted sides, None where the clause tells of no pairing."""
    counts = [to_number(m["n"]) or 0 for m in re.finditer(_COUNT, re.sub(r"一对一", "", clause))]
    counts = [n for n in counts if n > 1]
    if counts and min(counts) >= _CROWD and not re.search(r"\d对", clause):
        return None
    if _DETERMINED.search(clause):
        return None
    if re.search(_STRONG, clause) and counts:
        one = len(counts) == 1 and _HOUSEHOLDS.search(clause)
        return None if one else min(counts)
    each = re.search(r"每(?:人|名)", clause)
    if _PEOPLE.search(clause) and not re.search(_PLACES, clause):
        return None
    if re.search(_WEAK, clause) and (len(counts) > 1 or (each and counts)) and not re.search(r"项目|签约\d", clause):
        return min(counts)
    return None


def _pairs_named(context: Context, passages: Passages, sentence: Sentence) -> int:
    first, last = passages.place(sentence.start, sentence.end)
    named = {Label.Organisation, Label.Place, Label.Base}
    pairs = set()
    for node in context.mentioned(passages.document, first, last, named):
        for edge in context.related(node, (RelationType.PAIRS_WITH,)):
            if all(context.nodes[end].label in named for end in (edge.source, edge.target)):
                pairs.add(edge.id)
    return len(pairs)
