"""The spaCy document that carries a page: one token a character, a span for each mention.

No model is loaded: the pipeline is a blank Chinese one with the recognisers of this package as its components. They look at each other's
spans (a quoted name never begins inside a body's name), so their order counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter

from graph.facts import Dropped
from graph.vocabulary import Label
from ingest.mentions.blank import Chinese, Doc, Language, Span
from ingest.mentions.classes import class_nouns
from ingest.mentions.copula import without_predicates
from ingest.mentions.counted import counted
from ingest.mentions.departments import departments
from ingest.mentions.groups import find_groups
from ingest.mentions.heads import find_headed, find_quoted
from ingest.mentions.honours import find_honours
from ingest.mentions.join import Panel, judge
from ingest.mentions.labels import relabelled
from ingest.mentions.lists import find_beside, find_counted, find_shared, halved, stand_together
from ingest.mentions.marked import marked
from ingest.mentions.organisations import find_organisations, headed
from ingest.mentions.places import find_places
from ingest.mentions.reading import Reading
from ingest.mentions.received import received
from ingest.mentions.resolve import choose, resolve
from ingest.mentions.sets import find_sets
from ingest.mentions.span import Named, replaced
from ingest.mentions.titles import find_titles
from ingest.model.reader import ScoredSpan

_CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "char"}}}
_BREAK = re.compile("[\t\n]")
"""What stands in no name: it parts the cells of a table, and lines."""
_ORDER = ("places", "sets", "organisations", "titles", "honours", "quoted", "headed", "shared", "groups")
_READERS: dict[str, Callable[[Doc], Iterable[Named]]] = {
    "places": lambda doc: [*find_places(_reading(doc)), *find_counted(_reading(doc)), *find_beside(_reading(doc))],
    "organisations": lambda doc: find_organisations(_reading(doc)),
    "sets": lambda doc: find_sets(_reading(doc)),
    "titles": lambda doc: find_titles(_reading(doc)),
    "honours": lambda doc: find_honours(_reading(doc)),
    "quoted": lambda doc: find_quoted(_reading(doc), named(doc, "organisations")),
    "headed": lambda doc: find_headed(_reading(doc), named(doc, "organisations")),
    "shared": lambda doc: find_shared(_reading(doc), [*named(doc, "organisations"), *named(doc, "headed")]),
    "groups": lambda doc: find_groups(_reading(doc)),
}


def _reading(doc: Doc) -> Reading:
    reading: Reading = doc.user_data["reading"]
    return reading


def named(doc: Doc, group: str) -> list[Named]:
    """Return what one component found."""
    found: list[Named] = doc.user_data["named"][group]
    return found


def _write(doc: Doc, group: str, found: Iterable[Named]) -> Doc:
    doc.user_data["named"][group] = sorted(found, key=attrgetter("order"))
    return doc


@Language.factory("liantu_recogniser", default_config={"group": ""})
def _recogniser(nlp: Language, name: str, group: str) -> Callable[[Doc], Doc]:
    return lambda doc: _write(doc, group, _READERS[group](doc))


def _may_name(text: str, one: Named | ScoredSpan) -> bool:
    """Whether a stretch may name a thing: it lies in one cell and line, and is not the bare name of somebody (村民安康, 党员黄山)."""
    if _BREAK.search(text, one.start, one.end):
        return False
    bare = one.label != Label.Stakeholder and one.end - one.start < 4 and text[one.end - 1] not in _LEVELS
    return not (bare and text.endswith(_WHO, max(0, one.start - 3), one.start))


_LEVELS = "省市县区旗州盟镇乡村"
_WHO = ("志愿者", "村民", "居民", "市民", "党员", "商户", "教师", "乡贤", "台胞", "侨胞", "网民", "农户", "户主")
"""Before a name of two or three characters: whoever is called so is a person, also where a division has the name."""


@Language.component("liantu_resolve")
def _resolver(doc: Doc) -> Doc:
    text = _reading(doc).text
    found = [n for group in _ORDER for n in named(doc, group) if _may_name(text, n)]
    chosen = judge()
    if doc.user_data["scored"] is None or chosen is None:
        kept, dropped = resolve(_reading(doc), found)
    else:
        scored = [one for one in doc.user_data["scored"] if _may_name(text, one)]
        found = Panel(_reading(doc), found, scored).joined(chosen)
        kept, dropped = choose(_reading(doc), found)
        kept = stand_together(_reading(doc), kept)
    kept = without_predicates(_reading(doc).text, kept)
    classes = class_nouns(_reading(doc).text, kept)
    kept = replaced(kept, set(classes), [])
    dropped += [
        Dropped(f"{n.label} {_reading(doc).text[n.start : n.end]}", n.start, n.end, f"class:{n.rule}:{n.confidence}")
        for n in classes
    ]
    kept = departments(
        _reading(doc),
        counted(_reading(doc), marked(_reading(doc), received(_reading(doc), halved(_reading(doc), kept)))),
    )
    kept = relabelled(_reading(doc), [headed(_reading(doc), one) for one in kept])
    doc.user_data.update(rated=found, dropped=dropped)
    doc.spans["mentions"] = [Span(doc, n.start, n.end, label=n.label, kb_id=n.kind or "", span_id=n.rule) for n in kept]
    doc.user_data["named"]["mentions"] = kept
    return doc


@cache
def pipeline() -> Language:
    """Return the process's pipeline of recognisers."""
    nlp = Chinese.from_config(_CONFIG)
    for group in _ORDER:
        nlp.add_pipe("liantu_recogniser", name=group, config={"group": group})
    nlp.add_pipe("liantu_resolve", name="mentions")
    return nlp


def recognise(reading: Reading, scored: Sequence[ScoredSpan] | None = None) -> Doc:
    """Run all recognisers over a text.

    Args:
        reading: the document.
        scored: what the trained reader says of its spans; None where there is none.

    Returns:
        A document of one token a character, so that token and character offsets agree, with ``doc.spans["mentions"]`` the names that stand.
    """
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=list(reading.text), spaces=[False] * len(reading.text))
    doc.user_data.update(reading=reading, named={}, dropped=[], scored=scored)
    return nlp(doc)


def candidates(reading: Reading) -> list[Named]:
    """Return all that the grammar finds, before anything is chosen."""
    doc = recognise(reading)
    return [n for group in _ORDER for n in named(doc, group)]
