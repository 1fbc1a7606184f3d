"""The printed report, read back by pypdf; without WeasyPrint the message names what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdf
import pytest

from graph.errors import LiantuError
from graph.model import Graph
from viz.export import Options, export


def _installed() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


@pytest.mark.skipif(not _installed(), reason="the extra liantu[pdf] or pango is not installed")
def test_the_report_prints_gaps_quotes_steps_map_and_sources(county: Graph, findings: list, tmp_path: Path) -> None:
    export(county, findings, "pdf", tmp_path / "报告.pdf", Options(snapshot="abc", date="2026-03-01"))
    pages = pypdf.PdfReader(tmp_path / "报告.pdf").pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    for finding in findings:
        assert finding["message"] in text
        assert finding["next_step"] in text
    assert "云溪县统战工作调研报告" in text
    assert all("快照 abc" in page.extract_text() for page in pages)
    assert sum(len(page.images) for page in pages) >= 1


@pytest.mark.skipif(not _installed(), reason="the extra liantu[pdf] or pango is not installed")
def test_a_sentence_that_proves_a_gap_twice_is_printed_once(county: Graph, findings: list, tmp_path: Path) -> None:
    proof = findings[0]["evidence"][0]
    twice = [findings[0] | {"evidence": [proof, proof | {"rule": "another"}]}]
    export(county, twice, "pdf", tmp_path / "报告.pdf", Options(snapshot="abc"))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "报告.pdf").pages).replace("\n", "")
    assert text.count(proof["quote"]) == 1


@pytest.mark.skipif(not _installed(), reason="the extra liantu[pdf] or pango is not installed")
def test_each_sentence_names_its_section_and_document_and_english_has_no_chinese_marks(
    county: Graph, findings: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    export(county, findings, "pdf", tmp_path / "r.pdf", Options(snapshot="abc"))
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "r.pdf").pages).replace("\n", " ")
    assert "一、主要成效 “云溪县统战工作调研报告”" in " ".join(text.split())
    assert "in 2 documents. A gap says" in text


def test_without_the_extra_the_message_names_it(county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(LiantuError) as caught:
        export(county, [], "pdf", tmp_path / "r.pdf")
    assert "liantu[pdf]" in caught.value.try_next
