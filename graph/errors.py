"""Errors that a user can act on: what happened, where, and what to do next.

The texts stand in ``graph/messages/*.yaml`` in both languages, one file for each package, keyed by the error's code.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from graph.language import language


@cache
def _messages() -> dict[str, dict[str, dict[str, str]]]:
    merged: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted(files("graph").joinpath("messages").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            merged |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return merged


def message(code: str, part: str, **values: object) -> str:
    """Return one part of a message (``what``, ``next`` or any other key of its entry) in the user's language.

    Args:
        code: key of an entry in ``graph/messages/*.yaml``.
        part: key inside the entry; its value holds a ``zh`` and an ``en`` text.
        values: what fills the ``{…}`` places of the text.

    Raises:
        KeyError: no such code or part: a fault of the program, not of its user.
    """
    return _messages()[code][part][language()].format(**values)


class LiantuError(Exception):
    """Anything that a user can put right. Every other exception is a bug.

    Args:
        code: key of the message, for example ``"file_empty"``.
        where: the file, place or name that the message is about.
        exit_code: what a command ends with because of it: 2 wrong use, 3 nothing could be read or workspace locked.
        values: what fills the places of the message.
    """

    def __init__(self, code: str, where: str = "", *, exit_code: int = 2, **values: object) -> None:
        self.code, self.where, self.exit_code = code, where, exit_code
        self.what = message(code, "what", where=where, **values)
        self.try_next = message(code, "next", where=where, **values)
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.try_next}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.code, self.where, self.exit_code, self.what, self.try_next)


def _rebuild(code: str, where: str, exit_code: int, what: str, try_next: str) -> LiantuError:
    error = LiantuError.__new__(LiantuError)
    error.code, error.where, error.exit_code, error.what, error.try_next = code, where, exit_code, what, try_next
    error.args = (str(error),)
    return error
