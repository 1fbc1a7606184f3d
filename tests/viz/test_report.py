"""The gap report and the fact sheet, opened again by python-docx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from graph.errors import LiantuError
from graph.model import Graph
from tests.queries.small import supplied
from tests.viz.conftest import chain
from viz.export import Options, export
from viz.words import shorten


def _paper(graph: Graph, findings: list, out: Path, **options: Any) -> tuple[Any, list[str]]:
    export(graph, findings, "docx", out, Options(snapshot="abc", **options))
    paper = docx.Document(str(out))
    return paper, [paragraph.text for paragraph in paper.paragraphs]


def test_the_report_lists_every_gap_gravest_first_with_quote_and_step(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    paper, texts = _paper(county, findings, tmp_path / "缺口.docx")
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 2"]
    assert heads == [f"{k}. {f['message']}" for k, f in enumerate(findings, start=1)]
    assert "本报告依据 2 份文档，列出 2 处衔接缺口：高 1、中 1。" in texts
    assert "缺口只说明“本批文档未见”，不等于不存在。" in texts
    assert findings[0]["evidence"][0]["quote"] in texts
    assert all(f"建议：{f['next_step']}" in texts for f in findings)


def test_a_sentence_that_proves_a_gap_twice_is_quoted_once(county: Graph, findings: list, tmp_path: Path) -> None:
    proof = findings[0]["evidence"][0]
    twice = [findings[0] | {"evidence": [proof, proof | {"rule": "another"}]}]
    assert _paper(county, twice, tmp_path / "缺口.docx")[1].count(proof["quote"]) == 1


def test_a_sentence_that_stands_whole_in_another_is_not_quoted_again(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    proof = findings[0]["evidence"][0]
    part = proof | {"quote": proof["quote"][:8], "end": proof["start"] + 8}
    texts = _paper(county, [findings[0] | {"evidence": [part, proof]}], tmp_path / "r.docx")[1]
    assert proof["quote"] in texts
    assert part["quote"] not in texts


def test_a_gap_stands_on_one_page_with_its_step_and_its_sentences(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    paper, _ = _paper(county, findings, tmp_path / "r.docx")
    heads = [k for k, p in enumerate(paper.paragraphs) if p.style.name.startswith("Heading")]
    first = next(k for k in heads if paper.paragraphs[k].text.startswith("1. "))
    gap = paper.paragraphs[first : next(k for k in heads if k > first)]
    assert [p.text for p in gap][2:4] == [f"建议：{findings[0]['next_step']}", findings[0]["evidence"][0]["quote"]]
    assert all(p.paragraph_format.keep_together for p in gap)
    assert [bool(p.paragraph_format.keep_with_next) for p in gap] == [True] * (len(gap) - 1) + [False]


def test_an_english_paper_breaks_between_words_in_latin_letters(
    county: Graph, findings: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    paper, texts = _paper(county, findings, tmp_path / "r.docx")
    for name, face in (("Normal", "Times New Roman"), ("Heading 1", "Arial")):
        properties = paper.styles[name].element.rPr
        assert properties.find(qn("w:lang")).get(qn("w:val")) == "en-US"
        assert properties.rFonts.get(qn("w:ascii")) == face
    assert all(f"Next step: {finding['next_step']}" in texts for finding in findings)


def test_a_name_as_long_as_a_page_makes_no_heading_as_long(tmp_path: Path) -> None:
    graph = chain(["长" * 5000, "乙"])
    paper, _ = _paper(graph, [], tmp_path / "r.docx", node=graph.nodes[1].id)
    assert max(len(p.text) for p in paper.paragraphs if p.style.name.startswith("Heading")) == 300


def test_the_fact_sheet_quotes_every_relation_of_the_node(county: Graph, findings: list, tmp_path: Path) -> None:
    brand = next(node for node in county.nodes if node.name == "溪畔石榴")
    paper, texts = _paper(county, findings, tmp_path / "表.docx", node=brand.id)
    heads = {p.text for p in paper.paragraphs if p.style.name == "Heading 2"}
    assert {"牵头单位：县委统战部", "设立者：县委统战部", "设立者：民族宗教事务局", "服务：少数民族群众"} <= heads
    quotes = {e.quote for edge in county.edges if brand.id in (edge.source, edge.target) for e in edge.evidence}
    assert quotes <= set(texts)
    assert texts[0] == "溪畔石榴：情况表"
    sources = [row.cells[0].text for row in paper.tables[-1].rows[1:]]
    assert sources == ["云溪县统战工作调研报告"]


def test_the_fact_sheet_marks_a_subject_that_no_sentence_names(county: Graph, tmp_path: Path) -> None:
    brand = next(node for node in county.nodes if node.name == "溪畔石榴")
    paper, _ = _paper(supplied(county), [], tmp_path / "表.docx", node=brand.id)
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 2"]
    assert len(heads) == 4
    assert all("（代拟）：" in head for head in heads)


def test_a_node_that_is_not_there_is_told(county: Graph, tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        export(county, [], "docx", tmp_path / "d.docx", Options(node="Brand:nowhere"))
    assert caught.value.code == "export_no_such_node"


def test_hostile_names_stay_text(small_graph: Graph, tmp_path: Path) -> None:
    for node in small_graph.nodes:
        _, texts = _paper(small_graph, [], tmp_path / "d.docx", node=node.id)
        assert texts[0] == f"{shorten(node.name, 60)}：情况表"
        assert not {"\u202e", "\u2066", "\x00"} & set("".join(texts))


def test_office_fonts_stand_in_the_styles_by_name(county: Graph, findings: list, tmp_path: Path) -> None:
    paper, _ = _paper(county, findings, tmp_path / "d.docx")
    fonts = {
        name: paper.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Heading 1", "Heading 2", "Title")
    }
    assert fonts == {"Normal": "FangSong", "Heading 1": "SimHei", "Heading 2": "KaiTi", "Title": "SimSun"}
    sizes = {name: paper.styles[name].font.size.pt for name in fonts}
    assert sizes == {"Normal": 16, "Heading 1": 16, "Heading 2": 16, "Title": 22}
    footer = paper.sections[0].footer.paragraphs[0].text
    assert footer.startswith("来源：《云溪县2024年统战工作总结》")
    assert "快照 abc" in footer
