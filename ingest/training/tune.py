"""What the readers and the judges still learn of labelled documents that the span reader was not taught on.

``python -m ingest.training.tune CORPUS BASE OUT DOCUMENTS… [--grow FOLDER] [--leave LETTERS]`` reads NAME.txt with NAME.json of every folder of
DOCUMENTS and writes to OUT what ships: both readers' networks, grown by what they learnt further, and both judges. BASE holds the files of
``ingest/model`` as training on CORPUS left them; the networks that ship grow out of those of FOLDER (BASE if none is named), whose own weights
stay as they are. Names that begin with one of LETTERS are left out, to measure on.

What the span reader says of documents that it was taught on is surer than what it says of others: relations learnt from its states
there are believed too much everywhere else. Of DOCUMENTS its states are as they will be, since it learns only how its topmost layer is read for
names (`ingest.training.names`); the pieces and pairs of CORPUS are seen again beside theirs, so that nothing is forgotten
(docs/design/004-reader.md).

One hand labelled all documents of one letter. The new judges weigh the documents of a hand as networks see them that grew out of BASE with
other hands.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ingest.model.reader import ENCODERS, Reader
from ingest.model.reader import WEIGHTS as SPANS
from ingest.model.relations import WEIGHTS as RELATIONS
from ingest.page import read_page
from ingest.training import join, judge, names, pairing, relation_fit, relation_join
from ingest.training.corpus import Labelled, load, load_folder

EPOCHS = 6
AVERAGE = 0.99
SEED = 0
PARTS = 2
"""Into which the hands are dealt for the judges."""


class Tuner:
    """Lets networks learn further, from all documents or from those of some hands.

    Args:
        found: the documents.
        known: documents that the networks were taught on.
        base: folder of the span reader's weights.
    """

    def __init__(self, found: Sequence[Labelled], known: Sequence[Labelled], base: Path) -> None:
        self._hands = [d.name[0] for d in found] + [""] * len(known)
        self._pairs: dict[str, list[pairing.Pairs]] = {}
        self._lessons: dict[str, list[list[names.Lesson]]] = {}
        for encoder in ENCODERS:
            reader = Reader([(base / encoder / SPANS).read_bytes()])
            self._pairs[encoder] = [pairing.pairs(d, reader) for d in (*found, *known)]
            self._lessons[encoder] = names.lessons((*found, *known), base / encoder / SPANS)

    def tune(self, start: Path, place: Path, without: str = "") -> None:
        """Write networks to a folder that grew out of those of another by learning from all hands but some."""
        heard = [k for k, hand in enumerate(self._hands) if not hand or hand not in without]
        for encoder in ENCODERS:
            told = [lesson for k in heard for lesson in self._lessons[encoder][k]]
            learnt = names.learn(names.Names(start / encoder / SPANS), told, SEED)
            names.save(learnt, start / encoder / SPANS, place / encoder / SPANS)
            net = relation_fit.load(start / encoder / RELATIONS).grow()
            pairs = [self._pairs[encoder][k] for k in heard]
            scorer = relation_fit.learn(net, pairs, EPOCHS, relation_fit.FURTHER, AVERAGE, SEED)
            relation_fit.save(scorer, place / encoder / RELATIONS)
            print(
                f"{place / encoder}: {len(told)} pieces, {sum(len(p.keys) for p in pairs)} pairs",
                file=sys.stderr,
                flush=True,
            )


def rows(found: Sequence[Labelled], tuner: Tuner, base: Path) -> tuple[list[judge.Row], list[judge.Row]]:
    """Return the candidates for names and the triples of all documents, judged, each hand's as networks see them that learnt from others."""
    candidates, triples = [], []
    hands = sorted({d.name[0] for d in found})
    for part in range(PARTS):
        mine = "".join(hands[part::PARTS])
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            tuner.tune(base, place, without=mine)
            readers = relation_join.load_readers(place)
            spans = readers.spans
            assert spans is not None  # its weights were just written there
            for document in (d for d in found if d.name[0] in mine):
                candidates += join.judged(document.page, document.gold, spans)
                for lesson in relation_join.lessons(document.page, document.gold, readers):
                    triples += lesson
    return candidates, triples


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument(
        "--grow", type=Path, metavar="FOLDER", help="networks that grow; those of BASE if none is named"
    )
    parser.add_argument("--leave", default="", help="names that begin with one of these letters are not learnt from")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    documents = [d for folder in args.documents for d in load_folder(folder, read_page)]
    found = [d for d in documents if d.name[0] not in args.leave]
    tuner = Tuner(found, load(args.corpus, read_page), args.base)
    tuner.tune(args.grow or args.base, args.out)
    candidates, triples = rows(found, tuner, args.base)
    judge.save(judge.fit(candidates), args.out / "join.json")
    judge.save(judge.fit(triples), args.out / "relation_join.json")


if __name__ == "__main__":
    main()
