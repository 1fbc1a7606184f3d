"""SVG whose text is text, PNG of 300 dpi; both name their sources and keep hostile names harmless."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from graph.model import Graph
from viz import pictures
from viz.export import Options, export
from viz.scene import make_scene

SVG = "{http://www.w3.org/2000/svg}"


def _svg(graph: Graph, findings: list, out: Path, options: Options | None = None) -> etree._Element:
    export(graph, findings, "svg", out, options)
    return etree.parse(out).getroot()


def test_every_node_and_every_pair_that_is_linked_is_drawn(small_graph: Graph, tmp_path: Path) -> None:
    root = _svg(small_graph, [], tmp_path / "图.svg")
    assert len(root.findall(f'.//{SVG}g[@class="node"]')) == len(small_graph.nodes)
    pairs = {(frozenset((e.source, e.target)), e.status) for e in small_graph.edges}
    assert len(root.findall(f'.//{SVG}g[@class="edge"]')) == len(pairs)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "text",
        "g",
        "path",
        "polygon",
        "circle",
    }


def test_a_line_tells_its_relation_and_its_sentence(county: Graph, findings: list, tmp_path: Path) -> None:
    root = _svg(county, findings, tmp_path / "p.svg")
    titles = [g.findtext(f"{SVG}title") for g in root.findall(f'.//{SVG}g[@class="edge"]')]
    assert "服务：“溪畔石榴”品牌面向少数民族群众开展服务。" in titles
    assert any("场馆未串联：三处场馆相距很近" in title for title in titles)
    dashed = [p for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray")]
    assert len(dashed) > 5


def test_the_picture_has_the_geometry_of_the_map(county: Graph, findings: list, tmp_path: Path) -> None:
    root = _svg(county, findings, tmp_path / "p.svg")
    scene = make_scene(county, findings)
    first_lines = {
        t.text: (t.get("x"), t.get("y")) for t in root.findall(f'.//{SVG}g[@class="node"]/{SVG}text[@paint-order]')
    }
    for spot in scene.spots.values():
        assert first_lines[spot.lines[0]][0] == f"{spot.x:.1f}"
    assert float(root.get("width").removesuffix("pt")) >= scene.width


def test_title_legend_and_sources_frame_the_map(county: Graph, tmp_path: Path) -> None:
    root = _svg(county, [], tmp_path / "p.svg", Options(snapshot="abc", title="云溪县全景"))
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert texts[0] == "云溪县全景"
    assert {"组织机构", "品牌", "阵地", "有原文依据", "计划中"} <= set(texts)
    assert texts[-1].startswith("来源：《云溪县2024年统战工作总结》")
    assert texts[-1].endswith("快照 abc")


def test_the_title_names_the_node_that_a_picture_is_about(county: Graph, tmp_path: Path) -> None:
    body = next(node for node in county.nodes if node.name == "工商联")
    export(county, [], "svg", tmp_path / "m.svg", Options(node=body.id))
    assert "<title>工商联：2 份文档中的 15 个对象、14 条有据关系</title>" in (tmp_path / "m.svg").read_text("utf-8")


def test_the_legend_tells_the_ring_of_a_gap_where_one_is_drawn(county: Graph, findings: list, tmp_path: Path) -> None:
    for found, told in (([], False), (findings, True)):
        root = _svg(county, found, tmp_path / "p.svg")
        assert ("缺口所涉" in [t.text for t in root.iter(f"{SVG}text")]) is told
        legend = [c for c in root.iter(f"{SVG}circle") if c.get("r") == "7"]
        assert len(legend) == told


def test_bidirectional_marks_cannot_turn_a_label_around(tmp_path: Path, small_graph: Graph) -> None:
    _svg(small_graph, [], tmp_path / "p.svg")
    body = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert not {"\u202e", "\u2066", "\u200d"} & set(body)


def test_png_has_300_dots_to_the_inch_and_ground_or_none(county: Graph, tmp_path: Path) -> None:
    export(county, [], "png", tmp_path / "white.png")
    export(county, [], "png", tmp_path / "clear.png", Options(transparent=True))
    white, clear = (Image.open(io.BytesIO((tmp_path / name).read_bytes())) for name in ("white.png", "clear.png"))
    assert white.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert white.convert("RGBA").getpixel((1, 1)) == (255, 255, 255, 255)
    assert clear.convert("RGBA").getpixel((1, 1))[3] == 0
    assert len(set(white.convert("RGB").resize((200, 200)).getdata())) > 50


def test_a_map_too_large_is_made_smaller_at_the_same_dots_and_says_so(
    county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 250_000)
    (said,) = export(county, [], "png", tmp_path / "p.png")
    made = Image.open(tmp_path / "p.png")
    assert said.startswith("图幅很大，已缩小到 ")
    assert 240_000 < made.width * made.height < 260_000
    assert made.info["dpi"] == pytest.approx((300, 300), abs=0.01)
