"""Whether a sentence itself says who acts on a thing, or leaves nobody to be named."""

from __future__ import annotations

import re

from graph.model import Mention, Node
from graph.vocabulary import Label, RelationType, Status
from queries.context import Context
from queries.passages import Passages, Sentence
from queries.steps.items import THINGS, heads_items, only_object

_LIST = re.compile(r"台账|清单|档案$")
_TITLE_LINES = 3
_FUND = re.compile(r"(?:公益金|基金|资金|经费|补助|贷)$")
"""Money is spent on what others lead."""
_ACTORS_FOLLOW = re.compile(r"”?[一-龥]{0,6}：[^。；\n]{0,16}(?:报|联系|负责|牵头|包|办)")
"""What follows a colon says who does what."""
_SEVERAL = re.compile(r"[、，].*[两三四五六七八九十]大|等[两三四五六七八九十\d]+处")
_LEANS = re.compile(r"(?:依托|利用|借助|通过|运用)“?$")
"""Words before a name that make it the means and not the thing that is set up."""
_EACH = re.compile(r"每(?:名|位|个)[^，。；]{0,8}(?:干部|党员|领导|委员|代表|队员|职工|教师|医生)")
"""Those in office each do their share of it."""
CHAIN = re.compile(r"[—－-][^—－-]+[—－-].*级|^[省市县区旗镇乡]?级?领导(?!小组|班子)")
"""A chain of levels, or those in office, name in themselves who acts (县总工会—乡镇工会—村工会小组三级联系制度, 县领导联系企业制度)."""
_PAST = re.compile(
    r"去年|以来|连续[^，。；]{0,3}[一二三四五六七八九十\d]+年|了[一二三四五六七八九十\d]|获评|荣获|截至|受理|[年月]来|已"
)


def done_by(context: Context, document: str, node: str) -> bool:
    """The sentence of a thing tells of the past, or names the body, place or site that acts on it; or the thing is a mere list."""
    mention = context.first_mention(node, document)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None:
        return False
    passages, sentence = found
    first, last = passages.place(sentence.start, sentence.end)
    opening = re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])", "", sentence.text)
    places = context.mentioned(document, first, last, (Label.Place, Label.Base))
    clauses = re.split("[，；]", opening)
    acting = any(
        clause.startswith((context.nodes[n].name, *context.nodes[n].aliases))
        for n in places
        if n != node
        for clause in clauses
    )
    title = sentence.text[-1] not in "。；！" and sentence in passages.sentences[:_TITLE_LINES]
    if (
        title
        or context.mentioned(document, first, last, (Label.Problem,))
        or _speaks_for_itself(context, node, mention)
    ):
        return True
    bodies = context.mentioned(document, first, mention.start, (Label.Organisation,))
    acting = acting or any(not only_object(context, passages, sentence, b) for b in bodies)
    name = context.nodes[node].name
    leans = _LEANS.search(passages.text[sentence.start : passages.position(mention.start)])
    acting = acting or bool(leans or _EACH.search(sentence.text))
    return acting or bool(_PAST.search(sentence.text) or _LIST.search(name) or CHAIN.search(name))


def _speaks_for_itself(context: Context, node: str, mention: Mention) -> bool:
    """Money, sets told one by one, what the title is about, a heading with items of its own, and what is followed by who does it."""
    name, passages = context.nodes[node].name, context.passages[mention.document]
    start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
    sentence = passages.sentence_at(mention.start)
    heads = sentence is not None and heads_items(passages, sentence)
    several = _SEVERAL.search(name) or (sentence is not None and _SEVERAL.search(sentence.text))
    opens = sentence is not None and context.nodes[node].label is Label.Base and start - sentence.start < 4
    about = name in context.documents[mention.document].title
    follows = _ACTORS_FOLLOW.match(passages.text[end : end + 30])
    return bool(_FUND.search(name) or several or heads or opens or about or follows)


def stands_already(context: Context, node: Node) -> bool:
    """The sentence of a base lists what there is (现有…等四处), or a plan only leans on it (依托“…”)."""
    mention = context.first_mention(node.id)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None or node.label is not Label.Base:
        return False
    before = found[0].text[found[1].start : found[0].position(mention.start)]
    return re.search(r"[现已原]有|建成|已建", before) is not None


def led_elsewhere(context: Context, passages: Passages, sentence: Sentence) -> bool:
    """What the duty sets up has a leading body that another sentence names, or that is supposed."""
    first, last = passages.place(sentence.start, sentence.end)
    led = [
        edge
        for thing in context.mentioned(passages.document, first, last, THINGS - {Label.Organisation})
        for edge in context.related(thing, (RelationType.LEADS, RelationType.ORGANISES), incoming=True)
        if not edge.inferred and edge.status is not Status.MISSING
    ]
    here = [e for edge in led for e in edge.evidence if e.document == passages.document and first <= e.start < last]
    return bool(led) and not here
