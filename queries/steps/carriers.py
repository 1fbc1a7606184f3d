"""Brands that nothing carries, mechanisms without members, things that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Node
from graph.names import is_class_noun
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context
from queries.passages import Passages, Sentence
from queries.steps.counted import counts_members
from queries.steps.peers import quoted
from queries.wording import MARKED

_CARRIERS = frozenset({Label.Base, Label.Programme, Label.Campaign})
EMPTY = re.compile(
    r"(?:无|没有|没一|缺|缺少|缺乏)[^，。；]{0,8}(?:阵地|载体|场所|内容|支撑)|(?:只有|只剩|除了)[^，。；]{0,4}(?:招牌|牌子)(?!没有(?!阵地|载体|活动|内容))|[喊说]得多|[只仅][见停留]+[在于](?:文件|纸上)|空牌子|有名无实"
)
_KEPT_UP = re.compile(r"建立|健全|完善|落实|组建|成立|筹建|推行|执行")
_OF_KNOWN_MEMBERS = re.compile(
    r"办公室$|办$|委员会$|成员单位|分会|各[一-龥]|调研组|工作制度$|^\d|、|[长员]例会|(?:委员会|小组|党组|党委|支部)[一-龥]{0,4}(?:例会|(?<!联席)会议)(?:制度|机制)?$"
)
"""Bodies that have no members, or whose name says who they are."""
_NEAR = 80
"""Characters before a mechanism within which stands whom one sets it up with."""
_WITH = re.compile(
    r"(?:与|同|联合)[^，。；、]{1,16}、[^，。；]{1,30}?等[^，。；]{0,4}(?:部门|单位|机构)[^，。；]{0,8}$"
)
"""Whom one sets it up with, told by their fields: 与公安、交通等部门建立."""
_FORMS = re.compile(r"联席会|联盟|联合体|联动机制|联防联控|协调机制|专班|领导小组|协作组")


def uncarried(context: Context) -> Iterator[Candidate]:
    """Brands that no base, programme or campaign carries.

    Query: ``brand``: brands without such a neighbour. Passed over: sets of brands; brands whose name a base, programme or campaign bears;
    brands told in one sentence with one, or in news. Where the text itself calls the brand empty, that is stated.
    """
    rule = "brand_without_base"
    for row in context.rows:
        node = context.nodes[row["brand"]]
        mention = context.first_mention(node.id)
        told = [context.documents[m.document] for m in node.mentions]
        if mention is None or all(d.kind == "news" or not (d.jurisdiction or d.issuer) for d in told):
            continue  # a slogan of an essay is nobody's brand
        problems = [
            e
            for e in context.related(node.id, (RelationType.CONCERNS,), incoming=True)
            if EMPTY.search(e.evidence[0].quote)
        ]
        if problems:
            yield Candidate((node.id,), problems[0].evidence[:1], Absence.STATED, "stated")
        elif quoted(context, node) and _pushed(context, node) and not _carried(context, node):
            yield Candidate((node.id,), (context.proof(mention, rule),))


_PUSHES = re.compile(r"培育|打造|叫响|打响|擦亮|做[亮强响]|办好|创建|推进|树立|建设|提升|叠加|开展")


def _pushed(context: Context, node: Node) -> bool:
    """A sentence is about this brand, or a plan means to build it up: one of several that are listed as won or registered needs no base."""
    for mention in node.mentions:
        found = context.sentence_of(mention)
        if found is None:
            continue
        passages, sentence = found
        before = passages.text[sentence.start : passages.position(mention.start)]
        first, last = passages.place(sentence.start, sentence.end)
        alone = context.mentioned(mention.document, first, last, (Label.Brand,)) == [node.id]
        if alone or (_PUSHES.search(before[-_NEAR:]) and not _PAST.search(sentence.text)):
            return True
    return False


def _next(passages: Passages, sentence: Sentence) -> str:
    """The next sentence of the same paragraph where it names no brand of its own: 选派专家12名，结成师徒37对."""
    following = passages.text[sentence.end : sentence.end + 120]
    opening = re.split("[。；\n]", following)[0]
    return "" if following.startswith("\n") or re.match(MARKED, opening) or "品牌" in opening else opening


_NEAR, _SHORT = 30, 24
"""Characters before a brand within which a text says what it wants with it; of a sentence that but names a brand."""
_PAST = re.compile(r"以来|已|获|荣|被|了|先后")
_GOODS = re.compile(r"不是|重活动|商标|地理标志|授权企业|专柜|注册|子品牌")
"""A brand of goods is carried by what is sold; a divided one by its parts."""
_BENEATH = re.compile(r"(?:品牌|它)?(?:之下|旗下|名下|下面|下设)")
"""Opening of the sentence after a brand that tells of its parts."""
_ACTIVE = re.compile(
    r"(?:开展|举办|选派|服务|受益|组织|捐[款物赠]|资助|救助|带动|惠及|培训|走访|慰问|吸[纳收]|辐射|覆盖|认领|宣讲|义诊|结对|招募|注册)[^。；]{0,20}\d"
    r"|依托[^，。；“]{2,14}(?:馆|中心|站|园|基地|学校|广场|文化宫)|每[月季年周][^，。；]{0,12}(?:开展|举办|一次|走访|义诊)|每逢|春节前|主阵地|\d+[余多]?(?:名|人|场|户)|志愿者\d|\d+支|结对共建|共[办上][^，。；]{1,6}"
)
"""Counted or recurring work that the text tells right after a brand."""


def _carried(context: Context, node: Node) -> bool:
    """Something bears the brand's name, is part of it, or is told with it; a document about the brand tells of nothing else."""
    parts = context.related(node.id, (RelationType.PART_OF,), incoming=True)
    about = any(node.name in context.documents[m.document].title for m in node.mentions)
    return bool(parts) or about or _named_after(context, node) or _told_with_carrier(context, node)


def _named_after(context: Context, node: Node) -> bool:
    """A base, programme or campaign of the same document bears the brand's name."""
    documents = sorted({m.document for m in node.mentions})
    tails = [name.removeprefix(node.name) for name in node.aliases if name.startswith(node.name)]
    if any(tail and is_class_noun(label, tail) for tail in tails for label in (Label.Programme, Label.Campaign)):
        return True  # “凤城石榴红”活动 is the brand itself, and carries it
    return any(node.name in _names_of_carriers(context, d) for d in documents)


def _names_of_carriers(context: Context, document: str) -> str:
    """The names, a line each, of what a document names that may carry a brand; put together once, for it has as many brands."""
    names: dict[str, str] = context.shared.setdefault("names of carriers", {})
    if document not in names:
        names[document] = "\n".join(n.name for n in context.by_document[document] if n.label in _CARRIERS)
    return names[document]


def _told_with_carrier(context: Context, node: Node) -> bool:
    """Its sentence, or the item that it heads, names a base, programme or campaign, or tells what is done under it."""
    for mention in node.mentions:
        found = context.sentence_of(mention)
        if found is None:
            continue
        passages, sentence = found
        start, end = sentence.start, sentence.end
        if re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]", sentence.text):
            end = min(max(passages.item_at(mention.start)[1], end), start + 300)
        elif len(sentence.text) <= _SHORT and passages.text[end : end + 1] != "\n":
            end = max(
                end, min(passages.text.find("\n", end), start + 200)
            )  # what opens a paragraph is told in the rest of it
        first, last = passages.place(start, end)
        if context.mentioned(mention.document, first, last, _CARRIERS):
            return True
        after = passages.text[passages.position(mention.end - 1) + 1 : end]
        if (
            _ACTIVE.search(after + _next(passages, sentence))
            or _GOODS.search(sentence.text)
            or after.startswith(("品牌的", "的"))
        ):
            return True
        if _BENEATH.match(passages.text[end : end + 8]):
            return True
    return False


def memberless(context: Context) -> Iterator[Candidate]:
    """Joint meetings, networks and coordinating bodies of which the text names no member.

    Query: ``thing``: mechanisms and organisations that nobody takes part in or belongs to. Kept are those of a form that consists of
    members and that someone sets up or runs, or that a problem concerns; where the sentence counts the members another rule speaks.
    """
    rule = "mechanism_without_members"
    for row in context.rows:
        node = context.nodes[row["thing"]]
        formed = node.kind in ("joint_meeting", "coordinating_body") or _FORMS.search(node.name)
        if not formed or _OF_KNOWN_MEMBERS.search(node.name) or len(node.name) < 5:
            continue
        begun = context.related(node.id, (RelationType.ESTABLISHES, RelationType.LEADS), incoming=True)
        named = {e.source for e in begun if e.type is RelationType.ESTABLISHES and not e.inferred}
        mention = context.first_mention(node.id)
        missing = any(e.status is Status.MISSING for e in begun)
        found = context.sentence_of(mention) if mention else None
        kept_up = node.label is Label.Mechanism and found and _KEPT_UP.search(found[1].text)
        if not (begun or kept_up) or (len(named) > 1 and not missing) or mention is None:
            continue
        end = found[0].position(mention.end - 1) + 1 if found else 0
        if found and re.match(r"”?(?:\d+家|办公室)", found[0].text[end : end + 4]):
            continue
        if found and _WITH.search(found[0].text[found[1].start : found[0].position(mention.start)][-_NEAR:]):
            continue
        if found and (counts_members(found[1].text) or context.documents[mention.document].kind == "news"):
            continue
        absence = Absence.STATED if missing else Absence.GRAPH
        yield Candidate((node.id,), begun[0].evidence[:1] if begun else (context.proof(mention, rule),), absence)


def _in_company(context: Context, node: Node) -> bool:
    """Its sentence names something beside it: a relation was more likely missed by the reader than by the text."""
    mention = node.mentions[0]
    found = context.sentence_of(mention)
    if found is None:
        return False
    first, last = found[0].place(found[1].start, found[1].end)
    return any(n != node.id for n in context.mentioned(mention.document, first, last))


def _at_work(context: Context, node: Node) -> bool:
    """Its sentence tells what it does or has, or is a problem, a title or a motto: not a thing that is merely there."""
    passages, sentence = context.sentence_of(node.mentions[0]) or (None, None)
    if passages is None or sentence is None:
        return True
    return bool(
        re.search(r"\d|不是|负责|成了|品牌|名下|以[^，。；]{1,12}为|借助|商标|搬|紧扣", sentence.text)
        or re.search(r"工作|攻坚|行动$|实践|建设", node.name)
        or not sentence.text.endswith(("。", "；"))
    )


_KINDS = frozenset({"association", "chamber", "mass_organisation"})


def isolated(context: Context) -> Iterator[Candidate]:
    """Things named once, in no relation.

    Query: ``node``: nodes without any relation. Kept are brands, programmes and bases, platforms, and bodies of the document's own
    division that are no party, government or department (those are named as authorities, in passing).
    """
    rule = "isolated"
    for row in context.rows:
        node = context.nodes[row["node"]]
        if len(node.mentions) != 1:
            continue
        mention = node.mentions[0]
        document = context.documents[mention.document]
        own = (
            node.label is Label.Organisation
            and node.kind in _KINDS
            and node.name[0] in "市县区旗镇乡"
            and document.issuer != node.name
        )
        thing = node.label in (Label.Brand, Label.Programme, Label.Base) and quoted(context, node)
        if document.kind == "news" or not (own or thing) or _in_company(context, node) or _at_work(context, node):
            continue
        yield Candidate((node.id,), (context.proof(mention, rule),))
