"""Divisions as text: paths such as ``江苏省泰州市靖江市`` taken apart, and level letters (市委, 县政府) read against them."""

from __future__ import annotations

import re
from functools import cache

# 景德镇市, 新乡市 and 沙市区 hold a division word inside their names, 津市市 ends in one twice.
_SEGMENT = re.compile(
    r"津市市|.+?(?:特别行政区|自治[区州县旗]|省|市(?!区)|[盟县区旗]|镇(?!市)|乡(?!市)|地区|街道|苏木)"
)
_NATIONAL = re.compile(r"^(?:中共中央|中央|全国|国务院|国家|中国|中华|最高人民)")
_LEVELS = {"省": ("省", "自治区"), "自治区": ("自治区",), "州": ("自治州",), "盟": ("盟",), "地区": ("地区",), "县": ("县",), "旗": ("旗",),
           "镇": ("镇",), "乡": ("乡",), "街道": ("街道",)}  # fmt: skip


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
    """
    parts: list[str] = []
    end = 0
    for found in _SEGMENT.finditer(path):
        parts.append(path[end : found.end()])
        end = found.end()
    if end < len(path):
        parts.append(path[end:])
    return tuple(parts)


def short(division: str) -> str:
    """Return a division's name without its class: ``泰州`` for ``泰州市``; a name of two characters stays whole.

    Example:
        >>> short("泰州市"), short("新疆维吾尔自治区"), short("吴县")
        ('泰州', '新疆', '吴县')
    """
    for pattern in (r"(?:壮族|回族|维吾尔)?(?:自治区)$", r"(?:省|市|县|区|旗|镇|乡|街道|盟|地区|特别行政区)$"):
        cut = re.sub(pattern, "", division)
        if cut != division and len(cut) >= 2:
            return cut
    return division


def is_national(name: str) -> bool:
    """Tell whether a body or policy is of the whole country by its name's first words."""
    return bool(_NATIONAL.match(name))


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
