"""The page's data says what the graph says, and the one file asks nobody for anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.model import Graph
from queries.catalogue import find_query
from viz.luggage import _question
from viz.page import built, offline_page, served_page, source_hash, write_page
from viz.payload import make_payload, pinyin, to_script


def data_of(page: str) -> dict[str, Any]:
    """Read the data back out of a page."""
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_every_edge_keeps_its_ends_and_its_sentence(county: Graph, findings: list[dict[str, Any]]) -> None:
    payload = make_payload(county, findings, snapshot="abc")
    assert len(payload["edges"]) == len(county.edges)
    for row, edge in zip(payload["edges"], county.edges, strict=True):
        assert payload["nodes"][row[1]][0] == edge.source
        assert payload["nodes"][row[2]][0] == edge.target
        document, start, end, quote = row[8][0][:4]
        assert county.documents[document].id == edge.evidence[0].document
        assert (start, end, quote) == (edge.evidence[0].start, edge.evidence[0].end, edge.evidence[0].quote)


def test_names_can_be_found_by_pinyin() -> None:
    assert pinyin("溪畔石榴") == "xi pan shi liu"
    assert pinyin("2025年“三进”") == "2025 nian “ san jin ”"
    assert pinyin("") == ""


def test_suggestions_between_unknown_nodes_are_left_out(county: Graph) -> None:
    ids = [n.id for n in county.nodes]
    suggestions = [{"source": ids[0], "target": ids[1], "reason": {"zh": "同地", "en": "same place"}, "closes": ["g"]}]
    suggestions.append(suggestions[0] | {"source": "gone"})
    assert make_payload(county, [], snapshot="", suggestions=suggestions)["suggestions"] == [
        [0, 1, {"zh": "同地", "en": "same place"}, ["g"]]
    ]


def test_the_closer_map_leaves_figures_and_tasks_out(county: Graph) -> None:
    payload = make_payload(county, [], snapshot="")
    without = {row[1] for row in payload["nodes"] if row[11] is None}
    assert without == {"Indicator", "Commitment"}


def test_hostile_names_cannot_leave_the_data(hostile: Graph, tmp_path: Path) -> None:
    write_page(hostile, [], tmp_path / "页面.html", snapshot="h")
    page = (tmp_path / "页面.html").read_text(encoding="utf-8")
    body = page.split('id="payload">')[1].split("</script>")[0]
    assert "<" not in body
    assert "\u2028" not in body
    assert [row[3] for row in data_of(page)["nodes"]] == [n.name for n in hostile.nodes]


def test_half_a_surrogate_pair_survives() -> None:
    script = to_script({"text": "甲\ud800乙"})
    assert script.encode("utf-8")
    assert json.loads(script)["text"] == "甲\ud800乙"


def test_the_offline_page_allows_its_one_script_and_style_and_nothing_else(county: Graph) -> None:
    page = offline_page(make_payload(county, [], snapshot=""))
    found = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert found
    policy = found[1].replace("&#x27;", "'")
    assert policy.startswith("default-src 'none'")
    assert source_hash(built("explorer.js")) in policy
    assert source_hash(built("explorer.css")) in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert not re.search(r'(src|href)="(?!data:)', page.split("<body>")[0])


def test_the_built_script_cannot_end_its_own_element() -> None:
    assert "</script" not in built("explorer.js").lower()
    assert "</style" not in built("explorer.css").lower()


def test_the_served_page_has_no_inline_script() -> None:
    assert re.findall(r"<script[^>]*>[^<]", served_page()) == []


def test_the_same_graph_makes_the_same_bytes(
    county: Graph, findings: list[dict[str, Any]], texts: dict[str, str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        write_page(county, findings, tmp_path / name, texts, "abc")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("name", ["explorer.js", "explorer.css"])
def test_built_files_name_no_foreign_address_to_load(name: str) -> None:
    assert not re.search(r"(@import|url\(\s*['\"]?https?:|importScripts|new Worker\(['\"]http)", built(name))


def test_a_field_of_a_question_is_not_filled_with_the_name_of_a_sample() -> None:
    (parameter,) = _question(find_query("who_leads"))["parameters"]
    assert (parameter["default"], parameter["example"]) == (None, "江畔同心")
