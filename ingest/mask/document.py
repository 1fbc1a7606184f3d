"""Which characters of one document are hidden, and how its names look on the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.clean.characters import one_to_one
from ingest.gazetteer import Place, gazetteer
from ingest.mask.persons import Private, find_founders, find_persons, mask, may_name, remembered
from ingest.mask.tagger import tagger
from ingest.mentions.reading import Reading
from ingest.statements.table import unframed

_FULL = 3
"""Characters of a name that is hidden wherever it stands again; a shorter one only where it is hardly anything else."""
_ALONE = 500
_PIECE = 300
"""Characters of a cut line that are looked at together."""


def hide(text: str, offsets: Sequence[int]) -> str:
    """Write 某 at some offsets of a text."""
    characters = list(text)
    for offset in offsets:
        characters[offset] = "某"
    return "".join(characters)


class Masks:
    """The private names of a document.

    Inside the name of a thing a private name is hidden where a role stands beside it, where the thing is a workshop or practice called by it
    (王建国工作室), and where it stands by itself elsewhere; whom a memorial remembers stays.

    Args:
        reading: the document.
        taken: the names of things.
        listed: names in the columns of persons.
        tagged: whether LAC's tagger may help.

    Attributes:
        spans: where the clean text names them, in order of place.
        offsets: of the characters of the clean text that are hidden: all but the first of each name.
        hidden: the same in the source, with those of what is cut.
    """

    def __init__(
        self, reading: Reading, taken: Sequence[tuple[int, int]], listed: Sequence[tuple[int, int]], tagged: bool
    ) -> None:
        self._reading = reading
        found = {*self._found(tagged), *(Private(*span, True) for span in listed)}
        outside = {(a, b) for a, b, told in found if told or not any(x < b and a < y for x, y in taken)}
        outside |= set(find_founders(reading.text, tagged))
        self._names = sorted({reading.text[a:b] for a, b in outside}, key=lambda n: (-len(n), n))
        self._sure = {name for name in self._names if len(name) >= _FULL or (tagged and tagger().alone(name) >= _ALONE)}
        again = {span for name in self._names for span in self._standing(reading.text, name, reading.place_at)}
        self.spans = sorted(outside | again)
        self.offsets = sorted({offset for a, b in self.spans for offset in range(a + 1, b)})
        read = (reading.page.clean.origins[offset] for offset in self.offsets)
        self.hidden = sorted({*read, *(self._unread() if tagged else ())})

    def veil(self, text: str) -> str:
        """Mask the persons of the document in a piece of its clean text, but for whom a memorial remembers."""
        for name in self._names:
            if name not in text:
                continue
            places = {place.end: place for place in gazetteer().find(text)} if len(name) < _FULL else {}
            for start, end in self._standing(text, name, places, sure=True):
                text = text[:start] + mask(name) + text[end:]
        return text

    def _found(self, tagged: bool) -> list[Private]:
        reading, page = self._reading, self._reading.page
        spans = [*((s.start, s.end) for s in page.outline.sentences), *unframed(page)] if tagged else []
        return find_persons(reading.text, [span for span in spans if may_name(self._words(*span))], tagged)

    def _words(self, start: int, end: int) -> list[tuple[str, str]]:
        reading = self._reading
        return [(w.text, w.tag) for w in reading.words[reading.index(start) : reading.index(end - 1) + 1]]

    def _standing(
        self, text: str, name: str, places: Mapping[int, Place], *, sure: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Yield where a name stands in a text: outside of memorials, and a short one outside of divisions (安宁市)."""
        if not (sure or name in self._sure):
            return
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            inside = len(name) < _FULL and any(
                end <= last <= end + _FULL and place.start <= start and last - place.start > len(name)
                for last, place in places.items()
            )
            if not inside and not remembered(text, end):
                yield start, end

    def _unread(self) -> Iterator[int]:
        page = self._reading.page
        for cut in page.clean.cuts:
            line = one_to_one(page.source.text[cut.start : cut.end])
            if len(line) < 2:
                continue
            pieces = [(at, min(at + _PIECE, len(line))) for at in range(0, len(line), _PIECE)]
            for start, end in [*((one.start, one.end) for one in find_persons(line, pieces)), *find_founders(line)]:
                yield from range(cut.start + start + 1, cut.start + end)
