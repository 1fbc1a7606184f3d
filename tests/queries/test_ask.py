"""A typed question finds its query by words, synonyms and pinyin; when unsure it lists candidates and never guesses."""

from __future__ import annotations

import pytest

from queries.ask import understand
from tests.queries.small import town


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("没有牵头单位的品牌", "brands_without_lead"),
        ("哪些品牌缺少主管单位？", "brands_without_lead"),
        ("meiyou qiantou danwei de pinpai", "brands_without_lead"),
        ("which brands have no leading body", "brands_without_lead"),
        ("brands without a lead", "brands_without_lead"),
        ("duties without an owner", "duties_without_owner"),
        ("who leads 茶马书屋", "who_leads"),
        ("what does 县文旅局 lead", "led_by"),
        ("茶马书屋由谁负责？", "who_leads"),
        ("问题没有对策", "problems_without_measure"),
        ("有哪些联席会议", "joint_meetings"),
        ("哪些任务没有责任单位", "duties_without_owner"),
    ],
)
def test_the_question_is_found(question: str, name: str) -> None:
    understood = understand(question, town())
    assert understood.chosen is not None and understood.chosen.query.name == name


def test_a_name_in_the_question_becomes_the_value() -> None:
    chosen = understand("盐道书屋由谁牵头", town()).chosen
    assert chosen is not None and chosen.parameters["name"] == "盐道书屋"


@pytest.mark.parametrize("question", ["今天天气怎么样", "", "书屋"])
def test_what_is_not_understood_is_not_guessed(question: str) -> None:
    assert understand(question, town()).chosen is None


def test_an_unclear_question_lists_what_it_may_mean() -> None:
    understood = understand("谁牵头", town())
    assert understood.chosen is None
    assert "who_leads" in [m.query.name for m in understood.candidates]
    assert "sites_near_unlinked" in [m.query.name for m in understand("sites not connected", town()).candidates]
