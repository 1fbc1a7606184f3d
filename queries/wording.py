"""Forms of official prose that tell a duty from a direction."""

from __future__ import annotations

import re

MARKED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+[章节条，、：]|[一二三四五六七八九十][是要])"
"""Marks with which items begin."""
GENERAL = re.compile(
    rf"^{MARKED}?[ ，]?(?:以[^，。；]{{4,}}为(?!轴)|为(?:深入|认真|全面|进一步|切实|贯彻|鼓励)|做好|新的一年|今后|坚持|围绕|完成时限|责任单位"
    r"|根据|今年是|去年|近年|过去|\d{4}年(?:是|，?[^，。；]{0,14}要坚持))"
    r"|^[^，。；]*(?:方案|规划|要点|通知|意见|计划)$|本(?:方案|规划|计划|意见|细则|办法|要点|制度)|应当"
)
"""Sentences that set a direction, a norm or a background, and titles: no duty."""
VAGUE = re.compile(
    rf"^{MARKED}?[ ，]?(?:将[^，。；]{{2,20}}纳入|严格落实|统筹抓好|落实上级|及时|(?:着力|全力|加快)?构建[^，。；]*(?:体系|格局)"
    r"|并?写入|争取[^，。；]{2,20}支持|把[^，。；]{2,20}(?:总结好|推广好)|健全[^，。；“]{2,8}领导、)"
)
"""Clauses that ask for zeal and nothing that can be counted."""
