"""A title that bids is one duty with what its line goes on with, and none beside what stands below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label, RelationType

Read = Callable[..., DocumentFacts]
TITLE = "实施县域银铃培育计划"
DUTY = "每年遴选学员200名到县学堂进修"


def duties(found: DocumentFacts) -> list[str]:
    return [e.name for e in found.entities if e.label is Label.Commitment]


def told(read: Read, text: str, *pieces: str, **context: Any) -> list[str]:
    return duties(read(text, *((piece, Label.Commitment) for piece in pieces), kind="plan", **context))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"一、重点任务\n（一）{TITLE}。{DUTY}。", [f"{TITLE}。{DUTY}"]),
        (f"一、重点任务\n（一）{TITLE}\n{DUTY}。", [DUTY]),
        (f"一、重点任务\n（一）{TITLE}\n二、其他任务\n{DUTY}。", [TITLE, DUTY]),
        (f"一、重点任务\n（一）{TITLE}；{DUTY}。", [TITLE, DUTY]),
    ],
)
def test_a_title_and_its_duty(text: str, expected: list[str], read: Read) -> None:
    assert told(read, text, TITLE, DUTY) == expected


def test_a_title_with_a_time_or_a_number_is_a_duty_by_itself(read: Read) -> None:
    title = "6月底前实施县域银铃培育计划"
    assert told(read, f"一、重点任务\n（一）{title}。{DUTY}。", title, DUTY) == [title, DUTY]


def test_what_the_title_names_is_what_the_duty_below_it_is_about(read: Read) -> None:
    title = "建好全县“银铃”书屋"
    pieces = [(title, Label.Commitment), (DUTY, Label.Commitment), ("“银铃”书屋", Label.Base)]
    found = read(f"一、重点任务\n（一）{title}\n{DUTY}。", *pieces, kind="plan")
    (about,) = [r for r in found.relations if r.type is RelationType.CONCERNS]
    assert {e.key: e.name for e in found.entities}[about.target] == "银铃书屋"
