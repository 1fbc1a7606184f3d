"""Names of private persons in a text, and their masking: every character but the first becomes 某, the length stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ingest.gazetteer import gazetteer, tagged_words
from ingest.lexicon import alternation, lexicon, words
from ingest.mask.numbers import find_contacts, find_numbers
from ingest.mask.tagger import LEAST, tagger

_SURE = 850
"""A name that the tagger is so sure of needs nothing beside it: of those that it reads with less, most are none."""
_COMPOUND = 600
"""The same of a surname of two characters, which is hardly anything else."""
_NEARLY = 700
"""The same of a name of three characters and more that by itself looks like one."""
_RUN = 800
"""How sure the tagger has to be of a part of a name of another language."""
_FOUNDER = 600
"""How likely the three characters before the noun of a workshop have to be a name by themselves."""
_PLAIN = 960
"""The same of two characters: names reach .97, words that look like one (陈展, 古丽) .95."""
_ALONE = {"behind": 150, "whole": 600, "before": 50, "after": 300, "full": 20, "list": 100, "foreign": 15, "run": 50}
"""How likely words that the tagger did not read as a name have to be one by themselves, by what speaks for them; a name of three characters
before a title is ``full``."""
_COMMON = {"before": 150, "after": 600}
"""The same of a word of every day that says what is done or how (老人|安心)."""
_REACH = 7
"""Characters before the noun of a workshop within which its founder's name begins."""
_HAN = r"[\u4e00-\u9fff]"
_ONLY_HAN = re.compile(rf"{_HAN}+")
_NO_GIVEN = "制化式型性率级市区县镇乡村站室所局厅院处们的了岁户"
"""Characters that end no given name."""
_OFFICE = r"(?!事务所|学校|夜校|课堂|学堂|讲堂|协会|学院|之家|服务|联盟|联谊|联合会|总会|组织|工作站|驿站|节|中心|[总支大小分]?队|团|会)"
"""What shows behind a title that a body or an event is called by it."""
_TRADE = "(?<=[\u4e00-\u9fff])(?:(?<![动满裁减超复人成全职学官])员|(?<![出班会])师(?![傅范资生德])|匠)"
"""What the word for somebody of a trade ends in, before a name: 研究员, 农艺师."""
_FACILITY = re.compile(rf"{_HAN}{{0,2}}(?:中心|[家乐]园|基地|机构|医院|学校|之家|公寓|驿站|食堂|广场)")
"""What shows that the words behind a category of people name what is built for it: 残疾人|康养|中心."""
_TRAILING = "和来都让才不"
"""Characters that stand inside names of other languages, and behind a name as words."""


class Private(NamedTuple):
    """Where a text names a private person, or a number that leads to one.

    Attributes:
        start: offset of the first character, which shows.
        end: offset after the last one.
        told: a role or a sign beside it says so: it is a name even inside the name of a thing.
    """

    start: int
    end: int
    told: bool


class _Forms(NamedTuple):
    """What names look like, and what stands beside them."""

    name: re.Pattern[str]
    own: re.Pattern[str]
    compound: re.Pattern[str]
    foreign: re.Pattern[str]
    dotted: re.Pattern[str]
    before: re.Pattern[str]
    run: re.Pattern[str]
    role: re.Pattern[str]
    title: re.Pattern[str]
    said: re.Pattern[str]
    beside: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]
    public: re.Pattern[str]
    remembered: re.Pattern[str]
    founded: re.Pattern[str]


@cache
def _forms() -> _Forms:
    data = lexicon("persons")
    surname = alternation([*words(data["surnames"]), *words(data["rare"])])
    title, said = alternation(data["titles"]), alternation(data["said"])
    role = rf"(?:{alternation([*words(data['titles']), *words(data['growers'])])} ?|{_TRADE})"
    sign = rf"{alternation(data['signs'])}[:/ ]{{0,2}}"
    first = "".join(words(data["foreign"]))
    inner = first + "".join(words(data["inside"]))
    never = rf"{alternation(words(data['no_beginnings']))}|(?<=\d)万|万元"
    inside = rf"{_HAN}?[副某]|{_HAN}任|任[组副主何务期职意]|双[方创边拥减月周高]|首届|(?<=任){_HAN}长|{title}"
    own = rf"(?!{never}){surname}(?!{inside}){_HAN}?(?![{_NO_GIVEN}]){_HAN}"
    lazy = own.replace(f"{_HAN}?(?![", f"{_HAN}??(?![")
    foreign = rf"[{first}][{inner}]{{1,6}}"
    # most characters begin neither a name nor what stands before one: to see that is cheaper than to try
    before = (*words(data["titles"]), *words(data["growers"]), *words(data["signs"]))
    begins = "".join(sorted({one[0] for one in (*words(data["surnames"]), *words(data["rare"]), *before)} | {*first}))
    pause = rf"(?=[等,。、;:和与及的说在为带\d \n()<>“”]|{title}|{said}|\Z)"
    return _Forms(
        name=re.compile(rf"{own}|{foreign}"),
        own=re.compile(own),
        compound=re.compile(alternation([one for one in words(data["surnames"]) if len(one) > 1])),
        foreign=re.compile(rf"(?!(?:{own})\Z){foreign}"),
        dotted=re.compile(rf"(?:[{first}][{inner}]{{0,6}}·)+[{first}][{inner}]{{0,8}}"),
        before=re.compile(rf"(?:{role}|{sign})”?\Z"),
        role=re.compile(rf"(?:{role}|{sign})”?(?=(?!任){surname})"),
        run=re.compile(rf"(?=(?P<run>[{first}][{inner}]{{1,6}}))(?<![{inner}])"),
        title=re.compile(rf"{title}{_OFFICE}"),
        said=re.compile(said),
        beside=re.compile(
            rf"(?=[{begins}员师匠])(?:(?:{role}|{sign})(?P<after>{lazy}|{foreign}?){pause}"
            rf"|(?:(?<!{_HAN})|(?<=[由请和与]))(?P<name>{lazy}|{foreign}?)(?={title}{_OFFICE}|{said}))"
        ),
        next=re.compile(
            rf"[、和与 ](?P<name>{lazy}|{foreign}?)(?=[、,和与及等。;)两三四五六几 \n]|夫[妇妻]|{title}|\Z)"
        ),
        last=re.compile(rf"(?<!{_HAN})(?P<name>{own}|{foreign})[、和与 ]\Z"),
        public=re.compile(alternation(data["public"])),
        remembered=re.compile(rf"(?:同志)?{alternation(data['remembered'])}"),
        founded=re.compile(alternation(data["founded"])),
    )


@cache
def _no_names() -> frozenset[str]:
    return frozenset(words(lexicon("persons")["no_names"]))


def mask(text: str) -> str:
    """Write 某 for each character of a name but the first.

    Example:
        >>> mask("欧阳小明")
        '欧某某某'
    """
    return text[:1] + "某" * (len(text) - 1)


def may_name(words_of: Sequence[tuple[str, str]]) -> bool:
    """Say whether a sentence may name a person, by its words and their parts of speech, so that the tagger need not read every sentence.

    A name is a word that the dictionary has as one, or a lone surname with a short word behind it; one that begins with a word of every day needs
    a role beside it.
    """
    surnames, rare, roles = _gate()
    last = ""
    for (before, _), (word, tag), (after, _) in zip(
        [("", ""), *words_of], [*words_of, ("", "")], [*words_of[1:], ("", ""), ("", "")], strict=True
    ):
        last = last + before if before in (":", "/", " ") else before
        if word == "·" or tag == "nrt":
            return True
        if word.startswith(surnames):
            if (tag.startswith("nr") and len(word) > 1) or (word in surnames and 0 < len(after) < 3):
                return True
        elif (last.endswith(roles) or last.rstrip(":/ ").endswith(roles) or after.startswith(roles)) and (
            tag.startswith("nr") or (word in rare and 0 < len(after) < 3)
        ):
            return True
    return False


@cache
def _gate() -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]:
    data = lexicon("persons")
    roles = tuple(
        sorted(
            {*words(data["titles"]), *words(data["growers"]), *words(data["said"]), *words(data["signs"]), *"员师匠"}
        )
    )
    return words(data["surnames"]), frozenset(words(data["rare"])), roles


def find_persons(text: str, sentences: Sequence[tuple[int, int]], tagged: bool = True) -> list[Private]:
    """Find the names of private persons, and numbers that lead to one, in order of place.

    A fixed telephone, mail or an address of a home leads to a person where one is named beside it, or somebody to turn to; that of an office alone stays.
    Names of those who are remembered (a former residence, a memorial, a spirit named after them) and of those whom history tells of are left.

    Args:
        text: clean text.
        sentences: (start, end) of its sentences.
        tagged: whether LAC's tagger may help; without it only names beside a title or a verb of saying are found.
    """
    persons = _Search(text, sentences, tagged).persons()
    numbers = [Private(*span, True) for span in find_numbers(text)]
    numbers += [Private(*span, True) for span in find_contacts(text, [(one.start, one.end) for one in persons])]
    return sorted({*persons, *numbers})


class _Search:
    """What speaks for each stretch of one text that looks like a name."""

    def __init__(self, text: str, sentences: Iterable[tuple[int, int]], tagged: bool) -> None:
        self.text = text
        self.tagged = tagged
        read = (one for span in sentences for one in tagger().persons(text, *span)) if tagged else ()
        self.sure = {(one.start, one.end): one.sure for one in read}
        self.public = [match.span() for match in _forms().public.finditer(text)]

    def persons(self) -> list[Private]:
        """Return the names, none over another."""
        forms = _forms()
        beside = {match.span(match.lastgroup or 0) for match in forms.beside.finditer(self.text)}
        found = dict.fromkeys((span for span in self._dotted() if self._told(*span) or self._read(*span)), True)
        found |= dict.fromkeys((span for span in self.sure if "·" in self.text[slice(*span)]), True)
        for span in {*self.sure, *beside}:
            if self._named(*span) and self._believed(span):
                found[span] = self._told(*span)
        found |= dict.fromkeys((*self._behind(), *self._runs()), True)
        waiting = sorted(found)
        waiting += self._paired()
        found = dict.fromkeys(waiting, False) | found
        while waiting:
            near = [span for span in self._listed(*waiting.pop()) if span not in found]
            found |= dict.fromkeys(near, False)
            waiting += near
        kept: list[Private] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not kept or kept[-1].end <= start:
                kept.append(Private(start, end, found[start, end]))
        return kept

    def _paired(self) -> Iterator[tuple[int, int]]:
        """Yield the names that the tagger half read beside what looks like another (仲崇山、连胜文)."""
        for start, end in self.sure:
            if end - start > 2 and self._named(start, end) and any(b - a > 2 for a, b in self._listed(start, end)):
                yield start, end

    def _named(self, start: int, end: int) -> bool:
        """Whether a stretch has the form of a name, of nobody whom history tells of."""
        if any(a < end and start < b for a, b in self.public) or remembered(self.text, end):
            return False
        if self.text[start:end] in _no_names():
            return False
        return _forms().name.fullmatch(self.text, start, end) is not None

    def _told(self, start: int, end: int) -> bool:
        forms = _forms()
        return bool(forms.before.search(self.text, max(0, start - 8), start) or forms.title.match(self.text, end))

    def _believed(self, span: tuple[int, int]) -> bool:
        sure = self.sure.get(span, 0)
        start, end = span
        if sure >= (_COMPOUND if _forms().compound.match(self.text, start, end) else _SURE):
            return True
        if sure >= _NEARLY and end - start > 2 and tagger().alone(self.text[start:end]) >= _ALONE["whole"]:
            return True
        before = _forms().before.search(self.text, max(0, start - 8), start) is not None
        if not (before or _forms().title.match(self.text, end) or _forms().said.match(self.text, end)):
            return False
        return span in self.sure or self._alone(span, "before" if before else "full" if end - start > 2 else "after")

    def _behind(self) -> Iterator[tuple[int, int]]:
        """Yield the names right behind a role, wherever their end is: that of two or three characters which looks most like one."""
        for role in _forms().role.finditer(self.text) if self.tagged else ():
            start = role.end()
            sure, end = self._likeliest(start)
            rare = not self.text.startswith(_gate()[0], start)
            if sure >= _ALONE["behind"] and not (rare and end - start < 3) and not _FACILITY.match(self.text, end):
                yield start, end

    def _likeliest(self, start: int) -> tuple[int, int]:
        """Return how likely a name begins here, and its end, which is that of a word."""
        words_of = tagged_words(self.text[start : start + _REACH])
        if len(words_of[0][0]) > 1 and not words_of[0][1].startswith("nr"):
            return 0, start
        ends = [start + size for size in accumulate(len(word) for word, _ in words_of)]
        named = [(tagger().alone(self.text[start:end]), end) for end in ends if self._named(start, end)]
        return max(named, default=(0, start))

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield the names of other languages of which the tagger read a part, or that a role stands before."""
        for match in _forms().run.finditer(self.text) if self.tagged else ():
            start = self._behind_role(match.start())
            end = match.start() + len(match["run"].rstrip(_TRAILING))
            name = self.text[start:end]
            told = self._told(start, start)
            if end - start > 2 and _forms().foreign.fullmatch(name) and (told or self._read(start, end, _RUN)):
                word, tag = tagged_words(name)[0]
                known = word == name and not tag.startswith("nr")
                whole = told and self._read(start, end)
                if not known and self._named(start, end) and (whole or tagger().alone(name) >= _ALONE["run"]):
                    yield start, end

    def _behind_role(self, start: int) -> int:
        """Where a name of another language begins that the last character of a role seems to begin: 医生|阿依古丽."""
        return start + (_forms().before.search(self.text, max(0, start - 8), start + 1) is not None)

    def _alone(self, span: tuple[int, int], why: str) -> bool:
        """Whether words that the tagger did not read as a name in their sentence may be one."""
        name = self.text[slice(*span)]
        word, tag = tagged_words(name)[0]
        common = len(word) > 1 and not tag.startswith("nr")
        said = common and word == name and tag[0] in "vadb"
        foreign = _forms().foreign.fullmatch(name) is not None
        if (foreign and common and word == name) or (common and not self.tagged):
            return False
        least = max(_ALONE["foreign" if foreign else why], _COMMON.get(why, 0) if said else 0)
        return not self.tagged or tagger().alone(name) >= least

    def _listed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the names right before and right behind one in a list."""
        forms = _forms()
        spans = [forms.next.match(self.text, end), forms.last.search(self.text, max(0, start - 9), start)]
        for span in [match.span("name") for match in spans if match]:
            if self._named(*span) and (span in self.sure or self._alone(span, "list")):
                yield span

    def _dotted(self) -> Iterator[tuple[int, int]]:
        """Yield names of other languages that are written with dots (买买提·艾力), of no divisions."""
        for match in _forms().dotted.finditer(self.text) if "·" in self.text else ():
            start, end = self._behind_role(match.start()), match.start() + len(match[0].rstrip(_TRAILING))
            known = any(gazetteer().by_name(part) for part in self.text[start:end].split("·"))
            if not known and not any(a < end and start < b for a, b in self.public) and not remembered(self.text, end):
                yield start, end

    def _read(self, start: int, end: int, least: int = LEAST) -> bool:
        return any(a < end and start < b and sure >= least for (a, b), sure in self.sure.items())


def find_founders(text: str, tagged: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the private names that begin the name of a workshop or practice: 王建国工作室, 王建国律师事务所.

    What stands in quotation marks is a brand (“马兰花”工作室), what the gazetteer knows a place.

    Args:
        text: clean text.
        tagged: whether LAC's tagger says which words are a name; without it the dictionary does.
    """
    forms = _forms()
    for match in forms.founded.finditer(text):
        for start in range(max(0, match.start() - _REACH), match.start() - 1):
            if not _ONLY_HAN.fullmatch(text, start, match.start()) or _cuts_province(text, start):
                continue
            bounds = {*accumulate(len(word) for word, _ in tagged_words(text[start : match.end()]))}
            sizes = [size for size in (4, 3, 2) if start + size <= match.start() and size in bounds]
            size = next((size for size in sizes if _founds(text[start : start + size], tagged)), None)
            if size:
                yield start, start + size
                break


def _cuts_province(text: str, start: int) -> bool:
    """Whether the name of a province runs over the beginning of a stretch: 江苏青禾书店 is one of 江苏, and not 苏青禾's."""
    return any(one.level == 1 for one in gazetteer().by_name(text[max(0, start - 1) : start + 1]))


def _founds(name: str, tagged: bool) -> bool:
    forms = _forms()
    if not forms.own.fullmatch(name) or forms.public.search(name) or gazetteer().by_name(name):
        return False
    if tagged:
        return tagger().alone(name) >= (_FOUNDER if len(name) > 2 else _PLAIN)
    return len(name) > 2 and [tag for _, tag in tagged_words(name)] == ["nr"]


def remembered(text: str, end: int) -> bool:
    """Whether a name that ends here stands in the name of a memorial."""
    return _forms().remembered.match(text, end) is not None
