"""What kind of problem a complaint tells, and whether a measure is of the kind that answers it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

import yaml

from graph.model import Mention
from queries.likeness import pairs, weight
from queries.passages import Passages, Sentence
from queries.wording import MARKED

_TELLING, _SUBJECT = 0.25, 0.38
"""How telling a pair has to be to say what a problem is about, and what those that problem and measure share must come to."""
_HEADING = 6
"""Characters of a heading that names nothing but a kind of work."""
_DISUNITY = re.compile(r"各[一-龥]{1,3}各的|(?:拧成|拧不成)一股绳|各[一-龥]各[一-龥]|一盘散沙|各自为[战政]|独角戏")
"""Figures of speech for bodies that do not work together: whatever brings them together answers, it need not repeat the figure."""


_SOLVES = re.compile(
    r"(?<![待需未难])(?:针对|解决|破解|补齐|补上|打通|缓解|化解|改善|整治|消除|克服|应对|突破|攻克|纾解)[^，。；]{0,40}$"
)
"""Words of solving before a problem: the sentence tells what is done about it."""
_THEREFORE = re.compile(r"(?:为此|对此|针对|为了?(?:解决|破解|改变|扭转|缓解|补齐)|于是)")
"""Openings of the sentence right after a problem that tells what is done about it."""
_PAST = re.compile(
    r"(?:[一二三四五六七八九十两几\d]+年前|过去|以前|以往|此前|曾经|起初|当初|刚[一-龥]{1,4}时|刚刚?搬来)"
)
_STANDS = re.compile(r"至今|仍|尚|眼下|只有|仅|依旧|依然|一直没|还(?=[没未不是只跟靠停])|不足$")
"""Words that say that a problem stands now; a round-up of news tells most of its problems for the sake of what was done about them."""


@cache
def _kinds() -> dict[str, tuple[re.Pattern[str], ...]]:
    text = files("queries").joinpath("remedies.yaml").read_text(encoding="utf-8")
    parts = ("complaint", "remedy", "heading")
    return {kind: tuple(re.compile(words[p]) for p in parts) for kind, words in yaml.safe_load(text).items()}


def kinds_of(problem: str) -> list[str]:
    """Return the kinds of problem, of queries/remedies.yaml, that a text complains of.

    Example:
        >>> kinds_of("讲解员只有两名")
        ['人手']
    """
    return [kind for kind, (complaint, *_) in _kinds().items() if complaint.search(problem)]


def is_figure(problem: str) -> bool:
    """Whether a text complains of disunity in a figure of speech (各唱各的调), which says of nothing that it is missing."""
    return _DISUNITY.search(problem) is not None


class Measures:
    """The measures that a document plans, looked up by the kinds of problem that they answer.

    A measure answers a problem with a clause about the same subject, or with the short heading of an item (强队伍).

    Args:
        texts: of planned items.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._heading: dict[str, list[int]] = defaultdict(list)
        self._fitting: dict[str, list[int]] = defaultdict(list)
        self._about: dict[str, list[int]] = defaultdict(list)
        self._clauses: list[tuple[int, frozenset[str]]] = []
        for number, text in enumerate(texts):
            for clause in re.split(r"[。；\n]|(?<=[，：])(?=[一二三四五六七八九十]是)", text):
                self._take(number, clause)

    def _take(self, number: int, clause: str) -> None:
        """Note a clause of a text: the kinds that it heads and fits, and the telling words of one that fits any."""
        title = re.match(rf"(?:{MARKED}|其[一二三四五六]，)?([一-龥]{{2,{_HEADING}}})$", clause)
        fits = frozenset(kind for kind, (_, remedy, _) in _kinds().items() if remedy.search(clause))
        for kind, (_, _, heading) in _kinds().items():
            if title and heading.search(title[1]):
                self._heading[kind].append(number)
            if kind in fits:
                self._fitting[kind].append(number)
        for pair in pairs(clause) if fits else ():
            if weight(pair) >= _TELLING:
                self._about[pair].append(len(self._clauses))
        self._clauses += [(number, fits)] if fits else []

    def answer(self, problem: str, apart: Callable[[int], bool], *, soft: bool = False) -> bool:
        """A measure is of the kind that answers a problem.

        A complaint of disunity has no subject of its own.

        Args:
            problem: its words, with those of the item that it heads.
            apart: says of a text, by its number, that it does not stand where the problem does.
            soft: it complains in general (能力不足, 管理不够): any measure of the kind answers it, whatever its subject.
        """
        kinds = kinds_of(problem)
        # how many there are of one thing says nothing of another
        whatever = [kind for kind in kinds if (soft and kind != "数量") or (kind == "联通" and is_figure(problem))]
        found = (number for kind in kinds for number in self._heading.get(kind, ()))
        found_whatever = (number for kind in whatever for number in self._fitting.get(kind, ()))
        return any(map(apart, found)) or any(map(apart, found_whatever)) or self._on_subject(problem, kinds, apart)

    def _on_subject(self, problem: str, kinds: list[str], apart: Callable[[int], bool]) -> bool:
        shared: dict[int, float] = defaultdict(float)
        for pair in sorted(pairs(_subject(problem, kinds))):
            for clause in self._about.get(pair, ()):
                shared[clause] += weight(pair)
        for clause, share in shared.items():
            number, fits = self._clauses[clause]
            if share >= _SUBJECT and not fits.isdisjoint(kinds) and apart(number):
                return True
        return False


def being_solved(passages: Passages, sentence: Sentence, mention: Mention, *, round_up: bool) -> bool:
    """The text itself tells what is done about a problem, in its sentence or right after it, or tells it as past.

    Args:
        passages, sentence, mention: where the problem stands.
        round_up: the document is a round-up of news: a problem has to be said to stand now.
    """
    start, end = passages.position(mention.start), passages.position(mention.end - 1) + 1
    before = passages.text[sentence.start : start]
    if _SOLVES.search(before) or _SOLVES.match(passages.text[start:end]) or _PAST.search(before[-20:]):
        return True
    if _THEREFORE.match(passages.text[sentence.end : sentence.end + 4]):
        return True
    return round_up and not _STANDS.search(sentence.text)


def _subject(problem: str, kinds: list[str]) -> str:
    """The problem without the words of complaint: what it is about."""
    for kind in kinds:
        problem = _kinds()[kind][0].sub("，", problem)
    return problem
