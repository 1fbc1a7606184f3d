"""Labelled documents, their gold mapped onto the text that the reader reads, and the folds of cross-validation."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import opencc

from graph.vocabulary import NAMED, Label
from ingest.text import Page

LABELS = tuple(label for label in Label if label in NAMED)
"""The labels whose names the reader finds, in the order of the ontology."""
CLAUSES = ("Problem", "Commitment", "Indicator")
"""Statements that are stretches of text rather than names."""
FOLDS = 5
PAIRED = (
    ("w101", "w102"), ("w104", "w105"), ("w201", "w202"), ("w204", "w205"), ("w303", "w304"), ("w306", "w307"), ("w805", "w806"),
    ("wa01", "wa02"), ("wa08", "wa09"),
)  # fmt: skip
"""Plan and report of one body, which stay in one fold."""
_STRIP = '“”"「」『』‘’《》〈〉'


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the clean text that the gold says is a name (or a clause) of this label; ``entity`` is the gold's id."""

    start: int
    end: int
    label: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its gold.

    Attributes:
        name: stem of the files.
        page: the document as the program reads it.
        gold: the gold record.
        spans: names, every place where one stands.
        unsure: spans that are neither right nor wrong, left out of training.
        clauses: problems, commitments and indicators.
    """

    name: str
    page: Page
    gold: dict[str, Any]
    spans: tuple[Span, ...]
    unsure: tuple[Span, ...]
    clauses: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The clean text, in which all spans count."""
        return self.page.clean.text

    @property
    def group(self) -> str:
        """``real`` (r*), ``written`` (w*) or ``seeds``."""
        return {"r": "real", "w": "written"}.get(self.name[0], "seeds")


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class Folded:
    """A text reduced to what must agree between the gold and the clean text, with the way back."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.origins: list[int] = []
        for k, c in enumerate(text):
            for x in unicodedata.normalize("NFKC", c):
                if not x.isspace():
                    letters.append('"' if x in "“”「」『』" else x)
                    self.origins.append(k)
        self.text: str = _simplifier().convert("".join(letters)).lower()

    def find(self, surface: str) -> Iterator[tuple[int, int]]:
        """Find every place of a surface, overlapping ones too, in offsets of the text."""
        wanted = Folded(surface).text
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self.origins[at], self.origins[at + len(wanted) - 1] + 1
            at = self.text.find(wanted, at + 1)


def corpus_files(root: Path) -> list[tuple[Path, Path]]:
    """List text and gold of every labelled document under a corpus folder: the seeds, then the training documents, by name."""
    gold = sorted((root / "eval" / "gold").glob("*.json")) + sorted((root / "train").glob("*.json"))
    folders = {root / "eval" / "gold": root / "seeds"}
    return [(folders.get(g.parent, g.parent) / f"{g.stem}.txt", g) for g in gold]


def load(root: Path, read: Callable[[Path, str], Page]) -> list[Labelled]:
    """Read every labelled document with the program's own reader of pages."""
    return _labelled(corpus_files(root), read)


def load_folder(folder: Path, read: Callable[[Path, str], Page]) -> list[Labelled]:
    """Read the labelled documents of a folder, NAME.txt with NAME.json beside it, by name."""
    return _labelled([(text, text.with_suffix(".json")) for text in sorted(folder.glob("*.txt"))], read)


def _labelled(files: Sequence[tuple[Path, Path]], read: Callable[[Path, str], Page]) -> list[Labelled]:
    return [
        label(text.stem, read(text, text.name), json.loads(gold.read_text(encoding="utf-8")))
        for text, gold in files
        if text.exists()
    ]


def label(name: str, page: Page, gold: dict[str, Any]) -> Labelled:
    """Map a gold record onto the clean text: all places of each name, longest first inside one entity."""
    folded = Folded(page.clean.text)
    everywhere: list[Span] = []
    for entity in gold["entities"]:
        if entity["label"] in NAMED:
            places = {_bare(page.clean.text, *at) for m in entity["mentions"] for at in folded.find(m)}
            everywhere += (Span(s, e, entity["label"], entity["id"]) for s, e in _longest(places))
    spans, unsure = _nested(everywhere)
    return Labelled(name, page, gold, tuple(spans), tuple(unsure), tuple(_clauses(folded, gold)))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Take marks off that enclose the whole name."""
    while (
        end - start > 2
        and text[start] in _STRIP
        and text[end - 1] in _STRIP
        and not any(c in _STRIP for c in text[start + 1 : end - 1])
    ):
        start, end = start + 1, end - 1
    return start, end


def _longest(places: set[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for s, e in sorted(places, key=lambda p: (p[0] - p[1], p[0])):
        if not any(s < b and a < e for a, b in kept):
            kept.append((s, e))
    return sorted(kept)


def _nested(everywhere: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Set aside names inside another's name, where the entity also stands by itself: whether they count is the annotator's choice.

    Places count wherever they stand.
    """
    free = {s.entity for s in everywhere if not _inside(s, everywhere)}
    spans: list[Span] = []
    unsure: list[Span] = []
    for span in sorted(everywhere, key=lambda s: (s.start, -s.end, s.label, s.entity)):
        keep = span.label == "Place" or span.entity not in free or not _inside(span, everywhere)
        (spans if keep else unsure).append(span)
    return spans, unsure


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(
        o.start <= span.start and span.end <= o.end and (o.start, o.end) != (span.start, span.end) for o in others
    )


def _clauses(folded: Folded, gold: dict[str, Any]) -> Iterator[Span]:
    for name, field in zip(CLAUSES, ("problems", "commitments", "indicators"), strict=True):
        for record in gold.get(field, []):
            for start, end in folded.find(record["quote"]):
                yield Span(start, end, name)
                break


def folds(names: Sequence[str]) -> dict[str, int]:
    """Deal documents to folds, the same way on every machine: pairs together, each kind of name spread evenly."""
    partner = {second: first for first, second in PAIRED}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        groups[partner.get(name, name)].append(name)
    order = sorted(groups, key=lambda g: (_kind(g), hashlib.sha256(g.encode()).hexdigest()))
    return {name: k % FOLDS for k, group in enumerate(order) for name in groups[group]}


def _kind(name: str) -> str:
    return name[:2] if name[0] == "w" else "r" if name[0] == "r" else "seeds"
