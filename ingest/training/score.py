"""How well the program reads documents that its weights have never seen: cross-validation over whole documents.

``python -m ingest.training.score CORPUS FOLDER`` reads every labelled document with the weights of the fold that it was held out of (trained
first where FOLDER lacks them), compares the facts with the gold by the corpus's own score.py, and writes the tables to docs/score.md.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from graph.facts import DocumentFacts
from ingest import facts as facts_module
from ingest.facts import Readers, facts
from ingest.mentions import frame
from ingest.model.judge import Judge
from ingest.page import read_page
from ingest.training import export_facts, join, judge, relation_join
from ingest.training.corpus import FOLDS, Labelled, folds, load
from ingest.training.crossval import ensure
from ingest.training.first import First

REPORT = Path("docs/score.md")
_PARTS = ("entity", "relation", "statement")


@dataclass(frozen=True, slots=True)
class Scored:
    """One document's comparison with its gold, as the corpus's score.py gives it, and the confidences of its relations."""

    document: Labelled
    result: Mapping[str, Any]


def scorer(root: Path) -> ModuleType:
    """Load the corpus's score.py."""
    spec = importlib.util.spec_from_file_location("corpus_score", root / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(root / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class Held:
    """Everything trained that has not seen a fold: its readers, and the judges that join them with the grammar.

    Attributes:
        judged: of one document, the confidence of each triple that anyone claims and whether the gold holds it.
    """

    readers: Readers
    names: Judge | None
    relations: Judge | None
    judged: tuple[tuple[float, bool], ...] = ()


def held_out(documents: Sequence[Labelled], dealt: Mapping[str, int], folder: Path) -> dict[str, Held]:
    """Give each document the readers of its fold, and judges taught on the documents of the other folds.

    Where there is but one fold, its documents are halved for the judges.
    """
    only = sorted({dealt[d.name] for d in documents})
    readers = {k: relation_join.load_readers(folder / f"fold{k}") for k in only}
    halves = {d.name: hashlib.sha256(d.name.encode()).digest()[0] % 2 for d in documents}
    part = halves if len(only) == 1 else {d.name: dealt[d.name] for d in documents}

    def taught(rows: Mapping[str, Sequence[judge.Row]]) -> dict[int, Judge]:
        return {
            p: judge.fit([row for name in rows if part[name] != p for row in rows[name]]) for p in set(part.values())
        }

    named = {}
    for d in documents:
        spans = readers[dealt[d.name]].spans
        assert spans is not None
        named[d.name] = join.judged(d.page, d.gold, spans)
    names = taught(named)
    pairs, more = {}, {}
    for d in documents:
        with patch.object(frame, "judge", return_value=names[part[d.name]]):
            pairs[d.name], more[d.name] = relation_join.lessons(d.page, d.gold, readers[dealt[d.name]])
    relations = taught({name: pairs[name] + more[name] for name in pairs})
    return {
        d.name: Held(
            readers[dealt[d.name]], names[part[d.name]], relations[part[d.name]],
            tuple((relations[part[d.name]].probability(row), right) for row, right, _ in pairs[d.name]),
        )
        for d in documents
    }  # fmt: skip


def read_all(
    documents: Sequence[Labelled], held: Mapping[str, Held] | None, gold_entities: bool
) -> Iterator[tuple[Labelled, DocumentFacts]]:
    """Read every document with what has not seen it; ``held`` None reads by rules alone."""
    for document in documents:
        chosen = held[document.name] if held else Held(Readers(None), None, None)
        with (
            patch.object(frame, "judge", return_value=chosen.names),
            patch.object(facts_module, "judge", return_value=chosen.relations),
        ):
            names = relation_join.given(document.page, document.gold) if gold_entities else None
            yield document, facts(document.page, names, chosen.readers)


def compare(score: ModuleType, document: Labelled, found: DocumentFacts) -> Scored:
    """Compare one document's facts with its gold."""
    name = document.name
    prediction = score.Prediction(
        export_facts.document(name, found), export_facts.nodes(name, found), export_facts.edges(name, found)
    )
    return Scored(document, score.score_document(document.gold, prediction))


def table(score: ModuleType, scored: Sequence[Scored]) -> list[str]:
    """Precision, recall and F1 of everything over some documents, as the lines of a Markdown table."""
    lines = ["| | P | R | F1 | right | found | gold |", "|---|---|---|---|---|---|---|"]
    total: dict[str, defaultdict[str, Counter[str]]] = {part: defaultdict(Counter) for part in _PARTS}
    other: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in scored:
        for part in _PARTS:
            for key, count in one.result[part].items():
                total[part][key].update(count)
        for part in ("any_label", "explicit"):
            other[part].update(one.result[part])

    def row(name: str, count: Mapping[str, int]) -> str:
        f = score.prf(count.get("tp", 0), count.get("pred", 0), count.get("gold", 0))
        return f"| {name} | {f['p']:.3f} | {f['r']:.3f} | {f['f1']:.3f} | {f['tp']} | {f['pred']} | {f['gold']} |"

    lines.append(row("**entities**", sum(total["entity"].values(), Counter())))
    lines.append(row("entities, any label", other["any_label"]))
    lines.append(row("**relations**", sum(total["relation"].values(), Counter())))
    lines.append(row("relations, explicit", other["explicit"]))
    for part in _PARTS:
        lines += [row(key, total[part][key]) for key in sorted(total[part])]
    return lines


def details(scored: Sequence[Scored]) -> list[str]:
    """Shares of what is right among what was matched (status, date, owner …) and of the metadata."""
    kept: defaultdict[str, list[int]] = defaultdict(list)
    for one in scored:
        for key, values in one.result["details"].items():
            kept[key] += values
        for key, value in one.result["metadata"].items():
            kept[f"metadata: {key}"].append(value)
    lines = ["| of what is matched | share | of |", "|---|---|---|"]
    return lines + [f"| {key} | {sum(v) / len(v):.3f} | {len(v)} |" for key, v in sorted(kept.items()) if v]


def overview(score: ModuleType, groups: Mapping[str, Sequence[Scored]]) -> list[str]:
    """One line for each group of documents: F1 of entities, relations and statements."""
    lines = [
        "| documents | number | entities | relations | explicit | Indicator | Problem | Commitment |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, scored in groups.items():
        cells = []
        for part, key in (
            ("entity", None),
            ("relation", None),
            ("explicit", None),
            *(("statement", k) for k in ("Indicator", "Problem", "Commitment")),
        ):
            count: Counter[str] = Counter()
            for one in scored:
                found = one.result[part]
                for c in [found] if part == "explicit" else found.values() if key is None else [found[key]]:
                    count.update(c)
            cells.append(f"{score.prf(count['tp'], count['pred'], count['gold'])['f1']:.3f}")
        lines.append(f"| {name} | {len(scored)} | {' | '.join(cells)} |")
    return lines


def grouped(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """Documents by name group, then by kind of document."""
    groups: dict[str, list[Scored]] = {"all": list(scored)}
    groups |= {name: [s for s in scored if s.document.group == name] for name in ("seeds", "real", "written")}
    kinds = sorted({s.document.gold["metadata"]["kind"] for s in scored})
    return groups | {
        f"kind: {kind}": [s for s in scored if s.document.gold["metadata"]["kind"] == kind] for kind in kinds
    }


def reliability(judged: Sequence[tuple[float, bool]], gold: int) -> list[str]:
    """Say how far the confidence of relations can be trusted: right shares by tenths, and what each threshold keeps.

    Args:
        judged: confidence and whether it is right, of every triple that anyone claims.
        gold: relations of the gold.
    """
    lines = ["| confidence | triples | mean | right |", "|---|---|---|---|"]
    off = 0.0
    for tenth in range(10):
        here = [(p, right) for p, right in judged if tenth <= min(10 * p, 9.999) < tenth + 1]
        if here:
            mean, share = (sum(column) / len(here) for column in zip(*here, strict=True))
            off += abs(mean - share) * len(here)
            lines.append(f"| .{tenth} | {len(here)} | {mean:.3f} | {share:.3f} |")
    lines += ["", f"Expected calibration error {off / max(1, len(judged)):.3f}.", ""]
    lines += ["| at least | P | R |", "|---|---|---|"]
    for least in (0.25, 0.5, 0.7, 0.8, 0.9, 0.95):
        kept = [right for p, right in judged if p >= least]
        lines.append(f"| {least:.2f} | {sum(kept) / max(1, len(kept)):.3f} | {sum(kept) / gold:.3f} |")
    return lines


def report(score: ModuleType, scored: Sequence[Scored], how: str, judged: Sequence[tuple[float, bool]] = ()) -> str:
    """Write the whole report; ``judged`` as in `reliability`."""
    lines = [
        "# Score",
        "",
        f"Cross-validated over {len(scored)} whole documents, {FOLDS} folds; {how}. Made by `make score`; do not edit.",
        "",
    ]
    groups = grouped(scored)
    lines += ["## F1 by group and kind", "", *overview(score, groups), ""]
    for name in ("all", "seeds", "real", "written"):
        lines += [f"## {name}", "", *table(score, groups[name]), ""]
    lines += ["## Details", "", *details(scored), ""]
    if judged:
        gold = sum(count["gold"] for one in scored for count in one.result["relation"].values())
        lines += ["## Confidence of relations", "", *reliability(judged, gold), ""]
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", help="weights of the folds; left out: rules alone")
    parser.add_argument("--entities", choices=("read", "gold"), default="read")
    parser.add_argument(
        "--misses",
        metavar="TYPE",
        help="list misses and false alarms of one label or relation, or of all, instead of the tables",
    )
    parser.add_argument(
        "--group", default="all", help="with --misses: seeds, real, written, or the beginning of document names"
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        help=f"where the report goes (default {REPORT}; with --entities gold only to the screen)",
    )
    parser.add_argument(
        "--bge", type=Path, metavar="ARCHIVE", help="see ingest.training.crossval; needed where it has to be trained"
    )
    parser.add_argument("--folds", help="only the documents of these folds, for example 0,1")
    parser.add_argument(
        "--no-train", action="store_true", help="use the weights as they are, even if the training has changed"
    )
    args = parser.parse_args()
    score, documents = scorer(args.corpus), load(args.corpus, read_page)
    only = [int(k) for k in args.folds.split(",")] if args.folds else list(range(FOLDS))
    if args.folder and not args.no_train:
        ensure(args.corpus, args.folder, args.bge, documents)
    dealt = folds([d.name for d in documents])
    documents = [d for d in documents if dealt[d.name] in only]
    held = held_out(documents, dealt, args.folder) if args.folder else None
    began = time.process_time()
    scored = [compare(score, d, found) for d, found in read_all(documents, held, args.entities == "gold")]
    seconds = time.process_time() - began
    if args.misses:
        _print_misses(scored, args.misses, args.group)
        return
    how = "rules alone" if args.folder is None else "rules and trained readers"
    if args.folder and (first := First(args.folder / "first")).told:
        how += f" that were taught {len(first.documents)} other documents first"
    how += ", entities given" if args.entities == "gold" else ""
    how += "" if len(only) == FOLDS else f"; only the documents of folds {', '.join(map(str, only))}"
    judged = [row for one in (held or {}).values() for row in one.judged]
    text = report(score, sorted(scored, key=lambda s: s.document.name), how, judged)
    out = args.out or (REPORT if args.entities == "read" and args.folder else None)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    print(text)
    print(f"{sum(len(s.document.text) for s in scored) / seconds:.0f} characters per CPU-second", file=sys.stderr)


def _print_misses(scored: Sequence[Scored], wanted: str, group: str) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for one in sorted(scored, key=lambda s: s.document.name):
        if group not in ("all", one.document.group) and not one.document.name.startswith(group):
            continue
        for how, kind, text in one.result["errors"]:
            if wanted in ("all", kind):
                counts[kind, how] += 1
                print(f"{one.document.name[:12]}\t{how}\t{kind}\t{text}")
    for (kind, how), count in sorted(counts.items()):
        print(f"{count:6d} {how:<9}{kind}")


if __name__ == "__main__":
    main()
