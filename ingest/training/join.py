"""Weights of the join of grammar and reader.

``python -m ingest.training.join CORPUS FOLDER -o join.json`` reads each labelled document with the weights of the fold that had not seen it
(FOLDER/fold0 …, see crossval) and teaches a judge: is this candidate a name of the gold with this label?
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.vocabulary import NAMED
from ingest.mentions.frame import candidates
from ingest.mentions.join import Panel, surfaces
from ingest.mentions.reading import Reading
from ingest.model.reader import WEIGHTS, Reader, weights
from ingest.page import read_page
from ingest.text import Page
from ingest.training.corpus import Folded, corpus_files, folds
from ingest.training.judge import Row, command


def rows(root: Path, folder: Path, only: Sequence[int]) -> list[Row]:
    """Return all candidates of the documents of some folds with whether the gold has them."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    found: list[Row] = []
    for fold in only:
        reader = Reader(weights(WEIGHTS, folder / f"fold{fold}"))
        for text, gold in corpus_files(root):
            if dealt[text.stem] == fold:
                found += judged(read_page(text, text.name), json.loads(gold.read_text(encoding="utf-8")), reader)
    return found


def judged(page: Page, gold: dict[str, Any], reader: Reader) -> list[Row]:
    """Say of each candidate of a document whether the gold holds it. A name that stands in ten places is one name: its ten candidates count as one."""
    reading = Reading(page)
    spans = reader.candidates(reading.text, [(s.start, s.end) for s in page.outline.sentences])
    panel = Panel(reading, candidates(reading), spans)
    known: dict[str, set[str]] = {}
    for entity in gold["entities"]:
        if entity["label"] in NAMED:
            names = [entity["name"], *entity.get("aliases", []), *entity["mentions"]]
            known.setdefault(entity["label"], set()).update(surfaces(Folded(n).text for n in names))
    times = Counter((one.label, reading.text[one.start : one.end].strip("“”")) for one in panel.candidates)
    return [
        (
            panel.features(one),
            bool(
                surfaces(Folded(n).text for n in (*one.names, reading.text[one.start : one.end]))
                & known.get(one.label, set())
            ),
            1 / times[one.label, reading.text[one.start : one.end].strip("“”")],
        )
        for one in panel.candidates
    ]


if __name__ == "__main__":
    command(__doc__, rows)
