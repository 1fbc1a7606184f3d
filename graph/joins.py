"""When two names of one division are one thing: a short form, an alias that a text gives, a body renamed by a reform."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, combinations
from typing import TypeAlias

from graph import jurisdiction
from graph.clusters import DOCUMENT, Claim, Groups, Member
from graph.jurisdiction import segments, words
from graph.likeness import (
    LONGEST,
    is_abbreviation,
    is_clipped,
    is_core,
    is_edition,
    is_headless,
    is_swapped,
    is_told_again,
    is_unplaced,
    says_enough,
    spelled_out,
    tells_alone,
    with_heads,
)
from graph.lookup import Names
from graph.names import class_off, fold, function_key
from graph.renames import renamings
from graph.vocabulary import NAMED, Label

_Rules: TypeAlias = tuple[tuple[Callable[[str, str], bool], Callable[[str], Iterable[str]]], ...]
"""Rules that tell a short form, the surest first, each with the names that it is held against, known or not."""
_Buckets: TypeAlias = dict[tuple[str, str], dict[str, Claim]]
"""Claims by label and division, then by key."""
_TOWNSHIP = re.compile(r".(?:镇|乡|街道|苏木)$")
_WORKS = frozenset({Label.Base, Label.Brand, Label.Campaign, Label.Programme, Label.Mechanism})
_TELLING = 4
"""Characters of a name that tells its thing from others in the divisions around."""
_SLIP = 6
"""Characters of a name from which one document that turns two round means one thing."""
_FIRMS = ("公司", "集团", "合作社", "学院", "大")
"""What firms and schools end in, as keys."""
_POINT = re.compile(r"[·•—–]+")
_PLACE_HEADS = ("三地", "两地", "街道办事处", "办事处", "街道", "镇", "乡", "市", "县")
_GENERIC = frozenset(words()["generic"])


def join_all(members: Sequence[Member]) -> Groups:
    """Join the first claims of things as far as the rules are sure. What is joined does not depend on the order of the members."""
    groups = Groups()
    buckets: _Buckets = defaultdict(dict)
    placed: set[Claim] = set()
    works = _Works()
    for member in members:
        claim, entity = member.claims[0], member.entity
        if claim.label in NAMED:
            buckets[claim.label, claim.scope][claim.key] = claim
            if claim.label == Label.Organisation and function_key(entity.name) != claim.key:
                placed.add(claim)
            works.note(member)
    for label, scope in sorted(buckets):
        bucket = buckets[label, scope]
        if label == Label.Organisation:
            _join_short(groups, bucket, _of_bodies(bucket))
            _join_departments(groups, bucket)
        if label not in (Label.Place, Label.Policy):
            _join_swapped(groups, bucket, 2)
        if label not in (Label.Organisation, Label.Place, Label.Stakeholder):
            _join_short(groups, bucket, _of_works(bucket, works))
            if label == Label.Brand:
                _brands(groups, bucket, works)
    _places(groups, members, buckets)
    _without_place(groups, members, buckets, placed)
    _in_one_document(groups, members)
    _aliases(groups, members)
    _reforms(
        groups, members, {scope: bucket for (label, scope), bucket in buckets.items() if label == Label.Organisation}
    )
    return groups


def _join_swapped(groups: Groups, named: Mapping[str, Claim], least: int) -> None:
    """Join names that say the same in another order: 三级宗教工作网络 and 宗教工作三级网络."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in sorted(named):
        alike["".join(sorted(name))].append(name)
    for names in alike.values():
        for one, other in combinations(names, 2):
            if is_swapped(one, other, least):
                groups.join(named[one], named[other])


def _join_departments(groups: Groups, bucket: Mapping[str, Claim]) -> None:
    """Join 教育部门 with the one body of the division that it can be: 教育局."""
    longs = {}
    for key, claim in bucket.items():
        if key.endswith("部门") and len(key) >= 4:
            longs[claim] = {bucket[body] for head in "局委厅办" if (body := key[:-2] + head) in bucket}
    _join_sole(groups, longs)


def _of_bodies(bucket: Mapping[str, Claim]) -> _Rules:
    names = Names(bucket)
    return (
        (is_abbreviation, spelled_out),
        (is_headless, with_heads),
        (is_abbreviation, lambda key: _abbreviated(names, key)),
    )


def _abbreviated(names: Names, key: str) -> Iterator[str]:
    """Yield all names that a short form may abbreviate: with one word left out, with several stretches only where it is short."""
    return chain(spelled_out(key), names.between(key, 2) if len(key) <= LONGEST else ())


class _Works:
    """What the names of works say that their keys do not: a class noun behind, a second name after a point or dash."""

    def __init__(self) -> None:
        self._classed: set[Claim] = set()
        self._first: set[tuple[Claim, str]] = set()

    def note(self, member: Member) -> None:
        """Take a name in."""
        claim, entity = member.claims[0], member.entity
        name = class_off(entity.label, entity.name)
        if name != entity.name:
            self._classed.add(claim)
        for found in _POINT.finditer(name):
            second = fold(name[found.end() :])
            if claim.key.endswith(second):
                self._first.add((claim, claim.key.removesuffix(second)))

    def is_described(self, short: str, long: Claim) -> bool:
        """Tell whether a name is a shorter one with a description behind; 映山红·侨心讲堂 is 映山红 with a name of its own."""
        if (long, short) in self._first:
            return False
        heads = ("",) if long in self._classed else words()["heads"].get(long.label, ())
        return is_core(short, long.key, heads, 3 if long.label == Label.Base else 2)

    def is_brand(self, short: str, long: Claim) -> bool:
        """Tell whether a name is a brand's with its field behind."""
        return long in self._classed and self.is_described(short, long)


def _of_works(bucket: Mapping[str, Claim], works: _Works) -> _Rules:
    names = Names(bucket)
    return (
        (is_abbreviation, spelled_out),
        (lambda a, b: works.is_described(a, bucket[b]), names.beginning),
        (is_abbreviation, lambda key: _abbreviated(names, key)),
    )


def _brands(groups: Groups, bucket: Mapping[str, Claim], works: _Works) -> None:
    """Join a brand with all that it is called by its field: 凤城石榴红, 凤城石榴红校园文化品牌, 凤城石榴红医疗服务品牌."""
    names = Names(bucket)
    for short in sorted(bucket):
        for long in names.beginning(short):
            if works.is_brand(short, bucket[long]):
                groups.join(bucket[short], bucket[long])


def _without_place(groups: Groups, members: Sequence[Member], buckets: _Buckets, placed: Set[Claim]) -> None:
    """Join a name with the one that has a place in front, where a document or a division knows only one such and the rest says enough.

    石桥县映山红展示馆 and 映山红展示馆 in a document of the city above; 江阴市南闸中学 and 南闸中学.
    """
    longs: dict[Claim, set[Claim]] = defaultdict(set)
    for (label, scope), bucket in sorted(buckets.items()):
        if label == Label.Organisation:
            stays, names = DOCUMENT.fullmatch(scope) is not None, Names(bucket)
            for short, claim in bucket.items():
                if claim not in placed:
                    near = names.ending(short)
                    longs[claim] |= {bucket[long] for long in near if is_unplaced(short, long, anywhere=stays)}
    for claim, found in _side_by_side(members, placed):
        longs[claim] |= found
    _join_sole(groups, longs)


def _side_by_side(members: Iterable[Member], placed: Set[Claim]) -> Iterator[tuple[Claim, set[Claim]]]:
    """Yield names that stand in one document beside the same name of other divisions, with these: narrower ones, for bodies any where the name says enough."""
    together: dict[tuple[str, str, str], set[Claim]] = defaultdict(set)
    fronted: set[tuple[str, Claim]] = set()
    for m in members:
        claim = m.claims[0]
        work = claim.label in _WORKS and len(claim.key) >= _TELLING and not _TOWNSHIP.search(claim.scope)
        if claim.label == Label.Organisation or work:
            together[m.facts.document.id, claim.label, claim.key].add(claim)
            if work and not fold(m.entity.name).startswith(claim.key[:2]):
                fronted.add((m.facts.document.id, claim))
    for (document, label, key), claims in sorted(item for item in together.items() if len(item[1]) > 1):
        for short in sorted(claims):
            others = {claim for claim in claims if claim.scope != short.scope and not DOCUMENT.fullmatch(claim.scope)}
            if label != Label.Organisation:
                if (document, short) in fronted:
                    continue
                others = {claim for claim in others if short.scope == document or claim.scope.startswith(short.scope)}
            elif short in placed or not (short.scope == document or says_enough(key)):
                continue
            yield short, others


def _in_one_document(groups: Groups, members: Iterable[Member]) -> None:
    """Join what only one document's own words make one: a slip of the pen; works with those that it also names in full.

    In full is with the number of the edition, or with a place in front that the document names too.
    """
    told: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    places: dict[str, set[str]] = defaultdict(set)
    for m in members:
        claim, document = m.claims[0], m.facts.document.id
        if claim.label == Label.Place:
            places[document] |= {fold(m.entity.name), fold(jurisdiction.short(m.entity.name))}
        elif claim.label in (Label.Organisation, *_WORKS):
            told[document, claim.label][fold(m.entity.name)] = claim
    editions: dict[Claim, set[Claim]] = defaultdict(set)
    fronted: dict[Claim, set[Claim]] = defaultdict(set)
    for (document, label), named in sorted(told.items()):
        if len(named) == 1:
            continue
        _join_swapped(groups, {name: claim for name, claim in named.items() if len(name) >= _SLIP}, 1)
        here, numbered = places[document], [claim for claim in named.values() if "届" in claim.key]
        if label == Label.Organisation:
            _join_levels(groups, document, named.values())
        _join_told_again(groups, Label(label), named)
        for name, claim in named.items() if label in _WORKS else ():
            editions[claim] |= {other for other in numbered if is_edition(claim.key, other.key)}
            if tells_alone(name) and not name.startswith(tuple(here)):
                fronted[claim] |= {named[place + name] for place in here if place + name in named} - {claim}
    _join_sole(groups, editions)
    _join_sole(groups, fronted)


def _join_levels(groups: Groups, document: str, claims: Iterable[Claim]) -> None:
    """Join a body of some county, in a document of a wider division, with the one of a county that the document names: 县民政局 and 沙洋县民政局."""
    placed = [claim for claim in claims if not DOCUMENT.fullmatch(claim.scope)]
    longs = {
        claim: {other for other in placed if other.key == claim.key[1:] and other.scope.endswith(claim.key[0])}
        for claim in claims
        if claim.scope == document
    }
    _join_sole(groups, longs)


def _join_told_again(groups: Groups, label: Label, named: Mapping[str, Claim]) -> None:
    """Join the names of one document of which one is the other for short, where it can stand for one thing only.

    Of bodies without place and level, for else all begin alike (县委办公室, 县妇女儿童工作委员会办公室).
    """
    keys = {claim.key: claim for claim in sorted(named.values())}
    longs: dict[Claim, list[Iterator[Claim]]] = defaultdict(list)
    for forms in (keys,) if label is Label.Organisation else (keys, named):
        names = Names(forms)
        for short, claim in forms.items():
            longs[claim].append(_told_again(label, names, forms, short))
    _join_sole(groups, {claim: chain.from_iterable(found) for claim, found in longs.items()})


def _told_again(label: Label, names: Names, forms: Mapping[str, Claim], short: str) -> Iterator[Claim]:
    """Yield what a name is short for, as it is asked for: of many all alike the first two tell that it is none."""
    heads = {Label.Organisation: _FIRMS, Label.Base: (short[-2:],)}.get(label, ())
    fronts = [short.removesuffix(head) for head in heads if short.endswith(head)]
    near = chain(names.between(short, 2), *(names.beginning(front) for front in fronts if len(front) > 1))
    return (
        forms[long]
        for long in near
        if forms[long] != forms[short] and len(long) > len(short)
        if is_told_again(short, long) or is_clipped(short, long, heads)
    )


def _join_sole(groups: Groups, longs: Mapping[Claim, Iterable[Claim]]) -> None:
    """Join what has only one thing that it can stand for."""
    for claim in sorted(longs):
        if whole := groups.sole(longs[claim]):
            groups.join(claim, whole)


def _places(groups: Groups, members: Sequence[Member], buckets: _Buckets) -> None:
    """Join a place with the one that has its division in front, or its class noun behind: 马市镇蜀口村 and 蜀口村, 白雀园 and 白雀园镇.

    In one document the division may be any: 白沙市石桥镇 and 石桥镇 in a document from elsewhere.
    """
    longs: dict[Claim, set[Claim]] = defaultdict(set)
    for (label, _), bucket in buckets.items():
        for key, claim in bucket.items() if label == Label.Place else ():
            *above, _, last = ("", *segments(key))
            for short in (
                "".join(above) + last,
                *(key.removesuffix(head) for head in _PLACE_HEADS if len(last) > len(head) + 1),
            ):
                if short != key and short in bucket:
                    longs[bucket[short]].add(claim)
    settled: dict[tuple[str, str], set[Claim]] = defaultdict(set)
    places = [m for m in members if m.claims[0].label == Label.Place]
    for m in places:
        if m.entity.properties.get("code"):
            last = segments(m.claims[0].key)[-1]
            for name in {last, jurisdiction.short(last)}:
                settled[m.facts.document.id, name].add(m.claims[0])
    for m in places:
        found = settled.get((m.facts.document.id, m.entity.name), set())
        if m.claims[0] not in found:
            longs[m.claims[0]] |= found
    _join_sole(groups, longs)


def _join_short(groups: Groups, bucket: Mapping[str, Claim], rules: _Rules) -> None:
    """Join a short form with the one thing of its division that it can stand for; where there are two, none."""
    for rule, near in rules:
        sure = []
        for short in sorted(bucket):
            longs = (long for long in near(short) if long in bucket and len(long) > len(short) and rule(short, long))
            if whole := groups.sole(bucket[long] for long in longs):
                sure.append((bucket[short], whole))
        for pair in sure:
            groups.join(*pair)


def is_generic(key: str) -> bool:
    """Tell whether a name says only what the thing is: 领导小组, 志愿服务队."""
    return key in _GENERIC or len(key) < 3


def _aliases(groups: Groups, members: Iterable[Member]) -> None:
    """Join a thing with the one that bears its alias as a name; an alias that two things claim joins neither."""
    named = {m.claims[0] for m in members}
    claimed: dict[Claim, set[Claim]] = defaultdict(set)
    for m in members:
        for alias in m.claims[1:]:
            claimed[alias].add(m.claims[0])
    sure = []
    for alias, owners in sorted(claimed.items()):
        roots = {groups.find(owner) for owner in owners}
        if len(roots) == 1:
            (root,) = roots
            if alias in named:
                sure.append((root, alias))
    for pair in sure:
        groups.join(*pair)


def _reforms(groups: Groups, members: Iterable[Member], buckets: Mapping[str, Mapping[str, Claim]]) -> None:
    """Join an old name with its new one across the date of the reform, in one division."""
    concerned = {name for r in renamings() for name in (r.old, r.new)}
    years: dict[Claim, set[int]] = defaultdict(set)
    together: set[tuple[str, Claim]] = set()
    for m in members:
        claim, document = m.claims[0], m.facts.document
        if claim.key in concerned and claim.label == Label.Organisation:
            years[claim] |= {document.year} if document.year else set()
            together.add((document.id, claim))
    shared: dict[str, set[Claim]] = defaultdict(set)
    for document_id, claim in together:
        shared[document_id].add(claim)
    side_by_side = {frozenset((a, b)) for found in shared.values() for a in found for b in found if a != b}
    for scope in sorted(buckets):
        bucket = buckets[scope]
        for one, other in _across(bucket, years):
            if frozenset((one, other)) not in side_by_side:
                groups.join(one, other)


def _across(bucket: Mapping[str, Claim], years: Mapping[Claim, set[int]]) -> Iterator[tuple[Claim, Claim]]:
    live = [r for r in renamings() if r.old in bucket and r.new in bucket]
    for r in live:
        rivals = {o.new for o in live if o.old == r.old and o.last == r.last}
        if r.united:
            rivals |= {o.old for o in renamings() if o.new == r.new and o.united and o.old in bucket} - {r.old}
        old, new = bucket[r.old], bucket[r.new]
        before = {year for year in years.get(old, ()) if year <= r.last}
        after = {year for year in years.get(new, ()) if year >= r.first}
        if rivals == {r.new} and before and after and min(before) < max(after):
            yield old, new
