"""What exports cost beside the bare library that writes the same cells, elements or shapes.

Usage: python -m benchmarks.exports [--edges 100000]

Each case runs in a process of its own; printed are CPU seconds, the peak of memory and the ratio to the bare library.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from viz.export import Options, export

LABELS = (Label.Organisation, Label.Brand, Label.Programme, Label.Campaign, Label.Base, Label.Mechanism)
RELATIONS = (RelationType.LEADS, RelationType.ORGANISES, RelationType.PARTICIPATES_IN, RelationType.SERVES)
QUOTE = "某县某单位牵头推进某项工作，并会同有关单位开展活动。"


def make_graph(edges: int) -> Graph:
    """Return a graph of so many edges and 0.4 nodes for each; the same every time."""
    document = Document("d" * 64, "文档.txt", "测速文档", "other", 2024)
    count = max(2, edges * 2 // 5)
    nodes = tuple(
        Node(
            f"n{i:07d}",
            LABELS[i % 6],
            f"第{i}号对象",
            jurisdiction="某省某市",
            mentions=(Mention(document.id, 0, 2, "某县"),),
        )
        for i in range(count)
    )
    proof = (Evidence(document.id, 0, len(QUOTE), QUOTE, "lead_words", 900, "一、主要成效", date="2024"),)
    made = {}
    for i in range(edges):
        a, b = i * 7919 % count, (i * 104_729 + i // count + 1) % count
        if a != b:
            made[(a, b)] = Edge(RELATIONS[i % 4], nodes[a].id, nodes[b].id, Status.DONE, proof)
    return Graph((document,), nodes, tuple(sorted(made.values(), key=lambda edge: edge.id)))


def bare_graphml(graph: Graph, out: Path) -> None:
    """Write the same attributes with networkx alone."""
    import networkx

    from viz.exchange.values import edge_values, node_values

    made: Any = networkx.MultiDiGraph()
    for node in graph.nodes:
        made.add_node(node.id, **{k: v for k, v in node_values(node, {}).items() if v is not None})
    for edge in graph.edges:
        made.add_edge(
            edge.source, edge.target, key=edge.id, **{k: v for k, v in edge_values(edge).items() if v is not None}
        )
    networkx.write_graphml_lxml(made, out)


def bare_xlsx(graph: Graph, out: Path) -> None:
    """Write the same cells with XlsxWriter alone."""
    import xlsxwriter

    from viz import workbook

    book = xlsxwriter.Workbook(str(out), {"constant_memory": True})
    plain = book.add_format({"text_wrap": True})
    for table in workbook._sheets(graph, []):
        sheet = book.add_worksheet()
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                match cell:
                    case workbook.Jump():
                        sheet.write_url(row, column, "internal:'Sheet1'!A1", plain, cell.text)
                    case str():
                        sheet.write_string(row, column, cell, plain)
                    case int() | float():
                        sheet.write_number(row, column, cell, plain)
    book.close()


def bare_pptx(graph: Graph, out: Path) -> None:
    """Write the same shapes and texts with python-pptx alone, from a deck made before the clock starts."""
    import pptx
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.util import Pt

    model = pptx.Presentation(str(out.with_suffix(".model")))
    deck = pptx.Presentation()
    for slide in model.slides:
        made = deck.slides.add_slide(deck.slide_layouts[5])
        made.shapes.turbo_add_enabled = True
        made.notes_slide.notes_text_frame.text = slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape._element.tag.endswith("}cxnSp"):
                made.shapes.add_connector(
                    MSO_CONNECTOR.STRAIGHT, shape.begin_x, shape.begin_y, shape.end_x, shape.end_y
                )
            elif shape.has_table:
                rows = shape.table.rows
                table = made.shapes.add_table(
                    len(rows), len(shape.table.columns), 0, 0, shape.width, shape.height
                ).table
                for r in range(len(rows)):
                    for c in range(len(shape.table.columns)):
                        table.cell(r, c).text = shape.table.cell(r, c).text
            else:
                new = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, shape.left, shape.top, shape.width, shape.height)
                for run in (run for p in shape.text_frame.paragraphs for run in p.runs):
                    added = new.text_frame.paragraphs[0].add_run()
                    added.text, added.font.size, added.font.bold = run.text, Pt(12), True
                    added.font.color.rgb = pptx.dml.color.RGBColor(0, 0, 0)
    deck.save(str(out))


BARE: dict[str, Callable[[Graph, Path], None]] = {"graphml": bare_graphml, "xlsx": bare_xlsx, "pptx": bare_pptx}


def measure(name: str, edges: int, bare: bool, results: Any) -> None:
    """Run one case and put (CPU seconds, MiB at the peak) into the queue."""
    graph = make_graph(400 if name == "pptx" else edges)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        if bare and name == "pptx":
            export(graph, [], name, out.with_suffix(".model"), Options())
        # What loading the libraries costs is paid once in a session and says nothing of the writer.
        export(make_graph(2), [], name, Path(folder, "warm"), Options())
        before = time.process_time()
        if bare:
            BARE[name](graph, out)
        else:
            export(graph, [], name, out, Options(snapshot="benchmark"))
        used = time.process_time() - before
    results.put((used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def case(name: str, edges: int, bare: bool) -> tuple[float, float]:
    """Run one case in a process of its own."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    process = context.Process(target=measure, args=(name, edges, bare, results))
    process.start()
    found: tuple[float, float] = results.get()
    process.join()
    return found


def main(arguments: list[str]) -> int:
    """Print a table of all cases as Markdown, and as JSON with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    rows = []
    for name in ("csv", "graphml", "gexf", "ftm", "dot", "xlsx", "pptx"):
        seconds, memory = case(name, given.edges, bare=False)
        bare = case(name, given.edges, bare=True)[0] if name in BARE else None
        rows.append(
            {
                "format": name,
                "cpu_s": round(seconds, 1),
                "peak_mib": round(memory),
                "times_bare": bare and round(seconds / bare, 2),
            }
        )
    if given.json:
        print(json.dumps(rows))
    else:
        print("| format | CPU s | peak MiB | times the bare library |\n|---|---|---|---|")
        for row in rows:
            print(f"| {row['format']} | {row['cpu_s']} | {row['peak_mib']} | {row['times_bare'] or '-'} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
