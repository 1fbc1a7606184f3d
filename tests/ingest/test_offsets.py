"""Over random noise: every offset leads back to the source, and every fact quotes it."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.facts import DocumentFacts
from ingest.facts import Readers, facts
from ingest.page import page_of
from ingest.text import Page, Source

SENTENCES = (
    "县委统战部牵头实施“万企兴万村”行动，县工商联、县农业农村局配合。",
    "一年来，县妇联会同团县委在城关镇举办家庭教育讲座12场，服务群众2000余人次。",
    "縣委統戰部會同縣僑聯，在城關鎮設立“僑胞之家”，開展法律諮詢服務。",
    "（一）建立联席会议制度。每季度召开一次例会，由县委统战部召集。",
    "一是组建“石榴籽”宣讲队。二是打造“同心书屋”品牌。三是联络员陈立新负责报送信息。",
    "目前仍存在部门联动机制尚未形成、阵地分散、未能串联成线的问题。",
    "1\t建成“同心驿站”\t县委统战部\t县文旅局、团县委\t6月底前",
    "序号\t工作任务\t牵头单位\t配合单位\t完成时限",
)
NOISE = (
    "&nbsp;", "&amp;ldquo;", "&#8220;", "&amp;amp;nbsp;", "\u200b", "\ufeff", "\u00a0", "\u3000\u3000",
    "(tǒng)", "（zhàn）", ",,", "。。", "\r\n", "\n", "\n\n", "\t",
    "\r", "\x00", "\x0b", "\u2028", "🏗", "𠮷", "“", "”", '"', "’", "(", "）", "《", "》", "......", "—", "XX", "**", "\ud7ff", "e\u0301", "ﬁ", "㍿",
    "首页 > 工作总结 > 正文\n", "【上一篇】工作要点\n", "相关推荐 热门文档\n", "- 3 -\n", "阅读：356 来源：某网\n", "本文共3页，当前第1页\n",
)  # fmt: skip
PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(NOISE), st.text(max_size=12))


@st.composite
def noisy(draw: st.DrawFn) -> str:
    """Sentences with noise between and inside them, at times wrapped at a width."""
    text = "青溪县工作总结\n" + "".join(draw(st.lists(PIECES, max_size=24)))
    for noise, place in draw(st.lists(st.tuples(st.sampled_from(NOISE), st.integers(0, len(text))), max_size=12)):
        text = text[:place] + noise + text[place:]
    width = draw(st.sampled_from((0, 0, 20, 31)))
    return "\n".join(text[i : i + width] for i in range(0, len(text), width)) if width else text


def page(text: str, kind: str = "text/plain") -> Page:
    return page_of(Source("a.txt", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), kind, text))


@given(noisy(), st.sampled_from(("text/plain", "text/markdown", "text/html")))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_character_of_the_clean_text_leads_back(text: str, kind: str) -> None:
    found = page(text, kind)
    origins = found.clean.origins
    assert len(origins) == len(found.clean.text)
    assert all(a < b for a, b in pairwise(origins)), "nothing is moved, nothing is said twice"
    assert not origins or origins[-1] < len(text)
    assert all(0 <= cut.start < cut.end <= len(text) and cut.reason for cut in found.clean.cuts)
    for clean, origin in zip(found.clean.text, origins, strict=True):
        if text[origin].isalnum() and text[origin].isascii():
            assert clean == text[origin], "letters and digits are never changed"
    for sentence in found.outline.sentences:
        start, end = found.clean.source_span(sentence.start, sentence.end)
        assert 0 <= start < end <= len(text)
    for row in found.outline.rows:
        assert all(row.start <= cell.start < cell.end <= row.end for cell in row.cells)


@given(noisy())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_fact_quotes_the_source(text: str) -> None:
    found = facts(page(text), readers=Readers(None))
    hidden = set(found.hidden)
    assert found.text == text
    for start, end, quote in proofs(found):
        shown = "".join("某" if place in hidden else text[place] for place in range(start, end))
        assert quote == shown


def proofs(found: DocumentFacts) -> list[tuple[int, int, str]]:
    evidence = [(r.evidence.start, r.evidence.end, r.evidence.quote) for r in found.relations]
    return evidence + [(m.start, m.end, m.text) for e in found.entities for m in e.mentions]
