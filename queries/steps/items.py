"""Items of a list that say nothing of who answers, beside items that do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graph.vocabulary import Label
from queries.context import Context
from queries.passages import HEADING, Passages, Sentence
from queries.wording import VAGUE

ANSWERS = re.compile(
    r"牵头|责任(?:单位|部门|科室|股室)|承办|主办|负责|主管|具体由|召集|会同|合办|合辦|共建|由[^，。；]{2,16}(?:选派|实施|落实|组织|管理|运营|组建|承建)"
)
"""Words of responsibility: an item that has them names who answers, even where no relation was read."""
BODIES_IN_BRACKETS = re.compile(
    r"[。；]?（[^（）\n]{0,60}(?:局|委|办|室|部|会|院|公司|中心|政府|处|科|股|大队|站|镇|乡|街道|负责|牵头|配合)[^（）\n]{0,4}）"
)
"""Bodies in brackets right after an item: whoever answers for it."""
OVERALL = re.compile(
    r"(?:承担|负责|牵头)[本此][一-龥]{0,2}(?:计划|方案|行动|要点|规划)|[本此][一-龥]{0,2}(?:计划|方案|行动|要点|规划|工作)由[^，。；]{2,20}(?:组织|协调|牵头|实施)"
    r"|以上[^，。；]{0,4}(?:工作|任务|事项)[^，。；]{0,4}由[^，。；]{2,20}(?:负责|牵头|组织|统筹)"
)
"""One body answers for all that a document asks for."""
_DUTIES = re.compile(r"建|办|推|开|设|成立|实施|打造|组织|培育|搭|修|谋划|启动|引进|评|做成|运转")
_FRAME = re.compile(r"保障|要求|领导|考核|监督|宣传|落实|问题|不足|困难|原则|目标|意义|思想|经验|成效|成绩")
_OPENS = re.compile(r"^(?:[^“，。]{0,10}，)?“[^”]{2,14}”")
THINGS = frozenset({Label.Brand, Label.Programme, Label.Mechanism, Label.Base, Label.Campaign, Label.Organisation})


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its sentences, and whether they name who answers."""

    sentences: tuple[Sentence, ...]
    answered: bool

    @property
    def text(self) -> str:
        """Its text, sentence by sentence."""
        return "\n".join(s.text for s in self.sentences)


def lists(passages: Passages) -> Iterator[list[Item]]:
    """Lists of a document: items with the same kind of number under the same heading, the innermost only."""
    depth = len(passages.sentences[0].path) - 1 if passages.sentences else 0
    for level in range(depth):
        groups: dict[tuple[int, ...], dict[int, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
        for sentence in passages.sentences:
            if sentence.path[level]:
                groups[sentence.path[:level]][sentence.path[level]].append(sentence)
        for items in groups.values():
            inner = any(any(s.path[level + 1 : depth]) for sentences in items.values() for s in sentences)
            if len(items) > 2 and not inner:
                yield [_item(items[number]) for number in sorted(items)]

    yield from _named_in_turn(passages.sentences)


def _named_in_turn(sentences: list[Sentence]) -> Iterator[list[Item]]:
    """Three sentences or more in a row, each of which opens with a name in quotation marks of its own."""
    run: list[Item] = []
    for sentence in sentences:
        if _OPENS.match(sentence.text):
            run.append(_item([sentence]))
            continue
        if len(run) > 2:
            yield run
        run = []
    if len(run) > 2:
        yield run


def _item(sentences: list[Sentence]) -> Item:
    return Item(tuple(sentences), any(says_who(s.text) for s in sentences))


def says_who(text: str) -> bool:
    """The text has words of responsibility, or bodies in brackets after an item."""
    after = text.partition("。")[2]
    return bool(ANSWERS.search(text) or BODIES_IN_BRACKETS.match(text) or BODIES_IN_BRACKETS.search(after))


def unanswered_items(passages: Passages, share: float) -> Iterator[Item]:
    """Items that set something up and name nobody, in a list of which at least ``share`` of the items do."""
    if OVERALL.search(passages.text):
        return
    for items in lists(passages):
        silent = [i for i in items if not i.answered and not _FRAME.search(i.sentences[0].text[:14])]
        answered = len(items) - sum(not i.answered for i in items)
        if answered > 1 and answered >= share * (answered + len(silent)):
            yield from (i for i in silent if (len(silent) == 1 or _DUTIES.search(i.text)) and not VAGUE.search(i.text))


_HABIT = 4
"""Items from which on a list has the habit of saying who has to do them."""


def silent_items(passages: Passages) -> frozenset[int]:
    """Where the sentences start of the one item of a list that names nobody, while all others say who has to do them."""
    silent: list[Item] = []
    for items in lists(passages):
        alone = [item for item in items if not item.answered]
        silent += alone if len(items) >= _HABIT and len(alone) == 1 else []
    return frozenset(sentence.start for item in silent for sentence in item.sentences)


def title_of(item: Item) -> str:
    """What an item without a known thing is called: its first name in quotation marks, else nothing."""
    quoted = re.search(r"“([^”]{2,14})”", item.sentences[0].text[:40])
    return quoted[1] if quoted and not re.search("怎么|为什么|问题", quoted[1]) else ""


def things_of(context: Context, passages: Passages, item: Item) -> list[str]:
    """Things that an item is about: those that it names, the quoted or set-up ones; bodies only where they are members of a set."""
    first, _ = passages.place(item.sentences[0].start, item.sentences[0].end)
    _, last = passages.place(item.sentences[-1].start, item.sentences[-1].end)
    return context.mentioned(passages.document, first, last, THINGS - {Label.Organisation})


_TOWARDS = re.compile(r"(?:在|依托|向|报|到|同|与|成立|组建|设立|筹建|支持|鼓励|引进|引入)[“《]?$")
"""Words before a body that make it the place, the partner or the object of a duty, and not its owner."""


def only_object(context: Context, passages: Passages, sentence: Sentence, body: str) -> bool:
    """The sentence names a body only as what is founded, visited or addressed."""
    first, last = passages.place(sentence.start, sentence.end)
    places = [start for start, _, node in context.beginning(passages.document, first, last) if node == body]
    return all(_TOWARDS.search(passages.text[max(0, passages.position(p) - 4) : passages.position(p)]) for p in places)


def heads_items(passages: Passages, sentence: Sentence) -> bool:
    """Items of a lower level follow: the sentence is their heading."""
    level = next(
        (n for n, number in enumerate(sentence.path[:-1]) if number and re.match(HEADING[n], sentence.text)), None
    )
    if level is None:
        return False
    index = bisect_left(passages.sentences, sentence.start, key=lambda s: s.start)
    return any(
        s.path[: level + 1] == sentence.path[: level + 1] and any(s.path[level + 1 : -1])
        for s in passages.sentences[index + 1 : index + 5]
    )
