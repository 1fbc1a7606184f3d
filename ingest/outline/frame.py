"""Lines around the running text that say when it was made, who signs it and how a form is filled in: datelines, document numbers, the block of
the signature, remarks on a table."""

from __future__ import annotations

import re

from ingest.text import Aside

_DIGIT = "\\d〇○零一二三四五六七八九十"
_DATE = rf"(?:[{_DIGIT}]{{4}}年)(?:[{_DIGIT}]{{1,3}}月(?:[{_DIGIT}]{{1,3}}日)?)"
_BODY = r"[\u4e00-\u9fff()·]{2,30}[部局委办会府室院校组社站队联心厅所处馆团]"
_DATELINE = re.compile(rf"[(]?(?:{_BODY}[ ]?)?{_DATE}(?:印发)?[)]?|[\u4e00-\u9fff]{{1,12}}\[\d{{4}}\]\d{{1,4}}号")
_SIGNED = re.compile(rf"(?:{_BODY}[ ]?)?{_DATE}(?:印发)?")
_SIGNER = re.compile(_BODY)
_RUNNING = re.compile(
    r"[。;!?]$|^[一二三四五六七八九十]{1,3}、|^\([一二三四五六七八九十]{1,3}\)|^第[一二三四五六七八九十]{1,3}[章条]"
)
_REMARK = re.compile(
    r"(?:(?:备?注|说明)[:]?)?(?:\d[.、])?[本此该](?:汇总|统计|登记|分工)?(?:表|台账|清单)[^。]{0,40}(?:填报|填写|报送|上报|一式|盖章|加盖)[^。]{0,40}。?"
    r"|(?:填报|填表|制表|报送)(?:单位|部门|时间|日期)(?:\([^()]{0,8}\))?:[^人]{0,40}"
)
"""A line that names who filled the form in stays a sentence, for in sentences names are looked for and masked."""
_HEAD, _TAIL, _SIGNERS = 8, 4, 4
"""Lines: how far down a dateline may stand, how far up the date of a signature, how many bodies may sign."""


def asides(text: str) -> tuple[Aside, ...]:
    """Find the datelines under the title, the remarks on how a table is filled in, and the signature at the end of a clean text, in order of place."""
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    body = next((i for i, (_, line) in enumerate(lines[:_HEAD]) if _is_running(line)), min(_HEAD, len(lines)))
    found = [(start, line, "dateline") for start, line in lines[1:body] if _DATELINE.fullmatch(line)]
    found += [(start, line, "remark") for start, line in lines if _REMARK.fullmatch(line)]
    for index in range(len(lines) - 1, max(body, len(lines) - _TAIL) - 1, -1):
        if _SIGNED.fullmatch(lines[index][1]):
            found += [(start, line, "signer") for start, line in _signers(lines[body:index])]
            found.append((*lines[index], "signature"))
            break
    return tuple(Aside(start, start + len(line), kind) for start, line, kind in sorted(found))


def _is_running(line: str) -> bool:
    return bool(_RUNNING.search(line)) or len(line) > 70 or "\t" in line


def _signers(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The names of bodies right above the line of the date, the nearest first."""
    found = []
    for start, line in reversed(lines[-_SIGNERS:]):
        if not _SIGNER.fullmatch(line):
            break
        found.append((start, line))
    return found
