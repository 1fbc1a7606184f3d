"""Places: divisions of the gazetteer, and names of villages, zones, roads and townships by their form."""

from __future__ import annotations

import re

from graph.vocabulary import Label
from ingest.gazetteer import Division, Place, gazetteer
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading, level_name, stop_words
from ingest.mentions.span import Named

_HAN = r"[\u4e00-\u9fff]"
_WORD = re.compile(rf"{_HAN}+|\d+")
_REDACTED = re.compile(
    r"(?:[*×]{2,3}|[XＸ×xX]{2}|00)(?P<tail>省|市|区|县|旗|州|盟|镇|乡|街道|村|社区)(?![\u4e00-\u9fff]?(?:级|委|长))"
)
_NO_VILLAGE = "(?![民委务级口庄子史落干医居集里头])"
_LOCAL = re.compile(
    r"(?P<tail>街道(?!办|党|工|商|统|社)|镇(?<![城乡]镇)(?![街村域区长政党级人上里属])|乡(?<!城乡)(?![村镇镇土亲音贤愁政党级情长风野里下])"
    rf"|社区(?![工矫康服居]|教育|养老|党)|新村{_NO_VILLAGE}|行政村{_NO_VILLAGE}|村{_NO_VILLAGE}|苏木|嘎查|屯(?![垦])|新区|开发区|高新区|自贸区|自贸港|示范区|新城)"
)
_KINDS = {
    "街道": "township", "镇": "township", "乡": "township", "苏木": "township", "社区": "village", "村": "village", "新村": "village",
    "行政村": "village", "嘎查": "village", "屯": "village",
}  # fmt: skip
_ROAD = re.compile(
    r"(?<![A-Za-z\d])(?:[国省县]道[GSX]?\d{1,4}(?:线(?!路))?|[GSX]\d{2,4}(?:国道|省道|县道|公路|线(?!路))|\d{3}(?:国道|省道|县道))"
)
_LOWER = ("街道", "镇", "乡", "村")
"""What a document may call the same word by before it calls it short: 柳河镇, and 柳河 is no county of another province."""
_NOT_NAMES = frozenset(words(lexicon("places")["not_names"]))
_NOT_IN = re.compile(
    r"[侨爱农回家返归]$|镇|乡|村|社区|街道|工作|第一|农业|这|那|等|和|与|及|在|个|有|为|之|所|让|把|全国|全省|全市|全县"
)
_NOT_LAST = frozenset("的各本该我每两三四五六七八九十几个农名古全")
_COMMON = frozenset(words(lexicon("places")["common"]))
_SLOGAN = re.compile(r"(?:美丽|文明|幸福|平安|法治|数字|健康|书香|红色)$")


def find_places(reading: Reading) -> list[Named]:
    """Find places: gazetteer names, redacted names (XX镇) and names by form (石榴村, 长桥街道, 318国道)."""
    return [*_divisions(reading), *_redacted(reading), *_by_form(reading), *_roads(reading)]


def _divisions(reading: Reading) -> list[Named]:
    full = {d.code for place in reading.places if not place.short for d in place.divisions}
    found: list[Named] = []
    for place in reading.places:
        text = reading.text[place.start : place.end]
        division = resolve(reading, place)
        if place.short and not _believed(reading, place, division, full, found):
            continue
        if text[:-1] in stop_words()[0] and not _at_home(reading, division):
            continue
        names = (division.name, text) if text != division.name else (text,)
        kind = level_name(division.level)
        rule = "place.short" if place.short else "place.division"
        sure = 700 if place.short else 950
        if place.short and division.code not in full and not _at_home(reading, division):
            local = re.search(rf"{re.escape(text)}({'|'.join(_LOWER)})", reading.text)
            names, kind = ((local[0], text), _KINDS[local[1]]) if local else (names, kind)
        found.append(Named(place.start, place.end, Label.Place, kind, rule, sure, names, weak=place.short))
    return found


def _believed(reading: Reading, place: Place, division: Division, full: set[str], found: list[Named]) -> bool:
    """Whether a short name means the division: named in full elsewhere, at home, after a larger one, or too well known to mean another thing."""
    if _SLOGAN.search(reading.before(place.start, 4)) or reading.text.startswith(("精神", "红色"), place.end):
        return False
    if (
        division.code in full
        or _at_home(reading, division)
        or (found and found[-1].end == place.start and found[-1].kind != "county")
    ):
        return True
    return division.level < 3 and reading.text[place.start : place.end] not in _COMMON


def _at_home(reading: Reading, division: Division) -> bool:
    area, path = reading.page.context.jurisdiction, gazetteer().path(division)
    return area is not None and (path.startswith(area) or area.startswith(path))


def resolve(reading: Reading, place: Place) -> Division:
    """Choose among divisions of one name: one at home in the document's jurisdiction, then in its province, then the highest, then by code."""
    area = reading.page.context.jurisdiction or ""
    book = gazetteer()

    def rank(division: Division) -> tuple[bool, bool, int, str]:
        return (
            not _at_home(reading, division),
            not (area and book.path(division)[:3] == area[:3]),
            division.level,
            division.code,
        )

    return min(place.divisions, key=rank)


def _redacted(reading: Reading) -> list[Named]:
    levels = {"省": "province", "市": "prefecture"}
    return [
        Named(m.start(), m.end(), Label.Place, _KINDS.get(m["tail"]) or levels.get(m["tail"], "county"), "place.redacted", 800, (m[0],), True)
        for m in _REDACTED.finditer(reading.text)
    ]  # fmt: skip


def _by_form(reading: Reading) -> list[Named]:
    found = []
    known = {place.end for place in reading.places if not place.short}
    for match in _LOCAL.finditer(reading.text):
        start = _form_start(reading, match.start())
        stem, tail = reading.text[start : match.start()], match["tail"]
        longest = 7 if _KINDS.get(tail) is None else 4
        if match.end() in known or stem in _NOT_NAMES or stem[-1:] in _NOT_LAST:
            continue
        if re.fullmatch(rf"{_HAN}{{2,{longest}}}", stem) and not _NOT_IN.search(stem):
            name = reading.text[start : match.end()]
            found.append(
                Named(start, match.end(), Label.Place, _KINDS.get(tail, "area"), "place.form", 800, (name,), weak=True)
            )
    return found


def _roads(reading: Reading) -> list[Named]:
    return [
        Named(m.start(), m.end(), Label.Place, "road", "place.form", 800, (m[0],), weak=True)
        for m in _ROAD.finditer(reading.text)
    ]


def _form_start(reading: Reading, tail: int) -> int:
    """Where a place name begins: after the division that stands right before it, else where the words of the name begin."""
    stops = stop_words()[0]
    at = reading.index(tail)
    start = reading.words[at].start
    while at > 0 and start not in reading.place_at:
        word = reading.words[at - 1]
        if word.text in stops or word.text in _NOT_NAMES or not _WORD.fullmatch(word.text):
            break
        if (
            word.start < tail - 8
            or (word.tag in {"v", "p", "c", "d", "r"} and len(word.text) > 1)
            or word.text[-1] in "省市县区镇乡"
        ):
            break
        start = word.start
        at -= 1
    return start
