"""The role of a section: what was done, what is wrong, what is planned, or background."""

from __future__ import annotations

import re

_PROBLEM = re.compile(r"问题|不足|短板|困难|挑战|瓶颈|薄弱|差距|堵点|难点|弱项|制约|症结")
_PLAN = re.compile(
    r"下一步|下步|下阶段|下一阶段|后段|今后|明年|来年|新的一年|计划|思路|打算|安排|要点|建议|对策|(?<!创新|典型|特色|亮点)举措|措施|任务|目标|要求|保障|设想|部署|展望|规划|工作重点|(?:努力|改进|主攻|攻坚)方向|后续|路径"
)
_DONE = re.compile(r"总结|成效|成绩|回顾|做法|情况(?!通报|反映|互通)|进展|经验|完成|开展|取得|启示|工作开局|现状")
_REPORTED = re.compile(r"总结|成效|成绩|回顾|做法|经验|启示|情况$|现状")
_AHEAD = re.compile(r"下一?步|下一?阶段|后段|今后|明年|来年|新的一年|思路|打算|建议|对策|展望|方向|后续|计划")
_ENDS_PLAN = re.compile(rf"(?:{_PLAN.pattern})(?<!保障|措施|举措)(?:\([^()]*\))?$")
"""How a heading of a report ends that plans: 目标任务, but not 服务保障 nor 主要措施."""
_BACKGROUND = re.compile(r"背景|意义|指导思想|总体要求|总则|概况|基本情况|形势|依据|附则|现状")

_DOCUMENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("plan", re.compile(r"要点|计划|方案|规划|安排|打算|办法|细则|制度|通知|分工|职责|意见")),
    ("plan", re.compile(r"讲话|致辞")),
    ("done", re.compile(r"总结|报告|汇报|述职|小结|纪实|侧记|做法|经验|材料|调研")),
)


def role_of_heading(title: str, over: str = "", inner: bool = False) -> str | None:
    """Tell the role that a heading claims for its section; None where it only names a topic.

    Args:
        title: the heading without its number.
        over: the role of the section that holds it. What is to be carried out (开展X, 完成Y) is no report where all around it is planned,
            and in a report a word like 保障 or 措施 plans nothing inside a heading (提升保障水平), nor at its end under one that reports.
        inner: whether a heading holds it, and not the document alone.

    What is said last decides between planning and reporting (总结及下一步计划 stands over both, so neither is claimed).
    """
    if len(title) > 40:
        return None
    claims = [
        role
        for role, pattern in (("problem", _PROBLEM), ("plan", _PLAN), ("done", _DONE), ("background", _BACKGROUND))
        if pattern.search(title)
    ]
    if over == "plan" and claims == ["done"] and not _REPORTED.search(title):
        return None
    if over == "done" and claims == ["plan"] and not _AHEAD.search(title) and (inner or not _ENDS_PLAN.search(title)):
        return None
    if not claims:
        return None
    if claims[0] == "problem" and re.search(
        r"(?<!待)解决(?!的(?:问题|困难))|破解|化解|攻坚|补齐|补短板|克服|缓解", title
    ):
        return None
    if "plan" in claims and re.search(r"(?:完成|落实|进展|实施|执行)情况$", title):
        return "done"
    if "plan" in claims and "done" in claims:
        return (
            "plan"
            if re.search(r"(?:建议|打算|计划|思路|安排|措施|举措)$", title) and "problem" not in claims
            else claims[0]
        )
    return claims[0]


def role_of_document(title: str) -> str:
    """Tell the role of text under no heading that claims one, from the document's title."""
    reports = re.search(r"总结|小结|报告", title) is not None
    claims = (role for role, pattern in _DOCUMENT if pattern.search(title) and not (reports and role == "plan"))
    return next(claims, "background")
