"""Shortcomings that the text states of itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.model.reader import ScoredSpan
from ingest.relations.status import promises
from ingest.statements.clauses import joined, mended
from ingest.text import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """A shortcoming: its clause in the clean text, its kind, and how sure the reading is."""

    start: int
    end: int
    kind: str
    confidence: int


@cache
def _pattern(name: str) -> re.Pattern[str]:
    listed = words(lexicon("problems")[name])
    return re.compile("|".join(sorted(listed, key=lambda w: (-len(w), w))) if name == "weak" else alternation(listed))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((str(kind), re.compile(alternation(listed))) for kind, listed in lexicon("problems")["kinds"].items())


_OPENING = re.compile(
    r"^(?:问题[一二三四五六七八九十\d]{0,2}:|[一二三四五六七八九]是|其[一二三四五六]是?[,、]?|第[一二三四五],?|[(（]?[一二三四五六七八九\d]+[)）、.])+|^(?:但|然而|不过|同时|此外|目前|另外|当前)[,:]?"
)
_TITLE = re.compile(
    r"^.{0,4}(?:存在|面临)?的?(?:主要)?(?:困难|问题|不足|短板|挑战|差距)(?:和|与|及)?(?:困难|问题|不足|短板|挑战|差距|建议)?$"
)
_CLAUSE = re.compile(r"[^,]+")
_EASED = re.compile(
    r"(?:违[法规章]|投诉|事故|矛盾|纠纷|案件|发案|隐患|风险|污染|问题|现象)[^,;。]{0,8}?(?:明显|大幅|显著|持续|逐[年步]|有效|基本)(?:得到|实现)?"
    r"(?:减少|下降|好转|改善|缓解|消除|遏制|扭转|解决)$"
)
"""What was bad has become less: 违规停车现象明显减少."""
_AIMED = re.compile(r"针对(?!性)(?:存在的?)?$")
"""A measure begins so with what it is against: 针对师资短缺问题,…."""
_PURPOSE = re.compile(
    r"^为了?(?:切实|有效|着力|进一步|尽快|彻底|全力)*(?:解决|破解|化解|消除|改变|扭转|补齐|克服|整治)"
)
"""What a plan sets out to do away with: 为切实解决…问题,决定…; news tells by it what was wrong."""
_PART = re.compile(r"[^。;!?\n]+")


def find_problems(
    reading: Reading,
    sentence: Sentence,
    runs: Sequence[ScoredSpan] | None = None,
    left: list[tuple[int, int]] | None = None,
) -> list[Problem]:
    """Find the shortcomings that a sentence states; what a planned measure is against is none of its own where a section before tells of them.

    Args:
        reading: the document.
        sentence: the sentence.
        runs: what the trained reader says of it; None where there is none.
        left: takes the stretches that only the grammar saw, which fall.
    """
    sections = reading.page.outline.sections
    planned = sections[sentence.section].role == "plan"
    told_before = planned and any(s.role == "problem" and s.start < sentence.start for s in sections)

    def read(run: ScoredSpan) -> Problem | None:
        start, end = run.start, run.end
        start += 2 if reading.text.startswith("针对", start) and not reading.text.startswith("针对性", start) else 0
        if told_before and _AIMED.search(reading.text, sentence.start, start):
            return None
        opening = _OPENING.match(reading.text[start:end])
        start += opening.end() if opening else 0
        end = start + len(reading.text[start:end].rstrip(",;。 \n"))
        stretch = reading.text[start:end]
        sets_out = reading.page.context.kind == "plan" and _PURPOSE.match(stretch)
        wants = not (_pattern("bids").match(stretch) or _EASED.search(stretch) or sets_out)
        return None if not wants or end - start <= 4 else Problem(start, end, _kind(stretch), run.confidence)

    return joined(_told(reading, sentence), None if runs is None else mended(reading.text, runs), read, left=left)


def headings_alone(reading: Reading, unseen: Sequence[tuple[int, int]], found: Sequence[Problem]) -> list[Problem]:
    """Return the complaints that head an item in the section of problems under which nothing else is found wanting: (四)基层力量不足. 全所共有干部12人.

    Args:
        reading: the document.
        unseen: where only the grammar saw a shortcoming.
        found: the shortcomings that stand, in order.
    """
    sections = reading.page.outline.sections
    starts, told = [s.start for s in sections], [p.start for p in found]
    alone = []
    for start, end in unseen:
        item = sections[bisect_right(starts, start) - 1]
        heads = item.number and start - item.start <= len(item.number) + 1 and item.role == "problem"
        inside = heads and sections[item.parent].role == "problem" and sections[item.parent].parent >= 0
        clause = reading.text[start:end]
        if inside and len(clause) <= _LONGEST_HEADING and _pattern("strong").search(clause):
            line = reading.text.find("\n", end, item.end)
            at = bisect_left(told, item.start)
            if at == len(told) or told[at] >= (line if line > end + 1 else item.end):
                alone.append(Problem(start, end, _kind(clause), 500))
    return alone


_LONGEST_HEADING = 16


def is_wanting(stretch: str) -> bool:
    """Tell whether what stands in a section of problems states a want, however like a duty it sounds: 尚未成立服务队."""
    return _wants(stretch, home=False) and not (_pattern("bids").match(stretch) or promises(stretch))


def _told(reading: Reading, sentence: Sentence) -> list[Problem]:
    """What sounds like a shortcoming: in a section of problems all, elsewhere the clear ones after a 但 or 还存在."""
    section = reading.page.outline.sections[sentence.section]
    home = section.role == "problem"
    if reading.page.context.kind in ("plan", "news") and not home:
        return []
    found: list[Problem] = []
    text = reading.text
    if not home and not _pattern("opens").search(text, sentence.start, sentence.end):
        return found
    for part in _PART.finditer(text, sentence.start, sentence.end):
        span = _trim(text, part.start(), part.end(), home)
        if span is None or _TITLE.search(text[part.start() : part.end()]):
            continue
        stretch = text[span[0] : span[1]]
        before = text[sentence.start : span[0]] + stretch
        if home or _pattern("opens").search(before):
            found.append(Problem(*span, _kind(stretch), 700 if home else 500))
    return found


def _trim(text: str, start: int, end: int, home: bool) -> tuple[int, int] | None:
    """Narrow a part of a sentence to the clauses from the first to the last that state a want."""
    opening = _OPENING.match(text[start:end])
    start += opening.end() if opening else 0
    clauses = [m.span() for m in _CLAUSE.finditer(text[start:end])]
    marked = [c for c in clauses if _wants(text[start + c[0] : start + c[1]], home)]
    if not marked:
        return None
    first, last = marked[0][0], marked[-1][1]
    if clauses[0] != marked[0] and len(clauses) > 1 and clauses.index(marked[0]) == 1:
        first = clauses[0][0]
    return (start + first, start + last) if last - first > 4 else None


def _wants(clause: str, home: bool) -> bool:
    if _pattern("never").search(clause) and not re.search(r"问题(?:突出|严重|较多)|未解决|没有解决|尚未", clause):
        return False
    return bool(_pattern("strong").search(clause) or (home and _pattern("weak").search(clause)))


def _kind(stretch: str) -> str:
    return next((kind for kind, pattern in _kinds() if pattern.search(stretch)), "other")
