"""What a government reports to the congress of its place (政府工作报告): whose report it is, and which year it looks back on."""

from __future__ import annotations

import re

from ingest.context.head import Head

REPORT = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,14}?[省市县区旗州盟镇乡])?(?:人民)?(?:[\d〇一二三四五六七八九]{4}年)?(?:人民)?政府工作报告(?!.*(?:学习|体会|解读|讨论|宣讲|分工|分解|任务|清单))"
)
"""The title of such a report, which hardly names a government."""
_HELD = re.compile(
    r"在(?P<n>[\u4e00-\u9fff]{1,14}?[省市县区旗州盟镇乡])第[一二三四五六七八九十百\d]{1,4}届(?:人民代表大会|人大)"
)
_FOR = re.compile(r"代表(?P<n>[\u4e00-\u9fff]{0,12}?(?:人民政府|政府))[,向]")
_HEAD = 200
"""Characters of the body in which the report says for whom it is given."""


def reporting(head: Head, text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the government that reports, with its full name where the congress tells the place, and where it is named; None for other papers."""
    title = REPORT.match(head.title_text)
    if title is None:
        return None
    end = head.body_start + _HEAD
    held, speaks = _HELD.search(text, head.title_end, end), _FOR.search(text, head.title_end, end)
    named = head.title_start + title[0].rindex("政府")
    span = speaks.span("n") if speaks else (named, named + len("政府"))
    place = held["n"] if held and len(held["n"]) > 1 else title["place"]
    if place:
        return f"{place}人民政府", span
    return (speaks["n"], span) if speaks else None
