"""The one switch between Chinese and English: the language of the user's locale."""

from __future__ import annotations

import os
from collections.abc import Mapping


def language() -> str:
    """Return ``"zh"`` where the locale asks for Chinese, ``"en"`` otherwise.

    Source: POSIX.1-2017, XBD 8.2: the first of LC_ALL, LC_MESSAGES, LANG that is set and not empty decides.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def in_language(texts: Mapping[str, str]) -> str:
    """Choose from ``{"zh": …, "en": …}`` the text of the user's language.

    Example:
        >>> in_language({"zh": "同一", "en": "same"}) in {"同一", "same"}
        True
    """
    return texts[language()]
