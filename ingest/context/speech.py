"""Who speaks to a meeting where no line under the title tells an office."""

from __future__ import annotations

import re

_MEETING = re.compile(r"在[^\n]{0,8}全(?P<level>[省市县区旗州])(?P<line>[\u4e00-\u9fff]{2,14}?)工作会议?上的")
_SYSTEM = re.compile(r"全[省市县区旗州](?P<line>[\u4e00-\u9fff]{2,5}?)系统")
_FOR_ALL = re.compile(r"代表[^。,]{0,4}(?:委|党[委组]|政府)")


def of_the_line(title: str, text: str) -> re.Match[str] | None:
    """Return where a text names the bureau, as ``n``, for the line of work that a meeting is about.

    Who speaks to the meeting of a line of work and calls to its system is of the bureau for it (全市住建系统, 市住建局), unless it is for committee or
    government.
    """
    meeting, system = _MEETING.search(title), _SYSTEM.search(text)
    if meeting is None or system is None or _FOR_ALL.search(text):
        return None
    named = iter(meeting["line"])
    if not all(char in named for char in system["line"]):
        return None
    return re.search(rf"(?P<n>{meeting['level']}{system['line']}(?:局|委(?!员)|厅))", text)
