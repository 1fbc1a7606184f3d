"""A text under repair that remembers where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ingest.text import Cut

_CLOSING = frozenset("”’》)】。,;:!?…、%")


class Edit(NamedTuple):
    """Put ``text``, no longer than the span, in the place of a span of the draft; with a reason the span counts as cut."""

    start: int
    end: int
    text: str = ""
    reason: str | None = None


class Draft:
    """The text so far, its origins in the source, and what was cut from it."""

    def __init__(self, source: str) -> None:
        self.text = self._source = source
        self.origins = array("I", range(len(source)))
        self.cuts: list[Cut] = []

    def original(self) -> str:
        """Return the source character that each character of the draft came from: a text of the draft's length."""
        if len(self.origins) == len(self._source):
            return self._source
        return "".join(map(self._source.__getitem__, self.origins))

    def translate(self, table: dict[int, str]) -> None:
        """Replace characters one to one."""
        self.text = self.text.translate(table)

    def replace(self, text: str) -> None:
        """Take a text of the same length instead, character for character."""
        if len(text) != len(self.text):
            raise ValueError("a replacement keeps the length")
        self.text = text

    def edit(self, edits: Iterable[Edit]) -> None:
        """Make edits that are in order of place and do not overlap.

        The characters of a shorter text take the first origins of the span they replace; a closing mark takes the last one, so that a quote
        that ends with it holds the whole of what stood for it (``&rdquo;``).
        """
        parts: list[str] = []
        origins = array("I")
        done = 0
        for start, end, text, reason in edits:
            parts.append(self.text[done:start])
            origins.extend(self.origins[done:start])
            parts.append(text)
            origins.extend(self.origins[start : start + len(text)])
            if text and text[-1] in _CLOSING and end > start + len(text):
                origins[-1] = self.origins[end - 1]
            if reason is not None:
                self.cuts.append(Cut(self.origins[start], self.origins[end - 1] + 1, reason))
            done = end
        if done:
            parts.append(self.text[done:])
            origins.extend(self.origins[done:])
            self.text, self.origins = "".join(parts), origins

    def sub(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], reason: str | None = None
    ) -> None:
        """Replace every match of a pattern by a text that is no longer than it."""
        make = new if callable(new) else lambda _: new
        self.edit(Edit(m.start(), m.end(), make(m), reason) for m in pattern.finditer(self.text) if m.end() > m.start())
