"""The formats that other parts of the program write, as exports: the exchange format, RDF and the offline page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph.exchange import write_jsonl as write_three_files
from graph.model import Graph
from graph.stores.exports import write_admin
from graph.stores.exports import write_cypher as write_script
from viz.export import Options
from viz.page import write_page
from viz.words import Finding, source_line


def write_jsonl(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write documents.jsonl, nodes.jsonl and edges.jsonl into the folder, and beside them what they come from."""
    write_three_files(graph, out)
    _write_about(graph, out, options)
    return []


def write_html(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the explorer as one offline page; with ``options.texts`` it has a reading view, with ``options.questions`` answers."""
    write_page(
        graph,
        findings,
        out,
        options.texts,
        options.snapshot,
        title=options.title or "",
        spoken=options.spoken,
        suggestions=options.suggestions,
        questions=options.questions,
        stopped=options.stopped,
    )
    return []


def write_turtle(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write RDF as Turtle: one graph of all documents. Needs the extra ``liantu[rdf]``."""
    return _write_rdf(graph, "turtle", out, options)


def write_trig(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write RDF as TriG: one named graph for each document. Needs the extra ``liantu[rdf]``."""
    return _write_rdf(graph, "trig", out, options)


def write_jsonld(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write RDF as JSON-LD: one named graph for each document. Needs the extra ``liantu[rdf]``."""
    return _write_rdf(graph, "jsonld", out, options)


def write_cypher(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write a script that Neo4j Browser and cypher-shell run."""
    write_script(graph, out)
    body = out.read_text(encoding="utf-8")
    out.write_text(f"// {_about(graph, options)}\n{body}", encoding="utf-8")
    return []


def write_neo4j_admin(graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
    """Write the tables that ``neo4j-admin database import`` takes into the folder."""
    write_admin(graph, out)
    _write_about(graph, out, options)
    return []


def _write_about(graph: Graph, out: Path, options: Options) -> None:
    (out / "about.txt").write_text(_about(graph, options) + "\n", encoding="utf-8")


def _about(graph: Graph, options: Options) -> str:
    """Say in one line what the output comes from."""
    return " ".join(source_line(graph, options).split())


def _write_rdf(graph: Graph, form: str, out: Path, options: Options) -> list[str]:
    # Loaded here: its engine is an extra.
    from graph.stores.rdf import serialise

    out.write_bytes(serialise(graph, form, options.snapshot))
    return []
