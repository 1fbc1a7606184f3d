"""Choosing among scored spans, and reading with the weights of the package."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from ingest.model.reader import ENCODERS, FLOOR, WEIGHTS, Reader, ScoredSpan, mean, runs, settle, thousandths, weights

TEXT = "临川县妇女联合会举办“晨光”读书活动。县妇联依托临川县图书馆设立亲子驿站,服务留守儿童。印发《家庭教育工作方案》。"
FLOORS = dict.fromkeys(("Organisation", "Place", "Campaign", "Commitment"), 400)


def settled(*spans: tuple[int, int, str, int]) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.label) for s in sorted(settle([ScoredSpan(*s) for s in spans], FLOORS))]


def test_a_place_inside_a_body_is_kept() -> None:
    assert settled((0, 8, "Organisation", 900), (0, 3, "Place", 700)) == [(0, 3, "Place"), (0, 8, "Organisation")]


def test_of_two_labels_for_one_span_the_surer_stays() -> None:
    assert settled((0, 8, "Organisation", 600), (0, 8, "Campaign", 700)) == [(0, 8, "Campaign")]


def test_spans_never_cross() -> None:
    assert settled((0, 5, "Organisation", 900), (3, 8, "Campaign", 800)) == [(0, 5, "Organisation")]


def test_no_body_inside_a_body() -> None:
    assert settled((0, 8, "Organisation", 900), (4, 8, "Organisation", 800)) == [(0, 8, "Organisation")]


def test_below_the_floor_is_nothing() -> None:
    assert settled((0, 5, "Organisation", 399)) == []


def test_a_clause_may_hold_names_and_cross_them() -> None:
    assert settled((2, 9, "Commitment", 900), (0, 4, "Organisation", 800)) == [
        (0, 4, "Organisation"),
        (2, 9, "Commitment"),
    ]


@pytest.fixture(scope="module")
def reader() -> Reader:
    loaded = Reader.load()
    if loaded is None:
        pytest.skip("the package has no weights")
    return loaded


def sentences(text: str) -> list[tuple[int, int]]:
    ends = [k + 1 for k, c in enumerate(text) if c == "。"]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def test_names_are_found_with_their_place_and_label(reader: Reader) -> None:
    found = {(TEXT[s.start : s.end], s.label) for s in reader.spans(TEXT, sentences(TEXT))}
    assert ("临川县妇女联合会", "Organisation") in found
    assert ("家庭教育工作方案", "Policy") in found


def test_the_same_piece_reads_the_same_alone_in_any_order_and_again(reader: Reader) -> None:
    cut = sentences(TEXT)
    together = reader.candidates(TEXT, cut)
    fresh = Reader.load()
    assert fresh is not None
    backwards = sorted(s for sentence in reversed(cut) for s in fresh.candidates(TEXT, [sentence]))
    assert together == backwards == reader.candidates(TEXT, cut)


def test_what_is_read_together_reads_bit_by_bit_as_alone(reader: Reader) -> None:
    cut = [
        "县",
        TEXT[:33],
        "。",
        *(TEXT[start:end] for start, end in sentences(TEXT)),
        TEXT[2:5],
        "名单:" + "甲、" * 90,
    ]
    lines = [
        (start, start + len(piece))
        for piece, start in zip(cut, itertools.accumulate(map(len, cut), initial=0), strict=False)
    ]
    reader.candidates("".join(cut), lines)
    for piece in cut:
        alone = Reader.load()
        assert alone is not None
        together, by_itself = reader.read(piece), alone.read(piece)
        assert together.spans == by_itself.spans
        assert all(map(np.array_equal, together.states, by_itself.states))


def test_what_a_text_repeats_is_read_once_and_what_no_longer_is_remembered_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in ("KEPT", "AHEAD"):
        monkeypatch.setattr(f"ingest.model.reader.{number}", 2)
    fresh = Reader.load()
    assert fresh is not None
    cut = sentences(TEXT * 2)
    wanted = reader.candidates(TEXT * 2, cut)
    assert fresh.candidates(TEXT * 2, cut) == wanted == fresh.candidates(TEXT * 2, cut)
    assert fresh.read("县妇联").spans == reader.read("县妇联").spans


def test_only_what_is_expected_is_read_ahead(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Reader.load()
    assert fresh is not None
    asked: list[str] = []
    run = fresh._run
    monkeypatch.setattr(fresh, "_run", lambda together: asked.extend(together) or run(together))
    cut = [TEXT[start:end] for start, end in sentences(TEXT)]
    fresh.expect(cut)
    fresh.read(cut[1])
    assert sorted(asked) == sorted(cut[1:])
    fresh.read(cut[0])
    assert sorted(asked) == sorted(cut)


def test_confidences_are_thousandths_above_the_floor(reader: Reader) -> None:
    assert all(FLOOR <= s.confidence <= 1000 for s in reader.candidates(TEXT, sentences(TEXT)))


def test_what_holds_is_the_mean_of_what_the_networks_say() -> None:
    assert mean(thousandths([np.array([0.1234, 0.5]), np.array([0.2, 0.9])])).tolist() == [162, 700]
    assert mean(thousandths([np.array([0.1236])])).tolist() == [124]


OUTSIDE, BEGINS, INSIDE = [900, 50, 50], [250, 700, 50], [250, 50, 700]
DOUBTFUL = [650, 50, 300]


@pytest.mark.parametrize(
    ("label", "rows", "found"),
    [
        ("Commitment", [OUTSIDE, BEGINS, INSIDE, DOUBTFUL, OUTSIDE], [(1, 4)]),
        ("Commitment", [BEGINS, INSIDE, BEGINS, INSIDE], [(0, 2), (2, 4)]),
        ("Commitment", [DOUBTFUL, DOUBTFUL, OUTSIDE], [(0, 2)]),
        ("Problem", [DOUBTFUL, INSIDE, DOUBTFUL], [(0, 3)]),
        ("Problem", [DOUBTFUL, DOUBTFUL, OUTSIDE], []),
        ("Indicator", [OUTSIDE, INSIDE, DOUBTFUL], [(1, 2)]),
    ],
)
def test_a_clause_goes_on_while_it_is_likely_enough(
    label: str, rows: list[list[int]], found: list[tuple[int, int]]
) -> None:
    assert [(s.start, s.end) for s in runs(np.array(rows, np.int32), label)] == found


def test_a_network_that_is_missing_leaves_the_rules_alone(tmp_path: Path) -> None:
    (tmp_path / ENCODERS[0]).mkdir()
    (tmp_path / ENCODERS[0] / WEIGHTS).write_bytes(b"one of two")
    assert weights(WEIGHTS, tmp_path) == []


def test_nothing_is_found_in_nothing(reader: Reader) -> None:
    assert reader.spans("", []) == [] and reader.spans("  ", [(0, 2)]) == []
