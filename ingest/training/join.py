"""Weights of the join of grammar and reader.

``python -m ingest.training.join CORPUS FOLDER -o join.json`` reads each labelled document with the weights of the fold that had not seen it
(FOLDER/fold0 …, see crossval) and fits a logistic regression: is this candidate a name of the gold with this label?
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.vocabulary import NAMED
from ingest.mentions.frame import candidates
from ingest.mentions.join import Features, Panel, surfaces
from ingest.mentions.reading import Reading
from ingest.model.reader import WEIGHTS, Reader, weights
from ingest.page import read_page
from ingest.training.corpus import FOLDS, Folded, corpus_files, folds

STRENGTH = 4.0
"""Weight of the penalty on large weights."""
Row = tuple[Features, bool, float]
"""What is weighed, whether it is right, and how much it counts."""
ENOUGH = 1e-6
"""The largest step in a weight at which it is as good as found."""


def rows(root: Path, folder: Path, only: Sequence[int]) -> list[Row]:
    """Return all candidates of the documents of some folds with whether the gold has them."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    found: list[Row] = []
    for fold in only:
        reader = Reader(weights(WEIGHTS, folder / f"fold{fold}"))
        for text, gold in corpus_files(root):
            if dealt[text.stem] == fold:
                found += _document(read_page_of(text), json.loads(gold.read_text(encoding="utf-8")), reader)
    return found


def read_page_of(path: Path):  # type: ignore[no-untyped-def]
    """Read a labelled document."""
    return read_page(path, path.name)


def _document(page, gold, reader: Reader) -> list[Row]:  # type: ignore[no-untyped-def]
    """Return a document's candidates. A name that stands in ten places is one name: its ten candidates count as one."""
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


def fit(data: Sequence[Row]) -> dict[str, float]:
    """Fit the regression by Newton's method."""
    names = sorted({name for features, *_ in data for name in features})
    column = {name: k for k, name in enumerate(names)}
    x: npt.NDArray[np.float64] = np.zeros((len(data), len(names)))
    for row, (features, *_) in enumerate(data):
        for name, value in features.items():
            x[row, column[name]] = value
    y = np.array([right for _, right, _ in data], float)
    counts = np.array([count for _, _, count in data])
    counts *= len(data) / counts.sum()
    w = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (counts * (p - y)) + STRENGTH * w
        curvature = (x * (counts * p * (1 - p))[:, None]).T @ x + STRENGTH * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if abs(step).max() < ENOUGH:
            break
    return {name: round(float(w[k]), 4) for name, k in column.items()}


def command(description: str | None, rows: Callable[[Path, Path, list[int]], Sequence[Row]]) -> None:
    """Command line of a join: fit what ``rows`` finds in the documents of some folds, and write the weights."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    args = parser.parse_args()
    table = fit(rows(args.corpus, args.folder, args.folds))
    args.output.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    command(__doc__, rows)
