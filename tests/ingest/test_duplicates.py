"""Copies of a document are recognised by their clauses; a new version is another document."""

from __future__ import annotations

import opencc
import pytest

from ingest.clean import clean
from ingest.duplicates import Copies, Fingerprint, fingerprint
from ingest.read.decode import decode
from ingest.text import Source

PLAN = """青溪县统战部2024年工作要点
为做好全年工作，团结各方力量，助力县域发展，制定本要点。
一、凝聚思想共识
每季度举办一次党外人士读书会，组织外出考察两次，编印学习资料三期。
二、服务中心大局
实施“青溪归雁”工程，联系在外企业家四十名，推动回乡项目落地六个。
三、办好民生实事
与县文旅局共建同心书屋十二处，面向少年儿童免费开放，全年接待读者两万人次。"""


def printed(text: str) -> Fingerprint:
    return fingerprint(clean(Source("a.txt", "0" * 64, "text/plain", text)).text)


def original_of_second(first: str, second: str) -> str | None:
    copies = Copies()
    assert copies.original_of("a", printed(first)) is None
    return copies.original_of("b", printed(second))


def wrapped(text: str) -> str:
    return "\n".join(line[i : i + 24] for line in text.split("\n") for i in range(0, len(line), 24))


@pytest.mark.parametrize(
    "copy",
    [
        opencc.OpenCC("s2t").convert(PLAN),
        decode(PLAN.encode("gb18030")),
        decode(opencc.OpenCC("s2t").convert(PLAN).encode("big5", "ignore")),
        PLAN.replace("，", ","),
        wrapped(PLAN),
        f"您现在的位置：首页 > 公文 > 正文\n{PLAN}\n上一篇：无\n版权所有 禁止转载",
    ],
    ids=["traditional", "gb18030", "big5", "half-width", "wrapped", "junk"],
)
def test_a_copy_is_recognised(copy: str) -> None:
    assert original_of_second(PLAN, copy) == "a"


def test_a_new_version_is_another_document() -> None:
    later = PLAN.replace("2024", "2025").replace("两次", "三次").replace("六个", "九个").replace("十二处", "十五处")
    assert original_of_second(PLAN, later) is None


def test_texts_of_a_few_words_are_not_compared() -> None:
    assert original_of_second("附件（略），详见通知。", "附件（略），详见通知。") is None
