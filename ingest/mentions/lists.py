"""Lists with a shared head: 甲镇、乙镇、丙镇养老服务中心 are three sites, 东乡、西乡两镇 two places, 轮值、公示两项制度 two arrangements."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import Label
from ingest.gazetteer import gazetteer
from ingest.lexicon import alternation
from ingest.mentions.heads import Head, heads
from ingest.mentions.organisations import kind_of_body, tails
from ingest.mentions.reading import Reading, level_name
from ingest.mentions.span import Named

_COUNTED = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{2,8}、){0,8}[\u4e00-\u9fff]{2,8}[、和与][\u4e00-\u9fff]{2,4})等?(?:[两二三四五六七八九十]|\d{1,2})个?(?P<level>省|市|县|区|旗|镇|乡|街道)(?![级委])"
)
_LINK = re.compile(r"[、和与及]")


def find_counted(reading: Reading) -> list[Named]:
    """Find divisions that are named without their level, which is counted behind the list (砖桥、文殊两镇)."""
    found = []
    for match in _COUNTED.finditer(reading.text):
        level = match["level"]
        for part in re.finditer(r"[\u4e00-\u9fff]+?(?=[、和与]|$)", match["list"]):
            for size in range(min(4, len(part[0])), 1, -1):
                stem = part[0][-size:]
                divisions = gazetteer().by_name(stem + level)
                if divisions and divisions[0].name == stem + level:
                    end = match.start("list") + part.end()
                    kind = level_name(divisions[0].level)
                    names = (stem + level, stem)
                    found.append(Named(end - size, end, Label.Place, kind, "place.counted", 850, names))
                    break
    return found


def find_shared(reading: Reading, named: list[Named]) -> list[Named]:
    """Give the members of a list of places before a body or site its head, each for itself.

    Args:
        reading: the document.
        named: bodies and sites found so far.
    """
    found = []
    ends = {place.end: place for place in reading.places if not place.short}
    for one in named:
        if one.label not in (Label.Organisation, Label.Base):
            continue
        first = reading.place_from.get(one.start)
        if first is None or first.end >= one.end or first.short:
            continue
        head = reading.text[first.end : one.end]
        at = one.start
        while _LINK.fullmatch(reading.text[at - 1 : at] or " ") and at - 1 in ends:
            place = ends[at - 1]
            name = reading.text[place.start : place.end] + head
            found.append(Named(place.start, place.end, one.label, one.kind, "list.shared", 800, (name,)))
            at = place.start
    return found


_ITEM = r"(?:“[^“”\n]{2,12}”|[\u4e00-\u9fff]{2,8})"
_NUMBERS = "零一二三四五六七八九十"


@cache
def _shared_head() -> tuple[re.Pattern[str], dict[str, Head]]:
    known = {tail: Head(Label.Organisation, None, False) for tail in tails()} | {
        tail: head for tail, head in heads(False).items() if head.label is not Label.Honour
    }
    units = "[大个项家所支种条座处镇乡县区]|街道"
    return (
        re.compile(
            rf"(?P<list>{_ITEM}(?:、{_ITEM}){{0,7}}[、和与及]{_ITEM}?)(?:等(?:多[个项家])?|等?(?P<number>[两二三四五六七八九十]|\d)(?P<unit>{units}))"
            rf"的?(?P<head>(?:[\u4e00-\u9fff]{{2}})?{alternation([t for t in known if len(t) > 1])})(?![\u4e00-\u9fff]?[员长师])"
        ),
        known,
    )


def find_members(reading: Reading) -> list[Named]:
    """Give the members of a counted or open list its head, each for itself (值班、公示两项制度; 财政、民政等部门)."""
    pattern, known = _shared_head()
    found = []
    for match in pattern.finditer(reading.text):
        if not reading.ends_word(match.end()):
            continue
        tail = next(match["head"][n:] for n in (0, 1, 2) if match["head"][n:] in known)
        items = [(match.start() + m.start(), match.start() + m.end()) for m in re.finditer(rf"{_ITEM}(?=[、和与及]|$)", match["list"])]
        number = match["number"] and (int(match["number"]) if match["number"].isdigit() else _NUMBERS.find(match["number"].replace("两", "二")))
        if len(items) < 2 or (number and number != len(items)):
            continue
        if reading.text[items[0][0]] != "“":
            items[0] = (reading.left_edge(items[0][1], limit=8), items[0][1])
        level = match["unit"] if match["unit"] in ("镇", "乡", "县", "区", "街道") else ""
        for start, end in items:
            stem = reading.text[start:end].strip("“”")
            if len(stem) > 1 and not stem.endswith(tail):
                whole = (stem.removesuffix(level) + level) + match["head"]
                kind = kind_of_body(whole) if known[tail].label is Label.Organisation else known[tail].kind
                found.append(Named(start, end, known[tail].label, kind, "list.counted" if number else "list.open", 600, (whole, stem), weak=True))
    return found
