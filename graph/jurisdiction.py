"""Divisions as text: paths such as ``江苏省泰州市靖江市`` taken apart, names of places in front of names read against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words() -> dict[str, Any]:
    """Return words.yaml as it stands."""
    loaded: dict[str, Any] = yaml.safe_load(files("graph").joinpath("words.yaml").read_text(encoding="utf-8"))
    return loaded


# 景德镇市, 新乡市, 沙市区, 董市镇 and 黄旗镇 hold a division word inside their names, 津市市 ends in one twice; 商洛市镇安县 and 济宁市市中区 do not.
_GOES_ON = r"(?!街道|[县区]|镇(?![安平远雄原沅巴赉康宁海江坪罗东西前城子隆])|乡(?!宁|贤))"
_SEGMENT = re.compile(
    rf"津市市|.+?(?:特别行政区|自治[区州县旗]|省|街道|地区|苏木|市{_GOES_ON}|[盟县区旗](?!市|佤|满族|(?<=旗)[营庄路楼岭寨]){_GOES_ON}"
    rf"|[镇乡](?!市|族|塘){_GOES_ON}|[省市县区旗镇乡盟](?=$))"
)
_NATIONAL = re.compile(r"^(?:中共中央|中央|全国|国务院|国家|中国|中华|最高人民)")
_LEVELS = {"省": ("省", "自治区"), "自治区": ("自治区",), "州": ("自治州",), "盟": ("盟",), "地区": ("地区",), "县": ("县",), "旗": ("旗",),
           "镇": ("镇",), "乡": ("乡",), "街道": ("街道",)}  # fmt: skip
_BROAD = re.compile(rf"(?<=.{{2}})(?:(?:{'|'.join(words()['peoples'])})族?)*自治[区州县旗]$")
_NARROW = re.compile(r"(?<=.{2})(?:特别行政区|街道|地区|苏木|[省市县区旗镇乡盟])$")
_CLASSES = "省市县区州盟旗镇乡"
HIDDEN = re.compile(r"[*＊×X○〇]|某(?=[省市县区旗镇乡某])")
"""What stands for a name that a text hides: ``XX镇``, ``**市``, ``某区``."""


@cache
def segments(path: str) -> tuple[str, ...]:
    """Split a full path into its divisions, the widest first.

    Example:
        >>> segments("新疆维吾尔自治区伊犁哈萨克自治州伊宁市")
        ('新疆维吾尔自治区', '伊犁哈萨克自治州', '伊宁市')
        >>> segments("湖北省荆州市沙市区")
        ('湖北省', '荆州市', '沙市区')
        >>> segments("江西省景德镇市珠山区")
        ('江西省', '景德镇市', '珠山区')
        >>> segments("湖北省宜昌市枝江市董市镇"), segments("陕西省商洛市镇安县")
        (('湖北省', '宜昌市', '枝江市', '董市镇'), ('陕西省', '商洛市', '镇安县'))
    """
    parts: list[str] = []
    end = 0
    for found in _SEGMENT.finditer(path):
        parts.append(path[end : found.end()])
        end = found.end()
    if end < len(path):
        parts.append(path[end:])
    return tuple(parts)


@cache
def short(division: str) -> str:
    """Return a division's name without its class and peoples: ``泰州`` for ``泰州市``; a name of two characters stays whole.

    Example:
        >>> short("泰州市"), short("新疆维吾尔自治区"), short("门源回族自治县"), short("吴县")
        ('泰州', '新疆', '门源', '吴县')
    """
    cut = _BROAD.sub("", division)
    return cut if cut != division else _NARROW.sub("", division)


def is_called(division: str, name: str) -> bool:
    """Tell whether a name means a division: in full, without its class, or without its peoples.

    Example:
        >>> is_called("互助土族自治县", "互助县"), is_called("泰州市", "泰州"), is_called("泰州市", "泰州区")
        (True, True, False)
    """
    stem = short(division)
    return name in (division, stem) or (stem != division and name == stem + division[-1])


@cache
def called_after(name: str, path: str | None) -> str | None:
    """Return the division that a name begins with for short: the city or province of a path, else a province.

    Example:
        >>> called_after("泰州大学", "江苏省泰州市靖江市"), called_after("四川大学", "江苏省泰州市"), called_after("老年大学", "江苏省泰州市")
        ('江苏省泰州市', '四川省', None)
    """
    parts = segments(path) if path else ()
    for last in range(min(2, len(parts)), 0, -1):
        stem = short(parts[last - 1])
        if name.startswith(stem) and name[len(stem)] not in _CLASSES:
            return "".join(parts[:last])
    province = _provinces().get(name[:2])
    return province if province and name.startswith(short(province)) else None


def is_national(name: str) -> bool:
    """Tell whether a body or policy is of the whole country by its name's first words."""
    return bool(_NATIONAL.match(name))


@cache
def of_level(path: str, letter: str) -> str | None:
    """Return the path of the division that a level letter means in a document of ``path``; None where the path holds none.

    市 means the document's own division where that is a 市, else the nearest 市 above; 区 likewise.

    Example:
        >>> of_level("江苏省泰州市", "省"), of_level("江苏省泰州市", "市"), of_level("江苏省泰州市", "县")
        ('江苏省', '江苏省泰州市', None)
    """
    parts = segments(path)
    ends = _LEVELS.get(letter, (letter,))
    for last in range(len(parts), 0, -1):
        division = parts[last - 1]
        if division.endswith(ends) and not (letter == "区" and division.endswith("自治区") and len(parts) > 1):
            return "".join(parts[:last])
    return None


@cache
def _provinces() -> dict[str, str]:
    """The provinces by their first two characters, which no two of them share."""
    return {province[:2]: province for province in words()["provinces"]}


class Divisions:
    """The divisions that a batch of documents knows, and how a name that begins with one is taken apart.

    Args:
        paths: full paths, for example the jurisdictions of documents; each division on the way is known too.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        below: dict[str, set[str]] = defaultdict(set)
        self._known: set[str] = set()
        for path in set(paths):
            if not HIDDEN.search(path):
                parts = segments(path)
                for last in range(len(parts)):
                    whole = "".join(parts[: last + 1])
                    self._known.add(whole)
                    below[parts[last]].add(whole)
        self._named = {name: tuple(sorted(wholes)) for name, wholes in below.items()}
        self._longest = max(map(len, self._named), default=0)

    def __contains__(self, path: str) -> bool:
        return path in self._known

    def split(self, name: str, path: str | None) -> tuple[str | None, str]:
        """Take the division off the front of a name.

        Args:
            name: of a body, a site or anything else.
            path: division of the document that says it.

        Returns:
            Full path of the division, None where the name begins with none, and the rest of the name.

        Example:
            >>> Divisions(["江苏省泰州市海陵区"]).split("海陵区民宗局", "江苏省泰州市")
            ('江苏省泰州市海陵区', '民宗局')
        """
        base, rest = self._first(name, path)
        while base is not None and rest:
            step = next(
                (n for n in range(min(len(rest) - 2, self._longest), 1, -1) if base + rest[:n] in self._known), 0
            )
            if step:
                base, rest = base + rest[:step], rest[step:]
            elif (within := _within(base, rest, path)) is not None:
                base, rest = within
            else:
                break
        return base, rest

    def _first(self, name: str, path: str | None) -> tuple[str | None, str]:
        parts = segments(path) if path else ()
        for last in range(len(parts), 0, -1):
            if (rest := _without(name, parts[last - 1])) is not None:
                return "".join(parts[:last]), rest
        for n in range(min(len(name) - 2, self._longest), 1, -1):
            if wholes := self._named.get(name[:n]):
                near = _nearest(wholes, parts)
                if near is not None:
                    return near, name[n:]
        province = _provinces().get(name[:2])
        rest_of = _without(name, province) if province else None
        return (province, rest_of) if rest_of is not None else (None, name)


def _within(base: str, rest: str, path: str | None) -> tuple[str, str] | None:
    """Take the short name of the document's own city or county off, behind that of its province (贵州湄潭…)."""
    parts = segments(path) if path else ()
    for last in range(len(parts), 1, -1):
        inner = "".join(parts[:last])
        if inner.startswith(base) and inner != base and (left := _without(rest, parts[last - 1])) is not None:
            return inner, left
    return None


def _without(name: str, division: str) -> str | None:
    """Return the rest of a name that begins with a division, in full or for short; None where it does not or nothing of a name remains."""
    if name.startswith(division) and len(name) >= len(division) + 1:
        return name[len(division) :]
    stem = short(division)
    if name.endswith("大学"):
        return None  # 北京师范大学 is no body of Beijing: the place is part of a university's name
    if stem != division and name.startswith(stem) and len(name) >= len(stem) + 2 and name[len(stem)] not in _CLASSES:
        return name[len(stem) :]
    return None


def _nearest(wholes: tuple[str, ...], parts: tuple[str, ...]) -> str | None:
    """Choose among divisions of one name the one that shares most of the document's path; None where two share as much.

    Far from the document only the names of provinces, cities and autonomous divisions are believed: there is a 鼓楼区 in four cities.
    """

    def shared(whole: str) -> int:
        own = segments(whole)
        return next((n for n, (a, b) in enumerate(zip(own, parts, strict=False)) if a != b), min(len(own), len(parts)))

    best = max(map(shared, wholes))
    near = [whole for whole in wholes if shared(whole) == best]
    return (
        near[0]
        if len(near) == 1 and (best or near[0].endswith(("省", "自治区", "市", "盟", "自治州", "自治县", "自治旗")))
        else None
    )
