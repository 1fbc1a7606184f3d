"""The jurisdiction of a document: at which level it says 我县 or 全市, and which division the named places vote for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from ingest.context.head import Head
from ingest.gazetteer import LEVELS, Division, Gazetteer, Place, gazetteer

_DEICTIC = re.compile(
    r"(?:(?<![安健齐完保])全|(?<!自)我)(?P<a>省|市|区|县|旗|州|盟|镇|乡|街道|苏木)(?!级|直)"
    r"|(?<![\u4e00-\u9fff])(?P<b>省|市|区|县|旗|州|盟|镇|街道)(?=委|政府|政协|人大|妇联|工商联|侨联|总工会|残联|科协|文联|财政局|教育局|民政局|卫健|文旅|直|党委|党工委)"
)
_LETTERS = {"街道": 4, "镇": 4, "乡": 4, "苏木": 4}
_REDACTED = r"(?:[*×＊XxＸ○0]{2,4}|\.{3})"
_TOWNSHIP = re.compile(rf"{_REDACTED}(?:街道|镇|乡|苏木)")


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """The full path of a division (a redacted township at its end stays redacted), its level, and the span that settled it."""

    path: str | None
    level: str | None
    evidence: tuple[int, int] | None
    division: Division | None


def jurisdiction_of(head: Head, kind: str, text: str) -> Jurisdiction:
    """Tell the jurisdiction of a document; the path is None where the places that it names do not settle it."""
    letters = Counter(match["a"] or match["b"] for match in _DEICTIC.finditer(text))
    letter = _letter(letters, head)
    places = gazetteer().find(text)
    votes = _Votes(gazetteer(), places, head, text)
    division = votes.choose(letter, kind)
    level = LEVELS[division.level] if division else None
    if letter in _LETTERS:
        level = LEVELS[4]
    if division is None:
        return Jurisdiction(None, level, None, None)
    path = gazetteer().path(division)
    if (
        letter in _LETTERS
        and division.level < 4
        and (match := _TOWNSHIP.search(head.title_text) or _TOWNSHIP.search(text))
    ):
        path += match[0]
    return Jurisdiction(path, level, votes.evidence(division), division)


def _letter(letters: Counter[str], head: Head) -> str | None:
    """The letter of the level that the document speaks of itself with most often."""
    if match := re.match(rf"(?:[\u4e00-\u9fff]{{0,8}}?){_REDACTED}?(街道|镇|乡|苏木)", head.title_text):
        return match[1]
    if not letters:
        return None
    best = max(letters.items(), key=lambda item: (item[1], item[0]))
    return best[0] if best[1] >= 2 or sum(letters.values()) == 1 else None


class _Votes:
    """Named places vote for the divisions that hold them."""

    def __init__(self, places: Gazetteer, found: list[Place], head: Head, text: str) -> None:
        self._gazetteer = places
        self._found = found
        self._head = head
        self._text = text
        self._weights = [self._weight(place) for place in found]
        self._resolved = self._resolve()
        self.scores: dict[Division, float] = defaultdict(float)
        for division, weight in self._resolved:
            for above in places.lineage(division):
                self.scores[above] += weight * (1.0 if above is division else 0.8)

    def _weight(self, place: Place) -> float:
        weight = 0.6 if place.short else 1.0
        head = self._head
        if head.title_start <= place.start < head.title_end:
            weight *= 5
        elif place.start < head.body_start or any(s <= place.start < s + len(line) for s, line in head.signature):
            weight *= 3
        return weight

    def _resolve(self) -> list[tuple[Division, float]]:
        """Names borne by several divisions count for the one nearest to what the unambiguous ones say."""
        clear: Counter[str] = Counter()
        for place, weight in zip(self._found, self._weights, strict=True):
            for division in place.divisions:
                for above in self._gazetteer.lineage(division):
                    clear[above.code] += int(weight * 1000 / len(place.divisions))
        resolved: list[tuple[Division, float]] = []
        for place, weight in zip(self._found, self._weights, strict=True):
            best = max(
                place.divisions,
                key=lambda d: (sum(clear[a.code] for a in self._gazetteer.lineage(d)), -d.level, d.code),
            )
            share = 1.0 if len(place.divisions) == 1 else 0.5
            resolved.append((best, weight * share))
        return resolved

    def choose(self, letter: str | None, kind: str) -> Division | None:
        """Choose the division that the document is about."""
        if not self.scores:
            return None
        if kind == "news" and letter is None:
            return self._dominant(0.8)
        if letter is None or letter in _LETTERS:
            return self._lowest(4 if letter in _LETTERS else 3)
        matching = [d for d in self.scores if d.name.endswith(letter) and d.level < 4]
        if not matching:
            return self._lowest(3)
        best = max(matching, key=lambda d: (self.scores[d], d.level, d.code))
        inner = [d for d in matching if self._gazetteer.parent(d) == best and self.scores[d] >= 0.6 * self.scores[best]]
        return max(inner, key=lambda d: (self.scores[d], d.code)) if inner else best

    def _lowest(self, level: int) -> Division | None:
        """Go down from the best province as long as one division holds most of the votes."""
        tops = [d for d in self.scores if d.level == 1]
        current = max(tops, key=lambda d: (self.scores[d], d.code))
        while True:
            below = [d for d in self.scores if d.parent == current.code and d.level <= level]
            best = max(below, key=lambda d: (self.scores[d], d.code), default=None)
            if best is None or self.scores[best] < 0.6 * self.scores[current]:
                return current
            current = best

    def _dominant(self, share: float) -> Division | None:
        total = sum(weight for _, weight in self._resolved)
        best = self._lowest(3)
        while best is not None and self.scores[best] < share * total:
            best = self._gazetteer.parent(best)
        return best

    def evidence(self, division: Division) -> tuple[int, int] | None:
        """The first place that names the division or one inside it."""
        for place, (resolved, _) in zip(self._found, self._resolved, strict=True):
            if self._gazetteer.inside(resolved, division):
                return place.start, place.end
        return None
