"""Texts in which 某 stands for each hidden character of a private name: whoever types the whole one means the masked one."""

from __future__ import annotations


def agree(one: str, other: str) -> bool:
    """Say whether two texts of one length are the same but for what 某 hides in either."""
    return len(one) == len(other) and all(a == b or "某" in (a, b) for a, b in zip(one, other, strict=True))


def find(part: str, whole: str) -> int:
    """Return where a text first stands in another, as `agree` sees it; -1 where it does not."""
    return next((at for at in range(len(whole) - len(part) + 1) if agree(part, whole[at : at + len(part)])), -1)
