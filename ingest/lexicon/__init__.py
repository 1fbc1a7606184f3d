"""Rules as data: the word lists and trigger tables that the recognisers read."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return one lexicon, ``ingest/lexicon/NAME.yaml``, as it stands.

    Raises:
        FileNotFoundError: there is no such lexicon: a fault of the program.
    """
    data: dict[str, Any] = yaml.safe_load(files("ingest").joinpath(f"lexicon/{name}.yaml").read_text(encoding="utf-8"))
    return data


def words(value: object) -> tuple[str, ...]:
    """Return the words of an entry: a list, or one string with spaces between the words."""
    return tuple(value.split()) if isinstance(value, str) else tuple(str(word) for word in value or ())  # type: ignore[attr-defined]


def alternation(entries: object) -> str:
    """Write words as one group of a regular expression, the longest first, so that the longest match wins.

    Those that begin alike share their first character, so that it is compared once.
    """
    after: dict[str, list[str]] = {}
    for word in sorted(set(words(entries)), key=lambda w: (-len(w), w)):
        after.setdefault(word[:1], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in after.items()) + ")"
