"""The own division of a document where no gazetteer has it: disguised, invented, renamed or abolished long ago, but named where a document says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.context.head import Head
from ingest.gazetteer import Division, gazetteer, short_name, tagged_words

COUNTY = re.compile(
    r"^(?:中共|国网|国家税务总局|关于(?:[印转下]发)?《?|在|(?:共青)?团(?=[^\n]{2,6}委))?(?P<n>[\u4e00-\u9fff]{1,3}(?<![全我各本该])[县旗]"
    r"|[\u4e00-\u9fff]{2,3}?(?<![全我各本该社园景新发校院城库灾山片地治厂牧林矿湖港])区(?=[\u4e00-\u9fff]{0,8}?[委局办会院府联]|\d)|[\u4e00-\u9fff]{2,3}?(?<![城大小全我各本该委])市)"
)
"""The county that a title or the name of a body begins with."""
_PAPER = re.compile(
    r"《(?P<n>[\u4e00-\u9fff]{2,3}[县旗市区])(?=[\u4e00-\u9fff]{2,40}(?:条例|办法|规定|细则|方案|规划|计划|制度)[》(])"
)
"""What a division makes begins with its name."""
_NO_NAME = re.compile(
    r"[各每几两某邻的和与等之]|[大小强老边山城党]$|^(?:农业|工业|人口|民族|贫困|示范|试点|先行|先进|文明|重点|生态|卫生|园林|旅游)"
)
_OTHERS = "与和同向赴到从及跨驻"
"""Behind these stands another's province."""


def titled_otherwise(head: Head, division: Division) -> bool:
    """Whether the title begins with a county that is neither in the gazetteer nor of a division's name."""
    match = COUNTY.match(head.title_text)
    if match is None or gazetteer().by_name(match["n"]) or _NO_NAME.search(match["n"][:-1]):
        return False
    if all(tag[0] in "vp" for _, tag in tagged_words(match["n"][:-1])):
        return False  # 关于成立县…, 关于对县…
    return all(short_name(match["n"]) != short_name(above.name) for above in gazetteer().lineage(division))


def unlisted(head: Head, text: str, issuer: str | None, letter: str | None) -> tuple[str, tuple[int, int]] | None:
    """Return the path of the division that title, issuer or the papers made there name and no gazetteer has, and where it is named first.

    Args:
        head: the frame of the document.
        text: the clean text.
        issuer: who speaks.
        letter: of the level that the document speaks of itself at.
    """
    for name, above in _named(head, text, issuer, letter):
        start = text.find(name)
        if start >= 0 and _unknown(name):
            return (above or _province(text)) + name, (start, start + len(name))
    return None


def _named(head: Head, text: str, issuer: str | None, letter: str | None) -> Iterator[tuple[str, str]]:
    for said in (head.title_text, issuer or ""):
        above, rest = _wider(said)
        if match := COUNTY.match(rest):
            yield match["n"], above
    for match in _PAPER.finditer(text):
        if match["n"].endswith(letter or "-"):
            yield match["n"], ""


def _wider(said: str) -> tuple[str, str]:
    """Take the province and prefecture that the gazetteer knows off the front of a name."""
    path, end = "", 0
    for place in gazetteer().find(said):
        if place.start != end or place.short or place.divisions[0].level > 2:
            break
        path, end = gazetteer().path(place.divisions[0]), place.end
    return path, said[end:]


def _unknown(name: str) -> bool:
    """Whether a word can be the name of a county, and no division in use is called so or so for short (撤县设区)."""
    book, stem = gazetteer(), name[:-1]
    if len(stem) < 2 or _NO_NAME.search(stem) or book.by_name(name) or any(d.level < 4 for d in book.by_name(stem)):
        return False
    tagged = tagged_words(stem)
    return not (len(tagged) == 1 and tagged[0][1][0] in "vadm") and tagged[0][1][0] not in "pcr"


def _province(text: str) -> str:
    """Return the one province that a text names without the name of a place in it behind, and not as another's."""
    places = gazetteer().find(text)
    followed = {place.start for place in places}
    found = {
        place.divisions[0].name
        for place in places
        if place.divisions[0].level == 1 and not place.short and place.end not in followed
        and text[place.start - 1 : place.start] not in tuple(_OTHERS)
    }  # fmt: skip
    return found.pop() if len(found) == 1 else ""
