"""The body, or the township or village that speaks for itself, which fills an omitted subject: a document's stand-in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.vocabulary import Label
from ingest.mentions.aliases import abbreviates
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping, Thing
from ingest.text import Context

_FIELD = re.compile(
    r"^.?[省市县区旗州]?委?(?P<field>[\u4e00-\u9fff]{2,6}?)(?:工作)?(?:部|局|委|办|办公室|协会|联合会|中心)$"
)
_UNITED_FRONT = re.compile(
    "统一战线|党外(?:代表)?人士|党外知识分子|无党派人士|新的社会阶层人士|(?:非公有制|民营)经济人士"
)
"""The field of a department whose name does not stand in the titles of its papers."""
_ORGAN = re.compile(
    r"(?P<place>.*[省市县区旗州乡镇村]|.*街道|.*社区)(?:党委|党工委|党支部|党总支|委|委员会|人民政府|政府)"
)
_TEAM = re.compile("(?<=[部局厅办院校会委])(?:联合)?(?:调研|课题)组$|(?<=[局馆])办公室$")
"""Who writes a survey, a summary or a brief for the body that acts: of bureaus and halls the office (of committees it is a body of its own)."""
_REPORTS = re.compile("(?:融媒体?|传媒)中心$|融媒$")
"""Who writes news of what others do."""
_LEGISLATES = re.compile("人民代表大会(?:常务委员会)?$")
_TOWNSHIP = re.compile(r"(?:[镇乡村]|街道|社区)$")
_HEADS = re.compile("[^科班]长|书记|主任|主席|委员|常委|总裁|经理|领导|负责人|主管|干部|代表")
"""What is said of somebody through whom a body acts."""
_GOVERNS = re.compile(r"街?(?P<rank>[省市县区旗州乡镇道])(?:委|政府|人民政府|党委|党工委|办事处)")


def stand_in(context: Context, grouping: Grouping) -> Thing | None:
    """Return the issuer, else, but for news, who governs the place that a plan is titled by, else the body whose field the title names.

    Args:
        context: what the document says of itself.
        grouping: its things.
    """
    bodies = [t for t in grouping.things if t.label is Label.Organisation]
    if context.kind == "other" and _LEGISLATES.search(context.issuer or ""):
        return None  # a regulation binds those that it names, and not the congress that passed it
    if context.kind == "news" and (paper := _REPORTS.search(context.issuer or "")) and paper[0] not in context.title:
        return None
    if context.issuer:
        issuer = _TEAM.sub("", context.issuer)
        return _issuer(issuer, bodies, grouping) or _township(issuer, grouping)
    if context.kind == "news":
        return None
    if context.kind == "plan" and (organ := _governing(context, bodies)) is not None:
        return organ
    if context.level == "township" and context.kind in ("plan", "summary"):
        return _organ(bodies, "乡镇道") or _township(context.jurisdiction or "", grouping)
    title = _UNITED_FRONT.sub("统战", context.title)
    fields = [t for t in bodies if (field := _FIELD.search(t.names[0])) and field["field"] in title]
    level = (context.jurisdiction or " ")[-1]  # of two bodies of one field the one of the document's own level speaks
    return max(fields, key=lambda t: (t.names[0].startswith(level), len(t.mentions)), default=None)


def acts_by_itself(reading: Reading, persons: Sequence[tuple[int, int]], target: Named) -> bool:
    """Say whether a private person is the subject of the clause that names a thing, so that no body stands in for one: 乡贤某某捐建书屋. A body acts
    through those who head it.

    Args:
        reading: the document.
        persons: where its clean text names private persons.
        target: the thing.
    """
    text = reading.text
    start = 1 + max(text.rfind(stop, 0, target.start) for stop in ",;。:!?\n")
    start += text.startswith("由", start)
    first = next(((a, b) for a, b in persons if start <= a and b <= target.start), None)
    if (
        first is None
        or first[0] - start > _ROLE
        or _HEADS.search(text[start : first[0]] + text[first[1] : first[1] + 4])
    ):
        return False
    before = reading.words[reading.index(start) : reading.index(first[0])]
    return not any(word.tag.startswith(("v", "p")) for word in before)


_ROLE = 8
"""Characters that tell of somebody before the name: 退休教师."""


def _governing(context: Context, bodies: list[Thing]) -> Thing | None:
    """Return the committee or government of the place whose name a title opens with: it speaks in a plan that names no issuer."""
    place = context.jurisdiction or ""
    if not any(place.endswith(context.title[:length]) for length in range(2, 1 + len(place))):
        return None
    return _organ(bodies)


def _organ(bodies: list[Thing], ranks: str = "省市县区旗州乡镇") -> Thing | None:
    """Return the committee or government that is named most."""
    organs = [t for t in bodies if any((m := _GOVERNS.fullmatch(name)) and m["rank"] in ranks for name in t.names)]
    return max(organs, key=lambda t: len(t.mentions), default=None)


def _issuer(issuer: str, bodies: list[Thing], grouping: Grouping) -> Thing | None:
    key = grouping.owned(issuer)
    known = [(t, {grouping.owned(name) for name in t.names}) for t in bodies]
    same = [t for t, names in known if key in names]
    # 城东街道党工委 speaks, and calls itself 党工委
    bare = [t for t, names in known if any(len(name) > 2 and key.endswith(name) for name in names)]
    # a place speaks by its committee or government, called by the place's name or by its rank (镇党委 of 石桥镇), or in two characters (县委)
    organs = [t for t, names in known if any(_organ_of(key, name) or name == key[-2:] for name in names)]
    short = [t for t, names in known if any(abbreviates(name, key) for name in names)]
    return next(iter([*same, *short]), None) or max(bare or organs, key=lambda t: len(t.mentions), default=None)


def _township(issuer: str, grouping: Grouping) -> Thing | None:
    """Return the township or village that a document is from where it names no committee or government of it: a place that acts is the subject
    itself."""
    if not _TOWNSHIP.search(issuer):
        return None
    places = (t for t in grouping.things if t.label is Label.Place)
    return next((t for t in places if any(len(n) > 2 and issuer.endswith(n) for n in t.names)), None)


def _organ_of(place: str, name: str) -> bool:
    organ = _ORGAN.fullmatch(name)
    return organ is not None and place.endswith(organ["place"])
