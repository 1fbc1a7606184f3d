"""Weights of the join of relation grammar and relation reader.

``python -m ingest.training.relation_join CORPUS FOLDER -o relation_join.json`` reads each labelled document with the weights of the fold
that had not seen it and fits a logistic regression: does the gold hold this triple?
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.vocabulary import NAMED, SYMMETRIC
from ingest.facts import Readers, bench_of
from ingest.mentions.join import Features, surfaces
from ingest.model import reader, relations
from ingest.page import read_page
from ingest.relations.join import Bench
from ingest.training.corpus import Folded, corpus_files, folds
from ingest.training.join import command


def load_readers(place: Path) -> Readers:
    """Load a fold's readers."""
    spans = reader.Reader(reader.weights(reader.WEIGHTS, place))
    return Readers(spans, relations.RelationReader(reader.weights(relations.WEIGHTS, place), spans))


def rows(root: Path, folder: Path, only: Sequence[int]) -> list[tuple[Features, bool]]:
    """Return all triples that anyone claims in the documents of some folds with whether the gold has them."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    found = []
    for fold in only:
        readers = load_readers(folder / f"fold{fold}")
        for text, gold in corpus_files(root):
            if dealt[text.stem] == fold:
                bench = bench_of(read_page(text, text.name), readers)
                found += judged(bench, json.loads(gold.read_text(encoding="utf-8")))
    return found


def judged(bench: Bench, gold: dict[str, Any]) -> list[tuple[Features, bool]]:
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
        (bench.features(triple), any((triple[0], a, b) in held for a in same[triple[1]] for b in same[triple[2]]))
        for triple in bench.triples()
    ]


if __name__ == "__main__":
    command(__doc__, rows)
