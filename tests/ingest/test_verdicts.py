"""Each fact of every sample says which rule or model spoke, and each candidate that fell says why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.page import page_of
from ingest.pipeline import Job, read_one
from ingest.text import Source
from ingest.verdicts import pointing

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.stem not in ("README", ".gitattributes"))
REASONS = {
    "below", "beaten", "class", "column", "headless", "itself", "lacking", "person", "points", "private",
    "set", "short", "unconfirmed", "unlawful", "unseen", "unused"
}  # fmt: skip


@pytest.mark.parametrize("reader", ["trained", "rules"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_fact_of_the_samples_has_its_verdict(path: Path, reader: str) -> None:
    found = read_one(Job(path, path.name, {}, reader))
    assert isinstance(found, DocumentFacts)
    entities = [entity.key for entity in found.entities]
    relations = [f"{one.type} {one.source} {one.target}" for one in found.relations]
    assert sorted(verdict.fact for verdict in found.verdicts) == sorted([*entities, *relations])
    assert all(verdict.rule for verdict in found.verdicts)
    assert {one.reason.partition(":")[0] for one in found.dropped} <= REASONS


def test_a_name_that_only_points_is_told_with_what_it_points_at() -> None:
    text = "临川县茶史馆开馆。该馆由县文联看护。此次会议要求布展。"
    page = page_of(Source("case.txt", "0" * 64, "text/plain", text))
    labels = {"临川县茶史馆": Label.Base, "该馆": Label.Base, "此次会议": Label.Campaign}
    named = [
        Named(text.index(name), text.index(name) + len(name), label, None, "reader", 800, (name,))
        for name, label in labels.items()
    ]
    reasons = {one.what: one.reason for one in pointing(named, Grouping(Reading(page), named).of, text)}
    assert reasons == {
        "Base 该馆": "points:reader:800:Base 临川县茶史馆",
        "Campaign 此次会议": "points:reader:800:",
    }


def test_the_duty_of_a_row_is_told_as_the_table_s(told: Any) -> None:
    found = told("富源县任务分解表\n工作任务\t牵头单位\t完成时限\n建成村级食堂12家\t县民政局\t10月底\n", kind="plan")
    assert [verdict.rule for verdict in found.verdicts if verdict.fact.startswith("c")] == ["table.row"]
