"""What kind of thing a name says it is, and what does not belong to a name or a set."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label
from ingest.facts import Readers, facts
from ingest.kinds import kind_of_committee, kind_of_name
from ingest.mentions.things import Given
from ingest.page import page_of
from ingest.text import Source


@pytest.mark.parametrize(
    ("label", "name", "kind"),
    [
        (Label.Mechanism, "困难职工信息资料库", "database"),
        (Label.Mechanism, "护林联席会议制度", "joint_meeting"),
        (Label.Organisation, "山花茶业有限公司", "enterprise"),
        (Label.Organisation, "县水利局", "department"),
        (Label.Organisation, "山花读书组", None),
        (Label.Policy, "富源县河道管理办法", "measure"),
        (Label.Base, "后所水库", None),
        (Label.Campaign, "乡村振兴培训班", "training"),
    ],
)
def test_the_last_word_says_the_kind(label: Label, name: str, kind: str | None) -> None:
    assert kind_of_name(label, [name]) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("中共富源县后所镇委员会", "party_committee"),
        ("县委", "party_committee"),
        ("富源县人民代表大会常务委员会", "congress_cppcc"),
        ("政协富源县委员会", "congress_cppcc"),
        ("共青团富源县委", "mass_organisation"),
        ("民盟市委", "democratic_party"),
        ("县食品安全委员会", "coordinating_body"),
        ("富源县卫生健康委员会", "department"),
        ("各民主党派市委", None),
        ("山花村村民委员会", None),
        ("县发改委", None),
    ],
)
def test_what_stands_before_a_committee_says_its_kind(name: str, kind: str | None) -> None:
    assert kind_of_committee(Label.Organisation, [name]) == kind


def test_a_committee_is_told_by_its_form_and_not_by_its_last_word(page_told: Any) -> None:
    given = Given(Label.Organisation, "association", ("中共富源县后所镇委员会",), ("中共富源县后所镇委员会",))
    facts = page_told("中共富源县后所镇委员会召开会议。", [given])
    assert [e.kind for e in facts.entities if e.label is Label.Organisation] == ["party_committee"]


def test_a_better_name_speaks_first() -> None:
    assert kind_of_name(Label.Brand, ["山花里", "“山花里”服务品牌"]) == "service"


def test_a_set_has_no_more_members_than_its_name_counts(told: Any) -> None:
    facts = told("推进“春晓”品牌、“夏荷”品牌、“秋实”品牌、“冬青”品牌两大品牌建设。")
    keys = {entity.name: entity.key for entity in facts.entities}
    members = {r.source for r in facts.relations if r.type == "PART_OF" and r.target == keys["两大品牌"]}
    assert members == {keys["秋实"], keys["冬青"]}


def test_what_a_duty_is_about_is_planned(told: Any) -> None:
    facts = told("举办“山花里”读书节活动。", kind="plan", issuer="富源县文化和旅游局")
    assert {r.status for r in facts.relations if r.type == "CONCERNS"} == {"planned"}


@pytest.mark.parametrize(("said", "name"), [("8个乡镇", "乡镇"), ("7个村", "7个村")])
def test_how_many_there_are_is_no_part_of_a_groups_name(page_told: Any, said: str, name: str) -> None:
    given = Given(Label.Stakeholder, None, (said,), (said,))
    assert [e.name for e in page_told(f"与{said}结对。", [given]).entities if e.label is Label.Stakeholder] == [name]


@pytest.fixture
def page_told() -> Any:
    """Return a function: text and things known beforehand to facts."""

    def read(text: str, given: list[Given]) -> DocumentFacts:
        source = Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text)
        return facts(page_of(source), given, Readers(None))

    return read
