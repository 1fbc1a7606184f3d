"""Who does what: the parts that the names of a sentence play around its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import combinations

from graph.vocabulary import Label, RelationType, Status
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.actors import ACTORS, ASIDE, BUILDING, JOINTLY, OFFICER, PASSED, SOUGHT, STRUNG, paired
from ingest.relations.claim import UNDATED, Claim
from ingest.relations.scene import Scene
from ingest.relations.sentence import ATTENDED, Group, Parsed, Verb, actions
from ingest.relations.status import negated, status_of

THINGS = (Label.Programme, Label.Campaign, Label.Mechanism, Label.Base, Label.Brand)
HOSTED = (Label.Base, Label.Campaign, Label.Mechanism, Label.Programme)
_LOCATED = (Label.Base, Label.Campaign, Label.Organisation, Label.Programme, Label.Mechanism, Label.Brand)
_NEXT = re.compile("[、,]在")
"""What a venue ends with: 在甲村设A、在乙村设B."""
MANY = 40
"""Bodies side by side that are taken as working with each other; a longer list is a register."""
_MISSING = {RelationType.ESTABLISHES, RelationType.COOPERATES_WITH, RelationType.CONNECTS}
MAKING = frozenset({"establish", "organise"})
"""Actions that bring a thing about."""


@cache
def cues(name: str) -> frozenset[str]:
    """Return the words that introduce one part of a sentence: agent, partner, place, host, goal, object, invited."""
    return frozenset(words(lexicon("cues")[name]))


def or_stand_in(agents: Iterable[Named]) -> list[Named | None]:
    """Return those who act, or None, for whom the document's stand-in acts, where nobody is named."""
    return [*agents] or [None]


class Events:
    """Finds the parts of one sentence, and notes what they make.

    Args:
        reading: the document.
        parsed: the sentence.
        role: of its section.
        scene: what the sentences before leave; brought up to date while reading.
        dates: what each clause says of time: index to (date, year source).
    """

    def __init__(
        self, reading: Reading, parsed: Parsed, role: str, scene: Scene, dates: dict[int, tuple[str, str]]
    ) -> None:
        self.reading = reading
        self.parsed = parsed
        self.role = role
        self.scene = scene
        self.dates = dates
        self.subject: list[Named] = []
        self.heads: list[Named] = []
        self.claims: list[Claim] = []
        self._statuses: dict[int, Status] = {}

    def text_of(self, clause: int) -> str:
        """Return the text of a clause."""
        start, end = self.parsed.clauses[clause]
        return self.reading.text[start:end]

    def find_subject(self, groups: list[Group], verbs: list[Verb]) -> None:
        """Take the first bare actor before the clause's first verb as subject of it and of the clauses that follow."""
        first = verbs[0].start if verbs else 10**9
        for group in groups:
            if group.cue or group.start >= first or not group.of(*ACTORS, Label.Base):
                continue
            if ASIDE.match(self.reading.text, group.end) or PASSED.search(
                self.reading.text, max(0, group.start - 4), group.start
            ):
                continue
            if group.of(Label.Place) and any(g.start == group.end for g in groups):
                continue
            self.subject = group.names
            return

    def objects(
        self, verb: Verb, groups: list[Group], verbs: list[Verb], labels: set[Label], passive: bool
    ) -> list[Named]:
        """Return what a verb acts on: behind it up to the next verb, else after 把, else, where the verb allows it, before it."""
        sharing = self.sharing(verb)
        if sharing is not None and (shared := self.objects(sharing, groups, verbs, labels, False)):
            return shared
        text, joins = self.reading.text, "participate" in verb.actions
        later = min(
            (
                v.start
                for v in verbs
                if v.start > verb.start
                and (
                    v.text not in _LIGHT
                    or (
                        verb.text in _BRINGS and "participate" in v.actions and not text.startswith(("的", "并"), v.end)
                    )
                )
                and not (joins and text.startswith("的", v.end))
                and not self.beside(verb, v)
            ),
            default=10**9,
        )  # 参加甲举办的X
        shut, before_verb = _shut()
        behind = [g for g in groups if verb.end <= g.start < later and g.cue not in shut] if sharing is None else []
        behind = [g for g in behind if not self.strung(g)] or behind  # 建设连接甲、乙的X
        taken = cues("object") | (cues("goal") if verb.text == "揭牌" else frozenset())
        moved = [g for g in groups if g.end <= verb.start and g.cue in taken] + self._watched(verb, groups)
        before = [g for g in reversed(groups) if g.end <= verb.start and g.cue not in before_verb]
        before = [g for g in before if not _ANOTHER.fullmatch(self.reading.text, g.end, verb.start)]
        doing = [g for g in before if g.of(Label.Organisation) and self.attended(g, verb)]
        if verb.text in BUILDING and doing:  # in 推进甲集团建设 nobody builds
            before = [] if any(v.end == doing[0].start for v in verbs) else [g for g in before if g not in doing]
        left = labels - {*ACTORS} if _GIVING.intersection(verb.actions) else labels
        fitting = [(g, labels) for g in (*behind, *moved)] + [(g, left) for g in before if passive]
        return next((found for g, wanted in fitting if (found := g.of(*wanted))), [])

    def _watched(self, verb: Verb, groups: list[Group]) -> list[Group]:
        """Return whom one watches over: 对甲每月检查一次, and 对排名末位的乡镇,由乙约谈."""
        text, before = self.reading.text, verb.clause - 1
        if "supervise" not in verb.actions:
            return []
        if found := [g for g in groups if g.end <= verb.start and g.cue == "对" and text[g.end] != "的"]:
            return found
        opens = before >= 0 and text.startswith("对", self.parsed.clauses[before][0])
        return [g for g in self.parsed.groups if opens and g.clause == before and g.of(*ACTORS)][-1:]

    def beside(self, verb: Verb, other: Verb) -> bool:
        """Whether a verb shares what it brings about with the one that follows at once: 建立并实施X."""
        if {"establish", "issue"}.isdisjoint(verb.actions) or other.start < verb.end:
            return False
        return self.reading.text[verb.end : other.start] in ("", "并", "、", "和")

    def sharing(self, verb: Verb) -> Verb | None:
        """Return the verb behind the next body with which a verb shares what it acts on: 由甲出资、乙运营的X, 甲牵头、乙实施X."""
        beside = self.reading.text[verb.end : verb.end + 1] == "、"
        others = [g for g in self.parsed.groups if beside and g.start == verb.end + 1 and g.of(*ACTORS)]
        later = [v for v in self.parsed.verbs if others and v.clause == verb.clause and v.start > verb.end]
        return next((v for v in later if any(self.attended(o, v) for o in others if o.end <= v.start)), None)

    def attended(self, group: Group, verb: Verb) -> bool:
        """Whether a verb follows a group at once or after 等10家单位, 派员, 共同 and the like."""
        return ATTENDED.fullmatch(self.reading.text, group.end, verb.start) is not None

    def agents(self, verb: Verb, groups: list[Group], objects: list[Named]) -> list[Named]:
        """Return who acts: after 由, after 支持 and the like, else the bare actor right before, else the subject of the sentence or of the one before."""
        ahead = [g for g in groups if g.end <= verb.start and g.of(*ACTORS) and g.names[0] not in objects]
        text = self.reading.text
        done = [v for v in self.parsed.verbs if "support" in v.actions and v.end < verb.start and text[v.end] in "、,"]
        ahead = [g for g in ahead if not any(self.attended(g, v) for v in done)] or ahead  # 由甲指导、乙主办的X开幕
        if ahead and self.attended(ahead[-1], verb) and any(v.end + 1 == ahead[-1].start for v in self.parsed.verbs):
            return ahead[-1].of(*ACTORS)  # 由甲主办、乙承办: each verb has its own
        for wanted in (cues("agent"), cues("charged"), frozenset({""})):
            for group in reversed(ahead):
                if group.cue in wanted:
                    return group.of(*ACTORS)
        return [n for n in self.subject or self.scene.subject if n.label in ACTORS and n not in objects]

    def joining(self, verb: Verb, groups: list[Group], agents: list[Named]) -> list[Named]:
        """Return those of who acts that only join in: 组织县文联、县作协开展X活动; of 甲、乙组成X and 教师组成X all are its members."""
        if verb.text == "组成":
            return agents if len(agents) > 1 or any(a.label is Label.Stakeholder for a in agents) else []
        held = set(verb.actions) & {"organise"}
        return [n for g in groups if held and g.cue in cues("charged") for n in g.names if n in agents]

    def partners(self, verb: Verb, groups: list[Group]) -> list[Named]:
        """Return the bodies that act along: after 联合, 会同, 与."""
        return [n for g in groups if g.cue in cues("partner") and g.end <= verb.start for n in g.of(Label.Organisation)]

    def right_before(self, verb: Verb, groups: list[Group]) -> list[Named]:
        """Return the actors that a verb follows at once or after 等10家单位, 派员, 共同 and the like."""
        shut = cues("place") | cues("object")
        near = [g for g in groups if g.end <= verb.start and g.cue not in shut]
        acting = (g for g in reversed(near) if self.attended(g, verb))
        return next((g.of(*ACTORS, Label.Base) for g in acting), [])

    def sides(self, verb: Verb, groups: list[Group]) -> tuple[list[Named], list[Named]]:
        """Return the two sides of the list that a verb follows: 由甲与乙、丙结对, 组织甲、乙与丙结对."""
        group = next((g for g in reversed(groups) if g.end <= verb.start), None)
        if group is None or not self.attended(group, verb):
            return [], []
        joined = [self.reading.text.startswith(tuple(cues("partner")), a.end) for a in group.names[:-1]]
        cut = joined.index(True) + 1 if joined.count(True) == 1 else 0
        return (group.names[:cut], group.names[cut:]) if cut else ([], [])

    def represented(self, verb: Verb) -> list[Named]:
        """Return the bodies whose people a verb follows, by office and name: 县妇联主席甲、县医院院长乙出席."""
        found: list[Named] = []
        end = verb.start
        for group in reversed([g for g in self.parsed.groups if g.end <= verb.start]):
            if group.cue in cues("place") or not OFFICER.fullmatch(self.reading.text, group.end, end):
                break
            found, end = [*group.of(*ACTORS), *found], group.start
        return found

    def unveiling(self, groups: list[Group], objects: list[Named]) -> list[Named]:
        """Return the bodies whose people unveil a thing: 县妇联主席甲、县医院院长乙为X揭牌."""
        thing = next((g for g in groups if objects[0] in g.names and g.cue in cues("goal")), None)
        if thing is None:
            return []
        cue = self.reading.text.rfind(thing.cue, self.parsed.start, thing.start)
        return self.represented(Verb(cue, cue, "", (), thing.clause))

    def closes(self, verb: Verb) -> bool:
        """Whether nothing stands behind a verb in its clause but another verb: (县妇联牵头, ...)."""
        if (sharing := self.sharing(verb)) is not None:
            return self.closes(sharing)
        rest = self.reading.text[verb.end : self.parsed.clauses[verb.clause][1]].strip(",;。:!?)(\n了的")
        return len(rest) < 3 or any(v.start == verb.end for v in self.parsed.verbs)

    def topic(self, verb: Verb) -> list[Named]:
        """What a verb without object speaks of: the things before it in the sentence, else those of the sentence before."""
        ahead = [g for g in self.parsed.groups if g.end <= verb.start and g.of(*THINGS) and g.cue not in MEANS]
        joining = [g for g in ahead if not self.strung(g)]  # 建X, 串联A、B: of X
        return joining[-1].of(*THINGS) if joining else self.scene.topic or (ahead[-1].of(*THINGS) if ahead else [])

    def strung(self, group: Group) -> bool:
        """Whether a group only tells what something else runs through or strings together: 串联甲、乙, 将甲、乙串成一线."""
        text = self.reading.text
        if PASSED.search(text, max(self.parsed.start, group.start - 4), group.start):
            return True
        return (
            group.cue in cues("object")
            and STRUNG.search(text, group.end, self.parsed.clauses[group.clause][1]) is not None
        )

    def brought_about(self, verb: Verb) -> list[Named]:
        """What a verb of `MAKING` acts on: things and bodies behind it in its clause."""
        groups = [g for g in self.parsed.groups if g.clause == verb.clause]
        verbs = [v for v in self.parsed.verbs if v.clause == verb.clause]
        return self.objects(verb, groups, verbs, {*THINGS, Label.Organisation}, False)

    def act(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        """Read a verb of the table: label of the object to relation of the subject to it."""
        table, passive = table_of(name, verb.text)
        objects = self.objects(verb, groups, verbs, set(table), passive)
        if not objects and passive and self.closes(verb):
            text, before = self.reading.text, self.right_before(verb, groups)
            bodies = [b for b in before if not SOUGHT.search(text, max(0, b.start - 4), b.start)]
            objects = [t for t in self.topic(verb) if t.label in table and t not in bodies] if bodies else []
        if not objects:
            return False
        agents = (self.unveiling(groups, objects) if verb.text == "揭牌" else []) or self.agents(verb, groups, objects)
        partners = self.partners(verb, groups)
        joining = self.joining(verb, groups, agents)
        acting = or_stand_in(agents)
        if joining and any(g.cue in cues("invited") for g in groups if not {*g.names}.isdisjoint(joining)):
            callers = self.subject or self.scene.subject
            acting += or_stand_in(n for n in callers if n.label in ACTORS and n not in joining)
        if self.scene.answered:
            self.scene.made, self.scene.answered = {}, False
        if name != "implement":  # to follow a law and to help somebody bring about neither
            self.scene.made |= dict.fromkeys(o for o in objects if name not in _GIVING or o.label not in ACTORS)
        for thing in objects:
            for agent in acting:
                kind = RelationType.PARTICIPATES_IN if agent in joining else table[thing.label]
                self.claim(kind, agent, thing, verb, f"verb.{name}")
            for partner in partners:
                kind = RelationType.PARTICIPATES_IN if verb.text == "组成" else table[thing.label]
                self.claim(kind, partner, thing, verb, f"verb.{name}.partner")
            self.goal(thing, verb, groups)
        self.together(agents, partners, verb)
        return True

    def goal(self, thing: Named, verb: Verb, groups: list[Group]) -> None:
        """Whom a thing is for: after 为, 向, 面向."""
        if thing.label not in THINGS:
            return
        for group in groups:
            if group.cue in cues("goal") and thing not in group.names:
                for people in group.of(Label.Stakeholder):
                    self.claim(RelationType.SERVES, thing, people, verb, "goal.for")

    def together(self, agents: list[Named], partners: list[Named], verb: Verb, rule: str = "together.partner") -> None:
        """Bodies that act along with each other: after 会同, or side by side with 共同, 联合, 合办."""
        for partner in partners:
            for agent in or_stand_in(agents):
                self.claim(RelationType.COOPERATES_WITH, agent, partner, verb, rule)
        bodies = [a for a in agents if a.label is Label.Organisation]
        if len(bodies) > 1 and JOINTLY.search(self.text_of(verb.clause)):
            for a, b in combinations(bodies[:MANY], 2):
                self.claim(RelationType.COOPERATES_WITH, a, b, verb, "together.list")

    def venues(self, verb: Verb, groups: list[Group]) -> None:
        """Where the things of a clause are or take place: 在, 位于, 设在, 依托; a place phrase that fills the clause before counts too."""
        around = list(groups)
        if verb.clause:
            before = [g for g in self.parsed.groups if g.clause == verb.clause - 1]
            if before and all(g.cue in cues("place") | {""} for g in before) and not any(g.of(*THINGS) for g in before):
                around = [*(g for g in before if g.cue in cues("place")), *groups]
        for group in around:
            visited = group.cue in cues("visited")
            hosting = visited or group.cue in cues("host")
            ends = _ROUTE.search(self.reading.text, max(0, group.start - 11), group.start)
            if ends or (not hosting and group.cue not in cues("place")):
                continue
            shut = cues("place") | {group.cue}
            things = [n for g in groups if g is not group and g.cue not in shut for n in g.of(*_LOCATED)]
            things = [n for n in things if n.label is not Label.Organisation or n in self.scene.made]
            things = [n for n in things if not _NEXT.search(self.reading.text, group.end, max(group.end, n.start))]
            things = things or (self.scene.heading if group.cue in MEANS else [])
            for place in group.of(Label.Place) if group.cue in cues("place") else ():
                for thing in things:
                    self.claim(RelationType.LOCATED_IN, thing, place, verb, "venue.place")
            for host in group.of(Label.Organisation, Label.Base) if hosting else ():
                for thing in things:
                    hosted = thing.label is Label.Campaign if visited else thing.label in HOSTED
                    if hosted and thing not in group.names:
                        self.claim(RelationType.HOSTS, host, thing, verb, "venue.host")

    def verb_at(self, clause: int) -> Verb:
        """Return a verb that stands for the whole clause, for relations that hang on no verb."""
        start, end = self.parsed.clauses[clause]
        return Verb(start, end, "", (), clause)

    def claim(
        self, kind: RelationType, source: Named | None, target: Named, verb: Verb, rule: str, plain: bool = False
    ) -> None:
        """Note a relation that a verb carries, with status and date of its clause; a denied one only where absence is a statement."""
        if source is target:
            return
        first, last = self.parsed.clauses[verb.clause]
        ends = [n for n in (source, target) if n is not None]
        start = min([first, *(self._clause_start(n) for n in ends)])
        end = max([last, *(n.end for n in ends)])
        text = self.reading.text
        if source is None and _YOURS.search(text, first, verb.start):
            return
        if verb.clause not in self._statuses:
            before = text[self.parsed.start : first]
            self._statuses[verb.clause] = status_of(self.reading, self.role, self._unnamed(first, last), before)
        status = self._statuses[verb.clause]
        if kind is RelationType.COOPERATES_WITH and paired(self._unnamed(first, last)):
            return
        if negated(text[first : verb.start]):
            if kind not in _MISSING:
                return
            status = Status.MISSING
        date = self.dates.get(verb.clause) if kind not in UNDATED else None
        sure = 500 if source is None else 700
        when, whence = date or (None, None)
        self.claims.append(Claim(kind, source, target, start, end, rule, sure, status, when, whence, plain=plain))

    def _unnamed(self, start: int, end: int) -> str:
        """Return a stretch without its names: 制定学习计划 promises nothing."""
        text = self.reading.text
        for one in (n for n in reversed(self.parsed.tops) if start <= n.start and n.end <= end):
            text = text[: one.start] + "某" * (one.end - one.start) + text[one.end :]
        return text[start:end]

    def _clause_start(self, named: Named) -> int:
        if named.start < self.parsed.start:
            return named.start
        return self.parsed.clauses[self.parsed.clause_at(named.start)][0]


MEANS = frozenset(words("依托 借助 利用 依靠 通过"))
"""Words before what only serves to make another thing: 依托县博物馆建设 speaks of what is built."""


@cache
def _shut() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that introduce no object, behind a verb and before it."""
    behind = cues("partner") | cues("agent") | cues("goal")
    return behind, behind | cues("place")


@cache
def table_of(name: str, verb: str) -> tuple[dict[Label, RelationType], bool]:
    """Return label of the object to relation for a verb of an action, and whether the verb may follow its object."""
    entry = actions()[name]
    table = dict(entry["object"])  # type: ignore[call-overload]
    if verb in words(entry.get("light_words", "")):
        table |= dict(entry["light"])  # type: ignore[call-overload]
    return {Label(k): RelationType(v) for k, v in table.items()}, verb in words(entry.get("passive", ""))


_ROUTE = re.compile(r"[东西南北][起至到抵][\u4e00-\u9fff]{0,9}$")
"""What stands before the end of a route, where nothing else is: 南至衢水，沿线有书院."""
_GIVING = frozenset({"support", "supervise"})
"""Actions of which a body right before the verb is never what they act on: 县文联到场指导."""
_ANOTHER = re.compile(r"的[^,。;的]{2,8}")
"""What stands between a name and a verb of which not it, but something of it, is the object: 完成甲馆的标志牌设立."""
_YOURS = re.compile(r"[您你]们?(?!好)|贵[局委会校县市区单]")
"""A letter's reader does what is told of him (您提出的提案), not the body that writes."""
_BRINGS = frozenset(words("组织 动员 发动"))
"""Verbs that hold nothing themselves where others take part: 组织甲参加X (12 of 14)."""
_LIGHT = frozenset(words(lexicon("triggers")["light"]))
