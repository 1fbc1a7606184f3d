"""The marks of markdown, taken off a text that declares itself to be markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clean.draft import Draft, Edit

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKS = re.compile(
    r"^ {0,3}#{1,6} +|^ {0,3}(?:[-*_] ?){3,}$|^ {0,3}> ?|^ {0,3}(?:```|~~~).*$|^\s{0,6}[-*+] (?=\S)|!\[[^\]\n]*\]\([^)\n]*\)"
    r"|<!--(?:(?!-->|<!--)[\s\S])*-->|</?[A-Za-z][^<>\n]*>",
    re.MULTILINE,
)
_BESIDE = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>\n]*>")
_BELOW = re.compile(r"</tr>|<br\s*/?>")
"""Tags with which the next cell or line begins."""
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=[^\s*_])(?P<text>[^\n*]{1,80}?)(?<=[^\s*_])(?P=mark)")
_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\([^)\n]*\)")
_RULE = r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$"
_TABLE = re.compile(rf"^[^\n]*\|[^\n]*\n(?P<rule>{_RULE})(?:\n[^\n]*\|[^\n]*)*", re.MULTILINE)
_CELL = re.compile(r"(?P<edge>^ *\| *| *(?<!\\)\| *$)| *(?<!\\)\| *", re.MULTILINE)


def drop_marks(draft: Draft) -> None:
    """Drop heading marks, bullets, emphasis, links' addresses, images, tags and comments; a lone ``**`` is a redaction and stays.

    The cells of a table are separated by tabs, as in every clean text.
    """
    draft.sub(_FRONT, "", "front matter")
    draft.sub(_BESIDE, "\t")
    draft.sub(_BELOW, "\n")
    draft.sub(_MARKS, "")
    for pattern in (_BOLD, _LINK):
        draft.edit(
            Edit(start, end)
            for m in pattern.finditer(draft.text)
            for start, end in ((m.start(), m.start("text")), (m.end("text"), m.end()))
        )
    draft.edit(edit for table in _TABLE.finditer(draft.text) for edit in _cells(table))


def _cells(table: re.Match[str]) -> Iterator[Edit]:
    text, (start, end) = table.string, table.span("rule")
    for first, last in ((table.start(), start - 1), (end, table.end())):
        for mark in _CELL.finditer(text, first, last):
            yield Edit(*mark.span(), "" if mark["edge"] is not None else "\t")
        if first < start:
            yield Edit(start - 1, end)
