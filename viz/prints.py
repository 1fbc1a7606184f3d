"""The report of gaps as PDF: the map, every gap with its sentence and next step, the sources. Needs the extra ``liantu[pdf]``."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from graph.errors import LiantuError
from graph.model import Graph
from queries.report import as_read
from viz.export import Options
from viz.pictures import draw, raster
from viz.scene import most_related
from viz.theme import load_theme
from viz.words import Finding, flow, place_said, shorten, source_line, source_titles, state_word, whole_title, word

MOST_NODES = 120
"""Nodes that a map on a sheet of A4 still names legibly."""
DPI = 150
LONGEST = 300
"""Characters of a heading before it is cut."""
STYLE = """
@page {{ size: A4; margin: 22mm 20mm 20mm; @bottom-center {{ content: string(foot) "   " counter(page); font: 8pt {sans}; color: {muted} }} }}
body {{ font: 11pt/1.7 {sans}; color: {ink} }}
.foot {{ string-set: foot content(); position: absolute; visibility: hidden }}
h1 {{ font-size: 20pt; text-align: center; margin: 0 0 6mm }}
h2 {{ font-size: 13pt; margin: 8mm 0 2mm }}
.gap {{ break-inside: avoid; margin: 0 0 5mm }}
.gap h3 {{ font-size: 11.5pt; margin: 0 }}
.state {{ font-size: 9.5pt; margin: 0 }}
blockquote {{ font-family: {serif}; border-left: 2pt solid {accent}; margin: 1mm 0 1mm 2mm; padding-left: 3mm }}
blockquote footer {{ font: 8.5pt/1.5 {sans}; color: {muted} }}
img {{ width: 100%; max-height: 190mm; object-fit: contain }}
"""


def write_pdf(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the report.

    Returns:
        One sentence where the map shows only part of the graph.

    Raises:
        LiantuError: WeasyPrint, or the system library that it draws with, is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise LiantuError("export_needs_extra", "pdf", extra="pdf", reason=str(error).splitlines()[0]) from error
    shown, notes = most_related(graph, MOST_NODES)
    page = "".join(_page(graph, shown, findings, options))
    identity = f"{options.snapshot}{options.date or ''}".encode()
    # The map stands in the page itself; no other address is asked.
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    weasyprint.HTML(string=page, url_fetcher=fetcher).write_pdf(str(out), pdf_identifier=identity or b"liantu")
    return notes


def _page(graph: Graph, shown: Graph, findings: Sequence[Finding], options: Options) -> Iterator[str]:
    theme = load_theme()
    families = {name: ", ".join(f'"{f}"' if " " in f else f for f in theme.fonts[name]) for name in ("sans", "serif")}
    colours = {name: theme.surfaces[name] for name in ("ink", "muted", "accent")}
    title = options.title or word("report_title")
    yield f'<html lang="zh-CN"><head><title>{escape(flow(title))}</title><style>{STYLE.format(**families, **colours)}</style></head>'
    yield f'<body><p class="foot">{escape(flow(source_line(graph, options)))}</p><h1>{escape(flow(title))}</h1>'
    yield f"<p>{escape(word('report_counts', counted=whole_title(graph)))}{escape(word('absence_note'))}</p>"
    yield from (f"<p>{escape(line)}</p>" for line in options.unchecked)
    titles = {document.id: document.title or document.file for document in graph.documents}
    for finding in findings:
        yield from _gap(finding, titles)
    if shown.nodes:
        picture = base64.b64encode(raster(draw(shown, findings, options), DPI)).decode()
        yield f'<h2>{escape(word("slide_overview"))}</h2><img src="data:image/png;base64,{picture}">'
    yield f"<h2>{escape(word('sources_title', count=len(graph.documents)))}</h2><ol>"
    yield from (f"<li>{escape(flow(line))}</li>" for line in source_titles(graph))
    yield "</ol></body></html>"


def _gap(finding: Finding, titles: Mapping[str, str]) -> Iterator[str]:
    tone = load_theme().severities[finding["severity"]].text
    states = (
        state_word("severities", finding["severity"]),
        state_word("gap_rules", finding["rule"]),
        state_word("absences", finding["absence"]),
        word(f"state_{finding['status']}"),
    )
    yield f'<div class="gap"><h3>{escape(shorten(finding["message"], LONGEST))}</h3><p class="state" style="color:{tone}">{escape(" · ".join(states))}</p>'
    proofs = {(e["quote"], e["document"], e.get("section", "")): e for e in finding["evidence"]}
    for proof in list(proofs.values())[:3]:
        place = place_said(titles.get(proof["document"], proof["document"]), proof.get("section", ""))
        quote = as_read(proof["quote"], proof.get("file", ""))
        yield f"<blockquote>{escape(flow(quote))}<footer>{escape(place)}</footer></blockquote>"
    yield f"<p>{escape(word('step_head'))}{escape(flow(finding['next_step']))}</p></div>"
