"""Named sets: 四大品牌, 三大机制, 八大行动."""

from __future__ import annotations

import re
from functools import cache

from graph.vocabulary import Label
from ingest.lexicon import alternation
from ingest.mentions.heads import Head, heads
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_MORE = {"品牌": Label.Brand, "工程": Label.Programme, "行动": Label.Programme, "机制": Label.Mechanism, "平台": Label.Mechanism, "体系": Label.Programme,
         "项目": Label.Programme, "计划": Label.Programme, "制度": Label.Mechanism, "基地": Label.Base, "活动": Label.Campaign, "攻坚战": Label.Programme,
         "联盟": Label.Organisation, "专委会": Label.Organisation, "专业委员会": Label.Organisation, "阵地": Label.Base}  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[两二三四五六七八九十]+(?:大|项重点|个子)(?:[\u4e00-\u9fff]{{2}})?{alternation(list(_MORE))}(?![师的员长])"
    )


def find_sets(reading: Reading) -> list[Named]:
    """Find named sets; quotation marks around one belong to it."""
    found = []
    for match in _pattern().finditer(reading.text):
        tail = max((t for t in _MORE if match[0].endswith(t)), key=len)
        head = heads(False).get(tail, Head(_MORE[tail], None, True))
        start = match.start()
        found.append(Named(start, match.end(), _MORE[tail], head.kind, "set", 850, (match[0],)))
    return found
