"""What a thing is part of by the document as a whole: the body that its name begins with, the heading that it first stands under."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping, Thing
from ingest.relations.claim import Claim
from ingest.relations.events import THINGS
from ingest.relations.parts import TERRITORY, fits
from ingest.relations.sentence import Parsed
from ingest.text import Section

SET_UP = (RelationType.ESTABLISHES, RelationType.ORGANISES, RelationType.ISSUES)
_BEGUN = (Label.Organisation, Label.Base, Label.Brand)
"""Labels of what may be part of the thing of the same label that its name begins with."""
_MARKS = re.compile(r"[\s“”\"'《》]")
_OPENS = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]+(?:[)）]|、|\.|是|要)+|第[一二三四五六七八九十],?)?“?")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十][是要]|第[一二三四五],?)“?$")
"""What stands before the members of a set that the text goes through one by one."""
_OTHER = re.compile(r".?|.*[省市县区]委(?:员?会)?|常委会|[革命战斗]*(?:旧址|遗址|纪念馆|陈列馆|陵园|故居)")
"""What stands behind a name in another of its own kind: a party's committee of a county, the memorial of a place."""
_LEADS = (Label.Programme, Label.Brand, Label.Mechanism)
_ALONE = re.compile(r"[^,。;:]{0,4}(?:,由[^。;]{2,60}(?:牵头|负责|配合|承担|参与|实施))?[。;:]")
"""What stands behind a name in a first sentence that is as good as a heading."""
_FIGURED = re.compile(r"[\dN一二三四五六七八九]\s*[+＋]|\d{3,}")
_FIGURE = re.compile(r"“[\dNX一二三四五六七八九]+”(?:就?是|即|指|为|——)")
_COUNTED = re.compile(r"([两二三四五六七八九十])(?:大|个|项|件|张|支|类|条)([\u4e00-\u9fff]{1,8})$")
_ALONG = re.compile(r"(?:沿线|[带线廊路]上)的?$|布[设局]$")
_NODES = re.compile(r"等?(?:\d+|[两三四五六七八九十]+)?[个处]?(?:节点|点位|子品牌|子项目)")
_NUMBERS = "零一二三四五六七八九十"
_BEFORE = 30
"""So many characters before a counted set its first member may stand."""


class Wholes:
    """The wholes that a document's names and headings tell.

    Args:
        reading: the document.
        grouping: its things and their mentions.
    """

    def __init__(self, reading: Reading, grouping: Grouping) -> None:
        self._reading = reading
        self._of = grouping.of
        self._first: dict[int, Named] = {}
        mentions = grouping.mentions()
        for one in mentions:
            self._first.setdefault(id(grouping.of[one]), one)
        self._begun = dict(self._pairs(grouping))
        self._members = dict(self._counted(grouping))
        self._figured = [
            n for n in grouping.mentions() if n.label in THINGS and any(map(_FIGURED.search, self._of[n].names))
        ]
        self._lead: Named | None = None
        self._corridor: Named | None = None
        starts = [one.start for one in mentions]
        self._headings = [
            self._heading(section, mentions[bisect_left(starts, section.start) : bisect_left(starts, section.body + 1)])
            for section in reading.page.outline.sections
        ]

    def read(
        self, parsed: Parsed, section: int, heading: bool, sets: Sequence[Named], made: Collection[Named]
    ) -> list[Claim]:
        """Return what a sentence's names are part of.

        Args:
            parsed: the sentence.
            section: index of its section.
            heading: whether it is that section's heading.
            sets: named sets and lists whose members follow.
            made: what the sentence sets up, holds or issues.
        """
        self._opening(parsed, heading)
        over = self._over(self._reading.page.outline.sections[section].parent if heading else section)
        wholes = ((over, "part.under"), (self._lead, "part.lead"))
        standing = [(whole, rule) for whole, rule in wholes if whole is not None and whole.end <= parsed.start]
        claims = []
        for one in parsed.tops if standing else ():
            if one in made or (one.label in THINGS and self._new(one)):
                end = max(one.end, parsed.clauses[parsed.clause_at(one.start)][1])
                claims += [_part(one, w, w.start, end, rule) for w, rule in standing if fits(one, w)]
        return [
            *claims,
            *self._called(parsed),
            *self._figures(parsed),
            *self._along(parsed),
            *self._items(parsed, sets),
        ]

    def _new(self, one: Named) -> bool:
        return self._first[id(self._of[one])] is one

    def _called(self, parsed: Parsed) -> Iterator[Claim]:
        """Yield what names alone say: of the body that a name begins with, of the set whose noun it ends in."""
        if not self._begun and not self._members:
            return
        for one in (*parsed.tops, *(n for inner in parsed.inner.values() for n in inner)):
            whole = self._begun.get(one)
            if whole and {one.label, whole.label} != {Label.Base}:  # a square's museum is no part of it
                yield _part(one, whole, one.start, one.end, "part.called")
            if one in self._members:
                whole = self._members[one]
                yield _part(one, whole, min(whole.start, one.start), max(whole.end, one.end), "part.counted")

    def _items(self, parsed: Parsed, sets: Sequence[Named]) -> list[Claim]:
        """四大工程: and 一是A, 二是B in sentences of their own."""
        one = parsed.tops[0] if parsed.tops else None
        if one is None or not self._new(one) or not _OPENS.fullmatch(self._reading.text, parsed.start, one.start):
            return []
        return [
            _part(one, w, w.start, parsed.end, "part.item")
            for w in sets
            if w.end <= parsed.start and w.label is one.label
        ]

    def _along(self, parsed: Parsed) -> list[Claim]:
        """A、B等6个节点, 沿线的A: sites of the corridor that was spoken of last, brands of the one above them."""
        text = self._reading.text
        claims = []
        wide = [n for n in parsed.tops if n.kind == "corridor" or n.label is Label.Brand]
        for group in parsed.groups if wide or self._corridor else ():
            near = max(parsed.start, group.start - 3)
            if _ALONG.search(text, near, group.start) or _NODES.match(text, group.end, parsed.end):
                ahead = [n for n in wide if n.end <= group.start]
                whole = ahead[-1] if ahead else self._corridor
                if whole is not None:
                    start = min(whole.start, parsed.start)
                    claims += [_part(n, whole, start, parsed.end, "part.along") for n in group.names if fits(n, whole)]
        self._corridor = next((n for n in reversed(parsed.tops) if n.kind == "corridor"), self._corridor)
        return claims

    def _figures(self, parsed: Parsed) -> list[Claim]:
        """“1”即X, “3”是Y: what the figures in a thing's name stand for."""
        if not self._figured:
            return []
        text = self._reading.text
        marks = [m.start() for m in _FIGURE.finditer(text, parsed.start, parsed.end)]
        claims = []
        for mark, following in pairwise([*marks, parsed.end]):
            before = [n for n in self._figured if n.end <= mark]
            for one in parsed.tops:
                if before and mark < one.start < following and fits(one, before[-1]):
                    claims.append(_part(one, before[-1], before[-1].start, one.end, "part.figure"))
        return claims

    def _opening(self, parsed: Parsed, heading: bool) -> None:
        """Keep the thing that a paragraph's first sentence consists of: 净水行动。"""
        text = self._reading.text
        if heading or "\n" in text[max(0, parsed.start - 1) : parsed.start] or parsed.start == 0:
            self._lead = None
            one = parsed.tops[0] if parsed.tops and not heading else None
            if one is not None and one.label in _LEADS and _OPENS.fullmatch(text, parsed.start, one.start):
                self._lead = one if _ALONE.fullmatch(text, one.end, parsed.end) else None

    def _counted(self, grouping: Grouping) -> Iterator[tuple[Named, Named]]:
        """Pair the members of a counted set with it: 三大机制 and the three things behind it that are called 机制."""
        for whole in grouping.things:
            found = _COUNTED.search(_MARKS.sub("", whole.names[0]))
            if found is None or whole.label not in (*THINGS, Label.Organisation):
                continue
            number, noun = _NUMBERS.index(found[1].replace("两", "二")), found[2].replace("队伍", "队")
            floor = self._first[id(whole)].start - _BEFORE
            ending = [t for t in grouping.things if t.label is whole.label and self._ends(t, noun)]
            members = [t for t in ending if t is not whole and self._first[id(t)].start > floor]
            numbered = [t for t in members if self._numbered(self._first[id(t)])]
            members = numbered if len(numbered) > 1 else members
            if len(members) >= min(3, number):
                for member in members[:number]:
                    one = self._first[id(member)]
                    yield one, _nearest(whole, one)

    def _numbered(self, one: Named) -> bool:
        return _NUMBERED.search(self._reading.text, max(0, one.start - 5), one.start) is not None

    def _ends(self, thing: Thing, noun: str) -> bool:
        return any(_MARKS.sub("", n).endswith(noun) and not _COUNTED.search(n) for n in thing.names)

    def _over(self, section: int) -> Named | None:
        """Return the thing that the nearest heading over a section's text names."""
        while section > 0:
            found = self._headings[section]
            if found is not None:
                return found
            section = self._reading.page.outline.sections[section].parent
        return None

    def _heading(self, section: Section, mentions: Sequence[Named]) -> Named | None:
        start = section.start + len(section.number)
        for one in mentions:
            if start <= one.start and one.end <= section.body + 1 and one.label in THINGS:
                whole = one.label is not Label.Base or one.kind == "corridor"
                return one if whole and (one.end - one.start) * 10 >= len(section.title) * 7 else None
        return None

    def _pairs(self, grouping: Grouping) -> Iterator[tuple[Named, Named]]:
        """Pair a mention whose words begin with another thing's name with the nearest mention of that thing, the longest such name deciding."""
        able = [thing for thing in grouping.things if thing.label in _BEGUN]
        texts = {id(one): _MARKS.sub("", self._reading.text[one.start : one.end]) for t in able for one in t.mentions}
        called: dict[tuple[Label, str], list[Thing]] = defaultdict(list)
        for thing in able:
            for name in {_MARKS.sub("", n) for n in thing.names} | {texts[id(one)] for one in thing.mentions}:
                if not (thing.label is Label.Organisation and TERRITORY.search(name)):
                    called[thing.label, name].append(thing)
        for thing in able:
            longest = 1
            shown, whole = None, None
            for mention in thing.mentions:
                text = texts[id(mention)]
                for size in range(len(text) - 2, longest, -1):
                    other = next((t for t in called.get((thing.label, text[:size]), ()) if t is not thing), None)
                    if other is not None and not _OTHER.fullmatch(text, size):
                        shown, whole, longest = mention, other, size
                        break
            if shown is not None and whole is not None:
                yield shown, _nearest(whole, shown)


def _nearest(thing: Thing, one: Named) -> Named:
    return min(thing.mentions, key=lambda m: (abs(m.start - one.start), m.start))


def _part(part: Named, whole: Named, start: int, end: int, rule: str) -> Claim:
    return Claim(RelationType.PART_OF, part, whole, start, end, rule, 700)
