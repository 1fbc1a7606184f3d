"""Slides opened again: glued lines, texts inside their shapes, quotes in the notes, both sizes, a user's own master."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.oxml.ns import qn
from pptx.util import Inches

from graph.errors import LiantuError
from graph.model import Document, Edge, Evidence, Graph, Node
from graph.vocabulary import Label, RelationType, Status
from tests.queries.small import supplied
from viz.export import Options, export
from viz.slides.canvas import site_places
from viz.slides.measure import LINE, POINTS, fold

INCH = 914400

pytestmark = pytest.mark.slow


def _deck(graph: Graph, findings: list, out: Path, **options: Any) -> Any:
    export(graph, findings, "pptx", out, Options(snapshot="abc", **options))
    return pptx.Presentation(str(out))


def _texts(slide: Any) -> list[Any]:
    """Shapes with text, but for the single characters inside signs."""
    return [shape for shape in slide.shapes if shape.has_text_frame and len(shape.text_frame.text) > 1]


@pytest.mark.parametrize("size", ["16:9", "4:3"])
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "C.UTF-8"])
def test_nothing_is_smaller_than_nine_points(
    language: str, size: str, county: Graph, findings: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    deck = _deck(county, findings, tmp_path / "d.pptx", size=size)
    frames = [shape.text_frame for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    frames += [
        cell.text_frame
        for slide in deck.slides
        for shape in slide.shapes
        if getattr(shape, "has_table", False)
        for row in shape.table.rows
        for cell in row.cells
    ]
    sizes = [run.font.size.pt for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    assert len(sizes) > 100
    assert min(sizes) >= 9


def test_both_ends_of_every_line_are_glued_to_a_site_of_a_shape(
    small_graph: Graph, county: Graph, findings: list, tmp_path: Path
) -> None:
    deck = _deck(small_graph, findings if small_graph.nodes == county.nodes else [], tmp_path / "片.pptx")
    glued = 0
    for slide in deck.slides:
        shapes = {shape.shape_id: shape for shape in slide.shapes}
        for line in slide.shapes:
            if not line._element.tag.endswith("}cxnSp"):
                continue
            held = line._element.nvCxnSpPr.cNvCxnSpPr
            for tag, x, y in (("a:stCxn", line.begin_x, line.begin_y), ("a:endCxn", line.end_x, line.end_y)):
                end = held.find(qn(tag))
                place = site_places(shapes[int(end.get("id"))])[int(end.get("idx"))]
                assert math.dist(place, (x, y)) < INCH / 100
                glued += 1
    assert glued >= 2 * len(small_graph.edges) * 0.8


@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_on_the_slide_of_a_gap_no_line_crosses_a_card(size: str, county: Graph, findings: list, tmp_path: Path) -> None:
    ends = Counter(end for edge in county.edges for end in (edge.source, edge.target))
    busy = {node.id: node for node in county.nodes if node.id in {end for end, _ in ends.most_common(3)}}
    nodes = [{"id": node.id, "label": str(node.label), "name": node.name} for node in busy.values()]
    gap = findings[0] | {"rule": "pairing_without_members", "nodes": nodes}
    deck = _deck(county, [gap], tmp_path / "d.pptx", size=size)
    (slide,) = [s for s in deck.slides if s.shapes.title.text_frame.text == gap["message"]]
    lines = [s for s in slide.shapes if s._element.tag.endswith("}cxnSp")]
    held = [[int(end.get("id")) for end in s._element.nvCxnSpPr.cNvCxnSpPr if end.get("idx")] for s in lines]
    cards = {s.shape_id: s for s in slide.shapes if s.shape_id in {end for both in held for end in both}}
    assert len(cards) >= 6 and all(name in _words(slide) for name in (n["name"] for n in nodes))
    for line in lines:
        for step in range(1, 100):
            x, y = (a + (b - a) * step / 100 for a, b in ((line.begin_x, line.end_x), (line.begin_y, line.end_y)))
            for card in cards.values():
                within = card.left < x < card.left + card.width and card.top < y < card.top + card.height
                assert not within, card.name


def test_a_gap_of_a_document_shows_the_document(county: Graph, findings: list, tmp_path: Path) -> None:
    document = county.documents[0]
    node = {"id": document.id, "label": "Document", "name": document.title}
    deck = _deck(county, [findings[0] | {"rule": "year_conflict", "nodes": [node]}], tmp_path / "d.pptx")
    slide = next(s for s in deck.slides if s.shapes.title.text_frame.text == findings[0]["message"])
    assert document.title in _words(slide)


def _words(slide: Any) -> list[str]:
    """What stands in each shape of a slide."""
    return [shape.text_frame.text for shape in _texts(slide)]


@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_no_text_leaves_its_box_and_no_box_the_slide(
    size: str, small_graph: Graph, county: Graph, findings: list, tmp_path: Path
) -> None:
    deck = _deck(small_graph, findings if small_graph.nodes == county.nodes else [], tmp_path / "d.pptx", size=size)
    checked = 0
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 9
            assert shape.top + shape.height <= deck.slide_height
        for shape in _texts(slide):
            size_used = shape.text_frame.paragraphs[0].runs[0].font.size.pt
            bold = any(run.font.bold for run in shape.text_frame.paragraphs[0].runs)
            lines = len(fold(shape.text_frame.text, size_used, shape.width / INCH, bold=bold))
            assert lines == 1 or lines * size_used * LINE / POINTS <= shape.height / INCH + 0.01, shape.text_frame.text
            assert size_used >= 7.5
            checked += 1
    assert checked >= 2 or not small_graph.nodes


@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_no_text_covers_another(size: str, county: Graph, findings: list, tmp_path: Path) -> None:
    deck = _deck(county, findings, tmp_path / "d.pptx", size=size)
    for slide in deck.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height, s.text_frame.text) for s in _texts(slide)]
        for number, a in enumerate(boxes):
            for b in boxes[number + 1 :]:
                apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                assert apart, (a[4], b[4])


def test_the_deck_has_its_slides_and_titles_that_state_the_finding(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    deck = _deck(county, findings, tmp_path / "d.pptx")
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [
        "2 份文档中的 15 个对象、14 条有据关系，2 处衔接缺口",
        "溪畔石榴：县委统战部牵头，关联 1 个对象，品牌无载体",
        "溪岸连线工程：文旅局牵头，关联 1 个对象",
        "三处场馆相距很近，本批文档未见把它们连起来的线路、活动或机制。",
        "共 2 处缺口：高 1、中 1",
        "3 个单位与 4 个品牌、工程、机制、活动：5 处有据关系",
        "2 份来源文档",
    ]


def _matrix(graph: Graph, out: Path) -> tuple[list[list[str]], str, list[str]]:
    notes = export(graph, [], "pptx", out, Options())
    for slide in pptx.Presentation(str(out)).slides:
        table = next((shape.table for shape in slide.shapes if shape.has_table), None)
        if table and "个单位与" in slide.shapes.title.text_frame.text:
            texts = " ".join(shape.text_frame.text for shape in _texts(slide))
            return [[cell.text for cell in row.cells] for row in table.rows], texts, notes
    raise AssertionError("no matrix")


def test_the_matrix_shows_who_leads_however_many_only_take_part_and_says_that_it_is_partial(tmp_path: Path) -> None:
    proof = (Evidence("d", 0, 2, "牵头", "case", 900),)
    things = [Node(f"t{k}", Label.Programme, f"工程{k}") for k in range(4)]
    leads = [Node(f"z{k}", Label.Organisation, f"牵头局{k}") for k in range(3)]
    county = Node("z3", Label.Place, "牵头县")
    busy = [Node(f"a{k}", Label.Organisation, f"参与局{k}") for k in range(20)]
    edges = [Edge(RelationType.LEADS, f"z{k}", f"t{k}", Status.DONE, proof) for k in range(4)]
    edges += [Edge(RelationType.PARTICIPATES_IN, b.id, t.id, Status.DONE, proof) for b in busy for t in things]
    graph = Graph((Document("d", "甲.txt", "甲", "plan"),), (*things, *leads, county, *busy), tuple(edges))
    table, texts, notes = _matrix(graph, tmp_path / "d.pptx")
    for column in range(1, 5):
        assert "牵头" in [row[column] for row in table[1:]]
    (note,) = (line for line in notes if "矩阵" in line)
    assert note == f"责任矩阵只列 {len(table) - 1} 个单位（共 24 个）、4 件事（共 4 件），先列牵头的。"
    assert note in texts


def test_a_matrix_that_shows_all_does_not_say_that_it_is_partial(county: Graph, tmp_path: Path) -> None:
    table, texts, notes = _matrix(county, tmp_path / "d.pptx")
    assert len(table) == 4
    assert notes == []
    assert "只列" not in texts


def test_a_deck_about_one_thing_begins_with_it(county: Graph, findings: list, tmp_path: Path) -> None:
    body = next(node for node in county.nodes if node.name == "工商联")
    deck = _deck(county, findings, tmp_path / "d.pptx", node=body.id)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[:2] == ["工商联：关联 1 个对象"] * 2


def test_the_notes_hold_every_quote_in_full(county: Graph, findings: list, tmp_path: Path) -> None:
    deck = _deck(county, findings, tmp_path / "d.pptx")
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    assert all(evidence.quote in notes for edge in county.edges for evidence in edge.evidence)


def test_a_subject_that_no_sentence_names_is_marked_wherever_a_slide_shows_it(
    county: Graph, findings: list, tmp_path: Path
) -> None:
    deck = _deck(supplied(county), findings, tmp_path / "d.pptx")
    shown = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    brand = next(slide for title, slide in shown.items() if title.startswith("溪畔石榴"))
    texts = [shape.text_frame.text for shape in _texts(brand)]
    assert {"牵头、设立（代拟）", "设立（代拟）", "服务（代拟）"} <= set(texts)
    assert any("代拟：引文没有写出主语，由文档补出。" in text for text in texts)
    (table,) = (s.table for title, slide in shown.items() if "个单位与" in title for s in slide.shapes if s.has_table)
    cells = [cell.text for row in list(table.rows)[1:] for cell in list(row.cells)[1:] if cell.text]
    assert len(cells) == 5
    assert all("代拟" in cell for cell in cells)
    notes = [
        line for slide in deck.slides for line in slide.notes_slide.notes_text_frame.text.split("\n") if " → " in line
    ]
    assert len(notes) > 14
    assert all("代拟" in line for line in notes)


def test_a_quote_of_a_markdown_file_stands_on_slides_without_its_marks(county: Graph, tmp_path: Path) -> None:
    documents = tuple(replace(document, file="要点.md") for document in county.documents)
    edges = tuple(
        replace(e, evidence=tuple(replace(p, quote=f"**{p.quote}**", end=p.end + 4) for p in e.evidence))
        for e in county.edges
    )
    deck = _deck(Graph(documents, county.nodes, edges), [], tmp_path / "d.pptx")
    texts = [shape.text_frame.text for slide in deck.slides for shape in _texts(slide)]
    texts += [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert edges[0].evidence[0].quote.strip("*") in "".join(texts)
    assert not [text for text in texts if "**" in text]


@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_every_slide_names_its_sources_and_the_snapshot_however_long_a_title_is(
    size: str, county: Graph, findings: list, tmp_path: Path
) -> None:
    documents = tuple(replace(document, title=document.title * 9) for document in county.documents)
    graph = Graph(documents, county.nodes, county.edges)
    export(graph, findings, "pptx", tmp_path / "d.pptx", Options("3f9c0a17d2e4b586", date="2026-03-01", size=size))
    for number, slide in enumerate(pptx.Presentation(str(tmp_path / "d.pptx")).slides, start=1):
        (foot,) = [s.text_frame.text for s in _texts(slide) if s.text_frame.text.startswith("来源：《")]
        assert foot.endswith("快照 3f9c0a17d2e4b586 2026-03-01")
        assert str(number) in [s.text_frame.text for s in slide.shapes if s.has_text_frame]


def test_chinese_text_is_marked_as_chinese_in_a_named_font(county: Graph, findings: list, tmp_path: Path) -> None:
    deck = _deck(county, findings, tmp_path / "d.pptx")
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for p in shape.text_frame.paragraphs
        for run in p.runs
    ]
    assert len(runs) > 60
    for run in runs:
        properties = run._r.rPr
        assert properties.get("lang") == "zh-CN"
        assert {properties.find(qn(tag)).get("typeface") for tag in ("a:latin", "a:ea", "a:cs")} == {
            "Microsoft YaHei",
            "Arial",
        }
        assert properties.find(qn("a:ea")).get("typeface") == "Microsoft YaHei"


def test_a_template_keeps_its_master_and_loses_its_slides(county: Graph, findings: list, tmp_path: Path) -> None:
    template = pptx.Presentation()
    template.slide_width, template.slide_height = Inches(12), Inches(7)
    template.slide_master.name = "本单位母版"
    template.slides.add_slide(template.slide_layouts[6]).shapes.add_textbox(0, 0, 9, 9).text_frame.text = "旧页"
    template.save(str(tmp_path / "母版.pptx"))
    deck = _deck(county, findings, tmp_path / "d.pptx", template=tmp_path / "母版.pptx")
    assert deck.slide_master.name == "本单位母版"
    assert (deck.slide_width, len(deck.slides)) == (Inches(12), 7)
    assert not any(
        shape.has_text_frame and "旧页" in shape.text_frame.text for slide in deck.slides for shape in slide.shapes
    )


@pytest.mark.parametrize("size", [(10, 5.625), (7.5, 10), (26.667, 15)], ids=["low", "upright", "large"])
def test_on_a_template_of_another_size_no_text_covers_another(
    size: tuple[float, float], county: Graph, findings: list, tmp_path: Path
) -> None:
    template = pptx.Presentation()
    template.slide_width, template.slide_height = Inches(size[0]), Inches(size[1])
    template.save(str(tmp_path / "母版.pptx"))
    deck = _deck(county, findings, tmp_path / "d.pptx", template=tmp_path / "母版.pptx")
    assert (deck.slide_width, deck.slide_height) == (Inches(size[0]), Inches(size[1]))
    for slide in deck.slides:
        texts = _texts(slide)
        for number, a in enumerate(texts):
            letters = a.text_frame.paragraphs[0].runs[0].font.size.pt
            assert letters * LINE / POINTS * INCH <= a.height * 1.02, a.text_frame.text
            assert a.left + a.width <= deck.slide_width + 99 and a.top + a.height <= deck.slide_height
            for b in texts[number + 1 :]:
                across = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
                down = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
                assert across <= 9 or down <= 9, (a.text_frame.text, b.text_frame.text)


@pytest.mark.parametrize(
    ("given", "code"),
    [({"size": "3:2"}, "export_unknown_size"), ({"template": Path("pyproject.toml")}, "export_bad_template")],
)
def test_wrong_size_or_template_is_told(given: dict, code: str, county: Graph, tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        export(county, [], "pptx", tmp_path / "d.pptx", Options(**given))
    assert caught.value.code == code
