"""Where the party committee and the government of a place speak together: whose paper it is."""

from __future__ import annotations

import re

_COMMITTEE = re.compile(
    r"(?:中国共产党|中共)?(?P<place>[\u4e00-\u9fff*×XxＸ○]{1,12}?(?:[省市县区旗州镇乡]|街道|新区))(?:工作委员会|委员会|党工委|党委|委)"
)
_GOVERNMENT = re.compile(
    r"[\s、和与]{1,8}(?P<n>[\u4e00-\u9fff*×XxＸ○]{2,14}?(?:人民政府(?![\u4e00-\u9fff])|办事处|管理委员会|管委会))"
)
PARTY_WORK = re.compile(
    "党|统战|统一战线|组织工作|宣传|思想|意识形态|精神文明|文明创建|纪检|廉[洁政]|清廉|人才|巡[察视]|政法|民族|宗教|机构编制|干部|人大|政协|群团"
)
"""Titles of what a committee does itself."""


def governing(title: str, text: str, first: str, end: int) -> re.Match[str] | None:
    """Return, as ``n``, the government that speaks together with the committee of its place: what is built, held and run is its work, but for what
    is the party's own.

    Args:
        title: of the document.
        text: the document.
        first: who speaks.
        end: where its name ends in the text.
    """
    committee = _COMMITTEE.fullmatch(first)
    second = _GOVERNMENT.match(text, end) if committee else None
    if committee is None or second is None or committee["place"][-3:] not in second["n"]:
        return None
    for name in (first, second["n"], committee["place"]):
        title = title.replace(name, "")
    return None if PARTY_WORK.search(title) else second
