"""The genre of a document, from its title, else from how it begins."""

from __future__ import annotations

import re

from ingest.context.head import MASTHEAD, Head

_GENRES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("speech", re.compile(r"讲话|致辞|致词|发言(?:稿|提纲)?$|主持词|寄语")),
    ("survey", re.compile(r"调研(?:报告|情况|$|——)|调查(?:报告|与思考|$)|考察报告|调研$|情况调研")),
    (
        "other",
        re.compile(
            r"(?:经验|典型|交流|案例)材料|经验交流|案例$|做法$|的建议$|提案|的函$|答复|办法$|细则$|制度$|职责$|规定$|条例$|章程$|公约$"
        ),
    ),
    (
        "plan",
        re.compile(
            r"(?:印发|下发).{0,40}(?:方案|计划|要点|规划|安排|意见|(?<!成员)(?<!职责)(?<!领导)分工).{0,4}通知|分工表|(?:任务|整改)清单|(?:任务|责任)分解|时间表|路线图"
        ),
    ),
    (
        "summary",
        re.compile(
            r"总结|小结|工作报告(?!》?[^。\n]{0,16}(?:分工|分解|任务|清单))|述职|汇报|情况的?报告|中期报告|自查报告|年度报告|(?:进展|推进)情况|工作(?:开展)?情况|的报告$|(?:履职|自评|绩效|评估)报告|公报$|汇总$|亮点$|回顾|(?:工作|年[度终])盘点|盘点$|(?:完成|落实|执行)情况$"
        ),
    ),
    ("plan", re.compile(r"要点|计划|方案|规划|工作安排|打算|工作思路|设想|行动纲要")),
    (
        "plan",
        re.compile(
            r"关于(?:做好|开展|组织|举办|推进|加强|切实|实施).{0,40}的(?:通知|意见)$|的?(?:实施|若干|指导)意见$"
        ),
    ),
    (
        "other",
        re.compile(
            r"通知$|公告$|通报$|意见$|倡议书$|的决定$|^致.{2,30}信$|公示$|(?:简介|概况|名录)(?:\([^()]{2,8}\))?$"
        ),
    ),
    ("news", re.compile(r"简讯|快讯|侧记|纪实|通讯|简报")),
)
_DATELINE = re.compile(
    r"^[^。\n]{0,24}(?:消息|讯|报道|电)\s*[(（:：\d一二三四五六七八九十]|^[^。\n]{0,12}(?:讯|消息)\s|本报讯|^\S{2,6}观察记者"
)
_DATED_ACT = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号)(?!是)|近日|日前|连日来|昨天|今天|\d{1,2}月[上中下]旬|月初"
)
_HEADLINE = re.compile(
    r"(?:主持)?召开.{2,30}(?:会|会议|大会)$|主持召开|(?:率团|带队|到|赴).{2,20}(?:调研|考察)(?!报告)|(?:副?市长|副?县长|副?区长|副?书记|副?校长)调研|举行.{2,40}(?:会|仪式|活动)$|举办.{2,40}(?<!通知|方案|公告|计划|请示)(?<!函)$|开展.{2,40}(?:活动|学习|教学)$|隆重开幕|正式启动$"
)
_REPORTING = re.compile(r"记者|通讯员|供稿|撰稿|摄影|本报|据悉|据了解|表示[,:]")
_COVERS = re.compile(
    r"现将《(?P<n>[^》\n]{4,60})》(?:印发|下发|转发)|现就(?:做好|开展|组织|举办|推进|加强|切实|实施)[^。\n]{2,60}通知如下"
)
"""What a notice without a title sends, or orders to be done."""
_OWN_WORK = re.compile(r"(?:现将|以下|下面).{0,20}(?:汇报|报告|总结)如下|我(?:县|市|区|局|镇|乡|部|会|校|院)|一年来")

_ONLY_AHEAD = re.compile(r"(?m)^(?:20\d\d年|今年),?(?:我们|全[省市县区镇乡])?(?:将|要)")
"""How the part of a report begins that tells what is to come, where a page gives no other."""
INTRODUCES = re.compile(r"[^。;\n]{0,60}(?:建于|创[办立]于|成立于|落成于|建成于|坐落[于在])")
"""How the page begins that presents a body or site: it tells a history, reports no act, and belongs to no year."""

_PRESENTS = re.compile(
    r"(?:简介|概况|名录)(?:\([^()]{2,8}\))?$|^[\u4e00-\u9fff]{2,20}(?:医院|大学|学院|公司|集团|[书物念]馆|景区|协会|合作社|联合社)$"
)
_NUMBERED = re.compile(r"[\[〔(（]20\d\d[\]〕)）]\s?\d+号|第\d+[号期]")
_IS = re.compile(r"(?:\([^)\n]{1,20}\))?,?(?:位于|是|地处|坐落|[创始]建|成立)")


def introduces(head: Head, text: str) -> bool:
    """Whether a page presents a body or site: its title is the name, or its text begins with what the title is and goes on with what or where that is."""
    title, start = head.title_text, head.body_start
    named = title and text.startswith(title, start) and _IS.match(text, start + len(title))
    numbered = _NUMBERED.search(text, 0, start + 60)  # a paper under the name of who issues it
    return bool(named or (_PRESENTS.search(title) and not numbered) or INTRODUCES.match(text, start))


def kind_of(head: Head, text: str) -> tuple[str, tuple[int, int] | None]:
    """Tell the kind of a document: summary, plan, survey, speech, news or other.

    Returns:
        The kind and the span of the clean text that shows it.
    """
    title = head.title_text
    if match := _HEADLINE.search(title):
        return "news", (head.title_start + match.start(), head.title_start + match.end())
    for kind, pattern in _GENRES:
        if match := pattern.search(title):
            if kind == "summary" and _ONLY_AHEAD.search(text, head.title_end, head.body_start + 60):
                kind = "plan"
            return kind, (head.title_start + match.start(), head.title_start + match.end())
    if masthead := next(((start, start + len(line)) for start, line in head.front if MASTHEAD.match(line)), None):
        return "news", masthead
    body = text[head.body_start :]
    if introduces(head, text):
        return "other", (head.body_start, head.body_start + len(title))
    if match := _DATELINE.search(body[:120]):
        return "news", (head.body_start + match.start(), head.body_start + match.end())
    if re.search(r"^(?:同志们|各位)", body[:40]):
        return "speech", (head.body_start, head.body_start + 3)
    if match := re.search(r"(?:制定|特制定|制订)本(?:方案|计划|规划)", body[:400]):
        return "plan", (head.body_start + match.start(), head.body_start + match.end())
    if match := _COVERS.search(text, head.title_start, head.body_start + 400):
        kind = next((kind for kind, pattern in _GENRES if pattern.search(match["n"] or "")), "plan")
        return kind, match.span()
    dated = next((d for d in _DATED_ACT.finditer(body[:160]) if not _in_table(body, d)), None)
    credited = _REPORTING.search(text) or head.credits
    numbered = re.search(r"^[一二三]、", body, re.MULTILINE)
    if dated and not numbered and not (_OWN_WORK.search(body) and not credited):
        return "news", (head.body_start + dated.start(), head.body_start + dated.end())
    if credited and not numbered:
        return "news", None
    return "other", None


def _in_table(text: str, match: re.Match[str]) -> bool:
    """Whether something stands in a row of a table: there a date is the time by which a task has to be done."""
    return "\t" in text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
