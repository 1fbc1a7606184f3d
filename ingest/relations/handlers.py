"""Verbs that need more than a table: to lead, to take part, to give, to report, to be honoured, to be paired."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from graph.vocabulary import Label, RelationType, Status
from ingest.lexicon import lexicon, words
from ingest.mentions.span import Named
from ingest.relations.actors import ACTORS, HELPING, charged
from ingest.relations.answered import Answers
from ingest.relations.claim import Claim
from ingest.relations.events import MAKING, MEANS, THINGS, cues, or_stand_in, table_of
from ingest.relations.sentence import NOTED, UNDER, Group, Verb
from ingest.relations.status import promises

_UNDER = re.compile(r"[\u4e00-\u9fff]{0,8}?(?P<how>领导|主导|主持|部署|统筹|指导|支持|帮助|关心|关怀)")
_HEADING = ("领导", "主导", "主持", "部署", "统筹")
_LOOSE = frozenset(words("统筹 协调 领导 负责 主持 带头 召集"))
_DIRECT = frozenset(words("对接 联动 牵手 携手 联手 配合 引进"))
"""Verbs that a partner may follow."""
_ALONE = frozenset(words("签订 签署 签下 签了 配合 引进"))
"""Verbs that do not join those who do it with each other."""
_SENT = frozenset(words("报 报送 上报 抄送 呈报"))
"""Verbs that a receiver may follow: 报县委."""
_RECEIVED = frozenset(words(lexicon("triggers")["received"]))
"""Verbs of who has an honour, not of who strives for it or confers it."""
_AGAIN = re.compile(
    r"(?:[\d、]+年(?:度|来)?,?|连续[\d一二两三四五六七八九十]+[年届次]|先后|多次|曾|再次|成功|还|也|均|都|分别|同时|又|继续|并|已|一举|相继|光荣|等|单位|党支部|[\d一二两三四五六七八九十]+[家个])*"
)
_AHEAD = re.compile(r"年内|[上下]半年|月|季度|20\d\d年|今年|争|推|支持|申报|助力")
"""What makes an honour in a plan one to be won."""
_COUNTED = re.compile(r"[”》]?(?:称号|荣誉)?[\d一二两三四五六七八九十]+[个家处项人]")
"""An honour that is counted goes to others than who tells of it: 获评X2处."""
_POINTED = re.compile(
    r"了?(?:本次|此次|这次|该)?(?:系列)?(?:活动|会议|仪式|座谈会?|大会|培训|论坛|会见|(?:签约|启动|揭牌|捐赠|开班)仪式)(?=[,。;])"
)
"""An event that is not named again: 出席仪式."""
_BARE = re.compile(r"\s*(?:(?:第|[(])?[一二三四五六七八九十\d]+[是要]?[)、.,]?\s*){0,2}“?")
"""What may stand before the name with which an item opens."""
_DATING = re.compile(r"[\d一二三四五六七八九十]月(?:份|上旬|中旬|下旬)?[是为]“?$")
"""What makes a month's name tell when it is: 9月是全民阅读月, 由县文联牵头, ….."""
_JOINING = frozenset(words("参加 参与 参展 参赛 亮相 积极参与 积极参加 应邀参加"))
"""Verbs of who joins in what others hold; where nobody is named the one who writes does."""
_SPOKEN = re.compile(
    r"(?:[该这本][\u4e00-\u9fff]{1,8}?|活动|平台|项目|工程|行动|基地|中心|场馆|制度|机制|品牌)(?:[由归]|具体|日常)"
)
"""How a sentence opens whose subject is what the one before told: 该馆由, 活动由."""
_GIVEN = frozenset(words("向 给 为"))
"""What introduces who receives."""
_ANSWERED = re.compile(r"(?:接受|通过)(?:了|来自)?$")
"""What stands before who watches over a thing."""
_BROUGHT = (RelationType.ESTABLISHES, RelationType.ORGANISES)
_STRONG_PARTNERS = frozenset(words("联合 会同 携手 联手 协同 商请 商同"))


class SentenceEvents(Answers):
    """Reads the events of one sentence."""

    def read(self) -> list[Claim]:
        """Return what the sentence claims."""
        for index in sorted({g.clause for g in self.parsed.groups} | {v.clause for v in self.parsed.verbs}):
            groups = [g for g in self.parsed.groups if g.clause == index]
            verbs = [v for v in self.parsed.verbs if v.clause == index]
            if index and self.reading.text[self.parsed.clauses[index][0] - 1] == ";":
                self.subject, self.heads = [], []  # the items of a list have subjects of their own
            self.find_subject(groups, verbs)
            for verb in verbs:
                self._verb(verb, groups, verbs)
            self.duties(groups)
            if groups:
                verb = self.verb_at(index)
                self._around(verb, groups)
                self.venues(verb, groups)
            things = [n for g in groups if g.cue not in MEANS and not self.strung(g) for n in g.of(*THINGS)]
            if things:
                self.scene.topic = things
            events = [n for n in things if n.label is Label.Campaign]
            self.scene.event = events or self.scene.event
            self.scene.events += events
        return self.claims

    def _verb(self, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        done = False
        for name in verb.actions:
            handler = getattr(self, f"_{name}", None)
            if handler is not None:
                handler(name, verb, groups, verbs)
            elif not done:
                before = len(self.claims)
                done = self.act(name, verb, groups, verbs)
                if made := self.claims[before:]:
                    self.claims[before:] = self._headed(verb, made)

    def _headed(self, verb: Verb, made: list[Claim]) -> list[Claim]:
        """牵头成立X: to head it and to bring it about; 推动《X》落地: to carry out, not to issue; who was said to head what is carried out, does no more."""
        at = verb.start if verb.text.startswith("牵头") else verb.start - 2
        if self.reading.text.startswith("牵头", at):
            brought = [c for c in made if c.type in _BROUGHT and not c.rule.endswith(".partner")]
            plain = self.at_once(Verb(at, at, "", (), verb.clause))
            return made + [replace(c, type=RelationType.LEADS, rule="verb.lead", plain=plain) for c in brought]
        if heading := charged(self.reading.text, self.parsed, verb, made):
            return heading
        if verb.text == "落地":
            issued = [c for c in made if c.type is RelationType.ISSUES]
            return [replace(c, type=RelationType.IMPLEMENTS, rule="verb.implement") for c in issued] or made
        led = {(c.source, c.target) for c in self.claims if c.rule == "verb.lead" and c.source in self.heads}
        later = [c for c in made if c.type is RelationType.ORGANISES and c.target.start >= verb.end]
        return [c for c in made if c not in later or (c.source, c.target) not in led]

    def _around(self, verb: Verb, groups: list[Group]) -> None:
        """What prepositions alone say: 会同X, 在X的领导下, 组织X参加, 为X."""
        index = verb.clause
        text = self.reading.text
        for group in groups:
            bodies = group.of(Label.Organisation)
            if group.cue in _STRONG_PARTNERS and bodies:
                self.together(self.agents(Verb(group.start, group.start, "", (), index), groups, bodies), bodies, verb)
            under = _UNDER.match(text, group.end, self.parsed.clauses[index][1]) if group.cue == UNDER else None
            if under:
                kind = RelationType.LEADS if under["how"] in _HEADING else RelationType.SUPPORTS
                for low in self._led(index):
                    for high in bodies:
                        self.claim(kind, high, low, verb, "under")
            if group.cue in cues("invited"):
                self._invited(group, verb)
            if group.cue in cues("goal") and not any(
                c.rule == "goal.for" and c.target in group.names for c in self.claims
            ):
                self._for(group, verb)

    def _led(self, index: int) -> list[Named]:
        """Return the bodies that act under others: the subject so far, else who is named next, in this clause or the one behind it."""
        bare = [g for g in self.parsed.groups if g.cue == "" and g.clause in (index, index + 1)]
        bodies = [n for g in bare[:1] for n in g.of(Label.Organisation)]
        greeted = any(self.reading.text[n.end : n.end + 1] == ":" for n in self.subject)  # 县政府:在X指导下, 我局….
        return [n for n in self.subject if n.label is Label.Organisation and not greeted] or bodies

    def _invited(self, group: Group, verb: Verb) -> None:
        first, last = self._item(group)
        acts = (Label.Campaign, Label.Programme)
        things = [n for g in self.parsed.groups if group.end < g.start < last for n in g.of(*acts)]
        things = things[:1] or [t for t in self.topic(verb) if t.label in acts and t.start >= first]
        for thing in things[:1]:
            for guest in group.of(Label.Organisation, Label.Stakeholder):
                self.claim(RelationType.PARTICIPATES_IN, guest, thing, verb, "invited")

    def _item(self, one: Group | Verb) -> tuple[int, int]:
        """Return the stretch of the sentence between two semicolons that holds a group or verb."""
        text, first, last = self.reading.text, self.parsed.start, self.parsed.end
        stop = text.find(";", one.end, last)
        return max(first, text.rfind(";", first, one.start) + 1), stop if stop >= 0 else last

    def _for(self, group: Group, verb: Verb) -> None:
        people = group.of(Label.Stakeholder)
        if not people:
            return
        first, _ = self._item(group)
        before = [
            g.of(*THINGS) for g in self.parsed.groups if first <= g.start and g.end <= group.start and g.of(*THINGS)
        ]
        after = [
            g.of(*THINGS)
            for g in self.parsed.groups
            if g.start >= group.end and g.clause == group.clause and g.of(*THINGS)
        ]
        for server in (after[:1] or before[-1:] or [[]])[0]:
            for one in people:
                self.claim(RelationType.SERVES, server, one, verb, "goal.near")

    def _cooperate(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        partners = self.partners(verb, groups)
        agents = [a for a in self.agents(verb, groups, partners) if a.label in (Label.Organisation, Label.Base)]
        if partners:
            self.together(agents, partners, verb)
        elif verb.text in _DIRECT and not (verb.text == "配合" and self._assisted(verb, groups)):
            bodies = self.objects(verb, groups, verbs, {*ACTORS, Label.Base}, False)
            doing = [a for a in self.agents(verb, groups, bodies) if a not in bodies]
            self.together(doing, bodies, verb, "together.direct")
        with_whom = [g for g in groups if g.cue in cues("partner") and g.end <= verb.start]
        others = [n for g in with_whom for n in g.of(Label.Place, Label.Base, Label.Stakeholder)]
        self.together(self.agents(verb, groups, others), others, verb, "together.other")
        for a, b in combinations(agents if verb.text not in _ALONE else (), 2):
            self.claim(RelationType.COOPERATES_WITH, a, b, verb, "together.list")

    def _lead(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        table, _ = table_of(name, verb.text)
        agents = [n for n in self.right_before(verb, groups) or self.represented(verb) if n.label in ACTORS]
        objects = [o for o in self.objects(verb, groups, verbs, set(table), bool(agents)) if o not in agents]
        if not objects and agents and self.closes(verb):
            objects = [
                t for t in self.in_hand(verb) if (t.label in table or t.label is Label.Organisation) and t not in agents
            ]
            if verb.text == "主持":
                objects = [t for t in objects if t.label is Label.Campaign] or self.scene.event[-1:]
        objects = objects or (self.meeting(verb) if agents and verb.text == "主持" else [])
        if agents and self.closes(verb):
            self.subject = self.heads = agents  # 由县文联牵头, 县作协配合, 编成X: who leads goes on
        agents = agents or self.agents(verb, groups, objects)
        if verb.text in _LOOSE and not agents:
            return
        for thing in objects:
            for agent in or_stand_in(agents):
                at, plain = self.goes_on(verb, thing)
                self.claim(RelationType.LEADS, agent, thing, at, "verb.lead", plain)
        if self.bracketed(verb) and self.closes(verb):
            for thing in self.items():
                for agent in agents:
                    self.claim(RelationType.LEADS, agent, thing, verb, "item.owner")
            self.scene.answered = True

    def in_hand(self, verb: Verb) -> list[Named]:
        """Return what who leads or helps at the end of a clause has in hand: what was spoken of since the last semicolon, else what heads the item, else
        what the sentence goes on to bring about: 由县文联牵头, 县作协配合, 举办X."""
        text, (first, stop) = self.reading.text, self._item(verb)
        near = [g for g in self.parsed.groups if first <= g.start and g.end <= verb.start and g.cue not in MEANS]
        near = [g for g in near if not _DATING.search(text, max(first, g.start - 8), g.start)]
        pointed = _SPOKEN.match(text, first, verb.start)
        if self.bracketed(verb) or pointed or any(g.of(*THINGS) for g in near):
            return self.topic(verb)
        line = text.rfind("\n", 0, self.parsed.start) + 1
        heads = (t for t in self.scene.topic if t.start >= line and _BARE.fullmatch(text, line, t.start))
        over = self.scene.heading or [*heads]
        later = [v for v in self.parsed.verbs if verb.end <= v.start < stop]
        beside = later[0] if later and later[0].start == verb.end else None
        if beside and (MAKING.isdisjoint(beside.actions) or self.brought_about(beside)):
            return []  # 牵头成立X, 负责监督X: told of the second verb
        formed = [n for g in near for n in g.of(Label.Organisation) if n in self.scene.made]
        if formed and not beside and verb.text != "任组长":  # whose head sits in the chair has other duties
            return formed[-1:]
        made = (self.brought_about(v) for v in later if MAKING.intersection(v.actions))
        return over or next((found for found in made if found), [])

    def goes_on(self, verb: Verb, thing: Named) -> tuple[Verb, bool]:
        """Return the clause that tells when it happens, and whether it is plain: what a later clause carries out, who leads or helps before has in hand;
        so has a bracket what its own sentence set up."""
        if self.bracketed(verb):
            return verb, self.behind(verb.start) if self.scene.heading else thing in (self.told(verb.start) or ())
        if not self.heads or thing.start < self.parsed.clauses[verb.clause][1]:
            return verb, False
        return self.verb_at(self.parsed.clause_at(thing.start)), thing.label in (Label.Campaign, Label.Programme)

    def meeting(self, verb: Verb) -> list[Named]:
        """Return the event that 出席会议 and 参加本次活动 mean: the last one named."""
        pointed = _POINTED.match(self.reading.text, verb.end, self.parsed.end)
        ahead = [n for g in self.parsed.groups if g.end <= verb.start for n in g.of(Label.Campaign)]
        return (ahead or self.scene.event)[-1:] if pointed else []

    def _participate(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        if verb.text == "发言" and self.scene.event:
            return  # see meetings.py
        table, passive = table_of(name, verb.text)
        agents = self.right_before(verb, groups) or self.represented(verb)
        objects = self.objects(verb, groups, verbs, set(table) - {Label.Organisation}, False)
        objects = objects or (self.meeting(verb) if agents else [])
        objects = [o for o in objects if o not in agents]
        if agents and not objects and passive and self.closes(verb):
            spoken = self.in_hand(verb) if self.heads else self.topic(verb)
            objects = [t for t in spoken if t.label in table]
        if verb.text == "配合" and not objects and (things := self._assisted(verb, groups)):
            for thing in things:
                for agent in or_stand_in(n for n in self.agents(verb, groups, things) if n.label is Label.Organisation):
                    self.claim(RelationType.PARTICIPATES_IN, agent, thing, verb, "verb.participate")
            return
        if verb.text in HELPING and not objects and self.closes(verb):
            helpers = [a for a in agents if a.label is Label.Organisation]
            leading = [n for n in self.subject if n.label is Label.Organisation and n not in helpers]
            self.together(leading, helpers, verb, "together.helper")
        agents = agents or self.agents(verb, groups, objects)
        opens = verb.text in _JOINING and not any(g.end <= verb.start for g in groups)
        for thing in objects:
            for agent in or_stand_in(agents) if opens and thing.label is Label.Campaign else agents:
                if thing.label is Label.Brand:
                    continue
                at, plain = self.goes_on(verb, thing)
                self.claim(RelationType.PARTICIPATES_IN, agent, thing, at, "verb.participate", plain)

    def _assisted(self, verb: Verb, groups: list[Group]) -> list[Named]:
        """Return the activity of the body that a verb takes part in: 配合县文联举办X."""
        body = next((g for g in groups if g.start == verb.end and g.of(Label.Organisation)), None)
        later = next((v for v in self.parsed.verbs if body and v.clause == verb.clause and v.start >= body.end), None)
        made = self.brought_about(later) if later is not None and "organise" in later.actions else []
        return [n for n in made if n.label is Label.Campaign]

    def _support(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        """支持甲开展X: to the body, and to what it brings about."""
        self.act(name, verb, groups, verbs)
        later = next((v for v in verbs if v.start > verb.start and MAKING.intersection(v.actions)), None)
        if later is None:
            return
        helped = [n for g in groups if verb.end <= g.start < later.start for n in g.of(*ACTORS)]
        things = self.brought_about(later) if helped else []
        guided = self.sharing(verb) is later and any(g.cue == "由" and self.attended(g, verb) for g in groups)
        for thing in things:
            for agent in or_stand_in(self.agents(verb, groups, [*things, *helped])):
                self.claim(RelationType.SUPPORTS, agent, thing, verb, "support.onward", plain=guided)

    def _give(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        """县财政局贴息: a named body gives means to what is spoken of; 县财政局向县医院捐款: to the body that is named."""
        labels = {Label.Programme, Label.Base, Label.Campaign, Label.Organisation}
        given = [g for g in groups if g.cue in _GIVEN and g.end <= verb.start and g.of(*labels)]
        if given:
            receivers = given[-1].of(*labels)
            for giver in or_stand_in(n for n in self.agents(verb, groups, receivers) if n.label is Label.Organisation):
                plain = giver is not None and verb.text.startswith("捐")
                for receiver in receivers if giver is not None or verb.text.startswith("捐") else ():
                    self.claim(RelationType.SUPPORTS, giver, receiver, verb, "verb.give", plain)
            return
        givers = [n for n in self.right_before(verb, groups) if n.label is Label.Organisation]
        objects = [o for o in self.objects(verb, groups, verbs, labels, False) if o not in givers]
        objects = objects or [t for t in self.topic(verb) if t.label in labels]
        for thing in objects:
            for giver in givers:
                self.claim(RelationType.SUPPORTS, giver, thing, verb, "verb.give")

    def _award(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        objects = self.objects(verb, groups, verbs, {Label.Honour}, False)
        by = next((g for g in groups if g.end == verb.start and g.cue == "被"), None)
        holders = (Label.Organisation, Label.Base, Label.Programme, Label.Brand, Label.Place)
        ahead = [
            g
            for g in groups
            if g.end <= verb.start and g.cue not in cues("agent") | cues("place") | {NOTED} and g.of(*holders)
        ]
        subject = ahead[-1].names if ahead else self.subject or self.scene.subject
        plain = (verb.text in _RECEIVED or by is not None) and self._plainly(verb, ahead, by)
        if verb.text == "授予" and by is None:  # 甲授予乙X: 乙 has it
            between = (n for g in groups for n in g.of(*holders) if objects and verb.end <= n.start < objects[0].start)
            subject = list(between)[:1]
            plain = [(n.start, n.end) for n in subject] == [(verb.end, objects[0].start if objects else None)]
        text = self.text_of(verb.clause)
        held = verb.text in _RECEIVED and not promises(text) and not _AHEAD.search(text)
        before = len(self.claims)
        for holder in or_stand_in(n for n in subject if n.label in holders):
            for honour in objects:
                counted = _COUNTED.match(self.reading.text, honour.end)
                self.claim(RelationType.AWARDED, holder, honour, verb, "verb.award", plain and not counted)
        if held:  # in a plan too: who is honoured was so before
            self.claims[before:] = [replace(claim, status=Status.DONE) for claim in self.claims[before:]]

    def _plainly(self, verb: Verb, ahead: list[Group], by: Group | None) -> bool:
        """Whether nothing but adverbs, and who confers it, stands between a verb and who is honoured: its subject, the honour before, or the
        beginning of the sentence."""
        text, (first, _) = self.reading.text, self.parsed.clauses[verb.clause]
        last = by.start - len(by.cue) if by else verb.start
        if ahead:
            return ahead[-1].cue == "" and bool(_AGAIN.fullmatch(text, ahead[-1].end, last))
        if not _AGAIN.fullmatch(text, first, last):
            return False
        if verb.clause == 0:
            return not self.scene.subject
        return any(c.plain and c.rule == "verb.award" and c.end == first for c in self.claims)

    def _serve(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        objects = self.objects(verb, groups, verbs, {Label.Stakeholder}, False)
        near = [g.of(*THINGS) for g in self.parsed.groups if g.end <= verb.start and g.of(*THINGS)]
        for server in near[-1] if near else ():
            for group in objects:
                self.claim(RelationType.SERVES, server, group, verb, "verb.serve")

    def _report(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        receivers = [n for g in groups if g.cue in ("向", "给", "对") for n in g.of(Label.Organisation)]
        if not receivers and verb.text in _SENT:
            receivers = self.objects(verb, groups, verbs, {Label.Organisation}, False)
        agents = [a for a in self.agents(verb, groups, receivers) if a.label is Label.Organisation]
        for receiver in receivers:
            for agent in or_stand_in(agents):
                self.claim(RelationType.REPORTS_TO, agent, receiver, verb, "verb.report")

    def _supervise(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        """甲接受乙监督, X通过乙验收: the second watches over who acts, or over what is spoken of."""
        text, first = self.reading.text, self.parsed.start
        ahead = [g for g in groups if g.cue == UNDER and g.end <= verb.start and g.of(Label.Organisation)]
        over = next((g for g in ahead if _ANSWERED.search(text, max(first, g.start - 4), g.start)), None)
        if over is None:
            self.act(name, verb, groups, verbs)
            return
        table, _ = table_of(name, verb.text)
        passed, doing = ([n for n in names if n.label in table] for names in (self.topic(verb), self.subject))
        spoken = (
            passed or doing
            if text.rfind("通过", first, over.start) > text.rfind("接受", first, over.start)
            else doing or passed
        )
        for body in over.of(Label.Organisation):
            for one in (n for n in spoken if n not in over.names):
                self.claim(RelationType.SUPERVISES, body, one, verb, "verb.supervise")

    def _pair(self, name: str, verb: Verb, groups: list[Group], verbs: list[Verb]) -> None:
        labels = {Label.Organisation, Label.Place, Label.Stakeholder, Label.Base}
        others = [n for g in groups if g.cue in cues("partner") and g.end <= verb.start for n in g.names]
        others = [n for n in others if n.label in labels] or self.objects(verb, groups, verbs, labels, False)
        agents = [a for a in self.agents(verb, groups, others) if a.label in labels]
        if not others:
            agents, others = self.sides(verb, groups)
        for other in others:
            for agent in agents:
                self.claim(RelationType.PAIRS_WITH, agent, other, verb, "verb.pair")
