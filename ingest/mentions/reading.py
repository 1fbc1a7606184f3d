"""What all recognisers look at: the clean text with its words, its quotation marks and its places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from typing import NamedTuple

from ingest.gazetteer import LEVELS, Place, gazetteer, tagged_words
from ingest.lexicon import alternation, lexicon, words
from ingest.text import Page

_SEPARATORS = frozenset(',。、;:!?.—()<>《》“”"‘’\n\t …【】[]|~/')
_NO_COUNT = frozenset("届期年季月级大化")
_QUOTED = re.compile(r"“([^“”\n]{1,40})”")


class Word(NamedTuple):
    """A word with its place and its part of speech (rjieba's tag set)."""

    start: int
    end: int
    text: str
    tag: str


@cache
def stop_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words that end a name on its left, those that are only a verb at its left end, and those that take part in names."""
    data = lexicon("words")
    stops, soft, lead = (frozenset(words(data[key])) for key in ("stops", "soft", "lead"))
    return stops - soft, lead, soft


class Reading:
    """A page with everything that is found once and used by many.

    Args:
        page: the document.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.clean.text
        self.places = gazetteer().find(self.text)
        self.words = _cut(self.text, [(p.start, p.end) for p in self.places if not p.short])
        self._starts = [word.start for word in self.words]
        self._bounds = {*self._starts, len(self.text)}

    @cached_property
    def place_at(self) -> dict[int, Place]:
        """The division that ends at an offset."""
        return {place.end: place for place in self.places}

    @cached_property
    def place_from(self) -> dict[int, Place]:
        """The division that starts at an offset."""
        return {place.start: place for place in self.places}

    def places_in(self, start: int, end: int) -> list[Place]:
        """Return the divisions that start in a stretch, in order of place."""
        return self.places[bisect_left(self.places, (start,)) : bisect_left(self.places, (end,))]

    def wider(self, start: int) -> int:
        """Return how long the short names of larger divisions are that stand at an offset before one named in full: 河北 in 河北邢台市税务局."""
        at = start
        while (place := self.place_from.get(at)) and place.short:
            at = place.end
        return at - start if at > start and place else 0

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """What stands between quotation marks, marks left out, in order of place."""
        return [match.span(1) for match in _QUOTED.finditer(self.text)]

    def index(self, offset: int) -> int:
        """Return the index of the word that holds the character at an offset."""
        return bisect_right(self._starts, offset) - 1

    def word_at(self, offset: int) -> Word:
        """Return the word that holds the character at an offset."""
        return self.words[self.index(offset)]

    def ends_word(self, offset: int) -> bool:
        """Say whether a word ends at an offset."""
        return offset in self._bounds

    def before(self, offset: int, count: int) -> str:
        """Return up to ``count`` characters of the same paragraph before an offset."""
        return self.text[max(0, offset - count) : offset].rpartition("\n")[2]

    def left_edge(self, tail: int, limit: int = 18) -> int:
        """Walk from a name's class noun to the left, word by word, to where the name begins.

        Args:
            tail: where the class noun starts.
            limit: characters that a name may have before its class noun.

        Returns:
            Where the name begins; ``tail`` itself, or the start of the word that holds it, where nothing of the name stands before it.
        """
        stops, lead, soft = stop_words()
        at = self.index(tail)
        edge = self.words[at].start
        if edge < tail and self.words[at].text[: tail - edge] in stops:
            return tail
        passed: list[Word] = []
        while at > 0:
            word = self.words[at - 1]
            if self._ends_name(word, stops) or tail - word.start > limit:
                break
            passed.append(word)
            at -= 1
        while passed and (passed[-1].text in lead or _is_count(passed[-1]) or _governs(passed, soft)):
            passed.pop()
        return passed[-1].start if passed else edge

    def _ends_name(self, word: Word, stops: frozenset[str]) -> bool:
        text = word.text
        if text in stops or text[0] in _SEPARATORS or text[-1] in _SEPARATORS:
            return True
        if word.tag == "m" and self.text[word.end : word.end + 1] in ("大", "个", "项", "家"):
            return True
        return word.tag in {"p", "c", "r", "uj", "ul", "uz", "ug", "ud", "uv", "y", "e", "o"} or (
            word.tag == "d" and len(text) < 3
        )


def _governs(passed: list[Word], soft: frozenset[str]) -> bool:
    """Whether the leftmost word is a verb with the rest as its object (筹建|商会联盟), not one of a verbal noun's parts (信访|代办|制度)."""
    first, rest = passed[-1], passed[:-1]
    verb = first.tag in {"v", "vd"} and len(first.text) > 1 and first.text not in soft
    return verb and not (rest and rest[-1].tag.startswith("v"))


def _is_count(word: Word) -> bool:
    return word.tag == "m" and _NO_COUNT.isdisjoint(word.text)


@cache
def _compounds() -> re.Pattern[str]:
    return re.compile(alternation(lexicon("words")["compounds"]))


def _cut(text: str, names: list[tuple[int, int]]) -> list[Word]:
    """Cut a text into words; compounds and names of divisions stay whole, and a stop word in front of a level is cut off (会同县法院 is 会同 + 县法院)."""
    found: list[Word] = []
    place = 0
    stops = stop_words()[0]
    whole = sorted({*(match.span() for match in _compounds().finditer(text)), *names}, reverse=True)
    for word, tag in tagged_words(text):
        start, place = place, place + len(word)
        while whole and start >= whole[-1][1]:
            whole.pop()
        if whole and start > whole[-1][0] and found and found[-1].start >= whole[-1][0] and place <= whole[-1][1]:
            last = found.pop()
            found.append(Word(last.start, place, last.text + word, "n"))
        elif len(word) in (2, 3) and word[-1] in "省市区县" and word[:-1] in stops:
            found += [Word(start, place - 1, word[:-1], "v"), Word(place - 1, place, word[-1], "n")]
        else:
            found.append(Word(start, place, word, tag))
    return found


def level_name(level: int) -> str:
    """Return the kind of Place that a gazetteer level is."""
    return LEVELS[level]
