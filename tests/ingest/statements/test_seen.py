"""What the trained reader takes for a shortcoming or a duty: which of it stands, and where it begins and ends."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label
from ingest.facts import Readers, facts
from ingest.model.reader import Reader, ScoredSpan
from ingest.page import page_of
from ingest.text import Source


class Sees:
    """A reader that sees given pieces, each as sure as sure can be."""

    def __init__(self, pieces: Sequence[tuple[str, Label]]) -> None:
        self.pieces = pieces

    def candidates(self, text: str, _: Sequence[tuple[int, int]]) -> list[ScoredSpan]:
        spans = [(text.index(piece), text.index(piece) + len(piece), str(label)) for piece, label in self.pieces]
        return [ScoredSpan(start, end, label, 1000) for start, end, label in sorted(spans)]


def read(text: str, *pieces: tuple[str, Label], **context: Any) -> DocumentFacts:
    """Read a report of a county's body, in which the reader sees some pieces."""
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    said: dict[str, Any] = {
        "kind": "summary",
        "year": 2023,
        "jurisdiction": "云南省曲靖市富源县",
        "level": "county",
        "issuer": None,
    }
    page = replace(page, context=replace(page.context, **(said | context)))
    return facts(page, readers=Readers(cast(Reader, Sees(pieces))))


def seen(label: Label, text: str, *pieces: str, **context: Any) -> list[str]:
    """Return what stands of pieces of one label."""
    found = read(text, *((piece, label) for piece in pieces), **context)
    return [e.name for e in found.entities if e.label is label]


DUTY = "组织学员进村开讲二十场"


@pytest.mark.parametrize(
    ("text", "kind", "stands"),
    [
        (f"一、主要工作成绩\n{DUTY}。", "summary", False),
        (f"一、主要工作成绩\n今后要{DUTY}。", "summary", True),
        (f"一、下一步打算\n{DUTY}。", "summary", True),
        (f"一、主要工作成绩\n{DUTY}。", "plan", True),
        (f"县妇联{DUTY}。", "news", False),
        (f"县妇联将{DUTY}。", "news", True),
    ],
)
def test_what_is_reported_is_no_duty(text: str, kind: str, stands: bool) -> None:
    assert bool(seen(Label.Commitment, text, DUTY, kind=kind)) is stands


def test_the_number_of_an_item_is_no_part_of_the_duty() -> None:
    assert seen(Label.Commitment, f"一、下一步打算\n一是{DUTY}。", f"一是{DUTY}") == [DUTY]


@pytest.mark.parametrize("bid", ["认真查找学堂管理上的不足", "必须补上学堂管理的短板", "补齐学堂管理短板"])
def test_who_bids_to_look_for_wants_states_none(bid: str) -> None:
    assert seen(Label.Problem, f"一、存在问题\n{bid}。", bid) == []


def test_the_opening_of_a_shortcoming_is_no_part_of_it() -> None:
    text = "一、存在问题\n二是学堂师资力量不足。"
    assert seen(Label.Problem, text, "二是学堂师资力量不足") == ["学堂师资力量不足"]


def test_a_shortcoming_that_the_reader_cuts_short_goes_on_to_the_stop() -> None:
    assert seen(Label.Problem, "一、存在问题\n乡村学堂师资力量不足。", "村学堂师资力量不") == ["乡村学堂师资力量不足"]


def test_the_body_that_begins_a_duty_has_it() -> None:
    duty = "县妇联全年进村宣讲20场"
    text = f"一、下一步打算\n领导干部带头走访，{duty}。"
    found = read(text, (duty, Label.Commitment), ("县妇联", Label.Organisation), issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    assert [names[r.target] for r in found.relations if r.type == "OWNED_BY"] == ["县妇联"]
