"""What the readers still learn of labelled documents that the span reader was not taught on.

``python -m ingest.training.tune CORPUS DOCUMENTS BASE OUT [--leave LETTERS]`` reads NAME.txt with NAME.json of DOCUMENTS (`benchmarks/labelled`),
begins with the files of ``ingest/model`` as training on CORPUS left them (BASE), and writes to OUT what ships: the relation reader's networks,
trained further, and both judges. Names that begin with one of LETTERS are left out, to measure on.

What the span reader says of documents that it was taught on is surer than what it says of others: relations learnt from its states
there are believed too much everywhere else. Of DOCUMENTS its states are as they will be; the pairs of CORPUS are seen again beside theirs, so
that nothing is forgotten (docs/design/004-reader.md).

One hand labelled all documents of one letter. The new judges weigh the documents of a hand as networks see them that were tuned on the other
hands; what ships is the mean of them and of the judges that the folds taught.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ingest.model.judge import parse
from ingest.model.reader import ENCODERS, Reader
from ingest.model.reader import WEIGHTS as SPANS
from ingest.model.relations import WEIGHTS as RELATIONS
from ingest.page import read_page
from ingest.training import join, judge, pairing, relation_fit, relation_join
from ingest.training.corpus import Labelled, label, load

EPOCHS = 3
AVERAGE = 0.99
SEED = 0
_KNOWN = "known"
JUDGES = ("join.json", "relation_join.json")


def documents(folder: Path, left: str) -> list[Labelled]:
    """Read the labelled documents of a folder, but those whose names begin with one of some letters."""
    return [
        label(text.stem, read_page(text, text.name), json.loads(text.with_suffix(".json").read_text(encoding="utf-8")))
        for text in sorted(folder.glob("*.txt"))
        if text.stem[0] not in left
    ]


class Tuner:
    """Trains relation networks further, on all documents or on those of some hands.

    Args:
        found: the documents.
        known: documents that the networks were taught on.
        base: folder of the weights to begin with.
    """

    def __init__(self, found: Sequence[Labelled], known: Sequence[Labelled], base: Path) -> None:
        self._base = base
        self._pairs: dict[str, list[tuple[str, pairing.Pairs]]] = {}
        for encoder in ENCODERS:
            reader = Reader([(base / encoder / SPANS).read_bytes()])
            hands = [*((d.name[0], d) for d in found), *((_KNOWN, d) for d in known)]
            self._pairs[encoder] = [(hand, pairing.pairs(d, reader)) for hand, d in hands]

    def tune(self, place: Path, without: str = "") -> None:
        """Write networks to a folder, tuned on all hands but one."""
        for encoder, told in self._pairs.items():
            net = relation_fit.load(self._base / encoder / RELATIONS)
            used = [pairs for hand, pairs in told if hand != without]
            relation_fit.save(relation_fit.tune(net, used, EPOCHS, AVERAGE, SEED), place / encoder / RELATIONS)
            print(f"{place / encoder}: {sum(len(p.keys) for p in used)} pairs", file=sys.stderr, flush=True)


def rows(found: Sequence[Labelled], tuner: Tuner, base: Path) -> tuple[list[judge.Row], list[judge.Row]]:
    """Return the candidates for names and the triples of all documents, judged, each hand's as networks see them that were tuned on the others."""
    names, triples = [], []
    for hand in sorted({d.name[0] for d in found}):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            tuner.tune(place, without=hand)
            for encoder in ENCODERS:
                shutil.copy(base / encoder / SPANS, place / encoder / SPANS)
            readers = relation_join.load_readers(place)
            spans = readers.spans
            assert spans is not None  # its weights were just copied there
            for document in (d for d in found if d.name[0] == hand):
                names += join.judged(document.page, document.gold, spans)
                for part in relation_join.lessons(document.page, document.gold, readers):
                    triples += part
    return names, triples


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--leave", default="", help="names that begin with one of these letters are not learnt from")
    args = parser.parse_args()
    found = documents(args.documents, args.leave)
    tuner = Tuner(found, load(args.corpus, read_page), args.base)
    for name, taught in zip(JUDGES, rows(found, tuner, args.base), strict=True):
        judge.save(
            judge.mean(parse((args.base / name).read_text(encoding="utf-8")), judge.fit(taught)), args.out / name
        )
    tuner.tune(args.out)


if __name__ == "__main__":
    main()
