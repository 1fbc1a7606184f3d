"""The year of a duty: its document's, or the next one where its headings or the kind of the document say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queries.due import years_of_duties
from queries.matrix import recurring
from tests.queries.small import town


@pytest.mark.parametrize(
    ("kind", "title", "section", "year"),
    [
        ("summary", "2030年工作总结", "三、2031年计划", 2031),
        ("summary", "2030年工作总结", "三、2031年工作打算 › （一）抓例会", 2031),
        ("survey", "2030年调研报告", "三、2031年建议", 2031),
        ("summary", "2030年工作总结", "三、下一步打算", 2031),
        ("summary", "2030年上半年工作总结", "三、下一步打算", 2030),
        ("summary", "2030年工作总结", "一、2030年主要工作", 2030),
        ("summary", "2030年工作总结", "一、主要工作", 2030),
        ("plan", "2030年工作要点", "三、下一步打算", 2030),
        ("plan", "2030年工作要点", "一、落实2028年督查意见", 2030),
        ("plan", "2030年工作要点", "一、面向2035年打基础", 2030),
        ("plan", "2030年工作要点", "", 2030),
    ],
)
def test_the_year_of_a_duty(kind: str, title: str, section: str, year: int) -> None:
    graph = town()
    documents = tuple(replace(d, kind=kind, title=title) for d in graph.documents)
    edges = tuple(replace(e, evidence=tuple(replace(p, section=section) for p in e.evidence)) for e in graph.edges)
    graph = replace(graph, documents=documents, edges=edges)
    duty = next(n for n in graph.nodes if n.id == "duty")
    assert years_of_duties(graph)(duty) == year
    assert recurring(graph).rows[0][3] == year


def test_a_document_without_a_year_has_that_of_the_heading_or_none() -> None:
    graph = replace(town(), documents=tuple(replace(d, year=None) for d in town().documents))
    duty = next(n for n in graph.nodes if n.id == "duty")
    assert years_of_duties(graph)(duty) is None
    edges = tuple(replace(e, evidence=tuple(replace(p, section="2031年计划") for p in e.evidence)) for e in graph.edges)
    assert years_of_duties(replace(graph, edges=edges))(duty) == 2031
