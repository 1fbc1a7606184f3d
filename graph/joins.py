"""When two names of one division are one thing: a short form, an alias that a text gives, a body renamed by a reform."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.clusters import DOCUMENT, Claim, Member
from graph.jurisdiction import words
from graph.likeness import is_abbreviation, is_headless, is_unplaced, left_out
from graph.names import function_key
from graph.vocabulary import Label

_GENERIC = frozenset(words()["generic"])


class Groups:
    """Disjoint sets of claims."""

    def __init__(self) -> None:
        self._up: dict[Claim, Claim] = {}

    def find(self, claim: Claim) -> Claim:
        """Return the claim that stands for the set of ``claim``."""
        up = self._up
        root = claim
        while (above := up.get(root, root)) != root:
            root = above
        while claim != root:
            up[claim], claim = root, up.get(claim, root)
        return root

    def join(self, one: Claim, other: Claim) -> None:
        """Make one set of two; the smaller claim stands for it, whatever the order of joining."""
        first, second = sorted((self.find(one), self.find(other)))
        self._up[second] = first


def join_all(members: Sequence[Member]) -> Groups:
    """Join the first claims of things as far as the rules are sure. What is joined does not depend on the order of the members."""
    groups = Groups()
    buckets: dict[str, dict[str, Claim]] = defaultdict(dict)
    placed: set[Claim] = set()
    for member in members:
        claim = member.claims[0]
        if claim.label == Label.Organisation:
            buckets[claim.scope][claim.key] = claim
            if function_key(member.entity.name) != claim.key:
                placed.add(claim)
    for scope in sorted(buckets):
        _short_forms(groups, buckets[scope], placed)
    _aliases(groups, members)
    _reforms(groups, members, buckets)
    return groups


def _short_forms(groups: Groups, bucket: Mapping[str, Claim], placed: Set[Claim]) -> None:
    """Join a short form with the one body of its division that it can stand for; where there are two, none."""
    by_first, by_tail = _index(bucket)
    stays = DOCUMENT.fullmatch(next(iter(bucket.values())).scope) is not None
    unplaced = {key for key, claim in bucket.items() if claim not in placed}
    rules: tuple[tuple[Callable[[str, str], bool], Callable[[str], Sequence[str]]], ...] = (
        (lambda a, b: left_out(a, b) is not None and is_abbreviation(a, b), lambda key: by_first[key[:1]]),
        (is_headless, lambda key: by_first[key[:1]]),
        (is_abbreviation, lambda key: by_first[key[:1]]),
        (lambda a, b: a in unplaced and is_unplaced(a, b, anywhere=stays), lambda key: by_tail[key[-3:]]),
    )
    for rule, near in rules:
        sure = []
        for short in sorted(bucket):
            longs = [bucket[long] for long in near(short) if len(long) > len(short) and rule(short, long)]
            if len({groups.find(long) for long in longs}) == 1:
                sure.append((bucket[short], longs[0]))
        for pair in sure:
            groups.join(*pair)


def _index(keys: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    by_first: dict[str, list[str]] = defaultdict(list)
    by_tail: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        by_first[key[:1]].append(key)
        by_tail[key[-3:]].append(key)
    return by_first, by_tail


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


@dataclass(frozen=True, slots=True)
class Renaming:
    """An old name, the new one, and the years that the reform took; ``united``: the new body took over several."""

    old: str
    new: str
    first: int
    last: int
    united: bool


@cache
def renamings() -> tuple[Renaming, ...]:
    """Return the table of renamed bodies (renames.yaml), its names as keys."""
    table: dict[str, Any] = yaml.safe_load(files("graph").joinpath("renames.yaml").read_text(encoding="utf-8"))
    reforms = table["reforms"]
    rows = {
        Renaming(function_key(row["old"]), function_key(row["new"]), reforms[row["reform"]]["from"], reforms[row["reform"]]["until"], row.get("united", False))
        for row in table["names"]
    }  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.last, r.old, r.new)))


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
