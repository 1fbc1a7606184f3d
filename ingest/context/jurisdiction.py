"""The jurisdiction of a document: at which level it says 我县 or 全市, and which division the named places vote for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ingest.context.head import Head
from ingest.context.unlisted import titled_otherwise, unlisted
from ingest.gazetteer import LEVELS, Division, Place, gazetteer

_DEICTIC = re.compile(
    r"(?:(?<![安健齐完保])全|(?<!自)我)(?P<a>省|市|区|县|旗|州(?!县)|盟|镇|乡|街道|苏木)(?!级|直)"
    r"|(?<![\u4e00-\u9fff])(?P<b>省|市|区|县|旗|州|盟|镇|街道)(?=委|政府|政协|人大|妇联|工商联|侨联|总工会|残联|科协|文联|财政局|教育局|民政局|卫健|文旅|直|党委|党工委)"
)
_TOWNSHIPS = ("街道", "镇", "乡", "苏木")
_BREADTH = ("街道", "镇", "乡", "苏木", "县", "区", "旗", "市", "州", "盟", "省")
_CALLED = {
    "省": LEVELS[1],
    "市": LEVELS[2],
    "州": LEVELS[2],
    "盟": LEVELS[2],
    "县": LEVELS[3],
    "区": LEVELS[3],
    "旗": LEVELS[3],
}
"""The level of a division that is known by its letter alone."""
_NATIONAL = re.compile(
    r"^(?:央视网?|新华社?|人民网|人民日报|中新[社网]|光明[日网]报?|央广网?|中国\w{1,4}[报网])[^。\n]{0,12}(?:消息|讯|电)",
    re.MULTILINE,
)
"""Datelines of outlets that cover the whole country."""
_OFFICIALS = re.compile(r"(省|市|县|区|旗|州)(?:领导|委|政府|人大|政协)")
"""A title that begins with the officials of a level: the place that it names after them is the one they visit."""
_REDACTED = r"(?:[*×＊XxＸ○0]{2,4}|\.{3}|…)"
_TOWNSHIP = re.compile(rf"{_REDACTED}(?:街道|镇|乡|苏木)")
_OWN_TOWN = re.compile(
    r"(?:中共)?(?:[\u4e00-\u9fff]{2,10}[省市县区旗州])?(?P<n>(?![城乡])[\u4e00-\u9fff]{2,4}?(?:街道|镇|乡))(?:党工委|党委|人民政府|政府|办事处)?"
)
"""A township's body that no list of divisions has, or the township itself."""
_FRAME = re.compile(
    r"(?:中国式现代化|建设|美丽|谱写|新时代|开创|现代化|奋进|平安|法治|幸福|打造|魅力)(?P<n>[\u4e00-\u9fff]{2,4}?)(?:全?新(?:篇章|实践|局面|图景)|画卷|篇章|样板)"
    r"|(?:美丽|幸福|平安|魅力|法治|新)(?P<m>[\u4e00-\u9fff]{2,3})(?=建设|[,。!”])"
)
"""Slots in which a short name stands for the own jurisdiction: 中国式现代化X新篇章, 美丽X."""

_PARTNER = re.compile("[与跟]|(?<!会)同")
_JOINS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?[省市县区旗州盟])?(?:、[\u4e00-\u9fff]{1,8}?[省市县区旗州盟])*(?:等[^,。;]{0,8})?(?:建立|签[订署]|结[对成为]|缔结|开展|联合|合作|共[建同]|联手|携手|协同)"
)
"""Behind the other party, or others listed with it, what the document's own does together with it: 同汉源县、甘洛县建立联防机制."""
_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:医院|大学|学院|中学|小学|公司|集团|委|局|厅|政府|联合会|商会|协会|工商联|馆|中心)"
)
_AWAY = re.compile(r"(?:赴|前往)[^,。;\n]{2,40}?(?:考察|学习|取经|招商|观摩|参观)")
"""Where people travel to see how others do it: those places are not the document's own."""


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The full path of a division (a redacted township at its end stays redacted), its level, and the span that settled it."""

    path: str | None
    level: str | None
    evidence: tuple[int, int] | None


def jurisdiction_of(head: Head, kind: str, text: str, issuer: str | None = None) -> Jurisdiction:
    """Tell the jurisdiction of a document; the path is None where the places that it names do not settle it.

    Outside news the division in the issuer's name decides, where it is of the level that the document speaks of itself at.
    """
    letters = Counter(match["a"] or match["b"] for match in _DEICTIC.finditer(text))
    letter = _letter(letters, head)
    votes = _Votes(gazetteer().find(text), head, text)
    national = _NATIONAL.search(text[:400]) is not None
    division = votes.choose_for_news(letter, national) if kind == "news" else votes.choose(letter, issuer)
    if division is not None and division.level < 3 and letter in (*_TOWNSHIPS, "县", "区", "旗"):
        votes = _Votes(gazetteer().find(text, division), head, text)
        division = votes.choose(letter)
    if division is not None and division.level == 3 and not votes.grounded(division):
        division = None
    own = unlisted(head, text, issuer, letter)
    if own is not None and (division is None or division.level < 3 or not votes.names(division, own[0], text)):
        path, evidence = own
        return Jurisdiction(path, LEVELS[4] if letter in _TOWNSHIPS else _CALLED[path[-1]], evidence)
    if division is not None and titled_otherwise(head, division):
        division = None
    level = LEVELS[4] if letter in _TOWNSHIPS else LEVELS[division.level] if division else _CALLED.get(letter or "")
    if division is None:
        return Jurisdiction(None, level, None)
    path = gazetteer().path(division)
    if (
        letter in _TOWNSHIPS
        and division.level == 3
        and (match := _TOWNSHIP.search(head.title_text) or _TOWNSHIP.search(text))
    ):
        path += match[0]
    elif (town := _OWN_TOWN.fullmatch(issuer or "")) and (letter in _TOWNSHIPS or town["n"] in head.title_text):
        path += town["n"] if division.level < 4 and not path.endswith(town["n"]) else ""
        level = LEVELS[4]
    return Jurisdiction(path, level, votes.evidence(division))


def _letter(letters: Counter[str], head: Head) -> str | None:
    """The letter of the level that the document speaks of itself with most often."""
    if match := re.match(
        rf"(?:[\u4e00-\u9fff]{{0,8}}?){_REDACTED}?(街道|(?<![城乡])镇|(?<![城农家返])乡(?![村镇土愁])|苏木)",
        head.title_text,
    ):
        return match[1]
    if match := _OFFICIALS.match(head.title_text):
        return match[1]
    if not letters:
        return None
    best = max(letters.items(), key=lambda item: (item[1], -_BREADTH.index(item[0])))
    once = sum(letters.values()) == 1 and best[0] != "省"  # 全省第六届汇演 is held in every county
    return best[0] if best[1] >= 2 or once else None


def _speaks(division: Division, letter: str | None) -> bool:
    """Whether a division's own body may speak of itself, or of what it lies in, at a level: a county's hall of 全省."""
    own = division.name[-1]
    wider = letter in _BREADTH and own in _BREADTH and _BREADTH.index(letter or "") > _BREADTH.index(own)
    return not letter or division.name.endswith(letter) or wider


def _partners(text: str, places: list[Place]) -> set[int]:
    """Where a place stands that a text names but once as the other party: with a body of its own behind it (与石门县人民医院结对), or what is done together."""
    named = Counter(text[place.start : place.end] for place in places)
    found: set[int] = set()
    ends: set[int] = set()
    for place in places:
        once = named[text[place.start : place.end]] == 1
        listed = place.start in ends or (place.start - 1 in ends and text[place.start - 1] == "、")
        begun = _PARTNER.match(text, place.start - 1) and (
            _BODY.match(text, place.end) or _JOINS.match(text, place.end)
        )
        if once and (listed or begun):
            found.add(place.start)
            ends.add(place.end)
    return found


class _Votes:
    """Named places vote for the divisions that hold them."""

    def __init__(self, places: list[Place], head: Head, text: str) -> None:
        self._gazetteer = gazetteer()
        self._head = head
        slots = self._slots(text, places)
        self._own = {place.start for place in slots}
        self._places = places + slots
        self._starts = {place.start: place for place in self._places}
        self._before = {place.end: place for place in self._places if not place.short}
        foreign = {d for place in self._places for d in place.divisions if d.level == 4 and self._elsewhere(place, d)}
        self._places = [place for place in self._places if not foreign.issuperset(place.divisions)]
        self._partners = _partners(text, places)
        self._away = [visit.span() for visit in _AWAY.finditer(text)]
        self._weights = [self._weight(place) for place in self._places]
        meant = [
            (p, d, w) for p, d, w in zip(self._places, self._resolve(), self._weights, strict=True) if d is not None
        ]
        self._places = [place for place, _, _ in meant]
        self._resolved = [division for _, division, _ in meant]
        self._scores: dict[Division, float] = defaultdict(float)
        for _, division, weight in meant:
            for above in self._gazetteer.lineage(division) if weight else ():
                self._scores[above] += weight * (1.0 if above is division else 0.8)

    def _slots(self, text: str, places: list[Place]) -> list[Place]:
        """Short names that only their slot shows to be places."""
        known = {place.start for place in places}
        found: list[Place] = []
        for match in _FRAME.finditer(text):
            group = "n" if match["n"] else "m"
            divisions = tuple(d for d in self._gazetteer.by_name(match[group]) if 1 < d.level < 4)
            if divisions and match.start(group) not in known:
                found.append(Place(match.start(group), match.end(group), divisions, True))
        return found

    def _weight(self, place: Place) -> float:
        after = self._starts.get(place.end)
        if after is not None and not after.short and self._leads_to(place, after):
            return 0.0  # the first part of a chain, 江苏省泰州市, says no more than the last
        weight = (0.6 if place.short else 1.0) / (1 if len(place.divisions) == 1 else 2)
        if self._in_title(place):
            return weight * 5
        if place.start in self._partners or any(start < place.start < end for start, end in self._away):
            return 0.0
        signed = any(start <= place.start < start + len(line) for start, line in self._head.signature)
        return weight * 3 if signed or place.start < self._head.body_start else weight

    def _leads_to(self, place: Place, after: Place) -> bool:
        return any(self._gazetteer.inside(d, above) for d in after.divisions for above in place.divisions)

    def _in_title(self, place: Place) -> bool:
        return self._head.title_start <= place.start < self._head.title_end

    def _resolve(self) -> list[Division | None]:
        """Names borne by several divisions mean the one nearest to what the other places say; None where they say nothing of it."""
        support: Counter[str] = Counter()
        own = [self._shares(place, weight) for place, weight in zip(self._places, self._weights, strict=True)]
        for shares in own:
            support.update(shares)
        resolved: list[Division | None] = []
        for place, shares in zip(self._places, own, strict=True):
            if len(place.divisions) == 1:
                resolved.append(place.divisions[0])
                continue
            votes = {
                d: sum(support[above.code] - shares[above.code] for above in self._gazetteer.lineage(d))
                for d in place.divisions
            }
            best = max(votes, key=lambda d: (votes[d], -d.level, d.code))
            resolved.append(best if votes[best] > 0 else None)
        return resolved

    def _shares(self, place: Place, weight: float) -> Counter[str]:
        """What a place gives, in thousandths, to each division that may be meant and to those above it."""
        shares: Counter[str] = Counter()
        for division in place.divisions:
            for above in self._gazetteer.lineage(division):
                shares[above.code] += int(weight * 1000 / len(place.divisions))
        return shares

    def choose(self, letter: str | None, issuer: str | None = None) -> Division | None:
        """Choose the division that a document of a body is about."""
        if not self._scores:
            return None
        for place in reversed(self._gazetteer.find(issuer or "")):
            if place.short:
                continue
            named = [d for d in place.divisions if d in self._scores and 1 < d.level < 4 and _speaks(d, letter)]
            if len(named) == 1 and letter not in _TOWNSHIPS:
                return named[0]
        if letter in _TOWNSHIPS:
            return self._township() or self._lowest(3, 0.3)
        if letter is None:
            return self._lowest(3, 0.6)
        matching = [d for d in self._scores if d.name.endswith(letter) and 1 < d.level < 4]
        best = max(matching, key=lambda d: (self._scores[d], -d.level, d.code), default=None)
        if best is None or self._scores[best] < 0.35 * self._scores[self._gazetteer.lineage(best)[0]]:
            return self._lowest({"省": 1, "市": 2, "州": 2, "盟": 2}.get(letter, 3), 0.6)
        inner = [d for d in matching if d.parent == best.code and self._scores[d] >= 0.8 * self._scores[best]]
        return max(inner, key=lambda d: (self._scores[d], d.code)) if inner else self._lone_county(best, matching)

    def _lone_county(self, city: Division, matching: list[Division]) -> Division:
        """A prefecture's document names several of its counties; where all below it lie in one county-level city, that city speaks."""
        below = {d for d in self._scores if d.level == 3 and d.parent == city.code}
        townships = [d for d in self._resolved if d.level == 4]
        if city.level == 2 and len(below) == 1 and below <= set(matching) and townships:
            return below.pop()
        return city

    def choose_for_news(self, letter: str | None, national: bool) -> Division | None:
        """A news item has a jurisdiction where its title begins with one that holds most of its places, or where all lie in one.

        A national outlet speaks of several places in one item more often than not, a local one of its own.
        """
        if not self._scores:
            return None
        provinces = {d: score for d, score in self._scores.items() if d.level == 1}
        titled = None if _OFFICIALS.match(self._head.title_text) else self._first_in_title()
        if titled is not None and self._holds(titled, provinces) and (not national or len(provinces) <= 2):
            return titled
        if not national:
            chosen = self.choose(letter)
            return chosen if chosen and self._holds(chosen, provinces) else None
        return self._lowest(3, 0.6) if titled is None and len(provinces) == 1 and len(self._places) > 1 else None

    def _holds(self, division: Division, provinces: dict[Division, float]) -> bool:
        """Whether half of the votes go to the division's province, and half of those to the division."""
        province = self._gazetteer.lineage(division)[0]
        votes = provinces[province]
        return 2 * votes >= sum(provinces.values()) and 2 * self._scores[division] >= votes

    def _first_in_title(self) -> Division | None:
        """The first place of the title, with the places that follow it without a gap (内蒙古武川); None where two provinces are named."""
        titled = [(p, d) for p, d in zip(self._places, self._resolved, strict=True) if self._in_title(p)]
        if not titled or len({self._gazetteer.lineage(d)[0] for _, d in titled}) > 1:
            return None
        place, division = titled[0]
        for after, inner in titled[1:]:
            if after.start == place.end and self._gazetteer.inside(inner, division):
                place, division = after, inner
        return division

    def _township(self) -> Division | None:
        """The township that the title names, or that most of the places of its county are."""
        named = [d for p, d in zip(self._places, self._resolved, strict=True) if self._in_title(p) and d.level == 4]
        if named:
            return named[0]
        best = max((d for d in self._scores if d.level == 4), key=lambda d: (self._scores[d], d.code), default=None)
        county = best and self._gazetteer.parent(best)
        return best if best and county and self._scores[best] >= max(0.5 * self._scores[county], 3.0) else None

    def _elsewhere(self, place: Place, town: Division) -> bool:
        """Whether the county before a town is not its own: 铁西区云枫街道 is not the 云枫街道 of another province."""
        county = self._before.get(place.start)
        return county is not None and not any(self._gazetteer.inside(town, d) for d in county.divisions)

    def _lowest(self, level: int, share: float) -> Division:
        """Go down from the best province as long as one division holds the given share of the votes."""
        current = max((d for d in self._scores if d.level == 1), key=lambda d: (self._scores[d], d.code))
        while True:
            below = [d for d in self._scores if d.parent == current.code and d.level <= level]
            best = max(below, key=lambda d: (self._scores[d], d.code), default=None)
            if best is None or self._scores[best] < share * self._scores[current]:
                return current
            current = best

    def grounded(self, division: Division) -> bool:
        """Whether more speaks for a county than the name of its school, and of towns that other counties have too: its full name, a town of its own, the
        frame of the document, a slot for the own name, or its short name beside its province or another place of its city."""
        meant = [
            (p, self._gazetteer.inside(d, division))
            for p, d in zip(self._places, self._resolved, strict=True)
            if len(p.divisions) == 1
        ]
        *above, city, _ = self._gazetteer.lineage(division)
        beside = any(
            p.divisions[0] in above or (city in self._gazetteer.lineage(p.divisions[0]) and not own) for p, own in meant
        )
        return any(
            own and (beside or not p.short or p.start < self._head.body_start or p.start in self._own)
            for p, own in meant
        )

    def names(self, division: Division, other: str, text: str) -> bool:
        """Whether a division is named by itself, and not as the end of another's name (漳县 in 云漳县)."""
        return any(
            d is division and not p.short and not other.endswith(text[p.start - 1 : p.end])
            for p, d in zip(self._places, self._resolved, strict=True)
        )

    def evidence(self, division: Division) -> tuple[int, int] | None:
        """The first place that names the division or one inside it."""
        pairs = sorted(zip(self._places, self._resolved, strict=True), key=lambda pair: pair[0].start)
        return next((place[:2] for place, d in pairs if self._gazetteer.inside(d, division)), None)
