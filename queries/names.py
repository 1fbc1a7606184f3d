"""Names that were meant when a name is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known names most like a name, joined by commas; nothing where none is like it.

    Example:
        >>> nearest("no_leads", ["no_lead", "isolated"])
        'no_lead'
    """
    names = sorted(known)
    return ", ".join(get_close_matches(name, names, n=3, cutoff=0.5))
