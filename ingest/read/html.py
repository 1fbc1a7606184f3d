"""Web pages: the text of their blocks, one line each, tables row by row; scripts, styles, forms and what is hidden stay out."""

from __future__ import annotations

import email
import email.policy
import re
from html.parser import HTMLParser
from typing import NamedTuple

from graph.errors import LiantuError
from ingest.read.decode import decode
from ingest.read.loaded import Loaded

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "head"}
)
_BLOCKS = frozenset(
    "address article aside blockquote body br center caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"  # noqa: SIM905
    " li main nav ol p pre section table tbody thead tfoot tr ul".split()
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDEST_SPAN = 60
"""Columns or rows; a page that claims more of a cell would cost more than its length."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def load(data: bytes, file: str) -> Loaded:
    """Read a page; the declared encoding is believed only where the bytes agree with it."""
    parser = _Page()
    parser.feed(_decode(data))
    parser.close()
    return Loaded(parser.text(), parser.title())


def load_archive(data: bytes, file: str) -> Loaded:
    """Read the page of a web archive (mht, mhtml)."""
    archive = email.message_from_bytes(data, policy=email.policy.default)
    for part in archive.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return load(content, file)
    raise LiantuError("file_without_text", file, exit_code=3)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None:
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


class _Cell(NamedTuple):
    """An open cell: the index of its first part, the columns and the rows that it spans."""

    start: int
    wide: int
    high: int


def _span(given: str | None) -> int:
    return (
        min(int(given), _WIDEST_SPAN)
        if given and given.strip().isdecimal() and given.strip().isascii() and int(given) > 0
        else 1
    )


class _Page(HTMLParser):
    """Collects text without building a tree: a page nested a million deep costs no more than its length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._title: list[str] = []
        self._in_title = False
        self._skipping: str | None = None
        self._depth = 0
        self._cell: _Cell | None = None
        self._column = 0
        self._spanning: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping is not None:
            self._depth += tag == self._skipping and tag not in _VOID
            self._in_title = tag == "title" or self._in_title
            return
        hidden = any(name == "hidden" or (name == "style" and value and _HIDDEN.search(value)) for name, value in attrs)
        if (tag in _SKIPPED or hidden) and tag not in _VOID:
            self._skipping, self._depth = tag, 1
        elif tag == "body" and self._skipping is None:
            return
        elif tag in _BLOCKS:
            self._break(tag)
        elif tag in ("td", "th"):
            self._open_cell(attrs)
        elif tag == "title":
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._skipping is not None:
            self._depth -= tag == self._skipping
            if self._depth <= 0:
                self._skipping = None
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag in _BLOCKS:
            self._break(tag)

    def _break(self, tag: str) -> None:
        """End a line; the paragraphs of a cell stay on the line of its row."""
        if tag in ("tr", "table"):
            self._close_cell()
            self._fill()
            self._column = 0
            if tag == "table":
                self._spanning.clear()
        self._parts.append(" " if self._cell else "\n")

    def _open_cell(self, attrs: list[tuple[str, str | None]]) -> None:
        self._close_cell()
        self._fill()
        given = dict(attrs)
        wide, high = (_span(given.get(name)) for name in ("colspan", "rowspan"))
        self._parts.append("\t")
        self._cell = _Cell(len(self._parts), wide, high)

    def _close_cell(self) -> None:
        """A cell that spans columns is followed by empty ones; one that spans rows is remembered for the rows below."""
        if self._cell is not None:
            if self._cell.high > 1:
                self._spanning[self._column] = (self._cell.high - 1, "".join(self._parts[self._cell.start :]))
            self._parts.append("\t" * (self._cell.wide - 1))
            self._column += self._cell.wide
            self._cell = None

    def _fill(self) -> None:
        """Repeat the cells from rows above that reach down to the place where the row now is, so that each row is whole."""
        while self._column in self._spanning:
            left, text = self._spanning.pop(self._column)
            self._parts.append("\t" + text)
            if left > 1:
                self._spanning[self._column] = (left - 1, text)
            self._column += 1

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif self._skipping is None:
            self._parts.append(re.sub(r"[ \t\r\n]+", " ", data))

    def text(self) -> str:
        """Return the lines of the page, inner white space folded, indents of ideographic spaces kept."""
        lines = (
            re.sub(r" *\t *", "\t", line).removeprefix("\t").rstrip(" \t").lstrip(" ")
            for line in "".join(self._parts).split("\n")
        )
        return "\n".join(line for line in lines if line.strip())

    def title(self) -> str | None:
        """Return the title that the page declares."""
        return "".join(self._title).strip() or None
