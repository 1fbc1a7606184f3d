"""Who watches over whom, in words that leave no doubt of it: 县督查室每季度对各镇督查一次, 由县水务局会同县财政局考核供水公司."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.vocabulary import Label, RelationType
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.relations.claim import Claim
from ingest.relations.events import cues
from ingest.relations.sentence import Parsed

_LOOKS = "(?:考核|考评|督查|督办|督导|检查|监督|抽查|约谈)"
_OVER = re.compile(r"[^,。;:对()]{0,14}对(?:全?[省市县区]?各?)?")
"""What stands between who watches and over whom, where the act comes behind (33 of 35)."""
_THEN = re.compile(
    rf"(?!的)[^,。;:]{{0,14}}?{_LOOKS}(?!的|发现|反馈|指出|交办|移交|通报|意见|结果|方案|职责|优秀|为)"
    r"(?![^,。;]{0,4}(?:不够|不力|不足|薄弱|机制|制度|办法|缺位))"
)
_WATCHES = re.compile(rf"[^,。;:对()]{{0,8}}{_LOOKS}")
"""The same where the act stands right before (每半年考核供水公司)."""
_LACKS = re.compile("未|没有|缺[乏少]|尚无|不再|难以|健康|体检|两癌|免费|筛查|康复|身体")
"""What says that nobody watches, or that people are looked at by a doctor."""
_WATCHED = (Label.Organisation, Label.Stakeholder, Label.Base, Label.Place, Label.Programme, Label.Mechanism)


def read_oversight(reading: Reading, parsed: Parsed) -> list[Claim]:
    """Return who watches over whom; who does it together does it each."""
    return [
        Claim(RelationType.SUPERVISES, body, one, body.start, end, "verb.supervise", 800, plain=True)
        for bodies, watched, end in _watching(reading.text, parsed)
        for body in bodies
        for one in watched
        if one is not body
    ]


def _watching(text: str, parsed: Parsed) -> Iterator[tuple[list[Named], list[Named], int]]:
    for index, group in enumerate(parsed.groups[:-1]):
        behind = parsed.groups[index + 1]
        bodies = group.of(Label.Organisation)
        if not bodies or not behind.of(*_WATCHED) or group.clause != behind.clause:
            continue
        end = parsed.clauses[behind.clause][1]
        then = _OVER.fullmatch(text, group.end, behind.start) and _THEN.match(text, behind.end, end)
        before_it = _WATCHES.fullmatch(text, group.end, behind.start) and not behind.of(Label.Place)
        if not then and not before_it:
            continue
        if _LACKS.search(text, group.end, then.end() if then else behind.start):
            continue
        before = parsed.groups[index - 1] if index and group.cue in cues("partner") else None
        with_them = before.of(Label.Organisation) if before and before.clause == group.clause else []
        yield [*with_them, *bodies], behind.of(*_WATCHED), end
