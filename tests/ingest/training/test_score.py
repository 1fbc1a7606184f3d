"""The report of cross-validation: what it counts, and that a document is never read with weights that have seen it."""

import os
from pathlib import Path

import pytest

from ingest.model import pairs, reader, relations
from ingest.page import read_page
from ingest.training import crossval
from ingest.training.corpus import FOLDS, corpus_files, folds, label
from ingest.training.crossval import adopt, fingerprint
from ingest.training.relation_join import given
from ingest.training.score import compare, details, grouped, overview, read_all, reliability, scorer, table

CORPUS = os.environ.get("LIANTU_CORPUS", "")
needs_corpus = pytest.mark.skipif(
    not Path(CORPUS, "eval", "score.py").exists() or not CORPUS, reason="LIANTU_CORPUS is not set"
)

TEXT = "临川县妇联2023年工作总结\n今年以来，临川县妇联印发《家庭教育工作方案》，举办“晨光”读书活动。\n"
GOLD = {
    "doc": "w1", "metadata": {"kind": "summary", "year": 2023, "jurisdiction": "临川县", "issuer": "临川县妇联"},
    "entities": [
        {"id": "e1", "label": "Organisation", "kind": "mass_organisation", "name": "临川县妇联", "aliases": [], "mentions": ["临川县妇联"]},
        {"id": "e2", "label": "Policy", "kind": "plan", "name": "家庭教育工作方案", "aliases": [], "mentions": ["《家庭教育工作方案》"]},
    ],
    "relations": [
        {"type": "ISSUES", "from": "e1", "to": "e2", "status": "done", "date": None, "inferred": False, "quote": "印发《家庭教育工作方案》"},
    ],
    "indicators": [], "problems": [], "commitments": [],
}  # fmt: skip


@pytest.fixture
def document(tmp_path: Path):  # type: ignore[no-untyped-def]
    path = tmp_path / "w1.txt"
    path.write_text(TEXT, encoding="utf-8")
    return label("w1", read_page(path, "w1.txt"), GOLD)


@needs_corpus
def test_given_entities_leave_only_relations_to_be_read(document) -> None:  # type: ignore[no-untyped-def]
    score = scorer(Path(CORPUS))
    read = {d.name: f for d, f in read_all([document], None, True)}
    scored = compare(score, document, read["w1"])
    assert scored.result["entity"]["Organisation"] == {"gold": 1, "tp": 1, "pred": 1}
    assert scored.result["relation"]["ISSUES"]["tp"] == 1
    assert [g.names[0] for g in given(document.page, document.gold)] == ["临川县妇联", "家庭教育工作方案"]


@needs_corpus
def test_the_report_counts_every_document_in_its_group_and_kind(document) -> None:  # type: ignore[no-untyped-def]
    score = scorer(Path(CORPUS))
    scored = [compare(score, d, f) for d, f in read_all([document], None, True)]
    groups = grouped(scored)
    assert [len(groups[g]) for g in ("all", "written", "real", "seeds", "kind: summary")] == [1, 1, 0, 0, 1]
    assert "| written | 1 | 1.000 | 1.000 |" in "\n".join(overview(score, groups))
    assert "| **entities** | 1.000 | 1.000 | 1.000 | 2 | 2 | 2 |" in table(score, scored)
    assert any(line.startswith("| status | 1.000 | 1 |") for line in details(scored))


@needs_corpus
def test_weights_of_a_fold_depend_on_the_other_folds_alone() -> None:
    root = Path(CORPUS)
    names = [text.stem for text, _ in corpus_files(root)]
    assert len(names) > 200 and set(folds(names).values()) == set(range(FOLDS))
    assert (
        len({fingerprint(root, encoder, fold) for encoder in reader.ENCODERS for fold in (-1, *range(FOLDS))})
        == 2 * FOLDS + 2
    )


@needs_corpus
def test_folds_that_were_trained_elsewhere_are_taken_and_not_trained_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fold0/e5", "fold3/bge"):
        (tmp_path / name).mkdir(parents=True)
        for weights in (reader.WEIGHTS, relations.WEIGHTS):
            (tmp_path / name / weights).write_bytes(b"trained elsewhere")
    assert adopt(Path(CORPUS), tmp_path) == ["fold0/e5", "fold3/bge"]
    trained = []

    def train(_: object, encoder: str, place: Path, __: object) -> None:
        place.mkdir(parents=True)
        trained.append(f"{place.parent.name}/{encoder}")

    monkeypatch.setattr(crossval, "train_spans", train)
    monkeypatch.setattr(crossval, "train_relations", lambda *_: None)
    monkeypatch.setattr(crossval, "pretrained", lambda encoder, _: encoder)
    monkeypatch.setattr(crossval, "load", lambda *_: [])
    for _ in range(2):
        crossval.ensure(Path(CORPUS), tmp_path, None)
    whole = [f"fold{k}/{encoder}" for k in range(FOLDS) for encoder in reader.ENCODERS]
    assert trained == [name for name in whole if name not in ("fold0/e5", "fold3/bge")]


@needs_corpus
def test_weights_are_made_anew_where_the_reader_sees_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    before = crossval.seen.__wrapped__(Path(CORPUS), True)
    monkeypatch.setattr(pairs, "_CUES", pairs._CUES[::-1])
    assert crossval.seen.__wrapped__(Path(CORPUS), True) != before
    assert crossval.seen.__wrapped__(Path(CORPUS), False) == crossval.seen(Path(CORPUS), False)


def test_a_confidence_that_means_what_it_says_is_off_by_nothing() -> None:
    sure = [(0.9, True)] * 9 + [(0.9, False)] + [(0.2, True)] * 2 + [(0.2, False)] * 8
    lines = reliability(sure, gold=22)
    assert "Expected calibration error 0.000." in lines
    assert "| 0.50 | 0.900 | 0.409 |" in lines
    assert "Expected calibration error 0.100." in reliability([(0.9, True)] * 10, gold=10)
