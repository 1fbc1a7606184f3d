"""When what a relation tells happened."""

from __future__ import annotations

from typing import Any

import pytest


def dates(facts: Any, kind: str) -> set[tuple[str | None, str | None]]:
    return {(r.evidence.date, r.evidence.year_source) for r in facts.relations if r.type == kind}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("四、2024年工作打算\n县妇联举办“匠心”技能大赛。", ("2024", "heading")),
        ("四、下一步打算\n2024年，一要由县妇联举办“匠心”技能大赛。", ("2024", "stated")),
        ("四、下一步打算\n2024年，要干三件事。县妇联举办“匠心”技能大赛。", ("2024", "stated")),
        ("四、下一步打算\n2024年，要干三件事。\n县妇联举办“匠心”技能大赛。", (None, None)),
        ("四、2024年工作打算\n5月，县妇联举办“匠心”技能大赛。", ("2024-05", "heading")),
        ("四、2024年工作打算\n今年5月，县妇联举办“匠心”技能大赛。", ("2023-05", "document")),
        ("一、工作情况\n过去一年，各项工作有序推进。县妇联举办“匠心”技能大赛。", ("2022", "document")),
        ("一、2022年工作情况\n县妇联举办“匠心”技能大赛。", (None, None)),
    ],
)
def test_the_year_that_stands_over_what_is_told(told: Any, text: str, date: tuple[str | None, str | None]) -> None:
    assert dates(told(text, kind="speech"), "ORGANISES") == {date}


def test_a_summary_looks_back_on_its_own_year(told: Any) -> None:
    text = "一、工作情况\n过去的一年，各项工作有序推进。县妇联举办“匠心”技能大赛。"
    assert dates(told(text), "ORGANISES") == {("2023", "document")}


def test_an_activity_is_somewhere_on_its_day_a_hall_for_good(told: Any) -> None:
    facts = told("5月8日，县妇联在松园镇举办“匠心”技能大赛。")
    assert dates(facts, "LOCATED_IN") == {("2023-05-08", "document")}
    assert dates(told("5月8日，县妇联在松园镇建成“匠心”工作室。"), "LOCATED_IN") == {(None, None)}


def test_what_is_to_be_built_will_be_somewhere_in_its_year(told: Any) -> None:
    facts = told("四、2024年工作打算\n县妇联在松园镇建成“匠心”工作室。")
    assert dates(facts, "LOCATED_IN") == {("2024", "heading")}


def test_whoever_stands_above_does_so_at_all_times(told: Any) -> None:
    facts = told("2022年，县妇联在县委领导下举办“匠心”技能大赛。")
    assert dates(facts, "ORGANISES") == {("2022", "stated")}
    assert dates(facts, "LEADS") == {(None, None)}
