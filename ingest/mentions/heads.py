"""Names that end in a class noun: quoted (“X”工程) or not (水费代收机制)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading, stop_words
from ingest.mentions.span import Named

_WORD = re.compile(r"[\u4e00-\u9fffA-Z]+")
MEMBERS = re.compile("“[^“”]*、[^“”]*”[两二三四五六七八九十]+[大项]")
"""The members of a set in one pair of marks stand before its name and are no part of it: “净水、清尘”两大行动."""


class Head(NamedTuple):
    """What a class noun says of the name that it ends."""

    label: Label
    kind: str | None
    firm: bool


@cache
def heads(quoted: bool) -> dict[str, Head]:
    """Return the class nouns; those of quoted names only (“X”宣讲团) are left out unless asked for."""
    found: dict[str, Head] = {}
    for label, strengths in lexicon("heads").items():
        for strength, kinds in strengths.items():
            if strength == "quoted" and not quoted:
                continue
            for kind, tails in kinds.items():
                for tail in words(tails):
                    value = None if label == "Honour" else kind
                    found.setdefault(tail, Head(Label(label), value, strength != "bare"))
    return found


@cache
def _pattern(quoted: bool) -> re.Pattern[str]:
    return re.compile(alternation(list(heads(quoted))))


@cache
def verbs() -> dict[str, Head]:
    """Return the verbs before a quoted name that say what it is, where no class noun does."""
    return {
        verb: Head(Label(label), None, False)
        for label, listed in lexicon("verbs")["before_quote"].items()
        for verb in words(listed)
    }


def find_quoted(reading: Reading, taken: list[Named]) -> list[Named]:
    """Find quoted names.

    Args:
        reading: the document.
        taken: bodies and places, which a name never begins with.
    """
    found: list[Named] = []
    quotes = reading.quotes
    for at in range(len(quotes) - 1, -1, -1):
        start, end = quotes[at]
        inside = reading.text[start:end]
        if len(inside) > 30 or re.search(r"[。!?;]|^[,、]", inside) or MEMBERS.match(reading.text, start - 1):
            continue
        head, stop = head_after(reading, end + 1)
        rule = "quote.head"
        if head is None:
            head, rule, stop = _class_of(reading, start, end, found), "quote.verb", end + 1
            if head is not None and head.firm:
                rule = "quote.inside"
        if head is None:
            continue
        begin = (
            _modifier_start(reading, start - 1, taken) if head.label not in (Label.Brand, Label.Honour) else start - 1
        )
        found.append(_quoted(reading, (begin, start, end, stop), head, rule))
    return found


def _quoted(reading: Reading, span: tuple[int, int, int, int], head: Head, rule: str) -> Named:
    begin, start, end, stop = span
    text = reading.text
    core = text[start:end]
    before, after = text[begin : start - 1], text[end + 1 : stop]
    full = before + core + after
    short = head.label is Label.Brand or (after in _PLAIN and not before)
    names = (core, full) if short else (full, core, before + core)
    sure = {"quote.head": 900, "quote.inside": 800, "quote.verb": 600}[rule]
    distinct = tuple(dict.fromkeys(name for name in names if len(name) > 1))
    return Named(begin, stop, head.label, head.kind, rule, sure, distinct or (full,), weak=rule == "quote.verb")


_PLAIN = frozenset(words("工程 行动 项目 计划 活动 专项行动 主题活动 系列活动 品牌 工作品牌 服务品牌 改革 工作法"))


def head_after(reading: Reading, offset: int) -> tuple[Head | None, int]:
    """Return the class noun that follows a closing quotation mark, and where it ends; of several the one that makes the longest name."""
    stops = stop_words()[0]
    known = heads(True)
    text = reading.text
    best: tuple[Head | None, int] = (None, offset)
    at = reading.index(offset) if offset < len(text) else len(reading.words)
    for word in reading.words[at : at + 7]:
        if word.end - offset > 14 or word.tag == "m" or not _WORD.fullmatch(word.text):
            break
        piece = text[offset : word.end]
        match = next((piece[i:] for i in range(len(piece)) if piece[i:] in known), None)
        if match is not None:
            best = (known[match], word.end)
        elif word.text in stops:
            break
    return best


def _class_of(reading: Reading, start: int, end: int, later: list[Named]) -> Head | None:
    inside = reading.text[start:end]
    for size in range(min(6, len(inside) - 1), 1, -1):
        head = heads(True).get(inside[-size:])
        if head is not None and head.firm:
            return head
    after = reading.text[end + 1 : end + 3]
    if later and (after[:1] == "“" or (after[:1] in "、和" and after[1:2] == "“")) and later[-1].start <= end + 3:
        return Head(later[-1].label, later[-1].kind, False)
    before = re.sub(r"(?:“[^“”]{1,20}”[、和及与]?)+$", "", reading.before(start - 1, 60))
    for size in (4, 3, 2):
        head = verbs().get(before[-size:])
        if head is not None:
            return head
    return None


def _modifier_start(reading: Reading, mark: int, taken: list[Named]) -> int:
    """Where the words before a quotation mark that belong to the name begin (护林员“四季”巡山台账)."""
    edge = reading.left_edge(mark, limit=10)
    region = reading.text[edge:mark]
    if not 2 <= len(region) <= 10 or not re.fullmatch(r"[\u4e00-\u9fff]+", region) or region in _NO_MODIFIER:
        return mark
    if any(named.start < mark and edge < named.end for named in taken):
        return mark
    if any(place.start < mark and edge < place.end for place in reading.places) or re.match(
        r"(?:省|市|县|区|镇|乡|全|我|本)", region
    ):
        return mark
    last = reading.word_at(mark - 1)
    if region.startswith(acts()) or region.endswith(acts()):
        return mark
    return mark if last.tag.startswith(("v", "a", "d", "m")) and last.tag != "vn" else edge


@cache
def acts() -> tuple[str, ...]:
    """Verbs of the trigger lexicon, which stand before a quoted name and are no part of it."""
    return tuple(word for entry in lexicon("triggers")["actions"] for word in words(entry["words"]) if len(word) > 1)


_NO_MODIFIER = frozenset(
    words("工作 活动 品牌 项目 模式 主题 一个 特色 名为 系列 统战 新时代 志愿服务 党建 等 以上 其中 重点")
)


def find_headed(reading: Reading, taken: list[Named]) -> list[Named]:
    """Find names without quotation marks that end in a class noun and have a modifier.

    Args:
        reading: the document.
        taken: bodies; what follows one is its act, not its name (县委督查室|督查).
    """
    found = []
    known = heads(False)
    bodies = {named.end for named in taken}
    for match in _pattern(False).finditer(reading.text):
        tail, end = match.span()
        head = known[match[0]]
        if not reading.ends_word(end) or _NEXT.match(reading.text, end):
            continue
        start = _from_place(reading, reading.left_edge(tail), tail)
        region = reading.text[start:tail]
        if not region and len(match[0]) < 4:
            continue
        if region and (len(region) < 2 or region in _VAGUE or region.startswith(_VAGUE_START)):
            continue
        if not head.firm and tail in bodies:
            continue
        name = reading.text[start:end]
        rule = f"head.{'firm' if head.firm else 'bare'}"
        found.append(
            Named(
                start,
                end,
                head.label,
                head.kind,
                rule,
                700 if head.firm else 400,
                (name,),
                weak=not head.firm or not region,
            )
        )
    return found


def _from_place(reading: Reading, start: int, tail: int) -> int:
    """A name begins at the division in it where only a verb stands before that (资助|后所镇康复站)."""
    for place in reading.places_in(start + 1, tail):
        if not place.short:
            before = reading.words[reading.index(place.start) - 1]
            if before.tag.startswith("v") or before.text in acts():
                return place.start
    return start


_NEXT = re.compile(
    r"[员师者长费化性型]|负责人|成员|领导小组|办公室|工作组|专班|现场|期间|中心|指挥部|联盟|小组|基地|管委会|公司|计划|方案|行动|实施|旧址|制度|机制|体系|平台|[省市县区]"
)
_VAGUE = frozenset(words(lexicon("words")["vague"]))
_VAGUE_START = tuple(words("各 有关 相关 多个 该 本次 此次 这 那 一系列 其他 所有 大批 一批"))
