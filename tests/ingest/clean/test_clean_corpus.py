"""Cleaning on the labelled corpus that LIANTU_CORPUS names: nothing of the body is lost, wrapped paragraphs come back."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.clean.characters import normalise_characters
from ingest.clean.draft import Draft
from ingest.clean.unwrap import unwrap
from ingest.read import read

CLOSERS, OPENERS = "。、，；：！？）》”’…,;:!?)】", "（《“‘(【"


def columns(text: str) -> int:
    return len(text.encode("gb18030", errors="replace"))


def by_characters(paragraph: str, width: int) -> list[str]:
    """Cut strings, as a careless program does."""
    return [paragraph[i : i + width] for i in range(0, len(paragraph), width)]


def by_typesetting(paragraph: str, width: int) -> list[str]:
    """Keep words and numbers whole, no closing mark at the beginning of a line and no opening one at the end."""
    lines: list[str] = []
    line = ""
    for unit in re.findall(r"[A-Za-z0-9.%]+|.", paragraph):
        if line and columns(line) + columns(unit) > 2 * width:
            carried = ""
            if unit in CLOSERS or line[-1] in OPENERS:
                line, carried = line[:-1], line[-1]
            lines.append(line)
            line = carried
        line += unit
    return [*lines, line] if line else lines


STYLES: dict[str, Callable[[str, int], list[str]]] = {"characters": by_characters, "typesetting": by_typesetting}


def test_what_the_gold_quotes_survives(corpus: Path) -> None:
    """At least .995 of the characters of all quotes; a quote counts where it stands whole most often."""
    total = lost = 0
    for path in sorted((corpus / "train").glob("*.txt")):
        source = read(path, path.name)
        cuts = [cut for cut in clean(source).cuts if cut.reason != "pinyin"]
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        parts = ("relations", "indicators", "problems", "commitments")
        for quote in {item["quote"] for part in parts for item in gold[part]}:
            places = [match.start() for match in re.finditer(re.escape(quote), source.text)]
            missing = [sum(max(0, min(cut.end, p + len(quote)) - max(cut.start, p)) for cut in cuts) for p in places]
            total += len(quote)
            lost += min(missing)
    assert total > 100_000
    assert lost <= 0.005 * total


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("indent", ["", "　　"], ids=["plain", "indented"])
def test_wrapped_paragraphs_come_back(corpus: Path, style: str, indent: str) -> None:
    """Of all line ends of texts wrapped at a random width of 20 to 40 characters, at least .985 are joined or kept as they were."""
    right = total = 0
    for path in sorted((corpus / "train").glob("w*.txt")):
        paragraphs = [line.strip(" \t　") for line in path.read_text(encoding="utf-8").split("\n")]
        paragraphs = [line for line in paragraphs if line and "\t" not in line and "&" not in line]
        if sum(len(line) > 60 for line in paragraphs) < 3:
            continue  # wrapped already
        width = random.Random(path.stem).randint(20, 40)
        lines, goes_on = [], []
        for paragraph in paragraphs:
            wrapped = STYLES[style](indent + paragraph if len(paragraph) > width - 2 else paragraph, width)
            lines += wrapped
            goes_on += [True] * (len(wrapped) - 1) + [False]
        draft = Draft("\n".join(lines))
        normalise_characters(draft)
        unwrap(draft)
        kept = {origin for char, origin in zip(draft.text, draft.origins, strict=True) if char == "\n"}
        place = -1
        for line, joined in zip(lines[:-1], goes_on, strict=False):
            place += len(line) + 1
            right += joined is (place not in kept)
            total += 1
    assert total > 3_000
    assert right >= 0.985 * total
