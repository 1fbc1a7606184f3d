"""A sentence taken apart: clauses, coordinated names with the word that introduces them, and verbs that carry a relation."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.text import Sentence

_LINK = re.compile(r"”“|[、和与及暨]|以及|[、,]?(?:并|还)?(?:有|含)|(?:”)?[、](?:“)?")
_BRACKET = re.compile(r"\([^()]{0,40}\)")
_CLOSED = re.compile(r"“[^“”]*”|\([^()]*\)|《[^《》]*》")
_BREAK = re.compile(
    r",(?:(?<!\d,)|(?!\d{3}(?!\d)))|;|:|。|!|\?|\n|\((?=[^()]*(?:牵头|责任|配合|负责|主办|承办|协办|参与))"
)
_ROLES = re.compile(r"^\(.*(?:牵头|责任|配合|负责|主办|承办|协办|参与)")
UNDER = "在…下"
"""The cue of bodies under whose lead or help, or with whose leave, something is done: they are neither where it is done nor who does it."""
_UNDER = re.compile(
    r"在[^在,。;:!?\n]{2,50}?(?:领导|指导|支持|帮助|关心|关怀|推动|部署|统筹|协调|主导|监督|主持|牵头|协助|配合)(?:之)?下"
    r"|经[^经,。;:!?\n]{2,30}?(?:批准|同意|核准|授权|审定|许可)|受[^受,。;:!?\n]{2,30}?(?:委托|委派|指派)"
    r"|(?:接受|通过)[^受过,。;:!?\n]{2,24}?(?=验收|评审|评估|审核|审计|考核|监督|督查|督导|检查|巡察)"
)
NOTED = "(…)"
"""The cue of places and bodies of a bracket that notes where the thing before it lies or belongs: nothing else of the sentence is done by them or there."""
_NOTE = re.compile(
    r"\((?:[^()]{0,8}(?:隶属|坐落|位于|地处|设[在于]|挂靠|归|属)[^()]{2,24}|[^()]{2,16}(?:下辖|所辖|辖|直属|下属|所属))\)"
)
_PAIRED = re.compile(r"(?<=结对)共建(?=[,;:。!)\n]|$)")
"""What pairs two and builds nothing: 甲与乙结对共建."""
_NOUN = re.compile(r"(?:之)?下(?:的|[,、])|(?:单位|主体)(?!及|:)")
"""What makes no verb of the one before it: 党委领导下的联席会议 tells under whom it stands, 47家共建单位 builds nothing."""
ATTENDED = re.compile(
    r"等?[一二三四五六七八九十百两\d]*(?:余|多)?(?:个|家)?(?:成员)?(?:单位|部门|机构|乡镇|协会)?(?:党组织|机关|系统)?(?:主要|相关|有关|分管)?(?:负责人|负责同志|人员|干部|同志|党员|代表|专家|领导)*(?:\d+(?:余|多)?(?:人|名))?"
    r"(?:分别|一同|共同|积极|统一|具体|按职责分工|按职责|也|都|均|全程|踊跃|应邀|作为|联合|携手|将|要|负责|抓好|同步|主动|派员|各派|作了|作|了)*"
)


@dataclass(slots=True)
class Group:
    """Names that stand side by side in one place of the sentence.

    Attributes:
        names: in order of place.
        cue: the word that introduces them: 由, 在, 与, 向, 为, 把, 依托, 联合 ...; empty for a bare noun phrase.
        clause: index of their clause.
    """

    names: list[Named]
    cue: str = ""
    clause: int = 0

    @property
    def start(self) -> int:
        """Where the first name starts."""
        return self.names[0].start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return self.names[-1].end

    def of(self, *labels: Label) -> list[Named]:
        """Return the names of some labels."""
        return [name for name in self.names if name.label in labels]


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that carries a relation: its place, and the entry of the lexicon that it belongs to."""

    start: int
    end: int
    text: str
    actions: tuple[str, ...]
    clause: int


@dataclass(slots=True)
class Parsed:
    """A sentence taken apart. Offsets count in the clean text."""

    start: int
    end: int
    clauses: list[tuple[int, int]]
    groups: list[Group]
    verbs: list[Verb]
    inner: dict[Named, list[Named]] = field(default_factory=dict)
    tops: list[Named] = field(default_factory=list)

    def clause_at(self, offset: int) -> int:
        """Return the index of the clause that holds an offset."""
        for index, (_, end) in enumerate(self.clauses):
            if offset < end:
                return index
        return len(self.clauses) - 1


@cache
def actions() -> dict[str, dict[str, object]]:
    """Return the entries of the trigger lexicon by name."""
    return {entry["name"]: entry for entry in lexicon("triggers")["actions"]}


@cache
def _verbs() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    known: dict[str, list[str]] = {}
    for name, entry in actions().items():
        for word in {*words(entry["words"]), *words(entry.get("passive", ""))}:
            known.setdefault(word, []).append(name)
    return re.compile(alternation(list(known))), {word: tuple(sorted(names)) for word, names in known.items()}


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(
        "(?:"
        + alternation(lexicon("cues")["cues"])
        + r")(?:[的了]|\d+[余多]?[个名位家所户处条支]|各|全国|全市|全县|我|本|当地|该)?$"
    )


@cache
def _cue_words() -> re.Pattern[str]:
    return re.compile(alternation(lexicon("cues")["cues"]))


def parse(reading: Reading, sentence: Sentence, named: list[Named]) -> Parsed:
    """Take a sentence apart.

    Args:
        reading: the document.
        sentence: its place.
        named: the names in it, in order of place.
    """
    text = reading.text
    outer: list[Named] = []
    for one in named:  # what covers a name stands before it
        if not any(o.covers(one) and (o.start, o.end) != (one.start, one.end) for o in outer):
            outer.append(one)
    inner = {o: [n for n in named if n is not o and o.covers(n)] for o in outer}
    clauses = _clauses(text, sentence, outer)
    parsed = Parsed(sentence.start, sentence.end, clauses, [], [], inner)
    parsed.tops = outer
    for one in outer:
        last = parsed.groups[-1] if parsed.groups else None
        between = _BRACKET.sub("", text[last.end : one.start]) if last else ""
        if last and last.end == one.start and last.names[-1].label is one.label is Label.Place:
            last.names[-1] = one  # 昆明市官渡区: the lower place is meant
        elif (
            last
            and last.end <= one.start
            and _LINK.fullmatch(between.strip("“”《》") or text[last.end - 1 : one.start + 1])
        ):
            if _alike(last, one, between.strip("”“")):
                last.names.append(one)
            else:
                shared = last.cue and between.strip("”“") == "、" and {last.names[-1].label, one.label} <= _LISTED
                cue = last.cue if shared or last.cue[-1:] == ":" else _cue(text, sentence.start, one)
                parsed.groups.append(Group([one], cue, parsed.clause_at(one.start)))
        else:
            parsed.groups.append(Group([one], _cue(text, sentence.start, one), parsed.clause_at(one.start)))
    parsed.verbs = _find_verbs(reading, sentence, outer, parsed)
    ending = {v.end: v.text for v in parsed.verbs}
    for group in parsed.groups:
        if group.cue == "为" and ending.get(group.start, "").endswith("为"):
            group.cue = ""  # 被评为X is for nobody
    for note in (
        _NOTE.finditer(text, sentence.start, sentence.end) if "(" in text[sentence.start : sentence.end] else ()
    ):
        held = any(g.end == note.start() and g.of(Label.Campaign, Label.Programme) for g in parsed.groups)
        for group in () if held else parsed.groups:
            if note.start() < group.start and group.end < note.end():
                group.cue = NOTED
    for phrase in _UNDER.finditer(text, sentence.start, sentence.end):
        for group in parsed.groups:
            if phrase.start() < group.start and group.end <= phrase.end():
                group.cue = UNDER
        parsed.verbs = [v for v in parsed.verbs if not phrase.start() < v.start < phrase.end()]
    return parsed


_LISTED = {Label.Organisation, Label.Place, Label.Stakeholder, Label.Base}
"""Labels of what stands side by side behind one word: 由县文联、后所镇, 把民俗馆、后所镇."""


def _alike(group: Group, one: Named, joined: str) -> bool:
    """Whether names side by side act as one: 县水务局、后所镇参加; of 县气象局与后所镇 each is a side of its own."""
    kinds = {
        Label.Organisation: 0,
        Label.Place: 0 if joined == "、" else 1,
        Label.Stakeholder: 0,
        Label.Base: 2,
        Label.Policy: 4,
        Label.Honour: 5,
    }
    return kinds.get(group.names[-1].label, 3) == kinds.get(one.label, 3)


_DUTY = re.compile(
    r"(?P<word>牵头|责任|主办|承办|配合|参与|协办|主管|实施|支持|指导|协同|成员)(?:考核)?(?:(?:单位|部门|处室|科室|股室|主体|镇街)(?:(?:及责任人)?:|[为是])|(?:及责任人)?:)\s*$"
)


def _cue(text: str, floor: int, one: Named) -> str:
    duty = _DUTY.search(text, max(floor, one.start - 12), one.start)
    if duty:
        return f"{duty['word']}:"
    match = _cues().search(text, max(floor, one.start - 9), one.start)
    found = _cue_words().search(match[0]) if match else None
    if match is None or found is None or text[match.start() - 1] in _WITHIN.get(found[0], ""):
        return ""
    return found[0]


_WITHIN = {"进": "推促改", "与": "参", "到": "受得收达"}
"""What stands before a word that introduces nothing but is the end of a verb: 推进, 参与, 受到."""


def _clauses(text: str, sentence: Sentence, outer: list[Named]) -> list[tuple[int, int]]:
    """Cut at commas and the like, but not inside names, quotation marks or brackets."""
    closed = [(n.start, n.end) for n in outer]
    closed += [m.span() for m in _CLOSED.finditer(text, sentence.start, sentence.end) if not _ROLES.search(m[0])]
    cuts = [sentence.start]
    for match in _BREAK.finditer(text, sentence.start, sentence.end):
        if not any(a <= match.start() < b for a, b in closed):
            cuts.append(match.end())
    if cuts[-1] != sentence.end:
        cuts.append(sentence.end)
    return list(itertools.pairwise(cuts)) or [(sentence.start, sentence.end)]


def _find_verbs(reading: Reading, sentence: Sentence, outer: list[Named], parsed: Parsed) -> list[Verb]:
    pattern, known = _verbs()
    found = []
    for whole in pattern.finditer(reading.text, sentence.start, sentence.end):
        inside = next((n.start for n in outer if whole.start() < n.start < whole.end()), sentence.end)
        match = pattern.match(reading.text, whole.start(), inside)  # 签订合作协议 where the agreement is a name: 签订
        if match is None:
            continue
        start, end = match.span()
        if not (reading.ends_word(start) and reading.ends_word(end)) or _NOUN.match(reading.text, end):
            continue
        if _PAIRED.match(reading.text, start):
            continue
        if any(n.start < end and start < n.end for n in outer):
            continue
        found.append(Verb(start, end, match[0], known[match[0]], parsed.clause_at(start)))
    return found
