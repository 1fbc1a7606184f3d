"""Words of typed questions, brought to those of the question bank."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml


@cache
def synonyms() -> list[tuple[str, str]]:
    """Words that mean the same in questions, the longest first: ``(word, standard word)``."""
    groups = yaml.safe_load(files("queries").joinpath("synonyms.yaml").read_text(encoding="utf-8"))
    found = [(word, standard) for standard, words in groups.items() for word in words]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair))


def standard_words(text: str) -> str:
    """Bring a question to standard words: lower case, no marks, synonyms replaced.

    Example:
        >>> standard_words("谁和谁结对？")
        '谁与谁结对'
    """
    text = re.sub(r"[\s“”\"'‘’？?！!，,。.、：:；;（）()]", "", text.lower())
    for word, standard in synonyms():
        text = text.replace(word, standard)
    return text


_LITTLE = frozenset(
    ["the", "of", "a", "an", "is", "are", "which", "what", "and", "it", "this", "that", "there", "to", "in", "or"]
)


def english_words(text: str) -> list[str]:
    """Return the English words of a text that say what it is about, without the s at their end.

    Example:
        >>> english_words("Which brands have no leading body?")
        ['brand', 'have', 'no', 'leading', 'body']
    """
    return [word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower()) if word not in _LITTLE]
