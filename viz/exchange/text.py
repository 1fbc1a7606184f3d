"""Graphs as text for small views: Mermaid for Markdown pages, DOT for Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.model import Graph
from graph.vocabulary import SYMMETRIC, Status
from viz.export import Options
from viz.scene import most_related
from viz.theme import load_theme
from viz.words import Finding, clean_text, label_word, relation_word, shorten, source_line

MOST_MERMAID = 60
"""Nodes that a Mermaid picture still shows legibly; its own limits are 500 edges and 50,000 characters."""

DOT_SHAPES = {
    "rectangle": "box",
    "round-rectangle": "box",
    "cut-rectangle": "note",
    "rhomboid": "parallelogram",
    "barrel": "cylinder",
    "tag": "cds",
}
MERMAID_SHAPES = {
    "round-rectangle": ("(", ")"),
    "ellipse": ("([", "])"),
    "hexagon": ("{{", "}}"),
    "diamond": ("{", "}"),
    "rhomboid": ("[/", "/]"),
    "barrel": ("[(", ")]"),
}
MERMAID_LINES = {Status.DONE: ("--", "--"), Status.PLANNED: ("-.", ".-"), Status.MISSING: ("-.", ".-")}
"""How a line with a text on it begins and ends, without its head."""


def write_mermaid(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write a Mermaid flowchart of the `MOST_MERMAID` nodes with most relations.

    Returns:
        One sentence where nodes were left out.
    """
    shown, notes = most_related(graph, MOST_MERMAID)
    lines = [f"%% {_one_line(note)}" for note in (source_line(graph, options), *notes)]
    out.write_text("\n".join([*lines, "flowchart LR", *_mermaid(shown)]) + "\n", encoding="utf-8")
    return notes


def _mermaid(graph: Graph) -> Iterable[str]:
    theme, short = load_theme(), {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    for label in sorted({node.label.value for node in graph.nodes}):
        colour = theme.labels[label].colour
        yield f"  classDef {label} fill:{colour},stroke:{colour},color:#FFFFFF"
    for node in graph.nodes:
        before, after = MERMAID_SHAPES.get(theme.mark(node.label).shape, ("[", "]"))
        yield f'  {short[node.id]}{before}"{_mermaid_text(shorten(clean_text(node.name), 60))}"{after}:::{node.label}'
    for edge in graph.edges:
        start, end = MERMAID_LINES[edge.status]
        plain = "-" if edge.status == Status.DONE else ""
        head = "x" if edge.status == Status.MISSING else plain if edge.type in SYMMETRIC else ">"
        yield f'  {short[edge.source]} {start} "{relation_word(edge.type)}" {end}{head} {short[edge.target]}'


def _mermaid_text(text: str) -> str:
    """Write what Mermaid or HTML could take for its own as an entity of Mermaid: ``#34;``."""
    return re.sub(r"[^\w\s\u0080-\U0010ffff]", lambda found: f"#{ord(found[0])};", _one_line(text))


def write_dot(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the whole graph as DOT; ``dot -Tsvg`` or ``sfdp -Tsvg`` draws it."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _dot(graph, options))
    return []


def _dot(graph: Graph, options: Options) -> Iterable[str]:
    theme = load_theme()
    font = _quote(theme.fonts["sans"][2])
    yield "digraph liantu {"
    yield f'  graph [charset="UTF-8", label={_quote(source_line(graph, options))}, fontname={font}];'
    yield f'  node [style=filled, fontcolor="#FFFFFF", fontname={font}];'
    yield f"  edge [fontname={font}, fontsize=10];"
    for node in graph.nodes:
        mark = theme.mark(node.label)
        about = {
            "label": node.name,
            "class": node.label.value,
            "tooltip": label_word(node.label),
            "shape": DOT_SHAPES.get(mark.shape, mark.shape),
            "fillcolor": mark.colour,
        }
        yield f"  {_quote(node.id)} [{_list(about)}];"
    for edge in graph.edges:
        line = theme.line(edge.status)
        about = {
            "label": relation_word(edge.type),
            "class": edge.type.value,
            "color": line.colour,
            "style": "solid" if edge.status == Status.DONE else "dashed",
            "dir": "none" if edge.type in SYMMETRIC else "forward",
            "tooltip": shorten(edge.evidence[0].quote, 200),
        }
        yield f"  {_quote(edge.source)} -> {_quote(edge.target)} [{_list(about)}];"
    yield "}"


def _list(attributes: dict[str, str]) -> str:
    return ", ".join(f"{name}={_quote(value)}" for name, value in attributes.items())


def _quote(text: str) -> str:
    """Quote a DOT string: a backslash would begin one of its escapes, a quotation mark would end it."""
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", clean_text(text))
