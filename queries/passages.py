"""The sentences of a document.

A gap rule that has to see more than edges (a numeral before a list, the task beside a task) reads here, and nowhere else. Where the document's
text is at hand it is read; else it is put together from what the graph quotes of it, and what no fact quotes is unknown and breaks the
sentence. A private name that any quote masks is masked everywhere.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, zip_longest
from typing import Any

import opencc

from graph.model import Evidence, Graph

UNKNOWN = "\x00"
_KNOWN = re.compile(f"[^{UNKNOWN}]+")
_MARKS = str.maketrans(",;:!?()「」『』", "，；：！？（）“”“”")
HEADING = (
    r"^[一二三四五六七八九十]{1,3}、",
    r"^（[一二三四五六七八九十]{1,3}）",
    r"^(?:\d{1,2}[.．、]|（\d{1,2}）|[①-⑳])(?!\d)",
    r"^(?:第[一二三四五六七八九十]{1,2}[，、：]|[一二三四五六七八九十]是(?!否)|——|--)",
)
"""Marks of headings and items, the outermost level first. Source: GB/T 9704-2012, 7.3.3; the fourth level is the prose of reports."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a passage: ``start`` and ``end`` count in the folded text, ``path`` holds the numbers of the headings above it."""

    start: int
    end: int
    text: str
    path: tuple[int, ...]


@dataclass
class Passages:
    """What is known of one document's text.

    Attributes:
        document: id of the document.
        source: the characters that are known, at their offsets, `UNKNOWN` elsewhere: the whole text, or what the graph quotes of it.
        quoted: what the graph quotes, at its offsets, `UNKNOWN` elsewhere.
        sections: ``(start, end, section)`` of every piece of evidence that names its section, sorted.
    """

    document: str
    source: str
    quoted: str
    sections: list[tuple[int, int, str]] = field(default_factory=list)

    @cached_property
    def _flat(self) -> tuple[str, array[int]]:
        return _flatten(self.source, self.quoted)

    @property
    def text(self) -> str:
        """The text as rules read it: simplified where a rule looks, full-width marks, wrapped lines joined."""
        return self._flat[0]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of a stretch of `text`."""
        at = self._flat[1]
        return at[start], at[end - 1] + 1

    def position(self, offset: int) -> int:
        """Position in `text` of an offset in the document."""
        return max(0, bisect_right(self._flat[1], offset) - 1)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Sentences in order, cut at full stops, semicolons, line ends, marks of items and unknown stretches."""
        return _sentences(self.text)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset in the document."""
        position = self.position(offset)
        index = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        return self.sentences[index] if index >= 0 and self.sentences[index].end > position else None

    def item_at(self, offset: int) -> tuple[int, int]:
        """The stretch of `text` from the sentence that holds an offset to the end of its item: the sentences under the same heading number.

        Where the text has no numbers it is the sentence alone.
        """
        index = bisect_right(self.sentences, self.position(offset), key=lambda s: s.start) - 1
        if index < 0:
            return 0, 0
        first = self.sentences[index]
        return first.start, (self._ends[first.path[:-1]] if any(first.path[:-1]) else first).end

    def told_under(self, sentence: Sentence) -> int:
        """Where the first sentence below a heading ends, in `text`: a heading alone tells no result. Where it is no heading, its own end."""
        following = bisect_right(self.sentences, sentence.start, key=lambda s: s.start)
        heading = len(sentence.text) <= _LONGEST_HEADING and any(re.match(mark, sentence.text) for mark in HEADING[:3])
        if heading and following < len(self.sentences) and sentence.path[:-1] == self.sentences[following].path[:-1]:
            return self.sentences[following].end
        return sentence.end

    @cached_property
    def _ends(self) -> dict[tuple[int, ...], Sentence]:
        """The last sentence under each set of heading numbers: numbers only grow, so that its sentences follow one another."""
        return {s.path[:-1]: s for s in self.sentences}

    @cached_property
    def _openings(self) -> dict[tuple[int, ...], Sentence]:
        """The first sentence under each set of heading numbers and under each beginning of one, which is the heading that counts there."""
        found: dict[tuple[int, ...], Sentence] = {}
        for sentence in self.sentences:
            for depth in range(1, len(sentence.path)):
                found.setdefault(sentence.path[:depth], sentence)
        return found

    def opening(self, sentence: Sentence, level: int = len(HEADING) - 1) -> Sentence:
        """The first sentence under the same heading numbers, down to those of a level: where that level is numbered, its heading."""
        return self._openings[sentence.path[: level + 1]]

    def under(self, words: re.Pattern[str]) -> Iterator[Sentence]:
        """Sentences under a heading that has the words, up to the next heading of its level."""
        level: int | None = None
        for sentence in self.sentences:
            marks = (n for n, number in enumerate(sentence.path[:-1]) if number and re.match(HEADING[n], sentence.text))
            depth = next(marks, None)
            if depth is not None and (level is None or depth <= level):
                level = depth if words.search(sentence.text[:24]) else None
                continue
            if level is not None:
                yield sentence

    def starts_under(self, words: re.Pattern[str]) -> frozenset[int]:
        """Where the sentences of `under` start; found once."""
        if words not in self._under:
            self._under[words] = frozenset(s.start for s in self.under(words))
        return self._under[words]

    @cached_property
    def _under(self) -> dict[re.Pattern[str], frozenset[int]]:
        return {}

    def section_at(self, offset: int) -> str:
        """Headings above an offset as the evidence there names them; empty where none does."""
        first = bisect_right(self._reach, offset)  # the first that ends beyond it: none that starts earlier holds it
        if first == len(self.sections) or self.sections[first][0] > offset:
            return ""
        return self.sections[first][2]

    @cached_property
    def _reach(self) -> list[int]:
        """How far the sections up to each one reach."""
        return list(accumulate((end for _, end, _ in self.sections), max))

    def proof(self, start: int, end: int, rule: str, within: int | None = None) -> Evidence:
        """Evidence for a stretch of `text`: the longest literal piece that is known there, else the nearest one before or after.

        Args:
            start, end: the stretch.
            rule: name of the gap rule.
            within: an offset in the document that the piece should hold.

        Raises:
            ValueError: nothing of the document is known.
        """
        first, last = self.place(start, end)
        pieces = [m.span() for m in _KNOWN.finditer(self.source, first, last)]
        held = [p for p in pieces if within is not None and p[0] <= within < p[1]]
        if pieces:
            low, high = max(held or pieces, key=lambda p: p[1] - p[0])
        else:
            low, high = min((m.span() for m in _KNOWN.finditer(self.source)), key=lambda p: (abs(p[0] - first), p[0]))
        return Evidence(self.document, low, high, self.source[low:high], rule, 1000, self.section_at(low))


def read_passages(graph: Graph, texts: Mapping[str, str]) -> dict[str, Passages]:
    """Bring together what is known of each document: its text where it is given, and what the graph quotes of it."""
    quotes: dict[str, list[tuple[int, int, str]]] = {d.id: [] for d in graph.documents}
    sections: dict[str, set[tuple[int, int, str]]] = {d.id: set() for d in graph.documents}
    for node in graph.nodes:
        for mention in node.mentions:
            quotes[mention.document].append((mention.start, mention.end, mention.text))
    for edge in graph.edges:
        for e in edge.evidence:
            quotes[e.document].append((e.start, e.end, e.quote))
            if e.section:
                sections[e.document].add((e.start, e.end, e.section))
    found = {}
    for document, parts in quotes.items():
        quoted = _assemble(parts)
        source = _masked(texts[document], quoted) if texts.get(document) else quoted
        found[document] = Passages(document, source, quoted, sorted(sections[document]))
    return found


def _masked(text: str, quoted: str) -> str:
    """The text, with every character masked that a quote of it masks."""
    return "".join("某" if q == "某" else t for t, q in zip_longest(text, quoted[: len(text)], fillvalue=UNKNOWN))


def _assemble(parts: list[tuple[int, int, str]]) -> str:
    source = [UNKNOWN] * max((end for _, end, _ in parts), default=0)
    for start, _, quote in sorted(parts):
        for offset, character in enumerate(quote, start):
            # a masked name wins over the same name quoted by a rule that did not see a person there
            if source[offset] != "某":
                source[offset] = character
    return "".join(source)


def _flatten(source: str, quoted: str) -> tuple[str, array[int]]:
    """Drop white space and the line ends of wrapped sentences, simplify, widen marks; keep for each character where it stood."""
    text: list[str] = []
    at = array("I")  # four bytes a character: a list of numbers takes nine times as many
    ends = _paragraph_ends(source) if UNKNOWN not in source else None
    for offset, character in enumerate(source):
        if character in "\r\n":
            # a quote crosses a line end only where its sentence was wrapped
            inside = offset < len(quoted) and quoted[offset] != UNKNOWN
            if not text or (text[-1] not in "。！？；：.;:" and (inside or (ends is not None and offset not in ends))):
                continue
            character = "\n"
        elif character.isspace():
            continue
        text.append(character)
        at.append(offset)
    simple = _simplify("".join(text)).translate(_MARKS)
    return re.sub(r"(?<=[一-龥”）])[.](?=[一-龥“（\n]|$)", "。", _quotes(_bridge(simple))), at


def _paragraph_ends(full: str) -> frozenset[int]:
    """Offsets of the line ends that close a paragraph: all of them, unless most lines of the text have one width and were wrapped."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", full)]
    widths = sorted(end - start for start, end in lines)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    alike = sum(abs(w - usual) <= 2 for w in widths)
    wrapped = 10 <= usual <= 60 and alike * 3 > len(widths) and len(widths) > 8
    return frozenset(end for start, end in lines if not wrapped or end - start < usual - 3)


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")


def _simplify(text: str) -> str:
    """Simplified characters, one for each."""
    simple: str = _converter().convert(text)
    if len(simple) == len(text):
        return simple
    return "".join(new if len(new := _converter().convert(c)) == 1 else c for c in text)


def _quotes(text: str) -> str:
    """Turn straight quotation marks into opening and closing ones, line by line."""
    out, inside = [], False
    for character in text:
        if character == "\n":
            inside = False
        elif character == '"':
            character, inside = ("”" if inside else "“"), not inside
        out.append(character)
    return "".join(out)


def _bridge(text: str) -> str:
    """One or two unknown characters between two quotes are taken for a comma, before a quoted name for the end of a sentence; more for a line end."""
    text = re.sub(f"(?<!{UNKNOWN}){UNKNOWN}{{1,2}}(?=“)", lambda m: "；" * len(m[0]), text)
    return re.sub(f"{UNKNOWN}+", lambda m: ("，" if len(m[0]) <= 2 else "\n") * len(m[0]), text)


_LONGEST_HEADING = 24
"""Characters."""
_LONGEST_SENTENCE = 20_000
"""Characters; what runs on longer without a stop is no prose, and reading left it out as well (ingest.clean.junk)."""


def _sentences(text: str) -> list[Sentence]:
    found: list[Sentence] = []
    path: list[int] = [0] * (len(HEADING) + 1)
    cut = re.compile(r"[^。！？；\n]+[。！？；]*[”）]?|\n")
    for match in cut.finditer(text):
        start, body = match.start(), match[0]
        stripped = body.strip("\n")
        if not stripped or len(stripped) > _LONGEST_SENTENCE:
            continue
        for level, mark in enumerate(HEADING):
            if re.match(mark, stripped):
                path[level] += 1
                path[level + 1 :] = [0] * (len(path) - level - 1)
                break
        path[-1] += 1
        found.append(Sentence(start, match.end(), stripped, tuple(path)))
    return found
