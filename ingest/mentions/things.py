"""One thing of several names: mentions of a document put together, with best name and aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from graph.vocabulary import Label
from ingest.lexicon import words
from ingest.mentions.aliases import SHORTENED, Home, Wholes, fold, shortens, widened
from ingest.mentions.called import agreed, apart, called, listed_together, recurring, told
from ingest.mentions.either import RULE as EACH
from ingest.mentions.either import find_each
from ingest.mentions.pointing import announced, pointed_at, pointing
from ingest.mentions.qualified import with_and_without_place, within
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_INTRODUCED = re.compile(
    r"(?:\((?:以下|下文|下)?(?:统称|简称)|[(,](?:以下|下文|下)(?:统称|简称|称))(?:为)?[:“]*(?P<name>[^()“”,。]{2,14})”?[),。;]"
)
_SEVERAL = re.compile(r"[两三四五六七八九十各]")
"""图书馆和博物馆(以下统称“两馆”): no name of one of them."""
_REDACTED = re.compile(r"[*×]{2}|(?:^|[^A-Za-z])[XＸx]{2}(?![A-Za-z])|(?<!\d)00(?=[市县区镇乡])")
_CLOSED = re.compile(r"\)|,(?:以下|下文)?[统简]称")
_HOUSE = re.compile(r"(?:[馆院校园宫]|中心)$")
"""What goes by two names: 博物馆(文物保护中心). A site with a body in brackets (驿站(县总工会)) is no such pair."""
_APART = re.compile(r"(?:[大支中]队|公司|残联|妇联|总工会|办事处|派出所|分局|站)$")
"""How a body in brackets ends that is no second name of the one before it, but a unit of it or who helps it: 县公安局(县交警大队)."""
_NEXT = 60
"""Within so many characters stands the name of a paper that is told of for the first time, if anywhere."""
_ENOUGH = 16
"""Longer names of one thing that are held against a shorter one."""


@dataclass(frozen=True, slots=True)
class Given:
    """A thing known beforehand: ``texts`` are its names as they stand in the clean text."""

    label: Label
    kind: str | None
    names: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Thing:
    """What becomes an entity.

    Attributes:
        key: name inside the document's facts.
        names: all names, the best first.
        mentions: in order of place.
        weak: it stands only where a statement uses it.
    """

    key: str
    label: Label
    kind: str | None
    names: list[str]
    mentions: list[Named] = field(default_factory=list)
    weak: bool = True

    @property
    def name(self) -> str:
        """The best name, with full-width punctuation."""
        return full_width(self.names[0])

    @property
    def sure(self) -> int:
        """How sure its surest mention is, in thousandths: a name that comes again is as sure as the thing."""
        return max(one.confidence for one in self.mentions)

    @property
    def redacted(self) -> bool:
        """Whether the text hides the name."""
        return bool(_REDACTED.search(self.names[0]))


_FULL_WIDTH = str.maketrans("(),:;!?", "（），：；！？", '“”"‘’\n《》')


def full_width(name: str) -> str:
    """Write a name with full-width punctuation and without quotation marks.

    Example:
        >>> full_width("管理办法(试行)")
        '管理办法（试行）'
    """
    return name if name.isalnum() else name.translate(_FULL_WIDTH)


def _group(name: str) -> str:
    """Write a group alike whoever of it is meant: 各民主党派 are 民主党派, 全体学员 学员."""
    return re.sub(r"^(?:各级?|广大|全体)(?=..)", "", fold(name))


class Grouping:
    """Puts the mentions of one document together.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
        given: things known beforehand, which then are all that there is; their names are looked up in the text.
    """

    def __init__(self, reading: Reading, named: list[Named], given: Sequence[Given] | None = None) -> None:
        self.reading = reading
        self.things: list[Thing] = []
        self.of: dict[Named, Thing] = {}
        self._known: dict[tuple[Label, str], Thing]
        self._known = {}
        self._covered = bytearray(len(reading.text))
        self._home = Home(reading)
        if given is None:
            named = told(agreed(named, self.owned), self._home)
            back = dict.fromkeys(pointing(named))
            for one in named:
                if one not in back:
                    self._put(called(reading, self._home, one))
            self._introduce()
            self._beside()
            self._shortened()
            self._own_noun()
            self._bare_tails()
            self._we()
            self._point_back(back)
            self._recur()
            self._qualify()
        else:
            self._take(given)
        for thing in self.things:
            thing.mentions.sort(key=lambda n: n.order)
        self.things.sort(key=lambda t: t.mentions[0].order)
        for number, thing in enumerate(self.things, 1):
            thing.key = f"e{number}"
        self._mentions = sorted(self.of, key=lambda n: n.order)

    def _take(self, given: Sequence[Given]) -> None:
        """Find the names of things that are known beforehand, the longest first; shorter ones may lie inside."""
        found: dict[tuple[int, int, Label], tuple[Given, Named]] = {}
        for one in given:
            for text in one.texts:
                for match in re.finditer(re.escape(text), self.reading.text):
                    start, end = match.span()
                    if self.reading.text[start - 1 : start] == "“" and self.reading.text[end : end + 1] == "”":
                        start, end = start - 1, end + 1
                    key = (start, end, one.label)
                    found.setdefault(key, (one, Named(start, end, one.label, one.kind, "given", 1000, one.names)))
        things: dict[int, Thing] = {}
        for key in sorted(found):
            one, named = found[key]
            if any(k[2] is key[2] and k != key and k[0] <= key[0] and key[1] <= k[1] for k in found):
                continue
            thing = things.get(id(one))
            if thing is None:
                thing = things[id(one)] = Thing("", one.label, one.kind, list(one.names))
                self.things.append(thing)
            self._add(thing, named)

    def mentions(self) -> list[Named]:
        """Return all mentions in order of place."""
        return self._mentions

    def _put(self, one: Named) -> Thing:
        write = self._key(one.label)
        keys = [(one.label, write(name)) for name in one.names]
        found = [self._known[key] for key in keys if key in self._known]
        known = [thing for thing in found if not apart(thing.names, one)]
        thing = known[0] if known else Thing("", one.label, one.kind, list(one.names))
        if not known:
            self.things.append(thing)
        self._add(thing, one)
        for other in known[1:]:
            if other is not thing and other in self.things:
                self._merge(thing, other)
        for key in keys:
            self._known.setdefault(key, thing)
        return thing

    def _add(self, thing: Thing, one: Named) -> None:
        thing.mentions.append(one)
        thing.weak = thing.weak and one.weak
        thing.kind = thing.kind or one.kind
        if one.rule not in _DEICTIC:
            thing.names += [name for name in one.names if name not in thing.names]
        if (
            one.label is Label.Organisation
            and len(one.names[0]) > len(thing.names[0])
            and not one.names[0].startswith("我")
        ):
            thing.names.sort(key=lambda name: name != one.names[0])
        self.of[one] = thing
        self._covered[one.start : one.end] = b"\x01" * (one.end - one.start)

    def _key(self, label: Label) -> Callable[[str], str]:
        """Return what writes all names of one thing alike."""
        return self.owned if label in _TAILED else _group if label is Label.Stakeholder else fold

    def owned(self, name: str) -> str:
        """Write a body's name with the level in place of the document's own divisions: 陇西县总工会 is 县总工会 in a document from there."""
        return self._home.owned(name)

    def _introduce(self) -> None:
        """(以下简称X): X is a name of what stands before the bracket, unless it was that of another before (我局 of two bureaus in one paper)."""
        ending: dict[int, tuple[int, Named]] = {}
        introduced: dict[tuple[Label, str], Thing] = {}
        for order, one in enumerate(self.of):
            ending.setdefault(one.end, (order, one))
        for match in _INTRODUCED.finditer(self.reading.text):
            before = [ending[at] for at in (match.start(), match.start() - 1) if at in ending]
            alias = match["name"].strip("“”")
            if not before or _SEVERAL.match(alias):
                continue
            thing = self.of[min(before, key=lambda pair: pair[0])[1]]
            keys = [(thing.label, self._key(thing.label)(name)) for name in self._home.with_home(alias)]
            if any(introduced.get(key, thing) is not thing for key in keys):
                continue
            for key in keys:
                other = self._known.get(key)
                if other is not None and other is not thing and other in self.things:
                    self._merge(thing, other)
                self._known[key] = introduced[key] = thing
            thing.names += [alias] * (alias not in thing.names)

    def _beside(self) -> None:
        """甲(乙): the name of a body in brackets right behind another is its second name."""
        text = self.reading.text
        named = sorted((n for n in self.of if n.label in _TAILED), key=lambda n: n.order)
        in_bracket = {n.start: n for n in named if text[n.start - 1 : n.start] == "(" and _CLOSED.match(text, n.end)}
        for one in named:
            second = in_bracket.get(one.end + 1)
            if second is not None:
                thing, other = self.of[one], self.of[second]
                bodies = one.label is second.label is Label.Organisation and not _APART.search(second.names[0])
                houses = _HOUSE.search(one.names[0]) and _HOUSE.search(second.names[0])
                if thing is not other and (bodies or houses):
                    first, write = thing.names[0], self._key(one.label)
                    full = shortens(one.label, write(first), [write(second.names[0])])
                    self._merge(thing, other)
                    if not full:
                        thing.names.sort(key=first.__ne__)

    def _merge(self, thing: Thing, other: Thing) -> None:
        for one in list(other.mentions):
            self._add(thing, one)
        self.things.remove(other)
        for key in ((other.label, self._key(other.label)(name)) for name in other.names):
            if self._known.get(key) is other:
                self._known[key] = thing

    def _shortened(self) -> None:
        """A name that shortens just one other of the document means the same thing (县人社局, the end 党史馆 of 红岩党史馆), the longest first."""
        able = [thing for thing in self.things if thing.label in SHORTENED]
        called = [(thing.label, list(map(self._key(thing.label), thing.names))) for thing in able]
        wholes = Wholes(called)
        into = list(range(len(able)))
        for n in sorted(into, key=lambda n: -len(called[n][1][0])):
            label, (key, *_) = called[n]
            first = able[n].mentions[0]
            later = first.end + _NEXT if announced(self.reading.text, first) else len(self.reading.text)
            near = (m for m in wholes.near(label, key) if into[m] != n and able[m].mentions[0].start < later)
            near = (m for m in near if shortens(label, key, called[m][1]))
            others = (
                into[m] for m in near if not listed_together(self.reading.text, able[n].mentions, able[m].mentions)
            )
            meant = set(islice(others, _ENOUGH))
            if len(meant) == 1:
                into[n] = meant.pop()
                whole, short = able[into[n]], able[n]
                names = list(short.names)
                self._merge(whole, short)
                if label is Label.Place:
                    whole.names = [
                        one for one in whole.names if one in names or not any(widened(one, name) for name in names)
                    ]

    def _bare_tails(self) -> None:
        """A class noun alone (商会, 该馆's 馆) means the one thing of the document that ends in it."""
        reading = self.reading
        for tail in _ALONE:
            if tail not in reading.text:
                continue
            ending = [
                t
                for t in self.things
                if t.label in _TAILED and any(name.endswith(tail) and len(name) > len(tail) for name in t.names)
            ]
            if len(ending) != 1:
                continue
            thing = ending[0]
            for match in re.finditer(tail, reading.text):
                start, end = match.span()
                if start < thing.mentions[0].start or not reading.ends_word(end) or self._taken(start, end):
                    continue
                if reading.left_edge(start) == start and not re.search(r"[各级个家”]$|其他", reading.before(start, 2)):
                    self._add(
                        thing, Named(start, end, thing.label, thing.kind, "alias.tail", thing.sure, (tail,), True)
                    )

    def _speaker(self) -> Thing | None:
        """The body that the document is from."""
        key = self.owned(self.reading.page.context.issuer or "")
        bodies = (t for t in self.things if t.label is Label.Organisation)
        return next((t for t in bodies if key in map(self.owned, t.names)), None)

    def _own_noun(self) -> None:
        """A body called by its class noun alone (中心) is the one that the document is from, where that ends so."""
        if (thing := self._speaker()) is not None:
            for other in [t for t in self.things if t.label is thing.label and t is not thing]:
                if other.names[0] in _ALONE and thing.names[0].endswith(other.names[0]):
                    self._merge(thing, other)

    def _we(self) -> None:
        """我局, 本馆: the body that the document is from, where its name ends so."""
        if (thing := self._speaker()) is None:
            return
        for match in _WE.finditer(self.reading.text):
            if thing.names[0].endswith(match["tail"]) and not self._taken(*match.span()):
                self._add(
                    thing, Named(*match.span(), thing.label, thing.kind, "alias.we", thing.sure, (match[0],), True)
                )

    def _point_back(self, pointing: Iterable[Named]) -> None:
        """该馆, 本方案: the thing that they point at; what points at nothing is no thing."""
        for one in pointing:
            before = [(m, self.of[m].names) for m in sorted(self.of, key=lambda n: n.order) if m.start < one.start]
            target = pointed_at(one, before)
            if target is not None and not self._taken(one.start, one.end):
                self._add(self.of[target], replace(one, rule="alias.back", weak=True))
        text = self.reading.text
        for word in list(find_each(text, sorted(self.of, key=lambda n: n.order))):
            if not self._taken(word.start, word.end):
                names, thing = (text[word.start : word.end],), self.of[word.meant]
                self._add(thing, Named(word.start, word.end, thing.label, thing.kind, EACH, thing.sure, names, True))

    def _recur(self) -> None:
        """Find the other places where the names of things stand."""
        things = [thing for thing in self.things if thing.label is not Label.Stakeholder]
        places = recurring(self.reading.text, {name for thing in things for name in thing.names})
        for thing in things:
            for name in sorted(thing.names, key=lambda n: (-len(n), n)):
                end = 0
                for start in places.get(name, ()):
                    if start < end:
                        continue
                    end = start + len(name)
                    if not self._taken(start, end):
                        self._add(
                            thing, Named(start, end, thing.label, thing.kind, "alias.again", thing.sure, (name,), True)
                        )

    def _qualify(self) -> None:
        """Call a thing with and without its qualifier (石桥, 后所镇石桥) where no other thing may be meant."""
        places = {one.start for one in self.of if one.label is Label.Place}
        told = [(t, [n for m in t.mentions for n in self._other_writings(m, places)]) for t in self.things]
        meant: dict[tuple[Label, str], set[int]] = defaultdict(set)
        for thing, more in told:
            for name in (*thing.names, *more):
                meant[thing.label, fold(name)].add(id(thing))
        for thing, more in told:
            thing.names += [
                n for n in dict.fromkeys(more) if n not in thing.names and len(meant[thing.label, fold(n)]) == 1
            ]

    def _other_writings(self, one: Named, places: set[int]) -> list[str]:
        shorter = within(self.reading.text[one.start : one.end], one.label)
        return [*one.also, *with_and_without_place(self.reading, one, places), *shorter]

    def _taken(self, start: int, end: int) -> bool:
        return any(self._covered[start:end])


_WE = re.compile(
    r"(?:我|本)(?P<tail>局|院|部|会|校|中心|办|馆|委|社|所|站|支部|联|公司|集团|医院|镇|街道|园)(?![\u4e00-\u9fff]?[员长])"
)
_DEICTIC = ("alias.we", "alias.tail", "alias.back", EACH, "alias.lower")
"""Rules whose mentions name a thing in this document only (我局, 商会): no alias of it."""
_TAILED = {Label.Organisation, Label.Base}
_ALONE = tuple(
    words(
        "商会 联盟 协会 联谊会 学会 学院 学校 公司 纪念馆 陈列馆 驿站 工作室 合作社 医院 指挥部 专班 领导小组 基金会 "
        "研究会 图书馆 文化馆 博物馆 中心 联合会 党校 街道 服务队 宣讲团 集团"
    )
)
