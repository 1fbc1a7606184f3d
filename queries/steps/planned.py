"""What a document plans, looked up by the words that a problem shares with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from graph.model import Mention
from graph.spans import Spans
from graph.vocabulary import Label, Status
from queries.context import Context
from queries.likeness import pairs, shared_weight, weight
from queries.passages import Passages, Sentence
from queries.steps.remedies import Measures
from queries.wording import MARKED

_AHEAD = re.compile(
    r"[^，。；]{0,4}(?:下一?步|下阶段|新的一年|明年|来年|今后|对此，|打算)"
    r"|(?:20)?\d\d年度?(?:工作)?(?:打算|计划|安排|思路|重点|举措)[：，]"
    r"|(?:20)?\d\d年[，,][^。；]{0,20}(?:将|要)|(?:20)?\d\d年[^。；]{2,24}，(?:打算|拟|计划)"
)
"""Words that look ahead, at the head of a sentence."""
_UNREAD = 2.2
"""So much more has to be shared with a sentence of a plan that no reader took for a duty."""
_LONGEST_TITLE, _TELLING = 16, 0.4
"""Characters of the title of an item; how telling a word has to be that two titles share."""
_PLANS = re.compile(r"打算|建议|对策|下一?步|计划|安排|思路|举措|措施|怎么干")
"""Words in the heading of a section of plans."""
_AGENTS = re.compile(
    r"由[^，。；]{2,16}?(?:牵头|负责|承办|主办|组织|召集|配合|办(?=[^，。；]))|[^，。；（]{2,12}(?:牵头|配合|协助)"
)
"""Who does it: named in half of the items, and no answer to a problem that names the same body."""
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Item:
    """A planned item: where it stands in its document, what it says, whether a reader took it for planned, whether it is but a title."""

    start: int
    end: int
    text: str
    words: frozenset[str]
    read: bool = True
    title: bool = False

    def apart(self, mention: Mention) -> bool:
        """It does not stand where the mention does."""
        return self.end <= mention.start or self.start >= mention.end


@dataclass(frozen=True)
class Plan:
    """The planned items of a document. A long one has as many problems as items: each looks only at the items that share a word with it."""

    items: Sequence[Item]

    @cached_property
    def _holding(self) -> dict[str, list[Item]]:
        holding: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for pair in item.words:
                holding[pair].append(item)
        return dict(holding)

    @cached_property
    def _measures(self) -> Measures:
        return Measures([item.text for item in self.items])

    def answers(self, mention: Mention, text: str, title: str, least: float, *, soft: bool) -> bool:
        """An item that stands elsewhere answers a problem: by its kind, by the rare words of both, or because both titles share one.

        Args:
            mention: where the problem stands.
            text: what it says.
            title: the title of the item that it belongs to; empty where it has none.
            least: weight of the words that both have to share.
            soft: as in `queries.steps.remedies.Measures.answer`.
        """

        def apart(number: int) -> bool:
            return self.items[number].apart(mention)

        if self._measures.answer(text + title, apart, soft=soft):
            return True
        called = (pair for pair in pairs(title) if weight(pair) >= _TELLING)
        titled = (item for pair in called for item in self._holding.get(pair, ()) if item.title)
        return any(item.apart(mention) for item in (*self._sharing(_words(text), least), *titled))

    def _sharing(self, words: frozenset[str], least: float) -> Iterator[Item]:
        """Items with which words come to a weight; whatever shares only the commonest, that do not come to it, is never looked at."""
        seen: set[int] = set()
        spare = 0.0
        for pair in sorted(words & self._holding.keys(), key=lambda p: (-len(self._holding[p]), p)):
            spare += weight(pair)
            if spare < least - _ROUNDING:
                continue
            for item in self._holding[pair]:
                if id(item) not in seen:
                    seen.add(id(item))
                    if shared_weight(words, item.words) >= (least if item.read else _UNREAD * least):
                        yield item


def plans(context: Context) -> Callable[[str], Plan]:
    """Return what gives the plan of a document, by its id: its commitments and the sentences of its planned relations and sections of plans.

    Only those of the last few documents are kept: the words of all documents at once would take more memory than the graph.
    """
    planned: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for edge in context.graph.edges:
        if edge.status is Status.PLANNED:
            for e in edge.evidence:
                planned[e.document].add((e.start, e.end))

    @lru_cache(maxsize=8)
    def of(document: str) -> Plan:
        passages = context.passages[document]
        duties, problems = (_spans(context, document, label) for label in (Label.Commitment, Label.Problem))
        items = [_read(passages, span) for span in sorted(planned[document] | duties)]
        complaints = Spans(problems)
        for sentence in looking_ahead(passages):
            span = passages.place(sentence.start, sentence.end)
            if not complaints.meet(*span):
                items.append(_unread(sentence, span))
        return Plan(items)

    return of


def _spans(context: Context, document: str, label: Label) -> set[tuple[int, int]]:
    nodes = (node for node in context.by_document[document] if node.label is label)
    return {(m.start, m.end) for node in nodes for m in node.mentions if m.document == document}


def looking_ahead(passages: Passages) -> Iterator[Sentence]:
    """Sentences of the sections that announce plans; in a text without such a heading, what follows the first words that look ahead."""
    found = list(passages.under(_PLANS))
    if found:
        yield from found
        return
    ahead = next((s.start for s in passages.sentences if _AHEAD.match(s.text)), None)
    yield from (s for s in passages.sentences if ahead is not None and s.start >= ahead)


def _unread(sentence: Sentence, span: tuple[int, int]) -> Item:
    title = len(sentence.text) <= _LONGEST_TITLE and bool(re.match(MARKED, sentence.text))
    return Item(*span, sentence.text, _words(_AGENTS.sub("，", sentence.text)), read=False, title=title)


def _read(passages: Passages, span: tuple[int, int]) -> Item:
    start, end = passages.position(span[0]), passages.position(span[1] - 1) + 1
    text = passages.text[start:end]
    return Item(*span, text, _words(_AGENTS.sub("，", text)))


def _words(text: str) -> frozenset[str]:
    """The pairs of a text, and its figures with what they count: 7家 is about the same 7家, 10桌 and 10年 have nothing in common."""
    plain = frozenset(pair for pair in pairs(text) if not pair.isdigit())
    return plain | frozenset(_FIGURE.findall(text))


_FIGURE = re.compile(r"(?<!\d)\d{1,12}[一-龥](?<![年月日])")
