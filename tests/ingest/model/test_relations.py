"""Scoring relations between given mentions with the weights of the package."""

import shutil
from pathlib import Path
from types import ModuleType

import pytest

import ingest.facts as facts_module
import ingest.model.reader as reader_module
import ingest.model.relations as relations_module
from graph.vocabulary import RelationType
from ingest.facts import Readers, shipped
from ingest.mentions import join as names
from ingest.model.pairs import Context, Mention
from ingest.model.reader import Reader
from ingest.model.relations import FLOOR, RelationReader
from ingest.relations import join as links

TEXT = "临川县妇联联合县图书馆举办亲子读书月活动。"


def mention(name: str, label: str) -> Mention:
    start = TEXT.index(name)
    return Mention(start, start + len(name), label, name)


MENTIONS = [mention("临川县妇联", "Organisation"), mention("县图书馆", "Base"), mention("亲子读书月活动", "Campaign")]


@pytest.fixture(scope="module")
def relations() -> RelationReader:
    loaded = RelationReader.load(Reader.load())
    if loaded is None:
        pytest.skip("the package has no weights")
    return loaded


def test_who_holds_an_activity_is_found(relations: RelationReader) -> None:
    best = max(
        (r for r in relations.score(Context(TEXT, 0, len(TEXT)), MENTIONS) if (r.source, r.target) == (0, 2)),
        key=lambda r: r.confidence,
    )
    assert best.type is RelationType.ORGANISES and best.confidence > 500


def test_scores_are_the_same_each_time_and_above_the_floor(relations: RelationReader) -> None:
    first = relations.score(Context(TEXT, 0, len(TEXT)), MENTIONS)
    again = RelationReader.load(Reader.load())
    assert again is not None and again.score(Context(TEXT, 0, len(TEXT)), MENTIONS) == first
    assert all(FLOOR <= r.confidence <= 1000 for r in first)


def test_without_mentions_there_is_nothing_to_score(relations: RelationReader) -> None:
    assert relations.score(Context(TEXT, 0, len(TEXT)), []) == []


def test_without_the_span_reader_there_is_no_relation_reader() -> None:
    assert RelationReader.load(None) is None


@pytest.mark.parametrize("damage", [[], [b"", b""], [b"version https"] * 2])
@pytest.mark.parametrize("file", [reader_module.WEIGHTS, relations_module.WEIGHTS])
def test_damaged_or_missing_weights_leave_the_rules_alone(
    monkeypatch: pytest.MonkeyPatch, file: str, damage: list[bytes]
) -> None:
    read = reader_module.weights
    for module in (reader_module, relations_module):
        monkeypatch.setattr(module, "weights", lambda name: damage if name == file else read(name))
    assert shipped.__wrapped__() == Readers(None)


@pytest.mark.parametrize("swapped", [reader_module.WEIGHTS, relations_module.WEIGHTS])
def test_networks_in_each_other_s_place_leave_the_rules_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, swapped: str
) -> None:
    place = tmp_path / "model"
    shutil.copytree(Path(reader_module.__file__).parent, place)
    first, second = (place / encoder / swapped for encoder in reader_module.ENCODERS)
    first.rename(place / "aside")
    second.rename(first)
    (place / "aside").rename(second)
    monkeypatch.setattr(reader_module, "files", lambda package: place)
    assert shipped.__wrapped__() == Readers(None)


@pytest.mark.parametrize("module", [names, links])
def test_without_a_judge_the_rules_read_alone(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
    monkeypatch.setattr(module, "judge", lambda: None)
    if module is links:
        monkeypatch.setattr(facts_module, "judge", lambda: None)
    assert shipped.__wrapped__() == Readers(None)
