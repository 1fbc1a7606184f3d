"""The one switch between Chinese and English: the language of the user's locale."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("zh", "en")
_chosen: ContextVar[str | None] = ContextVar("chosen", default=None)


def language() -> str:
    """Return ``"zh"`` where the locale asks for Chinese, ``"en"`` otherwise.

    Source: POSIX.1-2017, XBD 8.2: the first of LC_ALL, LC_MESSAGES, LANG that is set and not empty decides.
    """
    if chosen := _chosen.get():
        return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak one of `LANGUAGES` for a while, whatever the locale: for output that holds both."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def in_language(texts: Mapping[str, str]) -> str:
    """Choose from ``{"zh": …, "en": …}`` the text of the user's language.

    Example:
        >>> with speaking("zh"):
        ...     in_language({"zh": "同一", "en": "same"})
        '同一'
    """
    return texts[language()]


def say(zh: str, en: str) -> str:
    """Choose between two texts written side by side.

    Example:
        >>> with speaking("en"):
        ...     say("同一", "same")
        'same'
    """
    return zh if language() == "zh" else en


_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]"
_HARD_WRAP = re.compile(rf"(?<={_HAN})\s*\n\s*(?={_HAN})")


def unwrapped(text: str) -> str:
    """Return a text without the line ends inside Chinese, which are no spaces.

    Example:
        >>> unwrapped("打造工\\n作品牌")
        '打造工作品牌'
    """
    return _HARD_WRAP.sub("", text)
