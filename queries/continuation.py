"""Where a report speaks of a planned thing, by its name or by what it has become."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Node
from graph.vocabulary import Label
from queries.context import Context
from queries.likeness import likeness, pairs, weight
from queries.passages import Passages, Sentence

SAME = 0.8
"""Share of a name's weight that a sentence has to hold to name the thing."""
_LIKE = 0.4
"""The same, to speak of what it may have become."""
_LEAST, _LEAST_THERE = 0.25, 0.1
"""The same for a thing of the same label that may be its new name; at the same place less is enough."""
_RARE = 0.6
_CLASS = re.compile(r"(?:机制|制度|活动|工作|体系|工程|计划|行动|项目)$")
_FAULTS = re.compile(r"问题|不足|困难|短板|差距|弱项")
"""Words in the heading of a section on what is wanting."""
_UNHEARD = 0.85
"""How telling a pair is that the genre hardly knows."""
_MEETING = re.compile(r"(?P<body>[一-龥]{2,14}(?:委员会|领导小组))[一-龥]{0,4}(?:例会|会议)")
_ROOMS = frozenset("馆室厅堂廊")
_BODIES = ("领导小组", "工作专班", "联席会议")
_MEETS = frozenset({"会议", "小组", "专班"})
"""What meets is told of only by its own kind: 纠纷 in a report is no joint meeting on them."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a report speaks of a planned thing: the sentence, an offset in it, whether by name, and else what the thing may have become."""

    sentence: Sentence
    at: int
    exact: bool
    became: str | None = None


def names_of(node: Node) -> list[str]:
    """Names that stand for the thing alone: a short alias (夜市 for 夜市服务点) says too little."""
    names = {node.name, *(a for a in node.aliases if len(a) > 3 or 2 * len(a) > len(node.name))}
    return sorted(names, key=lambda n: (-len(n), n))


def named_in(context: Context, node: Node, passages: Passages) -> Found | None:
    """The report names the thing itself, and not only among what it finds wanting."""
    faults = passages.starts_under(_FAULTS)
    for mention in sorted(m for m in node.mentions if m.document == passages.document):
        sentence = passages.sentence_at(mention.start)
        if sentence and sentence.start not in faults:
            return Found(sentence, mention.start, True)
    for name in names_of(node):
        for sentence in passages.sentences:
            # "工作专班由…组成": a body by the tail of its name, at the head of a sentence
            short = name.endswith(_BODIES) and sentence.text.startswith(name[-4:])
            if sentence.start not in faults and (short or bare(name) in bare(sentence.text)):
                start = max(0, sentence.text.find(bare(name)[-3:]))
                return Found(sentence, passages.place(sentence.start + start, sentence.end)[0], True)
    return None


def resembled(
    context: Context, node: Node, passages: Passages, others: list[Node], asked: Sentence | None
) -> Found | None:
    """The report holds most of the thing's name, or a thing like it that is no other item of the plan."""
    words = pairs(_CLASS.sub("", node.name) if len(node.name) > 5 else node.name)
    faults = passages.starts_under(_FAULTS)
    best: tuple[float, int, Found] | None = None
    for sentence in passages.sentences:
        if sentence.start in faults:
            continue
        plain = bare(sentence.text)
        claimed = [pairs(name) for other in others for name in names_of(other) if bare(name) in plain]
        alike = likeness(words, pairs(plain) - frozenset().union(*claimed))
        became = _became(context, node, passages, sentence, others, asked)
        known = _by_kind(context, node, plain) or _counted(node, plain) or _met(node, plain)
        alike = max(alike, _LIKE if known else 0.0)
        headed = known or node.name[-2:] not in _MEETS or node.name[-2:] in plain
        if (alike >= _LIKE and headed) or became or begins_alike(context, node, sentence):
            at = passages.place(sentence.start, sentence.end)[0]
            found = Found(sentence, at, alike >= SAME, became)
            if best is None or (alike, -sentence.start) > best[:2]:
                best = (alike, -sentence.start, found)
    return best[2] if best else None


def bare(text: str) -> str:
    """The text without quotation marks, title marks and white space."""
    return re.sub(r"[“”《》\s]", "", text)


def _became(
    context: Context, node: Node, passages: Passages, sentence: Sentence, others: list[Node], asked: Sentence | None
) -> str | None:
    """A thing of the same label and class in the sentence that shares the telling part of the name, or the place and a part of the name."""
    first, last = passages.place(sentence.start, sentence.end)
    words = pairs(node.name)
    own = context.documents[passages.document].jurisdiction or ""
    places = [context.nodes[n].name for n in context.mentioned(passages.document, first, last, (Label.Place,))]
    there = asked is not None and any(place in asked.text for place in places if place not in own)
    alike = []
    for other in context.mentioned(passages.document, first, last, (node.label,)):
        thing = context.nodes[other]
        score = likeness(words, pairs(thing.name))
        rivals = [likeness(pairs(o.name), pairs(thing.name)) for o in others if o.label is node.label]
        least = _LEAST_THERE if there and thing.name[-1] == node.name[-1] else _LEAST
        same = (
            there
            or _same_room(node, thing)
            or thing.name[-2:] == node.name[-2:]
            or _class_of(context, thing) == _class_of(context, node) != ""
        )
        if other != node.id and same and score >= least and score > max(rivals, default=0):
            alike.append((score, other))
    return max(alike)[1] if alike else None


def _same_room(node: Node, thing: Node) -> bool:
    """Two halls or rooms whose names begin with the same rare word: 校史陈列室, 校史馆."""
    begins = node.name[:2] == thing.name[:2] and weight(node.name[:2]) > _RARE
    return node.label is Label.Base and begins and {node.name[-1], thing.name[-1]} <= _ROOMS


def begins_alike(context: Context, node: Node, sentence: Sentence) -> bool:
    """The sentence quotes a name that begins as the thing's does and is of its class: “百村清洁”行动, “百村洁美”行动."""
    noun, name = _class_of(context, node), bare(_CLASS.sub("", node.name))
    if len(name) < 4:
        return False
    quoted = re.findall(rf"“([^”]{{3,8}})”{noun}", sentence.text)
    return any(other[:2] == name[:2] and other != name and (noun or other[-1] == name[-1]) for other in quoted)


def _by_kind(context: Context, node: Node, plain: str) -> bool:
    """The sentence has the word that tells the thing from others of its brand: 月嫂 of “云上”月嫂班."""
    passages = context.passages[node.mentions[0].document]
    found = re.match(
        r"“?[^”]+”([^”]+)$",
        passages.text[(start := passages.position(node.mentions[0].start)) : start + len(node.name) + 2],
    )
    stem = re.sub(r"(?:班|站|点|室)$", "", _CLASS.sub("", found[1])) if found else ""
    return len(stem) > 1 and weight(stem[:2]) > _RARE and stem in plain


def _counted(node: Node, plain: str) -> bool:
    """The sentence counts the act that a standing arrangement is named by: 教学视导制度, 全年视导31校次."""
    act = _CLASS.sub("", node.name)[-2:]
    return (
        _CLASS.search(node.name) is not None
        and weight(act) > _UNHEARD
        and bool(re.search(rf"{act}[^，。；]{{0,6}}\d", plain))
    )


def _met(node: Node, plain: str) -> bool:
    """The sentence tells of a planned body by its short name, or that the one met by whose meetings the thing is named: 市消安委召开会议4次."""
    named = _MEETING.search(node.name)
    if named is None and node.label is not Label.Organisation:
        return False
    if named and not re.search("会议|例会|开会", plain):
        return False
    full = named["body"] if named else node.name
    return any(_shortens(short[1], full) for short in _SHORT.finditer(plain))


def _shortens(short: str, name: str) -> bool:
    """A body's short name takes the first characters of its first two words, and is no common word: 消安委, 消防安全委员会."""
    return len(name) > 4 and short == name[0] + name[2] and weight(short) > _UNHEARD


_SHORT = re.compile(r"(?=([一-龥]{2})(?:委|会|组|办|站|队|中心))")


def _class_of(context: Context, node: Node) -> str:
    """The class noun that the text puts after a quoted name: “青苗”行动."""
    mention = node.mentions[0]
    passages = context.passages[mention.document]
    end = passages.position(mention.end - 1) + 1
    found = re.match(r"”?(行动|工程|计划|活动|项目|品牌|机制|制度)", passages.text[end : end + 4])
    return found[1] if found else ""
