"""What a document says of itself: title, kind, years, jurisdiction, issuer, and whether it breaks off."""

from __future__ import annotations

import re

from ingest.context.head import head_of
from ingest.context.issuer import issuer_of
from ingest.context.jurisdiction import jurisdiction_of
from ingest.context.kind import kind_of
from ingest.context.years import years_of
from ingest.text import CleanText, Context, Outline, Source

__all__ = ["context"]

_CUT_NOTICE = re.compile(r"(?:剩余|余下|未完|付费后|购买后|全文).{0,16}(?:阅读|查看|内容|下载|待续)|剩余\d+%")
_ENDED = re.compile(r"[。!?;:][)】”’》]*$|[^.…]…$|[】”’》]$|(?:[:、,].{0,60}|^[^,。]{0,40}|[^()]{6,})\)$")
_SENT = re.compile(r"(?:抄[送报]|[主报呈分]送|[报送发]):")
"""The last line may say to whom the document went."""
_PREVIEW = 60
"""Characters; a repetition of the beginning as long as this is the preview of a page that shows part of a text."""


def context(source: Source, clean: CleanText, outline: Outline) -> Context:
    """Tell the context of a document, each attribute with the span of the clean text that settled it, None where nothing does."""
    head = head_of(source, clean, outline)
    kind, kind_span = kind_of(head, clean.text)
    years = years_of(head, kind, clean.text)
    issuer = issuer_of(head, kind, clean.text)
    place = jurisdiction_of(head, kind, clean.text, issuer.name)
    spans = {
        "title": (head.title_start, head.title_end),
        "kind": kind_span,
        "year": years.evidence,
        "jurisdiction": place.evidence,
        "issuer": issuer.evidence,
    }
    return Context(
        title=_title(source, clean, head.title_start, head.title_end),
        kind=kind,
        year=years.used,
        year_title=years.title,
        year_stated=years.stated,
        year_inferred=years.inferred,
        jurisdiction=place.path,
        level=place.level,
        issuer=issuer.name,
        truncated=_truncated(source, clean, head.signature),
        evidence={name: span for name, span in spans.items() if span is not None and span[0] < span[1]},
    )


def _title(source: Source, clean: CleanText, start: int, end: int) -> str:
    if start == end:
        return source.title or ""
    first, last = clean.source_span(start, end)
    return re.sub(r"\s+", " ", source.text[first:last]).strip()


def _truncated(source: Source, clean: CleanText, signature: tuple[tuple[int, str], ...]) -> bool:
    """A notice that the rest has to be bought, a preview page, or a last line of running text that stops in mid-sentence."""
    if any(cut.reason == "repeated" and cut.end - cut.start >= _PREVIEW for cut in clean.cuts):
        return True
    if any(cut.reason == "download" and _CUT_NOTICE.search(source.text[cut.start : cut.end]) for cut in clean.cuts):
        return True
    last = clean.text[-200:].rsplit("\n", 1)[-1]
    return bool(last) and not signature and "\t" not in last and not _SENT.match(last) and _ENDED.search(last) is None
