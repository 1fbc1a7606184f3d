"""How well the readers that ship read `benchmarks/labelled`: nothing was taught on a to e, i, j, l to u, w, z, aa and bb, relations and judges on the others.

Usage: python -m benchmarks.unseen CORPUS [--list TYPE]

CORPUS holds ``eval/score.py``, which counts. Rules may have been made with an eye on some of these documents; README.md there says on which.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ingest.facts import facts, shipped
from ingest.page import read_page
from ingest.training.corpus import load_folder
from ingest.training.score import Scored, compare, details, overview, scorer, table

LABELLED = Path(__file__).with_name("labelled")


def read_all(corpus: Path) -> list[Scored]:
    """Read and compare all documents, by name."""
    score, readers = scorer(corpus), shipped()
    documents = load_folder(LABELLED, read_page)
    return [compare(score, document, facts(document.page, readers=readers)) for document in documents]


def groups(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """All documents, then by the letters that their names begin with."""
    letters = sorted({group(one) for one in scored})
    return {"all": list(scored)} | {x: [s for s in scored if group(s) == x] for x in letters}


def group(one: Scored) -> str:
    """Return the letters of a document's name: those of its hand."""
    return one.document.name.rstrip("0123456789")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument(
        "--list", help="also list what is missed and what is too much of a label or relation, or of all"
    )
    args = parser.parse_args()
    score, scored = scorer(args.corpus), read_all(args.corpus)
    print("\n".join([*overview(score, groups(scored)), "", *table(score, scored), "", *details(scored)]))
    for one in scored:
        for how, kind, words in one.result["errors"]:
            if args.list in ("all", kind):
                print(f"{one.document.name}\t{how}\t{kind}\t{words}")


if __name__ == "__main__":
    main()
