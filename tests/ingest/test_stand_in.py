"""Who fills an omitted subject: the issuer, also where the text calls it by the tail of its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.vocabulary import Label
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.stand_in import stand_in
from tests.ingest.mentions.test_aliases import read


@pytest.mark.parametrize(
    ("issuer", "text"),
    [
        ("富源县文化和旅游局", "县文化和旅游局召开会议。\n举办“山花里”读书节活动。"),
        ("XX街道党工委", "党工委召开会议。\n举办“山花里”读书节活动。"),
        ("富源县委", "县委召开会议。\n举办“山花里”读书节活动。"),
    ],
)
def test_the_issuer_organises_what_has_no_subject(told: Any, issuer: str, text: str) -> None:
    facts = told(text, issuer=issuer)
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {issuer.endswith(names[r.source].lstrip("县")) for r in inferred} == {True}


def test_without_an_issuer_nobody_is_supposed(told: Any) -> None:
    facts = told("县文化和旅游局召开会议。\n举办“山花里”读书节活动。", issuer=None, kind="news")
    assert not [r for r in facts.relations if r.evidence.inferred]


def test_a_department_that_writes_of_its_field_by_another_name_is_supposed(told: Any) -> None:
    text = "县党外代表人士队伍情况报告\n县委统战部召开会议，县委组织部列席。\n举办“山花里”读书节活动。"
    facts = told(text, issuer=None, kind="summary", title="县党外代表人士队伍情况报告")
    names = {entity.key: entity.name for entity in facts.entities}
    assert {names[r.source] for r in facts.relations if r.evidence.inferred} == {"县委统战部"}


def test_a_regulation_binds_whom_it_names_and_not_the_congress_that_passed_it(told: Any) -> None:
    text = "富源县人民代表大会常务委员会召开会议。\n建立“山花里”联席会议制度。"
    for kind, supposed in (("other", False), ("summary", True)):
        facts = told(text, kind=kind, issuer="富源县人民代表大会常务委员会")
        assert any(r.evidence.inferred for r in facts.relations) is supposed


def test_a_place_speaks_by_its_committee(told: Any) -> None:
    facts = told("全镇工作要点\n镇党委召开会议，县妇联列席。\n举办“山花里”读书节活动。", issuer="XX镇")
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {names[r.source] for r in inferred} == {"镇党委"}


def test_a_township_that_names_no_committee_acts_itself_and_has_no_duties(told: Any) -> None:
    facts = told("后所镇工作要点\n举办“山花里”读书节活动。", issuer="后所镇", kind="plan", level="township")
    names = {entity.key: entity.name for entity in facts.entities}
    assert {(r.type, names[r.source]) for r in facts.relations if r.evidence.inferred} == {("ORGANISES", "后所镇")}


def test_a_summary_of_a_township_without_a_name_is_of_its_committee(told: Any) -> None:
    text = "工作总结\n县委召开会议，县委作出部署。街道党工委召开会议。\n举办“山花里”读书节活动。"
    facts = told(text, issuer=None, level="township", jurisdiction=None)
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {names[r.source] for r in inferred} == {"街道党工委"}


@pytest.mark.parametrize(("named", "speaks"), [("石榴村党委召开会议。\n", "石榴村党委"), ("", "石榴村")])
def test_a_village_speaks_by_its_committee_or_for_itself(told: Any, named: str, speaks: str) -> None:
    facts = told(f"后所镇石榴村工作总结\n{named}在石榴村举办“山花里”读书节活动。", issuer="后所镇石榴村")
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {names[r.source].removeprefix("后所镇") for r in inferred} == {speaks}


def test_a_plan_titled_by_the_place_is_of_its_committee(told: Any) -> None:
    text = "富源县科普工作改革方案\n县科普办列席县委会议。\n举办“山花里”读书节活动。"
    facts = told(text, kind="plan", title="富源县科普工作改革方案")
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {names[r.source] for r in inferred} == {"县委"}


def test_of_two_bodies_of_the_titles_field_the_one_of_the_documents_level_speaks(told: Any) -> None:
    text = "关于水务工作的调研报告\n市水务局到富源县调研。县水务局开展走访。\n举办“山花里”读书节活动。"
    facts = told(text, kind="survey", issuer=None, title="关于水务工作的调研报告")
    names = {entity.key: entity.name for entity in facts.entities}
    inferred = [r for r in facts.relations if r.evidence.inferred and r.type == "ORGANISES"]
    assert {names[r.source] for r in inferred} == {"县水务局"}


@pytest.mark.parametrize(
    ("issuer", "name"),
    [
        ("富源县委统战部", "县委统战部（县侨务局）"),
        ("富源县水务局调研组", "县水务局"),
        ("富源县水务局办公室", "县水务局"),
    ],
)
def test_the_issuer_is_known_by_its_first_name_and_a_survey_team_is_of_its_body(issuer: str, name: str) -> None:
    reading = read(f"{name}走访侨胞。", issuer=issuer)
    grouping = Grouping(reading, [Named(0, len(name), Label.Organisation, "party_committee", "reader", 900, (name,))])
    assert stand_in(reading.page.context, grouping) is grouping.things[0]


@pytest.mark.parametrize(
    ("name", "kind", "speaks"),
    [("县融媒体中心", "news", False), ("县融媒体中心", "summary", True), ("富源融媒", "news", False)],
)
def test_who_writes_the_news_does_not_act_in_it(name: str, kind: str, speaks: bool) -> None:
    reading = read(f"{name}走访侨胞。", issuer=name.replace("县融", "富源县融"))
    grouping = Grouping(reading, [Named(0, len(name), Label.Organisation, "media", "reader", 900, (name,))])
    context = replace(reading.page.context, kind=kind, title="走访见闻")
    assert (stand_in(context, grouping) is not None) is speaks


def test_an_issuer_by_its_full_name_is_who_the_text_calls_by_a_short_one(told: Any) -> None:
    facts = told("县市场监管局召开会议，县妇联列席。\n举办“山花里”读书节活动。", issuer="富源县市场监督管理局")
    names = {entity.key: entity.name for entity in facts.entities}
    assert {names[r.source] for r in facts.relations if r.evidence.inferred} == {"县市场监管局"}
