"""Gold records mapped onto clean text, and the folds."""

from pathlib import Path

import pytest

from ingest.page import read_page
from ingest.training.corpus import PAIRED, Folded, folds, label


@pytest.fixture
def labelled(tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(text: str, entities: list[dict[str, object]], **rest: object):  # type: ignore[no-untyped-def]
        path = tmp_path / "one.txt"
        path.write_text(text, encoding="utf-8")
        return label("one", read_page(path, "one.txt"), {"entities": entities, **rest})

    return make


def entity(number: int, kind: str, *mentions: str) -> dict[str, object]:
    return {"id": f"e{number}", "label": kind, "name": mentions[0], "mentions": list(mentions)}


def test_a_surface_is_found_whatever_its_width_script_and_breaks() -> None:
    folded = Folded("臨川縣婦聯，印發\n《細則》")
    assert list(folded.find("临川县妇联,印发《细则》")) == [(0, 13)]


def test_every_place_of_a_name_counts_and_the_longest_wins(labelled) -> None:  # type: ignore[no-untyped-def]
    found = labelled("临川县读书月开幕。读书月持续到五月。", [entity(1, "Campaign", "临川县读书月", "读书月")])
    assert [found.text[s.start : s.end] for s in found.spans] == ["临川县读书月", "读书月"]


def test_marks_round_a_whole_name_are_taken_off_and_others_stay(labelled) -> None:  # type: ignore[no-untyped-def]
    found = labelled(
        "打造“晨光”品牌，设立“晨光”驿站。", [entity(1, "Brand", "“晨光”"), entity(2, "Base", "“晨光”驿站")]
    )
    assert {found.text[s.start : s.end] for s in found.spans} == {"晨光", "“晨光”驿站"}


def test_a_place_counts_inside_a_name_another_body_there_is_left_open(labelled) -> None:  # type: ignore[no-untyped-def]
    text = "临川县妇联出席。县妇联执委联谊会成立，县妇联祝贺。"
    found = labelled(
        text,
        [
            entity(1, "Place", "临川县"),
            entity(2, "Organisation", "临川县妇联", "县妇联"),
            entity(3, "Organisation", "县妇联执委联谊会"),
        ],
    )
    assert ("临川县", "Place") in {(found.text[s.start : s.end], s.label) for s in found.spans}
    assert [(found.text[s.start : s.end], s.start) for s in found.unsure] == [("县妇联", 8)]


def test_clauses_are_found_by_their_quotes(labelled) -> None:  # type: ignore[no-untyped-def]
    found = labelled("人手不足，力量薄弱。", [], problems=[{"quote": "人手不足"}])
    assert [(found.text[s.start : s.end], s.label) for s in found.clauses] == [("人手不足", "Problem")]


def test_pairs_share_a_fold_and_the_deal_is_even_and_fixed() -> None:
    names = (
        [f"r{k:02}" for k in range(50)]
        + [f"w{k}" for k in range(101, 141)]
        + ["wa01", "wa02", "000_a", "001_b", "002_c", "003_d", "004_e"]
    )
    dealt = folds(names)
    assert all(dealt[a] == dealt[b] for a, b in PAIRED if a in dealt and b in dealt)
    assert dealt == folds(list(reversed(names)))
    assert {dealt[n] for n in names if n[0] == "0"} == {0, 1, 2, 3, 4}
