"""Who does what: the verbs of a sentence with their subjects, objects, partners and places."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from graph.vocabulary import Label, RelationType, Status
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.sentence import ATTENDED, Group, Parsed, Verb, actions
from ingest.relations.status import negated, status_of

ACTORS = (Label.Organisation, Label.Place, Label.Stakeholder)
THINGS = (Label.Programme, Label.Campaign, Label.Mechanism, Label.Base, Label.Brand)
_HOSTED = (Label.Base, Label.Campaign, Label.Mechanism, Label.Programme)
_MISSING = {RelationType.ESTABLISHES, RelationType.COOPERATES_WITH, RelationType.CONNECTS}
_UNDATED = {RelationType.NEAR, RelationType.PART_OF}
_JOINTLY = ("联合", "共同", "携手", "合作", "共建", "联手", "合办", "联办", "共办", "一道", "协同", "一起", "搭把手")


@cache
def cues(name: str) -> frozenset[str]:
    """Return the words that introduce one part of a sentence: agent, partner, place, host, goal, object, invited."""
    return frozenset(words(lexicon("cues")[name]))


@dataclass(slots=True)
class Scene:
    """What one sentence leaves to the next.

    Attributes:
        subject: names that an omitted subject may mean.
        topic: things that were last spoken of.
        made: things that the paragraph has set up, held or run since the last list of responsible bodies.
        heading: the thing that the heading above names, and nothing more.
    """

    subject: list[Named] = field(default_factory=list)
    topic: list[Named] = field(default_factory=list)
    made: list[Named] = field(default_factory=list)
    heading: list[Named] = field(default_factory=list)


class Events:
    """Reads the events of one sentence.

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
        self.claims: list[Claim] = []

    def read(self) -> list[Claim]:
        """Return what the sentence claims."""
        for index in range(len(self.parsed.clauses)):
            groups = [g for g in self.parsed.groups if g.clause == index]
            verbs = [v for v in self.parsed.verbs if v.clause == index]
            self._find_subject(groups, verbs)
            for verb in verbs:
                self._verb(verb, groups, verbs)
            self._duties(groups)
            self._rest(groups)
        return self.claims

    def _find_subject(self, groups: list[Group], verbs: list[Verb]) -> None:
        first = verbs[0].start if verbs else 10**9
        for group in groups:
            if group.cue or group.start >= first or not group.of(*ACTORS, Label.Base):
                continue
            if group.of(Label.Place) and any(g.start == group.end for g in groups):
                continue
            self.subject = group.names
            return

    def _verb(self, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        done = False
        for name in verb.actions:
            handler = getattr(self, f"_{name}", None)
            if handler is not None:
                handler(name, verb, groups, verbs)
            elif not done:
                done = self._act(name, verb, groups, verbs)

    def _duties(self, groups: list[Group]) -> None:
        """牵头单位:A;配合单位:B, or 责任单位:A、B with the owner first: of what the item sets up."""
        for group in groups:
            if group.cue[-1:] != ":":
                continue
            word = group.cue[:-1]
            bodies = group.of(Label.Organisation, Label.Stakeholder, Label.Place)
            things = self.scene.heading or self.scene.made or self.scene.topic
            owners = bodies if word in ("牵头", "主办", "主管") else bodies[:1] if word in ("责任", "实施") else []
            for thing in things:
                self._owned(thing, owners, [b for b in bodies if b not in owners], group)

    def _owned(self, thing: Named, owners: list[Named], others: list[Named], group: Group) -> None:
        verb = Verb(group.start, group.end, "", (), group.clause)
        if thing.label is Label.Policy:
            for owner in owners:
                self.claim(RelationType.ISSUES, owner, thing, verb, "duty.owner")
            return
        for owner in owners:
            self.claim(RelationType.LEADS, owner, thing, verb, "duty.owner")
        for other in others:
            if thing.label is not Label.Brand:
                self.claim(RelationType.PARTICIPATES_IN, other, thing, verb, "duty.other")

    def _rest(self, groups: list[Group]) -> None:
        things = [n for g in groups for n in g.of(*THINGS)]
        if things:
            self.scene.topic = things

    def objects(
        self, verb: Verb, groups: list[Group], verbs: list[Verb], labels: set[Label], passive: bool
    ) -> list[Named]:
        """Return what a verb acts on: behind it up to the next verb, else after 把, else, where the verb allows it, before it."""
        later = min((v.start for v in verbs if v.start > verb.start and v.text not in _LIGHT), default=10**9)
        shut = cues("partner") | cues("agent") | cues("goal")
        behind = [g for g in groups if verb.end <= g.start < later and g.cue not in shut]
        moved = [g for g in groups if g.end <= verb.start and g.cue in cues("object")]
        before = (
            [g for g in reversed(groups) if g.end <= verb.start and g.cue not in shut | cues("place")]
            if passive
            else []
        )
        for group in [*behind, *moved, *before]:
            found = [n for n in group.names if n.label in labels]
            if found:
                return found
        return []

    def agents(self, verb: Verb, groups: list[Group], objects: list[Named]) -> list[Named]:
        """Return who acts: after 由, else the bare actor right before, else the subject of the sentence or of the one before."""
        ahead = [g for g in groups if g.end <= verb.start and g.of(*ACTORS) and g.names[0] not in objects]
        for group in ahead:
            if group.cue in cues("agent"):
                return group.of(*ACTORS)
        for group in reversed(ahead):
            if not group.cue:
                return group.of(*ACTORS)
        return [n for n in self.subject or self.scene.subject if n.label in ACTORS and n not in objects]

    def partners(self, verb: Verb, groups: list[Group]) -> list[Named]:
        """Return the bodies that act along: after 联合, 会同, 与."""
        return [n for g in groups if g.cue in cues("partner") and g.end <= verb.start for n in g.of(Label.Organisation)]

    def _act(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        table, passive = _table(name, verb.text)
        objects = self.objects(verb, groups, verbs, set(table), passive)
        if not objects:
            return False
        agents = self.agents(verb, groups, objects)
        partners = self.partners(verb, groups)
        self.scene.made += [o for o in objects if o not in self.scene.made]
        for thing in objects:
            for agent in _or_stand_in(agents):
                self.claim(table[thing.label], agent, thing, verb, f"verb.{name}")
            for partner in partners:
                self.claim(table[thing.label], partner, thing, verb, f"verb.{name}.partner")
            self._venue(thing, verb, groups)
            self._goal(thing, verb, groups)
        self._together(agents, partners, verb)
        return True

    def _venue(self, thing: Named, verb: Verb, groups: list[Group]) -> None:
        for group in groups:
            if thing in group.names:
                continue
            if group.cue in cues("place"):
                for place in group.of(Label.Place):
                    self.claim(RelationType.LOCATED_IN, thing, place, verb, "venue.place")
            if group.cue in cues("host") and thing.label in _HOSTED:
                for host in group.of(Label.Organisation, Label.Base):
                    self.claim(RelationType.HOSTS, host, thing, verb, "venue.host")

    def _goal(self, thing: Named, verb: Verb, groups: list[Group]) -> None:
        if thing.label not in THINGS:
            return
        for group in groups:
            if group.cue in cues("goal") and thing not in group.names:
                for people in group.of(Label.Stakeholder):
                    self.claim(RelationType.SERVES, thing, people, verb, "goal.for")

    def _together(self, agents: list[Named], partners: list[Named], verb: Verb) -> None:
        for partner in partners:
            for agent in _or_stand_in(agents):
                self.claim(RelationType.COOPERATES_WITH, agent, partner, verb, "together.partner")
        bodies = [a for a in agents if a.label is Label.Organisation]
        start, end = self.parsed.clauses[verb.clause]
        if len(bodies) > 1 and any(w in self.reading.text[start:end] for w in _JOINTLY):
            for a, b in combinations(bodies, 2):
                self.claim(RelationType.COOPERATES_WITH, a, b, verb, "together.list")

    def _cooperate(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        partners = self.partners(verb, groups)
        agents = [a for a in self.agents(verb, groups, partners) if a.label in (Label.Organisation, Label.Base)]
        if not partners and len(agents) < 2:
            return False
        if partners:
            self._together(agents, partners, verb)
        else:
            for a, b in combinations(agents, 2):
                self.claim(RelationType.COOPERATES_WITH, a, b, verb, "together.list")
        return True

    def _lead(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        table, _ = _table(name, verb.text)
        agents = [n for n in self._right_before(verb, groups) if n.label in ACTORS]
        things = set(table) - ({Label.Organisation} if agents else set())
        objects = [o for o in self.objects(verb, groups, verbs, things, bool(agents)) if o not in agents]
        if not objects and agents and self._closes(verb):
            objects = [t for t in self._topic(verb) if t.label in table and t not in agents]
        if not agents:
            agents = list(self.agents(verb, groups, objects))
        if not objects or (verb.text in _LOOSE and not agents):
            return False
        for thing in objects:
            for agent in _or_stand_in(agents):
                self.claim(RelationType.LEADS, agent, thing, verb, "verb.lead")
        return True

    def _participate(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        table, passive = _table(name, verb.text)
        invited = [
            n for g in groups if g.cue in cues("invited") and g.end <= verb.start for n in g.of(*ACTORS, Label.Base)
        ]
        agents = invited or self._right_before(verb, groups)
        objects = [
            o for o in self.objects(verb, groups, verbs, set(table) - {Label.Organisation}, False) if o not in agents
        ]
        if not objects and (passive or verb.text in ("参加", "出席", "参与")) and self._closes(verb):
            objects = [t for t in self._topic(verb) if t.label in table]
        agents = agents or self.agents(verb, groups, objects)
        for thing in objects:
            for agent in agents:
                self.claim(RelationType.PARTICIPATES_IN, agent, thing, verb, "verb.participate")
        return bool(objects and agents)

    def _closes(self, verb: Verb) -> bool:
        """Whether nothing stands behind a verb in its clause but another verb: (县妇联牵头, ...)."""
        rest = self.reading.text[verb.end : self.parsed.clauses[verb.clause][1]].strip(",;。:!?)(\n")
        return len(rest) < 3 or any(v.start == verb.end for v in self.parsed.verbs)

    def _right_before(self, verb: Verb, groups: list[Group]) -> list[Named]:
        text = self.reading.text
        near = [
            g
            for g in groups
            if g.end <= verb.start
            and g.cue not in cues("place") | cues("object")
            and ATTENDED.fullmatch(text, g.end, verb.start)
        ]
        return near[-1].of(*ACTORS, Label.Base) if near else []

    def _topic(self, verb: Verb) -> list[Named]:
        """What a verb without object speaks of: the things before it in the sentence, else those of the sentence before."""
        if self.reading.text[self.parsed.clauses[verb.clause][0] - 1] == "(" and self.scene.heading:
            return self.scene.heading
        before = [g.of(*THINGS) for g in self.parsed.groups if g.end <= verb.start and g.of(*THINGS)]
        return before[-1] if before else self.scene.topic

    def _award(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        objects = self.objects(verb, groups, verbs, {Label.Honour}, False)
        if not objects:
            return False
        holders = (Label.Organisation, Label.Base, Label.Programme, Label.Brand, Label.Place)
        subject = next((g.names for g in groups if g.end <= verb.start and not g.cue and g.of(*holders)), None)
        for holder in _or_stand_in([n for n in subject or self.subject or self.scene.subject if n.label in holders]):
            for honour in objects:
                self.claim(RelationType.AWARDED, holder, honour, verb, "verb.award")
        return True

    def _serve(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        objects = self.objects(verb, groups, verbs, {Label.Stakeholder}, False)
        near = [g.of(*THINGS) for g in self.parsed.groups if g.end <= verb.start and g.of(*THINGS)]
        for server in near[-1] if near else ():
            for group in objects:
                self.claim(RelationType.SERVES, server, group, verb, "verb.serve")
        return bool(objects and near)

    def _report(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        receivers = [n for g in groups if g.cue in ("向", "给", "对") for n in g.of(Label.Organisation)]
        agents = [a for a in self.agents(verb, groups, receivers) if a.label is Label.Organisation]
        for receiver in receivers:
            for agent in _or_stand_in(agents):
                self.claim(RelationType.REPORTS_TO, agent, receiver, verb, "verb.report")
        return bool(receivers)

    def _pair(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> bool:
        labels = {Label.Organisation, Label.Place, Label.Stakeholder, Label.Base}
        others = [
            n for g in groups if g.cue in cues("partner") and g.end <= verb.start for n in g.names if n.label in labels
        ]
        others = others or self.objects(verb, groups, verbs, labels, False)
        agents = [a for a in self.agents(verb, groups, others) if a.label in labels]
        for other in others:
            for agent in agents:
                self.claim(RelationType.PAIRS_WITH, agent, other, verb, "verb.pair")
        return bool(others and agents)

    def claim(self, kind: RelationType, source: Named | None, target: Named, verb: Verb, rule: str) -> None:
        """Note a relation that a verb carries, with status and date of its clause; a denied one only where absence is a statement."""
        if source is target:
            return
        first, last = self.parsed.clauses[verb.clause]
        ends = [n for n in (source, target) if n is not None]
        start = min([first, *(self._clause_start(n) for n in ends)])
        end = max([last, *(n.end for n in ends)])
        text = self.reading.text
        status = status_of(self.reading, self.role, text[first:last], text[self.parsed.start : first])
        if negated(text[first : verb.start]):
            if kind not in _MISSING:
                return
            status = Status.MISSING
        date = self.dates.get(verb.clause) if kind not in _UNDATED else None
        sure = 500 if source is None else 700
        self.claims.append(Claim(kind, source, target, start, end, rule, sure, status, *(date or (None, None))))

    def _clause_start(self, named: Named) -> int:
        if named.start < self.parsed.start:
            return named.start
        return self.parsed.clauses[self.parsed.clause_at(named.start)][0]


@cache
def _table(name: str, verb: str) -> tuple[dict[Label, RelationType], bool]:
    """Return label of the object to relation for a verb of an action, and whether the verb may follow its object."""
    entry = actions()[name]
    table = dict(entry["object"])  # type: ignore[call-overload]
    if verb in words(entry.get("light_words", "")):
        table |= dict(entry["light"])  # type: ignore[call-overload]
    return {Label(k): RelationType(v) for k, v in table.items()}, verb in words(entry.get("passive", ""))


def _or_stand_in(agents: list[Named]) -> list[Named | None]:
    """Return those who act, or None, for whom the document's stand-in acts, where nobody is named."""
    return [*agents] or [None]


_LOOSE = frozenset(words("统筹 协调 领导 负责 主持 带头 召集"))
_LIGHT = frozenset(
    words(
        "共同 建设 开 设 办 推进 统筹 组织 服务 管理 协调 牵头 创新 支持 学习 宣传 发展 联合 参与 参加 面向 帮助 保障"
    )
)
