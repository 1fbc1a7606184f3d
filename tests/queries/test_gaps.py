"""Each gap rule finds what it should and lets pass what is in order (cases.yaml), and says so honestly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LiantuError
from graph.language import LANGUAGES, speaking
from graph.model import Graph
from graph.stores.base import Store
from graph.stores.memory import MemoryStore
from graph.vocabulary import GapRule
from queries.finding import Finding, finding_id, to_json
from queries.gaps import find_gaps, run_rules
from queries.rules import load_rules

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(cases_store: Store, cases_graph: Graph) -> list[Finding]:
    with speaking("zh"):
        return find_gaps(cases_store, cases_graph)


def _of_case(found: list[Finding], number: int, rule: str) -> list[Finding]:
    return [f for f in found if f.rule == rule and any(d.startswith(f"case{number:02}-") for d in f.documents)]


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[f"{c['rule']}:{c['case']}" for c in CASES])
def test_case(found: list[Finding], number: int, case: dict[str, Any]) -> None:
    findings = _of_case(found, number, case["rule"])
    names = [{n.name for n in f.nodes} for f in findings]
    assert len(findings) == len(case["finds"]), names
    for wanted in case["finds"]:
        assert any(set(wanted) <= held for held in names)
    assert all(f.absence == case["absence"] for f in findings if "absence" in case)
    assert not set(case.get("without", ())) & set().union(*names)


def test_every_rule_has_cases_for_and_against() -> None:
    for rule in set(GapRule) - {GapRule.PLANNED_NOT_REPORTED}:
        held = [bool(c["finds"]) for c in CASES if c["rule"] == rule]
        assert True in held and False in held, rule


def test_the_declared_rules_are_there() -> None:
    assert {rule.value for rule in GapRule} <= set(load_rules())


def test_evidence_is_literal(found: list[Finding], cases_graph: Graph) -> None:
    texts = {m.document: m.text for n in cases_graph.nodes if n.name == "全文" for m in n.mentions}
    for finding in found:
        assert finding.evidence
        for proof in finding.evidence:
            assert texts[proof.document][proof.start : proof.end] == proof.quote


def test_a_finding_never_says_that_something_does_not_exist(found: list[Finding]) -> None:
    for finding in found:
        assert "不存在" not in finding.message + finding.next_step


def test_a_duty_and_a_problem_are_told_without_what_they_name(found: list[Finding]) -> None:
    for rule in ("commitment_unmeasurable", "problem_without_measure"):
        for finding in (f for f in found if f.rule == rule):
            others = [n.name for n in finding.nodes if n.label not in ("Commitment", "Problem", "Document")]
            assert not any(f"“{name}”" in finding.message for name in others), finding.message


def test_order_and_form(found: list[Finding], cases_graph: Graph) -> None:
    files = {d.id: d.file for d in cases_graph.documents}
    records = to_json(found, files)
    grades = [{"high": 0, "medium": 1, "low": 2}[r["severity"]] for r in records]
    assert grades == sorted(grades)
    assert list(records[0]) == [
        "id", "rule", "severity", "absence", "nodes", "evidence", "documents", "message", "next_step", "status",
    ]  # fmt: skip
    assert all(e["file"] in r["documents"] for r in records for e in r["evidence"])
    assert len({r["id"] for r in records}) == len(records)


def test_the_parts_of_a_severity_add_up(found: list[Finding]) -> None:
    for finding in found:
        total = sum(p.points for p in finding.parts)
        assert finding.severity == ("high" if total >= 55 else "medium" if total >= 35 else "low")


def test_both_languages_tell_the_same_gaps(cases_store: Store, cases_graph: Graph, found: list[Finding]) -> None:
    with speaking("en"):
        english = find_gaps(cases_store, cases_graph)
    assert [f.id for f in english] == [f.id for f in found]
    assert "these documents" in " ".join(f.message for f in english)


def test_gaps_found_once_are_told_in_each_language(
    cases_store: Store, cases_graph: Graph, found: list[Finding]
) -> None:
    gaps = run_rules(cases_store, cases_graph)
    for spoken in LANGUAGES:
        with speaking(spoken):
            assert gaps.told() == find_gaps(cases_store, cases_graph)
    with speaking("zh"):
        assert gaps.told() == found


def test_known_gaps_carry_their_status(cases_store: Store, cases_graph: Graph, found: list[Finding]) -> None:
    known = found[0].id
    again = find_gaps(cases_store, cases_graph, statuses={known: "known"})
    assert {f.id: f.status for f in again}[known] == "known"


def test_every_store_finds_the_same_gaps(cases_graph: Graph, found: list[Finding]) -> None:
    memory = MemoryStore()
    memory.load(cases_graph)
    with speaking("zh"):
        assert find_gaps(memory, cases_graph) == found


def test_one_rule_only(cases_store: Store, cases_graph: Graph) -> None:
    assert {f.rule for f in find_gaps(cases_store, cases_graph, rules=["isolated"])} == {"isolated"}


def test_an_unknown_rule_names_the_nearest(cases_store: Store, cases_graph: Graph) -> None:
    with pytest.raises(LiantuError, match="no_lead"):
        find_gaps(cases_store, cases_graph, rules=["no_leads"])


def test_the_id_of_a_finding_depends_on_rule_and_nodes_alone() -> None:
    assert finding_id("no_lead", ["b", "a"]) == finding_id("no_lead", ["a", "b"]) != finding_id("no_host", ["a", "b"])
