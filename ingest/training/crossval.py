"""Weights for each fold of cross-validation, and the weights that ship.

``python -m ingest.training.crossval CORPUS FOLDER`` trains what FOLDER lacks: ``fold0`` … ``fold4``, each on the other four fifths of the
documents, and with ``--all`` also ``all``, on every document. A fold is trained anew only where the labelled documents or the training
have changed, not where a rule has.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.model import features, pairs, reader, relations
from ingest.page import read_page
from ingest.training.corpus import FOLDS, Labelled, corpus_files, folds, load

EPOCHS = 8
RELATION_EPOCHS = 10
SEED = 0
FLOORS = {
    "Organisation": 400, "Brand": 400, "Programme": 400, "Campaign": 400, "Base": 400, "Mechanism": 400, "Policy": 400, "Place": 400,
    "Stakeholder": 400, "Honour": 400, "Problem": 500, "Commitment": 500, "Indicator": 500,
}  # fmt: skip
"""Least confidence, in thousandths, with which the reader alone believes a span: chosen on cross-validated predictions."""


def fingerprint(root: Path, fold: int) -> str:
    """Hash what a fold's weights depend on: its labelled documents, the features, the training code."""
    here = Path(__file__).parent
    code = [Path(str(m.__file__)) for m in (features, pairs)]
    code += [here / name for name in ("network.py", "examples.py", "fit.py", "relation_fit.py", "pairing.py")]
    seen = hashlib.sha256(f"{EPOCHS} {RELATION_EPOCHS} {SEED}".encode())
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    parts = [path for text, gold in corpus_files(root) if dealt[text.stem] != fold for path in (text, gold)]
    for path in [*code, *parts]:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def train(documents: Sequence[Labelled], folder: Path) -> None:
    """Train both readers on documents and write them into a folder."""
    from ingest.training import fit, relation_fit
    from ingest.training.examples import examples
    from ingest.training.export import save
    from ingest.training.pairing import pairs as pairs_of

    began = time.process_time()
    save(fit.fit(examples(documents), EPOCHS, SEED), folder / reader.WEIGHTS, FLOORS)
    tuned = reader.Reader((folder / reader.WEIGHTS).read_bytes())
    relation_fit.save(
        relation_fit.fit([pairs_of(d, tuned) for d in documents], RELATION_EPOCHS, SEED), folder / relations.WEIGHTS
    )
    print(f"{folder.name}: {len(documents)} documents, {time.process_time() - began:.0f} CPU-seconds", file=sys.stderr)


def ensure(
    root: Path, folder: Path, documents: Sequence[Labelled] | None = None, whole: bool = False, anew: bool = False
) -> None:
    """Train the folds (and the shipped weights with ``whole``) that are missing or out of date."""
    dealt = folds([text.stem for text, _ in corpus_files(root)])
    for fold in [*range(FOLDS), *([-1] if whole else [])]:
        place = folder / (f"fold{fold}" if fold >= 0 else "all")
        mark = place / "fingerprint"
        wanted = fingerprint(root, fold)
        if not anew and mark.exists() and mark.read_text() == wanted:
            continue
        documents = documents or load(root, read_page)
        train([d for d in documents if dealt[d.name] != fold], place)
        mark.write_text(wanted)


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
