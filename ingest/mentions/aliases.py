"""When two names are names of one thing: written in full and short, with and without the place, with and without the level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from graph.lookup import Holders, Names
from graph.vocabulary import Label
from ingest.gazetteer import broad_name, gazetteer, short_name
from ingest.lexicon import lexicon, words
from ingest.mentions.reading import Reading

_LEAGUE = re.compile(r"(?:共青)?团[\u4e00-\u9fff]{2,7}(?P<level>[省市县区州旗])委(?:员会)?")
_CONGRESS = re.compile(r"(?:中国人民政治协商会议|政协)[\u4e00-\u9fff]{2,7}?(?P<level>[省市县区州旗])委员会")
_PARTY = re.compile(r"^(?:中共|我|中国共产党)")
_HOSPITAL = re.compile(r"人民|(?<=第[一二三四五六七八九十])")
_BODY = re.compile(r"[局院校]$|公司$|集团$")
_UNIT = re.compile(r".[\u4e00-\u9fff]{2,10}(?:[大支总中]队|监测站|监督所)$")
"""Units of a kind that hardly more than one body of a level has."""
_SCHOOL = re.compile(r"(?:大学|学院|学校|中学|小学|初中|高中)$")
_INITIALS = ("协会", "中心", "集团", "公司")
_FORM = re.compile(r"(?<=集团)(?:有限责任|股份有限|有限)?公司$|(?:有限责任|股份有限|有限)(?=公司$)")
"""What a company's name says of its legal form."""
_OWN = ("医院", "公司", "集团", "学院", "协会", "商会", "学会", "联合会", "基金会", "研究院", "银行")
"""By these nouns alone a body speaks of itself."""
_OFFICE_OF = re.compile(
    r"(?P<body>.+?)(?P<office>(?:办(?:公室)?|党委|党组|党总支|党支部|工会|团委|机关(?:党委|工会)|[\u4e00-\u9fff]{2,6}[处科])?)"
)
_TERM = re.compile(r"第[一二三四五六七八九十百\d]+届(?=人民代表大会|委员会|[\u4e00-\u9fff]{0,4}理事会)")
"""Which term a congress or committee serves: it is one body through all of them."""
_COMMITTEE = re.compile(r"(?P<place>[\u4e00-\u9fff]+?(?P<level>[省市县区州盟旗镇乡]|街道))(?:工作)?委员会$")
"""A division's committee of the Party, written in full behind 中共."""
_OFFICE = re.compile(r"^([省市县区州旗盟镇乡][\u4e00-\u9fff]{1,6})办公室$")
"""An office of a level that is called 办 for short."""
_HIDDEN = re.compile(r"^[*×XxＸ]{2,3}(?P<level>[省市县区州旗])")
_PARTIES = (
    ("中国国民党革命委员会", "民革"), ("中国民主同盟", "民盟"), ("中国民主建国会", "民建"), ("中国民主促进会", "民进"),
    ("中国农工民主党", "农工党"), ("中国致公党", "致公党"), ("台湾民主自治同盟", "台盟"),
)  # fmt: skip
_SHORT = (
    ("工商业联合会", "工商联"), ("归国华侨联合会", "侨联"), ("残疾人联合会", "残联"), ("妇女联合会", "妇联"), ("文学艺术界联合会", "文联"),
    ("科学技术协会", "科协"), ("新的社会阶层人士联谊会", "新联会"), ("新的社会阶层人士联合会", "新联会"), ("党外知识分子联谊会", "知联会"),
    ("供销合作社联合社", "供销社"), ("供销合作总社", "供销社"), ("供销合作社", "供销社"), ("疾病预防控制中心", "疾控中心"), ("社会科学界联合会", "社科联"),
    ("社会治安综合治理中心", "综治中心"), ("人民代表大会常务委员会", "人大常委会"), ("国有资产监督管理委员会", "国资委"), ("人民政府", "政府"),
    ("财政局", "财政"), ("村村民委员会", "村委会"), ("村民委员会", "村委会"), ("村村委会", "村委会"), ("居民委员会", "居委会"),
)  # fmt: skip
"""Short names of bodies that every level has, and that do not end as the long ones do."""
_ZONE = re.compile(
    r"(?:中共)?(?P<name>[\u4e00-\u9fff]{2,14}?(?:(?P<level>(?<![社校园小景院库地辖片市灾山林牧军战])区|县|(?<!城)市|旗|(?<=..)州|(?<![城乡])镇|(?<![城下返同家故老])乡)))(?=[\u4e00-\u9fff]{2})"
)
"""The division or development zone by which an issuer is called, where no list of divisions has it."""
_OF_COMMITTEE = re.compile(r"统战部|组织部|宣传部|政法委|网信办|编办|督查室|党校|政研室")
_OF_LEVEL = re.compile(
    r"工商联|侨联|妇联|残联|总工会|文联|科协|关工委|红十字会|新联会|知联会|供销社|人社局|教育局|民政局|财政|司法局|公安局|商务局|文旅局|住建局|卫健局|农业农村局|人大|政协|政府"
)
_BUREAU = re.compile(r"(?![国中全本该分])(?:(?![省市县区州旗盟镇乡各])[\u4e00-\u9fff]){2,8}(?<!总)局")
"""A bureau named without its level, which is the document's own."""
_TOWN = re.compile(
    r"(?:中共)?(?:.*[省市县区旗州盟])?(?P<place>[\u4e00-\u9fff*×XxＸ○]{1,6}(?P<level>街道|[镇乡村]|社区))(?:党委|党工委|党支部|党总支|人民政府|政府|办事处|村委会|委员会)?"
)
"""The township, village or community that a document is from, or its committee or government."""
_LEVELS = {"province": "省", "prefecture": "市", "county": "县", "township": "镇"}
_CALLED = re.compile("[我全本]([市县区旗州镇乡])(?![级域镇村])")
_UNLISTED = re.compile("[\u4e00-\u9fff]{2,3}[市县区旗]")
"""A county that no list has, at the end of the own division's path."""
_RANK = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街": 3, "村": 4, "社": 4}
_LOWER = re.compile(r"(?:[县区旗镇乡村]|街道|社区)(?![市县区旗镇乡村街])")
_CUT = frozenset({Label.Organisation, Label.Base, Label.Campaign, Label.Mechanism, Label.Programme, Label.Policy})
"""Labels of which a document calls a thing by the end of its name, or by some of its words, once it has told the whole."""
SHORTENED = _CUT | {Label.Place}
"""Labels of what `shortens` knows a short name of."""
_LEVEL = re.compile(r"[省市县区旗州盟镇乡街校村团]|全[国省市县区]")
_RANKS = frozenset({"街道", "社区"})
_VILLAGES = ("村委会", "居委会")
_DIVISION = re.compile(r"(?:[省市县区旗州盟镇乡]|街道)$")
_LEVELLED = re.compile(r"(?:自治)?[省市县区旗州盟镇乡村]$|街道$|社区$")
_CLASS = re.compile(r"(?:活动|工作|行动|工程|建设|项目|战略|计划|服务|制度)$")
_LOOSE = re.compile(r"[我本到在赴驻]")

_FOLDED = re.compile(r"[\s“”\"'‘’《》()（）·,，、。.:：;—-]")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return what two writings of one name have in common."""
    return _FOLDED.sub("", name).lower()


class Home:
    """Names of bodies as they are called at home: with the level in place of the document's own divisions.

    Args:
        reading: the document.
    """

    def __init__(self, reading: Reading) -> None:
        self._area = reading.page.context.jurisdiction or ""
        self._owners = _owners(reading)
        self._level = _own_level(reading)
        level = reading.page.context.level
        self._rank = _RANK[_LEVELS.get(level or "", "") or self._level or "村"]
        self._written: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._issuer = reading.page.context.issuer or ""
        issuer = self.owned(self._issuer)
        if issuer.startswith(self._level) and issuer.endswith("局"):
            self._short[f"{self._level}局"] = issuer
            self._short |= {f"{above}局": above + issuer[1:] for above in "省市" if above != self._level}
        elif _SCHOOL.search(issuer):
            self._short |= {"学校": issuer, "校": issuer}
        self._short |= {noun: issuer for noun in _OWN if issuer.endswith(noun)}

    def bureau(self, line: str) -> list[str]:
        """Return the bureau of the own level that answers for a line of work: 县财政局 for 财政."""
        known = self._level in tuple("市县区旗州") and line in words(lexicon("organisations")["bureaus"])
        return [f"{self._level}{line}局"] if known else []

    def with_home(self, name: str) -> list[str]:
        """Return a body's name by itself, with the own level, and with the own division's name, in full and short: 公交集团, 市公交集团, 泰州公交集团."""
        own = [place for place, level in self._owners if level == self._level]
        return [name, self._level + name, *(place + name for place in {*own, *map(short_name, own)})]

    def below(self, name: str) -> bool:
        """Say whether a body's name begins with a level below the document's own: 县侨联 is another county's each time in a text of the city."""
        level = _LOWER.match(name)
        return level is not None and self._rank < _RANK[level[0][0]]

    def place(self, name: str) -> str | None:
        """Return the division that 我县 or 本市 is; None for other names, and where the document has none of that level."""
        level = name[1:] if name[:1] in ("我", "本") else ""
        town = _TOWN.fullmatch(self._issuer) or _TOWN.fullmatch(self._area)
        below = town["place"] if town and town["level"] == level else None
        return max((place for place, own in self._owners if own == level), key=self._area.rfind, default=below)

    def owned(self, name: str) -> str:
        """Write a body's name so: 陇西县残疾人联合会 is 县残联 in a document from there."""
        if name not in self._written:
            self._written[name] = _OFFICE.sub(r"\1办", self._write(name))
        return self._written[name]

    def _write(self, name: str) -> str:
        name = fold(name)
        if name.startswith("中共") and (full := _COMMITTEE.fullmatch(name, 2)):
            name = full["place"] + {"镇": "党委", "乡": "党委", "街道": "党工委"}.get(full["level"], "委")
        name = _TERM.sub("", _PARTY.sub("", name))
        own = _OFFICE_OF.fullmatch(name)
        if (
            own and own["body"] in self._short
        ):  # 市局, 学校, 市局办公室: the body that the document is from, or an office of it
            return self._short[own["body"]] + own["office"]
        hidden = _HIDDEN.match(name)
        if hidden and hidden["level"] == self._level:
            name = name[hidden.start("level") :]
        league, congress = _LEAGUE.match(name), _CONGRESS.match(name)
        if league:
            return f"团{league['level']}委{name[league.end() :]}"
        if congress:
            return f"{congress['level']}政协{name[congress.end() :]}"
        for long, short in _SHORT:
            name = name.replace(long, short)
        for long, short in _PARTIES:
            if name.startswith(long):
                name = re.sub(r"^.*?([省市县区])委(?:员)?会$", rf"{short}\1委会", short + name[len(long) :])
        for place, level in self._owners:
            if name.startswith(place) and (len(name) > len(place) + 1 or name == f"{place}委"):
                rest = name[len(place) :]
                return rest if rest.startswith(level) and len(place) > 1 and not place.endswith(level) else level + rest
        if self._level and _OF_COMMITTEE.fullmatch(name):
            return f"{self._level}委{name}"
        if self._level and (_OF_LEVEL.fullmatch(name) or _BUREAU.fullmatch(name)):
            return self._level + name
        return name


def abbreviates(short: str, long: str) -> bool:
    """Say whether a body's name may be short for another: an ordered part of it with the same beginning and the same head.

    Example:
        >>> abbreviates("县人社局", "县人力资源和社会保障局"), abbreviates("县商会", "县泵业商会")
        (True, False)
    """
    if len(_plain(short)) > 4 and _plain(short).endswith(_INITIALS):
        return short[:1] == long[:1] and _initials(_plain(short), _plain(long))
    if (of := unit_of(short, long)) is not None:
        return of
    if short.endswith("医院") and _HOSPITAL.sub("", short) != _HOSPITAL.sub("", long):
        return False  # 县医院 is 县人民医院, and neither 县中医医院 nor 县第二人民医院
    if len(short) < 3 or short[-1] not in ("局委办部联院厅" if len(short) < 4 else "局委办部联院厅站所"):
        return False
    if short[1:] in ("委办", "政府办", "妇联", "侨联", "残联", "文联", "工商联"):
        return False  # 县委办 is the committee's own office, and not 县委台港澳办; 县妇联 is not 县电商行业妇联
    long = long.removeprefix("国家") if not short.startswith("国家") else long
    long = re.sub(r"委员会$", "委", long) if short.endswith("委") else long
    if short == long:
        return True
    if len(short) >= len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    return (
        _leaves_out(short, long, short[-1])
        and not long.startswith(short[:-1] + "委")
        and ("委" in short[:-1]) == ("委" in long[:-1])
    )


def unit_of(short: str, long: str) -> bool | None:
    """Say whether a name is a unit's without the bureau that it belongs to; None where the longer name tells no such bureau.

    Example:
        >>> unit_of("县交警大队", "县公安局交警大队"), unit_of("县团委", "县教育局团委"), unit_of("县商会", "县泵业商会")
        (True, False, None)
    """
    body = long[1 : 1 - len(short)]
    if long != short[:1] + body + short[1:] or not _BODY.search(body):
        return None
    return _UNIT.search(short) is not None


def _bare(label: Label, name: str) -> str:
    """Return a place's name without its level (猴桥 for 猴桥镇; what hides its name has none), another thing's without the noun of its class."""
    if label is not Label.Place:
        return _CLASS.sub("", name) if len(name) > 4 else name
    return name if len(name) < 3 or _HIDDEN.match(name) else _LEVELLED.sub("", name)


def _plain(name: str) -> str:
    """Write 老体协 as 老体协会, and a company without its legal form."""
    return f"{name}会" if name.endswith("协") else _FORM.sub("", name)


def _initials(short: str, long: str) -> bool:
    """Whether a name has single characters for the words of a longer one: 社体 for 社会体育; 体育 in 体育事业发展 may be another body's."""
    head = short[-2:]
    return long.endswith(head) and short[1:-2] not in long and _leaves_out(short, long, head)


def _leaves_out(short: str, long: str, head: str) -> bool:
    """Whether a name is a longer one with characters left out, and not what the longer one only begins with (市公安局, 市公安局城北分局)."""
    ends = [match.end() for match in re.finditer(re.escape(head), long)]
    return _in_order(short, long) and not any(_in_order(short, long[:end]) for end in ends if end < len(long))


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def shortens(label: Label, short: str, names: Sequence[str]) -> bool:
    """Say whether a document that tells a thing's names may mean it by a shorter one.

    A body's short name is written as `abbreviates` says; other things, and bodies without a level, are called by the end of the name, or by some of
    its words with the first and the last two characters; a place by its last part.

    Example:
        >>> shortens(Label.Base, "印染旧址", ["三河印染厂旧址"]), shortens(Label.Base, "三河旧址", ["三河印染厂旧址"])
        (False, True)
        >>> shortens(Label.Organisation, "市委", ["团市委"]), shortens(Label.Place, "后所镇", ["富源县后所镇"])
        (False, True)
    """
    if label is Label.Organisation and abbreviates(short, names[0]):
        return True
    return len(short) > 1 and any(_shortens(label, short, name) for name in names if len(short) < len(name))


def _shortens(label: Label, short: str, long: str) -> bool:
    if label is Label.Place:
        long = _bare(label, long) if not _LEVELLED.search(short) else long
        more = long[: -len(short)]
        apart = len(short) > 2 and (_DIVISION.search(more) or _LOOSE.match(more))
        return long.endswith(short) and (long == short or short in _RANKS or bool(apart))
    if label not in _CUT or (label is Label.Organisation and _LEVEL.match(short)):
        return False
    if short == _bare(label, long):
        return True
    if long.endswith(short) and short.endswith(_VILLAGES):
        return _DIVISION.search(long[: -len(short)]) is not None  # 石桥村委会 is none of 大石桥村
    if long.endswith(short) and long[: -len(short)] in ("省", "国家", "中央"):
        return False  # 省信访工作会议 is none of the county's own
    if long.endswith(short):  # 市博物馆 is the document's own, and not 襄阳市博物馆
        return short[0] not in "省市县区旗州镇乡" or not gazetteer().by_name(long[: 1 - len(short)])
    return len(short) > 3 and short[:2] == long[:2] and short[-2:] == long[-2:] and _leaves_out(short, long, short[-2:])


class Wholes:
    """The things of a document by what a shorter name shares with their names, so that it need not be held against all.

    Args:
        things: label and names of each, written as `Home.owned` and `fold` write them.
    """

    def __init__(self, things: Sequence[tuple[Label, Sequence[str]]]) -> None:
        self._bearing: dict[tuple[Label, str], list[int]] = defaultdict(list)
        for n, (label, names) in enumerate(things):
            for name in dict.fromkeys((*names, *(_bare(label, name) for name in names))):
                self._bearing[label, name].append(n)
        self._holders = Holders(
            {label.value, *chain(*names), *chain(*map(_ends, (*names, *(n.removeprefix("国家") for n in names))))}
            for label, names in things
        )
        labels = {label for label, _ in things}
        self._names = {label: Names(name for other, name in self._bearing if other is label) for label in labels}

    def near(self, label: Label, short: str) -> Iterator[int]:
        """Yield, once each and as they are asked for, the numbers of all things for which `shortens` may hold."""
        if len(short) < 2:
            return
        seen: set[int] = set()
        ending = (n for name in self._names[label].ending(short) for n in self._bearing[label, name])
        shared = (part for part in _ends(short) if self._holders.count(part) > 1)  # who asks holds it too
        within = (n for part in shared for n in self._holders.of({label.value, part, *_plain(short)}))
        for n in chain(ending, within):
            if n not in seen:
                seen.add(n)
                yield n


def _ends(name: str) -> tuple[str, str]:
    """Return what a name shares with those that shorten it by leaving out words in the middle."""
    name = _plain(name)
    last = "委" if name.endswith("委员会") else name[-1:]
    return f"{name[:2]}…{name[-2:]}", f"{name[:1]}…{last}"


def widened(name: str, short: str) -> bool:
    """Say whether a place's name is a shorter one with words before it that are no name (到后所镇, 我县后所镇)."""
    return name != short and name.endswith(short) and _LOOSE.match(name) is not None


def _own_level(reading: Reading) -> str:
    """Return the level of the document's own division as it stands before a body: 县 in 县工商联; empty where it is not settled."""
    context = reading.page.context
    if area := context.jurisdiction:
        level = area[-1] if not area.endswith("街道") else ""
        return level if level in "市县区旗州盟镇乡省" else _LEVELS.get(context.level or "", "")
    if zone := _ZONE.match(context.issuer or ""):
        return zone["level"]
    called = Counter(_CALLED.findall(reading.text)).most_common(1)
    return called[0][0] if called else ""


def _owners(reading: Reading) -> list[tuple[str, str]]:
    """Return the names of the document's own division and those above it with their levels, the longest first: (陇西县, 县), (定西市, 市)."""
    area = reading.page.context.jurisdiction or ""
    book = gazetteer()
    found: list[tuple[str, str]] = []
    rest = area
    path = ""
    while rest:
        match = next(
            (
                rest[:n]
                for n in range(len(rest), 1, -1)
                if any(book.path(d) == path + rest[:n] for d in book.by_name(rest[:n]))
            ),
            None,
        )
        if match is None and not _UNLISTED.fullmatch(rest):
            break
        match = match or rest
        path += match
        rest = rest[len(match) :]
        level = "街道" if match.endswith("街道") else match[-1]
        found.append((match, level))
    # a county that is a city has 市 to itself: 市总工会 is not that of the prefecture
    own = [(at, *one) for at, one in enumerate(found) if one[1] not in [level for _, level in found[at + 1 :]]]
    named = [
        ("".join(name for name, _ in found[above : at + 1]), level) for at, _, level in own for above in range(at + 1)
    ]
    short = [(broad_name(name), level) for _, name, level in own]
    zone = _ZONE.match(reading.page.context.issuer or "")
    if zone is None and not area:  # a county that no list has: 云溪县 in 云溪县多措并举…
        titled = _ZONE.match(reading.page.context.title)
        zone = titled if titled and reading.text.count(titled["name"]) > 2 else None
    if zone and zone["level"] not in [level for _, level in found]:
        named.append((zone["name"], zone["level"]))
    return sorted({*named, *short}, key=lambda pair: (-len(pair[0]), pair))
