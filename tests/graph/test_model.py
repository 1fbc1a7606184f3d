"""An edge cannot exist without proof, and says of time and certainty only what its proofs agree on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Edge, Evidence, Node, digest, to_record
from graph.vocabulary import Label, RelationType, Status

PROOF = Evidence("d1", 3, 8, "市妇联牵头", "leads", 800)


def edge(*evidence: Evidence) -> Edge:
    return Edge(RelationType.LEADS, "organisation:a", "brand:b", Status.DONE, evidence)


def test_an_edge_without_evidence_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        edge()


def test_an_edge_to_itself_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="itself"):
        Edge(RelationType.LEADS, "organisation:a", "organisation:a", Status.DONE, (PROOF,))


@pytest.mark.parametrize(("start", "end"), [(3, 9), (8, 3), (-1, 4), (3, 3)])
def test_evidence_must_span_its_quote(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Evidence("d1", start, end, "市妇联牵头", "leads", 800)


@pytest.mark.parametrize("confidence", [-1, 1001])
def test_confidence_is_in_thousandths(confidence: int) -> None:
    with pytest.raises(ValueError, match="thousandths"):
        replace(PROOF, confidence=confidence)


def test_an_edge_is_inferred_only_where_no_proof_names_the_subject() -> None:
    supplied = replace(PROOF, inferred=True)
    assert edge(supplied).inferred
    assert not edge(supplied, PROOF).inferred


def test_an_edge_is_as_sure_as_its_surest_proof() -> None:
    assert edge(replace(PROOF, confidence=400), PROOF).confidence == 800


@pytest.mark.parametrize(
    ("dates", "when"),
    [
        (["2023-05", None], ("2023-05", None, None, "stated")),
        (["2023-05-01/2023-05-07"], (None, "2023-05-01", "2023-05-07", "stated")),
        (["2023-05", "2023-06"], (None, None, None, None)),
        ([None], (None, None, None, None)),
    ],
)
def test_an_edge_is_dated_where_all_its_dated_proofs_agree(
    dates: list[str | None], when: tuple[str | None, ...]
) -> None:
    proofs = [
        replace(PROOF, start=n, end=n + 5, date=date, year_source="stated" if date else None)
        for n, date in enumerate(dates)
    ]
    assert edge(*proofs).when == when


def test_edge_ids_follow_from_type_ends_and_status_alone() -> None:
    assert edge(PROOF).id == edge(replace(PROOF, confidence=1)).id
    assert edge(PROOF).id != replace(edge(PROOF), status=Status.PLANNED).id


def test_digests_tell_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_records_carry_the_label_s_own_properties() -> None:
    node = Node("indicator:1", Label.Indicator, "培训人次", properties={"value": 150.0, "unit": "人次"})
    record = to_record(node)
    assert (record["value"], record["unit"], record["label"]) == (150.0, "人次", "Indicator")
