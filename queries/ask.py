"""The question bank found by words: typed words, pinyin and synonyms lead to a question of the catalogue. No language model; no guessing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from pypinyin import lazy_pinyin

from graph.jurisdiction import segments
from graph.masking import find
from graph.model import Document, Graph, Node
from graph.names import is_class_noun
from graph.vocabulary import Label
from queries.asked import QUOTED, Given, named_division
from queries.catalogue import Query, load_catalogue
from queries.likeness import pairs
from queries.synonyms import english_words, standard_words, synonyms

_SURE, _AHEAD = 0.45, 0.08
"""A match is taken when so much of the question is covered, and it is so far ahead of the next."""
_NAMING = frozenset({"name", "first", "place", "document", "word"})
"""Parameters that a typed name may fill."""


@dataclass(frozen=True, slots=True)
class Match:
    """A question of the catalogue with the values that were found in the typed words.

    Attributes:
        score: 0 to 1: how much of the typed question and of the stored one cover each other.
        parameters: values by name, as far as the typed words give them.
        unused: names and words of the typed question that its answer does not heed.
    """

    query: Query
    score: float
    parameters: Mapping[str, Any]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed question may mean: ``chosen`` where it is clear, the nearest ``candidates`` in any case, best first."""

    chosen: Match | None
    candidates: tuple[Match, ...]


def understand(question: str, graph: Graph) -> Understood:
    """Find the question of the catalogue that typed words mean.

    Args:
        question: Chinese, English or pinyin without tones.
        graph: names and titles that stand in the question become the values of its parameters.

    Returns:
        The chosen match only where it covers enough of the question, is well ahead of the next and lacks no value.
    """
    things = _named_things(question, graph)
    rest, region = question, question
    for name, thing in sorted(things, key=lambda thing: -len(thing[0])):
        rest = _without(rest, name, thing)
        region = region if _is_place(thing) else region.replace(name, " ")
    division = named_division(region, graph)
    rest = rest.replace(division.called, "") if division else rest
    asked = QUOTED.sub("", rest)  # what is quoted is a value, in whatever language
    if re.fullmatch(r"[a-z'\s]+", question.lower()) and not _is_english(question):
        # words of neither list, as in "sites not connected": the spelling that covers more
        matches = [max(_score_pinyin(question, q), _score(asked, q), key=_score_of) for q in load_catalogue()]
    else:
        matches = [_score(asked, q) for q in load_catalogue()]
    given = Given(things, division, rest, asked)
    filled = [_filled(m, given) for m in matches]
    ranked = sorted(filled, key=lambda m: (-m.score, m.query.name))[:5]
    best, second = ranked[0], ranked[1]
    lacking = [p for p in best.query.parameters if p.default is None and p.name not in best.parameters]
    idle = bool(things) and not {p.name for p in best.query.parameters} & _NAMING
    passed_over = idle and _uncovered(asked, best.query)  # 谁牵头 of a list of meetings
    sure = best.score >= _SURE and best.score - second.score >= _AHEAD and not lacking and not passed_over
    return Understood(best if sure else None, tuple(m for m in ranked if m.score > 0.1))


def _uncovered(question: str, query: Query) -> bool:
    """Whether a question of the bank leaves out a standard word that was typed."""
    typed, texts = standard_words(question), [standard_words(text) for text in _texts(query)]
    return any(word in typed and not any(word in text for text in texts) for _, word in synonyms())


def _is_place(thing: Node | Document) -> bool:
    return isinstance(thing, Node) and thing.label is Label.Place


def _without(question: str, name: str, thing: Node | Document) -> str:
    """Take a name out of a question, with the class noun behind it that says no more: “江畔同心”工作品牌."""
    before, found, after = question.partition(name)
    if found and isinstance(thing, Node):
        tail = after.lstrip('”"」』》')
        noun = next((n for n in range(_LONGEST_NOUN, 1, -1) if is_class_noun(thing.label, tail[:n])), 0)
        after = tail[noun:] if noun else after
    return before + after.replace(name, "")


_LONGEST_NOUN = 8


def _score_of(match: Match) -> float:
    return match.score


def _is_english(text: str) -> bool:
    return bool(re.search(r"\b(?:which|who|what|where|when|how|is|are|the|of|no|without|list)\b", text.lower()))


def _texts(query: Query) -> Iterable[str]:
    return (query.question["zh"], *query.words)


def _score(question: str, query: Query) -> Match:
    if re.search("[一-龥]", question):
        typed = pairs(standard_words(question))
        best = max(_overlap(typed, pairs(standard_words(text))) for text in _texts(query))
    else:
        typed = frozenset(map(_spelt, english_words(question)))
        name = query.name.replace("_", " ")
        # a name of several words is a question in short: brands without lead
        texts = [query.question["en"] + " " + name, *([query.question["en"], name] if " " in name else [])]
        best = max(_overlap(typed, frozenset(english_words(text))) for text in texts)
    return Match(query, best, {})


@cache
def _vocabulary() -> tuple[str, ...]:
    """The English words of all questions."""
    return tuple(sorted({word for q in load_catalogue() for word in english_words(f"{q.question['en']} {q.name}")}))


_LIKE = 0.8
"""Likeness (Ratcliff and Obershelp) from which a word that no question has is taken for a slip of the pen."""


@cache
def _spelt(word: str) -> str:
    """Return a typed word as questions spell it, where it is one of theirs but for a letter or two in the wrong place."""
    known = _vocabulary()
    if word in known or len(word) < 4:
        return word
    turned = [one for one in known if sorted(one) == sorted(word)]
    return next(iter(turned or get_close_matches(word, known, 1, _LIKE)), word)


def _score_pinyin(question: str, query: Query) -> Match:
    typed = re.sub(r"[^a-z]", "", question.lower())
    best = 0.0
    for text in _texts(query):
        spelt = re.sub("[^a-z]", "", "".join(lazy_pinyin(text)))
        grams = {spelt[i : i + 4] for i in range(len(spelt) - 3)}
        own = {typed[i : i + 4] for i in range(len(typed) - 3)}
        best = max(best, _overlap(frozenset(own), frozenset(grams)))
    return Match(query, best, {})


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice's coefficient of two sets, 0 to 1."""
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _named_things(question: str, graph: Graph) -> list[tuple[str, Node | Document]]:
    """Names of nodes and titles of documents that stand in the question, the longest first, none inside another."""
    found: list[tuple[str, Node | Document]] = []
    named = [
        (name, node)
        for node in graph.nodes
        if node.label not in _CLAUSES
        for name in (node.name, *node.aliases, *_with_its_place(node))
    ]
    for name, thing in sorted(named, key=lambda pair: (-len(pair[0]), pair[0], pair[1].id)):
        if len(name) > 1 and name in question and not any(name in longer for longer, _ in found):
            found.append((name, thing))
    for document in graph.documents:
        for name in (document.file, document.title):
            at = find(name, question) if len(name) > 3 else -1
            if at >= 0:
                found.append((question[at : at + len(name)], document))
                break
    return found


def _with_its_place(node: Node) -> list[str]:
    """Names of a body as another place says them: 市委统战部 of 梅岭市 is 梅岭市委统战部."""
    if node.label is not Label.Organisation or not node.jurisdiction:
        return []
    last = segments(node.jurisdiction)[-1]
    return [last[:-1] + name for name in (node.name, *node.aliases) if name[0] == last[-1]]


_CLAUSES = frozenset({Label.Indicator, Label.Problem, Label.Commitment})


def _filled(match: Match, given: Given) -> Match:
    values = given.values(match.query)
    return Match(match.query, _adjusted(match, values, bool(given.things)), values, given.unused(match.query, values))


def _adjusted(match: Match, values: Mapping[str, Any], named: bool) -> float:
    """A question that needs a name is meant where one was typed that it can be asked of, and is not where none was."""
    needed = {p.name for p in match.query.parameters if p.name in ("name", "first", "place") and p.default is None}
    if values.keys() & needed:
        return match.score + 0.15
    return match.score * 0.6 if needed and not named else match.score
