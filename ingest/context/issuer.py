"""The body that a document is from, and which its sentences without a subject are about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.context.head import Head

_BODY = (
    r"(?:委员会|党工委|党委|工委|委|党校|社会主义学院|政府|办公室|统战部|组织部|宣传部|政法委|政策研究室|研究室|[部局厅办院站馆校]|总工会|工会|妇联|工商联|侨联|残联|科协|文联|团委|关工委"
    r"|联合会|协会|商会|学会|联谊会|同学会|促进会|红十字会|中心|支部|分会|农场|联社|专班|指挥部|公司|集团|医院|大队|支队|市委会|县委会|区委会|调研组)"
)
_NAME = rf"(?:(?!我|本|各|全|该|以|在|与|由)[\u4e00-\u9fff*×XxＸ○、()（）“”]{{1,24}}?{_BODY})"
_AFTER_NAME = r"(?:领导班子)?(?:成员)?(?:[二一〇○Oo零\d]{4}|关于|第[一二三四五六七八九十\d]|工作|的|定点|驻村|召开|举办|[:：]|\s|团委)"
_TITLE = re.compile(rf"^(?:关于)?(?P<n>{_NAME})(?={_AFTER_NAME})")
_UNDER = re.compile(
    rf"(?:^|[,。])(?:[^,。]{{0,12}}?[,])?(?P<n>{_NAME})在(?:[^,。]{{1,16}})的?(?:正确|坚强|有力|精心|关心)?(?:领导|指导)下"
)
_ABBREVIATED = re.compile(rf"(?P<n>{_NAME})\((?:以下)?简称“?(?P<a>[^)”]{{2,10}})”?\)")
_DATELINE = re.compile(r"^(?P<n>[\u4e00-\u9fff]{2,8}?(?:网|报|社|台|在线))(?:消息|讯|\d{1,2}月\d{1,2}日电)")
_SOURCE = re.compile(
    r"(?:信息来源|稿件来源|来源|供稿单位|供稿|主办单位|主办)[:：｜|丨]?\s*(?P<n>[\u4e00-\u9fff]{2,20})"
)
_SUPPLIED = re.compile(r"[(（]?(?P<n>[\u4e00-\u9fff]{2,16}?)\s*(?:供稿|供图)")
_ANON = re.compile(r"网络|互联网|网友|投稿|会员|本站|佚名|范文|文库|公文|管理员|上传|^\S{0,6}网$")
_LINE = re.compile(rf"^[(（]?(?P<n>{_NAME})(?:编印|编|\s.*)?(?:[(（]?[\d〇一二三四五六七八九十]{{4}}年.*)?$")
_RESPONSIBLE = re.compile(rf"由(?P<n>{_NAME})(?:负责解释|承担(?:组织|日常)|会同|牵头)")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer's name as the document gives it, and the span of the clean text (none where only the page around it names it)."""

    name: str | None
    evidence: tuple[int, int] | None


def issuer_of(head: Head, kind: str, text: str) -> Issuer:
    """Tell who issued a document: title, lines under it, signature, page data, then the opening sentence."""
    for found in (
        _dateline(head, text) if kind == "news" else None,
        _signed(head),
        _titled(head),
        _credited(head, text) if kind == "news" else None,
        _opening(head, text),
        _credited(head, text),
        _responsible(text),
    ):
        if found is not None:
            return found
    return Issuer(None, None)


def _dateline(head: Head, text: str) -> Issuer | None:
    match = _DATELINE.match(text[head.body_start : head.body_start + 40])
    if match:
        return Issuer(match["n"], (head.body_start + match.start("n"), head.body_start + match.end("n")))
    return None


def _titled(head: Head) -> Issuer | None:
    match = _TITLE.match(head.title_text)
    if match:
        return Issuer(match["n"], (head.title_start + match.start("n"), head.title_start + match.end("n")))
    return None


def _signed(head: Head) -> Issuer | None:
    for start, line in (*head.front, *head.signature):
        match = _LINE.match(line)
        if match and len(line) <= 40:
            return Issuer(match["n"], (start + match.start("n"), start + match.end("n")))
    return None


def _credited(head: Head, text: str) -> Issuer | None:
    for line in head.credits:
        for pattern in (_SOURCE, _SUPPLIED):
            match = pattern.search(line)
            if match and not _ANON.search(match["n"]):
                return Issuer(match["n"], None)
    return None


def _opening(head: Head, text: str) -> Issuer | None:
    opening = text[head.body_start : head.body_start + 400]
    for pattern in (_UNDER, _ABBREVIATED):
        match = pattern.search(opening)
        if match:
            return Issuer(match["n"], (head.body_start + match.start("n"), head.body_start + match.end("n")))
    return None


def _responsible(text: str) -> Issuer | None:
    match = _RESPONSIBLE.search(text)
    return Issuer(match["n"], (match.start("n"), match.end("n"))) if match else None
