"""DOT read back by pydot, Mermaid by Mermaid."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pydot
import pytest

from graph.model import Graph
from graph.vocabulary import RelationType, Status
from viz.export import Options, export
from viz.words import clean_text, shorten

MERMAID = (
    Path(__file__).parents[3] / "viz" / "web" / "node_modules" / "@mermaid-js" / "tiny" / "dist" / "mermaid.tiny.js"
)


def _unquote(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text.removeprefix('"').removesuffix('"'))


def test_pydot_reads_the_same_graph(small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], "dot", tmp_path / "图.dot")
    (read,) = pydot.graph_from_dot_data((tmp_path / "图.dot").read_text(encoding="utf-8"))
    names = {_unquote(n.get_name()): _unquote(n.get("label")) for n in read.get_nodes() if n.get("class")}
    assert names == {n.id: " ".join(re.split(r"\s+", clean_text(n.name))) for n in small_graph.nodes}
    edges = Counter(
        (_unquote(e.get_source()), _unquote(e.get_destination()), _unquote(e.get("class"))) for e in read.get_edges()
    )
    assert edges == Counter((e.source, e.target, str(e.type)) for e in small_graph.edges)


def test_dot_shows_what_is_not_yet_done_as_dashed(county: Graph, tmp_path: Path) -> None:
    export(county, [], "dot", tmp_path / "g")
    (read,) = pydot.graph_from_dot_data((tmp_path / "g").read_text(encoding="utf-8"))
    styles = Counter(_unquote(e.get("style")) for e in read.get_edges())
    assert styles == Counter(solid=11, dashed=3)


READ = """async text => {
  const shown = text => new DOMParser().parseFromString(text, 'text/html').body.textContent;
  await mermaid.parse(text);
  const {db} = await mermaid.mermaidAPI.getDiagramFromText(text);
  const names = [...db.getVertices()].map(([id, vertex]) => [id, shown(vertex.text.replaceAll(/ﬂ°°(\\d+)¶ß/g, '&#$1;'))]);
  return {names, lines: db.getEdges().map(edge => [edge.start, edge.end, edge.type, edge.stroke])};
}"""


@pytest.fixture(scope="module")
def read_mermaid(browser: Any) -> Any:
    """What Mermaid itself makes of a text: its nodes with their names, its lines with heads and strokes."""
    if not MERMAID.is_file():
        pytest.skip("mermaid is not installed (npm ci in viz/web)")
    page = browser.new_page()
    page.add_script_tag(path=str(MERMAID))
    yield lambda path: page.evaluate(READ, path.read_text(encoding="utf-8"))
    page.close()


@pytest.mark.slow
def test_mermaid_reads_the_same_graph(read_mermaid: Any, small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], "mermaid", tmp_path / "图.mmd")
    read = read_mermaid(tmp_path / "图.mmd")
    assert [name for _, name in read["names"]] == [shorten(clean_text(node.name), 60) for node in small_graph.nodes]
    ids = dict(zip((i for i, _ in read["names"]), (node.id for node in small_graph.nodes), strict=True))
    assert [(ids[a], ids[b]) for a, b, _, _ in read["lines"]] == [(e.source, e.target) for e in small_graph.edges]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "symmetric", "look"),
    [
        (Status.DONE, False, ("arrow_point", "normal")),
        (Status.DONE, True, ("arrow_open", "normal")),
        (Status.PLANNED, False, ("arrow_point", "dotted")),
        (Status.PLANNED, True, ("arrow_open", "dotted")),
        (Status.MISSING, False, ("arrow_cross", "dotted")),
        (Status.MISSING, True, ("arrow_cross", "dotted")),
    ],
)
def test_mermaid_draws_every_state_of_a_relation(
    read_mermaid: Any, county: Graph, tmp_path: Path, status: Status, symmetric: bool, look: tuple[str, str]
) -> None:
    relation = RelationType.COOPERATES_WITH if symmetric else RelationType.LEADS
    edge = replace(county.edges[0], type=relation, status=status)
    export(replace(county, edges=(edge,)), [], "mermaid", tmp_path / "m")
    ((_, _, *drawn),) = read_mermaid(tmp_path / "m")["lines"]
    assert tuple(drawn) == look


def test_a_large_graph_is_cut_for_mermaid_and_says_so(tmp_path: Path, county: Graph) -> None:
    from viz.exchange import text

    assert text.MOST_MERMAID == 60
    many = Graph(county.documents, tuple(_copies(county, 100)), ())
    notes = export(many, [], "mermaid", tmp_path / "m", Options())
    assert notes == ["显示前 60 个，共 100 个（按关系多少取）。"]
    assert notes[0] in (tmp_path / "m").read_text(encoding="utf-8")


def _copies(graph: Graph, count: int) -> list:
    return [replace(graph.nodes[0], id=f"Organisation:{i:04d}", name=f"单位{i}") for i in range(count)]
