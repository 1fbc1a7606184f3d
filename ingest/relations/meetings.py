"""Who takes part in a meeting: those who speak or report there (会上,甲、乙作了发言), and those of a list (参会单位:甲、乙)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.scene import Scene
from ingest.relations.sentence import ATTENDED, Group, Parsed

_THERE = re.compile(
    r"刚才|(?:在|当天|本次|此次|这次){0,2}+[^,;。:\n]{0,30}?(?:会|会议|仪式|论坛|活动)(?:现场|上|中|期间),?|现场,"
)
"""How a sentence opens that goes on with what was told of a meeting."""
_KIND = re.compile(r"(?!(?:场|.?次)会)[\u4e00-\u9fff](?:会|仪式|论坛|活动)(?=[上中期现])")
"""Of which kind the meeting is that an opening points at: 推进会上, but not 会上."""
_GATHERINGS = ("会", "会议", "仪式", "论坛")
_TITLE = r"(?:[\u4e00-\u9fff、]{0,8}?(?:书记|主席|主任|[局部院校会县市区镇乡长厅所站馆队]长|经理|理事长|秘书长|常委|委员)(?:[\u4e00-\u9fff·]{2,4}?)?)?"
_HOW = r"(?:先后|依次|分别|现场|也|还|代表[^,;。]{0,8}?)?(?:作了?|做了?)?(?:交流|典型|表态|经验|大会|专题|书面|情况|工作|主题){0,2}+"
_SPEAKS = re.compile(rf"(?:{ATTENDED.pattern}){_TITLE}{_HOW}(?:发言|致[辞词])")
"""Words that only a meeting has."""
_REPORTS = re.compile(rf"(?:{ATTENDED.pattern}){_TITLE}{_HOW}(?:通报|汇报|介绍|述职|表态|宣读|解读|点评)")
"""Words of who speaks where a meeting was told of."""
_LISTED = re.compile(r"(?:参会|与会|出席|列席|参加)(?:单位|部门|人员|对象):$")


def read_meetings(reading: Reading, parsed: Parsed, scene: Scene) -> list[Claim]:
    """Return who takes part in the meeting or activity that was last named.

    Args:
        reading: the document.
        parsed: the sentence.
        scene: what the sentences so far leave.
    """
    event = _meant(reading, parsed, scene)
    if event is None:
        return []
    return [
        Claim(RelationType.PARTICIPATES_IN, body, event, min(parsed.start, event.start), parsed.end, "verb.participate", 750, plain=True)
        for group in _taking_part(reading, parsed)
        for body in group.of(Label.Organisation, Label.Place)
        if body is not event
    ]  # fmt: skip


def _meant(reading: Reading, parsed: Parsed, scene: Scene) -> Named | None:
    """Return the meeting that a sentence goes on with: the one that it names, else the last of the kind that it points at (推进会上), else the last."""
    own = [n for n in scene.event if parsed.start <= n.start < parsed.end]
    there = _THERE.match(reading.text, parsed.start, parsed.end)
    kind = _KIND.search(there[0]) if there and not own else None
    called = [n for n in scene.events if there and n.names[0].endswith(kind[0] if kind else _GATHERINGS)]
    return next(reversed(own or called or scene.event), None)


def _taking_part(reading: Reading, parsed: Parsed) -> Iterator[Group]:
    """Yield those who speak or are listed; towns and bodies side by side do so together."""
    text, last = reading.text, parsed.end
    there = _THERE.match(text, parsed.start, last)
    listed = -2
    for index, group in enumerate(parsed.groups):
        if _LISTED.search(text, max(parsed.start, group.start - 7), group.start) or group.start == listed + 1:
            listed = group.end
            yield group
            continue
        end = group.end
        for other in parsed.groups[index + 1 :]:
            if other.start != end + 1 or text[end] not in "、和与及":
                break
            end = other.end
        if not group.cue and (_SPEAKS.match(text, end, last) or (there and _REPORTS.match(text, end, last))):
            yield group
