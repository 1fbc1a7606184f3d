"""The question bank found by words: typed words, pinyin and synonyms lead to a question of the catalogue. No language model; no guessing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from graph.jurisdiction import segments
from graph.masking import find
from graph.model import Document, Graph, Node
from graph.names import is_class_noun
from graph.vocabulary import Label
from queries.catalogue import Parameter, Query, load_catalogue
from queries.likeness import pairs

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
    """

    query: Query
    score: float
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed question may mean: ``chosen`` where it is clear, the nearest ``candidates`` in any case, best first."""

    chosen: Match | None
    candidates: tuple[Match, ...]


@cache
def _synonyms() -> list[tuple[str, str]]:
    """Words that mean the same in questions, the longest first: ``(word, standard word)``."""
    groups = yaml.safe_load(files("queries").joinpath("synonyms.yaml").read_text(encoding="utf-8"))
    found = [(word, standard) for standard, words in groups.items() for word in words]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair))


def standard_words(text: str) -> str:
    """Bring a question to standard words: lower case, no marks, synonyms replaced."""
    text = re.sub(r"[\s“”\"'‘’？?！!，,。.、：:；;（）()]", "", text.lower())
    for word, standard in _synonyms():
        text = text.replace(word, standard)
    return text


def understand(question: str, graph: Graph) -> Understood:
    """Find the question of the catalogue that typed words mean.

    Args:
        question: Chinese, English or pinyin without tones.
        graph: names and titles that stand in the question become the values of its parameters.

    Returns:
        The chosen match only where it covers enough of the question, is well ahead of the next and lacks no value.
    """
    things = _named_things(question, graph)
    rest = question
    for name, thing in sorted(things, key=lambda thing: -len(thing[0])):
        rest = _without(rest, name, thing)
    asked = _QUOTED.sub("", rest)  # what is quoted is a value, in whatever language
    if re.fullmatch(r"[a-z'\s]+", question.lower()) and not _is_english(question):
        # words of neither list, as in "sites not connected": the spelling that covers more
        matches = [max(_score_pinyin(question, q), _score(asked, q), key=_score_of) for q in load_catalogue()]
    else:
        matches = [_score(asked, q) for q in load_catalogue()]
    filled = [Match(m.query, _adjusted(m, things), _values(m.query, things, rest)) for m in matches]
    ranked = sorted(filled, key=lambda m: (-m.score, m.query.name))[:5]
    best, second = ranked[0], ranked[1]
    lacking = [p for p in best.query.parameters if p.default is None and p.name not in best.parameters]
    idle = bool(things) and not {p.name for p in best.query.parameters} & _NAMING
    passed_over = idle and _uncovered(asked, best.query)  # 谁牵头 of a list of meetings
    sure = best.score >= _SURE and best.score - second.score >= _AHEAD and not lacking and not passed_over
    return Understood(best if sure else None, tuple(m for m in ranked if m.score > 0.1))


_QUOTED = re.compile(r"[“\"「]([^”\"」]+)[”\"」]")


def _uncovered(question: str, query: Query) -> bool:
    """Whether a question of the bank leaves out a standard word that was typed."""
    typed, texts = standard_words(question), [standard_words(text) for text in _texts(query)]
    return any(word in typed and not any(word in text for text in texts) for _, word in _synonyms())


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
        typed = frozenset(map(_spelt, _english(question)))
        name = query.name.replace("_", " ")
        # a name of several words is a question in short: brands without lead
        texts = [query.question["en"] + " " + name, *([query.question["en"], name] if " " in name else [])]
        best = max(_overlap(typed, frozenset(_english(text))) for text in texts)
    return Match(query, best, {})


_LITTLE = "the of a an is are which what and it this that there to in or"


def _english(text: str) -> list[str]:
    stop = frozenset(_LITTLE.split())
    return [w.rstrip("s") for w in re.findall(r"[a-z]+", text.lower()) if w not in stop]


@cache
def _vocabulary() -> tuple[str, ...]:
    """The English words of all questions."""
    return tuple(sorted({word for q in load_catalogue() for word in _english(f"{q.question['en']} {q.name}")}))


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


def _adjusted(match: Match, things: list[tuple[str, Node | Document]]) -> float:
    """A question that needs a name is meant where one was typed, and is not where none was."""
    needs = any(p.name in ("name", "first", "place") and p.default is None for p in match.query.parameters)
    if needs:
        return match.score + 0.15 if things else match.score * 0.6
    return match.score


def _values(query: Query, things: list[tuple[str, Node | Document]], rest: str) -> dict[str, Any]:
    names = [
        name if name in (thing.name, *thing.aliases) else thing.name
        for name, thing in things
        if isinstance(thing, Node)
    ]
    places = [name for name, thing in things if isinstance(thing, Node) and thing.label is Label.Place]
    documents = [thing.file for _, thing in things if isinstance(thing, Document)]
    values: dict[str, Any] = {}
    for parameter in query.parameters:
        value = _value(parameter, names, places, documents, rest)
        if value is not None:
            values[parameter.name] = value
    return values


def _value(parameter: Parameter, names: list[str], places: list[str], documents: list[str], rest: str) -> Any:
    match parameter.name:
        case "name" | "first":
            return names[0] if names else None
        case "second":
            return names[1] if len(names) > 1 else None
        case "place":
            return places[0] if places else None
        case "document":
            return documents[0] if documents else None
        case "year":
            found = re.search(r"(?:19|20)\d\d", rest)
            return found[0] if found else None
        case "cadence":
            found = re.search(r"[每按]?([季月年周])", rest)
            return found[1] if found else None
        case "word":
            quoted = _QUOTED.search(rest)
            return quoted[1] if quoted else (names[0] if names else None)
        case _:
            return None
