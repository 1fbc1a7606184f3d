"""Grammar and trained reader together: one probability for each candidate, from what both say of it.

A judge over a few readable features (`ingest.model.judge`), trained on documents that the reader had not seen (ingest/training/join.py). It
is ``ingest/model/join.json``; without it, or without the reader, the grammar's own candidates stand as they are.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.vocabulary import NAMED, Label
from ingest.mentions.around import around
from ingest.mentions.heads import MEMBERS
from ingest.mentions.organisations import first_of_two
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.model.judge import Features, Judge, load, odds
from ingest.model.reader import ScoredSpan

FLOOR = 150
"""Spans of the reader with less confidence are no candidates."""
BELIEVED = 230
"""Candidates of less probability, in thousandths, are dropped."""
ALONE = 600
"""Candidates of less probability stay only where a relation uses them."""
ISSUES = 800
"""What a candidate's probability is at least that is the body which the document says it is from."""
COUNTED = 850
"""The same of a town in a list that counts towns: 东乡、西乡两镇."""
_TOWNS = ("镇", "乡", "街道")
_PASSING = {
    Label.Place: 800,
    Label.Stakeholder: 650,
    Label.Mechanism: 400,
    Label.Programme: 400,
    Label.Policy: 400,
    Label.Base: 400,
}
"""As `ALONE`, of the labels that stand in passing most: nobody asks for a place or a group that nothing is said of."""

_SIBLING = frozenset("、和与及")
_BESIDE = "、,。;:“”《》()\n\t和与的等"

_MANY = r"\d+[个家所支处座](?!月)[^的]{2,}"
"""How many there are of a kind: 4所敬老院."""

_NAMELESS: dict[str, re.Pattern[str]] = {
    Label.Place: re.compile(r"全[国省市县区旗州盟镇乡村]"),
    Label.Base: re.compile(_MANY),
    Label.Mechanism: re.compile(r".*各项.*"),
    Label.Policy: re.compile(r"(?:本(?:行业|地区|单位|部门|系统|辖区)|各).*"),
    Label.Organisation: re.compile(
        rf"{_MANY}|"
        r"[\u4e00-\u9fff]{0,4}领导(?:班子|干部)?|[\u4e00-\u9fff]{1,6}制|双方|[两二三四五六七八九十]家(?:单位|企业|公司|机构|院校)"
        r"|[\u4e00-\u9fff]{1,16}[局会院联委办站所校心馆社部科处室](?:(?:内|下)?设(?![计备施置])|组成|组建|成立|牵头)[\u4e00-\u9fff]{2,16}"
    ),
    Label.Stakeholder: re.compile(r"分管.*|副[\u4e00-\u9fff]{1,2}长"),
    Label.Campaign: re.compile("会议|活动|培训班?|讲座|比赛|仪式"),
}
"""The whole of the own division, kinds of which many are meant (党建各项制度, 本行业整治方案), those at the head of a body, who holds a post (分管副市长),
what any event is: nothing is named by them."""

_PLACED = (Label.Organisation, Label.Base)
"""Labels whose names begin with their own division, and not with a wider one's short name before it."""
_JOINTLY = re.compile("[科作记文音美书剧影体]协会(?=同)")
"""县科协会同县教育局 is 县科协 with another, and no 协会."""
_SITE = re.compile(
    r"(?:[\u4e00-\u9fff]*医院)?+(?!新|老|旧)(?:(?!馆|场|中心|大学)[\u4e00-\u9fff]){1,6}院区(?:[一二三]期)?"
)
_CENTRAL = re.compile(r"(?<=[府委局])中心(?=工作|任务)")
"""县政府中心工作 is the government's main work, and no centre."""


def passing(label: Label, sure: int) -> bool:
    """Say whether a candidate of this probability stays only where a relation uses it."""
    return sure < _PASSING.get(label, ALONE)


def judge() -> Judge | None:
    """Return the judge of names; None where its file is missing."""
    return load("join.json")


class Panel:
    """All that is claimed of one document's names.

    Args:
        reading: the document.
        grammar: the grammar's candidates.
        spans: the reader's candidates.
    """

    def __init__(self, reading: Reading, grammar: Sequence[Named], spans: Sequence[ScoredSpan]) -> None:
        self.reading = reading
        self._exact: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
        self._apart: dict[tuple[int, int, str], tuple[int, ...]] = {}
        found: dict[tuple[int, int, Label], Named] = {}
        for one in sorted(grammar, key=lambda n: (-n.confidence, n.order)):
            found.setdefault((one.start, one.end, one.label), one)
        for span in spans:
            if span.label not in NAMED or span.confidence < FLOOR:
                continue
            start, end = _balanced(reading.text, span.start, span.end)
            start += 2 * reading.text.startswith("来自", start, end)
            end -= _JOINTLY.match(reading.text, end - 3) is not None
            start += reading.wider(start) if span.label in _PLACED else 0
            if reading.text.count("(", start, end) != reading.text.count(")", start, end):
                continue  # 各县(市、区)党委: no name begins or ends inside a bracket
            if span.label == Label.Organisation and first_of_two(reading.text, start, end):
                continue
            if span.label in _NAMELESS and _NAMELESS[span.label].fullmatch(reading.text, start, end):
                continue
            if _CENTRAL.match(reading.text, end - 2) or MEMBERS.match(reading.text, start, end):
                continue
            said = self._exact[start, end]
            if span.confidence > said.get(span.label, 0):
                said[span.label] = span.confidence
                self._apart[start, end, span.label] = span.apart
            label = Label(span.label)
            if (start, end, label) not in found:
                found[start, end, label] = _named(reading.text, start, end, label)
        self.candidates = sorted(found.values(), key=lambda n: (n.order, n.label))
        self._spans = sorted(
            (a, b, label, sure) for (a, b), said in self._exact.items() for label, sure in said.items()
        )
        self._starts = [a for a, *_ in self._spans]
        self._widest = max((b - a for a, b, *_ in self._spans), default=0)
        self._same: dict[str, dict[Label, list[tuple[float, int]]]] = defaultdict(lambda: defaultdict(list))
        for one in self.candidates:
            self._same[self._bare(one)][one.label].append((self._own(one), one.start))
        self._counted: dict[str, int] = {}
        self._said: dict[tuple[str, Label], tuple[float, float]] = {}
        """What the reader thinks of some words in all their places together: the sum, and that of the odds."""
        for bare, by_label in self._same.items():
            for label, places in by_label.items():
                places.sort(key=lambda place: (-place[0], place[1]))
                self._said[bare, label] = sum(v for v, _ in places), sum(odds(v) for v, _ in places)
        self._free: dict[tuple[str, Label], float] = {}
        self._begin: dict[tuple[int, Label], float] = {}
        self._end: dict[tuple[int, Label], float] = {}
        for one in self.candidates:
            key, sure = (self._bare(one), one.label), self._own(one)
            self._free[key] = min(self._free.get(key, 1.0), self._outer(one))
            for ends, at in ((self._begin, one.start), (self._end, one.end)):
                ends[at, one.label] = max(ends.get((at, one.label), 0.0), sure)

    def _count(self, text: str) -> int:
        """Return how often some words stand in the document."""
        if text not in self._counted:
            self._counted[text] = self.reading.text.count(text)
        return self._counted[text]

    def _bare(self, one: Named) -> str:
        return self.reading.text[one.start : one.end].strip("“”")

    def _own(self, one: Named) -> float:
        return self._exact.get((one.start, one.end), {}).get(one.label, 0) / 1000

    def _near(self, one: Named) -> list[tuple[int, int, str, int]]:
        """Return the reader's spans that share characters with a candidate and are not the same stretch."""
        low, high = bisect_left(self._starts, one.start - self._widest), bisect_left(self._starts, one.end)
        return [s for s in self._spans[low:high] if one.start < s[1] and s[:2] != (one.start, one.end)]

    def _outer(self, one: Named) -> float:
        return max((c for a, b, _, c in self._near(one) if a <= one.start and one.end <= b), default=0) / 1000

    def _held(self, one: Named) -> Features:
        """Say of which labels the names are that hold this one: a place in a body's name is seldom a thing, one in a site's often."""
        found: Features = {}
        for a, b, label, sure in self._near(one):
            if a <= one.start and one.end <= b:
                key = f"in:{label}:{one.label}"
                found[key] = max(found.get(key, 0.0), sure / 1000)
        return found

    def _siblings(self, one: Named) -> Features:
        """Say what the reader thinks of the names right beside in a list (甲、乙和丙)."""
        text = self.reading.text
        left = (
            self._end.get((one.start - 1, one.label)) if text[max(0, one.start - 1) : one.start] in _SIBLING else None
        )
        right = self._begin.get((one.end + 1, one.label)) if text[one.end : one.end + 1] in _SIBLING else None
        return {
            "sibling": float(left is not None or right is not None),
            "sibling.left": 0.0 if left is None else odds(left) + 4,
            "sibling.right": 0.0 if right is None else odds(right) + 4,
        }

    def _networks(self, one: Named) -> Features:
        """Say what each network thinks by itself: two that agree are worth more than their mean."""
        said = [p / 1000 for p in self._apart.get((one.start, one.end, one.label), ())] or [0.0]
        return {"least": min(said), "most": max(said)} | {f"odds:{k}": odds(p) for k, p in enumerate(said)}

    def _elsewhere(self, one: Named) -> Features:
        """Say what the reader thinks of the same words in other places of the document: a name is a name throughout."""
        bare = self._bare(one)
        own, same, (total, odds_of_all) = self._own(one), self._same[bare], self._said[bare, one.label]
        best = {label: next((v for v, start in places if start != one.start), 0.0) for label, places in same.items()}
        others = len(same[one.label]) - 1
        return {
            "again.odds": odds_of_all / (others + 1), f"again:{one.label}": math.log2(others + 2),
            "again": best[one.label], "again.mean": (total - own) / max(others, 1), "again.none": float(not others),
            "again.better": max(0.0, best[one.label] - own), "again.other": max((v for label, v in best.items() if label != one.label), default=0.0),
        }  # fmt: skip

    def features(self, one: Named) -> Features:
        """Say of a candidate what the judge weighs."""
        own = self._own(one)
        said = self._exact.get((one.start, one.end), {})
        other = max((v for k, v in said.items() if k != one.label), default=0) / 1000
        near = self._near(one)
        rival = max((c for *_, label, c in near if label == one.label), default=0)
        outer, free = self._outer(one), self._free[self._bare(one), one.label]
        inner = max((c for a, b, _, c in near if one.start <= a and b <= one.end), default=0) / 1000
        news = self.reading.page.context.kind == "news"
        text = self.reading.text[one.start : one.end]
        size = len(text)
        found: Features = {
            "bias": 1.0, f"label:{one.label}": 1.0, f"rule:{one.rule}": 1.0, f"own:{one.label}": own, "own.odds": odds(own), "other": other,
            "rival": rival / 1000, f"agree:{one.rule}": own, f"size:{min(size, 12) // 2}": 1.0, "quoted": float("“" in text),
            "many": float(self._count(text) > 1), f"rival:{one.rule}": rival / 1000,
            "outer": outer, f"outer:{one.label}": outer, "inner": inner, f"count:{one.label}": math.log2(1 + self._count(self._bare(one))),
            f"before:{_mark(self.reading.text[max(0, one.start - 1) : one.start])}": 1.0, f"after:{_mark(self.reading.text[one.end : one.end + 1])}": 1.0,
            "free": free, f"free:{one.label}": free, "width": math.log2(size), f"width:{one.label}": math.log2(size),
            **self._elsewhere(one), **self._siblings(one), **self._networks(one), **self._held(one),
            **around(self.reading.text, one.start, one.end, one.label),
        }  # fmt: skip
        if news:
            found[f"news:{one.rule}"] = 1.0
        return found

    def joined(self, judge: Judge) -> list[Named]:
        """Return the candidates with their probability as confidence; those below `BELIEVED` are left in, for the record."""
        likely = judge.probabilities([self.features(one) for one in self.candidates])
        rated = [(one, self._issues(one, round(1000 * p))) for one, p in zip(self.candidates, likely, strict=True)]
        return [replace(self._body(one), confidence=sure, weak=passing(one.label, sure)) for one, sure in rated]

    def _issues(self, one: Named, sure: int) -> int:
        """Believe in the body that the document says it is from, however little its name looks like one, and in towns whose level a list counts
        or that it tells with the larger one."""
        issuer = self.reading.page.context.issuer
        named = one.rule == "organisation.issuer" and self.reading.text[one.start : one.end] == issuer
        if named and (sure >= FLOOR or self.reading.page.context.kind != "news"):
            return max(sure, ISSUES)
        counted = one.rule == "place.counted" and one.confidence == COUNTED and one.names[0].endswith(_TOWNS)
        return max(sure, COUNTED) if counted or one.rule == "place.beside" else sure

    def _body(self, one: Named) -> Named:
        """Take a hospital's site with a name of its own for a body, as its branches are."""
        if one.label is Label.Base and _SITE.fullmatch(self.reading.text, one.start, one.end):
            return replace(one, label=Label.Organisation, kind="hospital")
        return one


def _mark(beside: str) -> str:
    return beside if beside and beside in _BESIDE else "other"


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Take a lone quotation mark's other half along, and both where a name is all that stands between them; no name begins or ends with a space."""
    inside = text[start:end].strip()
    start += text[start:end].index(inside)
    end = start + len(inside)
    if inside.count("”") > inside.count("“") and text[start - 1 : start] == "“":
        return start - 1, end
    if inside.count("“") > inside.count("”") and text[end : end + 1] == "”":
        return start, end + 1
    if "“" not in inside and text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return start - 1, end + 1
    return start, end


def _named(text: str, start: int, end: int, label: Label) -> Named:
    surface = text[start:end]
    full = re.sub(r"[“”《》]", "", surface)
    cores = re.findall(r"“([^“”]{2,})”", surface)
    names = (full, *cores[:1])
    if label is Label.Brand and cores:
        names = (cores[0], full)
    return Named(start, end, label, None, "reader", 500, tuple(dict.fromkeys(names)))


def surfaces(names: Iterable[str]) -> set[str]:
    """Fold names for comparison."""
    return {re.sub(r"[\s“”\"'‘’《》()（）·,，、。.:：;—-]", "", n).lower() for n in names}
