"""Honours: what follows 荣获, 被评为, 列为 and the like."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import alternation, lexicon
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named


@cache
def _pattern() -> re.Pattern[str]:
    verbs = alternation(lexicon("honours")["verbs"])
    return re.compile(
        rf"{verbs}(?:了|过)?(?P<by>[\u4e00-\u9fff]{{2,14}}(?:授予|颁发)的?)?(?P<list>[^,。;:!?\n]{{2,60}})"
    )


_QUOTED = re.compile(r"“([^“”]{2,30})”")
_END = re.compile(r"(?:荣誉)?(?:称号|殊荣|荣誉|奖牌|牌匾|奖项)|等(?![级])|,|\(")
_AWARD = re.compile(
    r"(?:先进|优秀|示范|模范|文明|卫生|最美|十佳|百佳|五星|四星|三星|特色|红旗|重点|典型|传统|历史文化|爱国主义教育)[\u4e00-\u9fff]{1,16}$|奖$|[一二三]等奖|[金银铜]奖|标兵|称号|号$|试点|基地$|案例$|名录$|单位$|集体$|之乡$|保护单位"
)


def find_honours(reading: Reading) -> list[Named]:
    """Find honours by the verb of being honoured; several in one list each for itself."""
    found = []
    for match in _pattern().finditer(reading.text):
        offset, listed = match.start("list"), match["list"]
        quoted = list(_QUOTED.finditer(listed))
        if quoted and quoted[0].start() < 16:
            for q in quoted:
                found.append(
                    Named(offset + q.start(), offset + q.end(), Label.Honour, None, "honour.quoted", 900, (q[1],))
                )
            continue
        end = _END.search(listed)
        stretch = listed[: end.start()] if end else listed
        named = bool(end and re.match(r"(?:荣誉)?(?:称号|殊荣|荣誉|奖牌|牌匾)", end[0]))
        for part in re.finditer(r"[^、和及]{2,30}", stretch):
            name = part[0]
            if (named or _AWARD.search(name)) and len(name) > 3:
                found.append(
                    Named(offset + part.start(), offset + part.end(), Label.Honour, None, "honour.verb", 750, (name,))
                )
    return found
