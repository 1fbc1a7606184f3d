"""Web pages: the text of their blocks, one line each, tables row by row; scripts, styles, forms and what is hidden or struck through stay out."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from itertools import groupby

from graph.errors import LiantuError
from ingest.read.decode import decode
from ingest.read.grid import Grid, span
from ingest.read.loaded import Loaded

_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "head"}
)
_STRUCK = frozenset({"del", "s", "strike"})
"""What is struck through was taken back."""
_BLOCKS = frozenset(
    "address article aside blockquote body br center caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"  # noqa: SIM905
    " li main nav ol p pre section table tbody thead tfoot tr ul".split()
)
_LINK, _LINKED = "\ue000", "\ue001"
"""Stand around the text of a link while the lines of a page are made."""
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HOLDERS = (_BLOCKS | {"td", "th"}) - _VOID
"""What cannot end inside a mark that began inside it."""
_FOLDED = re.compile(f"[ \\t\\r\\n{_LINK}{_LINKED}]+")
_LINKS = re.compile(f"{_LINK}([^{_LINKED}]*){_LINKED}")
_UNMARKED = {ord(_LINK): None, ord(_LINKED): None}
_BETWEEN_LINKS = " \t|｜·•>/»›-—丨、"
_FEWEST_LINKS = 4
_LONGEST_LINK = 40
"""Characters."""
_ATTACHED = re.compile(r"^附\s*件|\.(?:docx?|xlsx?|pptx?|pdf|wps|ofd|zip|rar)\b", re.MULTILINE | re.IGNORECASE)
_DEEPEST = 20
"""Tables inside each other; those that lie deeper are read as plain blocks."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


_LARGEST = 20 * 1024 * 1024
"""Bytes; a page of this length takes half a minute, and no document is one."""


def load(data: bytes, file: str) -> Loaded:
    """Read a page; the declared encoding is believed only where the bytes agree with it; menus stay out.

    Raises:
        LiantuError: it is too large.
    """
    if len(data) > _LARGEST:
        raise LiantuError("file_too_large", file, exit_code=3, size=len(data) >> 20, limit=_LARGEST >> 20)
    parser = _Page()
    parser.feed(_decode(data))
    parser.close()
    kept, menus = _without_menus(parser.lines())
    left_out = [("deleted", line) for line in parser.struck] + [("navigation", line) for line in menus]
    return Loaded("\n".join(kept), parser.title(), left_out=tuple(left_out))


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


class _Page(HTMLParser):
    """Collects text without building a tree: a page nested a million deep costs no more than its length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._title: list[str] = []
        self._in_title = False
        self._skipping: str | None = None
        self._depth = 0
        self.struck: list[str] = []
        """What was struck through."""
        self._striking = False
        self._within = 0
        """Blocks that are open inside what is struck through."""
        self._parts: list[str] = []
        self._outer: list[list[str]] = []
        """What stood before each open cell, the outermost first."""
        self._grids: list[Grid] = []
        self._cells: list[tuple[int, int] | None] = []
        """Of each open table the span of its open cell."""
        self._menus = 0
        self._linked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping is not None:
            self._depth += tag == self._skipping and tag not in _VOID
            self._within += tag in _HOLDERS
            self._in_title = tag == "title" or self._in_title
            return
        hidden = any(name == "hidden" or (name == "style" and value and _HIDDEN.search(value)) for name, value in attrs)
        struck = tag in _STRUCK or any(name == "style" and value and _STRIKING.search(value) for name, value in attrs)
        if (tag in _SKIPPED or hidden or struck) and tag not in _VOID:
            if struck and tag in _HOLDERS:  # the place stays, empty
                self._begin(tag, dict(attrs))
            self._skipping, self._depth, self._within = tag, 1, 0
            self._striking = struck and not hidden
            self.struck += [""] * self._striking
        elif tag == "title":
            self._in_title = True
        elif tag == "a":
            self._linked = any(name == "href" for name, _ in attrs)
        else:
            self._begin(tag, dict(attrs))

    def _begin(self, tag: str, given: Mapping[str, str | None]) -> None:
        if tag in ("td", "th"):
            self._open_cell(span(given.get("colspan")), span(given.get("rowspan")))
        elif tag in _BLOCKS:
            self._begin_block(tag)

    def _begin_block(self, tag: str) -> None:
        if tag == "table" and len(self._grids) < _DEEPEST:
            self._parts.append("\n")
            self._grids.append(Grid())
            self._cells.append(None)
        elif tag == "tr" and self._grids:
            self._close_cell()
            self._tell(self._grids[-1].begin_row())
        else:
            self._parts.append("\n")
        self._menus += tag == "nav"
        self._linked = self._linked and tag in ("br", "p", "div")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._striking and tag in _HOLDERS and tag != self._skipping:
            self._within -= 1
            if self._within < 0:  # the block ends in which a mark was never closed
                self._skipping, self._striking = None, False
        if self._skipping is not None:
            self._depth -= tag == self._skipping
            if self._depth <= 0:
                self._skipping, self._striking = None, False
        elif tag == "a":
            self._linked = False
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._grids:
            self._end_row()
            self._grids.pop()
            self._cells.pop()
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._menus -= tag == "nav" and self._menus > 0
            self._parts.append("\n")

    def _open_cell(self, wide: int, high: int) -> None:
        self._close_cell()
        if not self._grids:
            self._begin_block("table")
        self._cells[-1] = (wide, high)
        self._outer.append(self._parts)
        self._parts = []

    def _close_cell(self) -> None:
        if self._grids and (spans := self._cells[-1]) is not None:
            text = "\n".join(_folded("".join(self._parts)))
            self._cells[-1] = None
            self._parts = self._outer.pop()
            self._grids[-1].put(text, *spans)

    def _end_row(self) -> None:
        self._close_cell()
        self._tell(self._grids[-1].end_row() if self._grids else [])

    def _tell(self, rows: Sequence[str]) -> None:
        self._parts += ["\n", *(f"{row}\n" for row in rows)]

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif self._striking:
            self.struck[-1] += data
        elif self._skipping is None:
            text = _FOLDED.sub(" ", data)
            self._parts.append(f"{_LINK}{text}{_LINKED}" if (self._linked or self._menus) and text.strip() else text)

    def lines(self) -> list[str]:
        """Return the lines of the page, inner white space folded, indents of ideographic spaces kept, links between their marks."""
        while self._grids:
            self.handle_endtag("table")
        return _folded("".join(self._parts))

    def title(self) -> str | None:
        """Return the title that the page declares."""
        return "".join(self._title).strip() or None


def _folded(text: str) -> list[str]:
    lines = (re.sub(r" *\t *", "\t", line).rstrip(" \t").lstrip(" ") for line in text.split("\n"))
    return [line for line in lines if line.strip()]


def _without_menus(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the lines from those of menus: at least four links on end and nothing else; a list of attachments is none, and a page of nothing but
    links keeps them."""
    kept: list[str] = []
    menus: list[str] = []
    for is_menu, group in groupby(lines, key=_only_links):
        run = list(group)
        plain = [line.translate(_UNMARKED) for line in run]
        links = sum(line.count(_LINK) for line in run)
        (menus if is_menu and links >= _FEWEST_LINKS and not _ATTACHED.search("\n".join(plain)) else kept).extend(plain)
    return (kept, menus) if kept else (menus, [])


def _only_links(line: str) -> bool:
    """Whether a line is links and what stands between them."""
    found = _LINKS.findall(line)
    return (
        bool(found)
        and not _LINKS.sub("", line).strip(_BETWEEN_LINKS)
        and all(len(link) <= _LONGEST_LINK for link in found)
    )
