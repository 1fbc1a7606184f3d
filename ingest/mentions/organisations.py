"""Bodies by the grammar of their names: [place or level] + modifiers + tail."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_LEVEL = re.compile(r"(?:我?(?:省|市|县|区|旗|州|盟|镇|乡|街道|校|村|社区)|自治区|开发区|高新区|全国|国家|中央|国务院)")
_COMMITTEE = re.compile(r"(?:省|市|县|区|旗|州|盟)委(?![员托派任屈婉会])")
_TWO = re.compile(r"[\u4e00-\u9fff]{0,8}?[省市县区旗州盟]委(?=[省市县区旗州盟](?:人民)?政府$)")
_REDACTION = re.compile(r"(?:[*×]{2,3}|[Xx×]{2}|00)$")


@cache
def _tails() -> tuple[dict[str, str], frozenset[str], tuple[str, ...], frozenset[str]]:
    """Return tail to kind, the bodies known by their tail alone, words that make a class of bodies, and tails that need a level or place."""
    data = lexicon("organisations")
    kinds = {tail: kind for kind, tails in data["tails"].items() for tail in words(tails)}
    return kinds, frozenset(words(data["bare"])), words(data["vague"]), frozenset(words(data["closed"]))


@cache
def _longest() -> re.Pattern[str]:
    data = lexicon("organisations")
    return re.compile(
        alternation([tail for tails in data["tails"].values() for tail in words(tails)] + list(words(data["bare"])))
    )


def find_organisations(reading: Reading) -> list[Named]:
    """Find bodies by their tails; where one tail ends inside or right before another (党委|办公室), the longer name stands."""
    found: dict[int, Named] = {}
    for match in _longest().finditer(reading.text):
        named = _body(reading, match.start(), match.end())
        if named is not None:
            found[named.end] = named
    for match in _COMMITTEE.finditer(reading.text):
        if match.end() not in found:
            named = _body(reading, match.start(), match.end())
            if named is not None:
                found[named.end] = named
    return [*found.values(), *_issuer(reading)]


_NO_BODY = re.compile(r"(?:网|报|新闻|电视台|联播|在线|[镇乡村]|街道|社区)$")
"""An outlet, or a township or village, which is a place."""


def _issuer(reading: Reading) -> list[Named]:
    """The body that the document is from, wherever its name stands, be it of a form that the grammar does not know."""
    issuer = reading.page.context.issuer
    if not issuer or _NO_BODY.search(issuer):
        return []
    text = reading.text
    spans = [m.span() for m in re.finditer(re.escape(issuer), text)]
    if not spans and (span := reading.page.context.evidence.get("issuer")):
        spans = [span]
    return [
        Named(
            a,
            b,
            Label.Organisation,
            kind_of_body(issuer),
            "organisation.issuer",
            950,
            tuple(dict.fromkeys((issuer, text[a:b]))),
        )
        for a, b in spans
    ]


def kind_of_body(name: str) -> str:
    """Return the kind that a body's name says by its last words."""
    kinds = _tails()[0]
    for size in range(min(8, len(name)), 0, -1):
        if name[-size:] in kinds:
            return kinds[name[-size:]]
    return _kind_of_bare(name)


_COMMITTEE_OF = re.compile(r"(?<![镇乡村道区县市省])党(?:委|组|总支)$")
_HELD = re.compile(
    r"(?:副?书记|委员|成员)、[\u4e00-\u9fff]{0,8}?(?:[局厅部院校馆台行站所处科社队]长|主任|主席|经理|理事长|政委)"
)


def headed(reading: Reading, one: Named) -> Named:
    """Take for the body itself its committee that only tells the rank of who heads it: 县水利局党组成员、副局长."""
    committee = _COMMITTEE_OF.search(one.names[0]) if one.label is Label.Organisation else None
    if (
        committee is None
        or not _HELD.match(reading.text, one.end)
        or not reading.text.startswith(committee[0], one.end - len(committee[0]))
    ):
        return one
    names = tuple(name.removesuffix(committee[0]) for name in one.names)
    return replace(one, end=one.end - len(committee[0]), kind=kind_of_body(names[0]), names=names, also=())


def _body(reading: Reading, tail: int, end: int) -> Named | None:
    kinds, bare, vague, closed = _tails()
    text = reading.text
    word = text[tail:end]
    if text.startswith("部署", end - 1) or text.endswith("部署", 0, end):
        return None  # what 市文旅局统一部署 says it does, and no office of it
    if not (reading.ends_word(end) or text[end - 1] in "局厅委部办") or _goes_on(reading, end, word):
        return None
    start = _begin(reading, tail)
    start += first_of_two(text, start, end)
    name = text[start:end]
    stem = text[start:tail]
    before = reading.before(start, 4)
    if before.endswith(vague) or name.startswith(vague):
        return None
    anchored = (
        _anchored(reading, start, tail) or bool(_COMMITTEE.fullmatch(word)) or (word[:1] in "省市县区" and word in bare)
    )
    if not stem and word not in bare and not _COMMITTEE.fullmatch(word):
        return None
    if word in closed and word not in bare and not anchored:
        return None
    if (
        word in ("政府", "人民政府")
        and not re.search(r"(?:省|市|县|区|旗|州|盟|镇|乡|街道|府)$", stem)
        and start + len(stem) not in reading.place_at
    ):
        return None
    if stem and not anchored and _generic(stem, word):
        return None
    kind = kinds.get(word) or _kind_of_bare(word)
    sure = 900 if anchored or word in bare else 700
    rule = (
        "organisation.level" if anchored else "organisation.bare" if word in bare and not stem else "organisation.tail"
    )
    return Named(start, end, Label.Organisation, kind, rule, sure, (name,))


def first_of_two(text: str, start: int, end: int) -> int:
    """Return how long the first of two bodies is that a stretch names without a stop between (市委市政府); 0 where it is no such pair."""
    first = _TWO.match(text, start, end)
    return len(first[0]) if first else 0


def _goes_on(reading: Reading, end: int, word: str) -> bool:
    """Whether what follows makes something else of the tail: 政协委员, 党委书记's office is fine, 妇联干部 is fine, 总部经济 is not."""
    after = reading.text[end : end + 3]
    if word.endswith("委") and after[:1] in ("托", "派"):  # 县水务局委托
        return True
    if word.endswith("办") and after[:1] in ("法", "理"):  # 出台办法
        return True
    if word in ("政协", "人大") and after.startswith(("委员", "代表", "提案", "工作者")):
        return after.startswith(("委员", "代表", "提案"))
    if word in ("工会", "党支部", "支部", "协会", "学会", "商会", "法院") and after.startswith(
        ("会员", "主题", "经费")
    ):
        return True
    return (after[:1] in "员长" and word not in ("学校", "医院", "村委会")) or after.startswith(
        ("学生", "经济", "联动", "化")
    )


_GENERIC = frozenset(words(lexicon("organisations")["generic"]))


def _generic(stem: str, word: str) -> bool:
    return (
        stem in _GENERIC
        or stem in ("新", "老", "全", "多", "大", "小", "本", "该", "我", "家", "各", "一", "两")
        or len(stem) < 2
    )


def _kind_of_bare(word: str) -> str:
    if word.endswith(("委", "党工委", "党委")):
        return "party_committee"
    if word.endswith(("政府", "国务院", "街道办", "管委会", "街道办事处")):
        return "government"
    if word.endswith(("人大", "政协")):
        return "congress_cppcc"
    if word.endswith(("妇联", "工商联", "总工会", "团中央")):
        return "chamber" if word.endswith("工商联") else "mass_organisation"
    return "department"


def _begin(reading: Reading, tail: int) -> int:
    """Where a body's name begins: at the place, level or prefix that opens it, else where its words begin."""
    text = reading.text
    edge = reading.left_edge(tail, limit=20)
    region = text[edge:tail]
    cut = edge
    for word in reading.words[reading.index(edge) : reading.index(tail)] if edge < tail else ():
        opens = _LEVEL.fullmatch(word.text) or _COMMITTEE.fullmatch(word.text)
        if opens and word.start > edge and not _attached(reading, edge, word.start):
            cut = word.start
    if cut == edge:
        for place in reading.places_in(edge + 1, tail):
            if not place.short and place.start not in reading.place_at and place.start - edge > 1:
                cut = edge if _attached(reading, edge, place.start) else place.start
                break
    if region.startswith(("我", "本", "该")) and cut == edge and len(region) > 1 and region[1] in "省市县区镇乡校":
        cut += 1
    cut += reading.wider(cut)
    redacted = _REDACTION.search(reading.before(cut, 3))
    return cut - len(redacted[0]) if redacted else cut


_PREFIXES = words(lexicon("organisations")["prefixes"])
_DIVIDED = re.compile(r"[\u4e00-\u9fff]{2,6}(?:省|市|县|区|州|旗|镇|乡|街道)")
_DIVISION = re.compile(r"(?:省|市|县|区|州|盟|旗|镇|乡|街道|[*X0]{2})$")


def _attached(reading: Reading, edge: int, start: int) -> bool:
    """Whether what stands between opens a body's name: a place, a redaction, 中共 and the like."""
    between = reading.text[edge:start]
    return between.endswith(_PREFIXES) or start in reading.place_at or bool(_DIVISION.search(between))


def _anchored(reading: Reading, start: int, tail: int) -> bool:
    head = reading.text[start : tail + 3]
    if head.startswith(("中共", "国网", "共青团", "国家", "中央", "全国", "中国")):
        return True
    if _LEVEL.match(head) and not head.startswith(("社区", "村", "校")):
        return True
    return (start in reading.place_from and start < tail) or _DIVIDED.match(reading.text, start, tail) is not None
