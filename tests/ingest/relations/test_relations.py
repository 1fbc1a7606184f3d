"""Relations by grammar: one labelled case for each rule."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.vocabulary import SYMMETRIC, Label
from ingest.facts import Readers, facts
from ingest.mentions.things import Given
from ingest.page import page_of
from ingest.text import Source

CASES = [
    case
    for name in ("cases.yaml", "answers.yaml", "links.yaml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


def said(found: Any) -> dict[tuple[str, str, str], Any]:
    names: dict[str, set[str]] = {e.key: {re.sub("[“”]", "", n) for n in (e.name, *e.aliases)} for e in found.entities}
    return {
        (r.type, a, b): r
        for r in found.relations
        for first, second in ((r.source, r.target), *(((r.target, r.source),) if r.type in SYMMETRIC else ()))
        for a in names[first]
        for b in names[second]
    }


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_relations(case: dict[str, Any], told: Any) -> None:
    found = said(told(case["text"], **case.get("context", {})))
    for kind, source, target, *status in case.get("says", []):
        assert (kind, source, target) in found
        relation = found[kind, source, target]
        assert not status or relation.status == status[0]
        if "inferred" in case:
            assert relation.evidence.inferred is case["inferred"]
    for kind, source, target in case.get("not", []):
        assert (kind, source, target) not in found


def test_evidence_is_literal_and_names_its_section(told: Any) -> None:
    text = "一、主要做法\n　　6月3日，县文化馆在后所镇举办“马帮古道”摄影大赛，县作协协办。\n"
    found = told(text)
    assert found.relations
    for relation in found.relations:
        assert text[relation.evidence.start : relation.evidence.end] == relation.evidence.quote
        assert relation.evidence.section == "一、主要做法"
        assert 0 < relation.evidence.confidence <= 1000


def test_a_date_is_completed_with_the_documents_year(told: Any) -> None:
    found = said(told("6月3日，县文化馆举办“马帮古道”摄影大赛。"))
    evidence = found["ORGANISES", "县文化馆", "马帮古道摄影大赛"].evidence
    assert (evidence.date, evidence.year_source) == ("2023-06-03", "document")


def test_the_same_text_tells_the_same_facts(told: Any) -> None:
    text = "县总工会联合县人社局举办“春风”招聘会，县妇联、县残联参加。"
    assert told(text) == told(text)


def test_a_day_holds_for_what_the_same_meeting_does_and_ends_at_a_semicolon(told: Any) -> None:
    text = "6月3日，县文化馆举办“马帮古道”摄影大赛；县科协组建“田间”讲师团。会上，县作协与县文联联合成立“驿路”诗社。"
    found = said(told(text))
    assert found["ORGANISES", "县文化馆", "马帮古道摄影大赛"].evidence.date == "2023-06-03"
    assert found["ESTABLISHES", "县科协", "田间讲师团"].evidence.date is None
    assert found["COOPERATES_WITH", "县作协", "县文联"].evidence.date == "2023-06-03"


def test_the_years_of_a_plan_are_no_date_of_its_issue(told: Any) -> None:
    found = said(told("县文旅局印发《富源县古驿道保护规划（2021—2025年）》。"))
    (relation,) = {r.evidence.date for (kind, _, _), r in found.items() if kind == "ISSUES"}
    assert relation is None


@pytest.mark.parametrize(("kind", "status"), [("other", "done"), ("plan", "planned")])
def test_rules_of_procedure_say_who_belongs_to_a_group_where_a_plan_plans_it(kind: str, status: str, told: Any) -> None:
    text = "三、下一步工作安排\n县养老服务联席会议由县民政局、县财政局组成。"
    found = said(told(text, kind=kind))
    assert found["PARTICIPATES_IN", "县财政局", "县养老服务联席会议"].status == status


def test_an_office_has_neither_the_members_nor_the_head_that_its_body_has() -> None:
    text = "成立晒秋合作联盟，联盟办公室设在县文旅局，县气象局、县交通局为成员单位。"
    gathering, department = "coordinating_body", "department"
    kinds = {
        "晒秋合作联盟": gathering,
        "联盟办公室": gathering,
        "县文旅局": department,
        "县气象局": department,
        "县交通局": department,
    }
    given = [Given(Label.Organisation, kind, (name,), (name,)) for name, kind in kinds.items()]
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    found = said(facts(page, given, Readers(None)))
    assert ("PARTICIPATES_IN", "县气象局", "晒秋合作联盟") in found
    assert not any("联盟办公室" in ends for kind, *ends in found if kind in ("PARTICIPATES_IN", "LEADS"))


def linked(text: str, *names: str) -> set[tuple[str, str]]:
    """Return what connects what where the names are known beforehand: ways and sites, and divisions by their ends."""
    labels = {name: Label.Place if name.endswith("县") else Label.Base for name in names}
    given = [Given(labels[name], None, (name,), (name,)) for name in names]
    found = facts(page_of(Source("case.txt", "0" * 64, "text/plain", text)), given, Readers(None))
    named = {one.key: one.name for one in found.entities}
    return {(named[r.source], named[r.target]) for r in found.relations if r.type == "CONNECTS"}


def test_a_way_connects_the_two_ends_that_its_name_tells() -> None:
    names = ("富源县至罗平县高速公路", "富源县", "罗平县")
    assert linked("富源县至罗平县高速公路通车。", *names) == {(names[0], names[1]), (names[0], names[2])}


def test_with_whom_a_site_is_strung_together() -> None:
    names = ("老茶馆", "新驿馆", "古戏楼", "驿路长廊")
    found = linked("依托老茶馆建成新驿馆，与古戏楼连成驿路长廊。", *names)
    assert found == {("驿路长廊", "新驿馆"), ("驿路长廊", "古戏楼")}
