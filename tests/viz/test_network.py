"""The pyvis page: offline, drawn, and safe whatever the names are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.model import Graph
from viz import network
from viz.export import Options, export


@pytest.mark.slow
def test_the_page_opens_without_a_request_and_draws(
    browser: Any, county: Graph, findings: list, tmp_path: Path
) -> None:
    seen = _open(browser, county, findings, tmp_path / "网 络.html")
    assert seen["requests"] == []
    assert seen["errors"] == []
    assert seen["colours"] > 8, "the canvas shows one flat colour: nothing was drawn"
    assert "云溪县统战工作调研报告" in seen["text"]


@pytest.mark.slow
def test_hostile_names_stay_text(browser: Any, tmp_path: Path, small_graph: Graph) -> None:
    seen = _open(browser, small_graph, [], tmp_path / "page.html")
    assert (seen["requests"], seen["errors"], seen["dialogs"]) == ([], [], [])
    assert seen["scripts"] == 3


def _open(browser: Any, graph: Graph, findings: list, out: Path) -> dict:
    export(graph, findings, "pyvis", out, Options(snapshot="abc"))
    page = browser.new_page(viewport={"width": 900, "height": 600})
    requests, errors, dialogs = [], [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(out.as_uri())
    page.wait_for_selector("canvas")
    page.wait_for_timeout(300)
    colours = page.evaluate(
        """() => {const c = document.querySelector('canvas'), s = new Set();
        const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
        for (const p of d) s.add(p); return s.size}"""
    )
    seen = {
        "requests": [url for url in requests if url != out.as_uri()], "errors": errors, "dialogs": dialogs,
        "colours": colours, "text": page.inner_text("body"), "scripts": page.evaluate("document.scripts.length"),
    }  # fmt: skip
    page.close()
    return seen


def test_no_address_is_left_in_the_page(county: Graph, tmp_path: Path) -> None:
    export(county, [], "pyvis", tmp_path / "page.html")
    body = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=", body) == []
    assert "default-src 'none'" in body
    assert body.count("<h1>") == 1


def test_a_graph_beyond_the_cap_says_what_is_shown(
    county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOST_NODES", 5)
    notes = export(county, [], "pyvis", tmp_path / "page.html")
    assert notes == ["显示前 5 个，共 15 个（按关系多少取）。"]
    body = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert notes[0] in body
    assert network.build(network.most_related(county, 5)[0]).num_nodes() == 5


def test_nodes_stand_where_the_map_has_them_and_do_not_move(county: Graph, findings: list) -> None:
    built = network.build(county, findings)
    assert built.options.physics.enabled is False
    places = {(node["x"], node["y"]) for node in built.nodes}
    assert len(places) == len(county.nodes)
    dashed = [edge for edge in built.edges if edge["label"] == "场馆未串联"]
    assert len(dashed) == 3
    assert all(edge["dashes"] for edge in dashed)
