"""Weights for each fold of cross-validation, and the weights that ship.

``python -m ingest.training.crossval CORPUS FOLDER`` trains what FOLDER lacks: ``fold0`` … ``fold4``, each on the other four fifths of the
documents, and with ``--all`` also ``all``: the weights that ship, trained on every document. Weights are made anew only where the
labelled documents, what the reader sees or the training have changed, not where a rule has.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from ingest.model import features, pairs, reader, relations
from ingest.page import read_page
from ingest.training.corpus import FOLDS, Labelled, corpus_files, folds, load

EPOCHS = 48
RELATION_EPOCHS = 16
SEED = 0
FLOORS = {
    "Organisation": 450, "Brand": 250, "Programme": 250, "Campaign": 300, "Base": 400, "Mechanism": 300, "Policy": 400, "Place": 500,
    "Stakeholder": 250, "Honour": 300, "Problem": 500, "Commitment": 500, "Indicator": 500,
}  # fmt: skip
"""Least confidence, in thousandths, with which the reader alone believes a span: chosen on cross-validated predictions."""

_SEEN = (features,)
_CODE = ("encoder.py", "network.py", "examples.py", "fit.py")
_PAIR_SEEN = (features, pairs)
_PAIR_CODE = ("relation_fit.py", "pairing.py")


def fingerprint(root: Path, fold: int, seen: Sequence[ModuleType] = _SEEN, code: Sequence[str] = _CODE) -> str:
    """Hash what a fold's weights depend on: its labelled documents, what the reader sees, the training.

    Args:
        root: the corpus.
        fold: the fold held out; -1 for none.
        seen: modules that say what is seen.
        code: files of the training.
    """
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    documents = [path for text, gold in corpus_files(root) if dealt[text.stem] != fold for path in (text, gold)]
    files = [*(Path(str(m.__file__)) for m in seen), *(Path(__file__).parent / name for name in code), *documents]
    total = hashlib.sha256(f"{EPOCHS} {RELATION_EPOCHS} {SEED}".encode())
    for path in files:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def train_spans(documents: Sequence[Labelled], place: Path) -> None:
    """Train the span reader and write it into a folder."""
    from ingest.training import export, fit
    from ingest.training.examples import examples

    net = fit.fit(examples(documents), EPOCHS, SEED)
    export.save(fit.give(net), place / reader.WEIGHTS, FLOORS)


def train_relations(documents: Sequence[Labelled], place: Path) -> None:
    """Train the relation reader on the states of the folder's span reader and write it there."""
    from ingest.training import pairing, relation_fit

    tuned = reader.Reader((place / reader.WEIGHTS).read_bytes())
    weights = relation_fit.fit([pairing.pairs(d, tuned) for d in documents], RELATION_EPOCHS, SEED)
    relation_fit.save(weights, place / relations.WEIGHTS)


def ensure(
    root: Path, folder: Path, documents: Sequence[Labelled] | None = None, whole: bool = False, anew: bool = False
) -> None:
    """Train the folds (and the shipped weights with ``whole``) that are missing or out of date."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    for fold in [*range(FOLDS), *([-1] if whole else [])]:
        place = folder / (f"fold{fold}" if fold >= 0 else "all")
        spans, joined = fingerprint(root, fold), fingerprint(root, fold, _PAIR_SEEN, (*_CODE, *_PAIR_CODE))
        stale = anew or not _marked(place, "spans", spans)
        if not stale and _marked(place, "relations", joined):
            continue
        documents = documents or load(root, read_page)
        these = [d for d in documents if dealt[d.name] != fold]
        began = time.process_time()
        if stale:
            train_spans(these, place)
            (place / "spans.fingerprint").write_text(spans)
        train_relations(these, place)
        (place / "relations.fingerprint").write_text(joined)
        print(f"{place.name}: {len(these)} documents, {time.process_time() - began:.0f} CPU-seconds", file=sys.stderr)


def _marked(place: Path, name: str, wanted: str) -> bool:
    mark = place / f"{name}.fingerprint"
    return mark.exists() and mark.read_text() == wanted


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="also the weights that ship, from every document")
    parser.add_argument("--anew", action="store_true", help="train even what is up to date")
    args = parser.parse_args()
    ensure(args.corpus, args.folder, whole=args.all, anew=args.anew)


if __name__ == "__main__":
    main()
