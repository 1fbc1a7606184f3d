"""Sites that ought to be connected and are not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from graph.model import Evidence
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context
from queries.passages import Passages, Sentence

APART = re.compile(
    r"各(?![部单级地界族方镇乡村县市区党个])[一-龥]{1,3}各(?![负司尽得])|各自为[阵政战]|互不[一-龥]{2}|各守一方|各成一[套摊体]|各有各的|没有拧成"
    r"|(?:未能|末能|没有|没能|尚未|从未|至今未|还没|不能|无法|缺乏|缺少|尚无|仍是空白|没有[一-龥]{0,2}[条块张])[^，。；]{0,12}"
    r"(?:串|连成|连接|连通|相连|连起|互通|互认|打通|接上|接入|联动|共享|签约合作|合办|衔接|[游线]线|线路|步道|路标|联票|导览|相通|通联|信息互通)"
    r"|(?:串|连成|连接|相连|互通|互认|打通|联动|共享|通借|游线)[^，。；]{0,8}(?:没有|不起来|未能|尚未|不了|还没|空白|不通|困难|不够)"
    r"|(?:不|难)能?(?:互通|互认|相通|联动|通借|共享)|(?:步道|线路|联票|专线|通联)[^，。；]{0,4}(?:没有|空白)|没有通联|进不了|各弹各调|[桥路线船][^，。；]{0,2}不[通连]|不通气|断头路|无[桥路]可通|专线[^，。；]{0,4}空白"
)
"""Words with which a text says that things stand apart."""
_FIGURE = re.compile(r"最后一公里|打通[^，。；]{0,24}断头路")
"""A figure of speech for work that does not arrive; a road that is being opened."""
_STRONG = re.compile(r"^(?:各|互不|没有通联|没有[一-龥]{0,2}[条块张])")
"""Words that speak of nothing but standing apart."""
_NEAR = re.compile(
    r"相距|相隔|相去|毗邻|相邻|比邻|[一两]?[墙街路河江桥道堤山][一-龥]{0,2}之?[隔邻]|[只仅]?隔[一着]?[条道]?[街河江路堤墙山马]|隔[街河江路堤]相望|一箭之地"
    r"|近在[咫眼]|紧挨|挨着|同[在处属]|步行|车程|山水相望|环湖|离[^，。]{2,16}(?:不过|只有|仅|不到)|外[一二三四五六七八九十百\d]+米"
    r"|不[过足到][^，。]{0,6}(?:公里|里|米|分钟)"
)
_JOINED = re.compile(r"把[^。；]*各自为[^。；]*(?:整合|合并|归并)|(?:整合|合并|归并)[为成到][^。；]{2,}")
"""The sentence itself says what the sites are to be made into."""
_TAKEN_IN = re.compile(r"纳入|统筹|一并|串联|连线|附近的“?[^，。；]{2,14}”?")
"""Words with which a text takes a site in, or says where it lies: nothing is missing there."""
_SITE = (
    r"(?:馆|院|园|站|点|旧址|遗址|故居|基地|阵地|场馆|景区|书屋|书院|中心|工坊|广场|渡口|驿|商会|医院|公园|冷库|展厅|夜校|标语墙|坊|古堡|古寨"
    r"|寺|碑|球场|园区|飞地|传习所|急救点)"
)
_SEVERAL = re.compile(rf"[两二三四五六\d]+(?:处|个|家|座|地|馆|站|点)[^，。；]{{0,4}}{_SITE}|[两三四]处|[两三四]馆")


def unlinked_sites(context: Context) -> Iterator[Candidate]:
    """Groups of sites that nothing connects.

    Query: ``first``, ``second``, ``absence``: pairs whose connection the text calls missing (stated), or that are near each other and
    share nothing (graph). Pairs of one document that hang together become one finding. Then: sentences that name two sites or more and
    say that they stand apart, where no pair was found.
    """
    told: set[tuple[str, str]] = set()
    for group, evidence, absence in _groups(context):
        if _one_site(context, group):
            continue
        told.update((e.document, n) for e in evidence for n in group)
        if absence is Absence.GRAPH and any(_says_apart(context, e) for e in evidence):
            absence = Absence.STATED
        yield Candidate(tuple(group), tuple(evidence[:4]), absence, "default" if absence is Absence.STATED else "near")
    for passages in context.passages.values():
        for sentence in passages.sentences:
            yield from _told_apart(context, passages, sentence, told)


def _one_site(context: Context, group: list[str]) -> bool:
    """Two names of which one ends with the other: 某校旧址 and 旧址 are one site."""
    names = sorted((context.nodes[n].name for n in group), key=len)
    return len(names) == 2 and names[1].endswith(names[0])


def _says_apart(context: Context, evidence: Evidence) -> bool:
    passages = context.passages[evidence.document]
    told = passages.text[passages.position(evidence.start) : passages.position(evidence.end - 1) + 1]
    after = passages.sentence_at(evidence.end - 1)
    return APART.search(told) is not None or (after is not None and APART.search(after.text) is not None)


def _told_apart(
    context: Context, passages: Passages, sentence: Sentence, told: set[tuple[str, str]]
) -> Iterator[Candidate]:
    """A sentence that says that sites stand apart, unless one of them is told of already or they are connected elsewhere."""
    word = APART.search(sentence.text)
    if (
        not word
        or _JOINED.search(sentence.text)
        or _FIGURE.search(sentence.text)
        or re.search(r"各[有执][^，。；]{0,4}(?:说法|一词|意见|看法)", sentence.text)
    ):
        return
    first, last = passages.place(sentence.start, sentence.end)
    sites = context.mentioned(passages.document, first, last, (Label.Base,))
    both = context.mentioned(passages.document, first, last, (Label.Base, Label.Organisation))
    kinds = len(re.findall(_SITE, sentence.text))
    near = kinds and (_NEAR.search(sentence.text) or (kinds > 1 and _STRONG.search(word[0])))
    if len(sites) < 2 and len(both) < 2 and not near and not _SEVERAL.search(sentence.text):
        return
    if not sites and not kinds:
        return
    nodes = sites if len(sites) > 1 else both or [passages.document]
    if any((passages.document, s) in told for s in nodes) or _connected(context, sites):
        return
    at = passages.place(sentence.start + word.start(), sentence.end)[0]
    yield Candidate(
        tuple(nodes[:6]), (passages.proof(sentence.start, sentence.end, "sites_unlinked", at),), Absence.STATED
    )


def _connected(context: Context, sites: list[str]) -> bool:
    """Two of the sites are reported as connected, by an edge of their own or by a route that runs through both."""
    reached = [
        {
            x
            for e in context.related(s, (RelationType.CONNECTS,))
            if e.status is Status.DONE
            for x in (e.source, e.target)
        }
        for s in sites
    ]
    return any(a & b for a, b in combinations(reached, 2))


def _groups(context: Context) -> Iterator[tuple[list[str], list[Evidence], Absence]]:
    """Connected groups of the query's pairs, each within one document."""
    pairs: dict[str, list[tuple[str, str, Absence, Evidence]]] = defaultdict(list)
    joined = _joined(context)
    for row in context.rows:
        first, second, absence = row["first"], row["second"], Absence(row["absence"])
        if joined.get(first, first) == joined.get(second, second):
            continue
        for edge in context.edges.get(first, []):
            if {edge.source, edge.target} != {first, second} or (edge.status == "missing") != (
                absence is Absence.STATED
            ):
                continue
            if absence is Absence.STATED or not _TAKEN_IN.search(edge.evidence[0].quote):
                pairs[edge.evidence[0].document].append((first, second, absence, edge.evidence[0]))
    for document in sorted(pairs):
        for absence in (Absence.STATED, Absence.GRAPH):
            chosen = [p for p in pairs[document] if p[2] is absence]
            for group in _components([(a, b) for a, b, _, _ in chosen]):
                evidence = sorted({e for a, _, _, e in chosen if a in group}, key=lambda e: e.order)
                yield sorted(group, key=lambda n: _place(context, n, document)), evidence, absence


def _joined(context: Context) -> dict[str, str]:
    """For each node that a finished line reaches, one node of the line: A to B and B to C join A and C."""
    head: dict[str, str] = {}

    def top(node: str) -> str:
        while head.setdefault(node, node) != node:
            head[node] = node = head[head[node]]
        return node

    for edge in context.graph.edges:
        if edge.type is RelationType.CONNECTS and edge.status is Status.DONE:
            first, second = sorted((top(edge.source), top(edge.target)))
            head[second] = first
    return {node: top(node) for node in list(head)}


def _place(context: Context, node: str, document: str) -> tuple[int, str]:
    mention = context.first_mention(node, document)
    return (mention.start if mention else 0), node


def _components(pairs: list[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for a, b in pairs:
        touched = [g for g in groups if a in g or b in g]
        merged = {a, b}.union(*touched)
        groups = [g for g in groups if g not in touched] + [merged]
    return groups
