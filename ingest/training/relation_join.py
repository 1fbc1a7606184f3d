"""Weights of the join of relation grammar and relation reader.

``python -m ingest.training.relation_join CORPUS FOLDER -o relation_join.json`` reads each labelled document with the weights of the fold
that had not seen it and teaches a judge: does the gold hold this triple?
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.vocabulary import NAMED, SYMMETRIC, Label
from ingest.facts import Readers, bench_of
from ingest.mentions.join import surfaces
from ingest.mentions.things import Given
from ingest.model import reader, relations
from ingest.page import read_page
from ingest.relations.join import Bench
from ingest.text import Page
from ingest.training.corpus import Folded, corpus_files, folds
from ingest.training.judge import Row, command


def load_readers(place: Path) -> Readers:
    """Load a fold's readers."""
    spans = reader.Reader(reader.weights(reader.WEIGHTS, place))
    return Readers(spans, relations.RelationReader(reader.weights(relations.WEIGHTS, place), spans))


def rows(root: Path, folder: Path, only: Sequence[int]) -> list[Row]:
    """Return all triples that anyone claims in the documents of some folds with whether the gold has them."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    found = []
    for fold in only:
        readers = load_readers(folder / f"fold{fold}")
        for text, gold in corpus_files(root):
            if dealt[text.stem] == fold:
                for part in lessons(read_page(text, text.name), json.loads(gold.read_text(encoding="utf-8")), readers):
                    found += part
    return found


def lessons(page: Page, gold: dict[str, Any], readers: Readers) -> list[list[Row]]:
    """Return the triples of a document twice, judged: among the names that the readers find, then among those of the gold.

    The second teach what holds where all names are right, and that a sure name makes no relation: the join reads better among both.
    """
    return [judged(bench_of(page, readers, names), gold) for names in (None, given(page, gold))]


def given(page: Page, gold: dict[str, Any]) -> list[Given]:
    """The gold's entities as things known beforehand: what remains to be read is the relations."""
    text = page.clean.text
    folded = Folded(text)
    found = []
    for entity in gold["entities"]:
        if entity["label"] in NAMED:
            texts = {text[s:e] for m in entity["mentions"] for s, e in folded.find(m)}
            names = tuple(dict.fromkeys((entity["name"], *entity.get("aliases", []))))
            found.append(Given(Label(entity["label"]), entity.get("kind"), names, tuple(sorted(texts))))
    return found


def judged(bench: Bench, gold: dict[str, Any]) -> list[Row]:
    """Say of each triple of a document whether the gold holds it."""
    known = {
        e["id"]: (e["label"], surfaces(Folded(n).text for n in [e["name"], *e.get("aliases", []), *e["mentions"]]))
        for e in gold["entities"]
        if e["label"] in NAMED
    }
    same: dict[int, set[str]] = {}
    for thing in bench.grouping.things:
        mine = surfaces(Folded(n).text for n in thing.names)
        same[bench.number(thing)] = {i for i, (label, names) in known.items() if label == thing.label and mine & names}
    held = set()
    for r in gold["relations"]:
        held.add((r["type"], r["from"], r["to"]))
        if r["type"] in SYMMETRIC:
            held.add((r["type"], r["to"], r["from"]))
    return [
        (bench.features(triple), any((triple[0], a, b) in held for a in same[triple[1]] for b in same[triple[2]]), 1.0)
        for triple in bench.triples()
    ]


if __name__ == "__main__":
    command(__doc__, rows)
