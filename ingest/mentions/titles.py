"""Documents by name: 《…》, the document that a notice passes on, and names that end in 方案, 办法 and the like."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import KINDS, Label
from ingest.lexicon import alternation, lexicon, words
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_TITLE = re.compile(r"[《«]((?:[^《》«»]|[《«][^《》«»]*[》»]){2,60}?)[》»]")
_PASSED_ON = re.compile(r"关于(?:印发|转发|发布|公布)[《“]?([^《》\n。,;]{4,50}?)[》”]?的(?:通知|函)")
_OWN = re.compile(r"(?<!工作)(规划|计划|方案|办法|细则|条例|意见|章程|纲要|规定|规程|公约|预案)$")
_TRIAL = re.compile(r"\((?:试行|暂行|修订|草案|修正|修订版|征求意见稿|送审稿|\d{4}[^()]{0,12}|[^()]{1,8})\)$")


@cache
def _kinds() -> dict[str, str]:
    data = lexicon("policies")
    return {tail: kind for kind in KINDS[Label.Policy] for tail in words(data.get(kind, ""))}


def kind_of_title(title: str) -> str | None:
    """Return the kind of document that a title's last word says; None where it is a film, a paper or no document at all."""
    stem = _TRIAL.sub("", title)
    for size in range(5, 0, -1):
        kind = _kinds().get(stem[-size:])
        if kind is not None:
            return kind
    return None


def find_titles(reading: Reading) -> list[Named]:
    """Find documents by name."""
    found = []
    text = reading.text
    for match in _TITLE.finditer(text):
        title = match[1]
        kind = kind_of_title(title)
        if kind is None or re.match(
            r".{0,2}(?:一书|剧|电影|歌曲|纪录片|节目|栏目|专栏|杂志)", text[match.end() : match.end() + 6]
        ):
            continue
        names = tuple(dict.fromkeys((title, _TRIAL.sub("", title))))
        found.append(Named(match.start(1), match.end(1), Label.Policy, kind, "title.marks", 950, names))
    for match in _PASSED_ON.finditer(text):
        kind = kind_of_title(match[1])
        if kind is not None:
            found.append(Named(match.start(1), match.end(1), Label.Policy, kind, "title.passed_on", 900, (match[1],)))
    return [*found, *_own(reading), *_bare(reading)]


def _own(reading: Reading) -> list[Named]:
    """The document itself where it calls itself what its title ends in: 特制定本方案."""
    start, end = reading.page.context.evidence.get("title", (0, 0))
    title = reading.text[start:end]
    stem = _TRIAL.sub("", title)
    ends = _OWN.search(stem)
    if ends is None or f"本{ends[1]}" not in reading.text:
        return []
    names = tuple(dict.fromkeys((title, stem)))
    return [Named(start, end, Label.Policy, kind_of_title(title), "title.own", 850, names)]


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(alternation(lexicon("policies")["bare"]) + r"(?:\((?:试行|暂行|草案|修订)\))?")


def _bare(reading: Reading) -> list[Named]:
    found = []
    for match in _bare_pattern().finditer(reading.text):
        if not reading.ends_word(match.end()):
            continue
        start = reading.left_edge(match.start(), limit=24)
        name = reading.text[start : match.end()]
        if match.start() - start >= 2:
            found.append(
                Named(start, match.end(), Label.Policy, kind_of_title(name), "title.bare", 500, (name,), weak=True)
            )
    return found
