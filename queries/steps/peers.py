"""What a thing lacks and its peers have: a leading body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from graph.model import Edge, Node
from graph.vocabulary import Absence, Label, RelationType, Status
from queries.context import Candidate, Context
from queries.steps.acting import CHAIN, done_by, stands_already
from queries.steps.items import OVERALL, says_who, things_of, title_of, unanswered_items

LEADING = (RelationType.LEADS, RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.HOSTS)
"""Relations that say who answers for a thing."""
_INITIATIVES = frozenset({Label.Programme, Label.Mechanism})
_THINGS = frozenset({Label.Brand, Label.Programme, Label.Mechanism, Label.Base, Label.Campaign})
UNSETTLED = re.compile(
    r"(?:归谁|归哪|由谁|谁来|谁牵头|谁负责|哪个部门|哪家)[^。；]{0,40}?(?:说法|说不清|没有说清|不明|不清|各执|不一|没定|未定|扯皮|推诿)"
    r"|(?:说不清|不知|不明确|没有明确|尚未明确|未明确)[^，。；]{0,4}(?:归谁|由谁|归哪|谁牵头|牵头单位|责任单位|主管单位)"
    r"|(?:无|没有|缺少|缺乏)(?:牵头|主管|责任)(?:单位|部门)"
)
"""Words with which a text says that nobody is known to answer for a thing."""


def named_lead(context: Context, node: str, status: Status | None = None) -> bool:
    """A subject that the text names answers for the thing."""
    edges = context.related(node, LEADING, incoming=True)
    return any(not e.inferred and e.status is not Status.MISSING and status in (None, e.status) for e in edges)


def _led(context: Context, node: str, depth: int = 2) -> bool:
    """The thing, a set that it belongs to, or one of its parts is led by a named subject, or a duty about it has a named owner."""
    if named_lead(context, node) or _owned(context, node):
        return True
    parts = [e.source for e in context.related(node, (RelationType.PART_OF,), incoming=True)]
    if any(named_lead(context, p) for p in parts if p in context.nodes):
        return True
    wholes = [e.target for e in context.related(node, (RelationType.PART_OF,), incoming=False)]
    return depth > 0 and any(_led(context, w, depth - 1) for w in wholes if w in context.nodes)


def _owned(context: Context, node: str) -> bool:
    duties = [e.source for e in context.related(node, (RelationType.CONCERNS,), incoming=True)]
    owners = (e for d in duties for e in context.related(d, (RelationType.OWNED_BY,), incoming=False))
    return any(not e.inferred for e in owners)


def _own_lead(context: Context, node: str) -> bool:
    """A member of a set has a lead of its own: named, through one of its parts, or as part of a body."""
    if named_lead(context, node):
        return True
    parts = context.related(node, (RelationType.PART_OF,))
    if any(e.target == node and named_lead(context, e.source) for e in parts):
        return True
    return _part_of_body(context, node)


def _part_of_body(context: Context, node: str) -> bool:
    """A thing belongs to a body that can answer for it."""
    wholes = [context.nodes[e.target] for e in context.related(node, (RelationType.PART_OF,), incoming=False)]
    return any(w.label is Label.Organisation and w.kind not in (None, "other") for w in wholes)


def _siblings_led(context: Context, node: Node) -> tuple[int, int]:
    """How many others of its label belong to the sets of a thing, and how many of them have a lead of their own; what a set holds is looked up once."""
    wholes = dict.fromkeys(e.target for e in context.related(node.id, (RelationType.PART_OF,), incoming=False))
    sets = [_members(context, whole, node.label) for whole in wholes]
    return others([members for members, _ in sets], node.id), others([led for _, led in sets], node.id)


def _members(context: Context, whole: str, label: Label) -> tuple[Set[str], Set[str]]:
    """What belongs to a set, of one label, and what of it has a lead of its own."""
    known = context.shared.setdefault("members", {})
    if (whole, label) not in known:
        parts = {e.source for e in context.related(whole, (RelationType.PART_OF,), incoming=True)}
        members = {part for part in parts if context.nodes[part].label is label}
        known[whole, label] = members, {member for member in members if _own_lead(context, member)}
    found: tuple[Set[str], Set[str]] = known[whole, label]
    return found


def others(sets: Sequence[Set[str]], node: str) -> int:
    """How many things some sets hold together, besides one."""
    every = sets[0] if len(sets) == 1 else frozenset().union(*sets)
    return len(every) - (node in every)


def candidate_of(context: Context, node: str, rule: str, edges: list[Edge], **more: object) -> Candidate | None:
    """A candidate about one thing, proved by the edges that begin it or by its first mention; None where neither is there."""
    mention = context.first_mention(node)
    if edges:
        evidence = edges[0].evidence[:1]
    elif mention:
        evidence = (context.proof(mention, rule),)
    else:
        return None
    return Candidate((node,), evidence, depends=_depends(context, node), **more)  # type: ignore[arg-type]


def _depends(context: Context, node: str) -> int:
    types = (RelationType.PART_OF, RelationType.PARTICIPATES_IN, RelationType.CONNECTS, RelationType.SERVES)
    return len(context.related(node, types))


def _planned_share(context: Context) -> dict[str, float]:
    """For each document, the share of its planned things that a named subject answers for; 0 where fewer than five are planned."""
    planned: dict[str, list[bool]] = defaultdict(list)
    overall = {d for d, passages in context.passages.items() if OVERALL.search(passages.text)}
    for node in context.graph.nodes:
        if node.label not in _THINGS:
            continue
        edges = [e for e in context.related(node.id, LEADING, incoming=True) if e.status is Status.PLANNED]
        if edges:
            planned[edges[0].evidence[0].document].append(any(not e.inferred for e in edges))
    return {d: sum(led) / len(led) if len(led) > 4 and d not in overall else 0.0 for d, led in planned.items()}


_CLOSE, _BESIDE = 80, 20
"""Characters after the name of a route within which its text would say who leads it; round a name within which a body acts on it."""
_COUNTED_SET = re.compile(r"[两三四五六七八九十\d]+(?:项|大|个|条|支|类|件)")


def _item(context: Context, node: Node) -> str:
    """The text of the item that first names a thing, from its sentence on."""
    mention = context.first_mention(node.id)
    if mention is None:
        return ""
    passages = context.passages[mention.document]
    start, end = passages.item_at(mention.start)
    return passages.text[start : min(end, start + 400)]


def _paragraph_says(context: Context, node: Node) -> bool:
    """The paragraph ends with a line of responsibility, which holds for all the items that it numbers: …；3.…。责任单位：…."""
    mention = context.first_mention(node.id)
    text = context.passages[mention.document].text if mention else ""
    start = context.passages[mention.document].position(mention.end - 1) if mention else 0
    return re.search(r"(?:责任|牵头)单位[：:]", text[start : start + 400].split("\n")[0]) is not None


def _site_acts(context: Context, node: Node) -> bool:
    """The sentence of a route opens with the sites that run it."""
    mention = context.first_mention(node.id)
    found = context.sentence_of(mention) if mention else None
    if mention is None or found is None:
        return False
    first, _ = found[0].place(found[1].start, found[1].end)
    stretch = re.search(r"[至到][^，。；]{2,16}(?:一线|沿线|之间)", found[1].text[:60])
    return not stretch and bool(
        context.mentioned(mention.document, first, min(first + 12, mention.start), (Label.Base,))
    )


def _after(context: Context, node: Node) -> str:
    """The text right after the first mention of a thing."""
    mention = context.first_mention(node.id)
    if mention is None:
        return ""
    passages = context.passages[mention.document]
    start = passages.position(mention.end - 1) + 1
    return passages.text[start : start + _CLOSE].split("\n")[0]


def unled(context: Context) -> Iterator[Candidate]:
    """Things that nobody named answers for, though the text or their peers lead one to expect it.

    Query: ``node``: things without a named leading subject of their own. Kept where the text says that it is unsettled (stated); where
    other members of its set have their own; where at least ``share`` of what its document plans has; where it is a route through several
    places; where it is a brand or a named programme that not even the issuer is said to run.
    """
    rule = "no_lead"
    told: set[str] = set()
    proofs: set[tuple[str, int]] = set()
    for candidate in _unsettled(context, rule):
        told.update(candidate.nodes)
        yield candidate
    for candidate in _in_lists(context, rule, float(context.settings["share"])):
        if not told & set(candidate.nodes) - context.documents.keys():
            told.update(candidate.nodes)
            proofs.update((e.document, e.start) for e in candidate.evidence)
            yield candidate
    share, least = _planned_share(context), float(context.settings["share"])
    for row in context.rows:
        node = context.nodes[row["node"]]
        if node.id in told or _only_in_news(context, node):
            continue
        edges = context.related(node.id, LEADING, incoming=True)
        variant = _why_unled(context, node, edges, share, least)
        found = candidate_of(context, node.id, rule, edges, variant=variant) if variant else None
        # what an item of a list lacks is told once, not for each thing that its sentence names
        if found and not (variant == "peers" and {(e.document, e.start) for e in found.evidence} & proofs):
            yield found


_PLANS = re.compile(r"打算|建议|对策|下一?步|计划|安排|思路|举措|措施|怎么干")
_LOOKS_BACK = frozenset({"summary", "survey"})
"""Kinds of documents whose lists tell what was done, but for their sections of plans."""


def _in_lists(context: Context, rule: str, share: float) -> Iterator[Candidate]:
    """Things of list items that name nobody who answers, where most items of the list do."""
    for passages in context.passages.values():
        if context.documents[passages.document].kind == "news":
            continue
        ahead = passages.starts_under(_PLANS)
        for item in unanswered_items(passages, share):
            if context.documents[passages.document].kind in _LOOKS_BACK and item.sentences[0].start not in ahead:
                continue
            known = things_of(context, passages, item)
            things = [n for n in known if _begun(context, n) and not done_by(context, passages.document, n)][:3]
            # the first name in quotation marks stands for a thing that no reader knew
            title = title_of(item)
            if not things and (not title or any(title in context.nodes[n].name for n in known)):
                continue
            at = context.first_mention(things[0], passages.document) if things else None
            place = passages.sentence_at(at.start) if at else None
            told = place or item.sentences[0]
            proof = passages.proof(told.start, told.end, rule, at.start if at else None)
            named = () if things else (title,)
            depends = _depends(context, things[0]) if things else 0
            yield Candidate(
                tuple(things or [passages.document]), (proof,), variant="peers", names=named, depends=depends
            )


_WORD = 3
"""Characters of a name that may be but a word of a list (影像、检验、病理五大共享中心)."""


def _begun(context: Context, node: str) -> bool:
    """The thing is set up or run by whoever is not named, or stands with no relation at all: not a venue, not something that is there already."""
    edges = context.edges.get(node, [])
    began = context.related(node, LEADING, incoming=True)
    return not named_lead(context, node) and (bool(began) or context.nodes[node].label is not Label.Base or not edges)


def _why_unled(context: Context, node: Node, edges: list[Edge], share: dict[str, float], least: float) -> str | None:
    if _left_alone(context, node):
        return "nobody"
    if CHAIN.search(node.name):
        return None
    siblings, led = _siblings_led(context, node)
    if (
        siblings > 1
        and len(node.name) > _WORD
        and not stands_already(context, node)
        and not _has_parts(context, node.id)
        and led * 2 >= siblings
    ):
        return (
            "siblings"
            if not _part_of_body(context, node.id)
            and not says_who(_item(context, node).split("\n")[0])
            and not _paragraph_says(context, node)
            else None
        )
    if (
        node.label is Label.Organisation
        or _led(context, node.id)
        or context.related(node.id, (RelationType.ADDRESSES,))
    ):
        return None
    planned = [e for e in edges if e.status is Status.PLANNED]
    stops = len(context.related(node.id, (RelationType.CONNECTS,), incoming=False))
    if planned and stops > 1 and (node.kind == "corridor" or stops > 2):
        return None if says_who(_after(context, node)) or _site_acts(context, node) else "route"
    if says_who(_item(context, node)) or _COUNTED_SET.match(node.name):
        return None
    if any(share.get(e.evidence[0].document, 0) >= least for e in planned):
        hosted = context.related(node.id, (RelationType.HOSTS,))
        general = _GENERAL.search(node.name) or (_NO_INITIATIVE.search(node.name) and not quoted(context, node))
        done = hosted or general or done_by(context, planned[0].evidence[0].document, node.id)
        return None if done else "peers"
    named = node.label is Label.Brand or node.label in _INITIATIVES
    alone = not edges and not context.related(node.id, (RelationType.PART_OF,), incoming=False)
    return "nobody" if named and alone and _only_named(context, node) else None


def _has_parts(context: Context, node: str) -> bool:
    """Something but a paper is part of the thing."""
    parts = context.related(node, (RelationType.PART_OF,), incoming=True)
    return any(context.nodes[e.source].label is not Label.Policy for e in parts)


def _left_alone(context: Context, node: Node) -> bool:
    """A working group under a coordinating body that nobody leads or sits in."""
    types = (*LEADING, RelationType.PARTICIPATES_IN, RelationType.PART_OF)
    over = context.related(node.id, (RelationType.PART_OF,), incoming=False)
    coordinated = any(context.nodes[e.target].kind == "coordinating_body" for e in over)
    group = node.label is Label.Organisation and node.kind == "coordinating_body" and node.name.endswith(("组", "专班"))
    return group and coordinated and not context.related(node.id, types, incoming=True)


_ACTS_ON = re.compile(
    r"(?:推进|建设|建成|新建|建好|实施|开展|推行|建立|打造|深化|启动|落实|组织|依托|接入|叫响|擦亮|打响|完善|健全|以|用|继续|持续|大力|全面|深入|创建|构建|做活|打出|培育|整合为|注册|把|抓好|参与|搞|提供)"
    r"[^，。；“]{0,6}“?$"
)
"""Words before a name with which the issuer, or whoever the sentence begins with, acts on the thing."""
_RUN = re.compile(r"(?:归|由)[^，。；]{2,16}(?:运维|管理|负责|牵头|打造|带|抓|办|运营|承担)|之下|名下|旗下")
_GENERAL = re.compile(
    r"^(?:各|跨|有关|相关|大|互联网)|格局$|创新实践$|^[一-龥]{2,3}[+＋][一-龥]{2,4}$|的[一-龥]{2,6}$|学习教育$|(?:领导小组|党委)[^，]*制度$|(?:调度|通报|督查|督办|报送)(?:制度|机制)$"
)
"""What every document of the kind wants of everybody."""
_PRODUCT = re.compile(r"商标|地理标志|授权|专柜|不是|中，\d|^[”]?[^，。；]{0,2}\d")
"""What is told of goods, of a campaign by others, or of a mere count."""
_NO_INITIATIVE = re.compile(r"不|体系|格局|模式|思路|主线|清单|台账|原则|理念|制度体系|机制体系|建设$|[，、：]")
"""Ways of working, lists and mottoes in quotation marks: nobody leads them."""


def _only_named(context: Context, node: Node) -> bool:
    """A quoted initiative of its own of which no sentence says who acts on it: neither a body or place before it nor the issuer left out."""
    short = node.label is not Label.Brand and len(node.name) < 4
    titles = [context.documents[m.document].title for m in node.mentions]
    if short or _NO_INITIATIVE.search(node.name) or not quoted(context, node) or any(node.name in t for t in titles):
        return False
    told = False
    for mention in node.mentions:
        found = context.sentence_of(mention)
        if found is None:
            continue
        passages, sentence = found
        start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
        first, last = passages.place(max(sentence.start, start - _BESIDE), min(sentence.end, end + _BESIDE))
        bodies = context.mentioned(mention.document, first, last, (Label.Organisation,))
        before = re.split("[，。；]", passages.text[sentence.start : start])[-1].rstrip("“")
        subjects = context.mentioned(
            mention.document, passages.place(start - len(before) - 1, end)[0], mention.start, (Label.Place, Label.Base)
        )
        # a place right before the name says where the thing is, not who acts on it
        acting = any(not before.endswith((context.nodes[n].name, *context.nodes[n].aliases)) for n in subjects)
        if bodies or acting or _ACTS_ON.search(passages.text[max(0, start - 12) : start]):
            return False
        after = passages.text[end : sentence.end]
        counted = node.label is not Label.Brand and re.search(r"\d", after)
        if _RUN.search(after) or _PRODUCT.search(after) or counted:
            return False
        told = told or not context.mentioned(mention.document, first, last, (Label.Problem,))
    # what is only named where something is found wanting is another rule's
    return told


def quoted(context: Context, node: Node) -> bool:
    """The text puts the name in quotation marks: an initiative of its own, no general term."""
    for m in node.mentions:
        passages = context.passages[m.document]
        position = passages.position(m.start)
        if "“" in passages.text[max(0, position - 1) : position + len(m.text)]:
            return True
    return False


def _only_in_news(context: Context, node: Node) -> bool:
    return all(context.documents[m.document].kind == "news" for m in node.mentions)


def _unsettled(context: Context, rule: str) -> Iterator[Candidate]:
    for passages in context.passages.values():
        for sentence in passages.sentences:
            if not (word := UNSETTLED.search(sentence.text)):
                continue
            first, last = passages.place(sentence.start, sentence.end)
            labels = (_THINGS, _THINGS | {Label.Organisation, Label.Stakeholder})
            nodes = next((n for ls in labels if (n := context.mentioned(passages.document, first, last, ls))), [])
            at = passages.place(sentence.start + word.start(), sentence.end)[0]
            proof = passages.proof(sentence.start, sentence.end, rule, at)
            yield Candidate(tuple(nodes[:3] or [passages.document]), (proof,), Absence.STATED, "stated")
