"""The marks of markdown, taken off a text that declares itself to be markdown."""

from __future__ import annotations

import re

from ingest.clean.draft import Draft, Edit

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKS = re.compile(
    r"^ {0,3}#{1,6} +|^ {0,3}(?:[-*_] ?){3,}$|^ {0,3}> ?|^ {0,3}(?:```|~~~).*$|^\s{0,6}[-*+] (?=\S)|!\[[^\]\n]*\]\([^)\n]*\)"
    r"|<!--(?:(?!-->|<!--)[\s\S])*-->|</?[A-Za-z][^<>\n]*>",
    re.MULTILINE,
)
_BESIDE = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>\n]*>")
_IN_CELL = re.compile(r"(?<=[^|\s])\s*<br\s*/?>\s*(?=[^\n|<]+(?:<br\s*/?>[^\n|<]*)*\|)")
"""A line end inside a cell of a row with bars."""
_BELOW = re.compile(r"</tr>|<br\s*/?>")
"""Tags with which the next cell or line begins."""
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=[^\s*_])(?P<text>[^\n*]{1,80}?)(?<=[^\s*_])(?P=mark)")
_LINK = re.compile(r"\[(?P<text>[^\]\n]+)\]\([^)\n]*\)")


def drop_marks(draft: Draft) -> None:
    """Drop heading marks, bullets, emphasis, links' addresses, images, tags and comments; a lone ``**`` is a redaction and stays."""
    draft.sub(_FRONT, "", "front matter")
    draft.sub(_BESIDE, "\t")
    draft.sub(_IN_CELL, "、")
    draft.sub(_BELOW, "\n")
    draft.sub(_MARKS, "")
    for pattern in (_BOLD, _LINK):
        draft.edit(
            Edit(start, end)
            for m in pattern.finditer(draft.text)
            for start, end in ((m.start(), m.start("text")), (m.end("text"), m.end()))
        )
