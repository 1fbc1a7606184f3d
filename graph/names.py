"""What a name says of a thing's identity: the division it belongs to, and the key that it has there.

Source: a name of a public body is place, level and function (``泰州市 | 委 | 统战部``); the level letter is read against the document's division. Measured on
pairs: with the document's division F1 .96, without it .11 (docs/design/006-identity.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from graph import jurisdiction
from graph.jurisdiction import HIDDEN, Divisions, segments, words
from graph.vocabulary import Label

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）·•,，、。.:：;；\-—_*…]")
_LEVEL = re.compile(
    r"^(?:[*＊×X某○〇]{1,3}|[我本全该])?"
    r"(省(?!心|亲|油)|自治区|市(?!场|容|民(?![政宗族进革建盟营间主生]))|州|盟(?!员|友)|地区|县(?!域)|区(?!域|块|位)|旗(?!袍|舰)|镇(?![街江海])|乡(?![村镇贤土愁音亲情])|街道)(?!级)(?=\D{1})"
)
_OFFICIAL = re.compile(r"^[省市县区州旗](?=委|政府|统战|对台|民族|宗教|侨务|党外|党的|港澳|新的|新阶层|民营|非公)")
"""县对台工作联席会议制度: a level letter before a field of work; elsewhere it may be part of a word (市场, 区块链)."""
_ALL_OF = re.compile(r"^(?:各[级类]?|广大|全体|部分|有关|相关|当地|辖区内?|[全我][省市县区州旗镇乡])(?=.{3})")
_CROWD = re.compile(r"(?<=.{3})(?:群众|同胞|群体|人群|朋友)$|们$")
"""What may stand behind the name of a group and makes no other one of it."""
_WHOLE = re.compile(r"^[我本全该](?=[省市州盟县区旗镇乡])")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_UNIT = re.compile(
    r"^(?:中国共产党|中共)(?P<unit>.+(?:大学|学院|学校|中学|小学|医院|公司|集团|银行|[局厅院社所站馆村])|.+社区)(?P<rank>委|总支|支部)(?:部?委员会)?$"
)
"""中共梅岭大学委员会 is 梅岭大学党委; of a division it is 市委."""
_COUNTRY = re.compile(r"^中华(?=全国)|^国家税务总局(?=.+税务局)|^中华人民共和国")
_PARTIES: dict[str, str] = words()["parties"]
_SHORT: dict[str, str] = words()["short"]
_HEADQUARTERS = re.compile(r"(?<!税务)总[局署]$")
_FORE = re.compile(
    r"^(?:(?P<youth>中国共产主义青年团|共青团|团(?=.{0,8}委))|(?P<cppcc>中国人民政治协商会议|政协)|"
    rf"(?P<party>{'|'.join([*_PARTIES, *_PARTIES.values()])}))"
)
_TAILS = (
    ("委员会", "委"),
    ("党委会", "党委会"),  # a meeting of the committee, not the committee
    ("委会", "委"),
    ("办公室", "办"),
    ("股份有限公司", "公司"),
    ("有限责任公司", "公司"),
    ("有限公司", "公司"),
    ("大学", "大"),
    ("日报社", "日报"),
    ("街道办事处", "街道办"),
    ("领导组", "领导小组"),
    ("领导班子", ""),
    ("班子", ""),
)
_TERM = re.compile(r"(?<=.{2})第[一二三四五六七八九十百\d]+届")
_AND = re.compile(r"(?<=.)[和与及](?=.{2,}(?:[局厅委部办处]|中心)$)")
_COMMITTEE = re.compile(
    r"^(?:委|党工委)(?=(?:组织|宣传|统战|社会工作)部$|政法委$|网信办$|编办$|党校$|老干局$|巡察办$|党史室$|统战(?:工作)?领导小组$)"
)
_POLICE = re.compile(r"^公安局(?=(?:交警|刑警|特警|巡特警|治安|禁毒)[大支]队$|.{2,}派出所$)")
"""A unit that has its bureau's name before it or not."""
_TOWN_PARTY = ((re.compile(r"(?:^|(?<=[镇乡]))委$"), "党委"), (re.compile(r"(?:^|(?<=街道))工作?委$"), "党工委"))
"""The committee of a town is its 党委, that of a street its 党工委; of a county it is 县委."""
_TOWN = ("镇", "乡", "街道", "苏木")
_BRANCH = re.compile(r"(?:[支分]行|[支分]公司|分局)$")
_FIRM = re.compile(r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司$|集团$")
_UNIVERSITY = re.compile(r"^(?!.*(?:老年|电视|广播|开放|社区|职工|业余|农民|村民|市民|家长|乡贤)大学$).*大学$")
_ANYWHERE = re.compile(r"^(?:华[东南中北]|[东西][南北]|中南|清华|复旦|同济|南开|暨南)[\u4e00-\u9fff]{0,6}大学$")
"""Universities that are called after no division."""
_BRAND = re.compile(r"(?:(?:民族|统战|党建|服务|文化|工作|志愿|特色|创建|宣传|教育)*品牌|商标)$")
_BRAND_NOUN = re.compile(r"(?:品牌|商标)$")
_CLASSES = {
    Label.Campaign: re.compile(r"(?:系列|主题|专项|宣传)*(?:活动|工作)$"),
    Label.Programme: re.compile(
        r"的?(?:专项)?(?:工作)?(?:行动|工程|项目|计划|政策|战略|建设|工作|体系|模式|行动计划|行动方案)$"
    ),
    Label.Mechanism: re.compile(r"的?(?:长效|工作)*(?:模式|机制|制度|(?<=责任)制|体系|平台|系统|格局|工作法|做法)$"),
    Label.Policy: re.compile(r"(?:政策|季刊|团体标准)$"),
}
_CORE, _SHORT_CORE = 4, {Label.Mechanism: 3}
"""Characters that a name must keep without its class noun: 人才工程 and 人才计划 are two, 书香校园 and 书香校园工程 one."""
_OWN_PAPER = re.compile(
    r"要点|(?:工作|实施|分工|行动)方案|细则|(?:实施|暂行)办法|实施意见|责任[书状]|考核|通知$|^\d{4}年|[全我本][市县区旗州镇乡]|街道"
)
_ALWAYS = re.compile(r"^(?:常态化|长效)(?=.{4})")
_NUMERALS = "零一二三四五六七八九"
_DIGIT = re.compile(r"(?<![\d.+])[1-9](?=[个大项级支条次批届进走送][^日])")
_BETWEEN = re.compile(
    r"(?<=.{2})(?:(?<![参赋给授共总调])[和与](?![谐平睦美善合会田县政])|(?<![普涉以触])及(?![时格]))(?=.{2})"
)
BARE_PAPER = re.compile(r"^(?:条例|意见|规定|办法|准则|通知|方案|规划|细则|制度|宪法|[一二三五]年(?:行动)?计划)$")
_HONOUR = re.compile(r"^全?(省|自治区|市|州|县|区|旗)(?:级|(?=[^级]{3}))")
_PLACED = frozenset({Label.Organisation, Label.Base, Label.Campaign, Label.Programme, Label.Mechanism, Label.Brand})


@cache
def fold(name: str) -> str:
    """Reduce a name to what must agree: NFKC, lower case, no spaces, quotation marks or brackets.

    Example:
        >>> fold("“凤城石榴红”") == fold("凤城 石榴红")
        True
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    table: dict[str, list[str]] = yaml.safe_load(files("graph").joinpath("aliases.yaml").read_text(encoding="utf-8"))
    pairs = {(_AND.sub("", full), forms[0]) for full, forms in table.items()}
    pairs |= {(form, forms[0]) for forms in table.values() for form in forms[1:]}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def function_key(name: str) -> str:
    """Reduce a body's function, its name without place and level, to what all its forms share.

    Example:
        >>> function_key("人力资源和社会保障局"), function_key("委统一战线工作部"), function_key("委员会")
        ('人社局', '统战部', '委')
    """
    name = _AND.sub("", _TERM.sub("", fold(name)))
    for full, form in _short_forms():
        if full in name:
            name = name.replace(full, form)
    for tail, form in _TAILS:
        if name.endswith(tail):
            name = name.removesuffix(tail) + form
            break
    return _COMMITTEE.sub("", name)


class Names:
    """Reads names against the divisions that a batch of documents knows.

    Args:
        paths: full paths of those divisions.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._divisions = Divisions(paths)
        self._cache: dict[tuple[Label, str, str | None], tuple[str | None, str]] = {}

    def read(self, label: Label, name: str, path: str | None) -> tuple[str | None, str]:
        """Return the division that a name belongs to in a document of ``path``, and the key that it has there.

        Returns:
            ``(scope, key)``; scope is ``""`` for what is one thing everywhere, None for what stays in its document, because the division
            is not known or the text hides it.

        Example:
            >>> Names().read(Label.Organisation, "中共泰州市委统战部", "江苏省泰州市")
            ('江苏省泰州市', '统战部')
            >>> Names().read(Label.Organisation, "省委统战部", "江苏省泰州市")
            ('江苏省', '统战部')
        """
        asked = (label, name, path)
        if asked not in self._cache:
            scope, key = self._read(label, name, path)
            key = key.replace("的", "") if len(key) > _CORE else key
            self._cache[asked] = (None if scope and HIDDEN.search(scope) else scope), key
        return self._cache[asked]

    def _read(self, label: Label, name: str, path: str | None) -> tuple[str | None, str]:
        name = name if label is Label.Organisation else _shorten(name)
        match label:
            case Label.Place:
                return self._place(name, path)
            case Label.Policy:
                return _policy(name, path)
            case Label.Honour:
                return _honour(name, path)
            case Label.Organisation:
                return self._body(name, path)
            case Label.Stakeholder:
                return path, _CROWD.sub("", _ALL_OF.sub("", fold(name)))
        letters = label is Label.Base or (label is Label.Mechanism and bool(_OFFICIAL.match(name)))
        name = class_off(label, name)
        for class_noun, form in _EITHER.get(label, ()):
            name = class_noun.sub(form, name)
        scope, rest = self._placed(name, path, letters=letters)
        return scope, fold(rest)

    def _placed(self, name: str, path: str | None, *, letters: bool = True) -> tuple[str | None, str]:
        """Take place and level off a name; what is left of a name that is all place stays whole."""
        base, rest = self._divisions.split(name, path)
        if base is not None:
            return base, rest
        found = _LEVEL.match(name)
        if not found or not (letters or _WHOLE.match(name)):
            return path, name
        above = jurisdiction.of_level(path, found[1]) if path else None
        # 县委 in a document of a whole city: one of its counties, which the text may name elsewhere
        return (above, name[found.end() :]) if above else (None, name)

    def _body(self, name: str, path: str | None) -> tuple[str | None, str]:
        name = _COUNTRY.sub("", _PARTY.sub("", _UNIT.sub(r"\g<unit>党\g<rank>", name)))
        fore = _FORE.match(name)
        if fore is None:
            if _HEADQUARTERS.search(name) or function_key(name) in words()["national"]:
                return "", function_key(name.removeprefix("国家"))
            if (placed := self._branch(name, path) or _university(name, path)) is not None:
                return placed
            if jurisdiction.is_national(name):
                return "", function_key(name)
            scope, rest = self._placed(name, path)
            letter = _LEVEL.match(rest) if scope is None else None
            key = _POLICE.sub("", function_key(rest[letter.end() :] if letter else rest))
            if scope is not None and scope.endswith(_TOWN):
                for committee, form in _TOWN_PARTY:
                    key = committee.sub(form, key)
            return scope, letter[1] + key if letter else key
        rest = name[fore.end() :]
        if not rest and fore["youth"]:
            return path, "团委"
        if not rest:
            return ("" if fore[0].startswith("中国") else path), _PARTIES.get(fore[0], fore[0])
        scope, rest = self._placed(rest, path)
        tail = function_key(rest)
        if fore["youth"]:
            return scope, tail.removesuffix("委") + "团委" if tail.endswith("委") else "团" + tail
        if fore["cppcc"]:
            return scope, "政协" + function_key(re.sub(r"^委(?:员会|会)?(?!员)", "", rest))
        return scope, _PARTIES.get(fore[0], fore[0]) + tail

    def _branch(self, name: str, path: str | None) -> tuple[str | None, str] | None:
        """A branch belongs to the division that stands inside its name, whoever it is a branch of: 中国农业银行云台县支行, 市公安局海陵分局."""
        if not _BRANCH.search(name):
            return None
        for cut in range(2, len(name) - 3):
            base, rest = self._divisions.split(name[cut:], path)
            if base is not None and _BRANCH.fullmatch(rest):
                firm = function_key(_FIRM.sub("", self._placed(name[:cut], path)[1]).removeprefix("中国") or name[:cut])
                return base, (firm.removesuffix("局") if rest == "分局" else "中行" if firm == "银行" else firm) + rest
        return None

    def _place(self, name: str, path: str | None) -> tuple[str | None, str]:
        """A place is known by its own path, written by the reader as the entity's jurisdiction; without one by its name inside the document's division."""
        if path and (path.endswith(name) or jurisdiction.is_called(segments(path)[-1], name)):
            return "", fold(path)
        if name in ("中国", "全国"):
            return "", fold(name)
        base, rest = self._divisions.split(
            name + "　　", path
        )  # the spaces let a name that is all division be split too
        if base is not None:
            return "", fold(base + rest)
        found = _LEVEL.match(name + "　")
        if found and found.end() == len(name):
            above = jurisdiction.of_level(path, found[1]) if path else None
            return ("", fold(above)) if above else (None, fold(name))
        return ("", fold(path + name)) if path and not HIDDEN.search(path) else (path, fold(name))


def _university(name: str, path: str | None) -> tuple[str | None, str] | None:
    """A university belongs to the division that it is called after, which stays in its name; None where it is called after none."""
    if _ANYWHERE.match(name):
        return "", function_key(name)
    base = jurisdiction.called_after(name, path) if _UNIVERSITY.search(name) else None
    return (base, function_key(name)) if base else None


_EITHER = {
    Label.Campaign: (
        (re.compile(r"(?<=.{4})会议$"), "会"),
        (re.compile(r"(?<=.{3})(?:比赛|竞赛)$"), "大赛"),
        (re.compile(r"(?<=.{3})培训[班会]$"), "培训"),
    ),
    Label.Mechanism: ((re.compile(r"(?<=.{4})网格$"), "网络"),),
}
"""Class nouns that texts say either way, and the one that stands for both."""


def _shorten(name: str) -> str:
    """Say in one way what names of all labels but bodies' say either way: for short, without 常态化 and 和, with 三 for 3."""
    for full, form in _SHORT.items():
        name = name.replace(full, form)
    name = _DIGIT.sub(lambda found: _NUMERALS[int(found[0])], _ALWAYS.sub("", name))
    return _BETWEEN.sub("", name)


def class_off(label: Label, name: str) -> str:
    """Take off the class noun that a text may add or leave out: 凤城石榴红品牌, 宣传月活动."""
    if label is Label.Brand:
        cut = _BRAND.sub("", name)
        return cut if len(fold(cut)) >= 2 else _BRAND_NOUN.sub("", name)
    cut = _CLASSES[label].sub("", name) if label in _CLASSES else name
    return cut if len(fold(cut)) >= _SHORT_CORE.get(label, _CORE) else name


def is_class_noun(label: Label, words: str) -> bool:
    """Tell whether words say no more than what a thing of the label is: 系列活动 of a campaign, 工作品牌 of a brand."""
    pattern = _BRAND if label is Label.Brand else _CLASSES.get(label)
    return pattern is not None and bool(pattern.fullmatch(words))


@cache
def plain(name: str) -> str:
    """Reduce a name to what must agree in one document, where its division is no question: folded and said for short."""
    return fold(_shorten(name))


def _policy(name: str, path: str | None) -> tuple[str | None, str]:
    """A named policy is one everywhere; the working papers that every body writes are its own."""
    key = fold(
        class_off(
            Label.Policy, _COUNTRY.sub("", _PARTY.sub("", name.replace("《", "").replace("》", "").strip("〈〉")))
        )
    )
    if BARE_PAPER.match(key):
        return None, key
    if jurisdiction.is_national(name) or (len(key) >= 6 and not _OWN_PAPER.search(key)):
        return "", key
    return path, key


def _honour(name: str, path: str | None) -> tuple[str | None, str]:
    if jurisdiction.is_national(name):
        return "", fold(name)
    found = _HONOUR.match(name)
    above = jurisdiction.of_level(path, found[1]) if found and path else None
    return above or path, fold(name)
