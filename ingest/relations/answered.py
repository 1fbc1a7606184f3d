"""Who answers for what is told, in a bracket or line of its own: (牵头单位:A;责任单位:B), (A牵头,B配合)."""

from __future__ import annotations

import re
from itertools import pairwise

from graph.vocabulary import Label, RelationType
from ingest.mentions.span import Named
from ingest.relations.events import Events
from ingest.relations.sentence import Group, Verb

_FIRST = ("牵头", "主办", "主管")
"""Words of a line whose bodies answer for it, all of them."""
_ALONE = ("责任", "实施")
"""Words of a line of which the first body answers, and none where another line names who takes the lead."""
_OPENING, _CLOSING = "(<", ")>"
_SIDE = {"", *"、,和与及"}
_FILLED = re.compile(r"(?:等(?:部门|单位|有关部门)?)?[)>][。;]?\s*$")
"""What stands behind the last of the bodies that fill a bracket."""
_REACH = 600
"""So many characters before a bracket its sentence may begin."""

_OPENER = re.compile(
    r"(?:[(]?[一二三四五六七八九十\d]+[)、.是]|同时|并|还|先后|积极|率先|今年|去年|我[局委市县区乡镇部会]|\s)*+"
)
"""What may stand before a verb that opens its clause."""


class Answers(Events):
    """Reads the lists of those who answer."""

    def bracket(self, at: int) -> int:
        """Return where the bracket opens that holds an offset and nothing but who answers; -1 where none does."""
        text, first = self.reading.text, self.parsed.start
        opened = max(text.rfind(mark, first, at) for mark in _OPENING)
        shut = any(text.find(mark, opened, at) >= 0 for mark in _CLOSING)
        whole = any(start == opened + 1 for start, _ in self.parsed.clauses)
        return opened if opened >= 0 and not shut and (whole or text[opened] == "<") else -1

    def bracketed(self, verb: Verb) -> bool:
        """Whether a verb stands in a bracket of its own: (县妇联牵头,县文联配合)."""
        return self.bracket(verb.start) >= 0

    def topic(self, verb: Verb) -> list[Named]:
        """What a verb without object speaks of; in a bracket of those who answer what they answer for, and nothing that another sentence told."""
        spoken = super().topic(verb)
        if not self.bracketed(verb):
            return spoken
        first = self._sentence()
        return self.scene.heading or self.told(verb.start) or [t for t in spoken if t.start >= first]

    def behind(self, at: int) -> bool:
        """Whether the bracket that holds an offset stands behind the stop, and so is of all that its heading announces."""
        return self.reading.text[self.bracket(at) - 1] == "。"

    def _sentence(self) -> int:
        """Return where the sentence begins, with the part of it that numbering sets apart as a heading."""
        text, start = self.reading.text, self.parsed.start
        floor, end = max(0, start - _REACH), start - (text[start] in _OPENING and text[start - 1 : start] == "。")
        return max(floor - 1, *(text.rfind(stop, floor, end) for stop in "。\n")) + 1

    def told(self, at: int) -> list[Named] | None:
        """Return what a bracket or line at an offset answers for by its own sentence: behind the stop what all of it set up, inside it what it set up
        since its last semicolon; None where only what stands before that set up anything."""
        text, first = self.reading.text, self._sentence()
        lines = [g.start for g in self.parsed.groups if g.cue[-1:] == ":"]
        end = opened if (opened := self.bracket(at)) >= 0 else min([at, *lines])
        since = first if text[end - 1] == "。" else text.rfind(";", first, end) + 1
        mine = [t for t in self.scene.made if first <= t.start < end]
        near = [t for t in mine if t.start >= since]
        return None if mine and not near else near

    def answered_for(self, at: int) -> tuple[list[Named], bool]:
        """Return what a bracket or line at an offset answers for, and whether that is plain."""
        scene, told = self.scene, self.told(at)
        if scene.heading or told is None:
            return scene.heading, len(scene.heading) == 1
        line = self.reading.text.rfind("\n", 0, self.parsed.start) + 1
        things = told or [t for t in scene.made if t.start >= line] or [*scene.made] or scene.topic
        return things, bool(told) or len(things) == 1

    def items(self) -> list[Named]:
        """What the paragraph under a heading that names a thing has set up: who answers for the one answers for the others."""
        over = {name for one in self.scene.heading for name in one.names}
        return [t for t in self.scene.made if over.isdisjoint(t.names)] if over else []

    def duties(self, groups: list[Group]) -> None:
        """牵头单位:A;配合单位:B, or 责任单位:A、B with the owner first: of what the item sets up; where its own sentence tells that, they leave no doubt."""
        for group in self._alone(groups) or self._lines(groups):
            word = group.cue[:-1]
            bodies = group.of(Label.Organisation, Label.Stakeholder, Label.Place)
            led = any(g.cue[:-1] in _FIRST and g.end < group.start for g in self.parsed.groups if g.cue[-1:] == ":")
            owners = bodies if word in _FIRST else bodies[:1] if word in _ALONE and not led else []
            others = [b for b in bodies if b not in owners]
            things, plain = self.answered_for(group.start)
            items = self.items()
            for thing in things:
                self._owned(thing, owners, others, group, "duty", plain)
            for thing in items:
                self._owned(thing, owners, others, group, "item", len(items) == 1)
            self.scene.answered = True

    def _lines(self, groups: list[Group]) -> list[Group]:
        """Return the lists behind a label; towns and bodies of one list are one."""
        found: list[Group] = []
        for group in groups:
            if group.cue[-1:] != ":":
                continue
            if found and found[-1].cue == group.cue and self.reading.text[found[-1].end : group.start] in _SIDE:
                found[-1] = Group([*found[-1].names, *group.names], group.cue, group.clause)
            else:
                found.append(group)
        return found

    def _alone(self, groups: list[Group]) -> list[Group]:
        """Return the bodies that fill the bracket behind an item of a plan as the list that they are: …5月底前完成。(县文旅局、后所镇)."""
        text, first, last = self.reading.text, self.parsed.start, self.parsed.end
        names = [n for g in groups for n in g.of(Label.Organisation, Label.Stakeholder, Label.Place)]
        behind = (
            self.reading.page.context.kind == "plan" and text[first - 1 : first] == "。" and text[first] in _OPENING
        )
        if not behind or not names or names[0].label is not Label.Organisation or names[0].start != first + 1:
            return []
        side = all(text[a.end : b.start] in _SIDE for a, b in pairwise(names))
        filled = side and _FILLED.match(text, names[-1].end, last)
        return [Group(names, f"{_ALONE[0]}:", groups[0].clause)] if filled else []

    def at_once(self, verb: Verb) -> bool:
        """Whether a verb follows who acts at once, or opens its clause."""
        groups = [g for g in self.parsed.groups if g.clause == verb.clause and g.end <= verb.start]
        first, _ = self.parsed.clauses[verb.clause]
        return (
            self.attended(groups[-1], verb)
            if groups
            else _OPENER.fullmatch(self.reading.text, first, verb.start) is not None
        )

    def _owned(
        self, thing: Named, owners: list[Named], others: list[Named], group: Group, rule: str, plain: bool
    ) -> None:
        verb = Verb(group.start, group.end, "", (), group.clause)
        kind = RelationType.ISSUES if thing.label is Label.Policy else RelationType.LEADS
        for owner in owners:
            self.claim(kind, owner, thing, verb, f"{rule}.owner", plain)
        for other in others:
            if thing.label in (Label.Brand, Label.Policy):
                for owner in owners:
                    self.claim(RelationType.COOPERATES_WITH, owner, other, verb, f"{rule}.other", plain)
            else:
                self.claim(RelationType.PARTICIPATES_IN, other, thing, verb, f"{rule}.other", plain)
