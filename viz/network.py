"""The pyvis page for notebooks: one offline file that draws a graph, or the part of it with most relations.

What pyvis 0.3.2 writes is changed: its two requests to a content delivery network and its headings go, a policy
forbids any request, positions are ours, physics is off, and the file is UTF-8 on every system.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from pyvis.network import Network

from graph.language import language
from graph.model import Graph
from graph.vocabulary import SYMMETRIC
from viz.export import Options
from viz.scene import Spot, make_scene, most_related
from viz.theme import Line, load_theme
from viz.words import Finding, glyph, kind_word, label_word, shorten, source_line, title_of

MOST_NODES = 1500
"""Nodes that vis.js still moves smoothly; pyvis itself slows down quadratically."""

REQUESTS = re.compile(r"<link\s[^>]*https?://[^>]*>|<script\s[^>]*https?://[^>]*>\s*</script>|<!--.*?-->", re.DOTALL)
HEADINGS = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
VIS_SHAPES = {"diamond", "star", "triangle", "hexagon"}
"""Shapes that vis.js draws under the names of the theme; every other becomes a dot."""


def write(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the page.

    Returns:
        One sentence where the graph has more than `MOST_NODES` nodes.
    """
    shown, notes = most_related(graph, MOST_NODES)
    out.write_text(page(shown, findings, options, notes), encoding="utf-8")
    return notes


def page(graph: Graph, findings: Sequence[Finding], options: Options, notes: Sequence[str] = ()) -> str:
    """Return the page as HTML text that asks nothing of any network."""
    network = build(graph, findings)
    body = HEADINGS.sub("", REQUESTS.sub("", network.generate_html(name="liantu.html")))
    title = title_of(graph, options)
    surfaces, font = load_theme().surfaces, ",".join(f'"{name}"' for name in load_theme().fonts["sans"][:-1])
    head = (
        '<meta charset="utf-8"><meta name="generator" content="Liantu">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{escape(title)}</title>'
        f"<style>body{{margin:0;font-family:{font},sans-serif;color:{surfaces['ink']};background:{surfaces['paper']}}}"
        "header,footer{padding:12px 20px}h1{font-size:20px;margin:0}p{margin:4px 0 0;font-size:13px}#mynetwork{border:0}"
        "footer{clear:both;font-size:12px}</style>"
    )
    lines = "".join(f"<p>{escape(note)}</p>" for note in notes)
    body = body.replace('<meta charset="utf-8">', "", 1).replace("<head>", f"<head>{head}", 1)
    body = body.replace("<body>", f"<body><header><h1>{escape(title)}</h1>{lines}</header>", 1)
    body = body.replace("</body>", f"<footer>{escape(source_line(graph, options))}</footer></body>", 1)
    return body.replace("<html>", f'<html lang="{"zh-CN" if language() == "zh" else "en"}">', 1)


def build(graph: Graph, findings: Sequence[Finding] = ()) -> Network:
    """Return the graph as a pyvis network that a notebook may change further.

    Nodes that findings name have the gap's colour around them; what a finding misses between nodes is a dashed line.
    """
    paper = load_theme().surfaces["paper"]
    network = Network(height="82vh", width="100%", directed=True, cdn_resources="in_line", bgcolor=paper)
    network.toggle_physics(False)
    scene = make_scene(graph, findings)
    for identity, spot in scene.spots.items():
        network.add_node(identity, **_drawn_node(spot))
    for link in scene.links:
        proof = link.edge.evidence[0].quote if link.edge else link.finding["message"] if link.finding else ""
        arrows = "to" if link.edge and link.edge.type not in SYMMETRIC else ""
        style = _line(link.line, f"{link.reading}\n{proof}")
        network.add_edge(link.source, link.target, **style, arrows=arrows, label=link.reading)
    return network


def _drawn_node(spot: Spot) -> dict[str, Any]:
    theme, node = load_theme(), spot.node
    mark = theme.mark(node.label)
    kind = kind_word(node.label, node.kind)
    about = " ".join(filter(None, (label_word(node.label), kind, node.jurisdiction)))
    return {
        "label": "\n".join(spot.lines),
        "title": _tooltip(f"{glyph(node.label)} {node.name}\n{about}"),
        "shape": mark.shape if mark.shape in VIS_SHAPES else "dot",
        "color": {"background": mark.colour, "border": theme.lines["gap"].colour if spot.in_gap else mark.colour},
        "borderWidth": 4 if spot.in_gap else 1,
        "size": spot.size / 2,
        "x": round(spot.x),
        "y": round(spot.y),
        "font": {"color": theme.surfaces["ink"], "size": theme.sizes.label},
    }


def _line(line: Line, title: str) -> dict[str, Any]:
    dashes: Any = list(line.dash) or False
    return {"color": line.colour, "width": line.width, "dashes": dashes, "title": _tooltip(title), "font": {"size": 10}}


def _tooltip(text: str) -> str:
    """Shorten a text for a tooltip.

    A zero-width space parts ``href``: pyvis shows titles with that word as HTML, unescaped.
    """
    lines = (shorten(line, 120) for line in text.split("\n"))
    return "\n".join(lines).replace("href", "hre\u200bf")
