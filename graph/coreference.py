"""What a document's own words make one thing, before names of several documents are held against each other.

A text that has told of 老峨山—梅湾乡村振兴示范带 goes on with 示范带: in it, and nowhere else, the end of a name is the name of the one thing that ends so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.clusters import DOCUMENT, Claim, Member
from graph.jurisdiction import HIDDEN
from graph.lookup import Names
from graph.names import fold, is_class_noun, plain
from graph.vocabulary import Label

_LEAST = {Label.Base: 3, Label.Campaign: 3, Label.Mechanism: 3, Label.Programme: 4, Label.Policy: 2, Label.Honour: 5}
"""Characters from which the end of a name stands for the thing, by label. Bodies and groups are left out: 医院 beside 中医院 is another one."""
_OWN = 6
"""Characters from which the end of a name is a name of its own, in other documents of the division too."""
_OTHER = re.compile(r"第[一二三四五六七八九十百\d]+[届期批次]|、[^、]*$|[省市州盟县区旗镇乡村级]的?$|街道$|社区$")
"""What in front of the end makes another thing: an edition, a list, a place."""
_TITLE = re.compile(r"示范(?!带)|先进|模范|试点|样板|星级|优秀")
"""What many things of one text may be; an honour is what it says."""
_QUOTED = re.compile(r"[“「『\"]([^”」』\"]+)[”」』\"]")
_INITIATIVES = (Label.Brand, Label.Programme, Label.Campaign)
"""Labels that only the class noun behind a quoted name tells apart, the one that wins first: a brand has programmes, a programme has activities."""
_TELLING = 3
_NUMBERED = re.compile(r"[一二三四五六七八九十百两\d]")


def unite(members: Sequence[Member]) -> list[Member]:
    """Give what bears one quoted name of its own, with 品牌, 工程 or 活动 behind it, one label: that of the brand, else of the programme.

    “映山红”工程 and “映山红”活动 of a division that has a brand “映山红” are that brand; what is built on it (“映山红”驿站, “映山红”联盟) has another name.
    """
    quoted: dict[tuple[str, str], set[str]] = defaultdict(set)
    spoken: dict[tuple[str, str], set[str]] = defaultdict(set)
    cored = [_cored(m) if m.claims[0].label in _INITIATIVES and not m.entity.redacted else (m, False) for m in members]
    for m, is_quoted in cored:
        label, scope, key = m.claims[0]
        spoken[scope, key].add(label)
        quoted[scope, key] |= {label} if is_quoted else set()
    found = []
    for m, _ in cored:
        label, scope, key = m.claims[0]
        one = next((kind.value for kind in _INITIATIVES if kind in quoted[scope, key]), label)
        if one != label and label in _INITIATIVES and _tells(scope, key):
            m = m._replace(claims=tuple(claim._replace(label=one) for claim in m.claims))
        found.append(m)
    return found


def _cored(member: Member) -> tuple[Member, bool]:
    """Return a member known by its quoted words where only a class noun stands behind them, and whether words of its name are quoted."""
    claim, label = member.claims[0], member.entity.label
    for mention in member.entity.mentions:
        found = _QUOTED.search(mention.text)
        core = fold(found[1]) if found else ""
        if found and core and core in claim.key:
            tail = mention.text[found.end() :]
            plain_class = claim.key.startswith(core) and len(core) >= 2 and is_class_noun(label, tail)
            claims = (claim._replace(key=core), *member.claims[1:]) if plain_class else member.claims
            return member._replace(claims=claims), True
    return member, False


def _tells(scope: str, key: str) -> bool:
    """Whether a name means one thing in its division: 五个一 is what many works are called, and one only in its own document."""
    return DOCUMENT.fullmatch(scope) is not None or (len(key) >= _TELLING and not _NUMBERED.match(key))


def refer(members: Sequence[Member]) -> list[Member]:
    """Give the things that a document calls by the end of another's name, or by a name that its text gives another, the claims of that other."""
    ends, given = _ends(members), _given(members)
    quoted = {m.claims[0] for m in members if any(_QUOTED.match(mention.text) for mention in m.entity.mentions)}
    wholes: dict[Claim, set[Claim]] = defaultdict(set)
    for m in members:
        if m.order in ends and (len(m.claims[0].key) >= _OWN or m.claims[0] in quoted):
            wholes[m.claims[0]].add(ends[m.order])
    everywhere = {claim: min(found) for claim, found in wholes.items() if len(found) == 1}
    found = []
    for m in members:
        meant = given.get(m.order) or ends.get(m.order) or m.claims[0]
        meant = _last(meant, everywhere)
        if meant != m.claims[0]:
            others = (claim for claim in m.claims[1:] if claim != meant)
            m = m._replace(claims=(meant, *others), whole=m.order in given or m.order not in ends)
        found.append(m)
    return found


def _last(claim: Claim, further: Mapping[Claim, Claim]) -> Claim:
    """Follow claims to the last; of those that lead back to each other the least."""
    passed: list[Claim] = []
    while claim in further and claim not in passed:
        passed.append(claim)
        claim = further[claim]
    return min(passed[passed.index(claim) :]) if claim in passed else claim


def _ends(members: Sequence[Member]) -> dict[tuple[str, str], Claim]:
    """Return, by order, the claim of the one other thing of the label and document whose name ends in a thing's name."""
    named: dict[tuple[str, str], dict[str, list[Member]]] = defaultdict(lambda: defaultdict(list))
    for m in members:
        if m.claims[0].label in _LEAST and not m.entity.redacted:
            named[m.facts.document.id, m.claims[0].label][plain(m.entity.name)].append(m)
    return {
        m.order: min(other.claims[0] for other in beside[whole])
        for beside in named.values()
        for names in [Names(beside)]
        for name, called in beside.items()
        if (whole := _whole(name, names)) is not None
        for m in called
        if m.claims[0].key.startswith(name[:2]) and len(name) >= _LEAST[Label(m.claims[0].label)]
        if m.claims[0].label == Label.Honour or not _TITLE.search(name)
    }


def _whole(name: str, names: Names) -> str | None:
    """Return the longest of the names that end in a name, where all others are ends of it."""
    longer = sorted((other for other in names.ending(name) if other != name), key=len)
    alone = bool(longer) and all(longer[-1].endswith(other) for other in longer) and not HIDDEN.search(name)
    return longer[-1] if alone and not _OTHER.search(longer[-1].removesuffix(name)) else None


def _given(members: Sequence[Member]) -> dict[tuple[str, str], Claim]:
    """Return, by order, the claim of the one other thing of its document that a text gives a thing's name to: （以下简称县联社）."""
    owners: dict[tuple[str, str, str], set[Claim]] = defaultdict(set)
    for m in members:
        for alias in m.entity.aliases:
            owners[m.facts.document.id, m.claims[0].label, fold(alias)].add(m.claims[0])
    found: dict[tuple[str, str], Claim] = {}
    onward: dict[str, dict[Claim, Claim]] = defaultdict(dict)
    for m in members:
        document = m.facts.document.id
        claims = owners.get((document, m.claims[0].label, fold(m.entity.name)), set()) - {m.claims[0]}
        if len(claims) == 1:
            found[m.order] = onward[document][m.claims[0]] = min(claims)
    return {order: _last(claim, onward[order[0]]) for order, claim in found.items()}
