"""The report counts, proves, proposes and marks suggestions as such; the same report gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.language import speaking
from graph.model import Graph
from graph.stores.base import Store
from queries.bridges import Bridges
from queries.finding import Finding
from queries.gaps import find_gaps
from queries.report import Report, as_read, build_report, narrow, to_html, to_markdown


@pytest.fixture(scope="module")
def findings(cases_store: Store, cases_graph: Graph) -> list[Finding]:
    with speaking("zh"):
        return find_gaps(cases_store, cases_graph)


@pytest.fixture(scope="module")
def report(findings: list[Finding], cases_graph: Graph) -> Report:
    with speaking("zh"):
        return build_report(findings, cases_graph, suggestions=Bridges(cases_graph).close(findings))


def _files(graph: Graph) -> dict[str, str]:
    return {d.id: d.file for d in graph.documents}


def test_the_counts_are_those_of_the_findings(report: Report, findings: list[Finding]) -> None:
    for counts in (report.by_severity, report.by_rule, report.by_absence, report.by_place):
        assert sum(number for _, number in counts) == len(findings)


def test_every_gap_stands_with_its_sentence_and_next_step(
    report: Report, findings: list[Finding], cases_graph: Graph
) -> None:
    for text in (to_markdown(report, _files(cases_graph)), to_html(report, _files(cases_graph))):
        for finding in findings:
            assert finding.next_step in text.replace("&quot;", '"')
            assert " ".join(finding.evidence[0].quote.split()) in " ".join(text.replace("&quot;", '"').split())


def test_suggestions_are_called_suggestions(report: Report) -> None:
    told = [s for e in report.entries for s in e.suggestions]
    assert told and all(s.startswith("建议：") for s in told)


def test_the_same_report_gives_the_same_bytes(report: Report, cases_graph: Graph) -> None:
    files = _files(cases_graph)
    assert to_html(report, files) == to_html(report, files)
    assert to_markdown(report, files) == to_markdown(report, files)


def test_what_is_new_and_what_is_gone(findings: list[Finding], cases_graph: Graph) -> None:
    later = build_report(findings, cases_graph, before=[f.id for f in findings[1:]] + ["gap:gone"])
    assert [e.finding.id for e in later.entries if e.new] == [findings[0].id]
    assert later.closed == ("gap:gone",)


def test_a_place_has_its_own_report(report: Report) -> None:
    part = narrow(report, place="案例省0县")
    assert part.entries and all("案例省0县" in e.place for e in part.entries)


def test_the_page_needs_nothing_else(report: Report, cases_graph: Graph) -> None:
    page = to_html(report, _files(cases_graph))
    assert page.startswith("<!DOCTYPE html>") and "http" not in page and "<script" not in page


def test_marks_of_markdown_are_no_words_and_a_redaction_is_none() -> None:
    said = "2. **市里办好活动。** 由**县团委牵头，**市配合"
    assert as_read(said, "要点.md") == "2. 市里办好活动。 由**县团委牵头，**市配合"
    assert as_read("青年驿站。** 由团市委牵头", "要点.md") == "青年驿站。 由团市委牵头"
    assert as_read(said, "要点.txt") == said


def test_a_quote_of_a_markdown_file_stands_without_its_marks(findings: list[Finding], cases_graph: Graph) -> None:
    proof = replace(findings[0].evidence[0], start=0, end=12, quote="1. **办好活动。**")
    starred = replace(findings[0], evidence=(proof,))
    report = build_report([starred], cases_graph, notes={starred.id: "已核实"})
    files = dict.fromkeys(_files(cases_graph), "要点.md")
    for text in (to_markdown(report, files), to_html(report, files)):
        assert "1. 办好活动。" in text and "**" not in text
        assert "已核实" in text


def test_the_points_of_a_suggestion_s_reasons_make_its_score(report: Report) -> None:
    told = [s for e in report.entries for s in e.suggestions]
    for words in told:
        *reasons, score = re.findall(r"[+](\d+)(?=；)|共 (\d+) 分", words)
        assert sum(int(points) for points, _ in reasons) == int(score[1])
